"""A web service call that is refused: Moodle answers with HTTP 200, a code and a sentence."""

from __future__ import annotations


class Refusal(Exception):
    """The code that programs go by, Moodle's exception class, and words for people."""

    def __init__(self, code: str, message: str = "", exception: str = "moodle_exception") -> None:
        super().__init__(code)
        self.code = code
        self.message = message or code
        self.exception = exception

    def document(self) -> dict[str, str]:
        """What the REST server answers."""
        return {"exception": self.exception, "errorcode": self.code, "message": self.message}


class WorkBroken(Exception):
    """The site's own process dies in the middle of a job (a fault that tests choose)."""
