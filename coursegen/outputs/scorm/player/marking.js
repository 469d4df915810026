/* Marks answers. Nothing here touches the page.
 *
 * An answer is kept as a short text of the question's kind (`value`, safe inside the codec):
 *   single, true_false  index of the choice, base 36         multiple  indexes, one character each
 *   match               for each line the index of the option, `_` when none
 *   numerical, short_answer  the typed text, percent-encoded  essay  nothing (the text stays in the browser)
 */
const TEXT_LIMIT = 120;

/* A number as people type it: comma or dot, spaces between thousands, the unit after it. NaN when it is none. */
function parseNumber(text, unit) {
  let typed = String(text).replace(/[\s\u00a0\u202f]/g, '').replace(/\u2212/g, '-');
  const suffix = String(unit || '').replace(/\s/g, '');
  if (suffix && typed.toLowerCase().endsWith(suffix.toLowerCase())) typed = typed.slice(0, -suffix.length);
  return /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed) ? parseFloat(typed.replace(',', '.')) : NaN;
}

/* Spaces and apostrophes made alike; unless case matters, capitals and accents too. */
function normalised(text, caseSensitive) {
  const even = String(text).normalize('NFC').replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, ' ').trim();
  return caseSensitive ? even : even.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/* `*` in an accepted spelling stands for anything, as in Moodle. */
function spelled(typed, accepted, caseSensitive) {
  const pattern = normalised(accepted, caseSensitive).split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp('^' + pattern + '$').test(normalised(typed, caseSensitive));
}

function indexes(value) {
  return value.split('').map(letter => parseInt(letter, 36));
}

const MARKERS = {
  single: (question, value) => (question.choices[parseInt(value, 36)] || {fraction: 0}).fraction,
  true_false: (question, value) => MARKERS.single(question, value),
  multiple: (question, value) => indexes(value).reduce((sum, index) => sum + (question.choices[index] || {fraction: 0}).fraction, 0),
  match: (question, value) => indexes(value).filter((option, line) => option === question.pairs[line].option).length / question.pairs.length,
  numerical: (question, value) => Math.abs(parseNumber(decodeURIComponent(value), question.unit) - question.number) <= question.tolerance + 1e-9 ? 1 : 0,
  short_answer: (question, value) => question.accepted.some(one => spelled(decodeURIComponent(value), one, question.caseSensitive)) ? 1 : 0,
};

/* The part of the mark earned, 0 to 1 in tenths of a percent; null for what a machine does not mark. No answer earns 0. */
function markAnswer(question, value) {
  if (question.kind === 'essay') return null;
  if (!value) return 0;
  return Math.round(Math.min(1, Math.max(0, MARKERS[question.kind](question, value))) * 1000) / 1000;
}

/* [objective, right, asked] for each objective of a test, in the order of its questions. `slots`: [question, objective,
 * points]; what no machine marks is left out. */
function rightByObjective(slots, answers) {
  const found = {};
  for (const slot of slots) {
    const answer = answers[slot[0]];
    if (!answer || answer.result === null) continue;
    const line = found[slot[1]] = found[slot[1]] || [slot[1], 0, 0];
    if (answer.result >= 0.999) line[1]++;
    line[2]++;
  }
  return Object.keys(found).map(id => found[id]);
}

/* Percent earned in a test; essays carry no points. */
function testPercent(questions, results) {
  let earned = 0, possible = 0;
  questions.forEach((question, index) => {
    if (results[index] === null || question.mark <= 0) return;
    earned += results[index] * question.mark;
    possible += question.mark;
  });
  return possible ? Math.round(100 * earned / possible) : 100;
}
