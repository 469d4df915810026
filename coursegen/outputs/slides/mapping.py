"""Which layout of a template serves which form of slide: by name first, then by the placeholders it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout

from coursegen.errors import InputError, TemplateError
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.forms import KEYS, Form, Role, layout_names, own_name, plain, role_named
from coursegen.outputs.slides.styles import frame_of, is_vertical
from coursegen.outputs.slides.zones import Place, refuse_small_zones

_NEARLY = 0.85  # of a text's room: what is left of it over a caption
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_TEXTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
_VISUALS = {
    Form.TABLE: (PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.OBJECT),
    Form.FIGURE: (PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.OBJECT),
}
_REQUIRED = {
    Form.TEXT_IMAGE: {Role.TITLE, Role.BODY, Role.VISUAL},
    Form.TITLE: {Role.TITLE},
    Form.SECTION: {Role.TITLE},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The layout of a form and its placeholders by role. `exact` says whether the template has it for this form."""

    layout: SlideLayout
    places: dict[Role, Place]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Which layout serves a form. `key` is the charter's word for the form, `form` ours for people.

    `exact`: it was made for that; `zones`: what each of its zones is for, and the zone's own name.
    """

    key: str
    form: str
    layout: str
    exact: bool
    zones: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LayoutMap:
    """The layouts a template offers to our forms."""

    choices: dict[Form, Choice]
    layouts: tuple[SlideLayout, ...] = ()

    def __getitem__(self, form: Form) -> Choice:
        return self.choices[form]

    def overridden(self, name: str, form: Form, title: str) -> LayoutMap:
        """The map with the layout that an author names for one slide of that form, entitled `title`.

        A layout's own name, or a word by which we know a form. Raises InputError, naming the layouts there are.
        """
        known = next((one for one in Form if plain(name) in {plain(word) for word in layout_names(one)}), None)
        known = KEYS.get(plain(name).replace(" ", "_"), known)
        layout = next((one for one in self.layouts if plain(one.name) == plain(name)), None)
        if layout is None and known is not None:
            layout = self.choices[known].layout
        places = places_of(layout, form) if layout is not None else {}
        if layout is None or not places.keys() >= _REQUIRED.get(form, {Role.TITLE, Role.BODY}):
            raise _no_such_layout(name, title, self.layouts, layout is not None)
        refuse_small_zones(form, layout.name, places)
        return replace(self, choices=self.choices | {form: Choice(layout, places, exact=True)})

    def rows(self) -> tuple[Mapped, ...]:
        """The mapping as data, a row a form."""
        keys = {form: key for key, form in KEYS.items()}
        return tuple(
            Mapped(
                key=keys[form],
                form=own_name(form),
                layout=choice.layout.name,
                exact=choice.exact or form is Form.CONTENT,
                zones=tuple((role.value, place.name) for role, place in choice.places.items()),
            )
            for form, choice in self.choices.items()
        )

    def stand_ins(self) -> tuple[str, ...]:
        """One line a layout that serves kinds of slide it wasn't made for."""
        served: dict[str, list[str]] = {}
        for form, choice in self.choices.items():
            if not choice.exact and form is not Form.CONTENT:
                served.setdefault(choice.layout.name, []).append(own_name(form))
        words = _("Disposition « {layout} » du gabarit : elle sert aussi pour {forms}.")
        return tuple(words.format(layout=name, forms=", ".join(forms)) for name, forms in served.items())

    def report(self) -> tuple[str, ...]:
        """One line a form, for the template's owner: the layout found, or the one that stands in."""
        exact, stand_in = (
            _("{form} : disposition « {layout} »"),
            _("{form} : pas de disposition propre, « {layout} » sert"),
        )
        return tuple(
            (exact if choice.exact else stand_in).format(form=own_name(form), layout=choice.layout.name)
            for form, choice in self.choices.items()
        )


