"""Walks through a site's own pages as a person who is logged in: for sites whose web services are closed.

Beside `rest` the only module that sends HTTP requests, under the same rules: https but for this machine, the system's
own trust store, no password in an address, no way out to another host. Forms are filled by the names of their fields
and pages are recognised by their structure, so the language of the site makes no difference.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import lxml.html
import requests

from coursegen import __version__
from coursegen.errors import SiteError
from coursegen.i18n import gettext as _
from coursegen.publish.errors import AnswerLost, SiteRefused, SiteUnderMaintenance, SiteUnreachable
from coursegen.publish.reply import read_reply
from coursegen.publish.rest import Patience, SystemTrust, checked_address
from coursegen.publish.secret import Token

_MOST_REDIRECTS: Final = 10
_SHOWN: Final = 200
_SESSKEY: Final = re.compile(r'"sesskey":"(\w+)"')
_UPLOADER: Final = re.compile(r'"id":"?(\d+)"?,"name":"[^"]*","type":"upload"')
_ERRORS: Final = (
    "//*[contains(@class, 'errorbox')]//p",
    "//*[contains(@class, 'alert-danger')]",
    "//*[contains(@class, 'errormessage')]",
    "//*[contains(@class, 'invalid-feedback') and normalize-space()]",
)


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, its fields as a browser would send them, its buttons."""

    action: str
    fields: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str | None:
        """The value of a field; None when there is no such field."""
        return next((value for known, value in self.fields if known == name), None)

    def has(self, name: str) -> bool:
        """Whether it has a field or a button of that name."""
        return any(known == name for known, _value in (*self.fields, *self.buttons))


@dataclass(frozen=True)
class Page:
    """A page of the site: its address and its content."""

    url: str
    html: str

    @property
    def tree(self) -> Any:
        """Its elements."""
        return lxml.html.fromstring(self.html or "<html></html>", base_url=self.url)

    def forms(self) -> list[Form]:
        """Its forms, in their order."""
        return [_form(form, self.url) for form in self.tree.forms]

    def form_with(self, *names: str) -> Form | None:
        """The first form that has all these fields."""
        return next((form for form in self.forms() if all(form.has(name) for name in names)), None)

    def error(self) -> str:
        """What the site complains about, in its own words."""
        tree = self.tree
        for path in _ERRORS:
            for element in tree.xpath(path):
                if words := " ".join(element.text_content().split()):
                    return words[:_SHOWN]
        return ""


