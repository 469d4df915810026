"""A charter (brand) as values: colours by role, type, module hues, clause, emblem and logo zones."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by role, `#RRGGBB`. `act` is the warm accent of activities and deadlines."""

    paper: str
    ink: str
    muted: str
    rule: str
    surface: str
    accent: str
    on_accent: str
    act: str
    act_surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """The family named in files, and the families of the same widths that may stand in for it."""

    family: str
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScale:
    """Sizes on slides, in points: the `*_large` ones for few words; under the `*_min` ones, text is split instead."""

    cover: float
    title: float
    title_min: float
    body_large: float
    body: float
    body_min: float
    table_large: float
    table: float
    table_min: float
    caption: float
    footer: float


@dataclass(frozen=True, slots=True)
class Logo:
    """A zone for somebody's logo. Without `image` (PNG or JPEG bytes of the user's own file) a text stands in.

    No logo is ever drawn by us: `image` is what its owner handed over.
    """

    key: str
    name: str
    image: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What every output needs to look alike. `funding` is the default statement, empty when there is none.

    Texts are in the language the charter was loaded for. `clause_provisional`: the clause is our own translation, not
    the programme's words. `slide_format` is "16:9" or "4:3".

    `template` is the brand's own presentation (.pptx), whose layouts are then used, `layouts` which of them serves
    what, as pairs of our word and the layout's name. `needs_template`: nothing final is made without the real one.
    `origin`: the folder the charter was read from, empty for a built-in one.
    """

    name: str
    title: str
    colours: Palette
    module_hues: tuple[str, ...]
    typeface: Typeface
    sizes: TypeScale
    slide_format: str
    emblem: bool
    funding: str
    funding_statements: tuple[tuple[str, str], ...]
    clause: str
    clause_provisional: bool = False
    logos: tuple[Logo, ...] = ()
    template: bytes | None = field(default=None, repr=False)
    layouts: tuple[tuple[str, str], ...] = ()
    needs_template: bool = False
    origin: str = ""

    @property
    def missing_logos(self) -> tuple[Logo, ...]:
        """The logos whose file nobody has given."""
        return tuple(logo for logo in self.logos if logo.image is None)

    def hue(self, index: int) -> str:
        """The colour of a module: `index` as in `Section.hue`; the scale starts again after its last one."""
        return self.module_hues[index % len(self.module_hues)]

    def funding_statement(self, kind: str) -> str:
        """The words for `kind` ("finance" or "cofinance"), empty for "". Raises KeyError for another kind."""
        return dict(self.funding_statements)[kind] if kind else ""
