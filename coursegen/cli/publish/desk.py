"""What `plan` and `publish` open first: the folder, the site and the journal of this course there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursegen.cli.context import Console
from coursegen.cli.publish.screen import Screen
from coursegen.i18n import gettext as _
from coursegen.publish.journal import Journal
from coursegen.publish.looking import Look, look
from coursegen.publish.package import Package
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.prepare import Prepared, prepare
from coursegen.publish.rest import MoodleClient
from coursegen.publish.site import Registry, Site, token_of
from coursegen.publish.sources import Sources
from coursegen.publish.transfer import Transfer


@dataclass(frozen=True)
class Desk:
    """A course folder that was read, and a site to speak with."""

    console: Console
    site: Site
    client: MoodleClient
    prepared: Prepared
    journal: Journal
    folder: Path = Path()

    @classmethod
    def open(cls, console: Console, folder: Path, name: str) -> Desk:
        """Read the folder and find the site. Raises UsageError, InputError, StorageError, SiteError (no token)."""
        site = Registry().get(name)
        client = MoodleClient(site.url, token_of(site))
        console.say(_("… Lecture du cours"))
        prepared = prepare(folder)
        return cls(console, site, client, prepared, Journal(site.url, prepared.sources.key), folder)

    @property
    def sources(self) -> Sources:
        """The digests of the folder."""
        return self.prepared.sources

    def transfer(self, screen: Screen) -> Transfer:
        """The way to the site, watched on a screen."""
        return Transfer(Coursedeploy(self.client), screen.watch)

    def look(self, screen: Screen, *, anew: bool = False) -> Look:
        """What the site has of the course. `anew`: a second course is wanted where the first one lost its code."""
        transfer = self.transfer(screen)
        return look(transfer, self.site.where(), self.sources.key, self.journal, self.sources, anew=anew)

    def package(self, out: Path) -> Package:
        """The package of the folder, written in `out`."""
        self.console.say(_("… Construction du paquet Moodle"))
        return self.prepared.write(out / "cours.mbz")


def read_course(folder: Path) -> Prepared:
    """The course of a folder, ready for a site. Raises InputError, StorageError."""
    return prepare(folder)
