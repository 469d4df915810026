"""What a site with our plugin promises to a publisher, said once: the sandbox and real Moodle sites keep the same.

`test_contract.py` here asks the sandbox, `tests/moodle/test_sandbox_contract.py` every Moodle on this machine. Where
they differ, the sandbox is wrong.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.jobs import Job, job_of
from coursegen.publish.plugin import PREFIX, Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.activities.scorm import Scorm

from ..moodle.reconciled import first, question, with_activity, with_section
from ..moodle.type_matrix import zipped


@dataclass(frozen=True)
class Ground:
    """A site to keep the promise. `edit`: a teacher changes the text of a page there, by the number of its module."""

    client: MoodleClient
    category: Category
    folder: Path
    edit: Callable[[int], None]
    key: str

    @property
    def plugin(self) -> Coursedeploy:
        return Coursedeploy(self.client)

    def ask(self, function: str, **parameters: Any) -> Any:
        return self.client.ask(PREFIX + function, parameters)

    def number(self) -> int:
        """Of the category."""
        return self.plugin.info(self.category).category_id

    def restore(self, backup: Backup, target: str, request: str = "", **options: Any) -> dict[str, Any]:
        """Send a package and order something; lists go as JSON."""
        path = self.folder / f"{secrets.token_hex(4)}.mbz"
        sha1 = str(options.pop("sha1", "")) or written(backup, path)
        draft = options.pop("draft", 0) or self.client.upload("course.mbz", path.read_bytes())
        said = sources_of(backup).document()
        chosen = {"idnumber": self.key, "shortname": self.key, "sources": said, **options}
        listed = {name: json.dumps(value) if isinstance(value, list) else value for name, value in chosen.items()}
        asked = {
            "draftitemid": draft,
            "requestid": request or secrets.token_hex(8),
            "target": target,
            "categoryid": self.number(),
            "sha1": sha1,
            "options": listed,
        }
        answer: dict[str, Any] = self.client.order(PREFIX + "restore", asked)
        return answer

    def made(self) -> int:
        """The number of the course, published for the first time."""
        job = self.restore(first(self.key), "new")
        assert job["status"] == "done", job["errors"]
        return int(job["courseid"])

    def update(self, course: int, backup: Backup, **options: Any) -> Job:
        job = job_of(self.restore(backup, "reconcile", courseid=course, **options))
        assert job.status == "done", job.errors
        return job

    def inventory(self, course: int) -> dict[str, Any]:
        answer: dict[str, Any] = self.ask("get_inventory", courseid=course)
        return answer

    def activity(self, course: int, name: str) -> dict[str, Any]:
        """The activity of a short key."""
        rows = self.inventory(course)["activities"]
        [found] = [row for row in rows if row["idnumber"] == f"{self.key}/{name}"]
        return dict(found)


def written(backup: Backup, path: Path) -> str:
    """Write a package; its sha1."""
    write_backup(backup, path)
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def renamed(backup: Backup, key: str, title: str) -> Backup:
    """The backup with another name for one activity, by its short key."""
    whole = f"{backup.idnumber}/{key}"
    sections = (
        replace(section, activities=tuple(replace(a, name=title) if a.key == whole else a for a in section.activities))
        for section in backup.sections
    )
    return replace(backup, sections=tuple(sections))


def refused(code: str, call: Callable[[], Any]) -> None:
    with pytest.raises(SiteRefused) as failure:
        call()
    assert failure.value.code == code


def did(job: Job) -> dict[str, str]:
    """What a job did to activities, by short key; what it left out of sight is not told."""
    silent = ("unchanged", "noted")
    rows = [action for action in job.actions if action.sort == "activity" and action.action not in silent]
    return {action.key.rpartition("/")[2]: action.action for action in rows}


def shape(value: Any) -> Any:
    """The form of an answer: names and plain types; what has no fixed form is left open."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, bool):
        return "flag"
    return "number" if isinstance(value, (int, float)) or value is None else "text"


