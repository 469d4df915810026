"""A Moodle site made of recorded answers, which keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import requests
import responses

from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token

ADDRESS = "https://moodle.exemple.org"
TOKEN = "5ec4e7a0b1c2d3e4f5a6b7c8d9e0f1a2"
KEY = "enregistre"
REST = f"{ADDRESS}/webservice/rest/server.php"
UPLOAD = f"{ADDRESS}/webservice/upload.php"
_RECORDED = Path(__file__).parent / "recorded"


@dataclass(frozen=True)
class Answer:
    """What a site sends back; a failure instead of an answer when `failure` is set."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    failure: Exception | None = None


def recorded(name: str, release: str = "4.5") -> Answer:
    """A real answer."""
    content = json.loads((_RECORDED / release / f"{name}.json").read_text(encoding="utf-8"))
    return Answer(content["body"], content["status"])


def altered(answer: Answer, **changes: Any) -> Answer:
    """A real answer with some members changed."""
    return Answer(json.dumps(json.loads(answer.body) | changes), answer.status)


def lost() -> Answer:
    """The request went out; the line broke before the answer came."""
    return Answer(failure=requests.exceptions.ReadTimeout("read timed out"))


@dataclass(frozen=True)
class Asked:
    """One request that reached the site: the function (or `upload`), its fields in order, its address."""

    function: str
    fields: tuple[tuple[str, str], ...]
    url: str
    content: bytes = b""

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]


class ReplaySite:
    """Answers each function with the answers given for it, in their order; the last one again and again."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self.asked: list[Asked] = []
        self.pauses: list[float] = []
        self._answers: dict[str, list[Answer]] = {}
        for address, read in ((REST, _rest_call), (UPLOAD, _upload_call)):
            mock.add_callback(responses.POST, address, callback=self._answer_with(read))

    def answers(self, function: str, *answers: Answer | str) -> None:
        """What a function answers from now on: recorded answers by name, or made ones."""
        self._answers[function] = [recorded(a) if isinstance(a, str) else a for a in answers]

    def client(self) -> MoodleClient:
        """A client of this site that notes its pauses instead of making them."""
        return MoodleClient(ADDRESS, Token(TOKEN), pause=self.pauses.append)

    def calls(self, function: str) -> list[Asked]:
        """The requests for one function."""
        return [asked for asked in self.asked if asked.function == function]

    def _answer_with(
        self, read: Callable[[requests.PreparedRequest], Asked]
    ) -> Callable[[requests.PreparedRequest], tuple[int, dict[str, str], str]]:
        def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
            asked = read(request)
            self.asked.append(asked)
            waiting = self._answers[asked.function]
            chosen = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if chosen.failure:
                chosen.failure.request = request  # as the real library does: it holds the token
                raise chosen.failure
            return chosen.status, chosen.headers, chosen.body

        return answer


def _rest_call(request: requests.PreparedRequest) -> Asked:
    fields = tuple(parse_qsl(str(request.body), keep_blank_values=True))
    return Asked(dict(fields)["wsfunction"], fields, str(request.url))


def _upload_call(request: requests.PreparedRequest) -> Asked:
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    body = request.body if isinstance(request.body, bytes) else b""
    parts = list(_parts(message_from_bytes(head + body).walk()))
    fields = tuple((name, content.decode()) for name, filename, content in parts if not filename)
    [(filename, content)] = [(filename, content) for _name, filename, content in parts if filename]
    return Asked("upload", (*fields, ("filename", filename)), str(request.url), content)


def _parts(messages: Iterable[Message]) -> Iterable[tuple[str, str, bytes]]:
    for part in messages:
        name = part.get_param("name", header="Content-Disposition")
        if name:
            content = part.get_payload(decode=True)
            yield str(name), part.get_filename() or "", content if isinstance(content, bytes) else b""
