"""One build: read, check, compose, produce aside, put in place, write the manifest last."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from coursegen import __version__
from coursegen.build.kinds import Request, kind, kind_names
from coursegen.errors import InputError, StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.course import Course
from methodology.findings import Finding, Severity
from methodology.i18n import speaking

MANIFEST = "manifest.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """What a person may choose. `template`: their own .pptx or .potx. `slide_format`: "16:9", "4:3" or empty."""

    template: Path | None = None
    slide_format: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One file made. `path` is relative to the output folder, `bytes` its size."""

    kind: str
    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. `unchanged`: nothing had to be made again. `findings`: what the check said, errors apart."""

    folder: Path
    outputs: tuple[Output, ...]
    unchanged: bool
    findings: tuple[Finding, ...] = ()


def load_course(folder: Path) -> tuple[Course, tuple[Finding, ...]]:
    """The course of that folder and what the check says of it. Raises InputError with every finding on errors."""
    from methodology.folder import read_folder
    from methodology.rules import check

    reading = read_folder(folder)
    findings = reading.findings
    if reading.course is not None:
        findings = (*findings, *check(reading.course))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if reading.course is None or errors:
        words = ngettext(
            "Le cours a {count} erreur : rien n'a été construit.",
            "Le cours a {count} erreurs : rien n'a été construit.",
            errors,
        )
        remedy = _("Corrigez les erreurs ci-dessus ; « coursegen check {folder} » les montre à nouveau.").format(
            folder=folder
        )
        raise InputError(words.format(count=errors), remedy, findings)
    return reading.course, findings


def build_course(
    folder: Path,
    out: Path,
    kinds: Sequence[str] = (),
    options: BuildOptions | None = None,
    progress: Progress = lambda _words: None,
) -> BuildResult:
    """Make the outputs of `folder` in `out`: those kinds, or all. `progress` is told of each kind as it begins.

    Raises InputError when the course has errors, StorageError when the disk refuses, UsageError for an unknown kind.
    """
    options = options or BuildOptions()
    wanted = _known(kinds)
    source = _source_digest(folder, wanted, options)
    if done := _still_valid(out, source):
        return BuildResult(out, done, unchanged=True)
    course, findings = load_course(folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".en-cours-") as staging:
            outputs = tuple(_produce(course, wanted, options, Path(staging), progress))
            _put_in_place(Path(staging), out, outputs, source)
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=out, reason=reason_of(error))
        raise StorageError(
            words, _("Vérifiez la place libre et les droits, ou choisissez un autre dossier avec -o.")
        ) from error
    return BuildResult(out, outputs, unchanged=False, findings=findings)


def _known(kinds: Sequence[str]) -> tuple[str, ...]:
    unknown = [name for name in kinds if name not in kind_names()]
    if unknown:
        words = _("Sortie inconnue : {names}.").format(names=", ".join(unknown))
        raise UsageError(words, _("Sorties possibles : {names}.").format(names=", ".join(kind_names())))
    return tuple(dict.fromkeys(kinds)) or kind_names()


def _produce(
    course: Course, kinds: Sequence[str], options: BuildOptions, staging: Path, progress: Progress
) -> Iterator[Output]:
    """Every file of every kind, in the language of the course."""
    from coursegen.charter import load_charter
    from coursegen.compose import compose

    with speaking(course.identity.language):
        courseware = compose(course)
        request = Request(
            courseware=courseware,
            charter=load_charter(courseware.charter),
            folder=staging,
            template=_template(options.template),
            slide_format=options.slide_format,
            course=course,
        )
    for name in kinds:
        maker = kind(name)
        progress(maker.title())
        with speaking(course.identity.language):
            paths = [*maker.produce(request)]
        yield from (_output(name, path) for path in paths)


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


def _put_in_place(staging: Path, out: Path, outputs: Sequence[Output], source: str) -> None:
    """Move every file where it belongs; the manifest last, so that it never names what is not there."""
    document = {"coursegen": __version__, "source": source, "outputs": [asdict(output) for output in outputs]}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (staging / MANIFEST).write_text(text, encoding="utf-8")
    for output in outputs:
        (staging / output.path).replace(out / output.path)
    (staging / MANIFEST).replace(out / MANIFEST)


def _still_valid(out: Path, source: str) -> tuple[Output, ...]:
    """The outputs of an earlier build of the same source, when each is still there as it was made; else nothing."""
    try:
        document = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        outputs = tuple(Output(**entry) for entry in document["outputs"])
        same = document["source"] == source and all(_output(o.kind, out / o.path) == o for o in outputs)
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return outputs if same else ()


def _source_digest(folder: Path, kinds: Sequence[str], options: BuildOptions) -> str:
    """One figure for everything a build depends on: the folder, the kinds, the options, the program."""
    digest = hashlib.sha256(repr((__version__, _program_stamp(), tuple(kinds), options.slide_format)).encode())
    files = [options.template] if options.template else []
    files += sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
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
    root = Path(__file__).parents[2]
    files = (path for package in packages for path in (root / package).rglob("*") if path.suffix != ".pyc")
    stamp = hashlib.sha256()
    for path in sorted(p for p in files if p.is_file()):
        status = path.stat()
        stamp.update(f"{path.relative_to(root)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return stamp.hexdigest()