def a_site_says_what_it_is_and_takes(ground: Ground) -> None:
    info = ground.plugin.info(ground.category)
    assert info.updates and {"precheck", "new", "reconcile", "rollback"} <= set(info.targets)
    assert {"inventory", "snapshot", "rollback", "upsert_scorm", "results", "sources"} <= info.features
    assert info.upload_bytes > 0 and info.input_vars >= 1000 and info.time > 1_700_000_000
    assert {"page", "quiz", "scorm"} <= info.modules and "truefalse" in info.question_types
    assert not info.missing_rights and info.rights
    assert (info.idnumber_course, info.shortname_course) == (0, 0)
    assert info.category_idnumber == str(ground.category) and info.category_id


def what_does_not_exist_is_refused_by_its_code(ground: Ground) -> None:
    refused("nojob", lambda: ground.ask("get_job", requestid="never-asked"))
    refused("nocourse", lambda: ground.ask("get_inventory", courseid=99999999))
    refused("nocourse", lambda: ground.ask("get_inventory", idnumber="nowhere"))
    refused("nocategory", lambda: ground.ask("get_info", categoryidnumber="nowhere"))
    refused("invalidrecord", lambda: ground.client.ask("local_nothing_at_all"))
    refused("invalidparameter", lambda: ground.ask("get_job", requestid="x", surprise="1"))
    refused("invalidparameter", lambda: ground.ask("get_job"))
    stranger = MoodleClient(ground.client.url, Token("0" * 32), pause=lambda _seconds: None)
    refused("invalidtoken", lambda: stranger.ask(PREFIX + "get_job", {"requestid": "x"}))


def a_package_must_arrive_whole(ground: Ground) -> None:
    backup = first(ground.key)
    refused(
        "wrongsha1", lambda: ground.restore(backup, "new", sha1="0" * 40, draft=ground.client.upload("a.mbz", b"x"))
    )
    path = ground.folder / "parts.mbz"
    sha1 = written(backup, path)
    content = path.read_bytes()
    half = len(content) // 2
    draft = ground.client.upload("course.mbz.part0000", content[:half])
    assert ground.client.upload("course.mbz.part0001", content[half:], draft) == draft
    assert ground.client.upload("course.mbz.part0001", content[half:], draft) == draft, "sent again after a lost answer"
    job = ground.restore(backup, "new", sha1=sha1, draft=draft)
    assert job["status"] == "done", job["errors"]


def a_check_makes_no_course(ground: Ground) -> None:
    job = ground.restore(first(ground.key), "precheck")
    assert (job["status"], job["courseid"], job["errors"]) == ("done", 0, [])
    assert (job["package"]["sections"], job["package"]["activities"]) == (3, 5)
    assert ground.plugin.info(ground.category, ground.key).idnumber_course == 0


def a_request_is_done_once(ground: Ground) -> None:
    backup = first(ground.key)
    job = ground.restore(backup, "new", "once-" + ground.key)
    again = ground.restore(backup, "new", "once-" + ground.key)
    assert again == job
    assert ground.ask("get_job", requestid="once-" + ground.key) == job
    refused("requestidreused", lambda: ground.restore(backup, "new", "once-" + ground.key, visible=True))
    refused("idnumbertaken", lambda: ground.restore(backup, "new"))
    info = ground.plugin.info(ground.category, ground.key, ground.key)
    assert info.idnumber_course == info.shortname_course == job["courseid"]


def a_new_course_is_told_whole(ground: Ground) -> None:
    course = ground.made()
    found = ground.inventory(course)
    assert (found["idnumber"], found["visible"], found["snapshots"]) == (ground.key, False, [])
    assert found["url"].endswith(f"/course/view.php?id={course}")
    assert [section["key"] for section in found["sections"]] == ["accueil", "s1", "s2"]
    assert [section["number"] for section in found["sections"]] == [0, 1, 2]
    rows = found["activities"]
    names = [row["idnumber"].rpartition("/")[2] for row in rows]
    assert sorted(names) == ["lire", "livre", "mot", "quiz", "relire"]
    assert all(row["owned"] and row["visible"] and row["fingerprint"] == row["base"] and row["source"] for row in rows)
    assert not any(row["userdata"] or row["completions"] or row["grades"] or row["pending"] for row in rows)
    told = sources_of(first(ground.key))
    assert {row["idnumber"]: json.loads(row["sourceparts"]) for row in rows} == {
        source.key: dict(source.parts) for source in told.activities
    }
    assert {q["idnumber"].rpartition("/")[2]: (q["version"], q["attempts"]) for q in found["questions"]} == {
        "q1": (1, 0),
        "q2": (1, 0),
    }
    assert all(other["base"] == other["fingerprint"] for other in found["others"] if other["source"])


