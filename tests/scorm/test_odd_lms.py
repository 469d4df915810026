"""LMSs that are late, half broken or locked away, machines with odd clocks: the course goes on and loses nothing."""

from __future__ import annotations

import pytest

from tests.scorm.world import play

EDITIONS = pytest.mark.parametrize("edition", [12, 2004])
STATUS = {12: "cmi.core.lesson_status", 2004: "cmi.completion_status"}
LEARNER = {12: "cmi.core.student_id", 2004: "cmi.learner_id"}
MODE = {12: "cmi.core.lesson_mode", 2004: "cmi.mode"}
TIME = {12: "cmi.core.session_time", 2004: "cmi.session_time"}
WORK = "v.tracker.at('aaaa'); v.tracker.done('aaaa'); settle();"


def names(calls: list[list[str]]) -> list[str]:
    return [name for name, _value in calls]


@EDITIONS
def test_a_value_is_told_once_until_it_changes_and_the_work_with_every_save(node: str, edition: int) -> None:
    calls = play(
        node,
        edition,
        f"const v = visit({edition}); {WORK} v.tracker.save(); settle(); v.tracker.save(); settle();"
        " v.tracker.done('bbbb'); settle(); return v.calls;",
    )
    told = names(calls)
    assert told.count("commit") == 4
    assert told.count("cmi.suspend_data") == 4
    assert told.count(STATUS[edition]) == 1


@EDITIONS
def test_leafing_through_pages_is_saved_when_the_learner_stops_or_after_a_while(node: str, edition: int) -> None:
    leafing = "for (let n = 0; n < {n}; n++) {{ v.tracker.at('p' + n); wait(0.2); }}"
    short, paused, long = play(
        node,
        edition,
        f"""
        const v = visit({edition}), commits = () => v.calls.filter(call => call[0] === 'commit').length;
        {leafing.format(n=5)} const short = commits(); wait(0.3); const paused = commits();
        {leafing.format(n=20)} return [short, paused, commits()];
        """,
    )
    assert (short, paused) == (0, 1)
    assert 2 <= long - paused <= 4


@EDITIONS
def test_a_refused_save_is_tried_again_at_once_then_less_and_less_often(node: str, edition: int) -> None:
    tries = play(
        node,
        edition,
        f"""
        const v = visit({edition}); v.refuse(1e9); v.tracker.done('aaaa'); v.tracker.flush();
        const tries = () => v.calls.filter(call => call[0] === 'commit').length, at = [tries()];
        for (const seconds of [1, 60, 3600]) {{ wait(seconds); at.push(tries()); }}
        return at;
        """,
    )
    at_once, after_a_second, after_a_minute, after_an_hour = tries
    assert at_once == 2
    assert after_a_second > at_once
    assert after_a_minute < 15
    assert after_an_hour - after_a_minute <= 61


@EDITIONS
def test_work_is_on_the_lms_when_the_browser_dies_right_after_one_refusal(node: str, edition: int) -> None:
    saved = play(
        node, edition, f"const v = visit({edition}); v.refuse(1); v.tracker.done('aaaa'); wait(0.31); return v.saved;"
    )
    assert "aaaa" in saved["cmi.suspend_data"]


@EDITIONS
@pytest.mark.parametrize("nothing", ["null", "undefined"])
def test_words_for_nothing_are_nothing(node: str, edition: int, nothing: str) -> None:
    """Not a learner of that name, whose work the next one on the same machine would get."""
    learner, kept, status = play(
        node,
        edition,
        f"""
        const spoil = (api, names) => {{ api[names.get] = () => '{nothing}'; }};
        const v = visit({edition}, {{}}, course(), spoil); v.refuse(1000); {WORK}
        return [v.driver.learner(), Object.keys(store), v.tracker.status()];
        """,
    )
    assert (learner, kept, status) == ("", [], "incomplete")


@EDITIONS
@pytest.mark.parametrize("broken", ["get", "set", "commit"])
def test_an_lms_that_throws_stops_nothing(node: str, edition: int, broken: str) -> None:
    status, pages = play(
        node,
        edition,
        f"""
        const spoil = (api, names) => {{ api[names.{broken}] = () => {{ throw new Error('no'); }}; }};
        const v = visit({edition}, {{}}, course(), spoil); {WORK} v.takeTest(80); settle();
        v.tracker.objective('O1', 50); v.tracker.interaction({{id: 'Q', type: 'choice', response: 'a', patterns: ['a'],
          time: new Date(), weighting: 1, result: 1, seconds: 3}}); fire('pagehide');
        return [v.tracker.status(), v.tracker.progress.pages];
        """,
    )
    assert status == "incomplete"
    assert set(pages) == {"aaaa", "test"}


