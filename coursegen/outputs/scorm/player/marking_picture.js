/* Marks points put on a picture. A point is {item, x, y}, in pixels of the picture. */
function readPoints(value) {
  return value.split(',').filter(Boolean).map(part => {
    const place = part.slice(1).split('.');
    return {item: DIGITS.indexOf(part[0]), x: parseInt(place[0], 36) || 0, y: parseInt(place[1], 36) || 0};
  });
}

function writePoints(points) {
  return points.map(point => digit(point.item) + point.x.toString(36) + '.' + point.y.toString(36)).join(',');
}

/* Corners of `at` (x, y, x, y…) as pairs. */
function corners(at) {
  return at.filter((one, index) => index % 2 === 0).map((x, index) => [x, at[2 * index + 1]]);
}

/* Winding number; a point on a side is inside. */
function inPolygon(at, x, y) {
  const points = corners(at);
  let turns = 0;
  for (let index = 0; index < points.length; index++) {
    const start = points[index], end = points[(index + 1) % points.length];
    const side = (end[0] - start[0]) * (y - start[1]) - (x - start[0]) * (end[1] - start[1]);
    const across = Math.min(start[1], end[1]) <= y && y <= Math.max(start[1], end[1]);
    const along = Math.min(start[0], end[0]) <= x && x <= Math.max(start[0], end[0]);
    if (side === 0 && across && along) return true;
    if (start[1] <= y && end[1] > y && side > 0) turns++;
    if (start[1] > y && end[1] <= y && side < 0) turns--;
  }
  return turns !== 0;
}

/* circle: centre and radius; rectangle: corner, width and height; polygon: its corners. */
const SHAPES = {
  circle: (at, x, y) => Math.hypot(x - at[0], y - at[1]) <= at[2],
  rectangle: (at, x, y) => x >= at[0] && x <= at[0] + at[2] && y >= at[1] && y <= at[1] + at[3],
  polygon: inPolygon,
};

/* For each zone the point that counts for it or none; a point counts once, zones with fewest points choose first. */
function zonesHit(question, value) {
  const points = readPoints(value), taken = [];
  const chosen = question.zones.map(() => null);
  const inside = question.zones.map(zone => points.filter(point => point.item === zone.item && SHAPES[zone.shape](zone.at, point.x, point.y)));
  const order = question.zones.map((zone, index) => index).sort((a, b) => inside[a].length - inside[b].length || a - b);
  for (const index of order) {
    chosen[index] = inside[index].filter(point => taken.indexOf(point) < 0)[0] || null;
    if (chosen[index]) taken.push(chosen[index]);
  }
  return chosen;
}

const pointsHit = (question, value) => zonesHit(question, value).filter(Boolean);

/* Points too many weigh as much as points that miss. */
MARKERS.markers = (question, value) => pointsHit(question, value).length / Math.max(question.zones.length, readPoints(value).length, 1);

/* A zone hit earns its part less the tries that came before it was hit for good; the most points of any try count. */
COUNTED.markers = (question, tries) => {
  const hits = tries.map(value => zonesHit(question, value));
  const most = Math.max.apply(null, tries.map(value => readPoints(value).length).concat(question.zones.length, 1));
  const earned = question.zones.map((zone, index) => {
    const missed = hits.map(one => Boolean(one[index])).lastIndexOf(false) + 1;
    return missed < tries.length ? 1 - missed * penaltyOf(question) : 0;
  });
  return earned.reduce((sum, one) => sum + one, 0) / most;
};
