"""Subsections of a live course (Moodle 4.5 and later) under the hands of a publisher."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token
from moodle_backups import Section
from moodle_backups.activities.page import Page
from moodle_backups.activities.subsection import Subsection

from .reconciled import Live, course, what, with_section, written
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

OLDEST = (4, 5)
ENABLE = "\\core\\plugininfo\\mod::enable_plugin('subsection', 1);"


@pytest.fixture
def live(site: Site, tmp_path: Path) -> Live:
    """A course that does not exist yet, on a site with subsections."""
    if tuple(map(int, site.release.split("#")[0].split("."))) < OLDEST:
        pytest.skip(f"Moodle {site.release} has no subsections")
    site.php(ENABLE)
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    category = plugin.info(Category.named(account.category_idnumber)).category_id
    return Live(site, plugin, category, tmp_path, f"essai-{secrets.token_hex(4)}")


def test_a_subsection_comes_changes_and_goes_with_what_is_in_it(live: Live) -> None:
    key = live.key
    one, two, three = (Page(key=f"{key}/p{n}", name=f"P{n}", content=f"<p>{n}</p>") for n in (1, 2, 3))
    plain = course(key, Section(key="accueil", name="Accueil"), Section(key="s1", name="S1", activities=(one, two)))
    live = live.made(plain)
    cmids = {name: live.activity(name).cmid for name in ("p1", "p2")}
    box = Subsection(key=f"{key}/boite", name="Boîte", activities=(two, three))
    nested = with_section(plain, "s1", activities=(one, box))
    job = live.publish(nested)
    assert what(job) == {"boite": "added", "p3": "added", "p2": "moved"}
    assert live.outline() == [("Accueil", []), ("S1", ["p1", "boite"]), ("Boîte", ["p2", "p3"])]
    assert live.activity("p2").cmid == cmids["p2"], "what learners have worked in is moved, not made anew"
    assert live.publish(nested).writes == 0
    assert written(live.publish(nested, sources="")) == []
    renamed = with_section(plain, "s1", activities=(replace(box, name="Coffre", activities=(three, two)), one))
    live.publish(renamed)
    assert _inside(live, "Coffre") == ["p3", "p2"]
    assert live.publish(renamed).writes == 0
    out = live.publish(plain)
    assert what(out) == {"boite": "hidden", "p3": "hidden", "p2": "moved"}
    assert {name: live.activity(name).cmid for name in ("p1", "p2")} == cmids
    assert [name for name in dict(live.outline())["S1"] if name != "boite"] == ["p1", "p2"]


def _inside(live: Live, title: str = "Boîte") -> list[str]:
    return dict(live.outline())[title]
