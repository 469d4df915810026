"""Publishing to real sites with the least rights: the plugin and the client together."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coursegen.publish.checkup import check_site
from coursegen.publish.deploy import Clock, NewCourse, Publication, deploy
from coursegen.publish.errors import AnswerLost, SiteRefused
from coursegen.publish.package import Package
from coursegen.publish.plugin import Category, Coursedeploy, Job, Order
from coursegen.publish.rest import MoodleClient, Patience
from coursegen.publish.secret import Token
from tests.publish.packages import broken_package, changed, course_package

from .site import Site

SCRIPTS = Path(__file__).parents[1] / "publish" / "php"


@dataclass(frozen=True)
class Desk:
    """A site with the publishing account's way in, and packages to publish there."""

    site: Site
    plugin: Coursedeploy
    category: Category
    folder: Path

    def package(self, key: str = "", *, extra: str = "") -> Package:
        """A package under a code of its own, or the given one."""
        name = key or f"essai-{secrets.token_hex(4)}"
        return Package.read(course_package(self.folder / f"{secrets.token_hex(4)}.mbz", name, extra=extra))

    def publish(self, package: Package, clock: Clock | None = None, **options: object) -> Publication:
        plan = replace(NewCourse(package, self.category), **options)  # type: ignore[arg-type]
        return deploy(self.plugin.client, plan, clock=clock)

    def order(self, package: Package, **changes: object) -> Order:
        """An order for a new course, its package sent."""
        info = self.plugin.info(self.category)
        order = Order(
            request_id=secrets.token_hex(8),
            target="new",
            draft=self.plugin.client.upload("course.mbz", package.path.read_bytes()),
            category_id=info.category_id,
            sha1=package.sha1,
            idnumber=package.idnumber,
            shortname=package.shortname,
            fullname=package.fullname,
        )
        return replace(order, **changes)  # type: ignore[arg-type]

    def courses(self, package: Package) -> list[dict[str, object]]:
        """The site's courses under the package's code or short name."""
        names = f"idnumber = '{package.idnumber}' OR shortname = '{package.shortname}'"
        return self.site.query(f"SELECT id, visible, category, fullname FROM {{course}} WHERE {names}")

    def leftovers(self) -> dict[str, object]:
        """What is the same before and after something that fails: courses, contexts, packages kept, bin."""
        counts = (
            "(SELECT count(*) FROM {course}) AS courses",
            "(SELECT count(*) FROM {context} WHERE contextlevel IN (50, 70)) AS contexts",
            "(SELECT count(*) FROM {files} WHERE component = 'local_coursedeploy') AS packages",
            "(SELECT count(*) FROM {tool_recyclebin_category}) AS bin",
            "(SELECT sum(coursecount) FROM {course_categories}) AS counted",
        )
        return self.site.query("SELECT " + ", ".join(counts))[0]


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    """The publishing account at work on each site."""
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    return Desk(site, plugin, Category.named(account.category_idnumber), tmp_path)


def refused(call: Callable[[], object]) -> str:
    """The code with which the site refuses."""
    with pytest.raises(SiteRefused) as refusal:
        call()
    return refusal.value.code


def test_the_site_is_ready_for_an_account_with_the_least_rights(desk: Desk) -> None:
    found = check_site(desk.plugin, desk.category)
    assert found.ready, [point for point in found.points if point.level == "missing"]
    assert found.info is not None and found.info.release.startswith(desk.site.release)


def test_a_new_course_arrives_whole_and_hidden(desk: Desk) -> None:
    package = desk.package()
    done = desk.publish(package)
    assert done.created
    assert (done.sections, done.activities) == (2, 3)
    # 4.2 does not let a course be read back where the site's address is an IP number.
    assert done.read_back or desk.site.release == "4.2"
    assert desk.plugin.client.noises == []
    [course] = desk.courses(package)
    category = desk.plugin.info(desk.category).category_id
    assert (course["id"], course["visible"], course["category"]) == (done.course_id, 0, category)
    cms = desk.site.query(f"SELECT idnumber FROM {{course_modules}} WHERE course = {done.course_id}")
    assert {row["idnumber"] for row in cms} == {activity.idnumber for activity in package.activities}


@pytest.mark.once
def test_a_course_is_shown_at_once_only_when_asked(desk: Desk) -> None:
    package = desk.package()
    assert desk.publish(package, visible=True).visible
    assert desk.courses(package)[0]["visible"] == 1


def test_publishing_the_same_again_changes_nothing(desk: Desk) -> None:
    package = desk.package()
    first, second = desk.publish(package), desk.publish(package)
    assert not second.created
    assert second.course_id == first.course_id
    assert len(desk.courses(package)) == 1


