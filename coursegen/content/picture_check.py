"""Whether a picture can be shown, remembered from one check to the next: only one not seen before is decoded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coursegen.content.picture_cache import entry_name, keep, recall

if TYPE_CHECKING:
    from coursegen.content.pictures import PictureError

_WORTH_REMEMBERING = 60_000_000  # bytes: what is larger is refused without being read


def checked_picture(path: str) -> PictureError | None:
    """Why the picture at `path` can't be shown; None for one that can, or that can't be read (said apart).

    Only a good picture is remembered, by its bytes: a fault is said in the person's language, each time.
    """
    from PIL import __version__ as release  # the package alone: its decoders take longer to load than a check

    data = _bytes_of(path)
    name = entry_name(data, f"shown {Path(path).suffix.lower()} {release}") if data else ""
    if name and recall(name):
        return None
    from coursegen.content.pictures import picture_fault

    fault = picture_fault(path)
    if name and fault is None:
        keep(name, {}, b"", b"")
    return fault


def _bytes_of(path: str) -> bytes:
    try:
        file = Path(path)
        return file.read_bytes() if file.stat().st_size <= _WORTH_REMEMBERING else b""
    except OSError:
        return b""
