"""coursegen preview: a course in the browser, as learners will see it, on this machine alone."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.cli.publish.screen import Screen
from coursegen.i18n import gettext as _
from coursegen.publish.changes import EVERYTHING, Choices
from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.journal import Journal
from coursegen.publish.looking import look
from coursegen.publish.plan import plan_for
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import Prepared, prepare
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.seeds import plant
from coursegen.publish.seeds.ground import ground_of
from coursegen.publish.transfer import Transfer
from coursegen.publish.update import update
from coursegen.sandbox import embedded
from coursegen.sandbox.site import Sandbox


@click.command("preview")
@click.argument("folder", metavar="[DOSSIER]", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Le port (défaut : 8641, ou un port libre).")
@click.option("--no-browser", is_flag=True, help="N’ouvre pas le navigateur.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path | None, port: int | None, no_browser: bool) -> None:
    """Montre le cours de DOSSIER dans le navigateur : pages, tests, enquêtes et modules SCORM répondent.

    Sans DOSSIER : les cours déjà publiés dans le bac à sable. Ce que vous y répondez reste d’une fois à l’autre.
    Ctrl-C arrête.
    """
    console.say(_("… Lecture du cours")) if folder else None
    prepared = prepare(folder) if folder else None
    place = embedded.data_folder()
    address = embedded.running(place, port or 0)
    sandbox = None if address else embedded.opened(place, port or 0).start()
    try:
        address = sandbox.address if sandbox else address
        course = _put(console, prepared, address) if prepared else 0
        page = f"{address}/course/view.php?id={course}" if course else f"{address}/"
        _show(console, page, no_browser)
        if sandbox:
            _wait(console)
    finally:
        if isinstance(sandbox, Sandbox):
            sandbox.stop()


def _put(console: Console, prepared: Prepared, address: str) -> int:
    """Bring the sandbox's course to what the folder says; whatever was changed there, the folder wins."""
    client = MoodleClient(address, Token(embedded.token()))
    category = Category.named(embedded.CATEGORY)
    journal = Journal(address, prepared.sources.key)
    with (
        tempfile.TemporaryDirectory(prefix="coursegen-") as out,
        Screen(console, _("Mise en place du cours")) as screen,
    ):
        transfer = Transfer(Coursedeploy(client), screen.watch)
        seen = look(transfer, category, prepared.sources.key, journal, prepared.sources)
        choices = Choices(overwrite=frozenset({EVERYTHING}), snapshot=False)
        plan = plan_for(prepared.sources, seen.inventory, choices)
        if not plan.writes:
            return _planted(client, prepared, plan.course_id)
        package = prepared.write(Path(out) / "cours.mbz")
        if plan.is_new:
            made = deploy(client, NewCourse(package, category, True, prepared.sources), screen.watch).course_id
            return _planted(client, prepared, made)
        done = update(transfer, package, prepared.sources, plan, seen.info, journal)
        return _planted(client, prepared, done.inventory.course_id)


def _planted(client: MoodleClient, prepared: Prepared, course: int) -> int:
    """The course, with what no package carries in its place: opening posts, entries, records, wiki pages."""
    if prepared.seeds:
        ground, functions = ground_of(client, Coursedeploy(client).inventory(course), prepared.seeds)
        tuple(plant(ground, prepared.seeds, functions))
    return course


def _show(console: Console, page: str, no_browser: bool) -> None:
    console.say(_("✓ À voir ici : {url}").format(url=page))
    console.result({"url": page})
    sys.stdout.flush()
    if not no_browser and _has_screen() and not console.json:
        webbrowser.open(page)


def _has_screen() -> bool:
    """A browser with windows; one in the terminal would take it away from us."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _wait(console: Console) -> None:
    console.say(_("  Ctrl-C pour arrêter."))
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        console.say(_("Arrêté."))
