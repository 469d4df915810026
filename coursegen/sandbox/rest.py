"""The web services of the sandbox: what `coursegen.publish` calls, answered with Moodle's manners.

Errors come with HTTP 200 and `exception`, `errorcode`, `message`; a request that is too big loses all its fields (PHP)
and is answered in XML; unknown parameters are refused; more than `max_input_vars` fields are dropped without a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from coursegen.sandbox.faults import Fault, Faults
from coursegen.sandbox.http import Answer, Asked, php_values
from coursegen.sandbox.inventory import CATEGORY
from coursegen.sandbox.jobs import Bench, job_document, keep_snapshot, run_cron, take_in
from coursegen.sandbox.orders import Order, restore_order
from coursegen.sandbox.refusal import Refusal
from coursegen.sandbox.results import results
from coursegen.sandbox.scorm_swap import swap_scorm
from coursegen.sandbox.seeds import SERVICES
from coursegen.sandbox.site_info import FUNCTIONS, INPUT_VARS, site_info, token_info

_PREFIX: Final = "local_coursedeploy_"
_REQUEST: Final = re.compile(r"[A-Za-z0-9_-]*")
_KNOWN: Final = {
    "core_webservice_get_site_info": set[str](),
    "core_course_get_contents": {"courseid", "options"},
    "core_course_get_courses_by_field": {"field", "value"},
    "get_info": {"categoryid", "categoryidnumber", "idnumber", "shortname"},
    "get_inventory": {"courseid", "idnumber", "categoryid", "categoryidnumber"},
    "restore": {"draftitemid", "requestid", "target", "categoryid", "sha1", "options"},
    "rollback": {"courseid", "requestid", "snapshotid", "run", "expectstate", "overwrite", "dryrun"},
    "snapshot": {"courseid", "requestid"},
    "upsert_scorm": {"courseid", "idnumber", "draftitemid", "requestid", "sha1", "options"},
    "get_job": {"requestid"},
    "get_results": {"courseid", "kind", "page", "perpage", "since"},
}
_NEEDED: Final = {
    "core_course_get_contents": ("courseid",),
    "restore": ("draftitemid", "requestid", "target", "categoryid", "sha1"),
    "rollback": ("courseid", "requestid"),
    "snapshot": ("courseid", "requestid"),
    "upsert_scorm": ("courseid", "idnumber", "draftitemid", "requestid", "sha1"),
    "get_job": ("requestid",),
    "get_results": ("courseid", "kind"),
}


@dataclass(frozen=True)
class WebServices:
    """The functions, and who may call them."""

    bench: Bench
    token: str
    faults: Faults

    def call(self, asked: Asked) -> Answer:
        """Answer one call of a function."""
        fault = self.faults.next(asked.get("wsfunction"))
        if early := _early(fault):
            return early
        if self._too_big(asked) or fault is Fault.SMALL_POST:
            return _xml("invalidtoken")
        if fault is Fault.REFUSED_BEFORE:
            return _json({"exception": "Error", "message": "Call to undefined function"})
        answer = self._answered(asked, fault)
        return _late(fault, answer)

    def upload(self, asked: Asked) -> Answer:
        """Answer one upload."""
        fault = self.faults.next("upload")
        if early := _early(fault):
            return early
        if self._too_big(asked) or fault is Fault.SMALL_POST:
            return _json({"error": "A required parameter (token) was missing", "errorcode": "missingparam"})
        if fault is Fault.QUOTA:
            return _json({"error": "The file is too large for the remaining space", "errorcode": "userquotalimit"})
        if asked.get("token") != self.token or fault is Fault.EXPIRED:
            return _json({"error": "Invalid token", "errorcode": "invalidtoken", "stacktrace": None})
        kept = [self._keep(asked, index, fault) for index in range(len(asked.files))]
        return _late(fault, _json(kept))

    def _keep(self, asked: Asked, index: int, fault: Fault | None) -> dict[str, Any]:
        upload = asked.files[index]
        store = self.bench.store
        area = asked.number("itemid") or store.next_id()
        told = {"filename": upload.name, "itemid": area, "component": "user", "filearea": "draft", "filepath": "/"}
        if store.row("SELECT 1 FROM draft WHERE area = ? AND name = ?", area, upload.name):
            problem = {"errortype": "filenameexist", "error": "A file with that name exists already."}
            return {"filename": upload.name, "filepath": "/", **problem}
        content = upload.content[: len(upload.content) // 2] if fault is Fault.TRUNCATED else upload.content
        store.do("INSERT INTO draft VALUES (?, ?, ?)", area, upload.name, content)
        return told

    def _too_big(self, asked: Asked) -> bool:
        return bool(self.faults.most_post) and asked.size > self.faults.most_post

    def _answered(self, asked: Asked, fault: Fault | None) -> Answer:
        fields = dict(asked.fields)
        if fields.get("wstoken") != self.token or fault is Fault.EXPIRED:
            return _refused(Refusal("invalidtoken", "Invalid token - token not found"))
        try:
            return _json(self._value(asked, fault))
        except Refusal as refused:
            return _refused(refused)

    def _value(self, asked: Asked, fault: Fault | None) -> Any:
        name = asked.get("wsfunction")
        short = name.removeprefix(_PREFIX)
        if name not in FUNCTIONS:
            raise Refusal("invalidrecord", "Can't find data record in database.", "dml_missing_record_exception")
        values = php_values([*asked.fields][:INPUT_VARS])
        told = {k: v for k, v in values.items() if not k.startswith(("wstoken", "wsfunction", "moodlews"))}
        if name in SERVICES:
            return _seeded(self.bench, name, told)
        wrong = set(told) - _KNOWN[short] or set(_NEEDED.get(short, ())) - set(told)
        if wrong:
            raise Refusal("invalidparameter", "Invalid parameter value detected", "invalid_parameter_exception")
        bench = self.bench
        if fault is Fault.BROKEN_WORK:
            bench = replace(bench, step=_Breaker())
        return _FUNCTIONS[short](self, bench, told)

    def run_cron(self) -> int:
        """Do what was left to cron; how many jobs there were."""
        return run_cron(self.bench, restore_order)

    def draft(self, area: int, sha1: str) -> bytes:
        """The package in a draft area, its parts joined. Raises Refusal."""
        rows = self.bench.store.rows("SELECT name, content FROM draft WHERE area = ? ORDER BY name", area)
        if not rows:
            raise Refusal("nopackage")
        content = b"".join(part for _name, part in rows)
        if self.bench.store.package_path(sha1).name != f"{sha1}.mbz" or _sha1(content) != sha1:
            raise Refusal("wrongsha1")
        return content


def _seeded(bench: Bench, name: str, told: dict[str, Any]) -> Any:
    try:
        return SERVICES[name](bench, told)
    except (KeyError, ValueError):
        raise Refusal("invalidparameter", "Invalid parameter value detected", "invalid_parameter_exception") from None


class _Breaker:
    """Lets one activity be written, then the process dies."""

    def __init__(self) -> None:
        self._steps = 0

    def __call__(self) -> None:
        from coursegen.sandbox.refusal import WorkBroken

        self._steps += 1
        if self._steps > 1:
            raise WorkBroken


def _sha1(content: bytes) -> str:
    import hashlib

    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _restore(services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    order = restore_order(told)
    _demand_request(order.request)
    known = bench.store.row("SELECT 1 FROM job WHERE request = ?", order.request)
    draft = None if known else services.draft(order.draft, order.sha1)
    if order.target == "reconcile" and not known and bench.courses.get(order.course) is None:
        raise Refusal("nocourse")
    if services.faults.slow_cron and order.target != "precheck":
        order, told = replace(order, run="task"), {**told, "options": {**told.get("options", {}), "run": "task"}}
    answer = take_in(bench, order, told, draft)
    if order.target != "precheck":
        bench.store.do("DELETE FROM draft WHERE area = ?", order.draft)
    return answer


def _rollback(services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    _demand_request(told["requestid"])
    blank = {"draftitemid": told.get("snapshotid", "0") or "0", "target": "reconcile", "sha1": "", "categoryid": "0"}
    options = {"courseid": told["courseid"], "expectstate": told.get("expectstate", "")}
    options |= {name: told[name] for name in ("overwrite", "dryrun") if name in told}
    order = restore_order({**blank, "requestid": told["requestid"], "options": options})
    return take_in(bench, replace(order, target="rollback"), told, None)


def _demand_request(request: str) -> None:
    if not _REQUEST.fullmatch(request):
        raise Refusal("invalidparameter", "Invalid parameter value detected", "invalid_parameter_exception")


def _inventory(_services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    number = int(told.get("courseid") or 0)
    course = bench.courses.get(number) if number else bench.courses.named("idnumber", told.get("idnumber", ""))
    if course is None:
        raise Refusal("nocourse")
    return bench.stock(course).document()


def _contents(_services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    course = bench.courses.get(int(told["courseid"]))
    if course is None:
        raise Refusal("invalidrecord", exception="dml_missing_record_exception")
    return [
        {
            "id": section.id,
            "name": section.title,
            "visible": int(section.visible),
            "summary": "",
            "summaryformat": 1,
            "section": number,
            "modules": [
                {"id": piece.id, "name": piece.title, "modname": piece.kind, "visible": int(piece.visible)}
                for piece in course.of_section(section.id)
            ],
        }
        for number, section in enumerate(course.sections)
    ]


def _by_field(_services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    field, value = told.get("field", ""), told.get("value", "")
    if field == "id":
        found = [bench.courses.get(int(value))]
    elif field:
        found = [bench.courses.named(field, value)]
    else:
        found = [*bench.courses.all()]
    rows = [
        {"id": c.id, "fullname": c.fullname, "shortname": c.shortname, "idnumber": c.idnumber, "categoryid": CATEGORY}
        for c in found
        if c
    ]
    return {"courses": rows, "warnings": []}


def _snapshot(_services: WebServices, bench: Bench, told: dict[str, Any]) -> Any:
    return keep_snapshot(bench, int(told["courseid"]), told["requestid"])


_Function = Callable[[WebServices, Bench, dict[str, Any]], Any]
_FUNCTIONS: Final[Mapping[str, _Function]] = {
    "core_webservice_get_site_info": lambda services, bench, told: token_info(bench),
    "core_course_get_contents": _contents,
    "core_course_get_courses_by_field": _by_field,
    "get_info": lambda services, bench, told: site_info(bench, told, services.faults.most_post),
    "get_inventory": _inventory,
    "restore": _restore,
    "rollback": _rollback,
    "snapshot": _snapshot,
    "upsert_scorm": lambda services, bench, told: swap_scorm(bench, told, services.draft),
    "get_job": lambda services, bench, told: job_document(bench, told["requestid"]),
    "get_results": lambda services, bench, told: results(bench, told),
}


def _early(fault: Fault | None) -> Answer | None:
    """What happens to a call that never reaches Moodle."""
    pages = {
        Fault.CUT_BEFORE: Answer(status=0),
        Fault.SILENT_BEFORE: Answer(status=-1),
        Fault.ERROR_500: Answer(b"<h1>Internal Server Error</h1>", 500),
        Fault.MAINTENANCE: Answer(b"<html><title>Maintenance</title>This site is undergoing maintenance</html>", 503),
    }
    return pages.get(fault) if fault else None


def _late(fault: Fault | None, answer: Answer) -> Answer:
    """What happens to the answer of a call whose work is done."""
    broken = Answer(b'{"exception":"Error","message":"Allowed memory size exhausted"}', kind="application/json")
    pages = {
        Fault.CUT_AFTER: Answer(status=0),
        Fault.SILENT_AFTER: Answer(status=-1),
        Fault.ERROR_500_AFTER: Answer(b"<h1>Internal Server Error</h1>", 500),
        Fault.BAD_GATEWAY: Answer(b"<h1>Bad Gateway</h1>", 502),
        Fault.NOISE: replace(answer, body=b"<b>Notice</b>: Undefined index [x] in local/odd/lib.php\n" + answer.body),
        Fault.REFUSED_AFTER: broken,
    }
    return pages.get(fault, answer) if fault else answer


def _json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), kind="application/json; charset=utf-8")


def _refused(refusal: Refusal) -> Answer:
    return _json(refusal.document())


def _xml(code: str) -> Answer:
    text = f'<?xml version="1.0" encoding="UTF-8" ?>\n<EXCEPTION class="moodle_exception"><ERRORCODE>{code}</ERRORCODE>'
    return Answer(f"{text}<MESSAGE>Invalid token</MESSAGE></EXCEPTION>".encode(), kind="application/xml")


__all__ = ["Order", "WebServices"]
