"""A YAML text as a tree of nodes that know their place. Nothing is interpreted: `non`, `010` stay text.

What a value means is decided later, by the field it is for, so that YAML's surprises never reach an author.
Only libyaml's events are used (as `yaml.parse` does): no tag builds an object, aliases share one node, and both the
depth and the number of nodes, aliases counted, are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from methodology.findings import Where
from methodology.i18n import gettext as _
from methodology.reading.faults import ReadingFault, fault
from methodology.reading.source import Source
from methodology.reading.yaml_errors import syntax_fault

MAX_DEPTH = 40
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Node:
    """Something written at a line and column, both from 1. `size` counts nodes below, aliases unfolded."""

    line: int
    column: int
    size: int


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A value. `quoted` when written between quotes, `block` under `|` or `>`."""

    text: str
    quoted: bool = False
    block: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written: an empty value stands for an absent one."""
        return not self.quoted and not self.block and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fields(Node):
    """A group of fields: keys and values in order, doubles kept."""

    pairs: tuple[tuple[Scalar, Node], ...]


def read_nodes(source: Source) -> Node | None:
    """The tree of the first document; None when the text holds nothing. Raises ReadingFault."""
    try:
        return _Composer(source).document()
    except yaml.MarkedYAMLError as error:
        raise ReadingFault(syntax_fault(source, error)) from error
    except yaml.reader.ReaderError as error:
        raise ReadingFault(_forbidden_character(source, error)) from error


def _forbidden_character(source: Source, error: yaml.reader.ReaderError) -> Any:
    position = next((i for i, c in enumerate(source.text) if ord(c) < 32 and c not in "\n\t"), 0)
    before = source.text[:position]
    where = Where(source.name, before.count("\n") + 1, position - before.rfind("\n"))
    message = _("Un caractère de contrôle invisible, interdit en YAML, se trouve ici.")
    return fault("LIR-06", where, message, _("Effacez-le et retapez le texte à cet endroit."))


class _Composer:
    """Builds the tree from the events of one text."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events: Iterator[Any] = iter(_Loader(source.text).get_event, None)
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    message = _("Un second document commence ici, après « --- ».")
                    remedy = _("Retirez cette ligne « --- » : un fichier ne contient qu'un document.")
                    raise self._too_complex(event, message, remedy)
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            message = _("Trop de niveaux imbriqués (plus de {n}).").format(n=MAX_DEPTH)
            raise self._too_complex(
                event, message, _("Fermez les crochets et accolades ouverts ; réduisez les retraits.")
            )
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._too_complex(event, _("Les étiquettes YAML comme « {tag} » ne sont pas lues.").format(tag=tag))
        node = self._collection(event, depth)
        if node.size > MAX_NODES:
            message = _("Les alias YAML déploient plus de {n} valeurs.").format(n=MAX_NODES)
            raise self._too_complex(event, message, _("Écrivez les valeurs elles-mêmes, à la place des alias."))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _collection(self, event: Any, depth: int) -> Node:
        start = event.start_mark
        line, column = start.line + 1, start.column + 1
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, column, 1, event.value, event.style in ("'", '"'), event.style in ("|", ">"))
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = tuple(self._until(yaml.SequenceEndEvent, depth))
            return Items(line, column, 1 + sum(n.size for n in nodes), nodes)
        nodes = tuple(self._until(yaml.MappingEndEvent, depth))
        pairs = tuple((self._key(key, event), value) for key, value in zip(nodes[::2], nodes[1::2], strict=True))
        return Fields(line, column, 1 + sum(n.size for n in nodes), pairs)

    def _until(self, end: type, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield self._node(event, depth + 1)

    def _key(self, node: Node, event: Any) -> Scalar:
        if isinstance(node, Scalar):
            return node
        remedy = _("Écrivez le nom du champ, deux-points, une espace, puis la valeur.")
        raise self._too_complex(event, _("Un nom de champ doit être un simple mot."), remedy)

    def _alias(self, event: Any) -> Node:
        if event.anchor in self._anchors:
            return self._anchors[event.anchor]
        message = _("L'alias « *{name} » ne renvoie à rien d'écrit plus haut.").format(name=event.anchor)
        raise self._too_complex(event, message)

    def _too_complex(self, event: Any, message: str, remedy: str = "") -> ReadingFault:
        where = Where(self._source.name, event.start_mark.line + 1, event.start_mark.column + 1)
        quoting = _("Mettez entre guillemets un texte qui commence par *, & ou ! ; écrivez les valeurs elles-mêmes.")
        return ReadingFault(fault("LIR-19", where, message, remedy or quoting))
