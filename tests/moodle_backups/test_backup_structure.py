"""The package as a restore reads it: every reference leads somewhere, every file is where Moodle looks for it."""

from __future__ import annotations

import hashlib
import json

import pytest
from lxml import etree
from package_reader import ReadPackage
from rich_backup import rich_backup, scorm_zip
from rich_quiz import DATE

from moodle_backups.activities.base import Activity
from moodle_backups.subsections import every_activity

ACTIVITIES = list(every_activity(rich_backup()))


def test_the_format_is_recognised_within_200_bytes(rich: ReadPackage) -> None:
    start = rich.members["moodle_backup.xml"][:200].decode()
    assert start.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert "<moodle_backup>" in start and "<information>" in start


def test_the_manifest_comes_right_after_the_index(rich: ReadPackage) -> None:
    assert list(rich.members)[:2] == [".ARCHIVE_INDEX", "moodle_backup.xml"]


def test_every_listed_activity_and_section_has_its_files(rich: ReadPackage) -> None:
    contents = rich.xml("moodle_backup.xml").find("information/contents")
    assert contents is not None
    for activity in contents.iterfind("activities/activity"):
        folder, modname = activity.findtext("directory"), activity.findtext("modulename")
        for name in ("module", modname, "roles", "grades", "filters", "calendar", "inforef"):
            assert f"{folder}/{name}.xml" in rich.members
    for section in contents.iterfind("sections/section"):
        assert section.findtext("title")
        assert f"{section.findtext('directory')}/section.xml" in rich.members


def test_activities_are_listed_in_course_order(rich: ReadPackage) -> None:
    listed = [a.findtext("directory") for a in rich.xml("moodle_backup.xml").iter("activity") if len(a)]
    keys = [rich.xml(f"{folder}/module.xml").findtext("idnumber") for folder in listed if folder]
    assert keys == [activity.key for activity in ACTIVITIES]


def test_every_section_and_activity_has_its_settings(rich: ReadPackage) -> None:
    information = rich.xml("moodle_backup.xml").find("information")
    assert information is not None
    named = {s.findtext("name") for s in information.iterfind("settings/setting")}
    items = [
        i for kind in ("sections/section", "activities/activity") for i in information.iterfind(f"contents/{kind}")
    ]
    for item in items:
        name = str(item.findtext("directory")).rpartition("/")[2]
        assert {f"{name}_included", f"{name}_userinfo"} <= named


def test_no_user_data_and_no_site_of_origin(rich: ReadPackage) -> None:
    information = rich.xml("moodle_backup.xml").find("information")
    assert information is not None
    settings = {s.findtext("name"): s.findtext("value") for s in information.iterfind("settings/setting")}
    assert settings["users"] == settings["role_assignments"] == "0"
    assert settings["activities"] == "1"
    assert str(information.findtext("original_wwwroot")).endswith(".invalid")
    assert "users.xml" not in rich.members


def test_the_labels_are_those_of_moodle_4_1(rich: ReadPackage) -> None:
    information = rich.xml("moodle_backup.xml").find("information")
    assert information is not None
    assert information.findtext("moodle_version") == information.findtext("backup_version") == "2022112800"
    assert {rich.module(a.key).get("version") for a in ACTIVITIES} == {"2022112800"}


def test_ids_are_unique_over_the_whole_package(rich: ReadPackage) -> None:
    ids = []
    for path, data in rich.members.items():
        if path.endswith(".xml") and not path.endswith("inforef.xml"):
            ids += [(e.tag, e.get("id")) for e in etree.fromstring(data).iter() if e.get("id", "").isdigit()]
    # An activity's id stands on its envelope and on its record; categories of courses are always 1.
    own = [number for tag, number in ids if tag not in ("activity", "category")]
    assert len(own) == len(set(own))


def test_every_time_in_the_package_comes_from_the_backup(rich: ReadPackage) -> None:
    names = {"timecreated", "timemodified", "added", "backup_date"}
    times = {
        element.text
        for path, data in rich.members.items()
        if path.endswith(".xml")
        for element in etree.fromstring(data).iter()
        if element.tag in names
    }
    assert times == {str(DATE)}


def test_contents_are_stored_under_their_sha1_and_every_record_has_one(rich: ReadPackage) -> None:
    stored = {path.rpartition("/")[2]: data for path, data in rich.members.items() if path.startswith("files/")}
    for sha1, data in stored.items():
        assert hashlib.sha1(data).hexdigest() == sha1
    recorded = {file.findtext("contenthash"): int(file.findtext("filesize", "")) for file in rich.xml("files.xml")}
    assert recorded == {sha1: len(data) for sha1, data in stored.items()}


