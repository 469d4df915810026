"""Telling what belongs to people in markup that the library doesn't know: plugins say it in their own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from moodle_backups.tree import Node

_WHO: Final = r"user|author|owner|creator|student|teacher|learner|grader|marker|reviewer|member|person|recipient|sender"
_FIELD: Final = re.compile(
    rf"(\w+_)?(last)?({_WHO})(_?(id|name)(_?(from|to))?)?|user(modified|created)|(\w+_)?(created|modified|graded|submitted)_?by"
    r"|who|(\w+_)?ip(_?addr(ess)?)?|(\w+_)?e?mail|first_?name|last_?name|full_?name|login"
)
_LIST: Final = re.compile(
    r"\w*(attempts|submissions|logs|grades|tracks|responses|subscriptions|posts|sessions|user_?data|users|participants)"
)
_NOBODY: Final = (None, "", "0")


def is_plugin(tag: str) -> bool:
    """Whether an element is where a plugin puts what it has to say."""
    return tag.startswith(("plugin_", "subplugin_"))


def names_somebody(node: Node) -> bool:
    """Whether a field says who somebody is: its name sounds like it and it isn't empty."""
    return not node.children and node.text not in _NOBODY and _FIELD.fullmatch(node.tag.lower()) is not None


def without_people(node: Node, drop: Callable[[str, int], None]) -> Node:
    """The record without those in it that belong to somebody. ``drop`` is told the name and number of what goes."""
    children = []
    for child in node.children:
        if child.children and _LIST.fullmatch(child.tag.lower()):
            drop(child.tag, len(child.children))
        elif names_somebody(child) or any(map(names_somebody, child.children)):
            drop(child.tag, 1)
        else:
            children.append(without_people(child, drop))
    return replace(node, children=tuple(children))
