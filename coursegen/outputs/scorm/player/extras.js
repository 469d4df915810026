/* What the shell adds once the first screen is there. The calls with the words and the glossary stand in files of the package. */
const TERMS = 'glossary.js';
/* As in player.css: the text has a frame of its own. */
const FRAMED = 'screen and (min-height: 22em)';
const told = {words: {}, facts: {}, terms: []};

function courseExtras(words, facts) {
  Object.assign(told, {words: words, facts: facts});
}

function courseTerms(terms) {
  told.terms = terms;
}

function extrasFor(app) {
  const words = Object.assign(app.words, told.words), course = app.course, main = app.main;
  const nav = document.getElementById('contents'), marks = make('section', {class: 'part marks'});
  let options = null, came = null, last = app.shown();
  Object.assign(app, {facts: told.facts, notes: ownNotes(course, app.tracker, app.driver.learner()), popup: popups(words), gather: gather, present: present});
  app.ticked = id => app.notes.has('k', id);

  function withTerms(ready, failed) {
    app.load(TERMS, () => {
      app.terms = told.terms;
      ready();
    }, failed || (() => {}));
  }

  /* The texts of those pages, wherever they are: `ready([{page, part, content}])`. */
  function gather(pages, ready) {
    const files = Array.from(new Set(pages.map(app.fileOf))), content = page => (page.kind === 'cover' ? {html: app.coverHtml} : app.loaded[page.id] || {});
    const all = () => ready(pages.map(page => ({page: page, part: app.partOf(page), content: content(page)})));
    const next = n => (n < files.length ? app.load(files[n], () => next(n + 1), app.notLoaded) : all());
    if (course.terms) withTerms(() => next(0), app.notLoaded);
    else next(0);
  }

  /* A screen that is no page of the course. */
  function present(article) {
    article.dataset.dressed = '';
    empty(main);
    main.append(article);
    app.toTop();
    document.getElementById('title').focus({preventScroll: true});
    headInView();
  }

  function markButton(page) {
    const marked = () => app.notes.has('m', page.id);
    const button = make('button', {type: 'button', class: 'mark', 'aria-pressed': String(marked()), on: {click: () => {
      app.notes.put('m', page.id, !marked());
      button.setAttribute('aria-pressed', String(marked()));
      app.refresh();
    }}}, icon('mark'), make('span', {text: words.mark}));
    return button;
  }

  /* What is done elsewhere: the learner's own tick, which nobody else reads. */
  function tick(page) {
    const box = make('input', {type: 'checkbox', id: 'tick', 'aria-describedby': 'tick-hint', on: {change: () => {
      app.notes.put('k', page.id, box.checked);
      app.refresh();
    }}});
    box.checked = app.ticked(page.id);
    return make('div', {class: 'tick'}, make('label', {for: 'tick'}, box, make('span', {text: words.tick})), make('p', {id: 'tick-hint', text: words.tickHint}));
  }

  /* The pages that the learner has marked, at the head of the contents; nothing for none. */
  function refresh() {
    const marked = course.pages.filter(page => app.notes.has('m', page.id)), list = make('ul', {class: 'entries'});
    empty(marks);
    marks.hidden = !marked.length;
    marked.forEach(page => list.append(make('li', null, make('a', {href: '#' + page.id, class: 'entry', on: {click: event => {
      event.preventDefault();
      app.show(page.id, true);
    }}}, make('span', {class: 'state'}, icon('mark')), make('span', {class: 'entry-title', dir: 'auto', text: page.title})))));
    marks.append(make('h2', {class: 'part-title', text: words.marks}), list);
  }

  /* After a link in a text: the page it was followed from. */
  function wayBack(page) {
    return make('p', {class: 'resumed'}, make('a', {href: '#' + page.id, dir: 'auto', text: fill(words.back, {title: page.title}), on: {click: event => {
      event.preventDefault();
      app.show(page.id, true);
    }}}));
  }

  /* Without an LMS the browser's Back goes from page to page; the history of an LMS's window is its own. */
  function remember(id, how) {
    if (app.driver.remote || window.parent !== window) return;
    try {
      window.history[how]({page: id}, '');
    } catch (refused) { /* too many at once: Back leaves the course */ }
  }

  function went(page, again) {
    if (!again && page !== last) remember(page.id, 'pushState');
    came = app.origin === page ? null : app.origin;
    app.origin = null;
    last = page;
  }

  /* The page of an LMS around this window moves only if our head is not in view; a bar of its own may lie over its top. */
  function headInView() {
    if (window.parent !== window && window.matchMedia(FRAMED).matches) document.getElementById('head').scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  /* What a screen gets beside its text. `moved`: the reader has just asked for it. */
  function dress(page, moved) {
    const article = main.firstElementChild;
    if (moved) headInView();
    if (!article || 'dressed' in article.dataset || !article.querySelector('.body')) return;
    const head = article.querySelector('.page-head'), body = article.querySelector('.body');
    article.dataset.dressed = '';
    if (came) article.prepend(wayBack(came));
    if (page.counts && page.kind !== 'cover') head.append(markButton(page));
    if (words.away[page.kind]) body.append(tick(page));
    if (page.kind === 'glossary') body.append(glossaryView(app));
    if (page.kind === 'results') body.append(certificateDoor(app) || '');
    if (course.terms) withTerms(() => { if (article.isConnected) markTerms(article, app); });
  }

  nav.prepend(marks);
  document.body.append(make('span', {id: 'head'}));
  if (!app.driver.remote && (course.unit || {}).beside) nav.prepend(make('p', {class: 'part'}, make('a', {href: 'index.html', text: words.allModules})));
  refresh();
  app.refresh();
  onSwipe(main, app.turn);
  app.origin = null;
  remember(last.id, 'replaceState');
  window.addEventListener('popstate', event => {
    const id = (event.state || {}).page;
    if (course.pages.some(page => page.id === id)) app.show(id, true, true);
  });
  lateSession(app);
  window.addEventListener('beforeprint', () => main.querySelectorAll('details').forEach(one => { one.open = true; }));
  return {
    dress: dress,
    refresh: refresh,
    headInView: headInView,
    went: went,
    withTerms: withTerms,
    leave: () => app.popup.close(false),
    help: opener => showHelp(app, opener),
    options() {
      options = options || optionsPanel(app, document.getElementById('display-button'), document.getElementById('display'));
      options();
    },
  };
}
