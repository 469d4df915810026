/* What the learner has done, as a short text for the LMS (cmi.suspend_data), and back.
 *
 * `1|pAAAABBBB|tTTTT…|qSSSSr…;…`: a version, then segments led by a letter.
 *   p  ids of the pages done, four characters each
 *   t  tests, ten characters each: id (4), attempts (1, base 36), best and last percent (2 + 2, base 36), d draft | s submitted
 *   q  answers: id (4), result in tenths (`0`…`a`, `-` not marked), the answer's own text; ended by `;`
 *   m  ids of the pages that the learner has marked, k ids of the tasks ticked (notes.js)
 * Ids are hashes of stable keys, so nothing depends on the order or number of pages. Ids and segments that this
 * package does not know are kept (`foreign`): an older or a newer package of the same course loses nothing. So a letter
 * never changes its meaning: what is written in another way gets another letter.
 */
const FORMAT = '1';
const ID_LENGTH = 4;
/* SCORM 1.2 refuses 4,097 characters: past this, even results of single questions go; pages and tests stay. */
const HARD_LIMIT = 4000;

function emptyProgress() {
  return {pages: {}, tests: {}, answers: {}, foreign: []};
}

function twoDigits(percent) {
  return Math.round(percent).toString(36).padStart(2, '0');
}

function encodeTest(id, test) {
  return id + Math.min(test.attempts, 35).toString(36) + twoDigits(test.best) + twoDigits(test.last) + (test.draft ? 'd' : 's');
}

function encodeAnswer(id, answer) {
  const result = answer.result === null ? '-' : Math.round(answer.result * 10).toString(36);
  return id + result + answer.value.replace(/[|;]/g, '') + ';';
}

function joined(progress) {
  const tests = Object.keys(progress.tests).map(id => encodeTest(id, progress.tests[id]));
  const answers = Object.keys(progress.answers).map(id => encodeAnswer(id, progress.answers[id]));
  return [FORMAT, 'p' + Object.keys(progress.pages).join(''), 't' + tests.join(''), 'q' + answers.join('')].concat(progress.foreign).join('|');
}

/* What goes, until the text is short enough: what costs most for the least first. The texts of answers that are marked
 * (their results stay), segments of another version, the texts of answers not handed in yet, the learner's notes. */
function shorten(copy, limit) {
  let excess = joined(copy).length - limit;
  const without = kept => segment => {
    if (excess <= 0 || !kept(segment)) return true;
    excess -= segment.length + 1;
    return false;
  };
  const emptied = ids => ids.sort((a, b) => copy.answers[b].value.length - copy.answers[a].value.length).forEach(id => {
    if (excess <= 0) return;
    excess -= copy.answers[id].value.length;
    copy.answers[id] = {result: copy.answers[id].result, value: ''};
  });
  const ids = Object.keys(copy.answers), own = segment => /^[mk]/.test(segment);
  emptied(ids.filter(id => copy.answers[id].result !== null));
  copy.foreign = copy.foreign.filter(without(segment => !own(segment)));
  emptied(ids.filter(id => copy.answers[id].result === null));
  copy.foreign = copy.foreign.filter(without(own));
}

/* The text, at most `limit` characters long if pages and tests allow. `isKnown` tells the ids of this course's pages:
 * past what an LMS takes, all others go (damaged data, pages taken away long ago). */
function encodeProgress(progress, limit, isKnown) {
  const copy = {pages: progress.pages, tests: progress.tests, answers: Object.assign({}, progress.answers), foreign: progress.foreign.slice()};
  shorten(copy, limit);
  let excess = joined(copy).length - HARD_LIMIT;
  for (const id of Object.keys(copy.answers)) {
    if (excess <= 0) break;
    excess -= encodeAnswer(id, copy.answers[id]).length;
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
    return value;
  } catch (cut) {
    return '';
  }
}

function decodeAnswers(text, answers) {
  for (const part of text.split(';')) {
    if (part.length <= ID_LENGTH) continue;
    const tenths = parseInt(part[ID_LENGTH], 36);
    answers[part.slice(0, ID_LENGTH)] = {result: isNaN(tenths) ? null : Math.min(tenths, 10) / 10, value: whole(part.slice(ID_LENGTH + 1))};
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
    else if (segment[0] === 'q') decodeAnswers(rest, progress.answers);
    else if (segment) progress.foreign.push(segment);
  }
  return progress;
}

/* Both, where each knows something: the pages of one and of the other, and of each test the state with more work in it. */
function mergeProgress(base, other) {
  const merged = {pages: Object.assign({}, other.pages, base.pages), tests: Object.assign({}, base.tests), answers: Object.assign({}, other.answers, base.answers), foreign: base.foreign.slice()};
  for (const segment of other.foreign) {
    if (!base.foreign.some(one => one[0] === segment[0])) merged.foreign.push(segment);
  }
  for (const id of Object.keys(other.tests)) {
    const mine = base.tests[id], theirs = other.tests[id];
    const newer = !mine || theirs.attempts > mine.attempts || (theirs.draft && theirs.attempts === mine.attempts);
    if (newer) merged.tests[id] = Object.assign({}, theirs, {best: Math.max(theirs.best, mine ? mine.best : 0)});
    if (newer && mine) Object.assign(merged.answers, other.answers);
  }
  return merged;
}