def the_answers_have_one_form(ground: Ground) -> None:
    course = ground.made()
    form = shape(ground.inventory(course))
    assert form == INVENTORY


def the_same_again_writes_nothing(ground: Ground) -> None:
    course = ground.made()
    state = ground.inventory(course)["state"]
    job = ground.update(course, first(ground.key))
    assert (job.writes, job.snapshot, did(job)) == (0, 0, {})
    assert ground.inventory(course)["state"] == job.state == state


def one_change_touches_one_activity(ground: Ground) -> None:
    course = ground.made()
    before = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    job = ground.update(course, with_activity(first(ground.key), "relire", content="<p>Corrigé</p>"))
    assert did(job) == {"relire": "updated"}
    assert job.snapshot and [one["id"] for one in ground.inventory(course)["snapshots"]] == [job.snapshot]
    after = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    assert {key: row["cmid"] for key, row in after.items()} == {key: row["cmid"] for key, row in before.items()}
    changed = [key for key, row in after.items() if row["fingerprint"] != before[key]["fingerprint"]]
    assert changed == [f"{ground.key}/relire"]
    assert after[changed[0]]["base"] == after[changed[0]]["fingerprint"]


def only_what_is_named_is_looked_at(ground: Ground) -> None:
    course = ground.made()
    both = renamed(first(ground.key), "lire", "Lire mieux")
    both = renamed(both, "relire", "Relire mieux")
    assert did(ground.update(course, both, only=[f"{ground.key}/lire"])).keys() == {"lire"}
    assert ground.activity(course, "relire")["name"] == "Relire"
    assert did(ground.update(course, both)).keys() == {"relire"}


def a_course_that_moved_is_not_written(ground: Ground) -> None:
    course = ground.made()
    state = ground.inventory(course)["state"]
    ground.edit(ground.activity(course, "lire")["cmid"])
    assert ground.inventory(course)["state"] != state
    wanted = renamed(first(ground.key), "relire", "Autre")
    refused("statemoved", lambda: ground.update(course, wanted, expectstate=state))
    assert ground.activity(course, "relire")["name"] == "Relire"


def a_teachers_change_is_left_until_named(ground: Ground) -> None:
    course = ground.made()
    ground.edit(ground.activity(course, "lire")["cmid"])
    edited = ground.activity(course, "lire")
    assert edited["fingerprint"] != edited["base"]
    assert json.loads(edited["parts"]) != json.loads(edited["baseparts"])
    assert did(ground.update(course, first(ground.key)))["lire"] == "leftalone"
    wanted = with_activity(first(ground.key), "lire", content="<p>Autre</p>")
    assert did(ground.update(course, wanted))["lire"] == "conflict"
    assert ground.activity(course, "lire")["fingerprint"] == edited["fingerprint"]
    assert did(ground.update(course, wanted, overwrite=[f"{ground.key}/lire"]))["lire"] == "updated"
    ours = ground.activity(course, "lire")
    assert ours["fingerprint"] == ours["base"] != edited["fingerprint"]


def what_left_the_folder_is_hidden_once(ground: Ground) -> None:
    course = ground.made()
    whole = with_activity(first(ground.key), "lire", content="<p>Sans lien</p>")
    ground.update(course, whole)
    kept = whole.sections[1].activities[:1]
    less = with_section(whole, "s1", activities=kept)
    assert ground.update(course, less, missing="keep", only=[f"{ground.key}/livre"]).writes == 0
    assert ground.activity(course, "livre")["visible"]
    assert did(ground.update(course, less)) == {"livre": "hidden", "relire": "hidden"}
    assert not ground.activity(course, "livre")["visible"]
    assert ground.update(course, less).writes == 0


