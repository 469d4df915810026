/* A test: taken at one go (answers handed in together) or, for practice, question by question with feedback at once. */
function testView(course, page, questions, app) {
  const words = app.words, tracker = app.tracker, rules = page.test;
  const root = make('div', {class: 'test'});
  const state = () => tracker.progress.tests[page.id];
  let items = [], lastChange = Date.now(), warned = false;

  const attempts = () => (state() ? state().attempts : 0);
  const left = () => (rules.attempts ? rules.attempts - attempts() : Infinity);
  const passed = percent => !rules.pass || percent >= rules.pass;
  /* A graded test keeps its answers back while another try is open; a diagnostic one for ever. */
  const secret = rules.corrections === 'never';
  const reveal = () => !rules.corrections || (!secret && (left() <= 0 || passed(state().best)));

  function startDraft() {
    tracker.progress.tests[page.id] = Object.assign({attempts: 0, best: 0, last: 0}, state(), {draft: true});
    questions.forEach(question => { delete tracker.progress.answers[question.id]; });
  }

  function item(question, index) {
    const known = tracker.progress.answers[question.id] || {result: null, value: ''};
    const id = 'q-' + question.id, draft = !state() || state().draft;
    const label = make('div', {class: 'question-text', id: id + '-text', dir: 'auto', html: question.text});
    const heading = make('h2', {class: 'question-number', text: fill(words.question, {n: index + 1, total: questions.length}), tabindex: '-1'});
    const hint = words.hints[question.kind];
    const one = {question: question, seconds: null, locked: false};
    one.control = CONTROLS[question.kind](question, {
      name: id, labelledby: id + '-text', seed: question.id + (attempts() + (draft ? 1 : 0)), value: known.value, words: words, essays: app.essays,
      changed: () => changed(one),
    });
    one.box = make('section', {class: 'question', 'data-kind': question.kind}, heading, label, hint ? make('p', {class: 'hint', text: hint}) : null, one.control.element);
    one.heading = heading;
    return one;
  }

  function changed(one) {
    const now = Date.now();
    one.seconds = Math.min(3600, (one.seconds || 0) + (now - lastChange) / 1000);
    lastChange = now;
    if (!state() || !state().draft) startDraft();
    tracker.progress.answers[one.question.id] = {result: null, value: one.control.value()};
    warned = false;
    tracker.save(1500);
  }

  function settle(one, result) {
    one.locked = true;
    one.control.lock();
    const forgotten = !one.control.value() && result > 0;
    if (forgotten) one.box.append(make('p', {class: 'hint', text: words.notKept}));
    else one.control.explain(reveal());
    if (one.button) one.button.remove();
    one.box.dataset.state = result === null ? 'neutral' : result >= 0.999 ? 'right' : result > 0 ? 'partly' : 'wrong';
    if (one.question.feedback && reveal()) one.box.append(make('div', {class: 'feedback', dir: 'auto'}, icon('info'), make('div', {html: one.question.feedback})));
  }

  /* Keeps the answer and reports it; practice that does not count stays between the learner and the course. */
  function record(one) {
    const value = one.control.value(), result = markAnswer(one.question, value);
    tracker.progress.answers[one.question.id] = {result: result, value: secret ? '' : value};
    if (rules.immediate && !rules.weight) return result;
    const report = REPORTS[one.question.kind](one.question, value);
    tracker.interaction(Object.assign(report, {id: one.question.ref, objective: one.question.objective, time: new Date(), weighting: one.question.mark, result: result, seconds: one.seconds}));
    return result;
  }

  function conclude() {
    const results = questions.map(question => tracker.progress.answers[question.id].result);
    const percent = testPercent(questions, results), before = state();
    tracker.progress.tests[page.id] = {attempts: before.attempts + 1, best: Math.max(before.best, percent), last: percent, draft: false};
    tracker.progress.pages[page.id] = true;
    app.reportObjectives();
    tracker.save();
    app.refresh();
  }

  function checkOne(one) {
    if (!one.control.value()) {
      one.hint.textContent = words.answerFirst;
      return;
    }
    if (!state() || !state().draft) startDraft();
    settle(one, record(one));
    one.heading.focus();
    tracker.save();
    if (items.every(other => other.locked)) {
      conclude();
      root.insertBefore(banner(), root.firstChild);
      root.append(again());
    }
  }

  function submitAll(hint) {
    const missing = items.filter(one => !one.control.value()).length;
    if (missing && !warned) {
      warned = true;
      hint.textContent = fill(missing === 1 ? words.oneMissing : words.someMissing, {n: missing});
      return;
    }
    if (!state() || !state().draft) startDraft();
    items.forEach(record);
    conclude();
    draw();
    root.querySelector('.result-title').focus({preventScroll: true});
    root.querySelector('.result').scrollIntoView();
  }

  function banner() {
    const now = state(), ok = passed(now.last);
    const title = make('h2', {class: 'result-title', tabindex: '-1', text: fill(words.result, {percent: now.last})});
    const lines = [title];
    if (rules.purpose === 'diagnostic') lines.push(make('p', {text: words.diagnosticResult}));
    else if (rules.pass) lines.push(make('p', {class: 'result-line'}, verdict(ok ? 'right' : 'missed', fill(ok ? words.testPassed : words.testFailed, {percent: rules.pass}))));
    if (now.attempts > 1) lines.push(make('p', {text: fill(words.bestOf, {percent: now.best, n: now.attempts})}));
    if (!reveal()) lines.push(make('p', {text: secret ? words.answersHidden : words.answersKept}));
    return make.apply(null, ['div', {class: 'result', 'data-state': !rules.pass ? 'neutral' : ok ? 'right' : 'wrong'}].concat(lines));
  }

  function byObjective() {
    const names = {}, list = make('ul', {class: 'rows'});
    course.objectives.forEach(objective => { names[objective.id] = objective.text; });
    for (const line of rightByObjective(rules.slots, tracker.progress.answers)) {
      list.append(resultRow(make('span', {text: names[line[0]] || words.otherQuestions}), 100 * line[1] / line[2], fill(words.outOf, {n: line[1], total: line[2]})));
    }
    return make('div', {class: 'by-objective'}, make('h2', {text: words.byObjective}), list);
  }

  function again() {
    const box = make('div', {class: 'again'});
    if (left() <= 0) return make('p', {class: 'hint', text: words.noAttemptLeft});
    box.append(make('button', {type: 'button', class: 'quiet', text: words.again, on: {click: () => {
      startDraft();
      tracker.save();
      draw();
      items[0].heading.focus();
    }}}));
    if (rules.attempts) box.append(make('p', {class: 'hint', text: fill(left() === 1 ? words.oneAttemptLeft : words.attemptsLeft, {n: left()})}));
    return box;
  }

  function draftTools(one) {
    one.hint = make('p', {class: 'hint warn', role: 'status'});
    one.button = make('div', {class: 'check'}, make('button', {type: 'button', class: 'primary', on: {click: () => checkOne(one)}}, make('span', {text: words.check}), make('span', {class: 'unseen', text: ' ' + one.heading.textContent})), one.hint);
    one.box.append(one.button);
  }

  function drawDraft() {
    for (const one of items) {
      const known = tracker.progress.answers[one.question.id];
      if (rules.immediate && known && known.result !== null) settle(one, known.result);
      else if (rules.immediate) draftTools(one);
    }
    if (rules.immediate) return;
    const hint = make('p', {class: 'hint warn', role: 'status'});
    root.append(make('div', {class: 'check'}, make('button', {type: 'button', class: 'primary', text: words.submit, on: {click: () => submitAll(hint)}}), hint));
  }

  function draw() {
    empty(root);
    const submitted = state() && !state().draft;
    lastChange = Date.now();
    warned = false;
    items = questions.map(item);
    if (submitted) root.append(banner());
    if (submitted && secret) return root.append(byObjective(), again());
    items.forEach(one => root.append(one.box));
    if (!submitted) return drawDraft();
    items.forEach(one => settle(one, (tracker.progress.answers[one.question.id] || {result: null}).result));
    root.append(again());
  }

  draw();
  return root;
}
