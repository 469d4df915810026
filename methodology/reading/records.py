"""A node tree to frozen records, driven by the records' own type hints: no list of fields is written twice.

A fault never stops the reading of a file: the value at fault is reported, something of the right type stands
in for it, and the rest is read, so that an author sees every fault at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from functools import cache
from posixpath import normpath
from types import MappingProxyType, NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin
from unicodedata import normalize

from methodology.activities import activity_types
from methodology.activities.base import OnlineActivity
from methodology.field_names import english_names, french_names, type_hints
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.reading.faults import fault, nearest, path_suggestion, suggestion
from methodology.reading.leaves import Unfit, leaf, placeholder, shortened, within_bounds
from methodology.reading.yaml_nodes import Fields, Items, Node, Scalar
from methodology.values import Record, Text

T = TypeVar("T", bound=Record)

_PATH_BEGINNINGS = ("contenus/", "/", "./", "../")
_TEXT_SUFFIXES = (".md", ".txt", ".docx", ".odt", ".html")
_WORDS_OF_A_NAME = 6  # a longer line that ends with a file's name is a sentence


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field that an author may write: its English name, its type without `| None`, its French name."""

    name: str
    hint: Any
    label: str
    required: bool


class RecordReader:
    """Reads the records of one file. What is wrong gathers in `faults`.

    `texts` are the Markdown files of the folder by path, for the fields that hold a path or a text in place; `unread`
    the other files of `contenus/`, `reported` those whose own fault is already said.
    """

    def __init__(
        self,
        file: str,
        texts: Mapping[str, Text],
        unread: Collection[str] = (),
        reported: Collection[str] = (),
    ) -> None:
        self.faults: list[Finding] = []
        self._file = file
        self._texts = texts
        self._unread = unread
        self._reported = reported

    def record(self, kind: type[T], node: Node, **given: Any) -> T:
        """The record that node describes; `given` are fields that don't come from the file."""
        if not isinstance(node, Fields):
            self._no_group(node)
            return self.stand_in(kind, **given)
        written = self._written(kind, node)
        where = Where(self._file, node.line, node.column, _places(written))
        slots = (slot for slot in _slots(kind) if slot.required or slot.name in written)
        values = {slot.name: self._field(slot, written, where) for slot in slots if slot.name not in given}
        return kind(**given, **values, where=where)

    def stand_in(self, kind: type[T], **given: Any) -> T:
        """An empty record in place of one that could not be read, and was reported."""
        required = {slot.name: slot.hint for slot in _slots(kind) if slot.required and slot.name not in given}
        return kind(**given, **{name: self._empty_value(hint) for name, hint in required.items()})

    def _empty_value(self, hint: Any) -> Any:
        """Something of that type, in place of a value already reported."""
        return self.stand_in(cast(type[Record], hint)) if is_dataclass(hint) else placeholder(hint)

    def place(self, node: Node) -> Where:
        """The place of that node in the file."""
        return Where(self._file, node.line, node.column)

    def _no_group(self, node: Node) -> None:
        message = _("Un groupe de champs « nom: valeur » est attendu ici, pas {found}.").format(found=_described(node))
        self._say("LIR-11", node, message, _("Mettez chaque champ sur sa ligne, avec deux-points et une espace."))

    def _written(self, kind: type[Record], node: Fields) -> dict[str, Node]:
        """The values by English field name; unknown and double keys reported."""
        known, written = english_names(kind), dict[str, Node]()
        for key, value in node.pairs:
            name = known.get(key.text)
            if name is None:
                self._unknown(kind, key)
            elif name in written:
                self._double(kind, key, name, written[name])
            else:
                written[name] = value
        return {name: value for name, value in written.items() if not _is_empty(value)}

    def _unknown(self, kind: type[Record], key: Scalar) -> None:
        names = french_names(kind)
        close = nearest(key.text, (*names.values(), *names))
        candidates = [names.get(close, close)] if close else list(names.values())
        message = _("Le champ « {name} » n'existe pas ici.").format(name=shortened(key.text))
        self._say("LIR-09", key, message, suggestion(key.text if not close else candidates[0], candidates, shown=40))

    def _double(self, kind: type[Record], key: Scalar, name: str, first: Node) -> None:
        message = _("Le champ « {name} » est donné deux fois (déjà ligne {line}).").format(
            name=french_names(kind)[name], line=first.line
        )
        self._say("LIR-08", key, message, _("Gardez une seule des deux lignes."))

    def _field(self, slot: _Slot, written: Mapping[str, Node], where: Where) -> Any:
        node = written.get(slot.name)
        if node is not None:
            return self._bounded(slot, node)
        message = _("Le champ « {name} » est obligatoire et manque ici.").format(name=slot.label)
        remedy = _("Ajoutez une ligne « {name}: … ».").format(name=slot.label)
        self.faults.append(fault("LIR-10", where, message, remedy))
        return self._empty_value(slot.hint)

    def _bounded(self, slot: _Slot, node: Node) -> Any:
        before = len(self.faults)
        value = self._value(slot.hint, node, slot.label)
        if type(value) is str or len(self.faults) > before:
            return value
        try:
            return within_bounds(slot.name, value)
        except Unfit as unfit:
            self._unfit(unfit, node, slot.label)
            return value

    def _value(self, hint: Any, node: Node, label: str) -> Any:
        if hint is str:
            return self._leaf(hint, node, label)
        if get_origin(hint) is tuple:
            return self._several(_bare(get_args(hint)[0]), node, label)
        if get_origin(hint) is Literal:
            return get_args(hint)[0]
        if hint is Text:
            return self._text(node, label)
        if issubclass(hint, OnlineActivity):
            return self._activity(node)
        if is_dataclass(hint):
            return self.record(cast(type[Record], hint), node)
        return self._leaf(hint, node, label)

    def _several(self, hint: Any, node: Node, label: str) -> tuple[Any, ...]:
        if isinstance(node, Items):
            return tuple(self._value(hint, item, label) for item in node.nodes if self._is_filled(item, label))
        if isinstance(node, Fields) and (key := getattr(hint, "KEYED_BY", "")):
            return tuple(self._keyed(hint, key, *pair) for pair in node.pairs)
        if isinstance(node, Scalar) and not is_dataclass(hint):
            return (self._value(hint, node, label),)
        message = _("« {name} » : une liste est attendue, pas {found}.").format(name=label, found=_described(node))
        self._say("LIR-11", node, message, _("Commencez chaque élément par un tiret et une espace, en retrait."))
        return ()

    def _keyed(self, kind: type[Record], key: str, name: Scalar, value: Node) -> Record:
        """A record of two fields that is written `NAME: VALUE`, NAME being its field `key`."""
        other = next(slot.name for slot in _slots(kind) if slot.name != key)
        pairs = ((replace(name, text=key), name), (replace(name, text=other), value))
        return self.record(kind, Fields(name.line, name.column, value.size + 2, pairs))

    def _is_filled(self, item: Node, label: str) -> bool:
        if not _is_empty(item):
            return True
        message = _("« {name} » : un élément de la liste est vide.").format(name=label)
        self._say("LIR-11", item, message, _("Remplissez-le, ou retirez son tiret."))
        return False

    def _leaf(self, kind: type, node: Node, label: str) -> Any:
        if not isinstance(node, Scalar):
            message = _("« {name} » : une simple valeur est attendue, pas {found}.").format(
                name=label, found=_described(node)
            )
            self._say("LIR-11", node, message, _("Mettez entre guillemets un texte qui contient « : » ou un tiret."))
            return placeholder(kind)
        try:
            return leaf(kind, node.text)
        except Unfit as unfit:
            self._unfit(unfit, node, label)
            return placeholder(kind)

    def _unfit(self, unfit: Unfit, node: Node, label: str) -> None:
        message = _("« {name} » : {reason}.").format(name=label, reason=unfit.message)
        self._say(unfit.rule, node, message, unfit.remedy)

    def _text(self, node: Node, label: str) -> Text | None:
        text = self._leaf(str, node, label)
        path = normpath(normalize("NFC", text.strip()))
        if path in self._texts and "\n" not in text:
            return self._texts[path]
        block = isinstance(node, Scalar) and node.block
        if block or not is_path(text):
            line = node.line + 1 if block else node.line
            return Text(markdown=text, where=Where(self._file, line, 1 if block else node.column))
        if path not in self._reported:
            self._no_text(node, label, path)
        return None

    def _no_text(self, node: Node, label: str, path: str) -> None:
        """Says why that path gives no text."""
        shown = shortened(path, 80)
        if path.startswith(("/", "../")):
            message = _("« {name} » : « {path} » mène hors du dossier du cours : rien n'y est lu, par sécurité.")
            close = path_suggestion(path, self._texts)
            copy = _("Copiez ce texte dans « contenus/ » et donnez ce chemin.")
            remedy = f"{copy} {close}"
            self._say("LIR-17", node, message.format(name=label, path=shown), remedy)
        elif path in self._unread:
            message = _("« {name} » : « {path} » n'est pas un texte Markdown.").format(name=label, path=shown)
            self._say("LIR-03", node, message, _("Enregistrez-en le texte dans un fichier .md, et donnez ce fichier."))
        else:
            message = _("« {name} » : le texte « {path} » n'existe pas.").format(name=label, path=shown)
            self._say("LIR-02", node, message, path_suggestion(path, self._texts))

    def _activity(self, node: Node) -> OnlineActivity | None:
        kinds = {kind.name_on_disk(): kind for kind in activity_types()}
        pairs = node.pairs if isinstance(node, Fields) else ()
        chosen = next((value for key, value in pairs if key.text == "type"), None)
        if not isinstance(chosen, Scalar):
            message = _("Une activité dit de quel « type » elle est.")
            self._say(
                "LIR-10",
                node,
                message,
                _("Ajoutez « type: » et l'un de : {names}.").format(names=", ".join(kinds)),
            )
            return None
        if chosen.text not in kinds:
            message = _("« type » : il n'y a pas d'activité « {name} ».").format(name=shortened(chosen.text))
            self._say("LIR-13", chosen, message, suggestion(chosen.text, kinds))
            return None
        return self.record(kinds[chosen.text], node)

    def _say(self, rule: str, node: Node, message: str, remedy: str) -> None:
        self.faults.append(fault(rule, self.place(node), message, remedy))


