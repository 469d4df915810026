/* Several tries at one question, with hints between them: what counts in the end, what a hint clears and tells. */

/* {past: the values of the tries before, value: the present one}. */
function readTries(stored) {
  const parts = stored.split('^');
  return {past: parts.slice(0, -1), value: parts[parts.length - 1]};
}

const withTries = (past, value) => past.concat(value).join('^');

const triesOf = question => (question.hints || []).length + 1;

function penaltyOf(question) {
  return question.penalty === undefined ? 1 / 3 : question.penalty;
}

/* The wrong tries before an answer stayed right, a try costs the penalty (Moodle counts each line and gap by itself). */
function countedPlaces(question, tries) {
  const rights = tries.map(value => placesRight(question, value));
  const earned = expectedIn(question).map((option, place) => {
    const wrong = rights.map(one => one[place]).lastIndexOf(false) + 1;
    return wrong < tries.length ? Math.max(0, 1 - wrong * penaltyOf(question)) : 0;
  });
  return earned.reduce((sum, one) => sum + one, 0) / earned.length;
}

/* Each gap by its last change. */
function countedGaps(question, tries) {
  const marks = question.gaps.map((gap, at) => {
    const values = tries.map(value => value.split(',')[at] || ''), last = values[values.length - 1];
    let changed = values.length - 1;
    while (changed > 0 && values[changed - 1] === last) changed--;
    return Math.max(0, markGap(gap, last).fraction - (last ? changed : 0) * penaltyOf(question));
  });
  return weighted(question, marks);
}

const COUNTED = {match: countedPlaces, random_match: countedPlaces, gap_select: countedPlaces, drag_text: countedPlaces, drag_image: countedPlaces, cloze: countedGaps};

/* The part of the mark that the last of several tries earns. */
function markTries(question, past, value) {
  const mark = markAnswer(question, value), counted = COUNTED[question.kind];
  if (!past.length || mark === null || !value) return mark;
  return rounded(counted ? counted(question, past.concat(value)) : mark - past.length * penaltyOf(question));
}

const CLEARED = {
  single: (question, value) => (markChoices(question, value) > 0 ? value : ''),
  multiple: (question, value) => indexes(value).filter(index => question.choices[index].fraction > 0).map(digit).join(''),
  match(question, value) {
    const kept = placesRight(question, value).map((right, place) => (right ? value[place] : '_')).join('');
    return /^_*$/.test(kept) ? '' : kept;
  },
  cloze(question, value) {
    const kept = value.split(',').map((one, at) => (isRight(markGap(question.gaps[at], one).fraction) ? one : '')).join(',');
    return /^,*$/.test(kept) ? '' : kept;
  },
  markers: (question, value) => writePoints(pointsHit(question, value)),
};
const LIKE = {true_false: 'single', calculated_choice: 'multiple', random_match: 'match', gap_select: 'match', drag_text: 'match', drag_image: 'match'};

/* The answer without its wrong parts; whole where there are no parts. */
function clearWrong(question, value) {
  const clear = CLEARED[LIKE[question.kind] || question.kind];
  return clear && value ? clear(question, value) : value;
}

const PARTS = {
  multiple(question, value) {
    const right = index => question.choices[index] && question.choices[index].fraction > 0;
    return [indexes(value).filter(right).length, question.choices.filter(choice => choice.fraction > 0).length];
  },
  match: (question, value) => [placesRight(question, value).filter(Boolean).length, expectedIn(question).length],
  cloze: (question, value) => [gapMarks(question, value).filter(isRight).length, question.gaps.length],
  markers: (question, value) => [pointsHit(question, value).length, question.zones.length],
  ordering: (question, value) => [indexes(value).filter((rank, place) => rank === place).length, value.length],
};

/* [right parts, parts] of an answer; null where it has no parts. */
function partsRight(question, value) {
  const count = PARTS[LIKE[question.kind] || question.kind];
  return count && value ? count(question, value) : null;
}
