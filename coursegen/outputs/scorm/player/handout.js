/* A module or the course as one clean hand-out: every text, questions without answers, room to write. */
const LINES_FOR_ESSAY = 8;

function blanks(count) {
  const box = make('div', {class: 'blanks'});
  for (let n = 0; n < count; n++) box.append(make('div'));
  return box;
}

const htmlOf = one => (typeof one === 'string' ? one : one.text || '');

function boxes(items, kind) {
  const list = make('ul', {class: 'boxes', 'data-kind': kind});
  items.forEach(item => list.append(make('li', {dir: 'auto', html: htmlOf(item) || (item && item.alt) || ''})));
  return list;
}

/* The words to choose from: never in the order of the answers. */
function wordBank(app, options, seed) {
  const bank = make('p', {class: 'bank', dir: 'auto', text: app.words.chooseAmong});
  shuffled(options, seed).forEach((one, at) => bank.append(at ? ' · ' : ' ', one.src ? make('img', {src: one.src, alt: one.alt || ''}) : make('span', {html: htmlOf(one)})));
  return bank;
}

/* The text with holes to write in. */
function printedText(question) {
  const box = make('div', {class: 'asked', dir: 'auto', html: question.text});
  box.querySelectorAll('[data-gap]').forEach(gap => {
    const choices = ((question.gaps || [])[gap.dataset.gap] || {}).choices;
    if (choices) gap.after(document.createTextNode(' (' + choices.map(one => make('span', {html: one.text}).textContent).join(' / ') + ')'));
    gap.className = 'hole';
  });
  return box;
}

/* The picture with the numbers of its places, a line to write on for each, and what goes there. */
function printedPicture(app, question) {
  const image = question.image, places = question.places || [];
  const stage = make('div', {class: 'printed-stage'}, make('img', {src: image.src, alt: image.alt || ''}));
  places.forEach((place, index) => {
    const number = make('span', {class: 'printed-place', text: index + 1});
    number.style.left = 100 * place.x / image.width + '%';
    number.style.top = 100 * place.y / image.height + '%';
    stage.append(number);
  });
  const names = places.map((place, index) => index + 1 + (place.name ? '. ' + place.name : '.'));
  return places.length ? [stage, ...leftSides(app, names, question.items, question.id)] : [stage, wordBank(app, question.items || [], question.id)];
}

function leftSides(app, lefts, options, seed) {
  const list = make('ul', {class: 'lefts'});
  lefts.forEach(left => list.append(make('li', null, make('span', {dir: 'auto', html: left}), make('span', {class: 'hole'}))));
  return [list, wordBank(app, options, seed)];
}

/* What stands under the question: something to tick, to join or to write on. */
function answerSpace(app, question) {
  const order = list => (question.shuffle === false ? list : shuffled(list, question.id));
  if (question.kind === 'description') return [];
  if (question.choices) return [boxes(order(question.choices), question.kind === 'multiple' || question.several ? 'many' : 'one')];
  if (question.pairs) return leftSides(app, question.pairs.map(pair => pair.left), question.options, question.id);
  if (question.image) return printedPicture(app, question);
  if (question.items) return [boxes(shuffled(question.items, question.id), 'number')];
  if (question.gaps) return question.options ? [wordBank(app, question.options, question.id)] : [];
  return [blanks(question.kind === 'essay' ? LINES_FOR_ESSAY : 1)];
}

/* As a first attempt asks them: the same numbers drawn, as many pairs and things to order. */
function printedQuestions(app, questions) {
  const root = make('div', {class: 'printed-questions'});
  let number = 0;
  for (const one of questions) {
    const question = asked(one, 1), box = make('section', {class: 'printed-question'});
    if (question.kind !== 'description') box.append(make('p', {class: 'number', text: fill(app.words.questionNumber, {n: ++number})}));
    box.append(printedText(question));
    answerSpace(app, question).forEach(part => box.append(part));
    root.append(box);
  }
  return root;
}

