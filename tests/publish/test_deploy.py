"""A publication from end to end, and everything that can interrupt it, against recorded answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.errors import InputError, SiteError
from coursegen.publish.deploy import Clock, NewCourse, Publication, Stage, deploy
from coursegen.publish.errors import AnswerLost, NotVerified, SiteRefused
from coursegen.publish.package import Package, PackagedActivity, PackagedSection
from coursegen.publish.plugin import Category

from .packages import course_package
from .replay import KEY, Answer, ReplaySite, altered, lost, recorded

INFO, RESTORE, JOB = ("local_coursedeploy_" + name for name in ("get_info", "restore", "get_job"))
CONTENTS = "core_course_get_contents"
CATEGORY = Category.named("SOCIEUX")


class Time:
    """A clock that goes forward only when it is waited for."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def clock(self) -> Clock:
        return Clock(now=lambda: self.seconds, pause=self._pass)

    def _pass(self, seconds: float) -> None:
        self.seconds += seconds


def fresh_site(moodle: ReplaySite, release: str = "4.5") -> ReplaySite:
    """A site without the course, on which everything goes well."""
    moodle.answers(INFO, recorded("info", release))
    moodle.answers(JOB, recorded("no_job", release))
    moodle.answers("upload", recorded("upload", release))
    moodle.answers(RESTORE, recorded("precheck_done", release), recorded("new_done", release))
    moodle.answers(CONTENTS, recorded("contents", release))
    return moodle


def publish(moodle: ReplaySite, package: Package, **options: Any) -> Publication:
    plan = replace(NewCourse(package, CATEGORY), **options)
    return deploy(moodle.client(), plan, clock=Time().clock())


def info_with(**changes: Any) -> Answer:
    return altered(recorded("info"), **changes)


@pytest.mark.parametrize("release", ["4.5", "5.0"])
def test_a_new_course_is_sent_checked_made_and_read_back(moodle: ReplaySite, package: Package, release: str) -> None:
    done = publish(fresh_site(moodle, release), package)
    assert done.created and not done.visible and done.read_back
    assert (done.sections, done.activities, done.remarks) == (2, 3, ())
    assert done.url == f"https://moodle.exemple.org/course/view.php?id={done.course_id}"
    assert [call.function for call in moodle.asked] == [INFO, JOB, "upload", RESTORE, RESTORE, CONTENTS]
    check, new = moodle.calls(RESTORE)
    assert (check["target"], new["target"]) == ("precheck", "new")
    assert new["sha1"] == package.sha1
    assert new["options[idnumber]"] == KEY
    assert new["options[visible]"] == "0"
    assert moodle.calls("upload")[0].content == package.path.read_bytes()


def test_the_stages_are_told_in_their_order(moodle: ReplaySite, package: Package) -> None:
    told: list[tuple[Stage, int, int]] = []
    deploy(fresh_site(moodle).client(), NewCourse(package, CATEGORY), lambda *news: told.append(news))
    assert list(dict.fromkeys(stage for stage, _done, _total in told)) == list(Stage)
    assert (Stage.SENDING, package.size, package.size) in told


def test_an_order_whose_answer_is_lost_is_sent_again_under_the_same_id(moodle: ReplaySite, package: Package) -> None:
    fresh_site(moodle).answers(RESTORE, "precheck_done", lost(), lost(), "new_done")
    assert publish(moodle, package).created
    ids = [call["requestid"] for call in moodle.calls(RESTORE) if call["target"] == "new"]
    assert len(ids) == 3 and len(set(ids)) == 1


def test_a_publication_broken_off_here_is_taken_up_by_the_next_run(moodle: ReplaySite, package: Package) -> None:
    fresh_site(moodle).answers(RESTORE, "precheck_done", lost())
    with pytest.raises(AnswerLost) as interrupted:
        publish(moodle, package)
    assert "Relancez la même commande" in interrupted.value.remedy
    ordered = moodle.calls(RESTORE)[-1]["requestid"]

    made = json.loads(recorded("new_done").body)["courseid"]
    moodle.answers(INFO, info_with(idnumbercourse=made))
    moodle.answers(JOB, "job_done")
    again = publish(moodle, package)
    assert moodle.calls(JOB)[-1]["requestid"] == ordered
    assert not again.created and again.course_id == made
    assert len(moodle.calls("upload")) == 1, "nothing is sent twice"


def test_a_job_that_still_runs_is_waited_for(moodle: ReplaySite, package: Package) -> None:
    running = altered(recorded("job_queued"), status="running", progress=40)
    fresh_site(moodle).answers(JOB, running, running, recorded("job_done"))
    told: list[tuple[Stage, int, int]] = []
    plan = NewCourse(package, CATEGORY)
    done = deploy(moodle.client(), plan, lambda *news: told.append(news), Time().clock())
    assert done.created
    assert (Stage.MAKING, 40, 100) in told
    assert not moodle.calls(RESTORE)


