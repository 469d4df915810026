"""The sandbox: its pages, its web services, the faults it can have."""

import pytest

_ASSERTING = ("ground", "promises_of_a_site", "promises_of_updates", "promises_of_ways_back")
pytest.register_assert_rewrite(*(f"tests.sandbox.{name}" for name in _ASSERTING))