def map_layouts(deck: Deck, chosen: Iterable[tuple[str, str]] = ()) -> LayoutMap:
    """Find a layout for each form; `chosen` are the charter's own choices: pairs of its word and a layout's name.

    Raises TemplateError when no layout has a title and a text zone, or a zone that would be filled is too small.
    """
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    wanted = _wanted(layouts, chosen)
    content = wanted.get(Form.CONTENT) or _named(layouts, Form.CONTENT) or _first_usable(layouts)
    if content is None:
        raise TemplateError(
            _("Le modèle n'a aucune disposition utilisable : il manque « {names} ».").format(
                names=_("titre et contenu")
            ),
            _(
                "Dans le masque des diapositives, ajoutez une disposition avec un titre et une zone de texte. "
                "Dispositions trouvées : {found}."
            ).format(found=", ".join(f"« {layout.name} »" for layout in layouts) or _("aucune")),
        )
    half = (deck.slide_width or 0) * (deck.slide_height or 0) // 2
    choices = {}
    for form in Form:
        named = wanted.get(form) or _named(layouts, form)
        if named and form is Form.FIGURE and form not in wanted and not _shows_large(named, content, half):
            named = None
        choices[form] = named or _stand_in(layouts, form, content)
        refuse_small_zones(form, choices[form].layout.name, choices[form].places)
    return LayoutMap(choices, tuple(layouts))


def _wanted(layouts: Iterable[SlideLayout], chosen: Iterable[tuple[str, str]]) -> dict[Form, Choice]:
    """What a charter's `dispositions:` say. Raises TemplateError for an unknown word, or a layout that isn't there."""
    by_name = {layout.name: layout for layout in reversed(list(layouts))}
    found: dict[Form, Choice] = {}
    for key, name in chosen:
        form, layout = KEYS.get(key), by_name.get(name)
        if form is None or layout is None:
            raise TemplateError(
                _("Charte : « dispositions: {key}: {name} » ne désigne rien.").format(key=key, name=name),
                _("Mots admis : {keys}. Dispositions du modèle : {names}.").format(
                    keys=", ".join(KEYS), names=", ".join(f"« {one} »" for one in by_name)
                ),
            )
        places = places_of(layout, form)
        if places.keys() >= _REQUIRED.get(form, {Role.TITLE, Role.BODY}):
            named = plain(name) in {plain(word) for word in layout_names(form)}
            found[form] = Choice(layout, places, exact=named or form in (Form.TITLE, Form.CONTENT))
    return found


def _no_such_layout(name: str, title: str, layouts: Iterable[SlideLayout], found: bool) -> InputError:
    words = (
        _("Diapositive « {title} » : la disposition « {name} » n'a pas les zones qu'il lui faut.")
        if found
        else _("Diapositive « {title} » : il n'y a pas de disposition « {name} ».")
    )
    names = ", ".join(f"« {layout.name} »" for layout in layouts)
    return InputError(words.format(title=title, name=name), _("Dispositions : {names}.").format(names=names))


def _named(layouts: Iterable[SlideLayout], form: Form) -> Choice | None:
    """The layout that bears one of the form's names, in the order of the names, if it has what the form needs."""
    by_name = {plain(layout.name): layout for layout in reversed(list(layouts))}
    for name in layout_names(form):
        layout = by_name.get(plain(name))
        places = places_of(layout, form) if layout is not None else {}
        if layout is not None and places.keys() >= _REQUIRED.get(form, {Role.TITLE, Role.BODY}):
            return Choice(layout, places, exact=True)
    return None


def _shows_large(figure: Choice, content: Choice, half: int) -> bool:
    """Whether a picture is large there: on half the slide, or under the title in about as much room as a text has.

    Office's "Picture with Caption" is neither: a small picture over a small title.
    """
    title, zone = figure.places[Role.TITLE].frame.box, figure.places[Role.BODY].frame.box
    usual = content.places[Role.BODY].frame.box
    under = title.top <= zone.top and zone.area >= usual.area * _NEARLY
    return under or zone.area >= half


