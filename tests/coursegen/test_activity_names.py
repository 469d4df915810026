"""A type of activity has one name, at the head of a line and inside a sentence."""

from __future__ import annotations

import pytest

from coursegen.activity_names import CORE_ACTIVITIES, activity_name, activity_noun
from methodology.i18n import speaking
from moodle_backups.activities import ACTIVITY_TYPES


@pytest.mark.parametrize(
    ("modname", "language", "head", "inside"),
    [
        ("assign", "fr", "Devoir", "devoir"),
        ("scorm", "fr", "Paquetage SCORM", "paquetage SCORM"),
        ("scorm", "en", "SCORM package", "SCORM package"),
        ("h5pactivity", "en", "H5P activity", "H5P activity"),
        ("customcert", "fr", "customcert", "customcert"),
    ],
)
def test_a_name_loses_its_capital_inside_a_sentence_and_an_abbreviation_keeps_it(
    modname: str, language: str, head: str, inside: str
) -> None:
    with speaking(language):
        assert (activity_name(modname), activity_noun(modname)) == (head, inside)


def test_every_type_that_we_write_has_a_name() -> None:
    assert {kind for kind in ACTIVITY_TYPES if kind not in CORE_ACTIVITIES} == set()
