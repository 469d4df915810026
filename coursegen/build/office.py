"""LibreOffice at work without a window: found, given a profile of its own for each job, limited in time, cleaned up.

`COURSEGEN_SOFFICE` names another program than the one that is found, or none when empty.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from coursegen.errors import CoursegenError
from coursegen.i18n import gettext as _

VARIABLE = "COURSEGEN_SOFFICE"
JOBS = 2  # at a time: each takes one core and 200 MB
WORTH = 2  # files at least for each job: a start takes as long as a short document
START = 60.0  # seconds that a first start may take on a slow machine
EACH = 30.0  # and seconds for each file
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_QUIET = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")


def office_program() -> str:
    """The path of LibreOffice; "" when there is none."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return told
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), "")


def required_office() -> str:
    """The path of LibreOffice. Raises OfficeMissingError."""
    program = office_program()
    if not program:
        raise OfficeMissingError(
            _("LibreOffice n'est pas installé sur cet ordinateur : ces formats ne peuvent pas être faits."),
            _(
                "Installez LibreOffice (libreoffice.org), ou enregistrez vous-même les fichiers dans l'autre format : "
                "« Enregistrer sous » dans Word, PowerPoint ou Excel."
            ),
        )
    return program


class OfficeMissingError(CoursegenError):
    """LibreOffice is not on this machine."""

    exit_code = 4


def convert(
    files: Sequence[Path], form: str, out: Path, *, seconds: float = 0.0, again: bool = True
) -> Mapping[Path, Path]:
    """Each file converted to `form` ("odt", "pdf", "doc:MS Word 97"), in `out`: what was made, by what it is made of.

    Side by side on `JOBS` cores when there are several; what fails is tried once more, alone. `seconds`: the most that
    a job may last, worked out when 0. Files must have different names. Raises OfficeMissingError; a file that can't be
    converted is left out.
    """
    program = required_office()
    jobs = min(JOBS, max(1, len(files) // WORTH))
    shares = [share for share in (files[n::jobs] for n in range(jobs)) if share]
    _side_by_side(program, shares, form, out, seconds)
    if again:
        _side_by_side(program, [[file] for file in files if not made_of(file, form, out).exists()], form, out, seconds)
    return {file: made_of(file, form, out) for file in files if made_of(file, form, out).exists()}


def made_of(file: Path, form: str, out: Path) -> Path:
    """Where LibreOffice puts what it makes of that file."""
    return out / f"{file.stem}.{form.partition(':')[0]}"


def _side_by_side(program: str, shares: Sequence[Sequence[Path]], form: str, out: Path, seconds: float) -> None:
    with ThreadPoolExecutor(JOBS) as pool:
        for job in [pool.submit(_job, program, share, form, out, seconds) for share in shares]:
            job.result()


def _job(program: str, files: Sequence[Path], form: str, out: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="coursegen-office-", ignore_cleanup_errors=True) as own:
        profile = (Path(own) / "profile").as_uri()
        order = [program, f"-env:UserInstallation={profile}", *_QUIET, "--convert-to", form, "--outdir", str(out)]
        _run([*order, *map(str, files)], seconds or START + EACH * len(files))


def _run(order: Sequence[str], seconds: float) -> None:
    """Run to its end or to the end of its time; whatever it started ends with it."""
    with suppress(OSError):
        own_group = sys.platform != "win32"
        process = subprocess.Popen(
            order,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=own_group,
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ours is a script that starts the real program: the whole group ends."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()
