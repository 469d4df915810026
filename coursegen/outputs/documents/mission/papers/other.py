"""A deliverable that the action adds to its catalogue: a frame with its name, its demands and room to write."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Heading, Placeholder
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject, known_papers
from methodology.mission.values import Party

KEY = ""
ROLES: tuple[str, ...] = ()


def title() -> str:
    """What it is, in the person's language."""
    return _("Autre livrable")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity and each deliverable that no other paper makes; none for what is filled in online."""
    known = {role for paper in known_papers() for role in paper.ROLES}
    own = [one.role for one in subject.dates.catalogue.deliverables if one.role not in known and not one.online]
    for one in subject.expected(*own):
        goes = one.deliverable.recipients
        audience = Audience.PARTNER if Party.PARTNER in goes else Audience.FUNDER
        key = f"{one.deliverable.id} {one.deliverable.title} {one.expert}"
        mark = parts.CONFIDENTIAL if one.deliverable.confidential else ""
        yield parts.issue(subject, one, _blocks(subject, one), audience, key=key, internal=mark)


def _blocks(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    yield Heading(_("En bref"))
    yield from parts.head(subject, one.activity, one)
    for text in one.deliverable.contents or (one.deliverable.title,):
        yield Heading(subject.say(text[:1].upper() + text[1:]))
        yield Placeholder(text)
    yield from parts.versions(subject, one.log)
