/* What is typed: a word, a number with its unit, a text for oneself. */
function encodedText(text) {
  const short = Array.from(text.trim()).slice(0, TEXT_LIMIT).join('');
  try {
    return encodeURIComponent(short);
  } catch (broken) { /* half of a surrogate pair */
    return encodeURIComponent(short.replace(/[\ud800-\udfff]/g, ''));
  }
}

const isNumber = question => !/short_answer/.test(question.kind);

function textField(question, context, value) {
  const number = isNumber(question);
  const field = make('input', {type: 'text', class: number ? 'short' : '', inputmode: number && !(question.units || []).length ? 'decimal' : 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-labelledby': context.labelledby, 'aria-label': context.label, dir: 'auto', maxlength: TEXT_LIMIT, on: {input: context.changed}});
  field.value = typedText(value);
  return field;
}

/* The number in the words of the reader, with its main unit. */
function numberText(question, answer, words) {
  const unit = (numberRules(question).units[0] || {name: ''}).name;
  const number = answer.shown || String(answer.number).replace('.', words.decimal);
  return question.unitLeft ? unit + '\u00a0' + number : number + (unit ? '\u00a0' + unit : '');
}

/* What would have been right, in words; nothing when there is none to tell. */
function rightText(question, words) {
  if (!isNumber(question)) {
    const spelling = (question.answers || question.accepted.map(text => ({text: text, fraction: 1}))).filter(one => isRight(one.fraction))[0];
    return spelling ? spelling.text.replace(/\\\*/g, '\u0001').replace(/\*+/g, '…').replace(/\u0001/g, '*') : '';
  }
  const answer = numberRules(question).answers.filter(one => isRight(one.fraction) && !one.any)[0];
  return answer ? numberText(question, answer, words) : '';
}

/* The units to pick from, as a list or as buttons: {element, value(), lock()}; none when the unit is typed or missing. */
function unitPicker(question, context, chosen) {
  const words = context.words, units = question.units || [];
  if (!picksUnit(question) || !units.length) return null;
  if (question.unitDisplay === 'select') {
    const list = listOf({options: units.map(unit => unit.name)}, context, arranged(units.length, context, false), chosen, {'aria-label': words.unit, class: 'unit-list'});
    return {element: list, value: () => (list.value === '_' ? '' : list.value), lock: () => { list.disabled = true; }};
  }
  const choices = choiceControl({kind: 'single', choices: units.map(unit => ({text: plain(unit.name), fraction: 0}))}, Object.assign({}, context, {name: context.name + '-u', value: chosen >= 0 ? digit(chosen) : '', labelledby: null, label: words.unit}));
  choices.element.classList.add('units');
  return {element: choices.element, value: choices.value, lock: choices.lock};
}

function textControl(question, context) {
  const number = isNumber(question), parts = context.value.split('@'), words = context.words;
  const field = textField(question, context, parts[0]);
  const units = number ? unitPicker(question, context, parts[1] ? DIGITS.indexOf(parts[1]) : -1) : null;
  const named = number && !picksUnit(question) && question.unitDisplay !== 'typed' ? (numberRules(question).units[0] || {}).name : '';
  const row = make('div', {class: 'typed', 'data-unit': question.unitLeft ? 'left' : false}, field, named ? make('span', {class: 'unit', text: named}) : null, units ? units.element : null);
  const hint = !number ? '' : question.unitDisplay === 'typed' && numberRules(question).units.length ? words.unitHint : words.numberHint;
  const element = make('div', null, row, hint ? make('p', {class: 'hint', text: hint}) : null);
  const value = () => (field.value.trim() ? encodedText(field.value) + (units && units.value() ? '@' + units.value() : '') : '');
  return {
    element: element,
    value: value,
    lock() {
      field.readOnly = true;
      if (units) units.lock();
    },
    explain(show) {
      const found = number ? markNumber(question, value()) : markSpelling(question, value());
      element.dataset.state = stateOf(rounded(found.fraction));
      element.append(judged(rounded(found.fraction), rightText(question, words), show, words));
      if (found.answer && found.fraction < found.answer.fraction) element.append(make('p', {class: 'hint', text: words.wrongUnit}));
      if (show.why && found.answer && found.answer.feedback) element.append(comment(found.answer.feedback));
    },
  };
}

/* Written for oneself: the text stays in this browser and no machine marks it. */
function essayControl(question, context) {
  const words = context.words, start = question.template ? plain(question.template) : '';
  const area = make('textarea', {rows: question.lines || 5, 'aria-labelledby': context.labelledby, dir: 'auto', on: {input: changed}});
  area.value = context.essays.read(question.id) || start;
  const count = make('p', {class: 'hint'}), limits = question.minWords || question.maxWords;
  const element = make('div', null, area, limits ? count : null, make('p', {class: 'hint', text: words.essayHint}));

  function changed() {
    tell();
    context.changed();
  }

  function tell() {
    const form = question.minWords && question.maxWords ? words.between : question.maxWords ? words.atMost : words.atLeast;
    count.textContent = fill(form, {n: area.value.split(/\s+/).filter(Boolean).length, min: question.minWords, max: question.maxWords});
  }

  if (limits) tell();
  return {
    element: element,
    value() {
      context.essays.write(question.id, area.value);
      return area.value.trim() && area.value.trim() !== start ? 'e' : '';
    },
    lock: () => { area.readOnly = true; },
    explain: () => element.append(verdict('neutral', context.words.notMarked)),
  };
}