@EDITIONS
def test_opening_that_fails_once_is_tried_once_more(node: str, edition: int) -> None:
    calls = play(
        node,
        edition,
        f"""
        let tries = 0;
        const spoil = (api, names) => {{ api[names.open] = () => String(++tries > 1); }};
        const v = visit({edition}, {{}}, course(), spoil); {WORK} return [tries, v.driver.remote, v.saved];
        """,
    )
    tries, remote, saved = calls
    assert (tries, remote) == (2, True)
    assert "aaaa" in saved["cmi.suspend_data"]


@EDITIONS
def test_an_lms_that_is_open_already_is_used(node: str, edition: int) -> None:
    remote = play(
        node,
        edition,
        f"""
        const spoil = (api, names) => {{ api[names.open] = () => 'false'; }};
        return visit({edition}, {{'{LEARNER[edition]}': 'afi'}}, course(), spoil).driver.remote;
        """,
    )
    assert remote is True


@EDITIONS
def test_an_lms_that_never_opens_leaves_the_work_in_the_browser(node: str, edition: int) -> None:
    calls, told, kept = play(
        node,
        edition,
        f"""
        const spoil = (api, names) => {{ api[names.open] = () => 'false'; }};
        const v = visit({edition}, {{}}, course(), spoil); {WORK} fire('pagehide');
        return [v.calls, words, Object.values(store)];
        """,
    )
    assert calls == []
    assert told[-1] == "silent"
    assert "aaaa" in kept[0]


@EDITIONS
def test_something_else_of_that_name_is_no_lms(node: str, edition: int) -> None:
    found = play(node, edition, f"frame({edition}, {{version: '3'}}); return lmsDriver();")
    assert found is None


@EDITIONS
def test_windows_of_another_origin_are_looked_past(node: str, edition: int) -> None:
    """The page in a frame, in a frame of another origin, opened by the LMS."""
    api = {12: "API", 2004: "API_1484_11"}[edition]
    remote = play(
        node,
        edition,
        f"""
        const locked = {{get {api}() {{ throw new Error('cross-origin'); }}}};
        locked.parent = locked;
        const keeper = {{{api}: lms(NAMES[{edition}], {{}}).api}};
        keeper.parent = keeper;
        locked.opener = keeper;
        window.parent = locked;
        const driver = lmsDriver();
        return driver.open() && driver.remote;
        """,
    )
    assert remote is True


@EDITIONS
def test_an_lms_that_comes_a_little_late_is_waited_for(node: str, edition: int) -> None:
    begun = play(
        node,
        edition,
        f"""
        const begun = [];
        window.parent = {{}}; window.parent.parent = window.parent;
        whenLmsIsThere(() => begun.push(Boolean(lmsDriver())));
        wait(0.2); const before = begun.length;
        frame({edition}, lms(NAMES[{edition}], {{}}).api);
        wait(0.2);
        return [before, begun];
        """,
    )
    assert begun == [0, [True]]


@EDITIONS
def test_a_page_without_lms_begins_at_once_and_a_frame_without_one_within_a_second(node: str, edition: int) -> None:
    begun = play(
        node,
        edition,
        """
        let begun = 0;
        whenLmsIsThere(() => begun++); const alone = begun;
        window.parent = {}; window.parent.parent = window.parent;
        whenLmsIsThere(() => begun++); wait(1);
        return [alone, begun, timers.size];
        """,
    )
    assert begun == [1, 2, 0]


@EDITIONS
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_at_it_again_keeps_the_place_and_leaves_the_verdict(node: str, edition: int, mode: str) -> None:
    calls, saved = play(
        node,
        edition,
        f"""
        const v = visit({edition}, {{'{MODE[edition]}': '{mode}', 'cmi.suspend_data': '1|paaaa|t|q'}});
        v.tracker.at('bbbb'); v.tracker.done('bbbb'); v.takeTest(90); v.tracker.objective('O1', 100);
        v.tracker.flush(); hide(); fire('pagehide'); return [v.calls, v.saved];
        """,
    )
    assert {name for name in names(calls) if name.startswith("cmi")} == {
        *{12: ("cmi.core.lesson_location", "cmi.core.exit"), 2004: ("cmi.location", "cmi.exit")}[edition],
        TIME[edition],
        "cmi.suspend_data",
    }
    assert "bbbb" in saved["cmi.suspend_data"]


@EDITIONS
def test_who_failed_may_try_again_though_moodle_opens_it_for_review(node: str, edition: int) -> None:
    failed = {
        12: "'cmi.core.lesson_status': 'failed', 'cmi.core.score.raw': '20'",
        2004: "'cmi.completion_status': 'completed', 'cmi.success_status': 'failed', 'cmi.score.raw': '20'",
    }[edition]
    saved = play(
        node,
        edition,
        f"const v = visit({edition}, {{'{MODE[edition]}': 'review', {failed}}}); "
        "v.tracker.done('aaaa'); v.tracker.done('bbbb'); v.takeTest(90); settle(); fire('pagehide'); return v.saved;",
    )
    assert saved[{12: "cmi.core.score.raw", 2004: "cmi.score.raw"}[edition]] == "90"
    assert saved[{12: "cmi.core.lesson_status", 2004: "cmi.success_status"}[edition]] == "passed"


