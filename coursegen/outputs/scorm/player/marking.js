/* Marks answers. Nothing here touches the page.
 *
 * An answer is kept as a short text of the question's kind (`value`), which never holds the signs of the codec (`|` `;`):
 *   single, true_false        the choice, one digit of DIGITS       multiple  the choices, a digit each
 *   match, random_match       for each line the option, `_` when none
 *   gap_select, drag_text, drag_image   for each gap or place the option or item, `_` when none
 *   numerical, calculated     the typed text, percent-encoded, then `@` and the unit's digit when it is picked apart
 *   short_answer              the typed text, percent-encoded
 *   cloze                     each gap as one of the above, joined by `,`
 *   ordering                  for each place the item that stands there, by its rank in the right order
 *   markers                   each point as item, x and y in pixels of the picture: digit, base 36, `.`, base 36; joined by `,`
 *   calculated_choice         as single or multiple                 essay  `e` (the text stays in the browser)
 * Tries before this one, in a question with hints, stand in front, each ended by `^`.
 */
const TEXT_LIMIT = 120;
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digit = index => DIGITS[index] || '_';
/* Right enough to be called right, as Moodle has it. */
const isRight = fraction => fraction > 0.999;

function indexes(value) {
  return value.split('').map(letter => DIGITS.indexOf(letter));
}

/* The typed text behind a stored one; nothing when it was damaged on its way. */
function typedText(value) {
  try {
    return decodeURIComponent(value);
  } catch (broken) {
    return '';
  }
}

/* A number as Moodle reads it, and what is left beside it: spaces go; with a dot or several commas, commas part
 * thousands, else the comma is the decimal sign. */
function readNumber(text, unitLeft) {
  let typed = String(text).replace(/[\s\u00a0\u202f]/g, '').replace(/\u2212/g, '-').replace(/(?:e|E|[x*×]10(?:\^|\*\*))([+-]?\d+)/, 'e$1');
  typed = typed.indexOf('.') >= 0 || typed.split(',').length > 2 ? typed.replace(/,/g, '') : typed.replace(',', '.');
  const form = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?', found = new RegExp(unitLeft ? form + '$' : '^' + form).exec(typed);
  return found ? {number: parseFloat(found[0]), unit: typed.replace(found[0], '')} : {number: NaN, unit: ''};
}

/* The answers and units of a number question; those of packages of the first format had one of each. */
function numberRules(question) {
  if (question.answers) return {answers: question.answers, units: question.units || []};
  return {answers: [{number: question.number, tolerance: question.tolerance, fraction: 1}], units: question.unit ? [{name: question.unit, factor: 1}] : []};
}

const picksUnit = question => /radio|select/.test(question.unitDisplay || '');

function within(answer, number) {
  if (answer.any) return !isNaN(number);
  if ('low' in answer) return number >= answer.low && number <= answer.high;
  const tolerance = answer.tolerance || 0;
  return Math.abs(number - answer.number) <= tolerance + 1e-12 * Math.max(tolerance, Math.abs(answer.number), 1e-12);
}

/* The first answer that fits, in the unit given or in the main one; {answer, fraction} with the unit's penalty off. */
function markNumber(question, value) {
  const parts = value.split('@'), typed = readNumber(typedText(parts[0]), question.unitLeft), rules = numberRules(question);
  const bare = name => name.replace(/[\s\u00a0\u202f]/g, '');
  const unit = picksUnit(question) ? rules.units[DIGITS.indexOf(parts[1] || ' ')] : rules.units.filter(one => bare(one.name) === typed.unit)[0];
  const scaled = unit ? typed.number / unit.factor : NaN;
  const answer = rules.answers.filter(one => within(one, scaled) || within(one, typed.number))[0];
  if (!answer) return {answer: null, fraction: 0};
  const lost = within(answer, scaled) ? 0 : question.unitPenalty || 0;
  return {answer: answer, fraction: answer.fraction - (question.unitPenaltyOf === 'mark' ? lost : lost * answer.fraction)};
}

