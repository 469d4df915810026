"""Judges a deck, document or sheet that somebody brings: format, brand, words, traces of work, reading for all.

`judged` reads a file and asks every rule; `rule_catalogue` is the catalogue.
"""

from coursegen.conform.judging import Finding, Verdict, judged
from coursegen.conform.rule import Rule, rule_catalogue
from coursegen.conform.standard import Standard, charter_template, template_standard

__all__ = [
    "Finding",
    "Rule",
    "Standard",
    "Verdict",
    "charter_template",
    "judged",
    "rule_catalogue",
    "template_standard",
]
