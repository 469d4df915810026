"""One build: read, check, compose, produce aside, put in place, write the manifest last."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coursegen import __version__
from coursegen.build.kinds import Request, is_internal, kind, kind_names, note_of, request_for, usual_kinds
from coursegen.build.loading import errors_of, load_course
from coursegen.build.scorm import ScormChoice
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.findings import Finding
from methodology.i18n import speaking

if TYPE_CHECKING:
    from coursegen.courseware import Courseware

MANIFEST = "manifest.json"
STAGING = ".en-cours-"
DEAD_AFTER = 3600.0  # seconds: no build lasts that long
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """What a person may choose. `template`: their own .pptx or .potx. `slide_format`: "16:9", "4:3" or empty.

    `moodle`: the release that the Moodle package is for, "4.5" for instance; empty: every release.
    `scorm`: how the SCORM packages are cut, where the folder is not to decide.
    `draft`: build although the method finds errors.
    """

    template: Path | None = None
    slide_format: str = ""
    moodle: str = ""
    scorm: ScormChoice = field(default_factory=ScormChoice)
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One file made. `path` is relative to the output folder, `bytes` its size."""

    kind: str
    path: str
    sha256: str
    bytes: int


Made = Mapping[str, tuple[Output, ...]]
"""What was made, by kind; a kind may have had nothing to make."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `unchanged`: nothing had to be made again; `findings`, what the check said, are empty then.

    `kinds` are those that were asked for; a kind may have nothing to make. `notes` are what kinds
    have to say to the person. `errors`: how many a draft left; none but a draft has any.
    """

    folder: Path
    outputs: tuple[Output, ...]
    unchanged: bool
    findings: tuple[Finding, ...] = ()
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    draft: bool = False
    errors: int = 0


def build_course(
    folder: Path,
    out: Path,
    kinds: Sequence[str] = (),
    options: BuildOptions | None = None,
    progress: Progress = lambda _words: None,
) -> BuildResult:
    """Make the outputs of `folder` in `out`: those kinds, or all but the internal ones.

    `progress` is told of each kind as it begins. What is internal stays in `out` only for a build that asks for it.

    Raises InputError when the course has errors (for a draft: those that leave nothing to build), StorageError when
    the disk refuses, UsageError for an unknown kind.
    """
    options = options or BuildOptions()
    wanted = _known(kinds)
    source = _source_digest(folder, out, options)
    valid = _still_valid(out, source)
    made = {name: outputs for name, outputs in valid.items() if name in wanted or not is_internal(name)}
    if set(wanted) <= set(made) and len(made) == len(valid):
        left = _errors_left(out) if options.draft else 0
        return BuildResult(out, _flat(made, wanted), True, (), wanted, (), options.draft, left)
    course, findings = load_course(folder, draft=options.draft)
    left = len(errors_of(findings))
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        with tempfile.TemporaryDirectory(dir=out, prefix=STAGING) as staging:
            outputs, notes = _produce(course, wanted, options, Path(staging), progress)
            facts = {"draft": True, "errors": left} if options.draft else {}
            _put_in_place(Path(staging), out, {**made, **outputs}, outputs, {"source": source, **facts})
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=out, reason=reason_of(error))
        raise StorageError(
            words, _("Vérifiez la place libre et les droits, ou choisissez un autre dossier avec -o.")
        ) from error
    return BuildResult(out, _flat(outputs, wanted), False, findings, wanted, notes, options.draft, left)


def _flat(made: Made, kinds: Sequence[str]) -> tuple[Output, ...]:
    return tuple(output for kind in kinds for output in made[kind])


def _known(kinds: Sequence[str]) -> tuple[str, ...]:
    unknown = [name for name in kinds if name not in kind_names()]
    if unknown:
        words = _("Sortie inconnue : {names}.").format(names=", ".join(unknown))
        raise UsageError(words, _("Sorties possibles : {names}.").format(names=", ".join(kind_names())))
    return tuple(dict.fromkeys(kinds)) or usual_kinds()


