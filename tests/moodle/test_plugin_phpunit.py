"""The plugin's own tests, in Moodle's manner, run by Moodle's PHPUnit.

Moodle asks for PHPUnit from composer; here the machine's own (Debian: phpunit, release 9, as Moodle 4.2 to 4.5 want) is
put in its place. Moodle 5.0 asks for release 11: there the live tests of this folder say the same things.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .site import Site
from .web_server import PHP

_LIBRARY = Path("/usr/share/php/PHPUnit/Autoload.php")
_SUITE = "local_coursedeploy_testsuite"


def _lacking(site: Site) -> str | None:
    if not os.environ.get("COURSEGEN_FULL_MATRIX"):
        return "Moodle's PHPUnit installs a second site first, which takes minutes; COURSEGEN_FULL_MATRIX=1 runs it"
    if site.release.startswith("5"):
        return "Moodle 5 wants PHPUnit 11 from composer"
    if not (_LIBRARY.is_file() and shutil.which("phpunit") and shutil.which("localedef")):
        return "no PHPUnit (Debian: phpunit, locales)"
    return None


@pytest.mark.thorough
def test_the_plugin_passes_its_own_tests(site: Site, tmp_path: Path) -> None:
    if lacks := _lacking(site):
        pytest.skip(f"LIVE: {lacks}")
    tree = Path(site.php("echo $CFG->dirroot;").strip())
    _put_phpunit(tree, tmp_path)
    util = "admin/tool/phpunit/cli/util.php"
    for step in ([util, "--install"], [util, "--buildconfig"]):
        _run(tree, tmp_path, *step)
    said = _run(tree, tmp_path, "vendor/bin/phpunit", "-c", "phpunit.xml", "--testsuite", _SUITE)
    assert "\nOK (" in said, said


def _put_phpunit(tree: Path, folder: Path) -> None:
    vendor = tree / "vendor"
    for part in (vendor / "bin", vendor / "phpunit" / "phpunit", folder / "phpunit", folder / "locale"):
        part.mkdir(parents=True, exist_ok=True)
    (vendor / "autoload.php").write_text(f"<?php require_once '{_LIBRARY}';\n", encoding="utf-8")
    (vendor / "phpunit" / "phpunit" / "composer.json").write_text("{}", encoding="utf-8")
    shutil.copy(str(shutil.which("phpunit")), vendor / "bin" / "phpunit")
    # Moodle's tests count on this one and no other.
    locale = ["localedef", "-i", "en_AU", "-f", "UTF-8", str(folder / "locale" / "en_AU.UTF-8")]
    subprocess.run(locale, check=True, capture_output=True)
    config = tree / "config.php"
    text = config.read_text(encoding="utf-8")
    if "phpunit_prefix" not in text:
        lines = f"$CFG->phpunit_prefix = 'phpu_';\n$CFG->phpunit_dataroot = '{folder / 'phpunit'}';\n"
        config.write_text(text.replace("require_once(", lines + "require_once(", 1), encoding="utf-8")


def _run(tree: Path, folder: Path, *command: str) -> str:
    """What a program of Moodle's says."""
    environment = os.environ | {"LOCPATH": str(folder / "locale")}
    done = subprocess.run(
        [*PHP, *command], check=False, cwd=tree, env=environment, capture_output=True, text=True, timeout=900
    )
    return done.stdout + done.stderr
