/* One question of a test: its text, its control, what is said about the answer, the tries that hints allow. */

/* Of `tools`: words, essays, seed, heading, stored (the answer kept), changed(one), say(text). */
function questionView(question, tools) {
  const words = tools.words, id = 'q-' + question.id, kept = readTries(tools.stored);
  const one = {question: question, past: kept.past, value: kept.value, seconds: null, locked: false};
  one.heading = make('h2', {class: 'question-number', text: tools.heading, tabindex: '-1'});
  one.control = CONTROLS[question.kind](question, {
    name: id, labelledby: id + '-text', label: tools.heading, seed: tools.seed, value: kept.value, words: words, essays: tools.essays, say: tools.say,
    changed: () => tools.changed(one),
  });
  const text = one.control.holdsText ? null : make('div', {class: 'question-text', id: id + '-text', dir: 'auto', html: question.text});
  const choice = question.several ? 'multiple' : question.instruction && question.kind !== 'multiple' ? 'one' : '';
  const hint = words.hints[choice || question.kind];
  one.box = make('section', {class: 'question', 'data-kind': question.kind}, one.heading, text, hint ? make('p', {class: 'hint', text: hint}) : null, one.past.length ? hintBox(one, words) : null, one.control.element);
  return one;
}

/* A text of the test that asks nothing. */
function descriptionView(question) {
  return make('div', {class: 'description', dir: 'auto', html: question.text});
}

/* What the last wrong try has earned: a hint. */
function hintBox(one, words) {
  const hint = one.question.hints[one.past.length - 1] || {}, last = one.past[one.past.length - 1];
  const left = triesOf(one.question) - one.past.length;
  const counted = hint.showCount ? partsRight(one.question, last) : null;
  return make('div', {class: 'clue', dir: 'auto'},
    make('p', {class: 'clue-title'}, icon('info'), make('span', {text: left === 1 ? words.lastTry : fill(words.triesLeft, {n: left})})),
    hint.text ? make('div', {html: hint.text}) : null,
    counted ? make('p', {text: fill(words.partsRight, {n: counted[0], total: counted[1]})}) : null);
}

/* What the author says of a right, half right or wrong answer. */
function combinedFeedback(question, mark, value, words) {
  const said = question.combined || {};
  const text = {right: said.right, partly: said.partial, wrong: said.wrong}[stateOf(mark)];
  const counted = said.showCount && !isRight(mark) ? partsRight(question, value) : null;
  if (!text && !counted) return null;
  return make('div', {class: 'combined', dir: 'auto'}, text ? make('div', {html: text}) : null, counted ? make('p', {text: fill(words.partsRight, {n: counted[0], total: counted[1]})}) : null);
}

/* The part of the points, where it is neither all nor nothing. */
function pointsLine(mark, words) {
  if (mark === null || mark <= 0 || isRight(mark)) return null;
  return make('p', {class: 'points', text: fill(words.points, {percent: Math.round(100 * mark)})});
}

/* After a wrong try: the signs, what was said of the answer, the hint; no right answer yet. */
function explainTry(one, words) {
  const mark = markAnswer(one.question, one.value);
  one.control.lock();
  one.control.explain({right: false, why: true});
  one.box.dataset.state = stateOf(mark);
  const said = combinedFeedback(one.question, mark, one.value, words);
  if (said) one.button.before(said);
}

/* The author has changed it since it was answered: nothing is said of the answer, its result stands. */
function explainChanged(one, words) {
  one.locked = true;
  one.control.lock();
  one.box.querySelectorAll('.clue').forEach(clue => clue.remove());
  one.box.dataset.state = 'neutral';
  one.box.append(verdict('neutral', words.changed));
}

/* Answered for good. `show` as for controls; null: the answer alone. */
function explainAnswer(one, result, show, words) {
  const question = one.question, lost = !one.value && (result > 0 || question.kind === 'ordering');
  const mark = one.value && result !== null ? markTries(question, one.past, one.value) : result;
  /* What counted is the result kept, in tenths: where another comes out now, the question is no longer the one answered. */
  if (mark !== null && Math.round(10 * mark) !== Math.round(10 * result)) return explainChanged(one, words);
  one.locked = true;
  one.control.lock();
  one.box.querySelectorAll('.clue').forEach(clue => clue.remove());
  if (!show && !one.value) one.box.append(verdict('neutral', words.noAnswer));
  if (!show) return;
  if (!one.value && !lost) one.control.element.before(verdict('neutral', words.noAnswer));
  if (lost) one.box.append(make('p', {class: 'hint', text: words.notKept}));
  else one.control.explain(show);
  one.box.dataset.state = mark === null ? 'neutral' : stateOf(mark);
  const said = show.why && mark !== null ? combinedFeedback(question, markAnswer(question, one.value), one.value, words) : null;
  [pointsLine(mark, words), said].filter(Boolean).forEach(line => one.box.append(line));
  if (question.feedback && show.why) one.box.append(make('div', {class: 'feedback', dir: 'auto'}, icon('info'), make('div', {html: question.feedback})));
}