class Pages:
    """The pages of one site for one person."""

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self.url = checked_address(url)
        self.host = urlsplit(self.url).netloc
        self._patience = patience or Patience()
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"coursegen/{__version__}"
        self._session.mount("https://", SystemTrust())
        self._sesskey = ""

    def log_in(self, account: str, password: Token) -> None:
        """Open a session. Raises SiteRefused when the site doesn't let this account in by its own form."""
        form = self.get("/login/index.php").form_with("username", "password")
        if form is None:
            raise _no_login(self.host)
        page = self.send(form, {"username": account, "password": password.reveal()})
        if page.form_with("username", "password"):
            raise SiteRefused(
                "invalidlogin",
                _("Le site {host} n’accepte pas ce compte ou ce mot de passe.").format(host=self.host),
                _("Vérifiez-les : coursegen site add NOM --url … --category … --account COMPTE --password-stdin"),
            )
        home = self.get("/my/")
        if not self._sesskey or "/my" not in urlsplit(home.url).path:
            raise SiteRefused(
                "stopped",
                _("Le site {host} demande autre chose avant de laisser entrer ce compte ({page}).").format(
                    host=self.host, page=urlsplit(home.url).path
                ),
                _("Entrez une fois sur le site avec ce compte dans un navigateur, faites ce qu’il demande, relancez."),
            )

    def get(self, path: str) -> Page:
        """A page. Raises SiteError."""
        return self._walk("GET", self._absolute(path), None, None)

    def send(
        self, form: Form, values: Mapping[str, str | None] | None = None, button: str = "", drop: Sequence[str] = ()
    ) -> Page:
        """Send a form with other values (None: without the field), by a button when it has one of that name."""
        changed = dict(values or {})
        fields = [
            (name, changed.pop(name) if name in changed else value) for name, value in form.fields if name not in drop
        ]
        fields += list(changed.items())
        fields += [pair for pair in form.buttons if pair[0] == button][:1]
        return self._walk("POST", form.action, [(name, value) for name, value in fields if value is not None], None)

    def ajax(self, function: str, arguments: Mapping[str, object]) -> Any:
        """What one of the functions that pages themselves call answers. Raises SiteError."""
        address = f"{self.url}/lib/ajax/service.php?sesskey={self._sesskey}&info={function}"
        body = json.dumps([{"index": 0, "methodname": function, "args": arguments}])
        answer = self._json(self._ask("POST", address, body, None))
        first = answer[0] if isinstance(answer, list) and answer else {}
        if first.get("error") or "data" not in first:
            said = first.get("exception") or {}
            raise SiteRefused(str(said.get("errorcode", "ajax")), str(said.get("message", function)))
        return first["data"]

    def upload(self, page: Page, name: str, content: Any, context_id: int, draft: int = 0) -> int:
        """Put a file into a draft area by the file picker of a page; the area's number. Raises SiteError."""
        uploader = _UPLOADER.search(page.html.replace("\\/", "/"))
        if not uploader:
            raise SiteRefused(
                "noupload",
                _("Le site {host} ne permet pas à ce compte de déposer un fichier.").format(host=self.host),
                _("L’administrateur active le dépôt « Déposer un fichier » et donne le droit repository/upload:view."),
            )
        area = draft or secrets.randbelow(900_000_000) + 1
        fields = {
            "sesskey": self._sesskey,
            "repo_id": uploader[1],
            "itemid": str(area),
            "ctx_id": str(context_id),
            "savepath": "/",
            "title": name,
            "author": "",
            "license": "unknown",
            "env": "filepicker",
            "accepted_types[]": "*",
        }
        files = {"repo_upload_file": (name, content, "application/octet-stream")}
        answer = self._json(
            self._ask("POST", f"{self.url}/repository/repository_ajax.php?action=upload", fields, files)
        )
        if not isinstance(answer, dict) or answer.get("error") or "id" not in answer:
            words = str(answer.get("error", "?")) if isinstance(answer, dict) else "?"
            raise SiteRefused(
                "upload", _("Le site {host} refuse le fichier : {words}").format(host=self.host, words=words)
            )
        return int(answer["id"])

    def drop(self, course: int, section: int, kind: str, name: str, content: Any) -> int:
        """Make an activity of a file dropped on a course page (course/dndupload.php); its number. Raises SiteError."""
        fields = {"sesskey": self._sesskey, "course": str(course), "section": str(section)}
        files = {"repo_upload_file": (name, content, "application/octet-stream")}
        address = f"{self.url}/course/dndupload.php"
        answer = self._json(self._ask("POST", address, {**fields, "type": "Files", "module": kind}, files))
        if not isinstance(answer, dict) or answer.get("error") or not answer.get("cmid"):
            words = str(answer.get("error", "?")) if isinstance(answer, dict) else "?"
            raise SiteRefused(
                "drop", _("Le site {host} refuse le fichier : {words}").format(host=self.host, words=words)
            )
        return int(answer["cmid"])

    def _absolute(self, path: str) -> str:
        return self.url + path if path.startswith("/") else path

    def _walk(self, method: str, address: str, data: Any, files: Any) -> Page:
        """Follow the site's redirections, on this site only."""
        for _hop in range(_MOST_REDIRECTS):
            answer = self._ask(method, address, data, files)
            page = Page(address, answer.text)
            onward = answer.headers.get("Location", "") if 300 <= answer.status_code < 400 else _onward(page)
            if not onward:
                if found := _SESSKEY.search(page.html):
                    self._sesskey = found[1]
                return page
            address = urljoin(address, onward)
            if urlsplit(address).netloc != self.host:
                raise _no_login(self.host)
            method, data, files = "GET", None, None
        raise SiteUnreachable(_("Le site {host} renvoie sans fin d’une page à l’autre.").format(host=self.host))

    def _ask(self, method: str, address: str, data: Any, files: Any) -> requests.Response:
        failure: SiteError
        seconds = self._patience.work if data else self._patience.read
        try:
            answer = self._session.request(
                method,
                address,
                data=data,
                files=files,
                timeout=(self._patience.connect, seconds),
                allow_redirects=False,
            )
        except (requests.exceptions.ReadTimeout, requests.exceptions.ChunkedEncodingError):
            failure = AnswerLost(self.host)
        except requests.exceptions.RequestException:
            failure = SiteUnreachable(
                _("Le site {host} est injoignable.").format(host=self.host),
                _("Vérifiez la connexion et l’adresse du site, puis relancez la même commande."),
                passing=True,
            )
        else:
            if answer.status_code == 503 and "maintenance" in answer.text.lower():
                raise SiteUnderMaintenance(self.host)
            if answer.status_code >= 500:
                raise SiteUnreachable(
                    _("Le site {host} est en panne (HTTP {status}).").format(host=self.host, status=answer.status_code),
                    _("Réessayez plus tard ; si cela dure, prévenez l’administrateur du site."),
                )
            answer.encoding = "utf-8"
            return answer
        raise failure

    def _json(self, answer: requests.Response) -> Any:
        """What a script of the site answers, whatever its plugins print around it."""
        return read_reply(answer.content).value

    def __repr__(self) -> str:
        return f"Pages({self.url})"


def _onward(page: Page) -> str:
    """Where a page only leads on to: a site that prints warnings can't redirect, it shows a link."""
    if "pagelayout-redirect" not in page.html:
        return ""
    links = page.tree.xpath("//*[contains(@class, 'continuebutton')]//a/@href | //meta[@http-equiv='refresh']/@content")
    return str(links[0]).rsplit("url=", 1)[-1].strip() if links else ""


def _no_login(host: str) -> SiteRefused:
    return SiteRefused(
        "nologinform",
        _("Le site {host} n’a pas de page de connexion avec un compte et un mot de passe.").format(host=host),
        _("Il passe par une autre connexion (SSO) : utilisez un jeton, ou --channel manual."),
    )


def _form(form: Any, page: str) -> Form:
    for empty in form.xpath(".//input[@name and not(@value) and not(@type = 'checkbox' or @type = 'radio')]"):
        empty.set("value", "")  # a browser sends it empty
    fields = tuple((str(name), str(value)) for name, value in form.form_values())
    buttons = form.xpath(".//button[@name] | .//input[@name and (@type = 'submit' or @type = 'image')]")
    action = urljoin(page, form.get("action") or page)
    return Form(action, fields, tuple((b.get("name"), b.get("value") or "") for b in buttons))
