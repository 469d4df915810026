"""Several courses to several sites, side by side: one write at a time on each site, one report, one exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import click

from coursegen.cli.context import Console, harmless
from coursegen.cli.publish.one import Told
from coursegen.errors import CoursegenError, InputError, StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.prepare import course_code

Publish = Callable[[Console, Path, str], Told]


@dataclass
class Quiet(Console):
    """The console of one job among many: it asks nothing and keeps what it is told."""

    lines: list[str] = field(default_factory=list)

    @property
    def interactive(self) -> bool:
        """Nobody can be asked."""
        return False

    def say(self, text: str = "") -> None:
        """Progress of one job among many is not shown."""

    def warn(self, text: str) -> None:
        """Kept for the report."""
        self.lines.append(text.strip())

    @contextmanager
    def progress(self, total: int, label: str) -> Iterator[Callable[[int], None]]:
        """No bar."""
        yield lambda advance: None


@dataclass(frozen=True)
class _Job:
    folder: Path
    site: str

    def told(self, publish: Publish) -> tuple[dict[str, Any], int]:
        """Its line of the report, and its exit code."""
        console = Quiet()
        start = {"folder": str(self.folder), "site": self.site}
        try:
            told = publish(console, self.folder, self.site)
        except CoursegenError as error:
            findings = error.findings if isinstance(error, InputError) else ()
            first = [f"{f.where.file}:{f.where.line} {f.rule} {f.message}" for f in findings[:3]]
            return {**start, "error": error.message, "remedy": error.remedy, "findings": first}, error.exit_code
        except OSError as error:
            return {**start, "error": reason_of(error), "remedy": ""}, StorageError.exit_code
        return {**start, **told.document, "warnings": console.lines}, told.code


def demand_distinct(folders: Sequence[Path]) -> None:
    """Raises UsageError for two folders of one course: the second would write over the first on the site.

    A folder that can't be read is told later, in its line of the report.
    """
    seen: dict[str, Path] = {}
    for folder in folders:
        code = _code_of(folder)
        first = seen.setdefault(code.casefold(), folder) if code else folder
        if first is not folder:
            raise _same_course(code, first, folder)


def _code_of(folder: Path) -> str:
    try:
        return course_code(folder)
    except (CoursegenError, OSError):
        return ""


def _same_course(code: str, first: Path, second: Path) -> UsageError:
    return UsageError(
        _("« {first} » et « {second} » sont le même cours ({code}) : le second écraserait le premier.").format(
            first=first, second=second, code=code
        ),
        _("Publiez un seul des deux, ou donnez à l’un un autre code (cours.yaml)."),
    )


def publish_many(console: Console, folders: Sequence[Path], sites: Sequence[str], jobs: int, publish: Publish) -> int:
    """Publish every course to every site; the worst exit code. With `--json`, one line a course and site as it ends.

    Work for the same site waits for one another: Moodle restores one course at a time the best.
    """
    distinct = list(dict.fromkeys(sites))
    shown = Lock()
    codes: list[int] = []

    def serve(site: str) -> None:
        for folder in folders:
            job = _Job(folder, site)
            document, code = job.told(publish)
            with shown:
                codes.append(code)
                _tell(console, job, {**document, "code": code}, len(codes), len(folders) * len(distinct))

    with ThreadPoolExecutor(min(jobs, len(distinct))) as pool:
        # Each thread speaks the language of this one.
        for done in [pool.submit(copy_context().run, serve, site) for site in distinct]:
            done.result()
    failed = sum(code != 0 for code in codes)
    words = ngettext("{n} publication, {failed} à reprendre.", "{n} publications, {failed} à reprendre.", len(codes))
    console.say(words.format(n=len(codes), failed=failed))
    return max(codes, default=0)


def _tell(console: Console, job: _Job, document: dict[str, Any], number: int, total: int) -> None:
    if console.json:
        click.echo(json.dumps(document, ensure_ascii=False, default=str))
    mark = "✗" if document["code"] else "✓"
    outcome = str(document.get("error") or document.get("url") or "")
    click.echo(harmless(f"[{number}/{total}] {mark} {job.folder} → {job.site}  {outcome}"), err=console.json)
    lines = [*document.get("findings", []), *document.get("warnings", [])]
    if document.get("remedy"):
        lines.append(_("Que faire : {remedy}").format(remedy=document["remedy"]))
    for line in lines:
        console.warn(f"      {line}")
