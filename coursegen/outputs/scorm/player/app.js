/* Ties the parts together: opens the session, loads and shows pages, moves between them. */
const TEST_STYLE = 'tests.css';
const TEST_SCRIPT = 'tests.js';
/* Settings, own marks, glossary, printing, help, certificate: after the first screen. */
const EXTRA_STYLE = 'extras.css';
const EXTRA_SCRIPT = 'extras.js';
const NO_ARROWS = 'input, select, textarea, [contenteditable], [role="group"] button, [role="slider"], [role="dialog"], [data-arrows], audio, video, .table-responsive';
const SCROLL_KEYS = /Up|Down|Home|End/;
const SCROLLS_ITSELF = '.frame, #display, [role="dialog"]';
const UNCOUNTED = ['results', 'glossary'];

/* The list of pages, which travels short (page_list.py). */
const PAGE_FIELDS = ['id', 'title', 'kind', 'file', 'time', 'test', 'sequence', 'book', 'bookTime'];

function unpackPages(course) {
  course.pages = [];
  course.parts = course.parts.map((part, number) => {
    for (const line of part[3]) {
      const page = {part: String(number)};
      line.forEach((value, place) => { if (value) page[PAGE_FIELDS[place]] = value; });
      if (page.time) page.time = course.times[page.time - 1];
      if (page.book) page.book = course.books[page.book - 1];
      if (page.test) page.test = Object.assign({}, course.rules[page.test - 1]);
      course.pages.push(page);
    }
    return {id: String(number), number: part[0], title: part[1], hue: part[2]};
  });
}

