"""A plan as JSON: for scripts, and saved to be carried out later, by this state of folder and site only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from coursegen.errors import SiteError, StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.publish.changes import Choices, Missing, Plan
from coursegen.publish.files import write_whole

_FORMAT: Final = "coursegen-plan-1"
_BIGGEST: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """What binds a plan: the course, the site, the state of both, and what the person chose."""

    course: str
    site: str
    url: str
    source: str
    state: str
    choices: Choices


def plan_document(plan: Plan, site: str, url: str) -> dict[str, Any]:
    """The plan as one JSON document. Nothing in it is secret."""
    return {
        "format": _FORMAT,
        "site": {"name": site, "url": url},
        "course": {
            "idnumber": plan.course_key,
            "title": plan.course_title,
            "id": plan.course_id or None,
            "url": plan.url or None,
            "new": plan.is_new,
        },
        "source": plan.source,
        "state": plan.state,
        "label": plan.label,
        "published": plan.published,
        "choices": _choices_document(plan.choices),
        "writes": plan.writes,
        "changes": [asdict(change) for change in plan.changes if change.act != "unchanged"],
        "unchanged": sum(change.act == "unchanged" for change in plan.changes),
        "foreign": plan.foreign,
        "announcements": [asdict(one) for one in plan.announcements],
        "decisions": [asdict(one) for one in plan.decisions],
    }


def save_plan(plan: Plan, site: str, url: str, path: Path) -> None:
    """Write the plan at `path`, whole or not at all. Raises StorageError."""
    text = json.dumps(plan_document(plan, site, url), ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(path, text)
    except OSError as error:
        words = _("Impossible d’écrire le plan « {path} » ({reason}).").format(path=path, reason=reason_of(error))
        raise StorageError(words) from error


def read_plan(path: Path) -> SavedPlan:
    """A saved plan. Raises StorageError when the file can't be read or is none."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_BIGGEST + 1)
    except OSError as error:
        words = _("Le plan « {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        raise StorageError(words, _again()) from error
    try:
        return _read(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        words = _("« {path} » n’est pas un plan de coursegen, ou il est abîmé.").format(path=path)
        raise StorageError(words, _again()) from None


def demand_same(saved: SavedPlan, plan: Plan, site: str, url: str) -> None:
    """Refuse a saved plan that is not of this folder and site as they are now. Raises UsageError or SiteError."""
    if saved.course != plan.course_key:
        raise UsageError(
            _("Ce plan est celui du cours {saved}, et ce dossier est le cours {here}.").format(
                saved=saved.course, here=plan.course_key
            ),
            _again(),
        )
    if saved.url != url:
        raise UsageError(
            _("Ce plan a été fait pour le site « {saved} » ({url}), pas pour « {here} ».").format(
                saved=saved.site, url=saved.url, here=site
            ),
            _again(),
        )
    if saved.source != plan.source:
        raise UsageError(_("Le dossier du cours a changé depuis ce plan."), _again())
    if saved.state != plan.state:
        raise SiteError(
            _("Le cours a changé sur le site depuis ce plan (modification, nouvelle publication, premiers résultats)."),
            _again(),
        )


def _again() -> str:
    return _("Refaites le plan et relisez-le : coursegen plan DOSSIER --site NOM -o PLAN.json")


def _read(document: dict[str, Any]) -> SavedPlan:
    if document["format"] != _FORMAT:
        raise ValueError(document["format"])
    names = (document["course"]["idnumber"], document["site"]["name"], document["site"]["url"])
    states = (document["source"], document["state"])
    if not all(isinstance(text, str) for text in (*names, *states)):
        raise TypeError("a name or a state is no text")
    return SavedPlan(*names, *states, choices=_choices(document["choices"]))


def _choices_document(choices: Choices) -> dict[str, Any]:
    return {
        "overwrite": sorted(choices.overwrite),
        "regrade": sorted(choices.regrade),
        "track_loss": sorted(choices.track_loss),
        "keep_marks": sorted(choices.keep_marks),
        "missing": choices.missing.value,
        "snapshot": choices.snapshot,
    }


def _choices(document: dict[str, Any]) -> Choices:
    if not isinstance(document["snapshot"], bool):
        raise TypeError("snapshot")
    return Choices(
        overwrite=_keys(document["overwrite"]),
        regrade=_keys(document["regrade"]),
        track_loss=_keys(document["track_loss"]),
        keep_marks=_keys(document.get("keep_marks", [])),
        missing=Missing(document["missing"]),
        snapshot=document["snapshot"],
    )


def _keys(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise TypeError("no list of keys")
    return frozenset(value)
