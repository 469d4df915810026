"""A tiny Moodle course package, written out by hand: a page with a picture, and a quiz of two questions.

It shares nothing with the package writer under test, so that a fault of the harness cannot hide behind one of the
product. Elements and order as Moodle's own backups have them; labelled as 4.1, which every later release takes.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

PAGE_NAME = "Lire la consigne"
QUIZ_NAME = "Vérifier ses acquis"
RIGHT_ANSWERS = {"Le chef-lieu": "Lomé", "La cotisation": "Vrai"}

_DATE = 1_700_000_000
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_PICTURE_SHA1 = hashlib.sha1(_PICTURE).hexdigest()
PICTURE_PATH = f"files/{_PICTURE_SHA1[:2]}/{_PICTURE_SHA1}"
# Package-local numbers: sections 11-12, activities 21-22, their instances 31-32, contexts 40-42 ...
_COURSE_CONTEXT, _PAGE_CONTEXT, _QUIZ_CONTEXT, _GRADE_ITEM, _FILE = 40, 41, 42, 51, 61
_TOP, _CATEGORY = 71, 72


def tiny_package() -> dict[str, bytes]:
    """The files of the package by their path in the archive; `pack()` writes them."""
    empty_roles: dict[str, Any] = {"role_overrides": {}, "role_assignments": {}}
    trees: dict[str, tuple[str, Mapping[str, Any]]] = {
        "moodle_backup.xml": ("moodle_backup", {"information": _information()}),
        "course/course.xml": ("course", _course()),
        "course/roles.xml": ("roles", empty_roles),
        "roles.xml": ("roles_definition", {}),
        "scales.xml": ("scales_definition", {}),
        "outcomes.xml": ("outcomes_definition", {}),
        "groups.xml": ("groups", {"groupings": {}}),
        "questions.xml": ("question_categories", _questions()),
        "files.xml": ("files", {"file": _file()}),
        "sections/section_11/section.xml": ("section", _section(11, 0, None)),
        "sections/section_12/section.xml": ("section", _section(12, 1, "Découvrir")),
    }
    for folder, name, body, module, grades, references in (_page(), _quiz()):
        trees[f"{folder}/{name}.xml"] = ("activity", body)
        trees[f"{folder}/module.xml"] = ("module", module)
        trees[f"{folder}/grades.xml"] = ("activity_gradebook", grades)
        trees[f"{folder}/roles.xml"] = ("roles", empty_roles)
        trees[f"{folder}/inforef.xml"] = ("inforef", references)
    files = {path: _document(tag, tree) for path, (tag, tree) in trees.items()}
    return files | {PICTURE_PATH: _PICTURE}


def pack(files: Mapping[str, bytes], target: Path) -> Path:
    """Write the archive and return its path."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return target


def _document(tag: str, tree: Mapping[str, Any]) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(tag, tree)}'.encode()


def _element(tag: str, value: Any) -> str:
    """Mappings are nested elements (`@key`: attribute), lists repeat the element, None is Moodle's NULL mark."""
    if isinstance(value, list):
        return "".join(_element(tag, each) for each in value)
    if not isinstance(value, Mapping):
        return f"<{tag}>{'$@NULL@$' if value is None else escape(str(value))}</{tag}>\n"
    attributes = "".join(f' {key[1:]}="{inner}"' for key, inner in value.items() if key.startswith("@"))
    children = "".join(_element(key, inner) for key, inner in value.items() if not key.startswith("@"))
    return f"<{tag}{attributes}>{children}</{tag}>\n"