function startApp() {
  const course = JSON.parse(document.getElementById('course').textContent);
  unpackPages(course);
  const words = course.words;
  const ids = {};
  course.pages.forEach((page, index) => {
    ids[page.id] = index;
    page.kind = page.kind || 'reading';
    page.counts = UNCOUNTED.indexOf(page.kind) < 0;
  });
  const at = name => document.getElementById(name);
  const text = at('text'), main = at('page'), previous = at('previous'), next = at('next');
  const loaded = {}, arrived = {}, expected = {};
  const coverHtml = at('cover').innerHTML, mirrored = document.documentElement.dir === 'rtl';
  const driver = sessionDriver(course.id);
  let current = null, drawn = null, watcher = null, waiting = 0, welcomeBack = false;

  const app = {words: words, course: course, loaded: loaded, coverHtml: coverHtml, main: main, toTop: toTop, ticked: () => false, show: show, refresh: refresh, reportObjectives: reportObjectives, objectivePercent: objectivePercent};
  Object.assign(app, {load: load, turn: turn, fileOf: fileOf, partOf: partOf, notLoaded: notLoaded, shown: () => current, driver: driver});
  app.tracker = trackerFor(course, driver, tellSaved);
  app.essays = essayShelf(course, driver.learner());
  const contents = contentsPanel(course, app, at('contents'), at('contents-button'));

  function tellSaved(outcome, word) {
    const line = at('saved');
    line.dataset.state = outcome;
    line.textContent = words[word] || words[outcome];
  }

  function notLoaded() {
    tellSaved('unsaved');
    at('saved').textContent = words.notLoaded;
  }

  /* --- content: small files, put in by a script tag, which works from a folder too */
  window.courseContent = pages => Object.assign(loaded, pages);
  window.courseTests = (more, slots, objectives) => {
    Object.assign(words, more);
    course.objectives = objectives;
    Object.keys(slots).filter(id => id in ids).forEach(id => { course.pages[ids[id]].test.slots = slots[id]; });
  };

  function load(file, ready, failed) {
    if (!file || arrived[file]) return ready();
    if (expected[file]) return expected[file].push(ready);
    expected[file] = [ready];
    const script = /css$/.test(file) ? make('link', {rel: 'stylesheet', href: file}) : make('script', {src: file});
    script.onload = () => {
      arrived[file] = true;
      expected[file].forEach(go => go());
    };
    script.onerror = () => {
      script.remove();
      delete expected[file];
      failed();
    };
    document.head.append(script);
  }

  function fileOf(page) {
    return page.file ? 'content/' + page.file + '.js' : '';
  }

  function partOf(page) {
    return course.parts.filter(part => part.id === page.part)[0];
  }

  function loadTools(page, ready, failed) {
    if (page.kind === 'glossary') return loadExtras(extras => extras.withTerms(ready, failed), failed);
    if (!page.test && page.kind !== 'results') return ready();
    load(TEST_STYLE, () => load(TEST_SCRIPT, ready, failed), failed);
  }

  function loadExtras(ready, failed) {
    load(EXTRA_STYLE, () => load(EXTRA_SCRIPT, () => {
      app.extras = app.extras || extrasFor(app);
      ready(app.extras);
    }, failed), failed);
  }

  function quiet() {}

  /* What the reader will want next, once the screen is there. */
  function prefetch(page) {
    const following = course.pages[ids[page.id] + 1], extras = () => loadExtras(() => { if (drawn === page) app.extras.dress(page); }, quiet);
    window.setTimeout(() => {
      if (!following) return extras();
      load(fileOf(following), () => loadTools(following, extras, quiet), quiet);
    }, 800);
  }

  /* --- results */
  function objectivePercent(id) {
    let earned = 0, possible = 0;
    for (const page of course.pages) {
      const state = page.test && page.test.purpose !== 'diagnostic' && app.tracker.progress.tests[page.id];
      if (!state || state.draft) continue;
      for (const slot of page.test.slots) {
        const answer = app.tracker.progress.answers[slot[0]];
        if (slot[1] !== id || !answer || answer.result === null) continue;
        earned += answer.result * slot[2];
        possible += slot[2];
      }
    }
    return possible ? Math.round(100 * earned / possible) : null;
  }

  function reportObjectives() {
    for (const objective of course.objectives) {
      const percent = objectivePercent(objective.id);
      if (percent !== null) app.tracker.objective(objective.id, percent, objective.text);
    }
  }

  /* --- the page */
  function heading(page, part) {
    const name = {cover: course.title, opening: part.title}[page.kind] || page.title;
    const kicker = page.kind === 'cover' ? '' : [part.number ? fill(words.module, {n: part.number}) : '', page.book || (page.kind === 'opening' ? '' : part.title), page.bookTime].filter(Boolean).join(' · ');
    const title = make('h1', {id: 'title', tabindex: '-1', dir: 'auto', text: name});
    const facts = make('p', {class: 'facts'});
    if (page.time) facts.append(icon('clock'), make('span', {text: page.time}));
    return make('header', {class: 'page-head'}, kicker ? make('p', {class: 'kicker', dir: 'auto', text: kicker}) : null, title, facts.firstChild ? facts : null, page.sequence ? make('p', {class: 'sequence', dir: 'auto', text: page.sequence}) : null);
  }

  function bodyOf(page, content) {
    const box = make('div', {class: 'body'});
    if (content.html) box.append(make('div', {class: 'text', dir: 'auto', html: content.html}));
    if (page.test) box.append(testView(course, page, content.questions, app));
    if (page.kind === 'results') box.append(resultsView(course, app));
    return box;
  }

  function decorate(article) {
    article.querySelectorAll('a[href^="http"]').forEach(link => {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      link.append(make('span', {class: 'unseen', text: ' ' + words.newTab}));
    });
    article.querySelectorAll('a[data-page]').forEach(link => link.addEventListener('click', event => {
      event.preventDefault();
      app.origin = current;
      show(link.dataset.page, true);
    }));
    article.querySelectorAll('.table-responsive').forEach((frame, index) => {
      const table = frame.querySelector('table');
      frame.tabIndex = 0;
      frame.setAttribute('role', 'region');
      frame.setAttribute('aria-label', table && table.caption ? table.caption.textContent : words.table + ' ' + (index + 1));
    });
  }

  /* The text scrolls in its frame; in a very low window, the whole page does. */
  function toTop() {
    text.scrollTop = 0;
    window.scrollTo(0, 0);
  }

  function draw(page, part, content, moved) {
    window.clearInterval(waiting);
    drawn = page;
    empty(main);
    const article = make('article', {'aria-labelledby': 'title', 'data-kind': page.kind, 'data-hue': part.hue}, heading(page, part), bodyOf(page, content));
    const end = make('div', {class: 'page-end', 'aria-hidden': 'true'});
    decorate(article);
    if (welcomeBack) article.prepend(make('p', {class: 'resumed', text: words.resumed}));
    welcomeBack = false;
    article.append(end);
    main.append(article);
    document.title = page.kind === 'cover' ? course.title : page.title + ' – ' + course.title;
    toTop();
    if (moved) at('title').focus({preventScroll: true});
    watchEnd(end, page);
    if (app.extras) app.extras.dress(page, moved);
  }

  /* A page is done when its end has been on the screen, or when the reader goes on by Next. */
  function watchEnd(end, page) {
    if (watcher) watcher.disconnect();
    if (!window.IntersectionObserver) return;
    watcher = new IntersectionObserver(seen => {
      if (!seen.some(one => one.isIntersecting)) return;
      watcher.disconnect();
      finishPage(page);
    });
    watcher.observe(end);
  }

  function finishPage(page) {
    if (page.kind !== 'results') app.tracker.done(page.id);
    refresh();
  }

  /* On a slow line: a word, and dots that show it is still going on. */
  function showWaiting() {
    let dots = main.querySelector('.waiting span');
    if (!dots) {
      dots = make('span', {'aria-hidden': 'true'});
      empty(main);
      main.append(make('p', {class: 'waiting', role: 'status', text: words.loading}, dots));
    }
    dots.textContent = '.'.repeat(dots.textContent.length % 3 + 1);
  }

  function unavailable(page, part) {
    window.clearInterval(waiting);
    empty(main);
    main.append(make('article', null, heading(page, part), make('p', {role: 'alert', text: words.notLoaded}), make('button', {type: 'button', class: 'primary', text: words.tryAgain, on: {click: () => show(page.id, true)}})));
  }

  /* `moved`: the reader asked for it; `again`: by the browser's Back. */
  function show(id, moved, again) {
    const page = course.pages[ids[id]], part = partOf(page);
    current = page;
    if (app.extras) app.extras.went(page, again);
    contents.close();
    if (app.extras) app.extras.leave();
    app.tracker.at(id);
    refresh();
    const fail = () => unavailable(page, part);
    drawn = null;
    window.clearInterval(waiting);
    waiting = window.setInterval(showWaiting, 400);
    load(fileOf(page), () => loadTools(page, () => {
      if (current !== page) return;
      draw(page, part, page.kind === 'cover' ? {html: coverHtml} : loaded[id] || {}, moved);
      prefetch(page);
    }, fail), fail);
  }

  function refresh() {
    const counted = course.pages.filter(page => page.counts);
    const done = counted.filter(app.tracker.isDone).length;
    const percent = counted.length ? Math.floor(100 * done / counted.length) : 100;
    const place = ids[current.id];
    at('progress').setAttribute('aria-valuenow', percent);
    at('progress').setAttribute('aria-valuetext', fill(words.progress, {percent: percent}));
    at('progress').firstElementChild.style.width = percent + '%';
    at('position').textContent = fill(words.position, {n: place + 1, total: course.pages.length, percent: percent});
    previous.setAttribute('aria-disabled', String(place === 0));
    next.querySelector('.label').textContent = place === course.pages.length - 1 ? words.finish : current.kind === 'cover' ? words.start : words.next;
    next.classList.toggle('last', place === course.pages.length - 1);
    contents.mark(current.id);
    if (app.extras) app.extras.refresh();
  }

  function step(by) {
    const place = ids[current.id] + by;
    if (by > 0 && drawn !== current) return;
    if (by > 0) finishPage(current);
    if (place >= course.pages.length) return finish();
    if (place >= 0) show(course.pages[place].id, true);
  }

  /* On the last page: what is saved, above what is left. */
  function finish() {
    const kept = app.tracker.flush(), page = current;
    loadExtras(() => { if (current === page) sayGoodbye(kept); }, notLoaded);
  }

  function sayGoodbye(kept) {
    const left = app.tracker.status() !== 'passed' && course.pages.some(page => !app.tracker.isDone(page));
    const saved = !kept ? words.goodbyeLater : driver.remote ? words.goodbye : words.goodbyeHere;
    draw(current, partOf(current), {}, false);
    const note = make('p', {class: 'goodbye', role: 'status', tabindex: '-1', 'data-state': left ? 'left' : 'done', text: (left ? words.unfinished : '') + saved});
    main.querySelector('.page-head').after(note);
    note.focus();
  }

  previous.addEventListener('click', () => { if (previous.getAttribute('aria-disabled') !== 'true') step(-1); });
  next.addEventListener('click', () => step(1));
  at('skip').addEventListener('click', event => {
    event.preventDefault();
    (at('title') || main).focus();
  });
  /* By a key or a finger: 1 is what lies to the right. The last page is left by its button only. */
  function turn(way) {
    const by = mirrored ? -way : way;
    if (by < 0) return previous.click();
    if (current !== course.pages[course.pages.length - 1]) step(1);
  }

  /* The keys that scroll are meant for the text, wherever outside of it the reader is. */
  function towardsText(event) {
    if (SCROLL_KEYS.test(event.key) && !document.activeElement.closest(SCROLLS_ITSELF)) main.focus({preventScroll: true});
  }

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest && event.target.closest(NO_ARROWS)) return;
    towardsText(event);
    if (event.key === '?') loadExtras(extras => extras.help(document.activeElement || main), notLoaded);
    if (event.shiftKey) return;
    if (event.key === 'ArrowRight') turn(1);
    if (event.key === 'ArrowLeft') turn(-1);
  });
  at('display-button').addEventListener('click', () => loadExtras(extras => extras.options(), notLoaded));

  const asked = window.location.hash.slice(1), resumed = app.tracker.bookmark();
  const first = asked in ids ? asked : resumed in ids ? resumed : course.pages[0].id;
  welcomeBack = first === resumed && ids[first] > 0;
  show(first, false);
  app.tracker.flush();
  document.querySelectorAll('img[data-src]').forEach(image => { image.src = image.dataset.src; });
}


