"""What no package carries is put in place by REST on real sites: once, changed in place, never a learner's thing."""

from __future__ import annotations

import json
import secrets
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coursegen.cli.app import run
from coursegen.publish.inventory import Inventory
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.seeds import plant
from coursegen.publish.seeds.ground import ground_of
from coursegen.publish.seeds.model import Sown
from coursegen.publish.site import Registry, checked_site
from moodle_backups import Backup
from moodle_backups.seeds import seeds

from .reconciled import Live
from .seeded import seeded_course
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

EXAMPLE = Path(__file__).parents[2] / "examples/one-ael"
ROLE = Path(__file__).parents[2] / "moodle_plugin/coursedeploy/roles/coursedeploy-contenus.xml"


@dataclass(frozen=True)
class Bed:
    """A course on a site, and how its seeds are put in place."""

    site: Site
    live: Live

    @property
    def inventory(self) -> Inventory:
        return self.live.inventory

    def told(self, activity: str) -> bool:
        """Moodle 4.2 refuses to tell who wrote a post or an entry where its address is an IP number, as here."""
        return self.site.release != "4.2" or activity in ("base", "wiki")

    @property
    def all(self) -> list[int]:
        """How many discussions, entries, records and pages there are once everything is in place."""
        return [2, 2, 2, 2] if self.told("forum") else [0, 0, 1, 2]

    def plant(self, backup: Backup) -> list[Sown]:
        """What `publish` does after the course is there, on a computer that knows nothing of an earlier time."""
        found = [seed for seed in seeds(backup) if self.told(seed.activity.rsplit("/", 1)[-1])]
        ground, functions = ground_of(self.live.plugin.client, self.inventory, found)
        return list(plant(ground, found, functions))

    def rows(self, sql: str) -> list[str]:
        course = self.live.id
        return [str(row["said"]) for row in self.site.query(sql.replace("COURSE", str(course)))]

    def counts(self) -> list[int]:
        """Discussions, entries, records and pages of the course."""
        tables = (
            "SELECT count(*) AS said FROM {forum_discussions} WHERE course = COURSE",
            "SELECT count(*) AS said FROM {glossary_entries} e JOIN {glossary} g ON g.id = e.glossaryid "
            "WHERE g.course = COURSE",
            "SELECT count(*) AS said FROM {data_records} r JOIN {data} d ON d.id = r.dataid WHERE d.course = COURSE",
            "SELECT count(*) AS said FROM {wiki_pages} p JOIN {wiki_subwikis} s ON s.id = p.subwikiid "
            "JOIN {wiki} w ON w.id = s.wikiid WHERE w.course = COURSE",
        )
        return [int(self.rows(sql)[0]) for sql in tables]


@pytest.fixture
def bed(site: Site, tmp_path: Path) -> Bed:
    """A course that was just published, its seeds not yet in place."""
    account = site.publisher()
    site.php(Path(__file__).parent / "php" / "more_rights.php", str(ROLE), account.category_idnumber)
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    key = f"graines-{secrets.token_hex(4)}"
    live = Live(site, plugin, account.category_id, tmp_path, key)
    return Bed(site, live.made(seeded_course(key)))


def actions(sown: list[Sown]) -> Counter[str]:
    return Counter(one.action for one in sown)


def test_everything_is_put_in_place_once(bed: Bed) -> None:
    course = seeded_course(bed.live.key)
    sown = bed.plant(course)
    assert actions(sown) == {"added": sum(bed.all)}, sown
    assert bed.counts() == bed.all
    assert actions(bed.plant(course)) == {"unchanged": sum(bed.all)}, "another computer finds what is there"
    assert bed.counts() == bed.all


POSTS = (
    "SELECT p.subject || ' ' || p.message AS said FROM {forum_posts} p JOIN {forum_discussions} d "
    "ON d.id = p.discussion WHERE d.course = COURSE ORDER BY p.id"
)
VALUES = (
    "SELECT c.content AS said FROM {data_content} c JOIN {data_records} r ON r.id = c.recordid "
    "JOIN {data} d ON d.id = r.dataid WHERE d.course = COURSE ORDER BY c.id"
)
DEFINITIONS = (
    "SELECT definition AS said FROM {glossary_entries} e JOIN {glossary} g ON g.id = e.glossaryid "
    "WHERE g.course = COURSE"
)
HOME = (
    "SELECT p.cachedcontent AS said, p.id FROM {wiki_pages} p JOIN {wiki_subwikis} s ON s.id = p.subwikiid "
    "JOIN {wiki} w ON w.id = s.wikiid WHERE w.course = COURSE AND p.title = 'Accueil'"
)


def test_what_changed_in_the_folder_changes_in_place(bed: Bed) -> None:
    bed.plant(seeded_course(bed.live.key))
    second = seeded_course(bed.live.key, "deuxième version", subject="Tour de table")
    sown = bed.plant(second)
    changed = 5 if bed.told("forum") else 2
    assert actions(sown) == {"updated": changed, "unchanged": sum(bed.all) - changed}, sown
    assert bed.counts() == bed.all
    records = bed.rows(VALUES)
    assert {"Un cas", "B", "un##trois"} <= set(records)
    assert any("deuxième version." in text for text in records)
    assert "deuxième version" in bed.rows(HOME)[0]
    assert actions(bed.plant(second)) == {"unchanged": sum(bed.all)}


