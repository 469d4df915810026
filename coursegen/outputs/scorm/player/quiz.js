/* A test: taken at one go (answers handed in together) or, for practice, question by question with feedback at once. */
function testView(course, page, questions, app) {
  const rare = questions.some(question => RARE.test(question.kind)) && !CONTROLS.cloze;
  if (!rare) return knownTest(course, page, questions, app);
  const place = make('div', null, make('p', {class: 'waiting', role: 'status', text: app.words.loading}));
  const script = make('script', {src: 'kinds.js', on: {
    load: () => place.replaceWith(knownTest(course, page, questions, app)),
    error: () => {
      const again = make('button', {type: 'button', class: 'primary', text: app.words.tryAgain, on: {click: () => place.replaceWith(testView(course, page, questions, app))}});
      script.remove();
      place.replaceChildren(make('p', {role: 'alert', text: app.words.notLoaded}), again);
    },
  }});
  document.head.append(script);
  return place;
}

function knownTest(course, page, questions, app) {
  const words = app.words, tracker = app.tracker, rules = page.test;
  const root = make('div', {class: 'test'}), speaker = make('p', {class: 'unseen', role: 'status'});
  const state = () => tracker.progress.tests[page.id];
  const answering = questions.filter(question => CONTROLS[question.kind]);
  const sheets = sheetsOf(questions, answering);
  let items = [], view = null, lastChange = Date.now(), warned = false;

  const attempts = () => (state() ? state().attempts : 0);
  const left = () => (rules.attempts ? rules.attempts - attempts() : Infinity);
  const passed = percent => !rules.pass || percent >= rules.pass;
  const known = question => tracker.progress.answers[question.id] || {result: null, value: ''};
  /* A graded test keeps its answers back while another try is open; a diagnostic one for ever. */
  const secret = rules.corrections === 'never';
  const reveal = () => !rules.corrections || (!secret && (left() <= 0 || passed(state().best)));
  const told = () => (secret ? null : {right: reveal(), why: reveal()});

  function startDraft() {
    tracker.progress.tests[page.id] = Object.assign({attempts: 0, best: 0, last: 0}, state(), {draft: true});
    answering.forEach(question => { delete tracker.progress.answers[question.id]; });
  }

  /* Which try at the test is on the screen, from 1. */
  const attemptShown = () => attempts() + (!state() || state().draft ? 1 : 0);

  function item(question, index) {
    const attempt = attemptShown();
    return questionView(asked(question, attempt), {
      heading: fill(words.question, {n: index + 1, total: answering.length}), seed: question.id + attempt, stored: known(question).value, words: words, essays: app.essays,
      changed: changed, say: say,
    });
  }

  /* A question of a sheet that nobody has turned to: what was answered, nothing to see. */
  function unseen(question) {
    const kept = readTries(known(question).value);
    return {question: asked(question, attemptShown()), past: kept.past, value: kept.value, seconds: null, locked: rules.immediate && known(question).result !== null, control: {value: () => kept.value}};
  }

  /* What stands on that sheet: the questions, and between them the texts that ask nothing. */
  function drawSheet(place, ready) {
    return sheets[place].map(question => {
      const index = answering.indexOf(question);
      if (index < 0) return descriptionView(question);
      if (!items[index].box) {
        items[index] = item(question, index);
        ready(items[index]);
      }
      return items[index].box;
    });
  }

  function sheetView(ready) {
    return sheetsView(sheets, place => drawSheet(place, ready), answering, app);
  }

  function say(text) {
    speaker.textContent = text;
  }

  function keep(one, result, value) {
    tracker.progress.answers[one.question.id] = {result: result, value: value};
  }

  function changed(one) {
    const now = Date.now();
    one.seconds = Math.min(3600, (one.seconds || 0) + (now - lastChange) / 1000);
    lastChange = now;
    if (!state() || !state().draft) startDraft();
    keep(one, null, withTries(one.past, one.control.value()));
    warned = false;
    tracker.save(1500);
  }

  function settle(one, result) {
    explainAnswer(one, result, told(), words);
    if (one.button) one.button.remove();
  }

  /* Keeps the answer and reports it; practice that does not count stays between the learner and the course. */
  function record(one) {
    one.value = one.control.value();
    const result = markTries(one.question, one.past, one.value);
    keep(one, result, withTries(one.past, one.value));
    if (rules.immediate && !rules.weight) return result;
    const report = REPORTS[one.question.kind](one.question, one.value);
    tracker.interaction(Object.assign(report, {id: one.question.ref, objective: one.question.objective, time: new Date(), weighting: one.question.mark, result: result, seconds: one.seconds}));
    return result;
  }

  function conclude() {
    const results = answering.map(question => known(question).result);
    const percent = testPercent(answering, results), before = state();
    tracker.progress.tests[page.id] = {attempts: before.attempts + 1, best: Math.max(before.best, percent), last: percent, draft: false};
    tracker.progress.pages[page.id] = true;
    app.reportObjectives();
    tracker.save();
    app.refresh();
  }

  /* Wrong, and a hint is left: the answer stays open. */
  function hinted(one) {
    const question = one.question, hint = (question.hints || [])[one.past.length];
    one.value = one.control.value();
    if (!hint || markAnswer(question, one.value) === null || isRight(markAnswer(question, one.value))) return false;
    explainTry(one, words);
    one.past = one.past.concat(one.value);
    keep(one, null, withTries(one.past, hint.clearWrong ? clearWrong(question, one.value) : one.value));
    const button = make('button', {type: 'button', class: 'primary', on: {click: () => retry(one)}}, make('span', {text: words.tryAgain}), make('span', {class: 'unseen', text: ' ' + one.heading.textContent}));
    one.button.replaceWith(hintBox(one, words), make('div', {class: 'check'}, button));
    return true;
  }

  function retry(one) {
    const place = items.indexOf(one), fresh = item(answering[place], place);
    fresh.seconds = one.seconds;
    items[place] = fresh;
    draftTools(fresh);
    one.box.replaceWith(fresh.box);
    fresh.heading.focus();
  }

  function checkOne(one) {
    if (!one.control.value()) {
      one.hint.textContent = words.answerFirst;
      return;
    }
    if (!state() || !state().draft) startDraft();
    if (!hinted(one)) settle(one, record(one));
    one.heading.focus();
    tracker.save();
    if (!items.every(other => other.locked)) return;
    conclude();
    root.append(banner(), again());
    say(fill(words.result, {percent: state().last}));
  }

  function submitAll(hint) {
    const missing = items.filter(one => !one.control.value());
    if (missing.length && !warned) {
      warned = true;
      hint.textContent = fill(missing.length === 1 ? words.oneMissing : words.someMissing, {n: missing.length});
      if (sheets.length > 1) hint.append(' ', make('button', {type: 'button', text: words.toMissing, on: {click: () => goTo(items.indexOf(missing[0]))}}));
      return;
    }
    if (!state() || !state().draft) startDraft();
    items.forEach(record);
    conclude();
    draw();
    root.querySelector('.result-title').focus({preventScroll: true});
    toHead(root.querySelector('.result'), app);
  }

  function goTo(index) {
    view.turn(view.placeOf(answering[index]));
    items[index].heading.focus();
  }

  function banner() {
    const now = state(), ok = passed(now.last);
    const title = make('h2', {class: 'result-title', tabindex: '-1', text: fill(words.result, {percent: now.last})});
    const lines = [title];
    if (rules.purpose === 'diagnostic') lines.push(make('p', {text: words.diagnosticResult}));
    else if (rules.pass) lines.push(make('p', {class: 'result-line'}, verdict(ok ? 'right' : 'missed', fill(ok ? words.testPassed : words.testFailed, {percent: rules.pass}))));
    if (now.attempts > 1) lines.push(make('p', {text: fill(words.bestOf, {percent: now.best, n: now.attempts})}));
    if (!reveal()) lines.push(make('p', {text: secret ? words.answersHidden : words.answersKept}));
    if (!secret) lines.push(byObjective(1));
    return make.apply(null, ['div', {class: 'result', 'data-state': !rules.pass ? 'neutral' : ok ? 'right' : 'wrong'}].concat(lines));
  }

  /* Right answers by objective; none when there are no more lines than `beyond`. */
  function byObjective(beyond) {
    const names = {}, list = make('ul', {class: 'rows'}), counted = rightByObjective(rules.slots, tracker.progress.answers);
    if (counted.length <= beyond) return null;
    course.objectives.forEach(objective => { names[objective.id] = objective.text; });
    for (const line of counted) {
      list.append(resultRow(make('span', {text: names[line[0]] || words.otherQuestions}), 100 * line[1] / line[2], fill(words.outOf, {n: line[1], total: line[2]})));
    }
    return make('div', {class: 'by-objective'}, make('h2', {text: words.byObjective}), list);
  }

  /* Where nothing may be told: what was answered, without a word on it. */
  function ownAnswers() {
    const box = make('details', {class: 'own-answers'}, make('summary', {text: words.ownAnswers}));
    box.append(sheetView(one => {
      explainAnswer(one, null, null, words);
      one.box.className = 'own-answer';
    }).element);
    return items.some(one => one.value) ? box : null;
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

  function draftReady(one) {
    const result = known(one.question).result;
    if (rules.immediate && result !== null) settle(one, result);
    else if (rules.immediate) draftTools(one);
  }

  function drawDraft() {
    const next = items.findIndex(one => !one.control.value());
    if (next > 0 && sheets.length > 1) view.turn(view.placeOf(answering[next]));
    if (rules.immediate) return;
    const hint = make('p', {class: 'hint warn', role: 'status'});
    root.append(make('div', {class: 'check'}, make('button', {type: 'button', class: 'primary', text: words.submit, on: {click: () => submitAll(hint)}}), hint));
  }

  function draw() {
    empty(root);
    const submitted = state() && !state().draft;
    lastChange = Date.now();
    warned = false;
    items = answering.map(unseen);
    root.append(speaker);
    if (submitted) root.append(banner());
    if (submitted && secret) return root.append(...[byObjective(0), ownAnswers(), again()].filter(Boolean));
    const review = one => (tracker.progress.answers[one.question.id] ? settle(one, known(one.question).result) : explainChanged(one, words));
    view = sheetView(submitted ? review : draftReady);
    root.append(view.element);
    if (!submitted) return drawDraft();
    root.append(again());
  }

  draw();
  return root;
}
