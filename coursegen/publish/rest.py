"""Speaks with one Moodle site: the only module of coursegen that sends HTTP requests.

Rules kept here (facts tried on Moodle 4.2 to 5.0):

- POST only, form-encoded, the token first in the body and never in an address: addresses end up in logs, and
  PHP drops
  the last fields of a request that has too many.
- https only, but for this machine itself; certificates are judged by the system's own store; a redirection is
  not
  followed, since the token would go with it.
- A request is repeated (four times at most, waiting longer each time, with jitter) only where that is safe:
  reads,
  uploads, and writes that carry a `requestid`, which the site recognises.
- Errors come with HTTP 200; see `reply`.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

from coursegen import __version__
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _

from .encoding import Parameter, php_variables
from .errors import AnswerLost, SiteUnderMaintenance, SiteUnreachable, UnreadableAnswer, UploadTooBig
from .faults import refusal
from .reply import Fault, read_reply
from .secret import Token

_REST = "/webservice/rest/server.php"
_UPLOAD = "/webservice/upload.php"
_ATTEMPTS = 4


@dataclass(frozen=True)
class Patience:
    """Seconds to wait: for a connection, for an answer to a question, for an answer to work or an upload."""

    connect: float = 20
    read: float = 60
    work: float = 180


def checked_address(url: str) -> str:
    """The address of a site without a slash at the end.

    Raises UsageError when tokens must not be sent there.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise UsageError(
            _("« {url} » n’est pas l’adresse d’un site.").format(url=url),
            _("Donnez l’adresse complète, par exemple https://moodle.exemple.org"),
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(_("L’adresse d’un site ne contient ni compte, ni mot de passe, ni paramètre."))
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise UsageError(
            _("« {url} » n’est pas chiffrée : le jeton passerait en clair sur le réseau.").format(url=url),
            _("Utilisez l’adresse en https:// du site."),
        )
    if parts.path.lower().endswith((".php", ".html")):
        raise UsageError(
            _("« {url} » est l’adresse d’une page, pas celle du site.").format(url=url),
            _("Donnez l’adresse de sa page d’accueil, sans « /login/index.php » ni « /course/view.php »."),
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class SystemTrust(HTTPAdapter):
    """Judges certificates by the system's store, where institutions put their own authorities."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Every connection of this adapter is judged so."""
        options["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*arguments, **options)


class MoodleClient:
    """The web services of one site for the holder of one token.

    `noises` lists what the site printed around its answers: a sign of a faulty plugin there, worth telling.
    """

    def __init__(
        self,
        url: str,
        token: Token,
        *,
        patience: Patience | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = checked_address(url)
        self.host = urlsplit(self.url).netloc
        self.noises: list[str] = []
        self._token = token
        self._patience = patience or Patience()
        self._pause = pause
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"coursegen/{__version__}"
        self._session.mount("https://", SystemTrust())

    def ask(self, function: str, parameters: Mapping[str, Parameter] | None = None) -> Any:
        """The answer of a function that changes nothing. Raises SiteError."""
        return self._call(function, parameters or {}, self._patience.read, safe_to_repeat=True)

    def order(self, function: str, parameters: Mapping[str, Parameter]) -> Any:
        """The answer of a function that changes something; repeated only when it carries a `requestid`."""
        safe = bool(parameters.get("requestid"))
        return self._call(function, parameters, self._patience.work, safe_to_repeat=safe)

    def upload(self, name: str, content: bytes, draft: int = 0) -> int:
        """Put a file into a draft area (0: a new one) and return the area's number. Raises SiteError.

        A file of that name being there already counts as success: it is what an earlier, lost answer was
        about; whether the content is the right one is judged by its sha1 when the package is used.
        """
        fields = [("itemid", str(draft)), ("filepath", "/")]
        files = {"file_1": (name, content, "application/octet-stream")}
        answer = self._persist(lambda: self._post(_UPLOAD, fields, self._patience.work, "upload", files), True)
        if not isinstance(answer, list) or len(answer) != 1 or not isinstance(answer[0], dict):
            raise UnreadableAnswer(_("Le site {host} a mal répondu à l’envoi d’un fichier.").format(host=self.host))
        return self._area_of(answer[0], draft)

    def _area_of(self, stored: dict[str, Any], draft: int) -> int:
        problem = stored.get("errortype")
        if problem and not (problem == "filenameexist" and draft):
            fault = Fault(str(problem), self._token.scrub(str(stored.get("error", ""))))
            raise refusal(fault, "upload", self.host)
        return int(stored.get("itemid", draft))

    def _call(self, function: str, parameters: Mapping[str, Parameter], seconds: float, *, safe_to_repeat: bool) -> Any:
        fields = [("wsfunction", function), ("moodlewsrestformat", "json"), *php_variables(parameters)]
        return self._persist(lambda: self._post(_REST, fields, seconds, function), safe_to_repeat)

    def _persist(self, attempt: Callable[[], Any], safe_to_repeat: bool) -> Any:
        """Make the attempt again while the site fails in a way that passes."""
        if not safe_to_repeat:
            return attempt()
        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, SiteUnreachable) and error.passing),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait_exponential(multiplier=0.5, max=10) + wait_random(0, 1),
            sleep=self._pause,
            reraise=True,
        )
        return retrying(attempt)

    def _post(self, path: str, fields: list[tuple[str, str]], seconds: float, function: str, files: Any = None) -> Any:
        response = self._send(path, fields, seconds, files)
        self._judge_status(response)
        reply = read_reply(self._token.scrub(response.content.decode("utf-8", "replace")).encode())
        if reply.noise:
            self.noises.append(reply.noise[:500])
        if reply.fault:
            raise refusal(reply.fault, function, self.host)
        return reply.value

    def _send(self, path: str, fields: list[tuple[str, str]], seconds: float, files: Any) -> requests.Response:
        """Send one request. The library's own errors hold the request, token included: none of them gets out.

        The token joins the fields here, in no variable: a debugger's view of a failure does not have it.
        """
        name = "token" if files else "wstoken"
        failure: SiteUnreachable
        try:
            return self._session.post(
                self.url + path,
                data=[(name, self._token.reveal()), *fields],
                files=files,
                timeout=(self._patience.connect, seconds),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError:
            failure = SiteUnreachable(
                _("Le certificat du site {host} n’est pas reconnu par cette machine.").format(host=self.host),
                _(
                    "Vérifiez l’adresse et la date de la machine ; l’autorité de l’institution doit "
                    "être installée dans le système."
                ),
            )
        except requests.exceptions.ConnectTimeout:
            failure = self._unreachable()
        except (requests.exceptions.Timeout, requests.exceptions.ChunkedEncodingError):
            failure = AnswerLost(self.host)
        except requests.exceptions.RequestException:
            failure = self._unreachable()
        raise failure

    def _unreachable(self) -> SiteUnreachable:
        return SiteUnreachable(
            _("Le site {host} est injoignable.").format(host=self.host),
            _("Vérifiez la connexion et l’adresse du site, puis relancez la même commande."),
            passing=True,
        )

    def _judge_status(self, response: requests.Response) -> None:
        status = response.status_code
        if status == 200:
            return
        if 300 <= status < 400:
            raise self._moved(response.headers.get("Location", "?"))
        if status == 403:
            raise SiteUnreachable(
                _("Le site {host} refuse les services web (HTTP 403).").format(host=self.host),
                _("L’administrateur doit activer les services web et le protocole REST (docs/plugin.md)."),
            )
        if status == 404:
            raise SiteUnreachable(
                _("Aucun Moodle ne répond à l’adresse {url} (HTTP 404).").format(url=self.url),
                _("Vérifiez l’adresse : c’est celle de la page d’accueil du site."),
            )
        if status == 413:
            raise UploadTooBig(
                _("Le serveur web de {host} n’accepte pas un envoi de cette taille (HTTP 413).").format(host=self.host),
                _("L’administrateur doit relever la taille maximale des requêtes du serveur web."),
            )
        if status == 503 and "maintenance" in response.text.lower():
            raise SiteUnderMaintenance(self.host)
        raise SiteUnreachable(
            _("Le site {host} est en panne (HTTP {status}).").format(host=self.host, status=status),
            _("Réessayez plus tard ; si cela dure, prévenez l’administrateur du site."),
            passing=status in (429, 500, 502, 503, 504),
        )

    def _moved(self, place: str) -> SiteUnreachable:
        target = self._token.scrub(place).split("?")[0].removesuffix(_REST).removesuffix(_UPLOAD)
        return SiteUnreachable(
            _("Le site {host} renvoie vers {target}.").format(host=self.host, target=target),
            _("Enregistrez cette adresse : coursegen site add … --url {target}").format(target=target),
        )

    def __repr__(self) -> str:
        return f"MoodleClient({self.url})"
