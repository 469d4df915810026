/* A long test is shown a sheet at a time: thousands of questions at once would stop a phone. */
const SHEET_SIZE = 25;
const ONE_SHEET = 40;
const ABOVE = 24;

/* The questions of each sheet, with the texts that stand before them. A test of a usual length is one sheet. */
function sheetsOf(questions, answering) {
  if (answering.length <= ONE_SHEET) return [questions];
  const sheets = [[]];
  let count = 0;
  for (const question of questions) {
    if (count === SHEET_SIZE) {
      sheets.push([question]);
      count = 0;
    } else sheets[sheets.length - 1].push(question);
    if (CONTROLS[question.kind]) count += 1;
  }
  const last = sheets[sheets.length - 1];
  if (!last.some(question => CONTROLS[question.kind])) sheets[sheets.length - 2].push(...sheets.pop());
  return sheets;
}

/* That comes to the head of what is seen of the text: in its frame, or in a very low window, which is one long page. */
function toHead(element, app) {
  const text = document.getElementById('text'), top = () => element.getBoundingClientRect().top - ABOVE;
  text.scrollTop += top() - text.getBoundingClientRect().top;
  window.scrollBy(0, top());
  if (app.extras) app.extras.headInView();
}

/* The sheet in front, with the way to the others above and below it. `draw(place)` gives what stands on a sheet. */
function sheetsView(sheets, draw, answering, app) {
  const words = app.words, element = make('div', {class: 'sheets'}), page = make('div');
  let shown = 0;

  function numbers(place) {
    const asking = sheets[place].filter(question => CONTROLS[question.kind]);
    return {first: answering.indexOf(asking[0]) + 1, last: answering.indexOf(asking[asking.length - 1]) + 1, total: answering.length};
  }

  function go(place) {
    turn(place);
    const heading = page.querySelector('h2');
    if (!heading) return;
    heading.focus({preventScroll: true});
    toHead(element, app);
  }

  function door(text, place) {
    return make('button', {type: 'button', disabled: !sheets[place], text: text, on: {click: () => go(place)}});
  }

  function doors() {
    const where = fill(words.sheet, numbers(shown));
    return make('nav', {class: 'sheet-doors', 'aria-label': where}, door(words.sheetBefore, shown - 1), make('span', {text: where}), door(words.sheetAfter, shown + 1));
  }

  function turn(place) {
    shown = place;
    empty(page);
    page.append(...draw(place));
    empty(element);
    if (sheets.length > 1) element.append(doors(), page, doors());
    else element.append(page);
  }

  turn(0);
  return {element: element, turn: turn, placeOf: question => sheets.findIndex(sheet => sheet.indexOf(question) >= 0)};
}
