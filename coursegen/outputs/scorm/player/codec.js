/* What the learner has done, as a short text for the LMS (cmi.suspend_data), and back.
 *
 * `1|pAAAABBBB|tTTTT…|qSSSSr…;…`: a version, then segments led by a letter.
 *   p  ids of the pages done, four characters each
 *   t  tests, ten characters each: id (4), attempts (1, base 36), best and last percent (2 + 2, base 36), d draft | s submitted
 *   q  answers: id (4), result in tenths (`0`…`a`, `-` not marked), the answer's own text; ended by `;`
 *   u  answers with letters beyond ASCII or spaces: as q, but `+` for a space and a backtick with two digits for a letter
 *   a  which attempt at the LMS this is (3, drawn by lot), how often it was saved (base 36)
 *   m  ids of the pages that the learner has marked, k ids of the tasks ticked (notes.js)
 * Ids are hashes of stable keys, so nothing depends on the order or number of pages. Ids and segments that this
 * package does not know are kept (`foreign`): an older or a newer package of the same course loses nothing. So a letter
 * never changes its meaning: what is written in another way gets another letter.
 */
const FORMAT = '1';
const ID_LENGTH = 4;
/* Work handed in takes no more than this: half of what SCORM 1.2 holds. */
const DATA_LIMIT = 1900;
/* SCORM 1.2 refuses 4,097 characters: past this, even results of single questions go; pages and tests stay. */
const HARD_LIMIT = 4000;

function emptyProgress() {
  return {pages: {}, tests: {}, answers: {}, foreign: [], attempt: '', saves: 0};
}

function twoDigits(percent) {
  return Math.round(percent).toString(36).padStart(2, '0');
}

function encodeTest(id, test) {
  return id + Math.min(test.attempts, 35).toString(36) + twoDigits(test.best) + twoDigits(test.last) + (test.draft ? 'd' : 's');
}

function encodeAnswer(id, answer, value) {
  const result = answer.result === null ? '-' : Math.round(answer.result * 10).toString(36);
  return id + result + value.replace(/[|;]/g, '') + ';';
}

/* Two digits (base 36) for a letter: Latin, Greek, Cyrillic (to 480), typographic signs (2000 to 2070). The rest stays `%E1%88%80`. */
function letterCode(letter) {
  const code = letter.charCodeAt(0), low = code < 0x480;
  return low || (code >= 0x2000 && code < 0x2070) ? '`' + (low ? code : code - 0x1b80).toString(36).padStart(2, '0') : encodeURIComponent(letter);
}

function letterOf(digits) {
  const number = parseInt(digits, 36);
  return encodeURIComponent(String.fromCharCode(number < 0x480 ? number : number + 0x1b80));
}

/* A text coded for addresses, shorter; and back. */
function dense(value) {
  try {
    return value.replace(/%20/g, '+').replace(/%[CDE][\dA-F](?:%[89AB][\dA-F])+/g, letter => letterCode(decodeURIComponent(letter)));
  } catch (broken) {
    return value;
  }
}

