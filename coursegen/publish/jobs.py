"""Orders to the plugin and the jobs that they become."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from coursegen.publish import fields
from coursegen.publish.changes import Choices
from coursegen.publish.encoding import Parameter

OVER: Final = ("done", "failed")


@dataclass(frozen=True)
class Message:
    """An error or a remark of a job: a code for programs and a sentence for people."""

    code: str
    text: str


@dataclass(frozen=True)
class MadeSection:
    """A section of the course that a job made."""

    number: int
    name: str


@dataclass(frozen=True)
class MadeActivity:
    """An activity of the course that a job made."""

    cmid: int
    kind: str
    idnumber: str
    section: int


@dataclass(frozen=True)
class Action:
    """What a job did to one thing.

    `sort`: activity, section, question, gradebook ...; `action`: added, updated, leftalone ...; `code`: why, a word
    for programs; `detail`: names.
    """

    sort: str
    key: str
    kind: str
    cmid: int
    action: str
    parts: tuple[str, ...] = ()
    code: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Job:
    """A publishing job. `status`: created, queued, running, done or failed; `progress` in percent.

    `state` is that of the course afterwards, `writes` how many things were written, `snapshot` the way back (0: none).
    """

    request_id: str
    status: str
    progress: int
    course_id: int
    course_url: str
    errors: tuple[Message, ...]
    warnings: tuple[Message, ...]
    sections: tuple[MadeSection, ...]
    activities: tuple[MadeActivity, ...]
    actions: tuple[Action, ...] = ()
    snapshot: int = 0
    state: str = ""
    writes: int = 0

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.status in OVER


@dataclass(frozen=True)
class Update:
    """What an update of a course asks for beside the package. `only`: the keys to look at."""

    course_id: int
    expected_state: str
    only: tuple[str, ...]
    choices: Choices


@dataclass(frozen=True)
class Order:
    """What a restore asks for.

    `target`: precheck, new or reconcile; `run`: inline, or task to leave it to the site's cron. `sources`: what the
    site is to keep of them, as JSON; a plugin of the first make takes none.
    """

    request_id: str
    target: str
    draft: int
    category_id: int
    sha1: str
    idnumber: str
    shortname: str
    fullname: str
    visible: bool = False
    run: str = "inline"
    sources: str = ""
    label: str = ""
    update: Update | None = None

    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the call."""
        options: dict[str, Parameter] = {
            "run": self.run,
            "idnumber": self.idnumber,
            "shortname": self.shortname,
            "fullname": self.fullname,
            "visible": self.visible,
        }
        if self.sources:
            options |= {"sources": self.sources, "label": self.label}
        if self.update:
            options |= _update_options(self.update)
        return {
            "draftitemid": self.draft,
            "requestid": self.request_id,
            "target": self.target,
            "categoryid": self.category_id,
            "sha1": self.sha1,
            "options": options,
        }


@dataclass(frozen=True)
class RollbackOrder:
    """The way back to a snapshot (0: the newest), as long as the course is in the expected state.

    `overwrite`: keys of what a person has edited since and gives up. `dry`: only tell what would be done.
    """

    request_id: str
    course_id: int
    expected_state: str
    snapshot: int = 0
    run: str = "inline"
    overwrite: frozenset[str] = frozenset()
    dry: bool = False

    def parameters(self) -> dict[str, Parameter]:
        """The parameters of the call; what isn't asked for isn't named: an older plugin knows no such words."""
        asked: dict[str, Parameter] = {
            "courseid": self.course_id,
            "requestid": self.request_id,
            "snapshotid": self.snapshot,
            "run": self.run,
            "expectstate": self.expected_state,
        }
        if self.overwrite:
            asked["overwrite"] = json.dumps(sorted(self.overwrite), ensure_ascii=False)
        return asked | ({"dryrun": True} if self.dry else {})


def job_of(answer: Mapping[str, Any]) -> Job:
    """The job in an answer. Raises UnreadableAnswer when it has another shape."""
    return Job(
        request_id=fields.text(answer, "requestid"),
        status=fields.text(answer, "status"),
        progress=fields.number(answer, "progress"),
        course_id=fields.number(answer, "courseid"),
        course_url=fields.text(answer, "courseurl"),
        errors=_messages(answer.get("errors")),
        warnings=_messages(answer.get("warnings")),
        sections=tuple(
            MadeSection(fields.number(section, "number"), fields.text(section, "name"))
            for section in fields.records(answer.get("sections"))
        ),
        activities=tuple(_activity(activity) for activity in fields.records(answer.get("activities"))),
        actions=tuple(_action(action) for action in fields.records_if_any(answer, "actions")),
        snapshot=fields.number_if_any(answer, "snapshotid"),
        state=fields.text_if_any(answer, "state"),
        writes=fields.number_if_any(answer, "writes"),
    )


def _activity(answer: Mapping[str, Any]) -> MadeActivity:
    return MadeActivity(
        fields.number(answer, "cmid"),
        fields.text(answer, "modname"),
        fields.text(answer, "idnumber"),
        fields.number(answer, "section"),
    )


def _action(answer: Mapping[str, Any]) -> Action:
    return Action(
        sort=fields.text(answer, "kind"),
        key=fields.text(answer, "key"),
        kind=fields.text_if_any(answer, "modname"),
        cmid=fields.number_if_any(answer, "cmid"),
        action=fields.text(answer, "action"),
        parts=tuple(map(str, answer.get("parts") or ())),
        code=fields.text_if_any(answer, "code"),
        detail=fields.text_if_any(answer, "detail"),
    )


def _messages(answer: Any) -> tuple[Message, ...]:
    return tuple(Message(fields.text(m, "code"), fields.text(m, "message")) for m in fields.records(answer))


def _update_options(update: Update) -> dict[str, Parameter]:
    """Lists travel as JSON in a text: PHP drops what is over a thousand variables."""
    choices = update.choices
    return {
        "courseid": update.course_id,
        "expectstate": update.expected_state,
        "only": json.dumps(list(update.only), ensure_ascii=False),
        "overwrite": json.dumps(sorted(choices.overwrite), ensure_ascii=False),
        "regrade": json.dumps(sorted(choices.regrade), ensure_ascii=False),
        "allowtrackloss": json.dumps(sorted(choices.track_loss), ensure_ascii=False),
        "missing": choices.missing.value,
        "snapshot": choices.snapshot,
    }
