"""A room for meetings in BigBlueButton.

Logs and recordings are user data: they don't travel, and neither do rules for single people nor the passwords of the
room, which are made anew. Moodle switches the type off on a new site: an administrator must allow it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import HEAD, LARGEST_SHORT, Columns, clock, fixed, flag, moment, number, one_of, text
from moodle_backups.xml import Scalar, Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

_PASSWORD_LENGTH: Final = 12
_PEOPLE: Final = ("logs", "recordings")
_SECRETS: Final = ("moderatorpass", "viewerpass")


class RoomType(IntEnum):
    """What the activity offers (``TYPE_*``)."""

    ROOM_AND_RECORDINGS = 0
    ROOM = 1
    RECORDINGS = 2


@dataclass(frozen=True, slots=True)
class Participants:
    """Who takes part, and how: those with the role ``role`` (Moodle's short name; empty: everybody)."""

    role: str = ""
    moderators: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BigBlueButton(Activity):
    """``wait``: learners wait for a moderator. ``user_limit`` 0: none. ``voice_bridge`` 0: none, else up to 4 digits.

    ``meeting``: Moodle's name for the room on the server; empty: it makes a new one, as a course of its own needs.
    ``completion`` rules of the type: minutes of attendance, and taking part in any of five ways.
    ``grade`` is read by Moodle 5.0 and later.
    """

    modname: ClassVar[str] = "bigbluebuttonbn"
    gradable: ClassVar[bool] = True

    type: RoomType = RoomType.ROOM_AND_RECORDINGS
    welcome: str = ""
    participants: tuple[Participants, ...] = (Participants(), Participants("editingteacher", moderators=True))
    wait: bool = False
    user_limit: int = 0
    voice_bridge: int = 0
    mute_on_start: bool = False
    show_presentation: bool = True
    guests: bool = False
    approve_guests: bool = True
    record: bool = True
    record_from_start: bool = False
    hide_record_button: bool = False
    recordings_as_html: bool = False
    recordings_of_deleted: bool = True
    recordings_imported_only: bool = False
    recordings_preview: bool = True
    opens: int | None = None
    closes: int | None = None
    meeting: str = ""
    complete_after_minutes: int = 0
    complete_on_chats: bool = False
    complete_on_talks: bool = False
    complete_on_raised_hand: bool = False
    complete_on_poll_votes: bool = False
    complete_on_emojis: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        passwords = {name: self._password(name) for name in _SECRETS}
        own: dict[str, Scalar] = {"course": scope.draft.places.course, "participants": self.participant_rules}
        values = dict.fromkeys(_ORDER) | self.fields(COLUMNS, scope) | passwords | own
        if self.grade is not None:
            values["grade"] = int(self.grade.maximum)
        return record("bigbluebuttonbn", values, *map(element, _PEOPLE), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        rules = _rules(node.text_of("participants"))
        people = [rule for rule in rules if rule.get("selectiontype") == "user"]
        if people:
            owner.shared.dropped["participants"] = owner.shared.dropped.get("participants", 0) + len(people)
        found = tuple(
            Participants(
                "" if rule.get("selectiontype") == "all" else str(rule.get("selectionid", "")),
                rule.get("role") == "moderator",
            )
            for rule in rules
            if rule not in people
        )
        nested = ("course", "participants", "grade", *_SECRETS)
        return cls.read(COLUMNS, node, owner, common, nested=nested, people=_PEOPLE, participants=found)

    @property
    def participant_rules(self) -> str:
        """The rules as Moodle stores them; a role by its short name, which Moodle looks up on the site."""
        rules = [
            {
                "selectiontype": "role" if rule.role else "all",
                "selectionid": rule.role or "all",
                "role": "moderator" if rule.moderators else "viewer",
            }
            for rule in self.participants
        ]
        return json.dumps(rules, separators=(",", ":"))

    def own_completion_rule(self) -> bool:
        ways = (self.complete_on_chats, self.complete_on_talks, self.complete_on_raised_hand)
        return bool(self.complete_after_minutes) or any((*ways, self.complete_on_poll_votes, self.complete_on_emojis))

    def problems(self) -> Iterator[str]:
        if not 0 <= self.voice_bridge <= 9999:
            yield "has a voice bridge that isn't a number of up to 4 digits"
        if not 0 <= self.user_limit <= 999:
            yield "has a limit of users that isn't between 0 and 999"
        if self.opens and self.closes and self.opens >= self.closes:
            yield "closes before it opens"

    def _password(self, whose: str) -> str:
        """Moodle only needs two different ones: the server opens rooms to whoever has the site's own secret."""
        return hashlib.sha256(f"{self.modname} {whose} {self.key}".encode()).hexdigest()[:_PASSWORD_LENGTH]


def _rules(text: str | None) -> list[dict[str, Any]]:
    try:
        rules = json.loads(text or "[]")
    except ValueError:
        return []
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


_ORDER: Final = (
    "type", "course", *(column.name for column in HEAD), "meetingid", *_SECRETS, "wait", "record",
    "recordallfromstart", "recordhidebutton", "welcome", "voicebridge", "openingtime", "closingtime", "timecreated",
    "timemodified", "presentation", "participants",
)  # fmt: skip
COLUMNS: Final[Columns] = (
    one_of("type", "type", RoomType),
    text("meetingid", "meeting", longest=255),
    flag("wait"),
    flag("record"),
    flag("recordallfromstart", "record_from_start"),
    flag("recordhidebutton", "hide_record_button"),
    text("welcome"),
    number("voicebridge", "voice_bridge"),
    moment("openingtime", "opens"),
    moment("closingtime", "closes"),
    clock("timecreated"),
    clock("timemodified"),
    fixed("presentation", ""),
    number("userlimit", "user_limit", most=LARGEST_SHORT),
    flag("recordings_html", "recordings_as_html"),
    flag("recordings_deleted", "recordings_of_deleted"),
    flag("recordings_imported", "recordings_imported_only"),
    flag("recordings_preview", "recordings_preview"),
    fixed("clienttype", 0),
    flag("muteonstart", "mute_on_start"),
    number("completionattendance", "complete_after_minutes"),
    flag("completionengagementchats", "complete_on_chats"),
    flag("completionengagementtalks", "complete_on_talks"),
    flag("completionengagementraisehand", "complete_on_raised_hand"),
    flag("completionengagementpollvotes", "complete_on_poll_votes"),
    flag("completionengagementemojis", "complete_on_emojis"),
    flag("guestallowed", "guests"),
    flag("mustapproveuser", "approve_guests"),
    flag("showpresentation", "show_presentation"),
)
