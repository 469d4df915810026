"""The papers of a mission, one module each, found by itself. See `Paper` in `mission/subject.py`."""
