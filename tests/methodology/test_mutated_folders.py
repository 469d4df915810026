"""A thousand damaged folders: reading and checking each one ends with findings that say where, never with a traceback.

The damage is done to bytes, to lines and to the folder itself, by a random generator with a known seed. A longer run:
`COURSEGEN_MUTATIONS=20 pytest tests/methodology/test_mutated_folders.py` makes twenty thousand.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from methodology.findings import Finding
from methodology.folder import read_folder
from methodology.rules import check
from tests.methodology.folders import good_folder, write

BATCHES, FOLDERS = 10, 100
LONGER = int(os.environ.get("COURSEGEN_MUTATIONS", "1"))
GIFT = (
    "// [id:G-1] [tag:objectif:O1]\n::Délai::En combien de jours ? {\n=Trente #Oui\n~%50%Un mois\n####Fin\n}\n"
    "\nVrai ? {T}\n"
)
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="truefalse"><name><text>Carte</text></name>'
    '<questiontext format="html"><text><![CDATA[<p>Lisez <b>la carte</b>.</p>]]></text></questiontext>\n'
    '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    "<idnumber>C1/X-1</idnumber></question>\n</quiz>\n"
)
MORE = {
    "questions/dons.gift": GIFT,
    "questions/carte.xml": XML,
    "acces.csv": "nom;prenom;courriel\nDupont;Ana;ana@example.org\n",
}
SPLINTERS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\t", b"\r", b"\r\n\r\n", b"&a ", b"*a",
    b"<<: *a\n", b"!!python/object:os.system ", b"- " * 60, b"[" * 400, b"{" * 400, b"? ", b": ", b"'", b'"', b"|\n",
    b"---\n", b"...\n", b"1e999", b"-0", b"2026-02-31", b"9" * 400, b".inf", b"~", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"]]>", b"<a>" * 200, b":::{notes}\n", b"![](../../etc/passwd)", b"](etape:S1/rien)", b"{=", b"\\", b"%50%",
    "é\u202e\u0301\U0001f600".encode(),
)  # fmt: skip
Damage = Callable[[bytes, Random, list[bytes]], bytes]


def flipped(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    at = random.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << random.randrange(8))]) + raw[at + 1 :]


def splintered(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + random.choice(SPLINTERS) + raw[at + random.choice((0, 0, 1, 5)) :]


def noisy(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + random.randbytes(random.randrange(1, 30)) + raw[at:]


def cut(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    start, end = sorted(random.randrange(len(raw) + 1) for _ in range(2))
    return random.choice((raw[:start], raw[end:], raw[:start] + raw[end:]))


def repeated(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    start, end = sorted(random.randrange(len(raw) + 1) for _ in range(2))
    return raw[:end] + raw[start:end] * random.randrange(1, 4) + raw[end:]


def reordered(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    lines = raw.splitlines(keepends=True)
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def indented(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = random.randrange(len(lines))
    lines[at] = random.choice((b" ", b"  ", b"\t", b"      ")) + lines[at].lstrip(b" " * random.randrange(1, 5))
    return b"".join(lines)


def emptied(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    """A value gone, or another in its place."""
    lines = raw.splitlines(keepends=True)
    at = random.randrange(len(lines))
    key, colon, _value = lines[at].partition(b":")
    lines[at] = key + colon + random.choice((b"\n", b" []\n", b" {}\n", b" null\n", b" -1\n", b" oui\n", b" [x, y]\n"))
    return b"".join(lines)


def crossed(raw: bytes, random: Random, others: list[bytes]) -> bytes:
    """The beginning of one file, the end of another."""
    other = random.choice(others)
    return raw[: random.randrange(len(raw) + 1)] + other[random.randrange(len(other) + 1) :]


def recoded(raw: bytes, random: Random, _others: list[bytes]) -> bytes:
    return raw.decode(errors="replace").encode(random.choice(("utf-16", "cp1252", "utf-8-sig", "utf-32")), "replace")


DAMAGES: tuple[Damage, ...] = (
    flipped, splintered, noisy, cut, repeated, reordered, indented, emptied, crossed, recoded,
)  # fmt: skip


def displaced(folder: Path, name: str, random: Random) -> None:
    """The file gone, empty, a folder, a link that leads nowhere or out, or under another name."""
    path = folder / name
    path.unlink()
    match random.randrange(6):
        case 0:
            path.write_bytes(b"")
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to(folder / "nulle-part")
        case 3:
            path.symlink_to("/etc/hostname")
        case 4:
            path.with_name(f"{path.stem} (copie)\u0301{path.suffix}").write_bytes(b"x: y\n")


def rested(folder: Path, sound: dict[str, bytes]) -> None:
    """Every file as it was."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_file() and name not in sound):
            path.unlink()
        elif path.is_dir() and name in sound:
            shutil.rmtree(path)
    for name, raw in sound.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != raw:
            (folder / name).write_bytes(raw)


def damaged(folder: Path, sound: dict[str, bytes], random: Random) -> str:
    """Damage the folder; what was done, in words."""
    names = sorted(name for name in sound if not name.startswith("medias/"))
    name = random.choice(names)
    if random.randrange(12) == 0:
        displaced(folder, name, random)
        return f"{name} displaced"
    raw, done = sound[name], []
    for _ in range(random.choice((1, 1, 2, 4))):
        how = random.choice(DAMAGES)
        raw = how(raw or b"x", random, [sound[each] for each in names])
        done.append(how.__name__)
    (folder / name).write_bytes(raw)
    return f"{name} {', '.join(done)}"


def looked_at(folder: Path) -> tuple[Finding, ...]:
    reading = read_folder(folder)
    assert reading.course is not None or reading.has_errors
    return (*reading.findings, *(check(reading.course) if reading.course else ()))


@pytest.mark.parametrize("batch", range(BATCHES * LONGER))
def test_damaged_folders_are_told_with_file_and_position(tmp_path: Path, batch: int) -> None:
    folder = good_folder(tmp_path / "cours")
    for name, text in MORE.items():
        write(folder, name, text)
    sound = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    random = Random(batch)
    with_errors = 0
    for number in range(FOLDERS):
        what = f"batch {batch}, folder {number}: {damaged(folder, sound, random)}"
        try:
            findings = looked_at(folder)
        except Exception as error:
            raise AssertionError(what) from error
        for finding in findings:
            assert finding.message and finding.remedy, what
            assert finding.where.file and not finding.where.file.startswith("/"), what
            assert finding.where.line >= 1 and finding.where.column >= 1, what
        with_errors += any(finding.severity.value == "error" for finding in findings)
        rested(folder, sound)
    assert with_errors > FOLDERS // 4, "the damage no longer damages"
    assert not [finding for finding in read_folder(folder).findings if finding.severity.value == "error"]
