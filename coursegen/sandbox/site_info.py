"""What the sandbox says of itself: its release, its limits, the rights of the one account that publishes there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from coursegen.sandbox.inventory import CATEGORY
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.refusal import Refusal
from coursegen.sandbox.seeds import SERVICES

API_VERSION: Final = 2
INPUT_VARS: Final = 5000
_UPLOAD: Final = 20 * 1024 * 1024
_RELEASE: Final = "4.5 (bac à sable)"
CATEGORY_NAME: Final = "BAC-A-SABLE"
FUNCTIONS: Final = (
    "core_webservice_get_site_info",
    "core_course_get_contents",
    "core_course_get_courses_by_field",
    *SERVICES,
    *(
        f"local_coursedeploy_{name}"
        for name in (
            "get_info",
            "get_inventory",
            "restore",
            "rollback",
            "snapshot",
            "upsert_scorm",
            "get_job",
            "get_results",
        )
    ),
)
_RIGHTS: Final = (
    "local/coursedeploy:publish",
    "moodle/course:create",
    "moodle/course:update",
    "moodle/course:manageactivities",
    "moodle/restore:restorecourse",
)
_WISHED: Final = ("moodle/course:viewhiddenactivities", "moodle/course:ignoreavailabilityrestrictions")


def token_info(bench: Bench) -> dict[str, Any]:
    """`core_webservice_get_site_info`."""
    return {
        "sitename": "Bac à sable",
        "username": "publication",
        "userid": 2,
        "siteurl": bench.address,
        "release": _RELEASE,
        "version": "2024100700",
        "usermaxuploadfilesize": _UPLOAD,
        "functions": [{"name": name, "version": "1"} for name in FUNCTIONS],
    }


def site_info(bench: Bench, told: Mapping[str, Any], most_post: int = 0) -> dict[str, Any]:
    """`get_info`. Raises Refusal `nocategory`."""
    number, idnumber = int(told.get("categoryid") or 0), told.get("categoryidnumber", "")
    if (number and number != CATEGORY) or (idnumber and idnumber != CATEGORY_NAME) or not (number or idnumber):
        raise Refusal("nocategory")
    by_number = bench.courses.named("idnumber", told.get("idnumber", ""))
    by_name = bench.courses.named("shortname", told.get("shortname", ""))
    return {
        "apiversion": API_VERSION,
        "pluginversion": 2026112200,
        "targets": ["precheck", "new", "reconcile", "rollback"],
        "features": ["inventory", "snapshot", "rollback", "upsert_scorm", "results", "sources"],
        "category": {"id": CATEGORY, "idnumber": CATEGORY_NAME, "name": "Bac à sable"},
        "site": _site(bench),
        "limits": {"uploadbytes": _UPLOAD, "postbytes": most_post, "inputvars": INPUT_VARS},
        "rights": [
            {"name": name, "title": name, "needed": name in _RIGHTS, "allowed": True} for name in (*_RIGHTS, *_WISHED)
        ],
        "idnumbercourse": by_number.id if by_number else 0,
        "shortnamecourse": by_name.id if by_name else 0,
    }


def _site(bench: Bench) -> dict[str, Any]:
    from moodle_backups.activities import ACTIVITY_TYPES
    from moodle_backups.questions import QUESTION_TYPES

    return {
        "release": _RELEASE,
        "version": "2024100700",
        "branch": "405",
        "time": int(bench.now()),
        "lastcron": int(bench.store.setting("cron") or bench.now()),
        "modules": sorted(ACTIVITY_TYPES),
        "questiontypes": sorted(QUESTION_TYPES),
        "formats": ["singleactivity", "social", "topics", "weeks"],
        "languages": ["en", "fr", "es", "pt"],
    }
