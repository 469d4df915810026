"""A build: all or nothing, the same bytes from the same folder, and quick when nothing changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from coursegen.build import BuildResult, build_course, kind_names
from coursegen.build.kinds import mbz, usual_kinds
from coursegen.build.office import office_program
from coursegen.errors import InputError, StorageError, UsageError
from tests.made_once import RunFolder

from .conftest import rewrite

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"


def digests(result: BuildResult) -> dict[str, str]:
    return {output.path: output.sha256 for output in result.outputs}


def test_a_build_makes_every_kind_and_says_so_in_the_manifest(once: RunFolder) -> None:
    result = once.built(EXAMPLE.name)
    made = {output.kind for output in result.outputs}
    assert {"mbz", "scorm12", "pptx", "xlsx"} <= made <= set(kind_names())
    manifest = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["kind"] for entry in manifest["outputs"]} >= made
    for entry in manifest["outputs"]:
        assert (result.folder / entry["path"]).stat().st_size == entry["bytes"]


def differing(first: BuildResult, kinds: Sequence[str], tmp_path: Path) -> list[str]:
    """The files of `first` that differ when a copy of the example is built elsewhere, later, by another process."""
    copy, out = tmp_path / "ailleurs" / "copie", tmp_path / "deux"
    shutil.copytree(EXAMPLE, copy)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    command = [sys.executable, "-m", "coursegen", "build", str(copy), "-o", str(out), "--only", ",".join(kinds)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Africa/Nairobi", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert {output.kind for output in first.outputs} <= set(kinds)
    return [path for path in digests(first) if (first.folder / path).read_bytes() != (out / path).read_bytes()]


def test_the_same_folder_gives_the_same_bytes_elsewhere_later_and_in_another_process(
    once: RunFolder, tmp_path: Path
) -> None:
    assert differing(once.built(EXAMPLE.name), usual_kinds(), tmp_path) == []


def test_the_accounts_are_the_same_bytes_too(tmp_path: Path) -> None:
    assert differing(build_course(EXAMPLE, tmp_path / "un", ["users"]), ["users"], tmp_path) == []


@pytest.mark.office
@pytest.mark.thorough
@pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: OpenDocument files are NOT compared")
def test_opendocument_files_are_the_same_bytes_too(tmp_path: Path) -> None:
    assert differing(build_course(EXAMPLE, tmp_path / "un", ["odf"]), ["odf"], tmp_path) == []


def test_building_again_makes_nothing_again(folder: Path, tmp_path: Path) -> None:
    first = build_course(folder, tmp_path / "out", ["mbz"])
    again = build_course(folder, tmp_path / "out", ["mbz"])
    assert (first.unchanged, again.unchanged) == (False, True)
    assert digests(first) == digests(again)


def test_a_changed_word_or_a_damaged_output_is_built_again(folder: Path, tmp_path: Path) -> None:
    first = build_course(folder, tmp_path / "out", ["mbz"])
    rewrite(folder, "contenus/m1/pieces.md", "vient de loin", "vient de très loin")
    changed = build_course(folder, tmp_path / "out", ["mbz"])
    assert digests(changed) != digests(first)
    (tmp_path / "out" / "TEST-01.mbz").write_bytes(b"")
    repaired = build_course(folder, tmp_path / "out", ["mbz"])
    assert not repaired.unchanged
    assert (tmp_path / "out" / "TEST-01.mbz").stat().st_size > 1000


def test_a_course_with_errors_builds_nothing_and_tells_all_of_them(folder: Path, tmp_path: Path) -> None:
    rewrite(folder, "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O9]")
    rewrite(folder, "2-objectifs.yaml", "competence: C1", "competence: C7")
    with pytest.raises(InputError) as caught:
        build_course(folder, tmp_path / "out")
    assert {finding.where.file for finding in caught.value.findings} >= {"2-objectifs.yaml", "3-sequences.yaml"}
    assert not (tmp_path / "out").exists()


def test_an_output_that_fails_leaves_the_earlier_build_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build_course(folder, out, ["mbz"])
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    rewrite(folder, "contenus/m1/pieces.md", "vient de loin", "vient de très loin")

    def full_disk(_request: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mbz, "produce", full_disk)
    with pytest.raises(StorageError, match="le disque est plein"):
        build_course(folder, out, ["mbz"])
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_an_unknown_kind_names_the_known_ones(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        build_course(folder, tmp_path / "out", ["pdf"])
    assert "pdf" in caught.value.message
    assert "mbz" in caught.value.remedy


def test_the_slide_format_asked_for_is_the_one_made(folder: Path, tmp_path: Path) -> None:
    from pptx import Presentation

    from coursegen.build import BuildOptions

    for wanted, ratio in (("4:3", 4 / 3), ("16:9", 16 / 9)):
        out = tmp_path / wanted.replace(":", "-")
        result = build_course(folder, out, ["pptx"], BuildOptions(slide_format=wanted))
        deck = Presentation(str(out / result.outputs[0].path))
        assert abs(deck.slide_width / deck.slide_height - ratio) < 0.01


def test_the_moodle_package_is_made_for_the_release_asked_for(folder: Path, tmp_path: Path) -> None:
    from coursegen.build import BuildOptions
    from moodle_backups.read import read_backup

    for wanted, release in (("", "4.1 "), ("portable", "4.1 "), ("5.0", "5.0 ")):
        result = build_course(folder, tmp_path / f"out{wanted}", ["mbz"], BuildOptions(moodle=wanted))
        with read_backup(result.folder / result.outputs[0].path) as read:
            assert read.release.startswith(release)
    with pytest.raises(UsageError) as caught:
        build_course(folder, tmp_path / "other", ["mbz"], BuildOptions(moodle="6.9"))
    assert "6.9" in caught.value.message
    assert "4.5" in caught.value.remedy


def test_one_kind_after_another_adds_up_in_the_manifest(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_course(folder, out, ["mbz"])
    build_course(folder, out, ["pptx"])
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["kind"] for entry in manifest["outputs"]} == {"mbz", "pptx"}


def test_what_an_earlier_build_made_under_another_code_goes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_course(folder, out, ["mbz"])
    (out / "notes.txt").write_text("à moi", encoding="utf-8")
    rewrite(folder, "cours.yaml", "TEST-01", "TEST-02")
    build_course(folder, out, ["mbz"])
    assert {path.name for path in out.iterdir()} == {"TEST-02.mbz", "manifest.json", "notes.txt"}


def test_a_manifest_that_names_other_places_is_not_followed(folder: Path, tmp_path: Path) -> None:
    out, victim = tmp_path / "out", tmp_path / "precieux.txt"
    victim.write_text("à garder", encoding="utf-8")
    out.mkdir()
    entry = {"kind": "mbz", "path": "../precieux.txt", "sha256": "0", "bytes": 1}
    (out / "manifest.json").write_text(
        json.dumps({"source": "x", "kinds": ["mbz"], "outputs": [entry]}), encoding="utf-8"
    )
    build_course(folder, out, ["mbz"])
    assert victim.exists()


def test_what_a_killed_build_left_is_swept_later(folder: Path, tmp_path: Path) -> None:
    leftover = tmp_path / "out" / ".en-cours-abc"
    leftover.mkdir(parents=True)
    (leftover / "a.mbz").write_bytes(b"x")
    os.utime(leftover, (1_000_000_000, 1_000_000_000))
    build_course(folder, tmp_path / "out", ["mbz"])
    assert not leftover.exists()
