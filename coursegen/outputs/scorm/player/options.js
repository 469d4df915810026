/* The panel behind “Display”: settings of this browser, printing, help. */
function optionsPanel(app, button, panel) {
  const words = app.words;

  function choose(name, value) {
    shelf.put('coursegen:' + name, value);
    SETTINGS_NOW[name] = value;
    applySettings();
    show(name, value);
  }

  function show(name, value) {
    panel.querySelectorAll('[data-' + name + '-is]').forEach(one => one.setAttribute('aria-pressed', String(one.dataset[name + 'Is'] === value)));
  }

  function group(name) {
    const row = make('div', {class: 'setting-row'});
    for (const value of SETTINGS[name]) {
      const attributes = {type: 'button', text: words[name + value], on: {click: () => choose(name, value)}};
      attributes['data-' + name + '-is'] = value;
      row.append(make('button', attributes));
    }
    return make('div', {class: 'setting', role: 'group', 'aria-label': words[name]}, make('p', {text: words[name], 'aria-hidden': 'true'}), row);
  }

  function printer(text, act) {
    return make('button', {type: 'button', text: text, on: {click: () => { toggle(false); act(); }}});
  }

  function printing() {
    const row = make('div', {class: 'setting-row'}, printer(words.printPage, () => window.print()));
    if (app.course.parts.length > 2) row.append(printer(words.printModule, () => handOut(app, app.partOf(app.shown()))));
    row.append(printer(words.printCourse, () => handOut(app, null)));
    return make('div', {class: 'setting', role: 'group', 'aria-label': words.print}, make('p', {'aria-hidden': 'true'}, icon('print'), make('span', {text: ' ' + words.print})), row);
  }

  /* Without an LMS the work lies in this browser, for whoever opens the course next. */
  function restart() {
    const names = (app.course.unit || {}).beside || [app.course.id];
    const forget = () => {
      window.addEventListener('pagehide', () => forgetCourses(names));
      window.location.replace(names[1] ? 'index.html' : window.location.pathname);
    };
    const buttons = make('div', {class: 'setting-row'}, make('button', {type: 'button', class: 'primary', text: words.restartNow, on: {click: forget}}), make('button', {type: 'button', text: words.cancel, on: {click: () => app.popup.close(true)}}));
    toggle(false);
    app.popup.open(button, words.restart, make('div', null, make('p', {text: words.restartTold}), buttons), true);
  }

  function toggle(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  }

  /* What is wanted most comes first: on a phone the rest is below. */
  const rest = make('div');
  Object.keys(SETTINGS).forEach((name, place) => {
    (place < 3 ? panel : rest).append(group(name));
  });
  panel.append(printing(), rest, make('button', {type: 'button', class: 'quiet', on: {click: () => { toggle(false); showHelp(app, button); }}}, make('span', {text: words.help})));
  if (!app.driver.remote) panel.append(make('button', {type: 'button', class: 'quiet', text: words.restart, on: {click: restart}}));
  Object.keys(SETTINGS).forEach(name => show(name, chosenSetting(name)));
  document.addEventListener('click', event => {
    if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || panel.hidden) return;
    toggle(false);
    button.focus();
  });
  return () => toggle(panel.hidden);
}

/* All that this browser keeps of these courses; what was set for reading stays. */
function forgetCourses(ids) {
  try {
    Object.keys(window.localStorage).filter(name => ids.some(id => (name + ':').indexOf('coursegen:' + id + ':') === 0)).forEach(name => shelf.drop(name));
  } catch (refused) { /* nothing is kept */ }
}

/* What the keys and the finger do. */
function showHelp(app, opener) {
  const list = make('dl', {class: 'keys'});
  for (const line of app.words.keys) {
    const name = make('dt');
    for (const key of line[0].split(' ')) name.append(make('kbd', {text: key}));
    list.append(make('div', null, name, make('dd', {text: line[1]})));
  }
  const lines = make('div', null, list);
  app.words.helpLines.forEach(text => lines.append(make('p', {text: text})));
  app.popup.open(opener, app.words.help, lines, true);
}
