"""Findings as a person reads them (text), and as programs do (JSON, SARIF)."""
