"""What a site promises before a course is changed: what it is, what it refuses, a new course told whole."""

from __future__ import annotations

import json

from coursegen.publish.errors import SiteRefused
from coursegen.publish.plugin import PREFIX
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from coursegen.publish.sources import sources_of

from ..moodle.reconciled import first
from .ground import Ground, refused, shape, written


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
    "deleted": [],
    "sections": [
        {
            "id": "number",
            "key": "text",
            "number": "number",
            "name": "text",
            "visible": "flag",
            "delegated": "flag",
            "place": "number",
            **_PRINTS,
        }
    ],
    "activities": [
        {
            **dict.fromkeys(("cmid", "instance", "sectionid", "section", "position"), "number"),
            **dict.fromkeys(("userdata", "completions", "grades", "weight", "gradepass", "grademax"), "number"),
            **dict.fromkeys(("modname", "idnumber", "name", "parts", "baseparts", "sourceparts", "pending"), "text"),
            **dict.fromkeys(("visible", "owned", "onlyvisibility", "touched"), "flag"),
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