def test_a_site_that_never_finishes_is_given_up_with_the_reason(moodle: ReplaySite, package: Package) -> None:
    fresh_site(moodle).answers(RESTORE, "precheck_done", "new_queued")
    moodle.answers(JOB, recorded("no_job"), recorded("job_queued"))
    with pytest.raises(SiteError, match="queued") as late:
        publish(moodle, package)
    assert "cron" in late.value.remedy


@pytest.mark.parametrize(
    ("taken", "who"), [("idnumbercourse", "met à jour le greffon"), ("shortnamecourse", "cours.yaml")]
)
def test_a_course_that_is_there_already_is_refused_before_anything_is_sent(
    moodle: ReplaySite, package: Package, taken: str, who: str
) -> None:
    fresh_site(moodle).answers(INFO, info_with(**{taken: 12}))
    with pytest.raises(SiteRefused, match=r"existe déjà.*course/view\.php\?id=12") as refused:
        publish(moodle, package)
    assert who in refused.value.remedy
    assert not moodle.calls("upload")


@pytest.mark.parametrize("release", ["4.5", "5.0"])
def test_a_recorded_site_that_has_the_course_refuses_another_package(
    moodle: ReplaySite, tmp_path: Path, release: str
) -> None:
    fresh_site(moodle).answers(INFO, recorded("info_taken", release))
    other = Package.read(course_package(tmp_path / "autre.mbz", KEY, extra="changé"))
    with pytest.raises(SiteRefused) as refused:
        publish(moodle, other)
    assert refused.value.code == "idnumbertaken"


def test_the_request_id_names_the_package_and_what_is_asked(moodle: ReplaySite, tmp_path: Path) -> None:
    fresh_site(moodle)
    packages = [Package.read(course_package(tmp_path / "x.mbz", KEY, extra=extra)) for extra in ("", "", "b")]
    for package in packages:
        moodle.answers(RESTORE, "precheck_done", "new_done")
        publish(moodle, package)
    moodle.answers(RESTORE, "precheck_done", "new_done")
    publish(moodle, packages[0], visible=True)
    first, same, other, shown = (c["requestid"] for c in moodle.calls(RESTORE) if c["target"] == "new")
    assert first == same
    assert len({first, other, shown}) == 3


@pytest.mark.parametrize("earlier", ["new_failed", "job_done"])
def test_a_failed_job_or_one_whose_course_is_gone_is_left_behind(
    moodle: ReplaySite, package: Package, earlier: str
) -> None:
    fresh_site(moodle).answers(JOB, earlier, "no_job")
    assert publish(moodle, package).created
    first, second = (call["requestid"] for call in moodle.calls(JOB))
    assert first.endswith("-1") and second == first[:-1] + "2"
    assert moodle.calls(RESTORE)[-1]["requestid"] == second


def test_a_package_that_moodle_finds_unfit_is_not_restored(moodle: ReplaySite, package: Package) -> None:
    errors = [{"code": "precheck", "message": "La catégorie de questions ne peut pas être créée"}]
    fresh_site(moodle).answers(RESTORE, altered(recorded("precheck_done"), errors=errors))
    with pytest.raises(SiteRefused, match=r"rien n’a été créé.*catégorie de questions"):
        publish(moodle, package)
    assert [call["target"] for call in moodle.calls(RESTORE)] == ["precheck"]


@pytest.mark.parametrize("release", ["4.5", "5.0"])
def test_a_creation_that_fails_says_why_and_that_nothing_is_left(
    moodle: ReplaySite, package: Package, release: str
) -> None:
    fresh_site(moodle).answers(RESTORE, recorded("precheck_done", release), recorded("new_failed", release))
    with pytest.raises(SiteRefused, match=r"n’en garde rien.*XML error"):
        publish(moodle, package)


def test_a_creation_cut_short_on_the_server_is_told_in_french(moodle: ReplaySite, package: Package) -> None:
    errors = [{"code": "interrupted", "message": "The work broke off on the server."}]
    fresh_site(moodle).answers(RESTORE, "precheck_done", altered(recorded("new_failed"), errors=errors))
    with pytest.raises(SiteRefused, match="interrompu sur le serveur") as refused:
        publish(moodle, package)
    assert refused.value.remedy == "Relancez la même commande."


def test_remarks_of_the_site_reach_the_person(moodle: ReplaySite, package: Package) -> None:
    remark = [{"code": "precheck", "message": "Paquet plus récent que le site"}]
    checked = altered(recorded("precheck_done"), warnings=remark)
    fresh_site(moodle).answers(RESTORE, checked, altered(recorded("new_done"), warnings=remark))
    moodle.answers(CONTENTS, Answer("<p>IOMAD</p>" + recorded("contents").body))
    remarks = publish(moodle, package).remarks
    assert remarks[0] == "Paquet plus récent que le site"
    assert "<p>IOMAD</p>" in remarks[1]
    assert len(remarks) == 2


