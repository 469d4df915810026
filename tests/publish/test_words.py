"""What the plugin reports as a code is a sentence for the person who publishes."""

from __future__ import annotations

import re
from pathlib import Path

from coursegen.publish.words import kept_word

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