def test_each_inforef_names_the_files_of_its_own_context(rich: ReadPackage) -> None:
    files = {file.get("id"): file for file in rich.xml("files.xml")}
    referenced = set()
    for path, data in rich.members.items():
        if path.endswith("inforef.xml"):
            referenced |= {element.text for element in etree.fromstring(data).iterfind("fileref/file/id")}
    by_itself = ("question", "qtype_", "badges", "group")
    loaded_anyway = {i for i, f in files.items() if str(f.findtext("component")).startswith(by_itself)}
    assert referenced | loaded_anyway == set(files)


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.key)
def test_an_activity_is_the_same_one_in_all_its_files(rich: ReadPackage, activity: Activity) -> None:
    key = activity.key
    folder = rich.activity_folder(key)
    module, record = rich.module(key), rich.activity(key)
    envelope = record.getparent()
    assert envelope is not None
    assert envelope.get("moduleid") == module.get("id") == folder.rpartition("_")[2]
    assert envelope.get("id") == record.get("id")
    items = rich.xml(f"{folder}/grades.xml").findall("grade_items/grade_item")
    assert {item.findtext("iteminstance") for item in items} <= {record.get("id")}


def test_links_between_activities_become_tokens_of_their_modules(rich: ReadPackage) -> None:
    content = str(rich.activity("page-1").findtext("content"))
    book, quiz = rich.activity("book-1"), rich.module("quiz-1")
    chapter = book.findall("chapters/chapter")[1].get("id")
    assert f'href="$@BOOKVIEWBYIDCH*{rich.module("book-1").get("id")}*{chapter}@$"' in content
    assert f'href="$@QUIZVIEWBYID*{quiz.get("id")}@$"' in content
    course = rich.xml("course/course.xml").get("id")
    assert f'href="$@COURSEVIEWBYID*{course}@$"' in content and f'href="$@GRADEINDEXBYID*{course}@$"' in content


def test_files_are_linked_by_the_encoded_name_moodle_keeps(rich: ReadPackage) -> None:
    assert '<img src="@@PLUGINFILE@@/img/limage%20rouge.png"' in str(rich.activity("page-1").findtext("content"))
    assert [path for path, _, _ in rich.files("mod_page", "content")] == ["/img/limage rouge.png"]


def test_a_file_lies_in_every_area_that_shows_it(rich: ReadPackage) -> None:
    chapter = rich.activity("book-1").find("chapters/chapter")
    answer = rich.question("q-one").find("plugin_qtype_multichoice_question/answers/answer")
    prompt = rich.question("q-match").find("plugin_qtype_match_question/matches/match")
    hint = rich.question("q-one").find("question_hints/question_hint")
    assert chapter is not None and answer is not None and prompt is not None and hint is not None
    for component, area, item in (
        ("mod_book", "chapter", chapter.get("id")),
        ("question", "answer", answer.get("id")),
        ("question", "answerfeedback", answer.get("id")),
        ("question", "hint", hint.get("id")),
        ("qtype_match", "subquestion", prompt.get("id")),
        ("qtype_essay", "graderinfo", rich.question("q-essay").get("id")),
        ("question", "questiontext", rich.question("q-one").get("id")),
        ("course", "summary", "0"),
    ):
        assert (int(str(item))) in [i for path, i, _ in rich.files(component, area) if path == "/bleu.png"], area


def test_availability_points_at_modules_and_grade_items(rich: ReadPackage) -> None:
    tree = json.loads(str(rich.module("assign-1").findtext("availability")))
    grade, passed = tree["c"]
    assert (tree["op"], tree["show"]) == ("|", True)
    assert grade == {"type": "grade", "id": int(str(rich.grade_item("quiz-1").get("id"))), "min": 50}
    assert passed == {"type": "completion", "cm": int(str(rich.module("quiz-1").get("id"))), "e": 2}


def test_an_outermost_all_shows_or_hides_each_of_its_conditions(rich: ReadPackage) -> None:
    tree = json.loads(str(rich.module("quiz-2").findtext("availability")))
    assert (tree["op"], tree["showc"], "show" in tree) == ("&", [False, True], False)
    assert tree["c"][0]["max"] == 100.5


def test_free_access_is_null(rich: ReadPackage) -> None:
    assert rich.module("page-1").findtext("availability") == "$@NULL@$"


