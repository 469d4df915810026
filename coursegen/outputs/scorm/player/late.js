/* Work in two windows, and an LMS that is there only long after the page, or that does not answer: looked for, and asked for again by a button. */
const LATE_LOOKS = 20;
const BETWEEN_LATE_LOOKS = 500;

/* What was done after that: the pages, the tests, the answers. */
function since(now, before) {
  const done = emptyProgress();
  for (const list of ['pages', 'tests', 'answers']) {
    done[list] = only(now[list], id => JSON.stringify(now[list][id]) !== JSON.stringify(before[list][id]));
  }
  return done;
}

function lateSession(app) {
  const driver = app.driver, words = app.words;
  let notice = null;
  window.addEventListener('storage', app.tracker.heard);
  if (driver.watch) driver.watch(witnessOf);
  if (driver.remote || isAlone()) return;

  function join() {
    const lms = lmsDriver();
    if (!lms || !lms.open()) return false;
    if (notice) notice.remove();
    app.tracker.join(lms, since);
    driver.watch(witnessOf);
    app.refresh();
    return true;
  }

  function tellSilent() {
    notice = make('p', {class: 'resumed', role: 'alert'}, make('span', {text: words.silent + ' '}), make('button', {type: 'button', class: 'quiet', text: words.tryAgain, on: {click: join}}));
    app.main.before(notice);
    driver.silent = true;
    app.tracker.flush();
  }

  (function look(looks) {
    if (join()) return;
    if (!driver.silent && looks < LATE_LOOKS) window.setTimeout(() => look(looks + 1), BETWEEN_LATE_LOOKS);
    else tellSilent();
  })(0);
}
