/* What the learner notes about pages: `m` marked, to come back to; `k` ticked as done elsewhere (nobody else is told).
 * Kept in this browser, and as segments of the work that the LMS keeps as long as there is room; the LMS's word counts.
 */
function ownNotes(course, tracker, learner) {
  const name = letter => 'coursegen:' + course.id + ':' + learner + ':' + letter;
  const segment = letter => tracker.progress.foreign.findIndex(one => one[0] === letter);
  const kept = {};

  function ids(letter) {
    if (kept[letter]) return kept[letter];
    const place = segment(letter);
    kept[letter] = chunks(place < 0 ? shelf.get(name(letter)) || '' : tracker.progress.foreign[place].slice(1), ID_LENGTH);
    return kept[letter];
  }

  function put(letter, id, wanted) {
    kept[letter] = ids(letter).filter(one => one !== id).concat(wanted ? [id] : []);
    const text = kept[letter].join(''), place = segment(letter);
    if (place < 0) tracker.progress.foreign.push(letter + text);
    else tracker.progress.foreign[place] = letter + text;
    shelf.put(name(letter), text);
    tracker.save();
  }

  return {ids: ids, has: (letter, id) => ids(letter).indexOf(id) >= 0, put: put};
}
