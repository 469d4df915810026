/* Words or small pictures to put into places: gaps of a text, numbered places of a picture. Press a word, then a place, or
 * the other way round; a filled place that is pressed gives its word back. Fingers, keys and readers do the same. */
function itemContent(item) {
  return item.src ? make('img', {src: item.src, alt: item.alt || ''}) : make('span', item.html ? {dir: 'auto', html: item.html} : {dir: 'auto', text: item.text});
}

function itemName(item) {
  if (!item) return '';
  return item.src ? item.alt || '' : item.html ? plain(item.html) : item.text;
}

/* `items` [{text | html | src, alt, times}], `places` [{among, name}], chosen[place] an item or -1. Offers bank, slots, chosen,
 * lock(); `drawn(place)` is told of each change. */
function placing(items, places, context, drawn) {
  const words = context.words, chosen = places.map((place, index) => validItem(indexes(context.value)[index]));
  let held = -1, aimed = -1, locked = false;
  const bank = make('div', {class: 'bank', role: 'group', 'aria-label': words.bank});
  const order = arranged(items.length, context, context.shuffle);
  const buttons = items.map((item, index) => make('button', {type: 'button', class: 'word', 'aria-pressed': 'false', on: {click: () => take(index)}}, itemContent(item)));
  const slots = places.map((place, index) => make('button', {type: 'button', class: 'slot', on: {click: () => aim(index)}}));
  order.forEach(index => bank.append(buttons[index]));

  function validItem(item) {
    return item >= 0 && item < items.length ? item : -1;
  }

  const left = index => (items[index].times ? items[index].times - chosen.filter(one => one === index).length : Infinity);
  const fits = (index, place) => !places[place].among || places[place].among.indexOf(index) >= 0;

  function take(index) {
    if (locked || left(index) <= 0 || (aimed >= 0 && !fits(index, aimed))) return;
    if (aimed >= 0) return put(index, aimed);
    held = held === index ? -1 : index;
    show();
  }

  function aim(place) {
    if (locked) return;
    if (held >= 0 && fits(held, place)) return put(held, place);
    held = -1;
    if (chosen[place] >= 0) return put(-1, place);
    aimed = aimed === place ? -1 : place;
    show();
  }

  function put(index, place) {
    chosen[place] = index;
    held = aimed = -1;
    show();
    slots[place].focus();
    context.say(index < 0 ? fill(words.emptied, {place: places[place].name}) : fill(words.placed, {name: itemName(items[index]), place: places[place].name}));
    context.changed();
  }

  function show() {
    buttons.forEach((button, index) => {
      const useless = left(index) <= 0 || (aimed >= 0 && !fits(index, aimed));
      button.setAttribute('aria-pressed', String(held === index));
      button.setAttribute('aria-disabled', String(useless));
    });
    slots.forEach((slot, place) => {
      const item = items[chosen[place]];
      empty(slot);
      slot.append(item ? itemContent(item) : make('span', {class: 'nothing', 'aria-hidden': 'true', text: aimed === place ? words.aimed : '…'}));
      slot.setAttribute('aria-pressed', String(aimed === place));
      slot.setAttribute('aria-label', places[place].name + ', ' + (item ? itemName(item) : words.nothingHere));
      slot.dataset.state = item ? 'filled' : held >= 0 && fits(held, place) ? 'open' : '';
      if (drawn) drawn(place, item);
    });
  }

  show();
  return {
    bank: bank, slots: slots, chosen: chosen, aim: aim,
    value: () => (chosen.some(item => item >= 0) ? chosen.map(digit).join('') : ''),
    lock() {
      locked = true;
      held = aimed = -1;
      bank.remove();
      slots.forEach(slot => { slot.disabled = true; });
    },
  };
}

function wordGapsControl(question, context) {
  const words = context.words, once = question.once || [];
  const items = question.options.map((text, index) => ({html: text, times: once.indexOf(index) >= 0 ? 1 : 0}));
  const places = question.gaps.map((gap, index) => ({among: gap.among, name: gapName(question.gaps, index, words)}));
  const board = placing(items, places, Object.assign({shuffle: question.shuffle}, context));
  const element = make('div', {class: 'placing', role: 'group', 'aria-label': context.label}, textWithGaps(question, index => board.slots[index]), board.bank);
  return {
    element: element,
    holdsText: true,
    value: board.value,
    lock: board.lock,
    explain(show) {
      explainGaps(element, question.gaps.map((gap, index) => {
        const fraction = board.chosen[index] === gap.option ? 1 : 0;
        return {hole: board.slots[index], state: stateOf(fraction), verdict: judged(fraction, plain(question.options[gap.option]), show, words)};
      }));
    },
  };
}

/* The picture with a number on each place, and beneath it the places as a list. */
function placesControl(question, context) {
  const words = context.words, image = question.image;
  const places = question.places.map((place, index) => ({among: place.among, name: fill(words.place, {n: index + 1}) + (place.name ? ', ' + place.name : '')}));
  const stage = make('div', {class: 'stage'}, make('img', {src: image.src, alt: image.alt || '', width: image.width, height: image.height, draggable: 'false'}));
  const pins = question.places.map((place, index) => {
    /* The list says and does the same: readers and keys need it once. */
    const pin = make('button', {type: 'button', class: 'pin', tabindex: '-1', 'aria-hidden': 'true', text: index + 1, on: {click: () => board.aim(index)}});
    pin.style.left = 'min(' + 100 * place.x / image.width + '%, calc(100% - 1.75rem))';
    pin.style.top = 'min(' + 100 * place.y / image.height + '%, calc(100% - 1.75rem))';
    stage.append(pin);
    return pin;
  });
  const board = placing(question.items, places, Object.assign({shuffle: question.shuffle}, context), (place, item) => { pins[place].dataset.filled = Boolean(item); });
  const list = make('ol', {class: 'place-list'});
  const lines = question.places.map((place, index) => make('li', null, make('span', {class: 'gap-number', 'aria-hidden': 'true', text: index + 1}), place.name ? make('span', {class: 'place-name', dir: 'auto', text: place.name}) : null, board.slots[index]));
  lines.forEach(line => list.append(line));
  return {
    element: make('div', {class: 'placing', role: 'group', 'aria-labelledby': context.labelledby}, stage, board.bank, list),
    value: board.value,
    lock() {
      board.lock();
      pins.forEach(pin => { pin.disabled = true; });
    },
    explain(show) {
      question.places.forEach((place, index) => {
        const fraction = board.chosen[index] === place.item ? 1 : 0;
        lines[index].dataset.state = pins[index].dataset.state = stateOf(fraction);
        lines[index].append(judged(fraction, itemName(question.items[place.item]), show, words));
      });
    },
  };
}

CONTROLS.drag_text = wordGapsControl;
CONTROLS.drag_image = placesControl;