def what_moves_goes_to_its_place(ground: Ground) -> None:
    course = ground.made()
    cmid = ground.activity(course, "livre")["cmid"]
    whole = first(ground.key)
    home, one, two = whole.sections
    read, again, book = one.activities
    moved = replace(
        whole, sections=(home, replace(one, activities=(again, read)), replace(two, activities=(book, *two.activities)))
    )
    assert ground.update(course, moved).writes
    rows = {row["idnumber"].rpartition("/")[2]: row for row in ground.inventory(course)["activities"]}
    assert (rows["livre"]["section"], rows["livre"]["position"], rows["livre"]["cmid"]) == (2, 0, cmid)
    assert (rows["relire"]["position"], rows["lire"]["position"], rows["quiz"]["position"]) == (0, 1, 1)
    assert ground.update(course, moved).writes == 0


def a_new_activity_comes_where_it_belongs(ground: Ground) -> None:
    course = ground.made()
    whole = first(ground.key)
    new = Page(key=f"{ground.key}/neuf", name="Neuf", content="<p>Neuf</p>")
    read, *rest = whole.sections[1].activities
    more = with_section(whole, "s1", activities=(read, new, *rest))
    done = did(ground.update(course, more))
    assert done.pop("neuf") == "added"
    assert set(done.values()) <= {"moved"}, "what stands behind it may count as moved"
    rows = ground.inventory(course)["activities"]
    places = {row["idnumber"].rpartition("/")[2]: row["position"] for row in rows if row["section"] == 1}
    assert places == {"lire": 0, "neuf": 1, "relire": 2, "livre": 3}


def a_changed_question_is_a_new_version(ground: Ground) -> None:
    course = ground.made()
    asked = (question(ground.key, 1, " (corrigé)"), question(ground.key, 2))
    ground.update(course, with_activity(first(ground.key), "quiz", questions=asked))
    rows = {row["idnumber"].rpartition("/")[2]: row["version"] for row in ground.inventory(course)["questions"]}
    assert rows == {"q1": 2, "q2": 1}


def a_dry_run_writes_nothing(ground: Ground) -> None:
    course = ground.made()
    before = ground.inventory(course)
    job = ground.update(course, renamed(first(ground.key), "lire", "Autre"), dryrun=True)
    assert "lire" in did(job) and job.snapshot == 0
    assert ground.inventory(course) == before


def the_way_back_leads_to_what_was(ground: Ground) -> None:
    course = ground.made()
    nothing = {"courseid": course, "requestid": secrets.token_hex(8)}
    refused("nosnapshot", lambda: ground.client.order(PREFIX + "rollback", nothing))
    before = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    ground.update(course, renamed(first(ground.key), "lire", "Autre"))
    there = ground.inventory(course)
    look = {"courseid": course, "requestid": secrets.token_hex(8), "dryrun": True}
    assert "lire" in did(job_of(ground.client.order(PREFIX + "rollback", look)))
    assert ground.inventory(course) == there, "a dry run writes nothing"
    job = job_of(ground.client.order(PREFIX + "rollback", {"courseid": course, "requestid": secrets.token_hex(8)}))
    assert job.status == "done", job.errors
    after = {row["idnumber"]: row for row in ground.inventory(course)["activities"]}
    same = ("name", "cmid", "fingerprint", "source", "position", "visible")
    assert {k: [row[n] for n in same] for k, row in after.items()} == {
        k: [row[n] for n in same] for k, row in before.items()
    }
    assert ground.update(course, first(ground.key)).writes == 0


def the_last_three_snapshots_are_kept(ground: Ground) -> None:
    course = ground.made()
    made = [ground.client.order(PREFIX + "snapshot", {"courseid": course, "requestid": f"s{n}"}) for n in range(4)]
    assert shape(made[0]) == {"id": "number", "time": "number", "bytes": "number"}
    kept = ground.inventory(course)["snapshots"]
    assert sorted(one["id"] for one in kept) == sorted(one["id"] for one in made[1:])
    assert shape(kept[0]) == {"id": "number", "time": "number", "bytes": "number", "requestid": "text"}