def _information() -> dict[str, Any]:
    roots = {
        "filename": "tiny.mbz",
        "activities": 1,
        "files": 1,
        "questionbank": 1,
        "groups": 1,
        "customfield": 1,
    }
    off = "users anonymize role_assignments blocks filters comments badges calendarevents userscompletion logs "
    off += "grade_histories competencies contentbankcontent xapistate legacyfiles"
    settings = [{"level": "root", "name": n, "value": v} for n, v in (roots | dict.fromkeys(off.split(), 0)).items()]
    for level, name in (("section", "section_11"), ("section", "section_12"), ("activity", "page_21"),
                        ("activity", "quiz_22")):  # fmt: skip
        for kind, value in (("included", 1), ("userinfo", 0)):
            settings.append({"level": level, level: name, "name": f"{name}_{kind}", "value": value})
    return {
        "name": "tiny.mbz", "moodle_version": 2022112800, "moodle_release": "4.1 (Build: 20221128)",
        "backup_version": 2022112800, "backup_release": "4.1", "backup_date": _DATE, "mnet_remoteusers": 0,
        "include_files": 1, "include_file_references_to_external_content": 0,
        "original_wwwroot": "https://essai.invalid",
        "original_site_identifier_hash": hashlib.md5(b"essai").hexdigest(), "original_course_id": 2,
        "original_course_format": "topics", "original_course_fullname": "Cours d'essai",
        "original_course_shortname": "ESSAI", "original_course_startdate": _DATE, "original_course_enddate": 0,
        "original_course_contextid": _COURSE_CONTEXT, "original_system_contextid": 1,
        "details": {"detail": {"@backup_id": "0" * 32, "type": "course", "format": "moodle2", "interactive": 1,
                               "mode": 10, "execution": 1, "executiontime": 0}},
        "contents": _contents(), "settings": {"setting": settings},
    }  # fmt: skip


def _contents() -> dict[str, Any]:
    activities = [("page", 21, PAGE_NAME), ("quiz", 22, QUIZ_NAME)]
    return {
        "activities": {"activity": [
            {"moduleid": number, "sectionid": 12, "modulename": name, "title": title,
             "directory": f"activities/{name}_{number}", "insubsection": ""}
            for name, number, title in activities
        ]},
        "sections": {"section": [
            {"sectionid": number, "title": title, "directory": f"sections/section_{number}", "parentcmid": "",
             "modname": ""}
            for number, title in ((11, "0"), (12, "Découvrir"))
        ]},
        "course": {"courseid": 2, "title": "ESSAI", "directory": "course"},
    }  # fmt: skip


def _course() -> dict[str, Any]:
    return {
        "@id": 2, "@contextid": _COURSE_CONTEXT, "shortname": "ESSAI", "fullname": "Cours d'essai", "idnumber": "",
        "summary": "", "summaryformat": 1, "format": "topics", "showgrades": 1, "newsitems": 0, "startdate": _DATE,
        "enddate": 0, "marker": 0, "maxbytes": 0, "legacyfiles": 0, "showreports": 0, "visible": 1, "groupmode": 0,
        "groupmodeforce": 0, "defaultgroupingid": 0, "lang": "", "theme": "", "timecreated": _DATE,
        "timemodified": _DATE, "requested": 0, "showactivitydates": 1, "showcompletionconditions": 1,
        "pdfexportfont": None, "enablecompletion": 1, "completionnotify": 0,
        "category": {"@id": 1, "name": "Essai", "description": None}, "tags": {}, "customfields": {},
        "courseformatoptions": {},
    }  # fmt: skip


def _section(number: int, position: int, name: str | None) -> dict[str, Any]:
    return {
        "@id": number, "number": position, "name": name, "summary": "", "summaryformat": 1, "sequence": "",
        "visible": 1, "availabilityjson": None, "timemodified": _DATE,
    }  # fmt: skip


def _module(number: int, name: str, **more: Any) -> dict[str, Any]:
    return {
        "@id": number, "@version": 2022112800, "modulename": name, "sectionid": 12, "sectionnumber": 1,
        "idnumber": f"essai/{name}", "added": _DATE, "score": 0, "indent": 0, "visible": 1,
        "visibleoncoursepage": 1, "visibleold": 1, "groupmode": 0, "groupingid": 0, "completion": 2,
        "completiongradeitemnumber": None, "completionpassgrade": 0, "completionview": 0, "completionexpected": 0,
        "availability": None, "showdescription": 0, "downloadcontent": 1, "lang": "", "tags": {},
    } | more  # fmt: skip


_Activity = tuple[str, str, dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]


