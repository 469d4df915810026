/* The table of contents: beside the page on a wide screen, instead of the page on a phone. */
function contentsPanel(course, app, nav, button) {
  const words = app.words, links = {};
  const narrow = window.matchMedia('(max-width: 59.99em)');

  function entry(page) {
    const state = make('span', {class: 'state'});
    const link = make('a', {href: '#' + page.id, class: 'entry', 'data-kind': page.kind, on: {click: event => {
      event.preventDefault();
      open(false);
      app.show(page.id, true);
    }}}, state, make('span', {class: 'entry-title', dir: 'auto', text: page.title}));
    links[page.id] = {page: page, link: link, state: state};
    return make('li', page.book ? {class: 'chapter'} : null, link);
  }

  function partOf(part) {
    const list = make('ol', {class: 'entries'});
    let book = '';
    for (const page of course.pages.filter(one => one.part === part.id)) {
      if (page.book && page.book !== book) list.append(make('li', {class: 'book-title', dir: 'auto', text: page.book}));
      book = page.book || '';
      list.append(entry(page));
    }
    const title = make('h2', {class: 'part-title', dir: 'auto'}, part.number ? make('span', {class: 'part-number', text: part.number}) : null, make('span', {text: part.title}));
    return make('section', {class: 'part', 'data-hue': part.hue}, title, list);
  }

  function open(shown) {
    if (!narrow.matches) return;
    document.body.classList.toggle('contents-open', shown);
    button.setAttribute('aria-expanded', String(shown));
    if (!shown) return;
    const current = nav.querySelector('[aria-current]');
    if (current) current.focus();
  }

  /* Sign, words for screen readers, class. What is done elsewhere is never ticked: here it is only seen. */
  function stateOf(page) {
    if (!page.counts) return [page.kind === 'glossary' ? 'reading' : 'target', '', ''];
    if (words.away[page.kind] && app.ticked(page.id)) return ['check', words.ticked, 'seen'];
    if (!app.tracker.isDone(page)) return [page.test ? 'test' : 'todo', words.toDo, ''];
    return words.away[page.kind] ? ['link', words.away[page.kind], 'seen'] : ['check', words.done, 'done'];
  }

  function mark(current) {
    for (const id of Object.keys(links)) {
      const one = links[id], state = stateOf(one.page);
      empty(one.state);
      one.state.append(icon(state[0]));
      if (state[1]) one.state.append(make('span', {class: 'unseen', text: state[1]}));
      one.link.dataset.state = state[2];
      if (id === current) one.link.setAttribute('aria-current', 'page');
      else one.link.removeAttribute('aria-current');
    }
    const here = nav.querySelector('[aria-current]');
    if (here && !narrow.matches) keepInView(here);
  }

  /* Scrolls the list, never the page. */
  function keepInView(link) {
    const box = nav.getBoundingClientRect(), place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) nav.scrollTop += place.top - box.top - box.height / 3;
  }

  course.parts.forEach(part => nav.append(partOf(part)));
  button.addEventListener('click', () => open(!document.body.classList.contains('contents-open')));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !document.body.classList.contains('contents-open')) return;
    open(false);
    button.focus();
  });
  return {mark: mark, close: () => open(false)};
}
