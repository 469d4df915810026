"""The token shows up nowhere, whatever goes wrong."""

from __future__ import annotations

import logging
import pickle
import traceback

import pytest
import requests

from coursegen.errors import SiteError
from coursegen.publish.secret import Token

from .replay import TOKEN, Answer, ReplaySite, lost

_ECHO = f"wstoken={TOKEN} est inconnu"
FAILURES = {
    "echo in an error": Answer(f'{{"exception":"x","errorcode":"odd","message":"{_ECHO}","debuginfo":"{_ECHO}"}}'),
    "echo in a page": Answer(f"<html>{_ECHO}</html>"),
    "echo in a status": Answer(_ECHO, 500),
    "echo in xml": Answer(
        f"<?xml version='1.0'?><EXCEPTION><ERRORCODE>x</ERRORCODE><MESSAGE>{_ECHO}</MESSAGE></EXCEPTION>"
    ),
    "redirection": Answer("", 302, {"Location": f"https://elsewhere.org/?t={TOKEN}"}),
    "lost answer": lost(),
    "broken line": Answer(failure=requests.exceptions.ConnectionError(f"HTTPSConnectionPool {_ECHO}")),
    "bad certificate": Answer(failure=requests.exceptions.SSLError(_ECHO)),
    "too big": Answer(_ECHO, 413),
}


@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize("way", ["call", "upload"])
def test_no_failure_shows_the_token(moodle: ReplaySite, kind: str, way: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    moodle.answers("f", FAILURES[kind])
    moodle.answers("upload", FAILURES[kind])
    client = moodle.client()
    with pytest.raises(SiteError) as caught:
        if way == "call":
            client.ask("f", {"a": 1})
        else:
            client.upload("course.mbz", b"x")
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error) + error.message + error.remedy
    assert TOKEN not in shown + caplog.text + repr(client) + repr(vars(client)) + repr(client.noises)
    assert TOKEN not in _variables(error), "a debugger's view of the failure"
    assert not _reachable_request(error)


def _variables(error: BaseException) -> str:
    """The variables of our own functions on the way to an error, as debuggers show them."""
    steps = (frame for frame, _line in traceback.walk_tb(error.__traceback__))
    return "".join(repr(frame.f_locals) for frame in steps if "/coursegen/" in frame.f_code.co_filename)


def _reachable_request(error: BaseException | None) -> bool:
    """Whether an error, or one it came from, holds the request with its body."""
    while error is not None:
        if getattr(error, "request", None) is not None:
            return True
        error = error.__cause__ or error.__context__
    return False


def test_noise_is_reported_without_the_token(moodle: ReplaySite) -> None:
    moodle.answers("f", Answer(f"debug: {_ECHO}\n" + '{"a":1}'))
    client = moodle.client()
    assert client.ask("f") == {"a": 1}
    assert client.noises == ["debug: wstoken=••• est inconnu"]


def test_a_token_cannot_be_shown_or_stored_by_accident() -> None:
    token = Token(TOKEN)
    assert TOKEN not in f"{token} {token!r} {[token]}"
    with pytest.raises(TypeError):
        pickle.dumps(token)