def test_a_package_bigger_than_the_site_takes_goes_in_parts(moodle: ReplaySite, package: Package) -> None:
    limits = json.loads(recorded("info").body)["limits"] | {"uploadbytes": 1000}
    fresh_site(moodle).answers(INFO, info_with(limits=limits))
    publish(moodle, package)
    parts = moodle.calls("upload")
    draft = str(json.loads(recorded("upload").body)[0]["itemid"])
    assert len(parts) == -(-package.size // 1000) > 1
    assert [part["filename"] for part in parts] == [f"course.mbz.part{n:04d}" for n in range(len(parts))]
    assert [part["itemid"] for part in parts] == ["0"] + [draft] * (len(parts) - 1)
    assert b"".join(part.content for part in parts) == package.path.read_bytes()


def test_parts_get_smaller_when_the_web_server_refuses_their_size(moodle: ReplaySite, tmp_path: Path) -> None:
    noise = "".join(f"{n * 7919 % 10007:x}" for n in range(400_000))
    package = Package.read(course_package(tmp_path / "gros.mbz", KEY, extra=noise))
    assert package.size > 600_000
    fresh_site(moodle).answers("upload", Answer("", 413), recorded("upload"))
    publish(moodle, package)
    whole, *parts = moodle.calls("upload")
    assert len(whole.content) == package.size
    assert max(len(part.content) for part in parts) == 256 * 1024
    assert b"".join(part.content for part in parts) == package.path.read_bytes()


@pytest.mark.parametrize(
    ("size", "cron_age", "run"),
    [(30_000_000, 60, "task"), (30_000_000, 7200, "inline"), (5000, 60, "inline")],
)
def test_big_packages_are_left_to_cron_where_cron_runs(
    moodle: ReplaySite, package: Package, size: int, cron_age: int, run: str
) -> None:
    site = json.loads(recorded("info").body)["site"]
    fresh_site(moodle).answers(INFO, info_with(site=site | {"lastcron": site["time"] - cron_age}))
    publish(moodle, replace(package, size=size), part=50_000_000)
    assert moodle.calls(RESTORE)[-1]["options[run]"] == run


def test_a_missing_right_is_named_before_anything_is_sent(moodle: ReplaySite, package: Package) -> None:
    rights = json.loads(recorded("info").body)["rights"]
    rights[1]["allowed"] = False
    fresh_site(moodle).answers(INFO, info_with(rights=rights))
    with pytest.raises(SiteRefused, match="moodle/course:create"):
        publish(moodle, package)
    assert not moodle.calls("upload")


def test_a_plugin_of_another_make_is_refused(moodle: ReplaySite, package: Package) -> None:
    fresh_site(moodle).answers(INFO, info_with(apiversion=9))
    with pytest.raises(SiteRefused, match="greffon"):
        publish(moodle, package)


def test_an_activity_that_is_not_on_the_site_is_named(moodle: ReplaySite, package: Package) -> None:
    more = (*package.activities, PackagedActivity("enregistre/s2/quiz", "quiz", "Test final"))
    with pytest.raises(NotVerified, match=r"Test final.*enregistre/s2/quiz"):
        publish(fresh_site(moodle), replace(package, activities=more))


def test_a_section_that_is_not_on_the_site_is_named(moodle: ReplaySite, package: Package) -> None:
    more = (*package.sections, PackagedSection(2, "Deuxième séquence"))
    with pytest.raises(NotVerified, match="Deuxième séquence"):
        publish(fresh_site(moodle), replace(package, sections=more))


def test_a_site_that_cannot_be_read_back_is_verified_by_its_own_inventory(moodle: ReplaySite, package: Package) -> None:
    refused = Answer('{"exception":"invalid_response_exception","errorcode":"invalidresponse","message":"x"}')
    fresh_site(moodle).answers(CONTENTS, refused)
    done = publish(moodle, package)
    assert not done.read_back
    assert done.activities == 3


def test_activities_that_the_account_may_not_see_are_a_remark(moodle: ReplaySite, package: Package) -> None:
    sections = json.loads(recorded("contents").body)
    sections[1]["modules"].pop()
    hidden = Answer(json.dumps(sections))
    rights = json.loads(recorded("info").body)["rights"]
    for right in rights:
        right["allowed"] = right["needed"]
    fresh_site(moodle).answers(CONTENTS, hidden)
    moodle.answers(INFO, info_with(rights=rights))
    assert "accès conditionnel" in publish(moodle, package).remarks[0]
    for right in rights:
        right["allowed"] = True
    fresh_site(moodle).answers(CONTENTS, hidden)
    moodle.answers(INFO, info_with(rights=rights))
    with pytest.raises(NotVerified, match="enregistre/s1/relire"):
        publish(moodle, package)


def test_a_package_without_a_course_code_is_not_sent(moodle: ReplaySite, package: Package) -> None:
    with pytest.raises(InputError, match="code de cours"):
        publish(moodle, replace(package, idnumber=""))
    assert not moodle.asked


def test_an_answer_of_another_shape_asks_for_an_update_of_the_plugin(moodle: ReplaySite, package: Package) -> None:
    fresh_site(moodle).answers(INFO, Answer('{"apiversion": 1}'))
    with pytest.raises(SiteError, match="forme inattendue"):
        publish(moodle, package)
