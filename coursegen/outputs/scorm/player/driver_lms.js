/* What the drivers of both editions of SCORM share: finding the LMS, and words it takes. Every driver offers the same
 * calls, so that the rest knows no data model:
 * open, learner, read, bookmark, data, score, status, progress, objective, interaction, commit, finish.
 */
const ANCESTORS = 50;

/* The API object `name` of a window or of one above it; windows of another origin are passed over. */
function apiAbove(start, name) {
  let current = start;
  for (let step = 0; current && step < ANCESTORS; step++) {
    try {
      if (current[name]) return current[name];
    } catch (refused) { /* another origin: look further up */ }
    if (current.parent === current) return null;
    current = current.parent;
  }
  return null;
}

function openerOf(start) {
  let current = start;
  for (let step = 0; current && step < ANCESTORS; step++) {
    try {
      if (current.opener) return current.opener;
    } catch (refused) { /* another origin */ }
    if (current.parent === current) return null;
    current = current.parent;
  }
  return null;
}

function findApi(name) {
  const above = window.parent !== window ? apiAbove(window.parent, name) : null;
  if (above) return above;
  const opener = openerOf(window);
  return opener ? apiAbove(opener, name) : null;
}

function two(number) {
  return String(number).padStart(2, '0');
}

/* One line of at most 250 characters: data models refuse more than 255, and line ends. */
function oneLine(text) {
  return String(text).replace(/\s+/g, ' ').trim().slice(0, 250);
}
