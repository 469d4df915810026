"""Records real answers of a Moodle site for the tests: python record.py URL TOKEN CATEGORY FOLDER [updates]

With `updates`: only what publishing again answers (a plugin that can), under the code of the tests themselves.
The site needs the plugin and an account as docs/plugin.md describes it; FOLDER gets one JSON file an answer,
with the site's address and the token replaced. Courses made are left there: use a site that is thrown away.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

import requests

sys.path[:0] = [str(Path(__file__).parents[2])]

from tests.publish.packages import broken_package, course_backup, course_package, prepared  # noqa: E402

ADDRESS = "https://moodle.exemple.org"
KEY = "enregistre"
PLUGIN = "local_coursedeploy_"


class Recorder:
    """Calls a site and keeps what it answered."""

    def __init__(self, url: str, token: str, folder: Path, key: str = "") -> None:
        self.url, self.token, self.folder = url, token, folder
        self.key = key or f"{KEY}-{secrets.token_hex(3)}"  # so that a second recording finds no course of that name

    def keep(self, name: str, response: requests.Response) -> str:
        body = response.text.replace(self.url, ADDRESS).replace(_escaped(self.url), _escaped(ADDRESS))
        body = body.replace(self.token, "0" * 32).replace(self.key, KEY).replace(self.key.upper(), KEY.upper())
        body = re.sub(r'("userprivateaccesskey":")\w+', r"\g<1>" + "0" * 32, body)
        content = {"status": response.status_code, "body": body}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (self.folder / f"{name}.json").write_text(text, encoding="utf-8")
        return response.text

    def call(self, name: str, function: str, token: str = "", form: str = "json", **fields: Any) -> Any:
        data = {"wstoken": token or self.token, "wsfunction": function, **fields}
        if form:
            data["moodlewsrestformat"] = form
        text = self.keep(name, requests.post(f"{self.url}/webservice/rest/server.php", data=data, timeout=60))
        return json.loads(text) if form and text.startswith(("{", "[")) else text

    def upload(self, name: str, file: str, content: bytes, draft: int = 0, token: str = "") -> Any:
        data = {"token": token or self.token, "itemid": draft, "filepath": "/"}
        address = f"{self.url}/webservice/upload.php"
        return json.loads(self.keep(name, requests.post(address, data=data, files={"f": (file, content)}, timeout=60)))

    def restore(self, name: str, package: Path, target: str, key: str, **more: Any) -> Any:
        content = package.read_bytes()
        draft = self.upload("upload", "course.mbz", content)[0]["itemid"]
        fields = {
            "draftitemid": draft,
            "requestid": secrets.token_hex(8),
            "target": target,
            "sha1": hashlib.sha1(content).hexdigest(),
            "options[idnumber]": key,
        }
        return self.call(name, PLUGIN + "restore", **(fields | more))


def _escaped(url: str) -> str:
    """An address as PHP writes it in JSON."""
    return url.replace("/", "\\/")


def record(site: Recorder, category: str) -> None:
    """Everything the tests replay."""
    key = site.key
    with tempfile.TemporaryDirectory() as folder:
        good = course_package(Path(folder) / "good.mbz", key)
        broken = broken_package(Path(folder) / "broken.mbz", key + "-x")
        site.call("site_info", "core_webservice_get_site_info")
        site.call("info", PLUGIN + "get_info", categoryidnumber=category, idnumber=key, shortname=key.upper())
        number = json.loads(json.loads((site.folder / "info.json").read_text())["body"])["category"]["id"]
        site.call("no_job", PLUGIN + "get_job", requestid="unknown-1")
        site.restore("precheck_done", good, "precheck", key, categoryid=number)
        queued = site.restore("new_queued", good, "new", key + "-q", categoryid=number, **{"options[run]": "task"})
        site.call("job_queued", PLUGIN + "get_job", requestid=queued["requestid"])
        done = site.restore("new_done", good, "new", key, categoryid=number)
        site.call("job_done", PLUGIN + "get_job", requestid=done["requestid"])
        site.call("contents", "core_course_get_contents", courseid=done["courseid"])
        site.call("info_taken", PLUGIN + "get_info", categoryid=number, idnumber=key, shortname=key.upper())
        site.restore("new_failed", broken, "new", key + "-x", categoryid=number)
        site.restore("idnumber_taken", good, "new", key, categoryid=number)
        site.restore("wrong_sha1", good, "new", key + "-s", categoryid=number, sha1="0" * 40)
        site.restore("unknown_target", good, "replace", key, categoryid=number)
    record_refusals(site, category)


def record_refusals(site: Recorder, category: str) -> None:
    """What a site answers to wrong calls."""
    bad = "f" * 32
    site.call("invalid_token", PLUGIN + "get_info", token=bad, categoryidnumber=category)
    site.call("xml_invalid_token", PLUGIN + "get_info", token=bad, form="", categoryidnumber=category)
    site.call("unknown_function", "local_nowhere_get_info")
    site.call("function_not_in_service", "core_user_create_users")
    site.call("bad_parameter", PLUGIN + "get_info", categoryid="true")
    site.call("no_category", PLUGIN + "get_info", categoryidnumber="nulle-part")
    site.call("other_category", PLUGIN + "get_info", categoryid=1)
    site.upload("upload_invalid_token", "course.mbz", b"x", token=bad)
    draft = site.upload("upload_part", "course.mbz.part0000", b"x" * 100)[0]["itemid"]
    site.upload("upload_name_taken", "course.mbz.part0000", b"x" * 100, draft)


def record_updates(site: Recorder, category: str) -> None:
    """What a site answers when a course is published, changed, and taken back."""
    answer = site.call("present_info", PLUGIN + "get_info", categoryidnumber=category, idnumber=site.key)
    number = answer["category"]["id"]
    first, second = (prepared(course_backup(site.key, extra=extra)) for extra in ("", "changé"))
    with tempfile.TemporaryDirectory() as folder:
        old, new = first.write(Path(folder) / "1.mbz"), second.write(Path(folder) / "2.mbz")
        options = {"categoryid": number, "options[sources]": first.sources.document(), "options[label]": "1.0"}
        made = site.restore("present_new", old.path, "new", site.key, **options)["courseid"]
        state = site.call("inventory", PLUGIN + "get_inventory", courseid=made)["state"]
        told = {
            "categoryid": number,
            "options[courseid]": made,
            "options[sources]": second.sources.document(),
            "options[label]": "1.1",
            "options[only]": json.dumps([f"{site.key}/s1/lire"]),
            "options[expectstate]": state,
        }
        wrong = told | {"options[expectstate]": "0" * 40}
        site.restore("state_moved", new.path, "reconcile", site.key, **wrong)
        site.restore("updated", new.path, "reconcile", site.key, **told)
    state = site.call("inventory_updated", PLUGIN + "get_inventory", courseid=made)["state"]
    back = {"courseid": made, "requestid": secrets.token_hex(8), "expectstate": state}
    site.call("rolled_back", PLUGIN + "rollback", **back)
    site.call("no_course", PLUGIN + "get_inventory", courseid=987654)


if __name__ == "__main__":
    url, token, category, folder, *what = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    if what == ["updates"]:
        record_updates(Recorder(url, token, Path(folder), KEY), category)
    else:
        record(Recorder(url, token, Path(folder)), category)
