"""One build: read, check, compose, produce aside, put in place, write the manifest last."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coursegen import __version__
from coursegen.build.finality import refuse_draft_marks, refuse_unfinished
from coursegen.build.kinds import (
    Request,
    is_as_written,
    is_internal,
    kind,
    kind_names,
    note_of,
    request_for,
    stopping_rules,
    usual_kinds,
)
from coursegen.build.ledger import (
    MANIFEST,
    Ledger,
    Made,
    MadeKind,
    Output,
    is_as_made,
    origin_of,
    output_of,
    read_ledger,
)
from coursegen.build.loading import Keeps, errors_of, load_course
from coursegen.build.ownership import refuse_changed_outputs, refuse_other_course, refuse_strangers, standing
from coursegen.build.scorm import ScormChoice
from coursegen.build.weights import Weights, weights_of
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.findings import Finding
from methodology.i18n import speaking

if TYPE_CHECKING:
    from coursegen.charter import Charter
    from coursegen.courseware import Courseware

STAGING = ".en-cours-"
DEAD_AFTER = 3600.0  # seconds: no build lasts that long
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """What a person may choose. `template`: their own .pptx or .potx. `slide_format`: "16:9", "4:3" or empty.

    `moodle`: the release that the Moodle package is for, "4.5" for instance; empty: every release.
    `of_97`: documents also in the formats of Office 97-2003.
    `scorm`: how the SCORM packages are cut, where the folder is not to decide.
    `draft`: build although the method finds errors. `overwrite`: replace outputs that a person has changed.
    `final`: refuse what isn't fit to be handed in, a missing logo for one. `funding`: "finance" or "cofinance", instead
    of what the course says.
    """

    template: Path | None = None
    slide_format: str = ""
    moodle: str = ""
    of_97: bool = False
    scorm: ScormChoice = field(default_factory=ScormChoice)
    draft: bool = False
    overwrite: bool = False
    final: bool = False
    funding: str = ""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `unchanged`: nothing had to be made again; `findings`, what the check said, are empty then.

    `kinds` are those that were asked for; a kind may have nothing to make. `notes` are what kinds
    have to say to the person. `errors`: how many the course keeps: in a draft, or where every kind asked for gives
    back what its author wrote. `weights`: what lessons weigh, where this build composed them.
    """

    folder: Path
    outputs: tuple[Output, ...]
    unchanged: bool
    findings: tuple[Finding, ...] = ()
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    draft: bool = False
    errors: int = 0
    weights: Weights = field(default_factory=Weights)


def build_course(
    folder: Path,
    out: Path,
    kinds: Sequence[str] = (),
    options: BuildOptions | None = None,
    progress: Progress = lambda _words: None,
) -> BuildResult:
    """Make the outputs of `folder` in `out`: those kinds, or all but the internal ones.

    `progress` is told of each kind as it begins. What is internal stays in `out` only for a build that asks for it.

    What other kinds made before stays, even out of date.

    Raises InputError when the course has errors (for a draft: those that leave nothing to build; for kinds that give
    back what its author wrote: those that leave something unread), StorageError when the disk refuses, UsageError for
    an unknown kind, or when a file would be lost that a person has changed.
    """
    options = options or BuildOptions()
    wanted = _known(kinds)
    source = _source_digest(folder, out, options)
    ledger = read_ledger(out)
    gone = {name for name in ledger.kinds if is_internal(name) and name not in wanted}
    if not gone and all(_is_valid(out, ledger.kinds.get(name), source) for name in wanted):
        left = max(ledger.kinds[name].errors for name in wanted)
        return BuildResult(out, tuple(ledger.outputs(wanted)), True, (), wanted, (), options.draft, left)
    course, findings = _loaded(folder, wanted, options)
    if options.funding:
        course = replace(course, identity=replace(course.identity, funding=options.funding))
    left = len(errors_of(findings))
    origin = origin_of(course.identity.title)
    if not options.overwrite:
        refuse_other_course(out, ledger, course, origin)
        refuse_changed_outputs(out, tuple(ledger.outputs({*wanted, *gone})), course, folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        with tempfile.TemporaryDirectory(dir=out, prefix=STAGING) as staging:
            outputs, notes, weights = _produce((course, folder), wanted, options, Path(staging), progress)
            if not options.overwrite:
                refuse_strangers(out, ledger, outputs, folder)
            fresh = {name: MadeKind(source, made, options.draft, left) for name, made in outputs.items()}
            kept = {name: standing(out, made) for name, made in ledger.kinds.items() if name not in gone}
            after = Ledger(course.identity.code, origin, {**kept, **fresh})
            _put_in_place(Path(staging), out, after, outputs, tuple(ledger.outputs({*wanted, *gone})))
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=out, reason=reason_of(error))
        raise StorageError(
            words, _("Vérifiez la place libre et les droits, ou choisissez un autre dossier avec -o.")
        ) from error
    return BuildResult(out, _flat(outputs, wanted), False, findings, wanted, notes, options.draft, left, weights)


def _flat(made: Made, kinds: Sequence[str]) -> tuple[Output, ...]:
    return tuple(output for kind in kinds for output in made[kind])


def _loaded(folder: Path, kinds: Sequence[str], options: BuildOptions) -> tuple[Course, tuple[Finding, ...]]:
    final = [rule for name in kinds for rule in stopping_rules(name)]
    if all(map(is_as_written, kinds)):
        return load_course(folder, Keeps.READABLE, final)
    return load_course(folder, Keeps.DRAFT) if options.draft else load_course(folder)


