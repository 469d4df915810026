/* What remains is listed up to here; the table of contents has it all. */
const SHOWN_LEFT = 12;

/* A name, a bar (for the eye only) and its value in words. */
function resultRow(name, percent, value) {
  const bar = make('span', {class: 'bar', 'aria-hidden': 'true'}, make('span'));
  bar.firstChild.style.width = percent + '%';
  return make('li', null, make('span', {class: 'row-name', dir: 'auto'}, name), bar, make('span', {class: 'row-value', text: value}));
}

/* The last page: what is done, what is left, the results. */
function resultsView(course, app) {
  const words = app.words, tracker = app.tracker, now = tracker.standing();
  const root = make('div', {class: 'results'});
  const todo = course.pages.filter(page => page.counts && !tracker.isDone(page));
  const away = course.pages.filter(page => words.away[page.kind] && tracker.isDone(page) && !app.ticked(page.id));
  const tests = course.pages.filter(page => page.test);

  function summary() {
    const status = tracker.status();
    /* An LMS that compares the score by itself calls the course passed before every page is read. */
    if (todo.length && status === 'passed') return [fill(words.passedLeft, {percent: tracker.score(), n: todo.length}), 'right'];
    if (todo.length) return [fill(todo.length === 1 ? words.oneLeft : words.pagesLeft, {n: todo.length}), 'missed'];
    if (status === 'passed') return [fill(words.coursePassed, {percent: tracker.score()}), 'right'];
    if (status === 'failed') return [fill(words.courseFailed, {percent: now.score, pass: course.pass}), 'missed'];
    return [words.courseDone, 'right'];
  }

  function jump(page) {
    return make('a', {href: '#' + page.id, dir: 'auto', on: {click: event => {
      event.preventDefault();
      app.show(page.id, true);
    }}}, make('span', {class: 'unseen', text: words.open}), make('span', {text: page.title}));
  }

  function testRow(page) {
    const state = tracker.progress.tests[page.id];
    const taken = state && state.attempts > 0;
    const value = taken ? fill(words.percent, {n: state.best}) : words.notTaken;
    return resultRow(jump(page), taken ? state.best : 0, value);
  }

  function objectiveRow(objective) {
    const percent = app.objectivePercent(objective.id);
    if (percent === null) return null;
    return resultRow(make('span', {text: objective.text}), percent, fill(words.percent, {n: percent}));
  }

  function block(title, rows, kind, hint) {
    const shown = rows.filter(Boolean);
    if (!shown.length) return;
    const list = make('ul', {class: kind});
    shown.forEach(row => list.append(row));
    root.append(make('h2', {text: title}));
    if (hint) root.append(make('p', {class: 'hint', text: hint}));
    root.append(list);
  }

  /* Tests first: they are what is most often forgotten. */
  function leftRows() {
    const ordered = todo.filter(page => page.test).concat(todo.filter(page => !page.test));
    const rows = ordered.slice(0, SHOWN_LEFT).map(page => make('li', null, jump(page)));
    const more = todo.length - rows.length;
    return more ? rows.concat(make('li', {text: fill(words.moreLeft, {n: more})})) : rows;
  }

  const said = summary();
  root.append(make('p', {class: 'lead'}, verdict(said[1], said[0])));
  block(words.leftToDo, leftRows(), 'todo');
  block(words.elsewhere, away.map(page => make('li', null, jump(page))), 'todo', words.elsewhereHint);
  block(words.yourTests, tests.map(testRow), 'rows');
  block(words.byObjective, course.objectives.map(objectiveRow), 'rows');
  return root;
}
