"""Reads what a Moodle web service answers: JSON, perhaps with noise around it, perhaps an error, perhaps XML.

Moodle answers errors with HTTP 200 and an object that has `exception` (web service functions) or `error`
(upload.php). Plugins of a site may print text before the JSON. When PHP drops the parameters because a
request is too big, the answer is XML.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lxml import etree

from coursegen.i18n import gettext as _

from .errors import UnreadableAnswer

_BEGINNINGS_TRIED = 200
_SHOWN = 300  # characters of an unreadable answer that go into the message


@dataclass(frozen=True)
class Fault:
    """An error that Moodle reports: its code, its words, and details where the site is in developer mode."""

    code: str
    message: str
    details: str = ""


@dataclass(frozen=True)
class Reply:
    """What was answered: a JSON value or a fault, and the text that did not belong there."""

    value: Any
    fault: Fault | None = None
    noise: str = ""


def read_reply(body: bytes) -> Reply:
    """The answer in a body. Raises UnreadableAnswer when there is none in it."""
    text = body.decode("utf-8-sig", errors="replace").strip()
    if text.startswith("<?xml"):
        return Reply(None, _xml_fault(text))
    value, noise = _json_in(text)
    return Reply(value, _fault_in(value), noise)


def _json_in(text: str) -> tuple[Any, str]:
    """The JSON value of a text, and what stands around it."""
    try:
        return json.loads(text), ""
    except json.JSONDecodeError:
        found = _longest_json(text)
    if found is None:
        raise _unreadable(text)
    value, start, end = found
    return value, (text[:start] + " " + text[end:]).strip()


def _longest_json(text: str) -> tuple[Any, int, int] | None:
    """The longest object or list in a text with its place, or the word `null` at the very end."""
    best: tuple[Any, int, int] | None = None
    decoder = json.JSONDecoder()
    for start in _beginnings(text):
        if best and start < best[2]:
            continue  # inside what was found already
        try:
            value, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            continue
        if best is None or end - start > best[2] - best[1]:
            best = value, start, end
    if best is None and text.endswith("null"):
        return None, len(text) - 4, len(text)
    return best


def _beginnings(text: str) -> list[int]:
    return [place for place, sign in enumerate(text) if sign in "{["][:_BEGINNINGS_TRIED]


def _fault_in(value: Any) -> Fault | None:
    if not isinstance(value, dict):
        return None
    if "exception" in value:
        # A PHP error has no errorcode: its class name is all there is.
        code = value.get("errorcode") or value["exception"]
        return Fault(str(code), str(value.get("message", "")), str(value.get("debuginfo") or ""))
    if "error" in value and "errorcode" in value:
        return Fault(str(value["errorcode"] or "error"), str(value["error"]), str(value.get("debuginfo") or ""))
    return None


def _xml_fault(text: str) -> Fault:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(text.encode("utf-8"), parser)
    if root is None or root.tag != "EXCEPTION":
        raise _unreadable(text)
    return Fault(root.findtext("ERRORCODE") or "error", root.findtext("MESSAGE") or "", "XML")


def _unreadable(text: str) -> UnreadableAnswer:
    shown = " ".join(text.split())[:_SHOWN] or _("(réponse vide)")
    return UnreadableAnswer(
        _("Le site a répondu autre chose que ce qu’un service web de Moodle répond : {text}").format(text=shown),
        _("Vérifiez l’adresse du site. Si elle est bonne, transmettez ce message à l’administrateur du site."),
    )
