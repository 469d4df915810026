"""The competency framework as Moodle's importer reads it (admin/tool/lpimportcsv): 14 columns, known by their place.

Reference domain 4.2. One row for the framework, then one a competency, each after its parent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from coursegen.content.typography import polish
from coursegen.i18n import gettext as _
from coursegen.outputs.exchange.csv_writing import csv_bytes
from methodology.competencies import (
    Placed,
    ScaleLevel,
    competency_key,
    framework_key,
    framework_name,
    framework_scale,
    framework_tree,
    own_scale,
    taxonomies,
)
from methodology.course import Course
from methodology.needs import Competency, CompetencyRule, RuleOutcome, Taxonomy

HEADER = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
HTML = "1"

RULES: Mapping[CompetencyRule, str] = MappingProxyType(
    {
        CompetencyRule.ALL: "core_competency\\competency_rule_all",
        CompetencyRule.POINTS: "core_competency\\competency_rule_points",
    }
)
OUTCOMES: Mapping[RuleOutcome, str] = MappingProxyType(
    {RuleOutcome.NONE: "0", RuleOutcome.EVIDENCE: "1", RuleOutcome.COMPLETE: "2", RuleOutcome.RECOMMEND: "3"}
)
TAXONOMIES: Mapping[Taxonomy, str] = MappingProxyType({member: member.name.lower() for member in Taxonomy})


def competencies_csv(course: Course) -> bytes:
    """The file of the course's framework, in the current language. The course has competencies and passes MOO-05."""
    tree = framework_tree(course)
    return csv_bytes(HEADER, (_framework_row(course), *(_row(course, placed, tree) for placed in tree)))


def _framework_row(course: Course) -> Sequence[str]:
    scale = framework_scale(course)
    description = course.needs.framework.description.strip()
    description = description or _("Compétences visées par « {title} ».").format(title=course.identity.title)
    return (
        "",
        framework_key(course),
        framework_name(course),
        _Prose(course.identity.language).paragraph(description),
        HTML,
        *_scale_cells(scale),
        *("", "", "", "", ""),
        "1",
        ",".join(TAXONOMIES[taxonomy] for taxonomy in taxonomies(course)),
    )


def _row(course: Course, placed: Placed, tree: Sequence[Placed]) -> Sequence[str]:
    competency = placed.competency
    return (
        placed.parent,
        placed.key,
        competency.name.strip(),
        _description(competency, _Prose(course.identity.language)),
        HTML,
        *_scale_cells(own_scale(course, competency)),
        *_rule_cells(placed, tree),
        ",".join(competency_key(course, other).replace(",", "%2C") for other in competency.related),
        str(placed.number),
        "",
        "",
    )


def _scale_cells(scale: Sequence[ScaleLevel]) -> tuple[str, str]:
    """The levels, and which of them starts and which hold; ids count from 1, the first element only has to be there."""
    if not scale:
        return "", ""
    levels = [
        {"id": n, "scaledefault": int(level.start), "proficient": int(level.proficient)}
        for n, level in enumerate(scale, start=1)
    ]
    return ",".join(level.name for level in scale), _json([{"scaleid": "0"}, *levels])


def _rule_cells(placed: Placed, tree: Sequence[Placed]) -> tuple[str, str, str]:
    competency = placed.competency
    if competency.rule is CompetencyRule.NONE:
        return "", "", ""
    config = "null"
    if competency.rule is CompetencyRule.POINTS:
        config = _json({"base": {"points": competency.points_required or 0}, "competencies": [*_points(placed, tree)]})
    return RULES[competency.rule], OUTCOMES[competency.outcome], config


def _points(placed: Placed, tree: Sequence[Placed]) -> Iterator[Mapping[str, int]]:
    for child in tree:
        if child.number in placed.children:
            own = child.competency
            yield {"id": child.number, "points": own.points or 0, "required": int(own.required)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _description(competency: Competency, prose: _Prose) -> str:
    """What a learner reads of the competency: what it is, how one recognises it, where it is of use."""
    lists = (
        (_("Critères observables"), competency.criteria),
        (_("Situations de travail"), competency.situations),
        (_("Savoirs et outils mobilisés"), competency.resources),
        (_("Preuves admises"), competency.evidence),
        (_("Postes concernés"), competency.positions),
    )
    domain = "" if competency.parent or not competency.domain else _("Domaine : {name}").format(name=competency.domain)
    parts = [prose.paragraph(competency.description), *(prose.list(title, items) for title, items in lists)]
    return "".join((*parts, prose.paragraph(domain), _link(competency.link)))


def _link(address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(_("Fiche du référentiel public"))}</a></p>' if address else ""


class _Prose:
    """Plain text as HTML, with the typography of a language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def paragraph(self, text: str) -> str:
        """A paragraph; nothing for an empty text."""
        return f"<p>{self._inline(text)}</p>" if text.strip() else ""

    def list(self, title: str, items: Sequence[str]) -> str:
        """A title and a list; nothing without items."""
        lines = "".join(f"<li>{self._inline(item)}</li>" for item in items)
        return f"<p><strong>{self._inline(title)}</strong></p><ul>{lines}</ul>" if items else ""

    def _inline(self, text: str) -> str:
        """A backslash becomes a character reference, which no CSV reader takes for an escape."""
        words = polish(" ".join(text.split()), self._language)
        return escape(words, quote=False).replace("\\", "&#92;")
