"""What the plugin reports as a code is a sentence for the person who publishes."""

from __future__ import annotations

import re
from pathlib import Path

from coursegen.publish.jobs import Action
from coursegen.publish.report import action_words
from coursegen.publish.words import detail_word, kept_word, part_word, site_part_word

PLUGIN = Path(__file__).parents[2] / "moodle_plugin/coursedeploy/classes/local"
CODES = (
    r"->note_activity\([^,;]+, '[a-z]+', '([a-z]+)'",
    r"->note\([^,;]+, [^,;]+, '[a-z]+', '([a-z]+)'",
    r"\$todo->note\('([a-z]+)'",
    r"=> '(grademax|hasanswers|optionused|formused|fieldused|quizstructure)'",
)


def test_every_code_of_the_plugin_is_told_in_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in PLUGIN.rglob("*.php"))
    codes = {code for pattern in CODES for code in re.findall(pattern, source)}
    assert len(codes) > 15
    assert sorted(code for code in codes if kept_word(code) == code) == []


# Where the plugin names a part of a thing: in a fingerprint, in what is to be written, in what was written.
PARTS = {
    "fingerprint.php": (r"^            '([a-z]+)' => (?:\[self::|\$handler->|self::)", r"PLACEMENT = '([a-z]+)'"),
    "scorm_swap.php": (r"\$parts\[\] = '([a-z]+)'",),
    "reconcile/activity.php": (r"return '([a-z]+)';", r"'(completion)' : '", r" : '(settings)'", r"\['(files)'\]"),
    "reconcile/cm_settings.php": (r"\? \['([a-z]+)'\] : \[\]",),
    "reconcile/course_settings.php": (r"\? \['([a-z]+)'\] : \[\]",),
    "reconcile/sections.php": (r"'[a-z]+' => '([a-z]+)'", r"\$columns\['([a-z]+)'\] = ", r"\['(files)'\]"),
    "reconcile/order.php": (r", \['([a-z]+)'\]\)",),
    "reconcile/reconciler.php": (r"add_parts\([^;]*\['([a-z]+)'\]\)",),
}
PLANNED = r"(?:todo->add\(|plan_files\(\$todo, |plan_row\(\$todo, )'([a-z]+)'"
FROZEN = r"function columns_frozen\(\): array \{(.*?)\}"


def test_every_part_that_the_plugin_names_is_told_in_words() -> None:
    parts = {part for place, patterns in PARTS.items() for pattern in patterns for part in _found(place, pattern)}
    for path in (PLUGIN / "reconcile").rglob("*.php"):
        source = path.read_text("utf-8")
        if "extends planned_aspect" not in source:  # what belongs to the course as a whole is told without parts
            parts |= set(re.findall(PLANNED, source))
    assert parts >= {"grade", "placement", "package", "completion", "visibility", "content", "sections", "openingpost"}
    assert sorted(part for part in parts if part_word(part) == part and part not in SAME_IN_FRENCH) == []
    assert site_part_word("visibility") == "visibilité"


SAME_IN_FRENCH = {"questions", "pages"}


def _found(place: str, pattern: str) -> list[str]:
    found = re.findall(pattern, (PLUGIN / place).read_text("utf-8"), re.MULTILINE)
    assert found, (place, pattern)
    return found


def test_a_setting_that_stays_is_told_in_words_not_as_a_column_of_the_database() -> None:
    bodies = [re.findall(FROZEN, path.read_text("utf-8"), re.DOTALL) for path in PLUGIN.rglob("handler/*.php")]
    frozen = {pair for body in bodies for text in body for pair in re.findall(r"'([a-z_]+)' => '([a-z]+)'", text)}
    assert len(frozen) > 20
    unsaid = {column for column, code in frozen if detail_word(code, column) == column}
    assert unsaid - SAME_IN_FRENCH == set()


def test_a_remark_says_what_it_is_about_in_words_and_leaves_names_as_they_are() -> None:
    def told(code: str, detail: str, sort: str = "activity", key: str = "q") -> str:
        action = Action(sort, key, "quiz", 7, "kept", code=code, detail=detail)
        return action_words(action, {"q": "Bilan"})

    assert told("hasanswers", "grademethod").endswith(" ; façon de noter)")
    assert told("hasanswers", "Question 3").endswith(" ; Question 3)")
    assert told("optionused", "type").endswith(" ; type)")
    assert told("completionused", "completion, completionview").endswith(": les règles d’achèvement restent)")
    assert told("othertype", "assign").endswith(" ; devoir)")
    assert told("nothandled", "scormtype").endswith(" ; paquetage pris ailleurs que dans le cours)")
    assert told("", "", "completion", "method") == "Achèvement du cours « tous les critères, ou un seul »"
