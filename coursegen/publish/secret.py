"""The token of a web service: a value that no message, log or traceback shows."""

from __future__ import annotations

_SHOWN = "•••"


class Token:
    """A web service token. `reveal()` is called in one place only: where a request is put together."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The token itself."""
        return self._text

    def scrub(self, text: str) -> str:
        """The text without the token: sites repeat what they were sent when they complain."""
        return text.replace(self._text, _SHOWN) if self._text else text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return f"Token({_SHOWN})"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a token is not to be pickled")
