/* What the drivers of both editions of SCORM share: finding the LMS and speaking to it. Every driver offers the same
 * calls, so that the rest knows no data model:
 * open, learner, name, read, bookmark, data, score, status, progress, objective, interaction, commit, finish.
 * `EDITION` (in each driver): the API's name, what its calls begin with, the call that ends, the learner's element.
 */
const ANCESTORS = 50;
/* An LMS that puts its API there only after the page: looked for again, a moment long. */
const LOOKS = 12;
const BETWEEN_LOOKS = 50;

/* That window, or the one above it, which has the API; windows of another origin, and other things of that name, are passed over. */
function apiAbove(start) {
  let current = start;
  for (let step = 0; current && step < ANCESTORS; step++) {
    try {
      const api = current[EDITION.api];
      if (api && api[EDITION.prefix + 'Initialize']) return current;
    } catch (refused) { /* another origin: look further up */ }
    if (current.parent === current) return null;
    current = current.parent;
  }
  return null;
}

function openerOf(start) {
  let current = start;
  for (let step = 0; current && step < ANCESTORS; step++) {
    try {
      if (current.opener) return current.opener;
    } catch (refused) { /* another origin */ }
    if (current.parent === current) return null;
    current = current.parent;
  }
  return null;
}

/* The window that has the LMS's API. */
function findApi() {
  const above = window.parent !== window ? apiAbove(window.parent) : null;
  if (above) return above;
  const opener = openerOf(window);
  return opener ? apiAbove(opener) : null;
}

/* In a window that no LMS has opened. */
const isAlone = () => window.parent === window && !openerOf(window);

/* Begins at once with an LMS, and where none can be; else once it is there, or has not come. */
function whenLmsIsThere(begin) {
  let looks = 0;
  (function look() {
    if (isAlone() || looks++ >= LOOKS || findApi()) return begin();
    window.setTimeout(look, BETWEEN_LOOKS);
  })();
}

/* The LMS, or this browser when there is none: then `silent` tells that there is one, which does not answer. */
function sessionDriver(courseId) {
  const lms = lmsDriver();
  return lms && lms.open() ? lms : Object.assign(browserDriver(courseId), {silent: Boolean(lms)});
}

const online = () => window.navigator.onLine !== false;

/* The LMS's calls. What it refuses is false or '', never an exception; a value it has is not sent again. */
function lmsSession(home) {
  const api = home[EDITION.api], sent = {}, read = {}, next = {};
  let objectives = null, unsent = {}, recent = {}, told = () => {}, witness = {during: act => act() && online(), proved: () => false};

  function ask(verb, name) {
    try {
      const answer = String(api[verb](name));
      /* Some say so for a value that is not there. */
      return answer === 'null' || answer === 'undefined' ? '' : answer;
    } catch (broken) {
      return '';
    }
  }

  const get = name => ask(EDITION.prefix + 'GetValue', name);
  const call = verb => /^(true|1)$/i.test(ask(verb, ''));
  const counted = list => parseInt(get('cmi.' + list + '._count'), 10) || 0;

  function set(name, value) {
    const text = String(value);
    if (sent[name] === text) return true;
    try {
      if (!/^(true|1)$/i.test(String(api[EDITION.prefix + 'SetValue'](name, text)))) return false;
    } catch (broken) { /* the next save tries again */
      return false;
    }
    sent[name] = unsent[name] = text;
    return true;
  }

  function knownObjectives() {
    const found = [];
    for (let index = 0, count = counted('objectives'); index < count; index++) {
      const name = 'cmi.objectives.' + index;
      found.push({id: sent[name + '.id'] = get(name + '.id'), name: name, best: parseFloat(get(name + '.score.raw'))});
    }
    return found;
  }

  return {
    get: get,
    set: set,
    /* A value that does not change while the session lasts. */
    once: name => (name in read ? read[name] : (read[name] = get(name))),
    /* Once more if it fails; and an LMS that says no because it is open already is open. */
    open: () => call(EDITION.prefix + 'Initialize') || call(EDITION.prefix + 'Initialize') || Boolean(get(EDITION.learner)),
    commit: () => witness.during(() => call(EDITION.prefix + 'Commit')),
    proved: () => witness.proved(),
    /* From now on that one tells what became of requests (witness.js). */
    watch(witnessOf) {
      witness = witnessOf(home, () => {
        unsent = Object.assign({}, recent, unsent);
        told();
      });
    },
    /* Calls when it turns out that what the last commit carried has not arrived. */
    onLoss: act => { told = act; },
    finish: () => call(EDITION.finish),
    unsent: () => unsent,
    arrived() {
      recent = unsent;
      unsent = {};
    },
    /* The place of an objective, when this percent is not below what it has: {name}; else null. */
    objective(id, percent) {
      objectives = objectives || knownObjectives();
      let one = objectives.filter(known => known.id === id)[0];
      if (!one) objectives.push(one = {id: id, name: 'cmi.objectives.' + objectives.length, best: NaN});
      if (percent < one.best) return null;
      one.best = percent;
      return set(one.name + '.id', id) ? one : null;
    },
    /* The place for one interaction more; '' when the LMS takes no more. */
    interaction(id) {
      if (next.interaction === undefined) next.interaction = counted('interactions');
      const name = 'cmi.interactions.' + next.interaction;
      if (!set(name + '.id', id)) return '';
      next.interaction++;
      return name;
    },
  };
}

function two(number) {
  return String(number).padStart(2, '0');
}

/* One line of at most 250 characters: data models refuse more than 255, and line ends. */
function oneLine(text) {
  return String(text).replace(/\s+/g, ' ').trim().slice(0, 250);
}

/* A number without exponent, at most so many decimals. */
function decimal(number, places) {
  return String(parseFloat(number.toFixed(places === undefined ? 4 : places)));
}

/* Mark earned, as both editions say it: what is neither right nor wrong, between the words, in hundredths. */
function resultWord(result, wrong) {
  if (result === null) return 'neutral';
  if (result >= 0.999) return 'correct';
  return result <= 0 ? wrong : decimal(result, 2);
}
