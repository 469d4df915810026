"""Methods go by the name of the language spoken, and authors may write any of them."""

from __future__ import annotations

import pytest

from methodology.i18n import speaking
from methodology.methods import method_named, methods


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "étude de cas"), ("en", "case study"), ("es", "estudio de caso")]
)
def test_a_method_goes_by_the_name_of_the_language(language: str, name: str) -> None:
    method = method_named("étude de cas")
    assert method is not None
    with speaking(language):
        assert method.label == name
    assert method_named(name) == method


def test_every_method_has_a_name_of_its_own_in_every_language() -> None:
    for language in ("fr", "en", "pt", "es"):
        names = [method.names[language] for method in methods()]
        assert len(set(names)) == len(names)
