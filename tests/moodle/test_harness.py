"""The harness itself: sites that start, and a restore gate that lets nothing pass."""

from __future__ import annotations

from .site import Site


def test_a_fresh_site_has_no_course_but_its_own(site: Site) -> None:
    site.clean_courses()
    assert site.query("SELECT count(*) AS n FROM {course}") == [{"n": 1}]
