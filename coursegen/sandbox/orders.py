"""What a job is asked for, read from the parameters of a call. Refused with the codes of the plugin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coursegen.sandbox.refusal import Refusal


@dataclass(frozen=True)
class Sources:
    """What the caller says the course is made from."""

    label: str
    others: Mapping[str, str]
    sections: tuple[tuple[str, int, str], ...]
    activities: Mapping[str, tuple[str, dict[str, str]]]
    questions: Mapping[str, str]

    @classmethod
    def read(cls, text: str, label: str) -> Sources:
        """Raises Refusal `badsources`."""
        try:
            told = json.loads(text) if text else {}
            return cls(
                label=str(told.get("label") or label),
                others={str(kind): str(value) for kind, value in dict(told.get("others") or {}).items()},
                sections=tuple((str(s["key"]), int(s["number"]), str(s["digest"])) for s in told.get("sections", ())),
                activities={
                    str(key): (str(one["digest"]), {str(k): str(v) for k, v in dict(one["parts"] or {}).items()})
                    for key, one in dict(told.get("activities") or {}).items()
                },
                questions={str(key): str(value) for key, value in dict(told.get("questions") or {}).items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refusal("badsources") from None


@dataclass(frozen=True)
class Order:
    """One job. `only` None: everything."""

    target: str
    request: str
    run: str
    draft: int
    sha1: str
    course: int
    idnumber: str
    shortname: str
    fullname: str
    visible: bool
    state: str
    only: frozenset[str] | None
    overwrite: frozenset[str]
    regrade: frozenset[str]
    track_loss: frozenset[str]
    missing: str
    snapshot: bool
    dry: bool
    sources: Sources

    def wants(self, key: str) -> bool:
        """Whether the job is about that thing."""
        return self.only is None or key in self.only


def restore_order(asked: Mapping[str, Any]) -> Order:
    """The order of a `restore` call. Raises Refusal."""
    options = asked.get("options", {})
    if asked["target"] not in ("precheck", "new", "reconcile"):
        raise Refusal("unknowntarget")
    if options.get("missing", "hide") not in ("hide", "keep", "delete"):
        raise Refusal("badoption")
    return Order(
        target=asked["target"],
        request=asked["requestid"],
        run=options.get("run", "inline"),
        draft=int(asked["draftitemid"]),
        sha1=asked["sha1"],
        course=int(options.get("courseid", 0)),
        idnumber=options.get("idnumber", ""),
        shortname=options.get("shortname", ""),
        fullname=options.get("fullname", ""),
        visible=options.get("visible") == "1",
        state=options.get("expectstate", ""),
        only=_keys(options.get("only", "")) if options.get("only", "") else None,
        overwrite=_keys(options.get("overwrite", "")),
        regrade=_keys(options.get("regrade", "")),
        track_loss=_keys(options.get("allowtrackloss", "")),
        missing=options.get("missing", "hide"),
        snapshot=options.get("snapshot", "1") == "1",
        dry=options.get("dryrun") == "1",
        sources=Sources.read(options.get("sources", ""), options.get("label", "")),
    )


def _keys(text: str) -> frozenset[str]:
    try:
        found = json.loads(text) if text else []
    except ValueError:
        raise Refusal("badoption") from None
    if not isinstance(found, list):
        raise Refusal("badoption")
    return frozenset(map(str, found))