def _page() -> _Activity:
    text = '<p>Lisez la consigne.</p><p><img src="@@PLUGINFILE@@/carr%C3%A9.png" alt="Un carré"></p>'
    page = {
        "@id": 31, "name": PAGE_NAME, "intro": "", "introformat": 1, "content": text, "contentformat": 1,
        "legacyfiles": 0, "legacyfileslast": None, "display": 5, "displayoptions": "", "revision": 1,
        "timemodified": _DATE,
    }  # fmt: skip
    body = {"@id": 31, "@moduleid": 21, "@modulename": "page", "@contextid": _PAGE_CONTEXT, "page": page}
    no_grades: dict[str, Any] = {"grade_items": {}, "grade_letters": {}}
    files = {"fileref": {"file": {"id": _FILE}}}
    return "activities/page_21", "page", body, _module(21, "page", completionview=1), no_grades, files


def _file() -> dict[str, Any]:
    return {
        "@id": _FILE, "contenthash": _PICTURE_SHA1, "contextid": _PAGE_CONTEXT, "component": "mod_page",
        "filearea": "content", "itemid": 0, "filepath": "/", "filename": "carré.png", "userid": None,
        "filesize": len(_PICTURE), "mimetype": "image/png", "status": 0, "timecreated": _DATE,
        "timemodified": _DATE, "source": "carré.png", "author": None, "license": None, "sortorder": 0,
        "repositorytype": None, "repositoryid": None, "reference": None,
    }  # fmt: skip


def _quiz() -> _Activity:
    quiz = {
        "@id": 32, "name": QUIZ_NAME, "intro": "", "introformat": 1, "timeopen": 0, "timeclose": 0, "timelimit": 0,
        "overduehandling": "autosubmit", "graceperiod": 0, "preferredbehaviour": "deferredfeedback",
        "canredoquestions": 0, "attempts_number": 0, "attemptonlast": 0, "grademethod": 1, "decimalpoints": 2,
        "questiondecimalpoints": -1, "reviewattempt": 69904, "reviewcorrectness": 69904, "reviewmaxmarks": 69904,
        "reviewmarks": 69904, "reviewspecificfeedback": 69904, "reviewgeneralfeedback": 69904,
        "reviewrightanswer": 69904, "reviewoverallfeedback": 4368, "questionsperpage": 1, "navmethod": "free",
        "shuffleanswers": 1, "sumgrades": "2.00000", "grade": "10.00000", "timecreated": _DATE,
        "timemodified": _DATE, "password": "", "subnet": "", "browsersecurity": "-", "delay1": 0, "delay2": 0,
        "showuserpicture": 0, "showblocks": 0, "completionattemptsexhausted": 0, "completionminattempts": 0,
        "allowofflineattempts": 0, "quiz_grade_items": {},
        "question_instances": {"question_instance": [_slot(1, 81), _slot(2, 82)]},
        "sections": {"section": {"@id": 91, "firstslot": 1, "heading": "", "shufflequestions": 0}},
        "feedbacks": {}, "overrides": {}, "grades": {}, "attempts": {},
    }  # fmt: skip
    body = {"@id": 32, "@moduleid": 22, "@modulename": "quiz", "@contextid": _QUIZ_CONTEXT, "quiz": quiz}
    grades = {"grade_items": {"grade_item": _grade_item()}, "grade_letters": {}}
    categories = {"question_category": [{"id": _TOP}, {"id": _CATEGORY}]}
    module = _module(22, "quiz", completiongradeitemnumber=0, completionpassgrade=1)
    references = {"grade_itemref": {"grade_item": {"id": _GRADE_ITEM}}, "question_categoryref": categories}
    return "activities/quiz_22", "quiz", body, module, grades, references


def _slot(position: int, entry: int) -> dict[str, Any]:
    reference = {
        "@id": 90 + entry, "usingcontextid": _QUIZ_CONTEXT, "component": "mod_quiz", "questionarea": "slot",
        "questionbankentryid": entry, "version": None,
    }  # fmt: skip
    return {
        "@id": 100 + position, "quizid": 32, "slot": position, "page": position, "displaynumber": None,
        "requireprevious": 0, "maxmark": "1.0000000", "quizgradeitemid": None, "question_reference": reference,
    }  # fmt: skip