def is_path(text: str) -> bool:
    """Whether a text field holds the path of a file rather than a text: one line, with the look of a path."""
    path = text.strip()
    if "\n" in path:
        return False
    named = path.lower().endswith(_TEXT_SUFFIXES) and len(path.split()) <= _WORDS_OF_A_NAME
    return path.startswith(_PATH_BEGINNINGS) or named


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty


def _described(node: Node) -> str:
    if isinstance(node, Items):
        return _("une liste")
    if isinstance(node, Fields):
        return _("un groupe de champs")
    return _("un texte") if not _is_empty(node) else _("rien")


def _places(written: Mapping[str, Node]) -> Mapping[str, tuple[int, int]]:
    """The places of the fields by name, and of the items of their lists by `name[0]`."""
    places = {name: (node.line, node.column) for name, node in written.items()}
    for name, node in written.items():
        for at, item in enumerate(node.nodes if isinstance(node, Items) else ()):
            places[f"{name}[{at}]"] = (item.line, item.column)
    return MappingProxyType(places)


def place_of_item(where: Where, field: str, at: int) -> Where:
    """The place of an item of a list of the record that begins at `where`; of the list when it has only one line."""
    name = f"{field}[{at}]"
    return where.at(name if name in where.fields else field)


def _slots(kind: type[Record]) -> tuple[_Slot, ...]:
    key: Any = kind
    return _slots_of(key)


@cache
def _slots_of(kind: Any) -> tuple[_Slot, ...]:
    hints, labels = type_hints(kind), french_names(kind)
    specs = (spec for spec in fields(kind) if spec.name != "where")
    return tuple(_Slot(s.name, _bare(hints[s.name]), labels.get(s.name, s.name), _is_required(s)) for s in specs)


def _is_required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _bare(hint: Any) -> Any:
    """The hint without `| None`."""
    others = [arg for arg in get_args(hint) if arg is not NoneType]
    return others[0] if NoneType in get_args(hint) else hint
