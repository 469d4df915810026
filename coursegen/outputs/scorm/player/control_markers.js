/* Points on a picture. Choose a marker, then press the picture; or move the crosshair by the arrow keys (Shift: finely) and
 * press Enter. Places are kept in pixels of the picture, whatever its size on the screen. */
const DRAWING = 'http://www.w3.org/2000/svg';

function shapeOf(zone) {
  const at = zone.at;
  const forms = {
    circle: ['circle', {cx: at[0], cy: at[1], r: at[2]}],
    rectangle: ['rect', {x: at[0], y: at[1], width: at[2], height: at[3]}],
    polygon: ['polygon', {points: at.join(' ')}],
  };
  const form = document.createElementNS(DRAWING, forms[zone.shape][0]), attributes = forms[zone.shape][1];
  Object.keys(attributes).forEach(name => form.setAttribute(name, attributes[name]));
  return form;
}

function markersControl(question, context) {
  const words = context.words, image = question.image, names = question.items.map(item => item.text);
  const points = readPoints(context.value).filter(point => point.item >= 0 && point.item < names.length);
  const cross = {x: Math.round(image.width / 2), y: Math.round(image.height / 2)};
  let held = 0, locked = false, pins = [];
  const bank = make('div', {class: 'bank', role: 'group', 'aria-label': words.markers});
  const buttons = question.items.map((item, index) => make('button', {type: 'button', class: 'word', on: {click: () => hold(index)}}, make('span', {class: 'gap-number', 'aria-hidden': 'true', text: letterOf(index)}), make('span', {dir: 'auto', text: item.text})));
  buttons.forEach(button => bank.append(button));
  const sight = make('span', {class: 'sight', 'aria-hidden': 'true'});
  const stage = make('div', {class: 'stage aim', tabindex: '0', role: 'application', 'data-arrows': '', 'aria-label': words.picture + (image.alt ? ', ' + image.alt : ''), 'aria-describedby': context.name + '-keys', on: {click: press, keydown: key}}, make('img', {src: image.src, alt: '', width: image.width, height: image.height, draggable: 'false'}), sight);
  const list = make('ul', {class: 'place-list'});
  const keys = make('p', {class: 'hint', id: context.name + '-keys', text: words.markersHint});
  const element = make('div', {class: 'placing', role: 'group', 'aria-labelledby': context.labelledby}, keys, bank, stage, list);

  function letterOf(index) {
    return String.fromCharCode(65 + index % 26);
  }

  function where(point) {
    return fill(words.at, {x: Math.round(100 * point.x / image.width), y: Math.round(100 * point.y / image.height)});
  }

  function at(box, point) {
    box.style.left = 100 * point.x / image.width + '%';
    box.style.top = 100 * point.y / image.height + '%';
  }

  function hold(index) {
    held = index;
    show();
  }

  function add(x, y) {
    const point = {item: held, x: Math.min(image.width, Math.max(0, Math.round(x))), y: Math.min(image.height, Math.max(0, Math.round(y)))};
    const same = points.filter(one => one.item === held), times = question.items[held].times;
    if (times && same.length >= times) points.splice(points.indexOf(same[0]), 1);
    points.push(point);
    context.say(fill(words.placed, {name: names[held], place: where(point)}));
    const waiting = question.items.findIndex((item, index) => item.times && !points.some(one => one.item === index));
    if (times && same.length + 1 >= times && waiting >= 0) held = waiting;
    show();
    context.changed();
  }

  function press(event) {
    const box = stage.firstChild.getBoundingClientRect();
    if (locked || !box.width) return;
    cross.x = Math.round((event.clientX - box.left) * image.width / box.width);
    cross.y = Math.round((event.clientY - box.top) * image.height / box.height);
    add(cross.x, cross.y);
  }

  function key(event) {
    const step = event.shiftKey ? 1 : Math.max(1, Math.round(image.width / 40));
    const ways = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    const way = ways[event.key];
    if (locked || event.ctrlKey || event.altKey || event.metaKey || (!way && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (!way) return add(cross.x, cross.y);
    cross.x = Math.min(image.width, Math.max(0, cross.x + way[0]));
    cross.y = Math.min(image.height, Math.max(0, cross.y + way[1]));
    at(sight, cross);
    context.say(where(cross));
  }

  function remove(point) {
    points.splice(points.indexOf(point), 1);
    context.say(fill(words.removed, {name: names[point.item]}));
    show();
    stage.focus();
    context.changed();
  }

  function line(point) {
    const pin = make('span', {class: 'pin', 'aria-hidden': 'true', text: letterOf(point.item)});
    at(pin, point);
    stage.append(pin);
    const button = locked ? null : make('button', {type: 'button', class: 'quiet', 'aria-label': fill(words.remove, {name: names[point.item]}), on: {click: () => remove(point)}}, icon('cross'));
    const row = make('li', null, make('span', {class: 'gap-number', 'aria-hidden': 'true', text: letterOf(point.item)}), make('span', {class: 'place-name', dir: 'auto', text: names[point.item]}), make('span', {class: 'place-at', text: where(point)}), button);
    list.append(row);
    return {point: point, pin: pin, row: row};
  }

  function show() {
    buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(held === index)));
    pins.forEach(one => one.pin.remove());
    empty(list);
    pins = points.map(line);
    at(sight, cross);
  }

  /* The zones asked for, drawn on the picture and named under it. */
  function outline(zones) {
    const drawing = document.createElementNS(DRAWING, 'svg');
    drawing.setAttribute('viewBox', '0 0 ' + image.width + ' ' + image.height);
    drawing.setAttribute('class', 'zones');
    drawing.setAttribute('aria-hidden', 'true');
    zones.forEach(zone => drawing.append(shapeOf(zone)));
    stage.firstChild.after(drawing);
  }

  show();
  return {
    element: element,
    value: () => writePoints(points),
    lock() {
      locked = true;
      bank.remove();
      keys.remove();
      sight.remove();
      stage.removeAttribute('tabindex');
      stage.setAttribute('role', 'img');
      stage.removeAttribute('aria-describedby');
      stage.classList.remove('aim');
      show();
    },
    explain(told) {
      const chosen = zonesHit(question, writePoints(points));
      for (const one of pins) {
        const hit = chosen.some(point => point && point.item === one.point.item && point.x === one.point.x && point.y === one.point.y);
        one.pin.dataset.state = one.row.dataset.state = hit ? 'right' : 'wrong';
        one.row.append(verdict(one.row.dataset.state, hit ? words.right : words.wrong));
      }
      const missed = question.zones.filter((zone, index) => !chosen[index] && zone.item >= 0);
      if (!missed.length || !(told.right || (question.showMisplaced && told.why))) return;
      outline(missed);
      const which = missed.map(zone => names[zone.item]).filter((name, index, all) => all.indexOf(name) === index).join(', ');
      element.append(verdict('missed', fill(words.missedZones, {names: which})));
    },
  };
}

CONTROLS.markers = markersControl;
