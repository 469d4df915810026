/* The last page: what is done, what is left, the results. */
function resultsView(course, app) {
  const words = app.words, tracker = app.tracker, now = tracker.standing();
  const root = make('div', {class: 'results'});
  const todo = course.pages.filter(page => page.counts && !tracker.isDone(page));
  const tests = course.pages.filter(page => page.test);

  function summary() {
    const status = tracker.status();
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

  function bar(percent) {
    const line = make('span', {class: 'bar', 'aria-hidden': 'true'}, make('span'));
    line.firstChild.style.width = percent + '%';
    return line;
  }

  function testRow(page) {
    const state = tracker.progress.tests[page.id];
    const taken = state && state.attempts > 0;
    const value = taken ? fill(words.percent, {n: state.best}) : words.notTaken;
    return make('li', null, make('span', {class: 'row-name'}, jump(page)), bar(taken ? state.best : 0), make('span', {class: 'row-value', text: value}));
  }

  function objectiveRow(objective) {
    const percent = app.objectivePercent(objective.id);
    if (percent === null) return null;
    return make('li', null, make('span', {class: 'row-name', dir: 'auto', text: objective.text}), bar(percent), make('span', {class: 'row-value', text: fill(words.percent, {n: percent})}));
  }

  function block(title, rows, kind) {
    const shown = rows.filter(Boolean);
    if (!shown.length) return;
    const list = make('ul', {class: kind});
    shown.forEach(row => list.append(row));
    root.append(make('h2', {text: title}), list);
  }

  const said = summary();
  root.append(make('p', {class: 'lead'}, verdict(said[1], said[0])));
  block(words.leftToDo, todo.slice(0, 8).map(page => make('li', null, jump(page))), 'todo');
  block(words.yourTests, tests.map(testRow), 'rows');
  block(words.byObjective, course.objectives.map(objectiveRow), 'rows');
  return root;
}