/* Spaces and apostrophes made alike; unless case matters, capitals and accents too. */
function normalised(text, caseSensitive) {
  const even = String(text).normalize('NFC').replace(/[\u2018\u2019]/g, "'").replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  return caseSensitive ? even : even.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/* `*` in an accepted spelling stands for anything, `\*` for itself, as in Moodle. */
function spelled(typed, accepted, caseSensitive) {
  const pattern = normalised(accepted, caseSensitive).replace(/\\\*/g, '\u0001').split(/\*+/).map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\u0001/g, '\\*')).join('.*');
  return new RegExp('^' + pattern + '$').test(normalised(typed, caseSensitive));
}

/* The first fitting answer. Moodle tells accents apart: only where no spelling fits with them are they forgiven. */
function markSpelling(question, value) {
  const typed = typedText(value), answers = question.answers || question.accepted.map(text => ({text: text, fraction: 1}));
  const strict = one => one.text.trim() !== '*' && spelled(question.caseSensitive ? typed : typed.toLowerCase(), question.caseSensitive ? one.text : one.text.toLowerCase(), true);
  const answer = answers.filter(strict)[0] || answers.filter(one => spelled(typed, one.text, question.caseSensitive))[0] || null;
  return {answer: answer, fraction: answer ? answer.fraction : 0};
}

function markChoices(question, value) {
  return indexes(value).reduce((sum, index) => sum + (question.choices[index] || {fraction: 0}).fraction, 0);
}

/* For each line, gap or place what belongs there, and whether it is there. */
function expectedIn(question) {
  return (question.pairs || question.gaps || question.places).map(one => ('option' in one ? one.option : one.item));
}

function placesRight(question, value) {
  const given = indexes(value);
  return expectedIn(question).map((option, place) => given[place] === option);
}

const share = list => list.filter(Boolean).length / list.length;
const markPlaces = (question, value) => share(placesRight(question, value));

/* One gap of a cloze: {answer, fraction}. */
function markGap(gap, value) {
  if (!value) return {answer: null, fraction: 0};
  if (gap.kind === 'short_answer') return markSpelling(gap, value);
  if (gap.kind === 'numerical') return markNumber(gap, value);
  const fraction = Math.min(1, gap.kind === 'multiple' ? Math.max(0, markChoices(gap, value)) : markChoices(gap, value));
  return {answer: gap.kind === 'single' ? gap.choices[indexes(value)[0]] || null : null, fraction: fraction};
}

const gapWeight = gap => (gap.weight === undefined ? 1 : gap.weight);

function weighted(question, marks) {
  const total = question.gaps.reduce((sum, gap) => sum + gapWeight(gap), 0);
  return total ? question.gaps.reduce((sum, gap, at) => sum + gapWeight(gap) * marks[at], 0) / total : 0;
}

const gapMarks = (question, value) => question.gaps.map((gap, at) => markGap(gap, value.split(',')[at]).fraction);

const MARKERS = {
  single: markChoices,
  true_false: markChoices,
  multiple: markChoices,
  calculated_choice: markChoices,
  match: markPlaces,
  random_match: markPlaces,
  gap_select: markPlaces,
  drag_text: markPlaces,
  drag_image: markPlaces,
  numerical: (question, value) => markNumber(question, value).fraction,
  calculated: (question, value) => markNumber(question, value).fraction,
  calculated_simple: (question, value) => markNumber(question, value).fraction,
  short_answer: (question, value) => markSpelling(question, value).fraction,
  cloze: (question, value) => weighted(question, gapMarks(question, value)),
};

const rounded = fraction => Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 1000;

/* The part of the mark earned, 0 to 1 in tenths of a percent; null for what a machine does not mark. No answer earns 0,
 * and no question less: a package knows no marks below zero. */
function markAnswer(question, value) {
  const marker = MARKERS[question.kind];
  if (!marker) return null;
  return value ? rounded(marker(question, value)) : 0;
}

/* [objective, right, asked] for each objective of a test, in the order of its questions. `slots`: [question, objective,
 * points]; what no machine marks is left out. */
function rightByObjective(slots, answers) {
  const found = {};
  for (const slot of slots) {
    const answer = answers[slot[0]];
    if (!answer || answer.result === null) continue;
    const line = found[slot[1]] = found[slot[1]] || [slot[1], 0, 0];
    if (isRight(answer.result)) line[1]++;
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