def test_posts_and_entries_carry_their_links_and_pictures(bed: Bed) -> None:
    if not bed.told("forum"):
        return
    bed.plant(seeded_course(bed.live.key))
    bed.plant(seeded_course(bed.live.key, "deuxième version", subject="Tour de table"))
    post = bed.rows(POSTS)[0]
    assert "Tour de table" in post and "deuxième version" in post and "/mod/page/view.php?id=" in post
    assert "@@PLUGINFILE@@/point.png" in post
    pictures = "SELECT filename AS said FROM {files} WHERE component = 'mod_forum' AND filename = 'point.png'"
    assert bed.rows(pictures)
    assert {"Guichet", "deuxième version"} <= set(bed.rows(VALUES))
    assert any("deuxième version" in text for text in bed.rows(DEFINITIONS))


PEOPLE_WRITE = """
require_once($CFG->dirroot . '/mod/wiki/locallib.php');
$swiki = $DB->get_record('wiki', ['course' => (int) $args[0]]);
$pages = $DB->get_records_sql('SELECT p.* FROM {wiki_pages} p JOIN {wiki_subwikis} s ON s.id = p.subwikiid
    WHERE s.wikiid = ? AND p.title = ?', [$swiki->id, 'Accueil']);
$page = reset($pages);
$text = str_replace('première version', 'notre version', wiki_get_current_version($page->id)->content);
wiki_save_page($page, $text, get_admin()->id);
$DB->execute("UPDATE {forum_posts} SET message = replace(message, 'Bonjour', 'Salut') WHERE discussion IN
    (SELECT id FROM {forum_discussions} WHERE course = ?)", [(int) $args[0]]);
$glossary = $DB->get_record('glossary', ['course' => (int) $args[0]]);
$DB->insert_record('glossary_entries', (object) ['glossaryid' => $glossary->id, 'userid' => 2, 'concept' => 'Méthode',
    'definition' => '<p>mot d’apprenant</p>', 'definitionformat' => 1, 'approved' => 1, 'timecreated' => 1,
    'timemodified' => 1, 'teacherentry' => 0]);
"""


def test_what_people_wrote_on_the_site_stays(bed: Bed) -> None:
    bed.plant(seeded_course(bed.live.key))
    bed.site.php(PEOPLE_WRITE, str(bed.live.id))
    before = bed.counts()
    told = {one.name: one.action for one in bed.plant(seeded_course(bed.live.key, "deuxième version"))}
    assert told["Accueil"] == "conflict"
    assert "notre version" in bed.rows(HOME)[0]
    assert bed.counts() == before
    assert "<p>mot d’apprenant</p>" in bed.rows(DEFINITIONS)
    if bed.told("forum"):
        assert (told["Présentons-nous"], told["Objectif"]) == ("conflict", "updated")
        assert "Salut" in bed.rows(POSTS)[0], "the teacher's words are still there"


def test_without_the_rights_each_thing_is_told_and_nothing_breaks(bed: Bed) -> None:
    bed.site.php(
        "$DB->delete_records('role_assignments', ['roleid' => $DB->get_field('role', 'id', "
        "['shortname' => 'coursedeploycontenus'])]); accesslib_clear_all_caches(true); echo 'ok';"
    )
    sown = bed.plant(seeded_course(bed.live.key))
    assert set(actions(sown)) == {"failed"}, sown
    assert bed.counts() == [0, 0, 0, 0]


FORUM = """Lisez, puis répondez.

# Le meilleur accueil

Racontez un accueil réussi.
"""


def test_the_command_publishes_a_folder_and_puts_its_opening_posts_in_place(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if site.release == "4.2":
        return  # it doesn't tell its posts where its address is an IP number, as here
    account = site.publisher()
    site.php(Path(__file__).parent / "php" / "more_rights.php", str(ROLE), account.category_idnumber)
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(tmp_path / "réglages"))
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "état"))
    monkeypatch.setenv("COURSEGEN_TOKEN_ESSAI", account.token)
    Registry().put(checked_site("essai", site.url, account.category_idnumber))
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    code = f"GR-{secrets.token_hex(3).upper()}"
    identity = (folder / "cours.yaml").read_text(encoding="utf-8").replace("ONE-AEL-01", code)
    (folder / "cours.yaml").write_text(identity, encoding="utf-8")
    text = folder / "contenus/m1/meilleur-pire.md"
    text.write_text(FORUM, encoding="utf-8")

    def publish() -> dict[str, Any]:
        capsys.readouterr()
        assert run(["publish", str(folder), "--site", "essai", "--yes", "--json"]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    first = publish()
    assert first["created"] and [seed["action"] for seed in first["seeds"]] == ["added"]
    again = publish()
    assert again["writes"] == 0 and [seed["action"] for seed in again["seeds"]] == ["unchanged"]
    text.write_text(FORUM.replace("réussi", "très réussi"), encoding="utf-8")
    third = publish()
    assert [seed["action"] for seed in third["seeds"]] == ["updated"]
    posts = site.query(
        "SELECT p.message FROM {forum_posts} p JOIN {forum_discussions} d ON d.id = p.discussion "
        f"WHERE d.course = {first['course_id']} AND d.name = 'Le meilleur accueil'"
    )
    assert len(posts) == 1 and "très réussi" in posts[0]["message"]
