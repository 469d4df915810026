/* Marks things put in order, by the nine ways of Moodle's question type.
 *
 * An order is a list of ranks: `ranks[place]` is the place where what stands there belongs.
 */
const range = length => Array.from({length: length}, (nothing, index) => index);
const NONE = -1;

/* Of each item what stands right after it, NONE after the last. */
function followers(ranks) {
  const after = {};
  ranks.forEach((rank, place) => { after[rank] = place + 1 < ranks.length ? ranks[place + 1] : NONE; });
  return after;
}

/* Which share of the items has the right follower, the last one with or without its having none. */
function followed(ranks, withLast) {
  const last = ranks.length - 1, after = followers(ranks);
  const right = range(last).filter(rank => after[rank] === rank + 1).length;
  return withLast ? (right + (after[last] === NONE ? 1 : 0)) / (last + 1) : right / last;
}

/* Neighbours on both sides; none is right at both ends. */
function neighbours(ranks) {
  const after = followers(ranks), size = ranks.length;
  const next = range(size).filter(rank => after[rank] === (rank + 1 < size ? rank + 1 : NONE)).length;
  const first = ranks[0] === 0 ? 1 : 0;
  return (next + range(size - 1).filter(rank => after[rank] === rank + 1).length + first) / (2 * size);
}

/* Pairs that stand the right way round. */
function pairsInOrder(ranks) {
  let right = 0;
  ranks.forEach((rank, place) => { right += ranks.slice(place + 1).filter(later => later > rank).length; });
  return right / (ranks.length * (ranks.length - 1) / 2);
}

/* The longest row of ranks that rise from left to right, by one each if `steps`; a single one is none. */
function longest(ranks, steps) {
  const best = [];
  ranks.forEach((rank, place) => {
    const before = range(place).filter(earlier => (steps ? ranks[earlier] === rank - 1 : ranks[earlier] < rank));
    best.push(1 + Math.max.apply(null, [0].concat(before.map(earlier => best[earlier]))));
  });
  const found = Math.max.apply(null, best);
  return found > 1 ? found / ranks.length : 0;
}

function distances(ranks) {
  const far = ranks.length - 1;
  return ranks.reduce((sum, rank, place) => sum + far - Math.abs(rank - place), 0) / (ranks.length * far);
}

const atPlace = ranks => ranks.filter((rank, place) => rank === place).length / ranks.length;
const GRADINGS = {
  ALL_OR_NOTHING: ranks => (atPlace(ranks) === 1 ? 1 : 0),
  ABSOLUTE_POSITION: atPlace,
  RELATIVE_NEXT_EXCLUDE_LAST: ranks => followed(ranks, false),
  RELATIVE_NEXT_INCLUDE_LAST: ranks => followed(ranks, true),
  RELATIVE_ONE_PREVIOUS_AND_NEXT: neighbours,
  RELATIVE_ALL_PREVIOUS_AND_NEXT: pairsInOrder,
  LONGEST_ORDERED_SUBSET: ranks => longest(ranks, false),
  LONGEST_CONTIGUOUS_SUBSET: ranks => longest(ranks, true),
  RELATIVE_TO_CORRECT: distances,
};

MARKERS.ordering = (question, value) => {
  const ranks = indexes(value), size = question.items.length;
  /* Each item once, or it is no order of these items. */
  if (ranks.length !== size || range(size).some(rank => ranks.indexOf(rank) < 0)) return 0;
  return (GRADINGS[question.grading] || atPlace)(ranks) || 0;
};
