"""Lessons: pages, ways between them, settings, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from package_reader import ReadPackage, read_package

from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.lesson import AfterCorrect, Dependency, Lesson, RetakeGrade, Slideshow
from moodle_backups.activities.lesson_pages import (
    OTHER_ANSWERS,
    Button,
    Cluster,
    ContentPage,
    EndOfBranch,
    EndOfCluster,
    EssayPage,
    Jump,
    LessonAnswer,
    LessonPair,
    MatchingPage,
    MultiChoicePage,
    NumericalPage,
    Outcome,
    ShortAnswerPage,
    TrueFalsePage,
)
from moodle_backups.activities.page import Page
from moodle_backups.check import check_backup
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.read import read_backup

PLAN = File("plan.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
SHOWN = '<img src="file:plan.svg" alt="plan">'
PAGES = (
    ContentPage(
        key="start",
        title="Départ",
        content=f'<p>Lisez {SHOWN} <a href="activity:tour#many">la question</a></p>',
        buttons=(Button("Continuer"), Button("À la fin", Jump.END), Button("Tirer", "pool")),
        horizontal=False,
    ),
    TrueFalsePage(
        key="true",
        title="Vrai ou faux",
        content="<p>La terre est ronde.</p>",
        answers=(
            LessonAnswer("Vrai", Jump.NEXT, 1, f"<p>Oui {SHOWN}</p>"),
            LessonAnswer("Faux", "start", 0, "<p>Non</p>"),
        ),
    ),
    MultiChoicePage(
        key="many",
        title="Choix",
        content="<p>Les pairs ?</p>",
        several=True,
        answers=(
            LessonAnswer(f"2 {SHOWN}", score=1),
            LessonAnswer("4", score=1),
            LessonAnswer("5", Jump.THIS_PAGE),
        ),
    ),
    ShortAnswerPage(
        key="short",
        title="Capitale",
        content="<p>Du Togo ?</p>",
        patterns=True,
        answers=(LessonAnswer("Lom(é|e)", score=2), LessonAnswer(OTHER_ANSWERS, Jump.PREVIOUS)),
    ),
    NumericalPage(key="number", title="Nombre", content="<p>Pi ?</p>", answers=(LessonAnswer("3.13:3.15", score=1),)),
    MatchingPage(
        key="match",
        title="Paires",
        content="<p>Reliez</p>",
        pairs=(LessonPair("<b>Togo</b>", "Lomé"), LessonPair("Bénin", "Porto-Novo")),
        correct=Outcome(Jump.NEXT, 3, "<p>Bravo</p>"),
        wrong=Outcome(Jump.THIS_PAGE, 0, "<p>Encore</p>"),
    ),
    EssayPage(key="essay", title="Récit", content="<p>Racontez</p>", outcome=Outcome("bye", 5)),
    Cluster(key="pool"),
    TrueFalsePage(key="p1", title="P1", content="<p>1</p>", answers=(LessonAnswer("V", "pool", 1), LessonAnswer("F"))),
    TrueFalsePage(key="p2", title="P2", content="<p>2</p>", answers=(LessonAnswer("V", "pool", 1), LessonAnswer("F"))),
    EndOfCluster(key="endpool"),
    ContentPage(key="bye", title="Fin", content="<p>Merci</p>", buttons=(Button("Terminer", Jump.END),)),
    EndOfBranch(key="endbranch", outcome=Outcome("bye")),
)
TOUR = Lesson(
    key="tour",
    name="Parcours",
    intro="<p>Suivez</p>",
    pages=PAGES,
    files=(PLAN,),
    grade=Grade(maximum=20, to_pass=10),
    show_score=True,
    retake=True,
    retake_grade=RetakeGrade.MAXIMUM,
    revise=True,
    try_again=True,
    max_answers=6,
    max_attempts=3,
    after_correct=AfterCorrect.UNSEEN,
    default_feedback=True,
    min_questions=2,
    pages_shown=0,
    time_limit=1800,
    password="sésame",
    depends_on=Dependency("before", 5, True, 60),
    next_activity="after",
    media=File("film.txt", b"texte"),
    media_size=(800, 600),
    slideshow=Slideshow(900, 500, "#ABCDEF"),
    menu=True,
    menu_from=40,
    progress_bar=True,
    opens=1_780_000_000,
    closes=1_990_000_000,
    offline=True,
    complete_at_end=True,
    complete_after=120,
    completion=Completion(view=True),
)
BEFORE = Lesson(key="before", name="Avant", pages=(ContentPage(key="only", title="Seule"),), practice=True)
AFTER = Page(key="after", name="Après", content='<p><a href="activity:tour#essay">récit</a></p>')


@pytest.fixture
def package(course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]) -> ReadPackage:
    return written(course(BEFORE, TOUR, AFTER))


def pages_of(package: ReadPackage) -> dict[str, etree._Element]:
    return {page.findtext("title", ""): page for page in package.activity("tour").iterfind("pages/page")}


def test_every_answer_leads_where_it_was_told(package: ReadPackage) -> None:
    pages = pages_of(package)
    ids = {title: page.get("id") for title, page in pages.items()}

    def jumps(title: str) -> list[str | None]:
        return [answer.findtext("jumpto") for answer in pages[title].iterfind("answers/answer")]

    assert jumps("Départ") == ["-1", "-9", ids["Cluster"]]
    assert jumps("Vrai ou faux") == ["-1", ids["Départ"]]
    assert jumps("Capitale") == ["-1", "-40"]
    assert jumps("Paires") == ["-1", "0", "0", "0"]
    assert jumps("Récit") == [ids["Fin"]]
    assert (jumps("Cluster"), jumps("End of cluster"), jumps("End of branch")) == (["-80"], ["-1"], [ids["Fin"]])


def test_pages_follow_one_another_in_the_order_given(package: ReadPackage) -> None:
    pages = list(package.activity("tour").iterfind("pages/page"))
    ids = [page.get("id") for page in pages]
    assert [page.findtext("prevpageid") for page in pages] == ["0", *ids[:-1]]
    assert [page.findtext("nextpageid") for page in pages] == [*ids[1:], "0"]
    assert [page.findtext("qtype") for page in pages] == "20 2 3 1 8 5 10 30 2 2 31 20 21".split()


def test_pictures_lie_with_the_page_the_answer_or_the_response_that_shows_them(package: ReadPackage) -> None:
    pages = pages_of(package)
    answer = {title: next(page.iterfind("answers/answer")).get("id") for title, page in pages.items()}
    item = {area: [i for _, i, _ in package.files("mod_lesson", area)] for area in ("page_contents", "page_answers")}
    assert item == {"page_contents": [int(pages["Départ"].get("id", ""))], "page_answers": [int(answer["Choix"] or 0)]}
    assert [i for _, i, _ in package.files("mod_lesson", "page_responses")] == [int(answer["Vrai ou faux"] or 0)]
    assert [path for path, _, _ in package.files("mod_lesson", "mediafile")] == ["/film.txt"]
    assert package.activity("tour").findtext("mediafile") == "/film.txt"


def test_links_lead_to_pages_of_a_lesson(package: ReadPackage) -> None:
    module, page = package.module("tour").get("id"), pages_of(package)["Récit"].get("id")
    assert f"$@LESSONVIEWPAGE*{module}*{page}@$" in (package.activity("after").findtext("content") or "")


def test_a_lesson_waits_for_another_and_leads_to_the_next_activity(package: ReadPackage) -> None:
    tour = package.activity("tour")
    assert tour.findtext("dependency") == package.activity("before").get("id")
    assert tour.findtext("activitylink") == package.module("after").get("id")
    conditions = 'O:8:"stdClass":3:{s:9:"timespent";i:5;s:9:"completed";i:1;s:15:"gradebetterthan";i:60;}'
    assert tour.findtext("conditions") == conditions


def test_what_was_written_reads_back_the_same(course: Callable[..., Backup], tmp_path: Path) -> None:
    first, second = tmp_path / "first.mbz", tmp_path / "second.mbz"
    write_backup(course(BEFORE, TOUR, AFTER), first)
    with read_backup(first) as read:
        assert not [problem for problem in read.kept if problem.where.startswith("lesson")]
        before, tour, after = read.backup.sections[0].activities
        assert isinstance(tour, Lesson) and isinstance(before, Lesson)
        for name in ("password", "depends_on", "next_activity", "slideshow", "media_size", "max_attempts", "menu_from"):
            assert getattr(tour, name) == getattr(TOUR, name), name
        assert [type(page) for page in tour.pages] == [type(page) for page in PAGES]
        keys = {page.title: page.key for page in tour.pages}
        start, many = tour.pages[0], tour.pages[2]
        assert isinstance(start, ContentPage) and isinstance(many, MultiChoicePage)
        assert [button.jump for button in start.buttons] == [Jump.NEXT, Jump.END, keys["Cluster"]]
        assert f'href="activity:tour#{keys["Choix"]}"' in start.content and "file:plan.svg" in start.content
        assert (many.several, [answer.score for answer in many.answers]) == (True, [1, 1, 0])
        assert f"activity:tour#{keys['Récit']}" in getattr(after, "content")  # noqa: B009
        write_backup(read.backup, second)
    one, two = read_package(first), read_package(second)
    for key in ("before", "tour"):
        folder = one.activity_folder(key)
        assert one.members[f"{folder}/lesson.xml"] == two.members[f"{two.activity_folder(key)}/lesson.xml"]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((), "has no page"),
        ((ContentPage(key="a", title="A", buttons=(Button("x", "nowhere"),)),), 'leads to page "nowhere"'),
        ((ContentPage(key="a", title="A"), ContentPage(key="a", title="B")), '2 pages with the key "a"'),
        ((ContentPage(key="a", title="A", buttons=()),), "needs a button"),
        ((MatchingPage(key="a", title="A", pairs=(LessonPair("x", "y"),)),), "two pairs or more"),
        ((TrueFalsePage(key="a", title="A", answers=(LessonAnswer("V"),)),), "needs two answers"),
        ((Cluster(key="a"), Cluster(key="b")), 'starts cluster "b" within cluster "a"'),
        ((EndOfCluster(key="a"),), "that none has started"),
        ((ContentPage(key="a", title=""),), "needs a title"),
    ],
)
def test_lessons_that_would_break_are_refused(
    course: Callable[..., Backup], pages: tuple[ContentPage, ...], said: str
) -> None:
    problems = [str(problem) for problem in check_backup(course(Lesson(key="l", name="L", pages=pages)))]
    assert any(said in problem for problem in problems), problems


def test_other_activities_that_a_lesson_names_must_exist(course: Callable[..., Backup]) -> None:
    lost = replace(TOUR, depends_on=Dependency("after"), next_activity="gone")
    problems = " ".join(str(problem) for problem in check_backup(course(BEFORE, lost, AFTER)))
    assert 'depends on lesson "after"' in problems
    assert 'link to activity "gone"' in problems
