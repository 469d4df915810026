"""Walking through a site's pages: where a password goes, and what stops the walk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses

from coursegen.errors import UsageError
from coursegen.publish.errors import SiteRefused
from coursegen.publish.secret import Token
from coursegen.publish.session.pages import Page, Pages

from .replay import ADDRESS

LOGIN = f"{ADDRESS}/login/index.php"
FORM = (
    '<form action="{url}" method="post"><input name="logintoken" value="x"><input name="username">'
    '<input name="password" type="password"></form>'
)


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as made:
        yield made


def refused(code: str, account: str = "awa") -> SiteRefused:
    with pytest.raises(SiteRefused) as found:
        Pages(ADDRESS).log_in(account, Token("secret"))
    assert found.value.code == code
    return found.value


def test_a_site_with_another_login_is_told_and_gets_no_password(mock: responses.RequestsMock) -> None:
    mock.add(responses.GET, LOGIN, status=302, headers={"Location": "https://sso.exemple.org/entrer"})
    assert "SSO" in refused("nologinform").remedy
    assert [call.request.url for call in mock.calls] == [LOGIN]


def test_a_login_that_leads_to_another_host_stops_there(mock: responses.RequestsMock) -> None:
    mock.add(responses.GET, LOGIN, FORM.format(url=LOGIN))
    mock.add(responses.POST, LOGIN, status=303, headers={"Location": "https://ailleurs.exemple.org/"})
    refused("nologinform")
    assert {str(call.request.url).split("/")[2] for call in mock.calls} == {"moodle.exemple.org"}


def test_a_page_in_between_is_named(mock: responses.RequestsMock) -> None:
    mock.add(responses.GET, LOGIN, FORM.format(url=LOGIN))
    mock.add(responses.POST, LOGIN, '<p>"sesskey":"abc"</p>')
    mock.add(responses.GET, f"{ADDRESS}/my/", status=303, headers={"Location": f"{ADDRESS}/user/policy.php"})
    mock.add(responses.GET, f"{ADDRESS}/user/policy.php", '<p>"sesskey":"abc"</p>')
    assert "/user/policy.php" in refused("stopped").message


def test_a_password_is_not_sent_unencrypted() -> None:
    with pytest.raises(UsageError):
        Pages("http://moodle.exemple.org")


def test_a_form_carries_what_a_browser_would_send() -> None:
    page = Page(
        f"{ADDRESS}/course/edit.php?id=3",
        '<form action="edit.php"><input type="hidden" name="id" value="3"><input type="checkbox" name="a" checked>'
        '<input type="checkbox" name="b"><input name="off" value="1" disabled><textarea name="t">x</textarea>'
        '<select name="s"><option value="1"><option value="2" selected></select>'
        '<button name="save" value="oui"></form>',
    )
    [form] = page.forms()
    assert dict(form.fields) == {"id": "3", "a": "on", "t": "x", "s": "2"}
    assert form.action == f"{ADDRESS}/course/edit.php" and form.buttons == (("save", "oui"),)


def test_a_site_that_prints_before_it_leads_on_is_followed(mock: responses.RequestsMock) -> None:
    onward = f'<div class="continuebutton"><a href="{ADDRESS}/backup/restore.php?contextid=1&amp;f=2">…</a></div>'
    mock.add(responses.GET, f"{ADDRESS}/a.php", f'Warning<body class="pagelayout-redirect">{onward}</body>')
    mock.add(responses.GET, f"{ADDRESS}/backup/restore.php", "<p>la suite</p>")
    page = Pages(ADDRESS).get("/a.php")
    assert "la suite" in page.html and page.url.endswith("contextid=1&f=2")