def one_scorm_package_is_swapped_in_place(ground: Ground) -> None:
    course = ground.made()
    whole = first(ground.key)
    module = Scorm(key=f"{ground.key}/module", name="Module", package=scorm_package("un"))
    home, one, two = whole.sections
    ground.update(course, replace(whole, sections=(home, one, replace(two, activities=(*two.activities, module)))))
    before = ground.activity(course, "module")
    package = scorm_package("deux")
    assert isinstance(package.content, bytes)
    asked = {
        "courseid": course,
        "idnumber": module.key,
        "sha1": hashlib.sha1(package.content, usedforsecurity=False).hexdigest(),
        "options": {"name": "Module corrigé"},
    }

    def swapped(request: str) -> Job:
        assert isinstance(package.content, bytes)
        draft = ground.client.upload("paquet.zip", package.content)
        told = {**asked, "draftitemid": draft, "requestid": request + ground.key}
        return job_of(ground.client.order(PREFIX + "upsert_scorm", told))

    job = swapped("swap-1-")
    assert (job.status, job.writes, did(job)) == ("done", 1, {"module": "updated"}), job.errors
    after = ground.activity(course, "module")
    assert (after["name"], after["cmid"]) == ("Module corrigé", before["cmid"])
    assert after["fingerprint"] == after["base"] != before["fingerprint"]
    assert swapped("swap-2-").writes == 0
    nowhere = {**asked, "courseid": 99999999, "draftitemid": 1, "requestid": "nowhere"}
    refused("nocourse", lambda: ground.client.order(PREFIX + "upsert_scorm", nowhere))


def scorm_package(text: str) -> File:
    """A package of one part."""
    manifest = (
        '<manifest identifier="M" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>'
        '<schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O">'
        '<title>M</title><item identifier="A" identifierref="R"><title>P</title></item></organization></organizations>'
        '<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html">'
        '<file href="un.html"/></resource></resources></manifest>'
    )
    return File("module.zip", zipped({"imsmanifest.xml": manifest, "un.html": f"<p>{text}</p>"}))


def the_course_can_be_read_by_moodles_own_function(ground: Ground) -> None:
    course = ground.made()
    try:
        seen = ground.plugin.seen_activities(course)
    except SiteRefused as refusal:
        assert refusal.code == "invalidresponse", "Moodle 4.2 on an address that is a number"
        return
    assert seen
    assert seen <= {row["cmid"] for row in ground.inventory(course)["activities"]}, "the account may not see all"


_PRINTS = {"fingerprint": "text", "base": "text", "source": "text"}
INVENTORY = {
    **dict.fromkeys(("courseid", "categoryid"), "number"),
    **dict.fromkeys(("idnumber", "shortname", "fullname", "url", "state"), "text"),
    "visible": "flag",
    "published": {"requestid": "text", "sha1": "text", "time": "number", "label": "text"},
    "sections": [
        {
            "id": "number",
            "key": "text",
            "number": "number",
            "name": "text",
            "visible": "flag",
            "delegated": "flag",
            **_PRINTS,
        }
    ],
    "activities": [
        {
            **dict.fromkeys(("cmid", "instance", "sectionid", "section", "position"), "number"),
            **dict.fromkeys(("userdata", "completions", "grades", "weight", "gradepass", "grademax"), "number"),
            **dict.fromkeys(("modname", "idnumber", "name", "parts", "baseparts", "sourceparts", "pending"), "text"),
            **dict.fromkeys(("visible", "owned"), "flag"),
            **_PRINTS,
        }
    ],
    "questions": [
        {
            **dict.fromkeys(("idnumber", "quiz", "hash", "base", "source"), "text"),
            **dict.fromkeys(("version", "attempts"), "number"),
        }
    ],
    "others": [{"kind": "text", **_PRINTS}],
    "snapshots": [],
}

CONTRACT = (
    a_site_says_what_it_is_and_takes,
    what_does_not_exist_is_refused_by_its_code,
    a_package_must_arrive_whole,
    a_check_makes_no_course,
    a_request_is_done_once,
    a_new_course_is_told_whole,
    the_answers_have_one_form,
    the_same_again_writes_nothing,
    one_change_touches_one_activity,
    only_what_is_named_is_looked_at,
    a_course_that_moved_is_not_written,
    a_teachers_change_is_left_until_named,
    what_left_the_folder_is_hidden_once,
    what_moves_goes_to_its_place,
    a_new_activity_comes_where_it_belongs,
    a_changed_question_is_a_new_version,
    a_dry_run_writes_nothing,
    the_way_back_leads_to_what_was,
    the_last_three_snapshots_are_kept,
    one_scorm_package_is_swapped_in_place,
    the_course_can_be_read_by_moodles_own_function,
)

each_promise = pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)
