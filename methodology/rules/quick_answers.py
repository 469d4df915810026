"""MET: an answer that stands right under its question is read before anybody has tried."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import learner_reading
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_HINTS = ("réponse", "answer", "resposta", "respuesta")
_AFTER = re.compile(
    r"\?[\s\u00a0*_]+(?P<label>(?:réponses?|answers?|respostas?|respuestas?)[*_]*[ \u00a0]?[.:])", re.IGNORECASE
)


@rule("MET-08", Severity.WARNING, Source.RESEARCH, N_("Réponse écrite juste sous la question"))
def answers_at_once(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Trying before reading is what makes one remember: on a page, the answer waits behind a click."""
    for read in learner_reading(course):
        text = read.text.markdown
        for found in _AFTER.finditer(text) if read.hints_at(_HINTS) else ():
            line = text.count("\n", 0, found.start("label")) + 1
            message = _("« {text} » suit sa question : on la lit avant d'avoir cherché.").format(
                text=found["label"].strip("*_ \u00a0")
            )
            remedy = _("Repliez-la : « <details><summary>Voir la réponse</summary> », la réponse, « </details> ».")
            yield Remark(read.at(line), message, remedy, read.text.subject)
