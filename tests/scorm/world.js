const heard = {}, timers = new Map(), store = {};
let lastTimer = 0;
const listen = (name, act) => { (heard[name] = heard[name] || []).push(act); };
const fire = name => (heard[name] || []).forEach(act => act({}));
const window = {
  addEventListener: listen, clearTimeout: n => timers.delete(n), setTimeout: act => { timers.set(++lastTimer, act); return lastTimer; },
  localStorage: {getItem: n => (n in store ? store[n] : null), setItem: (n, t) => { store[n] = t; }, removeItem: n => { delete store[n]; }},
};
window.parent = window;
const document = {addEventListener: listen, visibilityState: 'hidden'};
/* Everything that waits, until nothing does. */
const settle = (most = 20) => {
  for (let n = 0; n < most && timers.size; n++) {
    const due = Array.from(timers.values());
    timers.clear();
    due.forEach(act => act());
  }
};

/* An LMS that keeps what it is told and forgets nothing but what a refused commit carried. */
function lms(names, stored) {
  const calls = [], told = Object.assign({}, stored), saved = Object.assign({}, stored);
  let refusing = 0;
  const count = list => new Set(Object.keys(told).filter(n => n.startsWith('cmi.' + list + '.')).map(n => n.split('.')[2])).size;
  const save = () => { if (refusing > 0) { refusing--; return 'false'; } Object.assign(saved, told); return 'true'; };
  const api = {
    [names.open]: () => 'true',
    [names.get]: n => (/_count$/.test(n) ? String(count(n.split('.')[1])) : told[n] || ''),
    [names.set]: (n, v) => { calls.push([n, v]); told[n] = v; return 'true'; },
    [names.commit]: () => { calls.push(['commit', '']); return save(); },
    [names.finish]: () => { calls.push(['finish', '']); return save(); },
  };
  return {api, calls, told, saved, refuse: times => { refusing = times; }};
}
const NAMES = {
  12: {open: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit', finish: 'LMSFinish', api: 'API'},
  2004: {open: 'Initialize', get: 'GetValue', set: 'SetValue', commit: 'Commit', finish: 'Terminate', api: 'API_1484_11'},
};
const page = (id, test) => ({id, counts: true, test});
const course = (pages, pass = 60) => ({id: 'CG-X', pass, pages: pages || [page('aaaa'), page('bbbb'), page('test', {weight: 1, submit: true})]});
const words = [];

/* A visit: the player opened on that LMS. */
function visit(edition, stored, taught) {
  const one = lms(NAMES[edition], stored);
  window.parent = {[NAMES[edition].api]: one.api};
  window.parent.parent = window.parent;
  for (const name of Object.keys(heard)) delete heard[name];
  timers.clear();
  const driver = lmsDriver();
  driver.open();
  const tracker = trackerFor(taught || course(), driver, outcome => words.push(outcome));
  const takeTest = percent => { tracker.progress.tests.test = {attempts: 1, best: percent, last: percent, draft: false}; tracker.progress.pages.test = true; tracker.save(); };
  return Object.assign(one, {driver, tracker, takeTest});
}