/* What can only be seen or heard gives way to a word; what was written for it stands open. */
function forPaper(article, app) {
  article.querySelectorAll('details').forEach(one => { one.open = true; });
  article.querySelectorAll('img').forEach(one => one.setAttribute('loading', 'eager'));
  article.querySelectorAll('video, audio').forEach(one => one.replaceWith(make('p', {class: 'on-screen', text: app.words.onScreen})));
  article.querySelectorAll('[id]').forEach(one => one.removeAttribute('id'));
  return article;
}

function printedPage(app, one) {
  const page = one.page, title = page.kind === 'opening' || page.kind === 'cover' ? null : make('h1', {dir: 'auto', text: page.title});
  const facts = [page.book, page.time].filter(Boolean).join(' · ');
  const body = make('div', {class: 'body', dir: 'auto', html: one.content.html || ''});
  const article = make('article', {'data-kind': page.kind, 'data-hue': one.part.hue}, title, facts ? make('p', {class: 'facts', text: facts}) : null, body);
  if (one.content.questions) body.append(printedQuestions(app, one.content.questions));
  return forPaper(article, app);
}

function printedCover(app, part) {
  const facts = app.facts, line = [facts.institution, fill(app.words.versionOf, {version: facts.version}), longDate(new Date(facts.date), 'UTC')];
  return make('header', {class: 'handout-cover'}, make('p', {class: 'cover-line', dir: 'auto', text: (part ? app.course.title + ' · ' : '') + line.filter(Boolean).join(' · ')}), part ? null : make('p', {class: 'cover-title', dir: 'auto', text: app.course.title}));
}

/* All terms, or those that the text uses. */
function termsFor(app, text) {
  const terms = app.terms || [];
  if (!terms.length || !text) return terms;
  const find = termFinder(terms), met = {};
  let rest = text.textContent;
  for (let found = find(rest, met); found; found = find(rest, met)) {
    met[found.index] = true;
    rest = rest.slice(found.end);
  }
  return terms.filter((term, index) => met[index]);
}

function handOutOf(app, part, pages) {
  const root = make('div', {id: 'handout'}, printedCover(app, part));
  let current = null;
  for (const one of pages) {
    if (one.part !== current && one.page.kind !== 'cover') root.append(make('h1', {class: 'handout-part', 'data-hue': one.part.hue, dir: 'auto'}, one.part.number ? make('span', {class: 'part-number', text: one.part.number}) : null, make('span', {text: one.part.title})));
    current = one.part;
    root.append(printedPage(app, one));
  }
  const terms = termsFor(app, part && root);
  if (terms.length) root.append(make('h1', {class: 'handout-part', text: app.words.glossary}), forPaper(glossaryView(app, terms), app));
  const foot = document.querySelector('.credits').cloneNode(true);
  root.append(foot);
  return root;
}

/* Once every picture is there, or ten seconds later. */
function whenShown(root, go) {
  const waited = Array.from(root.querySelectorAll('img')).filter(image => !image.complete);
  let left = waited.length, gone = false;
  const end = () => {
    if (gone || left > 0) return;
    gone = true;
    go();
  };
  waited.forEach(image => ['load', 'error'].forEach(name => image.addEventListener(name, () => { left--; end(); })));
  window.setTimeout(() => { left = 0; end(); }, 10000);
  end();
}

/* `part`: of the one module, null for the course. It leaves with the next thing that the reader does on the screen. */
function handOut(app, part) {
  const wanted = app.course.pages.filter(page => page.kind !== 'results' && page.kind !== 'glossary' && (!part || page.part === part.id));
  const gather = ready => app.gather(wanted, ready);
  const print = pages => {
    const root = handOutOf(app, part, pages), html = document.documentElement;
    const away = () => {
      root.remove();
      delete html.dataset.printing;
      ['pointerdown', 'keydown'].forEach(name => document.removeEventListener(name, away, true));
    };
    document.body.append(root);
    html.dataset.printing = 'handout';
    whenShown(root, () => {
      window.print();
      ['pointerdown', 'keydown'].forEach(name => document.addEventListener(name, away, true));
    });
  };
  /* What a question asks is drawn by the script of tests. */
  if (wanted.some(page => page.test)) app.load(TEST_SCRIPT, () => gather(print), app.notLoaded);
  else gather(print);
}