@pytest.mark.once
def test_a_second_course_of_the_same_code_is_refused_clearly(desk: Desk) -> None:
    package = desk.package()
    done = desk.publish(package)
    other = desk.package(package.idnumber, extra="changé")
    with pytest.raises(SiteRefused, match=rf"existe déjà.*id={done.course_id}"):
        desk.publish(other)
    assert refused(lambda: desk.plugin.restore(desk.order(other))) == "idnumbertaken"
    renamed = desk.order(other, idnumber=other.idnumber + "-b")
    assert refused(lambda: desk.plugin.restore(renamed)) == "shortnametaken"
    assert len(desk.courses(package)) == 1


@pytest.mark.once
def test_a_check_leaves_nothing_behind(desk: Desk) -> None:
    package = desk.package()
    order = desk.order(package, target="precheck")
    before = desk.leftovers()
    job = desk.plugin.restore(order)
    assert (job.status, job.errors, job.course_id) == ("done", (), 0)
    assert desk.leftovers() == before
    assert desk.plugin.restore(replace(order, request_id=order.request_id + "b", target="new")).status == "done"


@pytest.mark.once
def test_a_package_in_parts_arrives_whole(desk: Desk) -> None:
    package = desk.package()
    assert package.size > 3000
    assert desk.publish(package, part=1500).activities == 3


@pytest.mark.once
def test_parts_that_do_not_belong_together_are_refused(desk: Desk) -> None:
    package = desk.package()
    draft = desk.plugin.client.upload("course.mbz.part0000", b"a")
    desk.plugin.client.upload("autre.mbz.part0001", b"b", draft)
    assert refused(lambda: desk.plugin.restore(desk.order(package, draft=draft))) == "strangeparts"


@pytest.mark.once
def test_a_damaged_upload_is_refused_and_the_request_can_be_made_again(desk: Desk) -> None:
    package = desk.package()
    order = desk.order(package)
    damaged = replace(order, draft=desk.plugin.client.upload("course.mbz", package.path.read_bytes() + b"x"))
    before = desk.leftovers()
    assert refused(lambda: desk.plugin.restore(damaged)) == "wrongsha1"
    assert desk.leftovers() == before
    assert desk.plugin.restore(order).status == "done"


@pytest.mark.once
def test_the_same_request_twice_is_one_course(desk: Desk) -> None:
    package = desk.package()
    order = desk.order(package)
    first, second = desk.plugin.restore(order), desk.plugin.restore(order)
    assert first == second
    assert len(desk.courses(package)) == 1
    assert refused(lambda: desk.plugin.restore(replace(order, visible=True))) == "requestidreused"


@pytest.mark.once
@pytest.mark.parametrize("run", ["inline", "task"])
def test_a_package_that_fails_leaves_no_half_course(desk: Desk, run: str) -> None:
    package = Package.read(broken_package(desk.folder / "cassé.mbz", f"essai-{secrets.token_hex(4)}"))
    before = desk.leftovers()
    with pytest.raises(SiteRefused, match="n’en garde rien"):
        desk.publish(package, with_cron(desk), run=run)
    assert not desk.courses(package)
    assert desk.leftovers() == before


@pytest.mark.once
def test_a_course_left_to_cron_is_waited_for(desk: Desk) -> None:
    package = desk.package()
    assert desk.plugin.restore(desk.order(desk.package(), run="task")).status == "queued"
    done = desk.publish(package, with_cron(desk), run="task")
    assert done.created
    assert desk.courses(package)[0]["id"] == done.course_id


def with_cron(desk: Desk) -> Clock:
    """A clock on which every pause is a run of the site's cron."""

    def pause(_seconds: float) -> None:
        desk.site.php(SCRIPTS / "run_tasks.php")

    return Clock(pause=pause)


@pytest.mark.once
def test_what_the_first_form_cannot_do_is_refused(desk: Desk) -> None:
    order = desk.order(desk.package())
    assert refused(lambda: desk.plugin.restore(replace(order, target="replace"))) == "unknowntarget"
    assert refused(lambda: desk.plugin.restore(replace(order, idnumber=""))) == "noidnumber"
    assert refused(lambda: desk.plugin.restore(replace(order, sha1="abc"))) == "badsha1"
    text = desk.plugin.client.upload("course.mbz", b"bonjour")
    job = desk.plugin.restore(replace(order, draft=text, sha1=hashlib.sha1(b"bonjour").hexdigest()))
    assert [error.code for error in job.errors] == ["notabackup"]


