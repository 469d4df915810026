/* Keeps the learner's work: what to save, when, in which order, and what to do when saving fails.
 *
 * Rules
 * - Score goes before status, status before commit.
 * - A status is never lowered: incomplete < failed < completed < passed. A score neither.
 * - Completed: every page done, tests included. With a mastery score: passed or failed instead.
 * - Score: percent over the tests that count (`weight`), each by its best attempt, a test not taken at 0. With a mastery
 *   score it is sent once all those tests are taken, for an LMS that compares by itself would call a half-done course failed.
 * - That an LMS says "saved" is no proof: what this browser knows stays in it (`waitingRoom`), and goes to the LMS at the
 *   next visit if the LMS turns out not to have it.
 * - Exit is always `suspend`: an LMS may drop the bookmark and the answers of a session that ended otherwise.
 */
const RANK = {'': 0, 'not attempted': 0, browsed: 0, incomplete: 1, failed: 2, completed: 3, passed: 4};
/* Changes of one step go out together, after the screen has been drawn: each call of an LMS holds the page up. Someone who
 * leafs through pages is saved when they stop, or after so many moments. */
const MOMENT = 300;
const MOMENTS = 5;
/* A refused save is tried again at once, if the answer came quickly, for the browser may be gone in a second. */
const QUICK = 1000;
const FIRST_RETRY = 250;
const LONGEST_RETRY = 60000;
/* Answers told, of which nobody knows yet whether they arrived. */
const MOST_REPORTS = 100;
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
  const spent = stopwatch(), current = emptyProgress(), state = {bookmark: '', status: '', score: null};
  let stored, room, reports = [], owed = {status: '', score: 0}, refused = false, arrived = false, kept = '';
  let closed = false, unsaved = false, cut = false, retry = FIRST_RETRY, timer = 0, latest = Infinity;

  const higher = (one, two) => ((RANK[one] || 0) < (RANK[two] || 0) ? two : one);

  /* Takes up what the LMS has, and what this browser or `done` knows beyond it. */
  function begin(done) {
    stored = driver.read();
    room = waitingRoom(course.id, driver.learner());
    const there = decodeProgress(stored.data);
    Object.assign(current, there);
    Object.assign(state, {bookmark: stored.bookmark, status: stored.status, score: isNaN(stored.score) ? null : stored.score});
    arrived = Boolean(stored.data);
    [there.attempt && room.take(there.attempt), room.take(''), done].forEach(copy => {
      if (copy && absorb(copy, true)) (copy.reports || []).forEach(one => report(one[0], one.slice(1)));
    });
    if (driver.remote && !current.attempt) current.attempt = Math.random().toString(36).slice(2, 5).padEnd(3, '0');
    if (driver.onLoss) driver.onLoss(failed);
  }

  /* Whether that copy knew more; now it is known here too. Where both differ the later one is right, here or `begun` before. */
  function absorb(copy, begun) {
    const other = decodeProgress(copy.data), newer = begun && other.saves > current.saves, score = parseFloat(copy.score) || 0;
    const merged = newer ? mergeProgress(other, current) : mergeProgress(current, other);
    if (newer && copy.bookmark) state.bookmark = copy.bookmark;
    if (same(merged, current, ['pages', 'tests', 'answers', 'foreign']) && higher(state.status, copy.status) === state.status && score <= state.score) return false;
    /* A later state of the same work is right in what it has not, too. */
    Object.assign(current, newer && same(merged, other, ['pages', 'tests']) ? other : merged);
    owed = {status: higher(owed.status, copy.status), score: Math.max(owed.score, score)};
    unsaved = true;
    return true;
  }

  /* Takes over what another window of the same learner has put there meanwhile; whether there is such a thing. */
  function lookAround() {
    const copy = driver.remote ? room.take(shelfOf()) : driver.read();
    const theirs = copy && copy.data && copy.data !== kept;
    if (theirs) absorb(copy);
    return theirs;
  }

  const shelfOf = () => (arrived ? current.attempt : '');

  function keepCopy() {
    if (!driver.remote) return;
    kept = encodeProgress(current, Infinity);
    room.put(shelfOf(), {data: kept, bookmark: state.bookmark, status: state.status, score: state.score, reports: reports});
  }

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

  /* Both say false when the LMS refuses. */
  function reportScore(now) {
    const known = now.score !== null && (now.mastery ? now.all : now.some);
    if (!known && !owed.score) return true;
    state.score = Math.max(known ? now.score : 0, state.score || 0, owed.score);
    return driver.score(state.score) !== false;
  }

  function reportStatus(now) {
    const verdict = !now.mastery ? 'completed' : Math.max(now.score, state.score || 0) >= course.pass ? 'passed' : 'failed';
    const word = higher(now.complete ? verdict : 'incomplete', owed.status), known = RANK[state.status] || 0;
    driver.progress(known > 1 || now.complete ? 1 : now.part, now.mastery && now.all ? verdict : '');
    if (RANK[word] > known) state.status = word;
    else if (!refused) return true;
    refused = driver.status(state.status) === false;
    return !refused;
  }

  /* Puts everything into the LMS's memory; `push` sends it. Whether the LMS took it. */
  function fill() {
    lookAround();
    const now = standing();
    /* Looked at again: the place is kept, the verdict stands. */
    const marked = !stored.graded || [reportScore(now), reportStatus(now)].every(Boolean);
    driver.bookmark(state.bookmark);
    /* Never the same twice: what an LMS holds for sent goes again. */
    current.saves++;
    const text = packed();
    if (!driver.remote) kept = text;
    return driver.data(text) !== false && marked;
  }

  function packed() {
    cut = false;
    return encodeProgress(current, driver.room, id => course.pages.some(page => page.id === id), () => { cut = true; });
  }

  function plan(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(saveNow, Math.max(0, delay));
  }

  function commit() {
    const began = Date.now(), first = retry === FIRST_RETRY;
    return driver.commit() || (first && Date.now() - began < QUICK && driver.commit());
  }

  function failed() {
    unsaved = true;
    if (closed) return;
    plan(retry);
    retry = Math.min(retry * 2, LONGEST_RETRY);
    tell('unsaved');
  }

  function push(taken) {
    window.clearTimeout(timer);
    latest = Infinity;
    keepCopy();
    const sent = commit();
    /* What a hidden page sends, nobody answers for. */
    if (driver.remote && document.visibilityState === 'hidden') return;
    if (!driver.remote) return told(sent);
    if (!sent || !taken) return failed();
    retry = FIRST_RETRY;
    if (driver.proved()) reports = [];
    if (!arrived) {
      arrived = true;
      keepCopy();
    }
    told(true);
  }

  function told(well) {
    unsaved = !well;
    if (!well) tell('forgotten');
    else if (cut) tell('unsaved', 'cut');
    else if (driver.remote) tell('saved');
    else tell(driver.silent ? 'unsaved' : 'kept', driver.silent ? 'silent' : '');
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
    push(fill());
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
    if (unsaved) keepCopy();
    driver.finish(spent());
  }

  function report(kind, about) {
    if (!stored.graded) return;
    reports = reports.concat([[kind].concat(about)]).slice(-MOST_REPORTS);
    if (kind === 'i') driver.interaction(Object.assign({}, about[0], {time: new Date(about[0].time)}));
    else driver.objective(about[0], about[1], about[1] >= (course.pass || 60), about[2]);
  }

  begin();
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => {
    if (event.persisted) window.location.reload();
  });
  window.addEventListener('online', saveNow);
  window.addEventListener('offline', () => flush());
  document.addEventListener('visibilitychange', saveNow);

  return {
    progress: current,
    isDone: isDone,
    standing: standing,
    save: save,
    flush: flush,
    status: () => state.status,
    score: () => state.score,
    bookmark: () => state.bookmark,
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
    interaction: about => report('i', [about]),
    objective: (id, percent, text) => report('o', [id, percent, text]),
    /* This browser's shelves have changed. */
    heard() {
      if (!closed && lookAround()) tell('unsaved', 'elsewhere');
    },
    /* An LMS that has come late: it gets what was done here (`since(now, before)`), and all that follows. */
    join(lms, since) {
      const done = {data: encodeProgress(since(current, decodeProgress(stored.data)), Infinity), reports: reports};
      const here = state.bookmark;
      reports = [];
      Object.assign(driver, {silent: false}, lms);
      begin(done);
      state.bookmark = here;
      flush();
    },
  };
}
