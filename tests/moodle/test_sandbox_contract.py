"""Real sites keep the contract that the sandbox keeps: so that the sandbox stays honest."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from coursegen.publish.plugin import Category
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token

from ..sandbox.contract import Ground, each_promise
from .site import Site


@each_promise
def test_moodle_keeps_it(site: Site, tmp_path: Path, promise: Callable[[Ground], None]) -> None:
    account = site.publisher()
    client = MoodleClient(site.url, Token(account.token))

    def edit(cmid: int) -> None:
        site.php(
            "$cm = get_coursemodule_from_id('page', (int) $args[0], 0, false, MUST_EXIST);"
            "$DB->set_field('page', 'content', '<p>Retouché</p>', ['id' => $cm->instance]);",
            str(cmid),
        )

    key = f"contrat-{secrets.token_hex(4)}"
    category = Category.named(account.category_idnumber)
    people = (
        _teacher(site, "set_coursemodule_visible((int) $args[0], 0);"),
        _teacher(site, "course_delete_module((int) $args[0]);"),
        _teacher(site, "update_course((object) ['id' => $args[0], 'fullname' => 'Du formateur']);"),
        _teacher(site, "move_section_to(get_course($args[0]), $DB->count_records('course_sections', $of) - 1, 1);"),
    )
    promise(Ground(client, category, tmp_path, edit, key, *people))


def _teacher(site: Site, work: str) -> Callable[[int], None]:
    """What a teacher does to a thing of a number."""
    lib = "require_once($CFG->dirroot . '/course/lib.php'); $of = ['course' => $args[0]];"

    def act(number: int) -> None:
        site.php(f"{lib} {work} echo 'ok';", str(number))

    return act