const sparse = value => value.replace(/\+/g, '%20').replace(/`([\da-z]{2})/g, (sign, digits) => letterOf(digits));

function joined(progress) {
  const tests = Object.keys(progress.tests).map(id => encodeTest(id, progress.tests[id])), plain = [], short = [];
  for (const id of Object.keys(progress.answers)) {
    const answer = progress.answers[id], value = dense(answer.value);
    (value === answer.value ? plain : short).push(encodeAnswer(id, answer, value));
  }
  const more = progress.attempt ? ['a' + progress.attempt + progress.saves.toString(36)] : [];
  if (short.length) more.push('u' + short.join(''));
  return [FORMAT, 'p' + Object.keys(progress.pages).join(''), 't' + tests.join(''), 'q' + plain.join('')].concat(more, progress.foreign).join('|');
}

/* What goes, until the text is short enough: what costs most for the least first. The texts of answers that are marked
 * (their results stay) and segments of another version as soon as it is long; the texts of answers not handed in yet and
 * the learner's notes only where `room` ends. Whether texts not handed in went. */
function shorten(copy, room) {
  let excess = joined(copy).length - Math.min(room, DATA_LIMIT), cut = false;
  const without = kept => segment => {
    if (excess <= 0 || !kept(segment)) return true;
    excess -= segment.length + 1;
    return false;
  };
  const emptied = ids => ids.sort((a, b) => copy.answers[b].value.length - copy.answers[a].value.length).forEach(id => {
    if (excess <= 0 || !copy.answers[id].value) return;
    cut = copy.answers[id].result === null;
    excess -= dense(copy.answers[id].value).length;
    copy.answers[id] = {result: copy.answers[id].result, value: ''};
  });
  const ids = Object.keys(copy.answers), own = segment => /^[mk]/.test(segment);
  emptied(ids.filter(id => copy.answers[id].result !== null));
  copy.foreign = copy.foreign.filter(without(segment => !own(segment)));
  excess = joined(copy).length - room;
  cut = false;
  emptied(ids.filter(id => copy.answers[id].result === null));
  copy.foreign = copy.foreign.filter(without(own));
  return cut;
}

/* The text, at most `room` characters long if pages and tests allow. `isKnown` tells the ids of this course's pages:
 * past what an LMS takes, all others go (damaged data, pages taken away long ago). `cut`: called when typed work goes. */
function encodeProgress(progress, room, isKnown, cut) {
  const copy = Object.assign({}, progress, {answers: Object.assign({}, progress.answers), foreign: progress.foreign.slice()});
  if (room === Infinity) return joined(copy);
  if (shorten(copy, room) && cut) cut();
  const typed = Object.keys(copy.answers).reduce((sum, id) => sum + (copy.answers[id].result === null ? copy.answers[id].value.length : 0), 0);
  let excess = joined(copy).length - Math.min(Math.max(room, HARD_LIMIT), HARD_LIMIT + typed);
  for (const id of Object.keys(copy.answers)) {
    if (excess <= 0) break;
    excess -= encodeAnswer(id, copy.answers[id], dense(copy.answers[id].value)).length;
    delete copy.answers[id];
  }
  if (excess > 0 && isKnown) {
    copy.pages = only(copy.pages, isKnown);
    copy.tests = only(copy.tests, isKnown);
  }
  return joined(copy);
}

function only(record, wanted) {
  const found = {};
  Object.keys(record).filter(wanted).forEach(id => { found[id] = record[id]; });
  return found;
}

function chunks(text, size) {
  const found = [];
  for (let at = 0; at + size <= text.length; at += size) found.push(text.slice(at, at + size));
  return found;
}

function decodeTests(text, tests) {
  for (const part of chunks(text, ID_LENGTH + 6)) {
    const number = (from, to) => parseInt(part.slice(from, to), 36) || 0;
    tests[part.slice(0, 4)] = {attempts: number(4, 5), best: Math.min(number(5, 7), 100), last: Math.min(number(7, 9), 100), draft: part[9] === 'd'};
  }
}

/* A text cut off in the middle of a sign can't be read any more. */
function whole(value) {
  try {
    decodeURIComponent(value);
    return value.indexOf('`') < 0 ? value : '';
  } catch (cut) {
    return '';
  }
}

function decodeAnswers(text, answers, short) {
  for (const part of text.split(';')) {
    if (part.length <= ID_LENGTH) continue;
    const tenths = parseInt(part[ID_LENGTH], 36);
    answers[part.slice(0, ID_LENGTH)] = {result: isNaN(tenths) ? null : Math.min(tenths, 10) / 10, value: whole(short ? sparse(part.slice(ID_LENGTH + 1)) : part.slice(ID_LENGTH + 1))};
  }
}

/* Never throws: what cannot be read is left out. */
function decodeProgress(text) {
  const progress = emptyProgress();
  const segments = String(text || '').split('|');
  if (!/^\d+$/.test(segments[0])) return progress;
  for (const segment of segments.slice(1)) {
    const rest = segment.slice(1);
    if (segment[0] === 'p') chunks(rest, ID_LENGTH).forEach(id => { progress.pages[id] = true; });
    else if (segment[0] === 't') decodeTests(rest, progress.tests);
    else if (/^[qu]/.test(segment)) decodeAnswers(rest, progress.answers, segment[0] === 'u');
    else if (segment[0] === 'a') Object.assign(progress, {attempt: rest.slice(0, 3), saves: parseInt(rest.slice(3), 36) || 0});
    else if (segment) progress.foreign.push(segment);
  }
  return progress;
}

/* Both, where each knows something: the pages of one and of the other, and of each test the state with more work in it. */
function mergeProgress(base, other) {
  const merged = {pages: Object.assign({}, other.pages, base.pages), tests: Object.assign({}, base.tests), answers: Object.assign({}, other.answers, base.answers), foreign: base.foreign.slice(), attempt: base.attempt || other.attempt, saves: Math.max(base.saves, other.saves)};
  for (const segment of other.foreign) {
    if (!base.foreign.some(one => one[0] === segment[0])) merged.foreign.push(segment);
  }
  for (const id of Object.keys(other.tests)) {
    const mine = base.tests[id], theirs = other.tests[id];
    const newer = !mine || theirs.attempts > mine.attempts || (theirs.draft && !mine.draft && theirs.attempts === mine.attempts);
    const best = Math.max(theirs.best, mine ? mine.best : 0);
    merged.tests[id] = Object.assign({}, newer ? theirs : mine, {best: best});
    if (newer && mine) Object.assign(merged.answers, other.answers);
  }
  /* A text that had no room in one of them. */
  for (const id of Object.keys(merged.answers)) {
    const one = merged.answers[id], two = [base, other].map(copy => copy.answers[id]).filter(answer => answer && answer.value && answer.result === one.result)[0];
    if (!one.value && two) merged.answers[id] = two;
  }
  return merged;
}

/* Whether both know the same of those lists. */
function same(one, two, lists) {
  const sorted = record => JSON.stringify(Object.keys(record).sort().map(id => [id, record[id]]));
  return lists.every(list => sorted(one[list]) === sorted(two[list]));
}
