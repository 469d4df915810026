"""Draws the README's pictures again from the example: a slide, a SCORM page, and the course on a real Moodle.

Needs LibreOffice and Chromium; without a Moodle tree (~/moodle, $MOODLE_TREES) the Moodle pictures stay as they are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

from coursegen.build import build_course
from tests.moodle.browser import PHONE, Windows, running_browser
from tests.moodle.run_folder import RunFolder
from tests.moodle.site import Site
from tests.moodle.trees import find_trees

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "examples" / "cipres-fdf"
ACTIVITY_SLIDE = 10
PAGES_ON = 13


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        result = build_course(EXAMPLE, out)
        files = {output.kind: out / output.path for output in reversed(result.outputs)}
        _slide(files["pptx"], out)
        _scorm(files["scorm12"], out / "scorm")
        _moodle(files["mbz"])


def _slide(deck: Path, out: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, deck], check=True, capture_output=True
    )
    page = str(ACTIVITY_SLIDE)
    command: list[str | Path] = [
        "pdftoppm",
        "-r",
        "80",
        "-f",
        page,
        "-l",
        page,
        "-singlefile",
        "-png",
        deck.with_suffix(".pdf"),
    ]
    subprocess.run([*command, out / "slide"], check=True)
    _save(out / "slide.png", "diapositive.png")


def _scorm(package: Path, folder: Path) -> None:
    zipfile.ZipFile(package).extractall(folder)
    with running_browser() as browser:
        page = browser.new_page(viewport={"width": PHONE, "height": 640}, locale="fr-FR")
        page.goto((folder / "index.html").as_uri())
        for _step in range(PAGES_ON):
            page.locator("button:has-text('Commencer'), button:has-text('Suivant')").last.click()
        page.mouse.move(0, 0)
        page.screenshot(path=folder / "page.png")
    _save(folder / "page.png", "scorm-page.png")


def _moodle(package: Path) -> None:
    trees = sorted(find_trees(), key=lambda tree: not tree.release.startswith("4.5"))
    if not trees:
        print("Aucun Moodle ici : les images de Moodle restent celles d'avant.", file=sys.stderr)
        return
    run = RunFolder()
    site = Site(trees[0], run.path / "images")
    try:
        site.start()
        course = site.strict_restore(package).course_id
        student = site.create_user("mariam")
        site.enrol(student.username, course)
        with running_browser() as browser:
            window = Windows(browser).open(site, student)
            page = window.open(f"/course/view.php?id={course}")
            page.screenshot(path=run.path / "cours.png")
        _save(run.path / "cours.png", "moodle-cours.png")
    finally:
        site.stop()
        run.close()


def _save(picture: Path, name: str) -> None:
    """Keep a picture in few colours: a README must stay light."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    Image.open(picture).convert("RGB").quantize(128).save(IMAGES / name, optimize=True)


main()