@pytest.mark.once
def test_the_token_opens_no_other_category(desk: Desk) -> None:
    assert refused(lambda: desk.plugin.info(Category(id=1))) == "restrictedcontextexception"
    order = desk.order(desk.package(), category_id=1)
    assert refused(lambda: desk.plugin.restore(order)) == "restrictedcontextexception"


def test_an_account_without_rights_learns_which_and_publishes_nothing(desk: Desk) -> None:
    order = desk.order(desk.package())
    token = Token(desk.site.php(SCRIPTS / "bare_publisher.php").strip())
    stranger = Coursedeploy(MoodleClient(desk.site.url, token))
    info = stranger.info(desk.category)
    assert "local/coursedeploy:publish" in [right.name for right in info.missing_rights]
    before = desk.leftovers()
    assert refused(lambda: stranger.restore(order)) == "nopermissions"
    assert stranger.job(_some_job(desk).request_id) is None, "the job of another account"
    assert desk.leftovers()["courses"] == before["courses"]


def _some_job(desk: Desk) -> Job:
    order = desk.order(desk.package(), target="precheck")
    return desk.plugin.restore(order)


@pytest.mark.once
def test_a_job_whose_process_died_is_closed_and_its_course_removed(desk: Desk) -> None:
    package = desk.package()
    job = desk.plugin.restore(desk.order(package))
    desk.site.php(SCRIPTS / "revive_job.php", job.request_id)
    found = desk.plugin.job(job.request_id)
    assert found is not None
    assert (found.status, [error.code for error in found.errors]) == ("failed", ["interrupted"])
    assert not desk.courses(package)
    assert desk.publish(package).created


@pytest.mark.once
def test_the_clean_up_forgets_old_jobs_and_leftover_packages(desk: Desk) -> None:
    job = _some_job(desk)
    told = json.loads(desk.site.php(SCRIPTS / "age_and_clean.php", job.request_id))
    assert told == {"files before": 1, "files after": 0}
    assert desk.plugin.job(job.request_id) is None


@pytest.mark.once
def test_a_person_gets_and_deletes_the_jobs_kept_of_them(desk: Desk) -> None:
    job = _some_job(desk)
    told = json.loads(desk.site.php(SCRIPTS / "privacy.php", "publication"))
    assert job.request_id in told["exported"]
    assert told["undescribed"] == []
    assert told["left"] == 0


def test_the_role_files_of_the_plugin_grant_what_it_asks_for(desk: Desk) -> None:
    told = json.loads(desk.site.php(SCRIPTS / "role_presets.php"))
    if not told["takes its own"]:
        pytest.skip(f"this tree of Moodle {desk.site.release} takes no role file at all, not even its own")
    publication, entry = told["coursedeploy-publication.xml"], told["coursedeploy-acces.xml"]
    assert sorted(publication["granted"]) == sorted(told["asked"])
    assert entry["granted"] == ["webservice/rest:use"]
    assert publication["unknown"] == entry["unknown"] == []
    assert (publication["levels"], entry["levels"]) == ([40], [10])


@pytest.mark.once
def test_an_order_given_up_too_early_is_done_once(desk: Desk) -> None:
    package = desk.package()
    order = desk.order(package)
    client = desk.plugin.client
    hasty = MoodleClient(client.url, Token(desk.site.publisher().token), patience=Patience(work=0.001), pause=_at_once)
    with pytest.raises(AnswerLost):
        Coursedeploy(hasty).restore(order)
    deadline = time.monotonic() + 60
    job = desk.plugin.restore(order)
    while not job.is_over and time.monotonic() < deadline:
        job = desk.plugin.restore(order)
    assert job.status == "done"
    assert len(desk.courses(package)) == 1


def _at_once(_seconds: float) -> None:
    """No pause between attempts."""


@pytest.mark.once
def test_accounts_in_a_package_are_left_out(desk: Desk) -> None:
    def claim_users(name: str, content: bytes) -> bytes:
        if name != "moodle_backup.xml":
            return content
        claimed = re.sub(rb"(<name>users</name>\s*<value>)0", rb"\g<1>1", content)
        assert claimed != content
        return claimed

    plain = desk.package()
    package = Package.read(changed(plain.path, desk.folder / "comptes.mbz", claim_users))
    people = desk.site.query("SELECT count(*) AS n FROM {user}")
    job = desk.plugin.restore(desk.order(package))
    assert job.status == "done"
    assert "usersleftout" in [warning.code for warning in job.warnings]
    assert desk.site.query("SELECT count(*) AS n FROM {user}") == people