def test_completion_rules_make_tracking_automatic(rich: ReadPackage) -> None:
    tracked = {key: rich.module(key).findtext("completion") for key in ("label-1", "url-1", "page-1", "scorm-1")}
    assert tracked == {"label-1": "0", "url-1": "1", "page-1": "2", "scorm-1": "2"}
    assert rich.module("quiz-1").findtext("completiongradeitemnumber") == "0"
    assert rich.module("quiz-1").findtext("completionpassgrade") == "1"
    assert rich.module("page-1").findtext("completiongradeitemnumber") == "$@NULL@$"


def test_weights_go_where_the_aggregation_around_wants_them(rich: ReadPackage) -> None:
    in_weighted_mean, in_natural = rich.grade_item("quiz-1"), rich.grade_item("scorm-1")
    assert in_weighted_mean.findtext("aggregationcoef") == "3.00000"
    assert in_weighted_mean.findtext("weightoverride") == "0"
    assert in_natural.findtext("aggregationcoef2") == "0.40000"
    assert in_natural.findtext("weightoverride") == "1"


def test_grade_items_lie_in_their_categories(rich: ReadPackage) -> None:
    book = rich.xml("gradebook.xml")
    ids = {c.findtext("fullname"): c.get("id") for c in book.iterfind("grade_categories/grade_category")}
    assert rich.grade_item("quiz-1").findtext("categoryid") == ids["Examens"]
    assert rich.grade_item("scorm-2").findtext("categoryid") == ids["?"]
    inner = next(c for c in book.iter("grade_category") if c.findtext("fullname") == "Participation")
    assert inner.findtext("path") == f"/{ids['?']}/{ids['En ligne']}/{inner.get('id')}/"
    assert inner.findtext("parent") == ids["En ligne"] and inner.findtext("depth") == "3"


def test_sort_orders_of_grade_items_are_unique(rich: ReadPackage) -> None:
    orders = [item.findtext("sortorder") for item in rich.xml("gradebook.xml").iter("grade_item")]
    orders += [rich.grade_item(a.key).findtext("sortorder") for a in ACTIVITIES if a.grade]
    assert len(orders) == len(set(orders)) and "1" in orders


def test_a_quiz_adds_up_its_marks_and_numbers_its_slots_without_gaps(rich: ReadPackage) -> None:
    quiz = rich.activity("quiz-1")
    slots = quiz.findall("question_instances/question_instance")
    marks = [float(str(slot.findtext("maxmark"))) for slot in slots]
    assert [slot.findtext("slot") for slot in slots] == [str(n) for n in range(1, len(slots) + 1)]
    assert quiz.findtext("sumgrades") == f"{sum(marks):.5f}" == "15.00000"
    assert [slot.findtext("page") for slot in slots] == ["1"] * 3 + ["2"] * 4 + ["3"] * 3


def test_slots_refer_to_entries_and_random_slots_to_categories(rich: ReadPackage) -> None:
    quiz, bank = rich.activity("quiz-1"), rich.xml("questions.xml")
    entries = {entry.get("id"): entry.findtext("idnumber") for entry in bank.iter("question_bank_entry")}
    used = [entries[str(r.findtext("questionbankentryid"))] for r in quiz.iter("question_reference")]
    assert used[0] == "q-one" and "pool-1" not in used
    condition = json.loads(str(quiz.findtext(".//question_set_reference/filtercondition")))
    drawn = next(c for c in bank if c.get("id") == condition["questioncategoryid"])
    assert drawn.findtext("name") == "Vivier"


def test_each_quiz_has_its_own_bank_with_one_top_category(rich: ReadPackage) -> None:
    bank = rich.xml("questions.xml")
    for key in ("quiz-1", "quiz-2"):
        envelope = rich.activity(key).getparent()
        assert envelope is not None
        own = [c for c in bank if c.findtext("contextid") == envelope.get("contextid")]
        tops = [c for c in own if c.findtext("parent") == "0"]
        assert [(c.findtext("name"), len(c.findall("question_bank_entries/*"))) for c in tops] == [("top", 0)]
        assert {c.findtext("contextlevel") for c in own} == {"70"}
        inforef = rich.xml(f"{rich.activity_folder(key)}/inforef.xml")
        named = {i.text for i in inforef.iterfind("question_categoryref/question_category/id")}
        assert named == {c.get("id") for c in own}


def test_stamps_of_categories_and_questions_are_all_different(rich: ReadPackage) -> None:
    stamps = [element.text for element in rich.xml("questions.xml").iter("stamp")]
    assert len(stamps) == len(set(stamps))


