"""The access list and the sessions of a folder on real sites: accounts, enrolments, groups, cohorts, calendar."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from coursegen.outputs.exchange.ics import Event
from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.package import Package
from coursegen.publish.people import Course, Done, Roster, bring
from coursegen.publish.people.roster import Member
from coursegen.publish.people.words import people_document, people_lines, remedies
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from tests.publish.packages import course_package

from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

PHP = Path(__file__).parent / "php"
ROLE = Path(__file__).parents[2] / "moodle_plugin/coursedeploy/roles/coursedeploy-personnes.xml"
SITE_TOKEN = """
$user = $DB->get_record('user', ['username' => 'publication'], '*', MUST_EXIST);
$system = context_system::instance();
$role = $DB->get_field('role', 'id', ['shortname' => 'essaicomptes'])
    ?: create_role('essaicomptes', 'essaicomptes', '');
$rights = ['moodle/user:create', 'moodle/user:viewdetails', 'moodle/user:viewalldetails', 'moodle/course:useremail',
    'moodle/site:viewuseridentity'];
foreach ($rights as $right) {
    assign_capability($right, CAP_ALLOW, $role, $system->id, true);
}
role_assign($role, $user->id, $system);
$service = $DB->get_record('external_services', ['component' => 'local_coursedeploy'], '*', MUST_EXIST);
echo \\core_external\\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $user->id, $system);
"""


@dataclass(frozen=True)
class Office:
    """A course on a site, and the account that brings people in."""

    site: Site
    client: MoodleClient
    category: Category
    course_id: int
    mark: str

    def roster(self, members: Sequence[Member] | None = None, *events: Event) -> Roster:
        people = [
            self.member(2, "awa", "student", "Groupe A", f"PROMO-{self.mark}"),
            self.member(3, "éloïse", "student", "Groupe B", f"PROMO-{self.mark}"),
            self.member(4, "solange", "teacher", "", ""),
        ]
        return Roster(self.mark, tuple(people if members is None else members), events or (self.session(),))

    def member(self, line: int, name: str, role: str, group: str, cohort: str) -> Member:
        username = f"{name.encode('ascii', 'ignore').decode()}.{self.mark}"
        email = f"{username}@example.org"
        return Member(line, username, name.title(), "Exemple", email, "TG", "fr", role, group, cohort)

    def session(self, title: str = "Jour 1", day: int = 8) -> Event:
        start, end = datetime(2027, 3, day, 9), datetime(2027, 3, day, 17)
        return Event(uid=f"{self.mark}-session-1", title=title, start=start, end=end, description="Salle 2 & plus")

    def bring(self, roster: Roster) -> dict[str, Done]:
        plugin = Coursedeploy(self.client)
        info = plugin.info(self.category)
        course = Course(
            self.client, self.course_id, info.category_id, roster, plugin.functions(), info.roles, info.timezone
        )
        return {done.step: done for done in bring(course)}

    def enrolled(self) -> set[tuple[str, str]]:
        rows = self.site.query(
            "SELECT u.username, r.shortname FROM {role_assignments} ra JOIN {context} c ON c.id = ra.contextid "
            "JOIN {user} u ON u.id = ra.userid JOIN {role} r ON r.id = ra.roleid "
            f"WHERE c.contextlevel = 50 AND c.instanceid = {self.course_id}"
        )
        return {(row["username"], row["shortname"]) for row in rows}

    def count(self, sql: str) -> int:
        return int(self.site.query(f"SELECT count(*) AS n FROM {sql}")[0]["n"])

    def counts(self) -> list[int]:
        """Accounts, enrolments, members of groups and of cohorts, events."""
        course = self.course_id
        return [
            self.count(f"{{user}} WHERE username LIKE '%.{self.mark}'"),
            self.count(f"{{user_enrolments}} ue JOIN {{enrol}} e ON e.id = ue.enrolid WHERE e.courseid = {course}"),
            self.count(f"{{groups_members}} m JOIN {{groups}} g ON g.id = m.groupid WHERE g.courseid = {course}"),
            self.count(
                f"{{cohort_members}} m JOIN {{cohort}} c ON c.id = m.cohortid WHERE c.idnumber = 'PROMO-{self.mark}'"
            ),
            self.count(f"{{event}} WHERE courseid = {course} AND eventtype = 'course'"),
        ]


@pytest.fixture
def office(site: Site, tmp_path: Path) -> Office:
    """A course of its own and an account that may do it all."""
    account = site.publisher()
    site.php(PHP / "more_rights.php", str(ROLE), account.category_idnumber)
    client = MoodleClient(site.url, Token(site.php(SITE_TOKEN).strip()))
    category = Category.named(account.category_idnumber)
    mark = secrets.token_hex(4)
    package = Package.read(course_package(tmp_path / "cours.mbz", f"gens-{mark}"))
    done = deploy(client, NewCourse(package, category))
    return Office(site, client, category, done.course_id, mark)


def readable(office: Office) -> bool:
    """Moodle 4.2 refuses to tell who is in a course where its address is an IP number, as here."""
    return office.site.release != "4.2"


def test_people_and_sessions_arrive_once(office: Office) -> None:
    if not readable(office):
        return
    first = office.bring(office.roster())
    assert all(done.is_whole for done in first.values()), first
    assert office.enrolled() == {
        (f"awa.{office.mark}", "student"),
        (f"lose.{office.mark}", "student"),
        (f"solange.{office.mark}", "teacher"),
    }
    assert office.counts() == [3, 3, 2, 2, 1]
    again = office.bring(office.roster())
    assert all(done.is_whole and not done.done for done in again.values()), again
    assert office.counts() == [3, 3, 2, 2, 1]


def test_a_session_that_moves_is_not_doubled_and_one_that_a_person_changed_stays(office: Office) -> None:
    office.bring(office.roster([]))
    zone = office.site.php("echo core_date::get_server_timezone();").strip()
    [event] = office.site.query(f"SELECT * FROM {{event}} WHERE courseid = {office.course_id}")
    assert zone and event["timeduration"] == 8 * 3600 and event["name"] == "Jour 1"
    local = office.site.php(
        "echo userdate((int) $args[0], '%H:%M', core_date::get_server_timezone());", str(event["timestart"])
    )
    assert local.strip() == "09:00"
    office.bring(office.roster([], office.session("Premier jour", day=9)))
    [moved] = office.site.query(f"SELECT * FROM {{event}} WHERE courseid = {office.course_id}")
    assert moved["name"] == "Premier jour" and moved["timestart"] - event["timestart"] == 86400
    office.site.php(
        "$DB->set_field('event', 'description', $args[0], ['id' => (int) $args[1]]); echo 'ok';",
        moved["description"].replace("Salle 2", "Salle 7"), str(moved["id"]),
    )  # fmt: skip
    done = office.bring(office.roster([], office.session("Jour un", day=10)))["calendar"]
    [kept] = office.site.query(f"SELECT * FROM {{event}} WHERE courseid = {office.course_id}")
    assert kept["id"] == moved["id"] and done.done == 0


def test_an_account_that_is_there_is_used_as_it_is(office: Office) -> None:
    if not readable(office):
        return
    name = f"ancienne.{office.mark}"
    office.site.create_user(name)
    [before] = office.site.query(f"SELECT * FROM {{user}} WHERE username = '{name}'")
    member = replace(office.member(2, "awa", "student", "", ""), email=before["email"].lower())
    office.bring(office.roster([member]))
    [after] = office.site.query(f"SELECT * FROM {{user}} WHERE username = '{name}'")
    assert after == before
    assert office.enrolled() == {(name, "student")}


def test_one_line_that_the_site_refuses_does_not_stop_the_others_and_names_nobody(office: Office) -> None:
    if not readable(office):
        return
    office.site.create_user(f"solange.{office.mark}")
    done = office.bring(office.roster())
    assert list(done["accounts"].lines) == [4], done
    assert {name for name, _role in office.enrolled()} == {f"awa.{office.mark}", f"lose.{office.mark}"}
    steps = list(done.values())
    said = "\n".join([*people_lines(steps), *remedies(steps), json.dumps(people_document(steps))])
    assert "ligne 4" in said and "--only users" in said
    assert not any(word in said for word in ("Awa", "solange", "example.org"))


def test_a_token_bound_to_the_category_says_what_the_administrator_does(office: Office) -> None:
    account = office.site.publisher()
    bound = replace(office, client=MoodleClient(office.site.url, Token(account.token)))
    done = bound.bring(bound.roster())
    assert not done["accounts"].is_whole
    assert done["calendar"].is_whole and done["calendar"].done == 1
    assert "--only users" in "\n".join(remedies(list(done.values())))
