/* What the LMS is told, in the forms of SCORM 1.2: `a,b` choices, `1.a,2.b` pairs, `c,a,b` an order. The driver of 2004
 * writes them its way. */
const LETTERS = index => 'abcdefghijklmnopqrstuvwxyz0123456789'[index % 36];
const letters = value => indexes(value).map(LETTERS).join(',');

function rightChoices(question) {
  return question.choices.map((choice, index) => index).filter(index => question.choices[index].fraction > 0);
}

/* Of one choice: each that earns everything, or the best. */
function bestChoices(question) {
  const best = Math.max.apply(null, question.choices.map(choice => choice.fraction));
  return question.choices.map((choice, index) => index).filter(index => question.choices[index].fraction === best);
}

const pairsOf = options => options.map((option, line) => (option >= 0 ? line + 1 + '.' + LETTERS(option) : '')).filter(Boolean).join(',');
const matching = (question, value) => ({type: 'matching', response: pairsOf(indexes(value)), patterns: [pairsOf(expectedIn(question))]});
const someChoices = (question, value) => ({type: 'choice', response: letters(value), patterns: [rightChoices(question).map(LETTERS).join(',')]});
const oneChoice = (question, value) => ({type: 'choice', response: letters(value), patterns: bestChoices(question).map(LETTERS)});

function numeric(question, value) {
  const number = readNumber(typedText(value.split('@')[0]), question.unitLeft).number;
  const right = numberRules(question).answers.filter(answer => isRight(answer.fraction) && !answer.any)[0];
  return {type: 'numeric', response: isNaN(number) ? '' : String(number), patterns: right ? ['low' in right ? right.low + ':' + right.high : String(right.number)] : [], tolerance: (right && right.tolerance) || 0};
}

/* The spellings that earn everything, the signs that stand for anything as dots. */
function spellings(question) {
  const texts = question.accepted || question.answers.filter(answer => isRight(answer.fraction)).map(answer => answer.text);
  return texts.map(text => text.replace(/\\\*/g, '\u0001').replace(/\*+/g, '...').replace(/\u0001/g, '*')).slice(0, 3);
}

/* Each gap in words, a stroke between them. */
function gapWords(question, value) {
  const parts = value.split(',');
  return question.gaps.map((gap, index) => {
    const given = parts[index] || '';
    return gap.choices ? indexes(given).map(LETTERS).join(' ') : typedText(given);
  }).join(' / ');
}

function gapPattern(gap) {
  if (gap.kind === 'multiple') return rightChoices(gap).map(LETTERS).join(' ');
  if (gap.choices) return LETTERS(bestChoices(gap)[0]);
  if (gap.kind === 'short_answer') return spellings(gap)[0] || '';
  return numeric(gap, '').patterns[0] || '';
}

const pointWords = value => readPoints(value).map(point => LETTERS(point.item) + ' ' + point.x + ' ' + point.y).join(' / ');

const REPORTS = {
  single: oneChoice,
  multiple: someChoices,
  calculated_choice: (question, value) => (question.several ? someChoices : oneChoice)(question, value),
  true_false: (question, value) => ({type: 'true-false', response: value ? ['t', 'f'][indexes(value)[0]] || '' : '', patterns: [rightChoices(question)[0] ? 'f' : 't']}),
  match: matching,
  random_match: matching,
  gap_select: matching,
  drag_text: matching,
  drag_image: matching,
  ordering: (question, value) => ({type: 'sequencing', response: letters(value), patterns: [question.items.map((item, rank) => LETTERS(rank)).join(',')]}),
  numerical: numeric,
  calculated: numeric,
  calculated_simple: numeric,
  short_answer: (question, value) => ({type: 'fill-in', response: typedText(value), patterns: spellings(question)}),
  cloze: (question, value) => ({type: 'other', response: value ? gapWords(question, value) : '', patterns: [question.gaps.map(gapPattern).join(' / ')]}),
  markers: (question, value) => ({type: 'other', response: pointWords(value), patterns: []}),
  essay: () => ({type: 'performance', response: '', patterns: []}),
};