def _produce(
    course: Course, kinds: Sequence[str], options: BuildOptions, staging: Path, progress: Progress
) -> tuple[Made, tuple[str, ...]]:
    """Every file of every kind, in the language of the course; and what the kinds have to say, in the person's."""
    from coursegen.charter import load_charter

    language = course.identity.language
    request = Request(
        composed=_composed(course),
        charter=load_charter(course.identity.charter, language),
        folder=staging,
        template=_template(options.template),
        slide_format=options.slide_format,
        moodle=options.moodle,
        scorm=options.scorm,
        course=course,
    )
    made: dict[str, tuple[Output, ...]] = {}
    notes = [*_template_remarks(request)]
    for name in kinds:
        maker = kind(name)
        progress(maker.title())
        known = request_for(name, request)
        with speaking(language):
            paths = [*maker.produce(known)]
        made[name] = tuple(_output(name, path) for path in paths)
        notes.append(note_of(name, known, paths))
    return made, tuple(note for note in notes if note)


def _composed(course: Course) -> Callable[[], Courseware]:
    """What gives the courseware, composed once, when somebody asks for it, in the language of the course."""

    @cache
    def composed() -> Courseware:
        from coursegen.compose import compose

        with speaking(course.identity.language):
            return compose(replace(course, access=()))

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
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("Le gabarit « {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error


def _output(name: str, path: Path) -> Output:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Output(name, path.name, digest, path.stat().st_size)


def _put_in_place(staging: Path, out: Path, everything: Made, fresh: Made, facts: Mapping[str, object]) -> None:
    """Move what is fresh where it belongs, the manifest last; then drop what an earlier build made and this one not."""
    before = {output.path for output in _listed(out)}
    kept = [output for kind in sorted(everything) for output in everything[kind]]
    document = {
        "coursegen": __version__,
        **facts,
        "kinds": sorted(everything),
        "outputs": [asdict(output) for output in kept],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (staging / MANIFEST).write_text(text, encoding="utf-8")
    for outputs in fresh.values():
        for output in outputs:
            (staging / output.path).replace(out / output.path)
    (staging / MANIFEST).replace(out / MANIFEST)
    for path in before - {output.path for output in kept}:
        (out / path).unlink(missing_ok=True)


def _sweep(out: Path) -> None:
    """Remove what a build that was killed left behind, once it is surely dead."""
    for leftover in out.glob(f"{STAGING}*"):
        if time.time() - leftover.stat().st_mtime > DEAD_AFTER:
            shutil.rmtree(leftover, ignore_errors=True)


def _listed(out: Path) -> tuple[Output, ...]:
    """The outputs that the manifest in `out` lists; nothing when there is none, or none we can trust."""
    try:
        document = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        listed = tuple(Output(**entry) for entry in document["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(output for output in listed if Path(output.path).name == output.path)


def _errors_left(out: Path) -> int:
    """How many errors the draft in `out` was built with; its manifest was just found valid."""
    count = json.loads((out / MANIFEST).read_text(encoding="utf-8")).get("errors", 0)
    return count if isinstance(count, int) else 0


def _still_valid(out: Path, source: str) -> Made:
    """What an earlier build of the same source made, by kind, where every file is still as it was made."""
    try:
        document = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        kinds = document["kinds"] if document["source"] == source else ()
        by_kind = {kind: tuple(o for o in _listed(out) if o.kind == kind) for kind in kinds}
        return {k: made for k, made in by_kind.items() if all(_output(k, out / o.path) == o for o in made)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _source_digest(folder: Path, out: Path, options: BuildOptions) -> str:
    """One figure for everything a build depends on: the folder, the options, the program."""
    choices = (options.slide_format, options.moodle, options.scorm, options.draft)
    digest = hashlib.sha256(repr((__version__, _program_stamp(), choices)).encode())
    files = [options.template] if options.template else []
    files += sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(out))
    for path in files:
        digest.update(str(path.relative_to(folder) if path.is_relative_to(folder) else path.name).encode())
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError:
            digest.update(b"?")
    return digest.hexdigest()


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
