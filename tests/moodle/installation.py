"""Turn a Moodle tree into a running site, from the cache when it was installed before.

The site runs from a private copy of the tree (hard links where the file system allows), so the tree is never
written. What an installation leaves behind (database files and data folder, the database stopped) goes into
`$COURSEGEN_TEST_CACHE` (default `~/.cache/coursegen-tests`), in `moodle/<key>.tar.gz`. The database is kept as
files, not as a pg_dump: loading a dump rebuilds about 1,500 indexes and takes ten times as long.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .cluster import Cluster, postgres_programs
from .errors import LiveSetupError
from .trees import Tree, web_folder
from .web_server import PHP, WebServer, page

HARNESS_VERSION = 1
HERE = Path(__file__).parent
PLUGIN = HERE.parent.parent / "moodle_plugin" / "coursedeploy"
ADMIN_PASSWORD = "Essai!2345"
_STATE = ("postgres", "moodledata")
# Moodle's caches that name files by absolute path, or live no longer than a request.
_VOLATILE = ("cache", "temp", "sessions", "lock", "muc", "trashdir")
_KEEP_DAYS = 30


@dataclass(frozen=True)
class Layout:
    """Where the parts of one site lie inside its run folder."""

    root: Path

    @property
    def tree(self) -> Path:
        return self.root / "tree"

    @property
    def data(self) -> Path:
        return self.root / "moodledata"

    @property
    def config(self) -> Path:
        return self.tree / "config.php"

    @property
    def plugin(self) -> Path:
        return web_folder(self.tree) / "local" / "coursedeploy"


class Installation:
    """One site on its way from tree to running server; `start()` does all of it."""

    def __init__(self, tree: Tree, root: Path, plugin: Path = PLUGIN) -> None:
        self.tree = tree
        self.layout = Layout(root)
        self.cluster = Cluster(root / "postgres")
        self.server = WebServer(web_folder(self.layout.tree), root / "web.log")
        self._plugin = plugin if (plugin / "version.php").is_file() else None

    def start(self) -> None:
        """Bring the site up: unpack or install, add the plugin, serve."""
        self._copy_tree()
        self.server.choose_port()
        self._write_config()
        bare, complete = self._keys()
        if not self._unpack(complete):
            with _only_one(_archive(bare)):
                if not self._unpack(bare):
                    self._install()
                    self._pack(bare)
            if self._plugin:
                self._upgrade()
                with _only_one(_archive(complete)):
                    self._pack(complete)
        self._add_plugin()
        self.server.start()

    def stop(self) -> None:
        """Stop the servers; the files go with the run folder."""
        self.server.stop()
        with contextlib.suppress(LiveSetupError):
            self.cluster.stop(keep=False)

    def php(self, *arguments: str) -> str:
        """Run PHP's command line in the site's tree and return what it printed; raises LiveSetupError."""
        done = subprocess.run([*PHP, *arguments], check=False, cwd=self.layout.tree, capture_output=True, text=True)
        if done.returncode:
            raise LiveSetupError(f"{arguments[0]} failed on {self.tree.build}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _copy_tree(self) -> None:
        self.layout.root.mkdir(parents=True, exist_ok=True)
        for option in ("-al", "-a"):
            command = ["cp", option, str(self.tree.root), str(self.layout.tree)]
            copy = subprocess.run(command, check=False, capture_output=True)
            if copy.returncode == 0:
                break
            shutil.rmtree(self.layout.tree, ignore_errors=True)
        else:
            raise LiveSetupError(f"could not copy {self.tree.root}: {copy.stderr.decode(errors='replace')}")
        # A config.php of the tree would be the same file as the original: unlink, never write into it.
        self.layout.config.unlink(missing_ok=True)

    def _write_config(self) -> None:
        template = (HERE / "php" / "config.php.template").read_text(encoding="utf-8")
        values = {"SOCKET": self.cluster.folder, "PORT": self.cluster.port, "URL": self.server.url}
        values |= {"DATABASE": self.cluster.database, "ACCOUNT": self.cluster.user, "DATA": self.layout.data}
        for name, value in values.items():
            template = template.replace(f"@{name}@", str(value))
        self.layout.config.write_text(template, encoding="utf-8")

    def _install(self) -> None:
        self.layout.data.mkdir()
        self.cluster.create()
        self.php(
            "admin/cli/install_database.php", "--agree-license", "--lang=en", "--adminuser=admin",
            f"--adminpass={ADMIN_PASSWORD}", "--adminemail=admin@example.invalid",
            f"--fullname=Site d'essai {self.tree.release}", "--shortname=essai",
        )  # fmt: skip
        self.php(str(HERE / "php" / "prepare_site.php"), str(self.layout.config))
        self._warm_up()

    def _upgrade(self) -> None:
        self._add_plugin()
        self.php("admin/cli/upgrade.php", "--non-interactive", "--allow-unstable")

    def _add_plugin(self) -> None:
        if self._plugin and not self.layout.plugin.exists():
            shutil.copytree(self._plugin, self.layout.plugin)

    def _warm_up(self) -> None:
        """Let Moodle compile its style sheets and scripts once; they hold no host name, so later sites reuse them."""
        self.server.start()
        login = page(f"{self.server.url}/login/index.php")
        for address in login.assets:
            if address.startswith(self.server.url):
                page(address)
        if revision := re.search(r'"jsrev":"?(\d+)', login.text):
            page(f"{self.server.url}/lib/requirejs.php/{revision.group(1)}/core/first.js")
        self.server.stop()

    def _keys(self) -> tuple[str, str]:
        bare = _digest(_identity(self.tree))
        if self._plugin is None:
            return bare, bare
        return bare, _digest([bare.encode(), *_plugin_identity(self._plugin)])

    def _unpack(self, key: str) -> bool:
        archive = _archive(key)
        if not archive.is_file():
            return False
        subprocess.run(["tar", "-xzf", str(archive), "-C", str(self.layout.root)], check=True)
        archive.touch()  # says when it was last of use
        self.cluster.start()
        return True

    def _pack(self, key: str) -> None:
        """Keep the present state under `key`; the database is stopped for that moment."""
        archive = _archive(key)
        if archive.is_file():
            return
        self.cluster.stop(keep=True)
        for name in _VOLATILE:
            shutil.rmtree(self.layout.data / name, ignore_errors=True)
        # Moodle expects this one and complains when it has to make it in the middle of a restore.
        (self.layout.data / "temp").mkdir()
        _forget_old_archives()
        fresh = archive.with_suffix(f".{os.getpid()}")
        command = ["tar", "-I", "gzip -1", "-cf", str(fresh), "-C", str(self.layout.root), *_STATE]
        subprocess.run(command, check=True)
        fresh.rename(archive)
        self.cluster.start()


def cache_folder() -> Path:
    """Where installed sites are kept between runs."""
    base = os.environ.get("COURSEGEN_TEST_CACHE") or Path.home() / ".cache" / "coursegen-tests"
    return Path(base) / "moodle"


def _archive(key: str) -> Path:
    return cache_folder() / f"{key}.tar.gz"


def _forget_old_archives() -> None:
    oldest = time.time() - _KEEP_DAYS * 86400
    for archive in cache_folder().glob("*.tar.gz"):
        if archive.stat().st_mtime < oldest:
            archive.unlink(missing_ok=True)


@contextlib.contextmanager
def _only_one(archive: Path) -> Iterator[None]:
    """Two runs that need the same new installation: the second waits and then finds it in the cache."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with archive.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _identity(tree: Tree) -> Iterator[bytes]:
    """What an installation depends on: Moodle's and its plugins' versions, PostgreSQL's, and our own set-up."""
    yield str(HARNESS_VERSION).encode()
    yield (HERE / "php" / "prepare_site.php").read_bytes()
    yield str(postgres_programs()).encode()
    for file in [tree.web / "version.php", *sorted(tree.web.glob("*/*/version.php"))]:
        yield str(file.relative_to(tree.web)).encode()
        yield file.read_bytes()


def _plugin_identity(plugin: Path) -> Iterator[bytes]:
    for file in [plugin / "version.php", *sorted((plugin / "db").glob("*"))]:
        yield file.name.encode()
        yield file.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:24]
