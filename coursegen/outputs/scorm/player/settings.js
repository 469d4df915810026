/* What the reader sets for this browser: size of the text, light or dark. */
const SIZES = ['100', '115', '130', '150'];
const THEMES = ['auto', 'light', 'dark'];

function settingsPanel(words, button, panel) {
  const root = document.documentElement;
  const chosen = {size: shelf.get('coursegen:size') || SIZES[0], theme: shelf.get('coursegen:theme') || THEMES[0]};

  function apply(name, value) {
    chosen[name] = value;
    root.dataset[name] = value;
    shelf.put('coursegen:' + name, value);
    panel.querySelectorAll('[data-' + name + '-is]').forEach(one => one.setAttribute('aria-pressed', String(one.dataset[name + 'Is'] === value)));
  }

  function group(name, values, title) {
    const box = make('div', {class: 'setting', role: 'group', 'aria-label': title}, make('p', {text: title, 'aria-hidden': 'true'}));
    const row = make('div', {class: 'setting-row'});
    for (const value of values) {
      const attributes = {type: 'button', text: words[name + value], on: {click: () => apply(name, value)}};
      attributes['data-' + name + '-is'] = value;
      row.append(make('button', attributes));
    }
    box.append(row);
    return box;
  }

  function toggle(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  }

  panel.append(group('size', SIZES, words.textSize), group('theme', THEMES, words.theme));
  panel.append(make('button', {type: 'button', class: 'quiet', on: {click: () => { toggle(false); window.print(); }}}, icon('print'), make('span', {text: words.print})));
  apply('size', SIZES.indexOf(chosen.size) < 0 ? SIZES[0] : chosen.size);
  apply('theme', THEMES.indexOf(chosen.theme) < 0 ? THEMES[0] : chosen.theme);
  button.addEventListener('click', () => toggle(panel.hidden));
  document.addEventListener('click', event => {
    if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || panel.hidden) return;
    toggle(false);
    button.focus();
  });
}