def _first_usable(layouts: Iterable[SlideLayout]) -> Choice | None:
    """Any layout with a title and one zone of text; the largest zone wins."""
    found = []
    for layout in layouts:
        places = places_of(layout, Form.CONTENT)
        if places.keys() >= {Role.TITLE, Role.BODY} and _is_plain(layout):
            box = places[Role.BODY].frame.box
            found.append((box.area, layout, places))
    if not found:
        return None
    _area, layout, places = max(found, key=lambda entry: entry[0])
    return Choice(layout, places, exact=False)


def _is_plain(layout: SlideLayout) -> bool:
    """Not a cover."""
    return all(p.placeholder_format.type != PP_PLACEHOLDER.CENTER_TITLE for p in _placeholders(layout))


def _stand_in(layouts: list[SlideLayout], form: Form, content: Choice) -> Choice:
    if form is Form.TITLE:
        for layout in layouts:
            if not _is_plain(layout):
                return Choice(layout, places_of(layout, form), exact=True)
    return Choice(content.layout, content.places, exact=False)


def places_of(layout: SlideLayout, form: Form) -> dict[Role, Place]:
    """The placeholders of a layout by role: by their own name if it says so, else by type and size."""
    places: dict[Role, Place] = {}
    texts: list[LayoutPlaceholder] = []
    for placeholder in (one for one in _placeholders(layout) if not is_vertical(layout, one)):
        kind = placeholder.placeholder_format.type
        role = role_named(placeholder.name)
        if kind in _TITLES:
            places.setdefault(Role.TITLE, _place(layout, placeholder))
        elif role:
            places[role] = _place(layout, placeholder)
        elif kind == PP_PLACEHOLDER.PICTURE and form is not Form.FIGURE:
            places.setdefault(Role.VISUAL, _place(layout, placeholder))
        elif kind in (*_TEXTS, *_VISUALS.get(form, ())):
            texts.append(placeholder)
    _assign_texts(layout, form, texts, places)
    return places


def _assign_texts(layout: SlideLayout, form: Form, texts: list[LayoutPlaceholder], places: dict[Role, Place]) -> None:
    """The largest zone is the body (the one that takes tables or pictures first, where the form wants one)."""
    wanted: tuple[PP_PLACEHOLDER, ...] = _VISUALS.get(form, ())
    ranked = sorted(texts, key=lambda p: (p.placeholder_format.type not in wanted[:1], -_area(p)))
    if form is Form.TEXT_IMAGE and Role.VISUAL not in places and len(texts) > 1:
        ranked = sorted(ranked[:2], key=lambda p: p.left or 0)
        places[Role.VISUAL] = _place(layout, ranked[1])
    if form is Form.ACTIVITY and Role.PANEL not in places and _are_columns(ranked[:2]):
        ranked = sorted(ranked[:2], key=lambda p: p.left or 0)
        places[Role.PANEL] = _place(layout, ranked[1])
    if ranked:
        places[Role.BODY] = _place(layout, ranked[0])
    if form is Form.FIGURE and len(ranked) > 1 and wanted[0] == ranked[0].placeholder_format.type:
        places.setdefault(Role.CAPTION, _place(layout, ranked[1]))


def _are_columns(zones: list[LayoutPlaceholder]) -> bool:
    """Whether two zones of text stand side by side."""
    if len(zones) < 2:
        return False
    left, right = sorted(zones, key=lambda p: p.left or 0)
    apart = (left.left or 0) + (left.width or 0) <= (right.left or 0)
    return apart and (left.top or 0) < (right.top or 0) + (right.height or 0)


def _placeholders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    found: Any = layout.placeholders
    return list(found)


def _area(placeholder: LayoutPlaceholder) -> int:
    return (placeholder.width or 0) * (placeholder.height or 0)


def _place(layout: SlideLayout, placeholder: LayoutPlaceholder) -> Place:
    return Place(placeholder.placeholder_format.idx, frame_of(layout, placeholder), placeholder.name)