@EDITIONS
def test_work_without_credit_is_kept_all_the_same(node: str, edition: int) -> None:
    credit = {12: "cmi.core.credit", 2004: "cmi.credit"}[edition]
    saved = play(
        node,
        edition,
        f"const v = visit({edition}, {{'{credit}': 'no-credit'}}); {WORK} fire('pagehide'); return v.saved;",
    )
    assert "aaaa" in saved["cmi.suspend_data"]


@EDITIONS
def test_interactions_stop_where_the_lms_has_no_more_room(node: str, edition: int) -> None:
    told = play(
        node,
        edition,
        f"""
        const spoil = (api, names) => {{
          const set = api[names.set];
          api[names.set] = (n, value) => (/interactions\\.[2-9]/.test(n) ? 'false' : set(n, value));
        }};
        const v = visit({edition}, {{}}, course(), spoil);
        const report = id => v.tracker.interaction({{id, type: 'choice', response: 'a', patterns: ['a'],
          time: new Date(), weighting: 1, result: 1, seconds: 3}});
        ['Q1', 'Q2', 'Q3', 'Q4'].forEach(report); {WORK}
        return [Object.keys(v.told).filter(n => /interactions.*\\.id$/.test(n)), v.saved['cmi.suspend_data']];
        """,
    )
    assert told[0] == ["cmi.interactions.0.id", "cmi.interactions.1.id"]
    assert told[1].startswith("1|paaaa|t|q")


@EDITIONS
def test_an_objective_keeps_its_best_score_through_another_visit(node: str, edition: int) -> None:
    saved = play(
        node,
        edition,
        f"""
        const v = visit({edition}); v.tracker.objective('O1', 80); v.tracker.objective('O2', 20); v.tracker.flush();
        const again = visit({edition}, v.saved);
        again.tracker.objective('O2', 60); again.tracker.objective('O1', 30); again.tracker.flush(); return again.saved;
        """,
    )
    assert [saved[f"cmi.objectives.{n}.score.raw"] for n in (0, 1)] == ["80", "60"]
    verdict = {12: "status", 2004: "success_status"}[edition]
    assert {saved[f"cmi.objectives.{n}.{verdict}"] for n in (0, 1)} == {"passed"}


SPANS = {
    "an hour of reading, with signs of life": ("for (let n = 0; n < 6; n++) { wait(600); fire('scroll'); }", 3600),
    "a laptop asleep over the weekend": ("wait(300); fire('scroll'); wait(3 * 86400);", 300 + 1800),
    "a clock set back by a day": ("wait(60); fire('keydown'); now -= 86400e3; fire('keydown'); wait(60);", 120),
    "thirty hours of work": ("for (let n = 0; n < 180; n++) { wait(600); fire('timeupdate'); }", 108000),
}


@EDITIONS
@pytest.mark.parametrize("span", SPANS)
def test_time_spent_is_time_with_signs_of_life(node: str, edition: int, span: str) -> None:
    act, seconds = SPANS[span]
    saved = play(node, edition, f"const v = visit({edition}); {act} fire('pagehide'); return v.saved;")
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    told = {12: f"{hours:02}:{minutes:02}:{rest:02}", 2004: f"PT{hours}H{minutes}M{rest}S"}[edition]
    assert saved[TIME[edition]] == told


@EDITIONS
def test_a_browser_that_keeps_nothing_disturbs_nothing(node: str, edition: int) -> None:
    """Private windows and sandboxed frames: even naming the storage throws."""
    told, essay, saved = play(
        node,
        edition,
        f"""
        Object.defineProperty(window, 'localStorage', {{get() {{ throw new Error('denied'); }}}});
        const v = visit({edition}, {{'{LEARNER[edition]}': 'afi'}}); v.refuse(2); {WORK}
        const shelf = essayShelf(course(), 'afi'); shelf.write('q', 'text'); fire('pagehide');
        return [words, shelf.read('q'), v.saved];
        """,
    )
    assert (told, essay) == (["unsaved", "saved"], "text")
    assert "aaaa" in saved["cmi.suspend_data"]


def test_without_lms_and_without_storage_the_learner_is_told_and_nothing_is_tried_again(node: str) -> None:
    told, planned = play(
        node,
        12,
        """
        Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }});
        const tracker = trackerFor(course(), browserDriver('CG-X'), outcome => words.push(outcome));
        tracker.done('aaaa'); settle(); return [words, timers.size];
        """,
    )
    assert (told, planned) == (["forgotten"], 0)
