"""A pretended site with the present plugin: it keeps courses in memory and answers as the contract says.

It is no judge of Moodle (the live tests are): it lets a publication be killed at every one of its requests.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import responses

from coursegen.publish.package import Package
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token

from .replay import ADDRESS, REST, TOKEN, UPLOAD, Asked, _rest_call, _upload_call, recorded

WRITING = ("restore", "rollback")


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Thing:
    """An activity or a section on the site: `text` stands for all that it is, `base` for what we left there."""

    id: int
    key: str
    title: str
    kind: str = ""
    section: str = ""
    visible: bool = True
    text: str = ""
    base: str = ""
    source: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    pending: str = ""
    userdata: int = 0
    completions: int = 0
    grades: int = 0
    gone: bool = False

    @property
    def fingerprint(self) -> str:
        return _sha1(f"{self.text}{self.title}{self.visible}")

    @property
    def edited(self) -> bool:
        return bool(self.base) and not self.pending and self.base != self.fingerprint


@dataclass
class Course:
    """A course on the pretended site."""

    id: int
    key: str
    title: str
    visible: bool = False
    sections: dict[str, Thing] = field(default_factory=dict)
    activities: dict[str, Thing] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    label: str = ""
    snapshots: list[tuple[int, str]] = field(default_factory=list)

    @property
    def state(self) -> str:
        things = [*self.sections.values(), *self.activities.values()]
        told = [(t.key, t.fingerprint, t.base, t.source, t.section, bool(t.userdata)) for t in things]
        return _sha1(repr((told, self.others, self.visible)))


class PretendSite:
    """The site: courses, jobs by request id, uploaded parts by draft area, and the requests that reached it."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self.courses: dict[int, Course] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.done: list[str] = []
        self.orders: list[dict[str, str]] = []
        self.bodies: list[str] = []
        self.die_at: tuple[int, str] | None = None
        self.api = 2
        self.keeps_edits = True
        self._drafts: dict[int, dict[str, bytes]] = {}
        self._ids = 100
        mock.add_callback(responses.POST, REST, callback=lambda r: self._answer(_rest_call(r), r))
        mock.add_callback(responses.POST, UPLOAD, callback=lambda r: self._answer(_upload_call(r), r))

    def client(self) -> MoodleClient:
        return MoodleClient(ADDRESS, Token(TOKEN), pause=lambda _seconds: None)

    def course(self, key: str) -> Course:
        [found] = [course for course in self.courses.values() if course.key == key]
        return found

    def edit(self, key: str, activity: str, text: str = "retouché") -> None:
        """A person changes something on the site."""
        self.course(key).activities[activity].text += text

    def writes(self) -> list[str]:
        """What was sent that changes something."""
        return [name for name in self.asked if name in ("upload", *WRITING)]

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def _answer(self, asked: Asked, _request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        name = asked.function.removeprefix("local_coursedeploy_")
        self.asked.append(name)
        self.bodies.append(repr(asked.fields))
        number, when = self.die_at or (0, "")
        dies = len(self.asked) == number
        if dies and when == "before":
            raise Killed
        answer = self._upload(asked) if name == "upload" else getattr(self, f"_{name}")(dict(asked.fields))
        self.done.append(name)
        if dies:
            raise Killed
        return 200, {}, json.dumps(answer)

    def _upload(self, asked: Asked) -> Any:
        draft = int(asked["itemid"]) or self._next()
        self._drafts.setdefault(draft, {})[asked["filename"]] = asked.content
        return [{"itemid": draft, "filename": asked["filename"]}]

    def _get_info(self, asked: dict[str, str]) -> Any:
        known = [course for course in self.courses.values() if course.key == asked["idnumber"]]
        answer = json.loads(recorded("info").body)
        features = {"features": ["inventory", "rollback"]} if self.api > 1 else {}
        targets = ["precheck", "new", *(["reconcile", "rollback"] if self.api > 1 else [])]
        taken = {"idnumbercourse": known[0].id if known else 0, "shortnamecourse": 0}
        return answer | taken | features | {"apiversion": self.api, "targets": targets}

    def _get_job(self, asked: dict[str, str]) -> Any:
        return self.jobs.get(asked["requestid"]) or _refusal("nojob")

    def _get_inventory(self, asked: dict[str, str]) -> Any:
        course = self.courses.get(int(asked["courseid"]))
        return inventory_document(course) if course else _refusal("nocourse")

    def _core_course_get_contents(self, asked: dict[str, str]) -> Any:
        course = self.courses[int(asked["courseid"])]
        return [{"modules": [{"id": thing.id} for thing in course.activities.values()]}]

    def _restore(self, asked: dict[str, str]) -> Any:
        self.orders.append(asked)
        if asked["requestid"] in self.jobs:
            return self.jobs[asked["requestid"]]
        content = b"".join(part for _name, part in sorted(self._drafts[int(asked["draftitemid"])].items()))
        if hashlib.sha1(content).hexdigest() != asked["sha1"]:
            return _refusal("wrongsha1")
        if asked["target"] == "precheck":
            return self._job(asked["requestid"], None, [])
        sources = json.loads(asked.get("options[sources]") or "{}")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cours.mbz"
            path.write_bytes(content)
            package = Package.read(path)
        if asked["target"] == "new":
            return self._new(asked, package, sources)
        return self._reconcile(asked, package, sources)

    def _new(self, asked: dict[str, str], package: Package, sources: dict[str, Any]) -> Any:
        course = Course(self._next(), asked["options[idnumber]"], package.fullname)
        self.courses[course.id] = course
        self._write(course, package, sources, None, frozenset(), "hide", [])
        return self._job(asked["requestid"], course, [])

    def _reconcile(self, asked: dict[str, str], package: Package, sources: dict[str, Any]) -> Any:
        course = self.courses[int(asked["options[courseid]"])]
        if asked["options[expectstate]"] != course.state:
            return _refusal("statemoved")
        if asked["options[snapshot]"] == "1":
            course.snapshots.append((self._next(), json.dumps(_saved(course))))
        actions: list[dict[str, Any]] = []
        only = json.loads(asked["options[only]"])
        overwrite = frozenset(json.loads(asked["options[overwrite]"]))
        self._write(course, package, sources, only, overwrite, asked["options[missing]"], actions)
        return self._job(asked["requestid"], course, actions, course.snapshots[-1][0] if course.snapshots else 0)

    def _rollback(self, asked: dict[str, str]) -> Any:
        if asked["requestid"] in self.jobs:
            return self.jobs[asked["requestid"]]
        course = self.courses[int(asked["courseid"])]
        if asked["expectstate"] != course.state:
            return _refusal("statemoved")
        before = json.loads(dict(course.snapshots)[int(asked["snapshotid"])])
        if not self.keeps_edits and {"overwrite", "dryrun"} & set(asked):
            return _refusal("invalidparameter")
        given_up = json.loads(asked.get("overwrite") or "[]")
        dry = asked.get("dryrun") == "1"
        actions = []
        for key, thing in course.activities.items():
            old = before.get(key)
            if self.keeps_edits and thing.edited and key not in given_up and old != _fields(thing):
                actions.append(_action(thing, "conflict", "conflict"))
            elif old != _fields(thing):
                actions.append(_action(thing, "updated" if old else "hidden"))
                changes = old or {"visible": False, "source": "", "base": ""}
                for name, value in () if dry else changes.items():
                    setattr(thing, name, value)
        return self._job(asked["requestid"], course, actions)

    def _write(
        self,
        course: Course,
        package: Package,
        sources: dict[str, Any],
        only: list[str] | None,
        overwrite: frozenset[str],
        missing: str,
        actions: list[dict[str, Any]],
    ) -> None:
        names = {section.number: section.name for section in package.sections}
        unnamed = [{"key": f"?{number}", "number": number, "digest": ""} for number in names]
        course.sections = {key: thing for key, thing in course.sections.items() if not key.startswith("?")}
        for section in sources.get("sections", unnamed):
            if only is None or section["key"] in only:
                thing = course.sections.setdefault(section["key"], Thing(self._next(), section["key"], ""))
                thing.title, thing.text, thing.source = names[section["number"]], section["digest"], section["digest"]
                thing.base = thing.fingerprint if section["digest"] else ""
        for packaged in package.activities:
            if only is None or packaged.idnumber in only:
                told = sources.get("activities", {}).get(packaged.idnumber, {"digest": "", "parts": {}})
                self._put(course, packaged.idnumber, packaged.kind, packaged.title, told, overwrite, actions)
        ours = {packaged.idnumber: place for place, packaged in enumerate(package.activities)}
        course.activities = dict(sorted(course.activities.items(), key=lambda one: ours.get(one[0], len(ours))))
        for key, thing in [*course.activities.items()]:
            if key not in ours and (only is None or key in only) and missing != "keep":
                thing.visible, thing.source, thing.base = False, "", ""
                actions.append(_action(thing, "hidden"))
        others = sources.get("others", {})
        course.others |= {kind: figure for kind, figure in others.items() if only is None or kind in only}
        course.questions |= sources.get("questions", {})
        course.label = sources.get("label", "")

    def _put(
        self,
        course: Course,
        key: str,
        kind: str,
        title: str,
        told: dict[str, Any],
        overwrite: frozenset[str],
        actions: list[dict[str, Any]],
    ) -> None:
        new = key not in course.activities
        thing = course.activities.setdefault(key, Thing(self._next(), key, title, kind))
        differs = thing.source != told["digest"]
        if thing.edited and key not in overwrite:
            actions.append(_action(thing, "conflict" if differs else "leftalone", "conflict" if differs else "edited"))
            return
        action = "added" if new else "updated" if differs or thing.edited else "unchanged"
        thing.title, thing.text, thing.source, thing.parts = title, told["digest"], told["digest"], told["parts"]
        thing.section, thing.visible = told["parts"].get("placement", ""), True
        thing.base = thing.fingerprint if told["digest"] else ""
        actions.append(_action(thing, action))

    def _job(
        self, request_id: str, course: Course | None, actions: list[dict[str, Any]], snapshot: int = 0
    ) -> dict[str, Any]:
        sections = course.sections.values() if course else ()
        self.jobs[request_id] = {
            "requestid": request_id,
            "status": "done",
            "progress": 100,
            "courseid": course.id if course else 0,
            "courseurl": f"{ADDRESS}/course/view.php?id={course.id}" if course else "",
            "errors": [],
            "warnings": [],
            "sections": [{"number": number, "name": section.title} for number, section in enumerate(sections)],
            "activities": [
                {"cmid": thing.id, "modname": thing.kind, "idnumber": thing.key, "section": 0}
                for thing in (course.activities.values() if course else ())
            ],
            "actions": actions,
            "snapshotid": snapshot,
            "state": course.state if course else "",
            "writes": sum(action["action"] not in ("unchanged", "conflict", "leftalone") for action in actions),
        }
        return self.jobs[request_id]


def inventory_document(course: Course) -> dict[str, Any]:
    """What `get_inventory` answers of a course."""
    sections = {key: number for number, key in enumerate(course.sections)}
    return {
        "courseid": course.id,
        "idnumber": course.key,
        "shortname": course.key.upper(),
        "fullname": course.title,
        "url": f"{ADDRESS}/course/view.php?id={course.id}",
        "visible": course.visible,
        "categoryid": 2,
        "state": course.state,
        "published": {"requestid": "", "sha1": "", "time": 0, "label": course.label},
        "sections": [
            {
                "id": thing.id,
                "key": "" if key.startswith("?") else key,
                "number": sections[key],
                "name": thing.title,
                "visible": True,
                "delegated": False,
                "fingerprint": thing.fingerprint,
                "base": thing.base,
                "source": thing.source,
            }
            for key, thing in course.sections.items()
        ],
        "activities": [_activity_document(course, thing, n) for n, thing in enumerate(course.activities.values())],
        "questions": [
            {"idnumber": key, "quiz": "", "version": 1, "hash": "", "base": "", "source": source, "attempts": 0}
            for key, source in course.questions.items()
        ],
        "others": [
            {"kind": kind, "fingerprint": "", "base": "", "source": source} for kind, source in course.others.items()
        ],
        "snapshots": [
            {"id": number, "time": 1795283091 + number, "bytes": 1000, "requestid": ""}
            for number, _saved in course.snapshots
        ],
    }


def _activity_document(course: Course, thing: Thing, position: int) -> dict[str, Any]:
    section = course.sections.get(thing.section)
    return {
        "cmid": thing.id,
        "instance": thing.id,
        "modname": thing.kind,
        "idnumber": thing.key,
        "name": thing.title,
        "sectionid": section.id if section else 1,
        "section": [*course.sections].index(thing.section) if section else 0,
        "position": position,
        "visible": thing.visible,
        "owned": True,
        "fingerprint": thing.fingerprint,
        "parts": json.dumps({"content": thing.fingerprint}),
        "base": thing.base,
        "baseparts": json.dumps({"content": thing.base}),
        "source": thing.source,
        "sourceparts": json.dumps(thing.parts),
        "pending": thing.pending,
        "userdata": thing.userdata,
        "completions": thing.completions,
        "grades": thing.grades,
        "weight": None,
        "gradepass": None,
        "grademax": None,
    }


def _action(thing: Thing, action: str, code: str = "") -> dict[str, Any]:
    return {
        "kind": "activity",
        "key": thing.key,
        "modname": thing.kind,
        "cmid": thing.id,
        "action": action,
        "parts": ["content"],
        "code": code,
        "detail": "",
    }


def _fields(thing: Thing) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in ("title", "visible", "text", "base", "source", "parts", "section")}


def _saved(course: Course) -> dict[str, dict[str, Any]]:
    return {key: _fields(thing) for key, thing in course.activities.items()}


def _refusal(code: str) -> dict[str, str]:
    return {"exception": "refusal", "errorcode": code, "message": code}


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()
