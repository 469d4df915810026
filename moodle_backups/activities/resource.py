"""A file to read or download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.files import File


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Activity):
    """``main`` is the file that opens; ``companions`` lie beside it (images of a HTML page)."""

    modname: ClassVar[str] = "resource"

    main: File
    companions: tuple[File, ...] = ()
    display: Display = Display.AUTO
    print_intro: bool = True
    show_size: bool = True
    show_type: bool = True