def _grade_item() -> dict[str, Any]:
    return {
        "@id": _GRADE_ITEM, "categoryid": None, "itemname": QUIZ_NAME, "itemtype": "mod", "itemmodule": "quiz",
        "iteminstance": 32, "itemnumber": 0, "iteminfo": None, "idnumber": "essai/quiz", "calculation": None,
        "gradetype": 1, "grademax": "10.00000", "grademin": "0.00000", "scaleid": None, "outcomeid": None,
        "gradepass": "6.00000", "multfactor": "1.00000", "plusfactor": "0.00000", "aggregationcoef": "0.00000",
        "aggregationcoef2": "0.00000", "weightoverride": 0, "sortorder": 2, "display": 0, "decimals": None,
        "hidden": 0, "locked": 0, "locktime": 0, "needsupdate": 0, "timecreated": _DATE, "timemodified": _DATE,
        "grade_grades": {},
    }  # fmt: skip


def _questions() -> dict[str, Any]:
    chief_town = {
        "answers": {"answer": [_answer(201, "Lomé", 1), _answer(202, "Dakar", 0), _answer(203, "Niamey", 0)]},
        "multichoice": {
            "@id": 211, "layout": 0, "single": 1, "shuffleanswers": 1, "correctfeedback": "",
            "correctfeedbackformat": 1, "partiallycorrectfeedback": "", "partiallycorrectfeedbackformat": 1,
            "incorrectfeedback": "", "incorrectfeedbackformat": 1, "answernumbering": "abc", "shownumcorrect": 0,
            "showstandardinstruction": 0,
        },
    }  # fmt: skip
    contribution = {
        "answers": {"answer": [_answer(204, "Vrai", 1, text_format=0), _answer(205, "Faux", 0, text_format=0)]},
        "truefalse": {"@id": 212, "trueanswer": 204, "falseanswer": 205, "showstandardinstruction": 0},
    }
    entries = [
        _entry(81, "multichoice", "Le chef-lieu", "<p>Où siège la CIPRES ?</p>", chief_town),
        _entry(82, "truefalse", "La cotisation", "<p>La cotisation finance les prestations.</p>", contribution),
    ]
    return {"question_category": [_bank(_TOP, "top", 0, []), _bank(_CATEGORY, "Questions", _TOP, entries)]}


def _bank(number: int, name: str, parent: int, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@id": number, "name": name, "contextid": _QUIZ_CONTEXT, "contextlevel": 70, "contextinstanceid": 22,
        "info": "", "infoformat": 1 if parent else 0, "stamp": f"essai+{number}", "parent": parent,
        "sortorder": 999, "idnumber": None, "question_bank_entries": {"question_bank_entry": entries},
    }  # fmt: skip


def _entry(number: int, kind: str, name: str, text: str, body: dict[str, Any]) -> dict[str, Any]:
    question = {
        "@id": 220 + number, "parent": 0, "name": name, "questiontext": text, "questiontextformat": 1,
        "generalfeedback": "", "generalfeedbackformat": 1, "defaultmark": "1.0000000", "penalty": "1.0000000",
        "qtype": kind, "length": 1, "stamp": f"essai+q{number}", "timecreated": _DATE, "timemodified": _DATE,
        "createdby": 2, "modifiedby": 2, f"plugin_qtype_{kind}_question": body, "question_hints": {}, "tags": {},
    }  # fmt: skip
    version = {"@id": 320 + number, "version": 1, "status": "ready", "questions": {"question": question}}
    return {
        "@id": number, "questioncategoryid": _CATEGORY, "idnumber": None, "ownerid": 2,
        "question_version": {"question_versions": version},
    }  # fmt: skip


def _answer(number: int, text: str, fraction: int, text_format: int = 1) -> dict[str, Any]:
    return {
        "@id": number, "answertext": text, "answerformat": text_format, "fraction": f"{fraction}.0000000",
        "feedback": "", "feedbackformat": 1,
    }  # fmt: skip
