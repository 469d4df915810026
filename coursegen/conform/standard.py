"""What a file is judged by: a charter, the template that had to be used, a language, the limits of size."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from coursegen.charter import Charter
from coursegen.conform.piece import Family, Template

SYMBOLS = frozenset(
    {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "opensymbol", "segoe ui symbol", "cambria math"}
)  # bullets, ticks and formulas: no brand says another face for them
MONOSPACED = frozenset({"courier new", "consolas", "liberation mono", "cousine"})  # for what one types


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """`template`: what the template that must be used holds; None when any may be. `logos`: files to look for.

    `most_bytes` may be sent by e-mail and over a slow line; `smallest` is the least size of text by family, in points.
    """

    charter: Charter
    language: str = "fr"
    template: Template | None = None
    logos: tuple[bytes, ...] = ()
    most_bytes: int = 10 * 2**20
    smallest_slide: float = 12.0
    smallest_text: float = 8.0

    def smallest(self, family: Family) -> float:
        """The least size of text in points: seen from the back of a room, or read on paper."""
        return self.smallest_slide if family is Family.SLIDES else self.smallest_text

    @property
    def fonts(self) -> frozenset[str]:
        """The faces that may be used, in small letters."""
        named = {self.charter.typeface.family, *self.charter.typeface.substitutes}
        own = self.template.fonts if self.template else frozenset()
        return frozenset(name.casefold() for name in (*named, *own)) | SYMBOLS | MONOSPACED


def charter_template(charter: Charter) -> Template | None:
    """What the template that an imported charter carries holds; None for a charter without one."""
    if charter.template is None:
        return None
    with tempfile.TemporaryDirectory(prefix="coursegen-") as folder:
        path = Path(folder) / "modele.pptx"
        path.write_bytes(charter.template)
        return template_standard(path)


def template_standard(path: Path) -> Template:
    """What a template file holds. Raises InputError when it can't be opened."""
    from coursegen.conform.reading import read_piece

    return read_piece(path).template
