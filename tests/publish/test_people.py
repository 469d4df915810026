"""The access list of a folder: what is sent of it, when it is late, and that nothing told names a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from coursegen.errors import InputError
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people import Course, bring, late_words, roster_of
from coursegen.publish.people.words import people_document, people_lines, remedies
from coursegen.publish.rest import MoodleClient

EXAMPLE = Path(__file__).parents[2] / "examples/one-ael"


class Office:
    """A pretended site: accounts by address, and everything that it was asked."""

    url = "https://moodle.exemple.org"

    def __init__(self, refuses: str = "") -> None:
        self.accounts: dict[str, int] = {}
        self.inside: dict[int, str] = {}
        self.asked: list[tuple[str, str]] = []
        self._refuses = refuses

    def ask(self, function: str, parameters: Mapping[str, Any] | None = None) -> Any:
        return self._answer(function, dict(parameters or {}))

    order = ask

    def _answer(self, function: str, asked: dict[str, Any]) -> Any:
        self.asked.append((function, json.dumps(asked, default=str)))
        if function == "core_enrol_get_enrolled_users":
            return [{"id": n, "roles": [{"shortname": role}]} for n, role in self.inside.items()]
        if function == "core_user_get_users_by_field":
            return [{"id": self.accounts[a]} for a in asked["values"] if a in self.accounts]
        if function == "core_user_create_users":
            return [self._account(user) for user in asked["users"]]
        if function == "enrol_manual_enrol_users":
            names = {5: "student", 4: "teacher", 3: "editingteacher"}
            self.inside |= {e["userid"]: names[e["roleid"]] for e in asked["enrolments"]}
            return None
        raise SiteRefused("nopermissions", f"Awa Exemple may not {function}")

    def _account(self, user: Mapping[str, Any]) -> dict[str, int]:
        if user["username"] == self._refuses:
            raise SiteRefused("invalidparameter", f"Username already exists: {user['username']}")
        self.accounts[user["email"]] = len(self.accounts) + 10
        return {"id": self.accounts[user["email"]]}

    def writes(self) -> list[str]:
        return [name for name, _asked in self.asked if name in ("core_user_create_users", "enrol_manual_enrol_users")]


def brought(office: Office) -> str:
    """Everything that is told of it."""
    roster = replace(roster_of(EXAMPLE), events=())
    steps = list(bring(Course(cast(MoodleClient, office), 5, 2, roster)))
    return "\n".join([*people_lines(steps), *remedies(steps), json.dumps(people_document(steps))])


def test_only_what_an_account_needs_is_sent() -> None:
    office = Office()
    brought(office)
    sent = "".join(asked for name, asked in office.asked if name == "core_user_create_users")
    users = json.loads(next(asked for name, asked in office.asked if name == "core_user_create_users"))["users"]
    assert set(users[0]) == {"username", "createpassword", "firstname", "lastname", "email", "country", "lang"}
    assert "Antenne" not in sent, "the organisation stays in the list"
    assert 'password": "' not in sent


def test_a_second_time_changes_nothing_of_accounts_and_enrolments() -> None:
    office = Office()
    said = brought(office)
    people = len(roster_of(EXAMPLE).members)
    assert f"Comptes : {people} changements, 0 déjà en place" in said
    assert (len(office.accounts), len(office.inside)) == (people, people)
    office.asked.clear()
    brought(office)
    assert office.writes() == []


def test_what_is_told_names_nobody_even_where_the_site_does() -> None:
    member = roster_of(EXAMPLE).members[0]
    office = Office(refuses=member.username)
    said = brought(office)
    assert f"ligne {member.line}" in said and "--only users" in said and "coursedeploy-personnes.xml" in said
    for person in roster_of(EXAMPLE).members:
        assert not any(word in said for word in (person.username, person.last_name, person.email))
    assert len(office.inside) == len(roster_of(EXAMPLE).members) - 1, "the others are in"


def test_a_list_later_than_the_week_before_is_told() -> None:
    roster = replace(roster_of(EXAMPLE), due=date(2027, 3, 1), start=date(2027, 3, 8))
    assert late_words(roster, date(2027, 3, 1)) == ""
    assert "01/03/2027" in late_words(roster, date(2027, 3, 2))
    assert "a commencé" in late_words(roster, date(2027, 3, 8))
    assert late_words(replace(roster, members=()), date(2027, 3, 8)) == ""


def test_a_folder_that_does_not_say_how_long_data_are_kept_opens_no_account(tmp_path: Path) -> None:
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "4-mise-en-oeuvre.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.strip().startswith("conservation:"))
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    file.write_text("\n".join(lines[:start] + lines[end:]) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        roster_of(folder)
    assert [finding.rule for finding in refused.value.findings] == ["DON-02"]


def test_people_do_not_show_in_a_representation() -> None:
    assert not any(person.last_name in repr(roster_of(EXAMPLE)) for person in roster_of(EXAMPLE).members)
