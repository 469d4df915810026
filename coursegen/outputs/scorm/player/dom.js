/* Small tools for building the page. */
const SVG = 'http://www.w3.org/2000/svg';

/* An element. `html` takes a fragment of the course (sanitised when the package was made), `on` a map of handlers. */
function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const name of Object.keys(attributes || {})) {
    const value = attributes[name];
    if (value === false || value === null || value === undefined) continue;
    if (name === 'html') element.innerHTML = value;
    else if (name === 'text') element.textContent = value;
    else if (name === 'on') Object.keys(value).forEach(event => element.addEventListener(event, value[event]));
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of Array.prototype.slice.call(arguments, 2)) if (child) element.append(child);
  return element;
}

/* A drawn sign of the symbol sheet; hidden from readers, the words beside it say the same. */
function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.setAttribute('focusable', 'false');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#i-' + name);
  drawing.append(use);
  return drawing;
}

function empty(element) {
  while (element.firstChild) element.removeChild(element.firstChild);
}

/* `fill('{n} sur {m}', {n: 1, m: 2})`. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/* The same order for the same seed, so that a test comes back as it was left. */
function shuffled(list, seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 16777619) >>> 0;
  const result = list.slice();
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor(state / 4294967296 * (last + 1));
    const moved = result[last];
    result[last] = result[other];
    result[other] = moved;
  }
  return result;
}
