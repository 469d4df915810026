"""A package restored in the two ways that need no script of ours: Moodle's command line and its pages in a browser.

The third way, our plugin, is that of test_publish.py.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from moodle_backups import write_backup
from moodle_backups.versions import PORTABLE

from .browser import Visit, Visitor
from .site import Site
from .type_matrix import matrix_backup

pytestmark = pytest.mark.thorough

# A new site has meeting rooms switched off, and then doesn't restore them fully.
_ENABLE = "$DB->set_field('modules', 'visible', 1, ['name' => 'bigbluebuttonbn']); rebuild_course_cache(0, true);"


@pytest.fixture
def package(site: Site, tmp_path: Path) -> Path:
    site.php(_ENABLE)
    return write_backup(matrix_backup(PORTABLE), tmp_path / "matrix.mbz").path


def expected() -> list[str]:
    return sorted(one.key for section in matrix_backup(PORTABLE).sections for one in section.activities)


def keys(site: Site, course: int) -> list[str]:
    rows = site.query(f"SELECT idnumber FROM {{course_modules}} WHERE course = {course} AND idnumber <> ''")
    return sorted(row["idnumber"] for row in rows)


def test_by_the_command_line(site: Site, package: Path) -> None:
    command = site.program("admin/cli/restore_backup.php", f"--file={package}", "--categoryid=1")
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not re.search(r"(?i)warning|notice|debug|exception", said), said
    assert "not fully restored" not in said, said
    found = re.search(r"Restored course ID: (\d+)", said)
    assert found, said
    assert keys(site, int(found[1])) == expected()


def test_by_the_pages_of_moodle(site: Site, visit: Visit, package: Path) -> None:
    window = visit(site, site.admin)
    page = window.open("/backup/restorefile.php?contextid=1")
    _upload(window, package)
    page.click("#id_submitbutton")
    window.settle()
    window.assert_quiet()
    page.locator(".backup-restore form [type=submit]").first.click()  # what the package is
    window.settle()
    new = page.locator("form").filter(has=page.locator("input[name=targetid]")).first
    new.locator("input[name=targetid]").first.check()
    new.locator("input[value=Continue], button:has-text('Continue')").first.click()
    for _ in range(3):  # settings, outline, confirmation
        window.settle()
        window.assert_quiet()
        page.locator("#id_submitbutton").click()
    done = page.locator("[action*='/course/view.php'] [type=submit], .backup-restore [type=submit]").last
    done.wait_for()
    window.assert_quiet()
    assert not page.locator(".backup-restore .alert-warning, .backup-restore .alert-danger").all_inner_texts()
    done.click()
    page.wait_for_url(re.compile(r"/course/view\.php"))
    window.settle()
    found = re.search(r"[?&]id=(\d+)", page.url)
    assert found
    assert keys(site, int(found[1])) == expected()


def _upload(window: Visitor, package: Path) -> None:
    page = window.page
    page.locator(".fp-btn-choose").first.click()
    page.locator(".fp-repo-area .fp-repo:has-text('Upload a file')").click()
    page.locator("input[name=repo_upload_file]").set_input_files(str(package))
    page.locator(".fp-upload-btn").click()
    page.locator(".filepicker-filename:has-text('matrix.mbz')").wait_for()
