"""A running Moodle site, as the live tests use it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SitePhpError
from .installation import ADMIN_PASSWORD, Installation
from .trees import Tree, web_folder
from .web_server import PHP

_SCRIPTS = Path(__file__).parent / "php"
_PASSWORD = ADMIN_PASSWORD


@dataclass(frozen=True)
class StrictResult:
    """What Moodle said about a package: `clean` means restored and not one word of any kind.

    Messages start with their origin: `precheck warnings`, `warning`, `error`, `php`, `debugging`, `log`, `exception`.
    `course_id` is the new course, possibly half filled when the restore broke off (0: none).
    """

    clean: bool
    messages: list[str]
    course_id: int

    def __str__(self) -> str:
        return "CLEAN" if self.clean else "not clean:\n  " + "\n  ".join(self.messages or ["not restored"])


@dataclass(frozen=True)
class Account:
    """A person who can log in to the site."""

    user_id: int
    username: str
    password: str


@dataclass(frozen=True)
class PublisherAccount:
    """The account of scripts that publish: rights in one category only, and a token bound to that category."""

    token: str
    category_id: int
    category_idnumber: str
    category_context_id: int
    user_id: int
    username: str
    service: str


@dataclass(frozen=True)
class CourseModule:
    """An activity of a restored course, as one person finds it.

    `key` is its idnumber; `open`: the person may enter now; `automatic`: Moodle marks its completion;
    `viewing`: seeing it counts for completion.
    """

    id: int
    type: str
    key: str
    name: str
    section: int
    open: bool
    automatic: bool
    viewing: bool

    @property
    def address(self) -> str:
        """Its page, shown even where a link or a file would otherwise start by itself; none for a label."""
        return f"/mod/{self.type}/view.php?id={self.id}&forceview=1"


class Site:
    """One site. Tests share it: make courses and accounts of your own, and leave the settings alone."""

    admin = Account(2, "admin", ADMIN_PASSWORD)

    def __init__(self, tree: Tree, folder: Path) -> None:
        self.release = tree.release
        self.build = tree.build
        self._folder = folder
        self._installation = Installation(tree, folder)

    @property
    def url(self) -> str:
        """Address of the site without a slash at the end."""
        return self._installation.server.url

    def start(self) -> None:
        """Install or fetch from the cache, and serve; raises LiveSetupError."""
        self._installation.start()

    def stop(self) -> None:
        """Stop web server and database."""
        self._installation.stop()

    def cut_power(self) -> None:
        """Kill every process of the web server at once (SIGKILL), whatever it does, and start it anew."""
        self._installation.server.stop()
        self._installation.server.start()

    def upgrade(self) -> None:
        """Let Moodle install plugins that were put into the site's own copy of the tree."""
        self._installation.php("admin/cli/upgrade.php", "--non-interactive", "--allow-unstable")

    def php(self, script: str | Path, *arguments: str) -> str:
        """Run PHP inside the site as its administrator and return what it prints.

        `script` is a file, or PHP code without the opening tag; Moodle is loaded (`$DB`, `$CFG`), the arguments are
        in `$args`. Raises SitePhpError when PHP ends with an error.
        """
        file = script if isinstance(script, Path) else self._script_file(script)
        command = self.script(file, *arguments)
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=self._installation.layout.tree)
        if done.returncode:
            raise SitePhpError(f"{file.name} on {self.build}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def script(self, file: Path, *arguments: str) -> list[str]:
        """The command that runs a file of PHP inside the site as its administrator, as `php` does."""
        return [*PHP, str(_SCRIPTS / "run.php"), str(self._installation.layout.config), str(file), *arguments]

    def program(self, script: str, *arguments: str) -> list[str]:
        """The command that runs one of Moodle's own programs (`admin/cli/restore_backup.php`) on the site."""
        return [*PHP, str(web_folder(self._installation.layout.tree) / script), *arguments]

    def query(self, sql: str) -> list[dict[str, Any]]:
        """Rows of one SELECT; tables are written as in Moodle: `SELECT id FROM {user}`."""
        return self._installation.cluster.rows(re.sub(r"\{(\w+)\}", r"mdl_\1", sql))

    def strict_restore(self, package: Path) -> StrictResult:
        """Restore a .mbz into a new course and report all that Moodle said, warnings and notices included."""
        answer = json.loads(self.php(_SCRIPTS / "strict_restore.php", str(package.resolve())))
        messages = list(answer["messages"])
        return StrictResult(answer["restored"] and not messages, messages, answer["courseid"])

    def create_user(self, username: str) -> Account:
        """A new account (or the one of that name), able to log in."""
        number = self.php(_SCRIPTS / "create_user.php", username, _PASSWORD)
        return Account(int(number), username, _PASSWORD)

    def enrol(self, username: str, course_id: int, role: str = "student") -> None:
        """Enrol an account in a course with the role of that short name."""
        self.php(_SCRIPTS / "enrol.php", username, str(course_id), role)

    def publisher(self, category_idnumber: str = "essai-publication") -> PublisherAccount:
        """The publishing account with its category and token; made at the first call."""
        answer = json.loads(self.php(_SCRIPTS / "publisher.php", category_idnumber))
        return PublisherAccount(
            answer["token"], answer["categoryid"], category_idnumber, answer["contextid"],
            answer["userid"], answer["username"], answer["service"],
        )  # fmt: skip

    def modules(self, course_id: int, person: Account) -> list[CourseModule]:
        """The activities of a course in their order, with what that person may enter."""
        answer = json.loads(self.php(_SCRIPTS / "course_modules.php", str(course_id), str(person.user_id)))
        return [CourseModule(**module) for module in answer]

    def completed(self, person: Account) -> dict[int, int]:
        """What the person completed: course module id -> Moodle's state (1 done, 2 passed, 3 failed)."""
        sql = "SELECT coursemoduleid AS id, completionstate AS state FROM {course_modules_completion} WHERE userid = "
        return {row["id"]: row["state"] for row in self.query(f"{sql}{person.user_id}") if row["state"]}

    def right_answers(self, attempt_id: int) -> dict[int, dict[str, str] | None]:
        """For each question (slot) of a quiz attempt, the form fields of its right answer; None: marked by a person."""
        answer = json.loads(self.php(_SCRIPTS / "right_answers.php", str(attempt_id)))
        return {int(slot): fields for slot, fields in answer.items()}

    def clean_courses(self) -> None:
        """Delete every course of the site."""
        self.php(_SCRIPTS / "clean_courses.php")

    def _script_file(self, code: str) -> Path:
        file = self._folder / f"code-{hashlib.sha256(code.encode()).hexdigest()[:16]}.php"
        file.write_text(f"<?php\n{code}", encoding="utf-8")
        return file
