/* Keeps the learner's work: what to save, when, in which order, and what to do when saving fails.
 *
 * Rules
 * - Score goes before status, status before commit.
 * - A status is never lowered: incomplete < failed < completed < passed. A score neither.
 * - Completed: every page done, tests included. With a mastery score: passed or failed instead.
 * - Score: percent over the tests that count (`weight`), each by its best attempt, a test not taken at 0. With a mastery
 *   score it is sent once all those tests are taken, for an LMS that compares by itself would call a half-done course failed.
 * - Exit is always `suspend`: an LMS may drop the bookmark and the answers of a session that ended otherwise.
 */
const DATA_LIMIT = 1900;
const RANK = {'': 0, 'not attempted': 0, browsed: 0, incomplete: 1, failed: 2, completed: 3, passed: 4};
/* Changes of one step go out together, after the screen has been drawn: each call of an LMS holds the page up. Someone who
 * leafs through pages is saved when they stop, or after so many moments. */
const MOMENT = 300;
const MOMENTS = 5;
/* A refused save is tried again at once, if the answer came quickly, for the browser may be gone in a second. */
const QUICK = 1000;
const FIRST_RETRY = 250;
const LONGEST_RETRY = 60000;
/* Time counts while there is a sign of life at least this often: a laptop asleep is not learning. */
const IDLE = 30 * 60000;
const SIGNS = ['pointerdown', 'keydown', 'scroll', 'timeupdate'];

/* Seconds spent, by a clock that may jump: `seconds()`. */
function stopwatch() {
  let spent = 0, last = Date.now();
  function seconds() {
    const now = Date.now();
    spent += Math.min(IDLE, Math.max(0, now - last));
    last = now;
    return spent / 1000;
  }
  SIGNS.forEach(sign => document.addEventListener(sign, seconds, {capture: true, passive: true}));
  return seconds;
}

function trackerFor(course, driver, tell) {
  const stored = driver.read(), spent = stopwatch();
  const waiting = waitingRoom(course.id, driver.learner());
  const progress = decodeProgress(stored.data);
  let state = {bookmark: stored.bookmark, status: stored.status, score: isNaN(stored.score) ? null : stored.score};
  let closed = false, unsaved = false, retry = FIRST_RETRY, timer = 0, latest = Infinity;
  const late = waiting.take();
  const current = late ? mergeProgress(progress, decodeProgress(late)) : progress;
  if (late) unsaved = true;

  const tests = () => course.pages.filter(page => page.test && page.test.weight > 0);

  function standing() {
    const counted = tests();
    const total = counted.reduce((sum, page) => sum + page.test.weight, 0);
    const taken = counted.filter(page => current.tests[page.id] && current.tests[page.id].attempts > 0);
    const earned = taken.reduce((sum, page) => sum + current.tests[page.id].best * page.test.weight, 0);
    const counting = course.pages.filter(page => page.counts), complete = counting.every(isDone);
    return {part: counting.length ? counting.filter(isDone).length / counting.length : 1, score: total ? Math.round(earned / total) : null, all: taken.length === counted.length, some: taken.length > 0, complete: complete, mastery: course.pass > 0 && total > 0};
  }

  function isDone(page) {
    if (!page.counts) return true;
    if (page.test && page.test.submit) return Boolean(current.tests[page.id] && current.tests[page.id].attempts > 0);
    return Boolean(current.pages[page.id]);
  }

  function reportScore(now) {
    if (now.score === null || !(now.mastery ? now.all : now.some)) return;
    if (state.score === null || now.score > state.score) state.score = now.score;
    driver.score(state.score);
  }

  function reportStatus(now) {
    const verdict = !now.mastery ? 'completed' : Math.max(now.score, state.score || 0) >= course.pass ? 'passed' : 'failed';
    const word = now.complete ? verdict : 'incomplete', known = RANK[state.status] || 0;
    driver.progress(known > 1 || now.complete ? 1 : now.part, now.mastery && now.all ? verdict : '');
    if (RANK[word] <= known) return;
    state.status = word;
    driver.status(word);
  }

  /* Puts everything into the LMS's memory; `push` sends it. */
  function fill() {
    const now = standing();
    /* Looked at again: the place is kept, the verdict stands. */
    if (stored.graded) {
      reportScore(now);
      reportStatus(now);
    }
    driver.bookmark(state.bookmark);
    driver.data(packed());
  }

  const packed = () => encodeProgress(current, DATA_LIMIT, id => course.pages.some(page => page.id === id));

  function plan(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(saveNow, Math.max(0, delay));
  }

  function commit() {
    const began = Date.now(), first = retry === FIRST_RETRY;
    return driver.commit() || (first && Date.now() - began < QUICK && driver.commit());
  }

  function push() {
    window.clearTimeout(timer);
    latest = Infinity;
    unsaved = !commit();
    if (!unsaved) {
      retry = FIRST_RETRY;
      waiting.clear();
      return tell(driver.remote ? 'saved' : 'kept');
    }
    if (!driver.remote) return tell('forgotten');
    waiting.put(packed());
    plan(retry);
    retry = Math.min(retry * 2, LONGEST_RETRY);
    tell('unsaved');
  }

  /* Saves once nothing has changed for a moment, or for `pause` while the reader is still typing. */
  function save(pause) {
    if (closed) return;
    const now = Date.now(), quiet = pause || MOMENT;
    unsaved = true;
    latest = Math.min(latest, now + MOMENTS * quiet);
    plan(Math.min(quiet, latest - now));
  }

  function saveNow() {
    if (closed || !unsaved) return;
    fill();
    push();
  }

  /* Whether the LMS has everything, after a last try. */
  function flush() {
    unsaved = true;
    saveNow();
    return !unsaved;
  }

  function close() {
    if (closed) return;
    window.clearTimeout(timer);
    fill();
    closed = true;
    if (unsaved) waiting.put(packed());
    if (driver.finish(spent())) waiting.clear();
  }

  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => {
    if (event.persisted) window.location.reload();
  });
  window.addEventListener('online', saveNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveNow();
  });

  return {
    progress: current,
    isDone: isDone,
    standing: standing,
    save: save,
    flush: flush,
    status: () => state.status,
    score: () => state.score,
    bookmark: () => state.bookmark,
    remote: driver.remote,
    at(id) {
      if (state.bookmark === id) return;
      state.bookmark = id;
      save();
    },
    done(id) {
      if (current.pages[id]) return;
      current.pages[id] = true;
      save();
    },
    interaction: report => { if (stored.graded) driver.interaction(report); },
    objective: (id, percent, text) => { if (stored.graded) driver.objective(id, percent, percent >= (course.pass || 60), text); },
  };
}
