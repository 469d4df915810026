/* The words of the course's glossary: in the texts, where a press tells what they mean, and in a list. */
const NO_TERM = 'h1, h2, h3, h4, h5, h6, a, button, summary, code, pre, kbd, samp, svg, math, dt, .term, .question';
const LETTER = /[\p{L}\p{N}\p{M}_]/u;

/* Text without accents and capitals, and for each of its characters the place where it stood. */
function plainForm(text) {
  const signs = [], places = [];
  let place = 0;
  for (const sign of text) {
    const plain = sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’ʼ]/g, "'").replace(/\s/g, ' ');
    for (let n = 0; n < plain.length; n++) places.push(place);
    signs.push(plain);
    place += sign.length;
  }
  places.push(place);
  return {text: signs.join(''), places: places};
}

/* `Aide à l'emploi (AE)` may be written either way. */
function formsOf(term) {
  const two = /^(.*\S)\s*\(([^()]+)\)$/.exec(term);
  return two ? [two[1], two[2]] : [term];
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\\/-]/g, '\\$&');

/* A pattern for the plain form: each word may take the s of a plural; an Arabic one the article and what is tied to it. */
function patternOf(form) {
  const words = plainForm(form.trim()).text.split(/\s+/).map(word => escaped(word) + (/[a-z]$/.test(word) ? '(?:s|x|es)?' : ''));
  const arabic = /^[\u0600-\u06ff]/.test(form);
  return (arabic ? '(?:[\u0648\u0641\u0628\u0643\u0644]?(?:\u0627\u0644)?)?' : '') + words.join('\\s+');
}

/* Sigles are looked for as they are written: `AS` is no `as`. */
const isSigle = form => form.length <= 6 && form === form.toUpperCase() && form !== form.toLowerCase();

function termFinder(terms) {
  const forms = [];
  terms.forEach((term, index) => formsOf(term[0]).forEach(form => forms.push({form: form, index: index, sigle: isSigle(form)})));
  forms.sort((a, b) => b.form.length - a.form.length);
  forms.forEach(one => { one.pattern = new RegExp(patternOf(one.form), 'g'); });

  /* The first term not met yet in the text: {start, end, index}; of two at one place the longest. */
  return (text, met) => {
    const plain = plainForm(text);
    let best = null;
    for (const one of forms) {
      if (met[one.index]) continue;
      one.pattern.lastIndex = 0;
      for (let match = one.pattern.exec(plain.text); match; match = one.pattern.exec(plain.text)) {
        const start = plain.places[match.index], end = plain.places[match.index + match[0].length];
        const whole = !LETTER.test(plain.text[match.index - 1] || ' ') && !LETTER.test(plain.text[match.index + match[0].length] || ' ');
        if (!whole || (one.sigle && text.slice(start, end).indexOf(one.form) < 0)) continue;
        if (!best || start < best.start) best = {start: start, end: end, index: one.index};
        break;
      }
    }
    return best;
  };
}

/* The same word in other languages: `pt : formação` says its language. */
function translationsOf(term) {
  const list = make('ul', {class: 'translations'});
  for (const text of term[2]) {
    const parts = /^([a-z]{2,3})\s*[:：]\s*(.+)$/i.exec(text);
    const name = parts ? languageName(parts[1].toLowerCase()) : '';
    list.append(make('li', null, name ? make('span', {class: 'language', text: name + ' '}) : null, make('span', {lang: parts ? parts[1].toLowerCase() : false, dir: 'auto', text: parts ? parts[2] : text})));
  }
  return term[2].length ? list : null;
}

function languageName(code) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], {type: 'language'}).of(code);
  } catch (unknown) {
    return code;
  }
}

/* The first time each term stands in the texts of the article, it can be pressed. */
function markTerms(article, app) {
  const find = app.findTerm = app.findTerm || termFinder(app.terms), met = {};
  for (const box of article.querySelectorAll('.body > .text')) {
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), nodes = [];
    while (walk.nextNode()) if (walk.currentNode.data.trim() && !walk.currentNode.parentElement.closest(NO_TERM)) nodes.push(walk.currentNode);
    for (let node of nodes) {
      for (let found = find(node.data, met); found; found = find(node.data, met)) {
        met[found.index] = true;
        const word = node.splitText(found.start);
        node = word.splitText(found.end - found.start);
        word.replaceWith(termButton(word.data, app.terms[found.index], app));
      }
    }
  }
}

/* Not a <button>, which would not break over two lines. */
function termButton(text, term, app) {
  const word = make('span', {class: 'term', role: 'button', tabindex: '0', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', text: text});
  const open = () => app.popup.open(word, term[0], make('div', null, make('div', {dir: 'auto', html: term[1]}), translationsOf(term)));
  word.addEventListener('click', open);
  word.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  });
  return word;
}

/* All of them, from A to Z in the language of the course. */
function glossaryView(app, terms) {
  const root = make('div', {class: 'glossary'}), language = document.documentElement.lang;
  const ordered = (terms || app.terms).slice().sort((a, b) => a[0].localeCompare(b[0], language));
  let letter = '', list = null;
  for (const term of ordered) {
    const first = (plainForm(term[0]).text[0] || '').toUpperCase();
    if (first !== letter) {
      letter = first;
      list = make('dl');
      root.append(make('h2', {class: 'letter', text: letter}), list);
    }
    list.append(make('dt', {dir: 'auto', text: term[0]}), make('dd', null, make('div', {dir: 'auto', html: term[1]}), translationsOf(term)));
  }
  return root;
}
