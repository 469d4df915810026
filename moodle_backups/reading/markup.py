"""A tree back to the markup it was parsed from."""

from __future__ import annotations

from moodle_backups.tree import Node
from moodle_backups.xml import Encoded, Xml, element, scalar


def markup(node: Node) -> Xml:
    """The element as Moodle writes it, tokens in its texts meant."""
    if node.children:
        return element(node.tag, *map(markup, node.children), **dict(node.attributes))
    content = scalar(None if node.text is None else Encoded(node.text))
    marks = "".join(f' {name}="{scalar(value)}"' for name, value in node.attributes.items())
    return Xml(f"<{node.tag}{marks}>{content}</{node.tag}>\n")