def test_feedback_bands_reach_up_to_the_next(rich: ReadPackage) -> None:
    bands = rich.activity("quiz-1").findall("feedbacks/feedback")
    limits = [(band.findtext("mingrade"), band.findtext("maxgrade")) for band in bands]
    assert limits == [("16.00000", "21.00000"), ("10.00000", "16.00000"), ("0.00000", "10.00000")]


def test_review_moments_become_moodles_bits(rich: ReadPackage) -> None:
    quiz, exam = rich.activity("quiz-1"), rich.activity("quiz-2")
    assert int(str(quiz.findtext("reviewmaxmarks"))) == 0x01110
    assert int(str(quiz.findtext("reviewrightanswer"))) == 0x01010
    assert int(str(exam.findtext("reviewcorrectness"))) == 0x00010
    assert int(str(exam.findtext("reviewattempt"))) & 0x10000


def test_thirds_are_written_as_moodle_knows_them(rich: ReadPackage) -> None:
    fractions = [a.findtext("fraction") for a in rich.question("q-one").iter("answer")]
    assert fractions == ["1.0000000", "-0.3333333", "0.0000000"]


def test_a_scorm_package_is_unpacked_with_its_scos(rich: ReadPackage) -> None:
    scorm = rich.activity("scorm-1")
    scos = scorm.findall("scoes/sco")
    rows = [(s.findtext("parent"), s.findtext("launch"), s.findtext("scormtype"), s.findtext("title")) for s in scos]
    assert rows == [
        ("/", "", "", "Parcours"),
        ("O1", "un.html", "sco", "Leçon 1"),
        ("O1", "sub/deux.html", "sco", "Leçon 2"),
    ]
    assert scorm.findtext("launch") == scos[1].get("id")
    assert scorm.findtext("sha1hash") == hashlib.sha1(scorm_zip()).hexdigest()
    assert scos[1].findtext("sco_datas/sco_data[name='masteryscore']/value") == "80"
    content = sorted({path for path, _, _ in rich.files("mod_scorm", "content")})
    assert content == ["/imsmanifest.xml", "/sub/deux.html", "/un.html"]


def test_scorm_2004_is_left_to_moodle_to_unpack(rich: ReadPackage) -> None:
    scorm = rich.activity("scorm-2")
    assert scorm.findall("scoes/sco") == []
    assert (scorm.findtext("updatefreq"), scorm.findtext("version")) == ("3", "SCORM_1.3")


def test_a_rubric_is_ready_for_use(rich: ReadPackage) -> None:
    area = rich.xml(f"{rich.activity_folder('assign-1')}/grading.xml").find("area")
    assert area is not None and area.findtext("activemethod") == "rubric"
    criteria = area.findall(".//criterion")
    assert [c.findtext("description") for c in criteria] == ["Clarté", "Rigueur"]
    assert [level.findtext("score") for level in criteria[0].iter("level")] == ["0.00000", "2.50000", "5.00000"]
    simple = rich.xml(f"{rich.activity_folder('assign-2')}/grading.xml").find("area")
    assert simple is not None and simple.findtext("activemethod") == "$@NULL@$"


def test_feedback_items_depend_on_the_items_they_name(rich: ReadPackage) -> None:
    items = {item.findtext("label"): item for item in rich.activity("survey").iterfind("items/item")}
    assert items["why"].findtext("dependitem") == items["one"].get("id")
    assert items["why"].findtext("dependvalue") == "non"
    offers = {key: item.findtext("presentation") for key, item in items.items()}
    assert offers["one"] == "r>>>>>oui|non<<<<<1"
    assert offers["rate2"] == "d>>>>>0####nul|2####bon"
    assert (offers["n"], offers["n2"]) == ("0|40", "-|-")


def test_the_course_is_complete_by_the_criteria_given(rich: ReadPackage) -> None:
    criteria = rich.xml("completion.xml").findall("course_completion_criteria")
    kinds = [c.findtext("criteriatype") for c in criteria]
    assert kinds == ["4", "4", "4", "7", "7", "1", "2", "3", "5", "6"]
    assert criteria[1].findtext("moduleinstance") == rich.module("quiz-1").get("id")
    methods = rich.xml("completion.xml").findall("course_completion_aggr_methd")
    wanted = [("$@NULL@$", "2"), ("4", "1"), ("7", "2")]
    assert [(m.findtext("criteriatype"), m.findtext("method")) for m in methods] == wanted