def _known(kinds: Sequence[str]) -> tuple[str, ...]:
    unknown = [name for name in kinds if name not in kind_names()]
    if unknown:
        words = _("Sortie inconnue : {names}.").format(names=", ".join(unknown))
        raise UsageError(words, _("Sorties possibles : {names}.").format(names=", ".join(kind_names())))
    return tuple(dict.fromkeys(kinds)) or usual_kinds()


def _produce(
    source: tuple[Course, Path], kinds: Sequence[str], options: BuildOptions, staging: Path, progress: Progress
) -> tuple[Made, tuple[str, ...], Weights]:
    """Every file of every kind, in the language of the course; what the kinds have to say, in the person's; weights."""
    from coursegen.charter import load_charter

    course, language = source[0], source[0].identity.language
    charter = load_charter(course.identity.charter, language, source[1])
    request = Request(
        composed=_composed(course, charter),
        charter=charter,
        folder=staging,
        template=_template(options.template) or charter.template,
        slide_format=options.slide_format,
        moodle=options.moodle,
        of_97=options.of_97,
        scorm=options.scorm,
        course=course,
    )
    if options.final:
        refuse_unfinished(request, kinds)
    made: dict[str, tuple[Output, ...]] = {}
    notes = [*_template_remarks(request)]
    for name in kinds:
        maker = kind(name)
        progress(maker.title())
        known = request_for(name, request)
        with speaking(language):
            paths = [*maker.produce(known)]
        if options.final:
            refuse_draft_marks(paths)
        made[name] = tuple(output_of(name, path) for path in paths)
        notes.append(note_of(name, known, paths))
    weights = Weights() if all(map(is_as_written, kinds)) else weights_of(request.courseware)
    return made, tuple(note for note in notes if note), weights


def _composed(course: Course, charter: Charter) -> Callable[[], Courseware]:
    """What gives the courseware, composed once, when somebody asks for it, in the language of the course."""

    @cache
    def composed() -> Courseware:
        from coursegen.compose import compose

        with speaking(course.identity.language):
            return compose(replace(course, access=()), charter)

    return composed


def _template_remarks(request: Request) -> tuple[str, ...]:
    """What the person's template changes. Raises TemplateError when it can't be used, even where no deck needs it."""
    if request.template is None:
        return ()
    from coursegen.outputs.slides import check_template

    return check_template(request.template, request.charter, request.courseware.funding)


def _template(path: Path | None) -> bytes | None:
    if path is None:
        return None
    if path.exists() and not (path.is_file() or path.is_dir()):
        words = _("« {path} » n'est pas un fichier ordinaire (tube, prise ou périphérique) : il n'est pas lu.")
        raise StorageError(words.format(path=path), _("Copiez son contenu dans un fichier, et donnez ce fichier."))
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("Le gabarit « {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error


def _put_in_place(staging: Path, out: Path, ledger: Ledger, fresh: Made, before: Sequence[Output]) -> None:
    """Move what is fresh where it belongs, the manifest last; then drop what was made `before` and is no more."""
    (staging / MANIFEST).write_text(ledger.document(), encoding="utf-8")
    for outputs in fresh.values():
        for output in outputs:
            (staging / output.path).replace(out / output.path)
    (staging / MANIFEST).replace(out / MANIFEST)
    for path in {output.path for output in before} - {output.path for output in ledger.outputs()}:
        (out / path).unlink(missing_ok=True)


def _sweep(out: Path) -> None:
    """Remove what a build that was killed left behind, once it is surely dead."""
    for leftover in out.glob(f"{STAGING}*"):
        if time.time() - leftover.stat().st_mtime > DEAD_AFTER:
            shutil.rmtree(leftover, ignore_errors=True)


def _is_valid(out: Path, made: MadeKind | None, source: str) -> bool:
    """Whether that kind was made of the same source, and every file is still as it was made."""
    return made is not None and made.source == source and all(is_as_made(out, output) for output in made.outputs)


def _source_digest(folder: Path, out: Path, options: BuildOptions) -> str:
    """One figure for everything a build depends on: the folder, the options, the program."""
    choices = (options.slide_format, options.moodle, options.scorm, options.draft, options.final, options.funding)
    digest = hashlib.sha256(repr((__version__, _program_stamp(), choices, options.of_97)).encode())
    digest.update(hashlib.sha256(_template(options.template) or b"").digest())
    files = [*_own_charter_files()]
    files += sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(out))
    for path in files:
        digest.update(str(path.relative_to(folder) if path.is_relative_to(folder) else path.name).encode())
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError:
            digest.update(b"?")
    return digest.hexdigest()


def _own_charter_files() -> list[Path]:
    """The files of this account's charters: one of them may be the course's."""
    from coursegen.charter.places import own_charters_folder

    return sorted(path for path in own_charters_folder().rglob("*") if path.is_file())


def _program_stamp() -> str:
    """Changes whenever the program's own files do, so that a developer's edit is never hidden by an old build."""
    packages = ("coursegen", "methodology", "moodle_backups")
    root = str(Path(__file__).parents[2])
    lines = sorted(line for package in packages for line in _stamps(f"{root}/{package}"))
    return hashlib.sha256("".join(line.removeprefix(root) for line in lines).encode()).hexdigest()


def _stamps(folder: str) -> Iterator[str]:
    """A line for each file below, by plain names: there are thousands, and a Path for each would take its time."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path)
            elif not entry.name.endswith(".pyc"):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}\n"
