const heard = {}, store = {};
const listen = (name, act) => { (heard[name] = heard[name] || []).push(act); };
const fire = (name, event = {}) => (heard[name] || []).forEach(act => act(event));
/* The page goes out of sight, or comes back. */
const hide = () => { document.visibilityState = 'hidden'; fire('visibilitychange'); };
const reveal = () => { document.visibilityState = 'visible'; fire('visibilitychange'); };

/* Time stands still but for `wait`; `settle` runs what is planned, however far ahead. */
const RealDate = Date;
let now = RealDate.now(), lastTimer = 0;
Date.now = () => now;
const timers = new Map();
const due = () => Array.from(timers.entries()).sort((a, b) => a[1].at - b[1].at)[0];
const run = ([number, timer]) => {
  timers.delete(number);
  now = Math.max(now, timer.at);
  timer.act();
};
const settle = (most = 20) => { for (let n = 0; n < most && timers.size; n++) run(due()); };
const wait = seconds => {
  const end = now + seconds * 1000;
  while (timers.size && due()[1].at <= end) run(due());
  now = end;
};
const window = {
  navigator: {onLine: true},
  addEventListener: listen, clearTimeout: n => timers.delete(n),
  setTimeout: (act, delay) => { timers.set(++lastTimer, {act, at: now + (delay || 0)}); return lastTimer; },
  localStorage: {getItem: n => (n in store ? store[n] : null), setItem: (n, t) => { store[n] = t; }, removeItem: n => { delete store[n]; }},
};
window.parent = window;
const document = {addEventListener: listen, visibilityState: 'visible'};

/* An LMS that keeps what it is told and forgets nothing but what a refused commit carried. */
function lms(names, stored) {
  const calls = [], told = Object.assign({}, stored), saved = Object.assign({}, stored);
  let refusing = 0;
  const count = list => new Set(Object.keys(told).filter(n => n.startsWith('cmi.' + list + '.')).map(n => n.split('.')[2])).size;
  const save = () => { if (refusing > 0) { refusing--; return 'false'; } Object.assign(saved, told); return 'true'; };
  const api = {
    [names.open]: () => { calls.push(['open', '']); return 'true'; },
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

/* The frame of an LMS around the player. */
function frame(edition, api) {
  window.parent = {[NAMES[edition].api]: api};
  window.parent.parent = window.parent;
}

/* The player opened on what `frame` shows; `spoil` changes the LMS's calls first. */
function visit(edition, stored, taught, spoil) {
  const one = lms(NAMES[edition], stored);
  if (spoil) spoil(one.api, NAMES[edition]);
  frame(edition, one.api);
  for (const name of Object.keys(heard)) delete heard[name];
  timers.clear();
  const driver = sessionDriver(course().id);
  const tracker = trackerFor(taught || course(), driver, (outcome, word) => words.push(word || outcome));
  const takeTest = percent => { tracker.progress.tests.test = {attempts: 1, best: percent, last: percent, draft: false}; tracker.progress.pages.test = true; tracker.save(); };
  return Object.assign(one, {driver, tracker, takeTest});
}
