/* Things to put in order: two buttons each, or pulled by their number. */
function startOrder(question, context) {
  const size = question.items.length, stored = indexes(context.value);
  if (stored.length === size && stored.every((rank, place) => rank >= 0 && rank < size && stored.indexOf(rank) === place)) return stored;
  const order = arranged(size, context, true);
  /* What is given must not be the answer. */
  return order.every((rank, place) => rank === place) ? order.reverse() : order;
}

function orderingControl(question, context) {
  const words = context.words, list = make('ol', {class: 'order', 'data-across': Boolean(question.horizontal)});
  const element = make('div', {role: 'group', 'aria-labelledby': context.labelledby}, list, make('p', {class: 'hint marking', text: words.marking[question.grading]}));
  const items = startOrder(question, context).map(rank => orderItem(rank));

  function orderItem(rank) {
    const name = plain(question.items[rank]);
    const mover = (by, label) => make('button', {type: 'button', class: 'move', 'data-by': by, 'aria-label': fill(label, {name: name}), on: {click: () => move(item, by)}}, icon('next'));
    const earlier = mover('-1', question.horizontal ? words.earlier : words.up), later = mover('1', question.horizontal ? words.later : words.down);
    const grip = make('span', {class: 'grip', 'aria-hidden': 'true', on: {pointerdown: event => pull(event, item)}});
    const box = make('li', null, make('div', {class: 'order-row'}, grip, make('div', {class: 'order-text', dir: 'auto', html: question.items[rank]}), earlier, later));
    const item = {rank: rank, box: box, grip: grip, earlier: earlier, later: later, name: name};
    return item;
  }

  function show() {
    items.forEach((item, place) => {
      item.grip.textContent = place + 1;
      item.earlier.setAttribute('aria-disabled', String(place === 0));
      item.later.setAttribute('aria-disabled', String(place === items.length - 1));
    });
  }

  /* The box of the button pressed stays where it is in the page, its neighbour moves: so the focus is kept. */
  function put(item, place) {
    const from = items.indexOf(item);
    if (place === from || place < 0 || place >= items.length) return;
    const other = items[place];
    items.splice(from, 1);
    items.splice(place, 0, item);
    if (Math.abs(place - from) === 1) item.box[place < from ? 'after' : 'before'](other.box);
    else list.insertBefore(item.box, (items[place + 1] || {}).box || null);
    show();
    context.changed();
  }

  function move(item, by) {
    put(item, items.indexOf(item) + Number(by));
    context.say(fill(words.nowAt, {name: item.name, n: items.indexOf(item) + 1, total: items.length}));
  }

  function pull(event, item) {
    if ('locked' in list.dataset || event.button) return;
    event.preventDefault();
    item.box.dataset.pulled = '';
    const follow = moved => {
      const under = items.findIndex(one => {
        const box = one.box.getBoundingClientRect();
        return moved.clientY >= box.top && moved.clientY <= box.bottom && moved.clientX >= box.left && moved.clientX <= box.right;
      });
      if (under >= 0) put(item, under);
    };
    const release = () => {
      delete item.box.dataset.pulled;
      window.removeEventListener('pointermove', follow);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', release, {once: true});
    window.addEventListener('pointercancel', release, {once: true});
  }

  items.forEach(item => list.append(item.box));
  show();
  return {
    element: element,
    value: () => items.map(item => digit(item.rank)).join(''),
    lock() {
      list.dataset.locked = '';
      items.forEach(item => [item.earlier, item.later].forEach(button => button.remove()));
    },
    explain(told) {
      const whole = items.every((item, place) => item.rank === place);
      items.forEach((item, place) => {
        item.box.dataset.state = item.rank === place ? 'right' : 'wrong';
        const where = told.right && item.rank !== place ? '. ' + fill(words.rightPlace, {n: item.rank + 1}) : '';
        if (!whole) item.box.append(verdict(item.box.dataset.state, (item.rank === place ? words.wellPlaced : words.otherPlace) + where));
      });
      if (whole) element.append(verdict('right', words.rightOrder));
    },
  };
}

CONTROLS.ordering = orderingControl;
