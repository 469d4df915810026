/* What the reader has set for this browser, put in place before the first screen. The panel comes later (options.js). */
const SETTINGS = {size: ['100', '115', '130', '150'], theme: ['auto', 'light', 'dark'], contrast: ['auto', 'normal', 'more'], motion: ['auto', 'less'], spacing: ['normal', 'wide']};

/* For a browser that keeps nothing. */
const SETTINGS_NOW = {};

function chosenSetting(name) {
  const kept = SETTINGS_NOW[name] || shelf.get('coursegen:' + name);
  return SETTINGS[name].indexOf(kept) < 0 ? SETTINGS[name][0] : kept;
}

/* The look that is not the usual one has a style sheet of its own: most readers never wait for it. */
function applySettings() {
  const root = document.documentElement;
  Object.keys(SETTINGS).forEach(name => { root.dataset[name] = chosenSetting(name); });
  if (root.dataset.contrast === 'auto' && window.matchMedia('(prefers-contrast: more)').matches) root.dataset.contrast = 'more';
  const usual = Object.keys(SETTINGS).every(name => root.dataset[name] === SETTINGS[name][0]);
  if (!usual && !document.getElementById('look')) document.head.append(make('link', {id: 'look', rel: 'stylesheet', href: 'look.css'}));
}
