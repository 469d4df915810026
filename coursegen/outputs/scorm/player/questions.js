/* One question on the page, by kind. A control offers: element, value(), lock(), explain(reveal). */
const CONTROLS = {
  single: choiceControl,
  true_false: choiceControl,
  multiple: choiceControl,
  match: matchControl,
  numerical: textControl,
  short_answer: textControl,
  essay: essayControl,
};

/* Says right or wrong in words and by a sign, never by colour alone. */
function verdict(state, words) {
  const signs = {right: 'check', wrong: 'cross', missed: 'arrow', neutral: 'info'};
  return make('span', {class: 'verdict', 'data-state': state}, icon(signs[state]), make('span', {text: words}));
}

function choiceControl(question, context) {
  const several = question.kind === 'multiple';
  const order = question.choices.map((choice, index) => index);
  const chosen = indexes(context.value);
  const rows = (question.shuffle && question.kind !== 'true_false' ? shuffled(order, context.seed) : order).map(index => {
    const input = make('input', {type: several ? 'checkbox' : 'radio', name: context.name, value: index, on: {change: context.changed}});
    input.checked = chosen.indexOf(index) >= 0;
    const label = make('label', {class: 'choice'}, input, make('span', {class: 'choice-text', dir: 'auto', html: question.choices[index].text}));
    return {index: index, input: input, box: make('div', {class: 'choice-row'}, label)};
  });
  const group = make('div', {class: 'choices', role: several ? 'group' : 'radiogroup', 'aria-labelledby': context.labelledby});
  rows.forEach(row => group.append(row.box));
  return {
    element: group,
    value: () => rows.filter(row => row.input.checked).map(row => row.index).sort((a, b) => a - b).map(index => index.toString(36)).join(''),
    lock: () => rows.forEach(row => { row.input.disabled = true; }),
    explain(reveal) {
      for (const row of rows) {
        const choice = question.choices[row.index], right = choice.fraction > 0;
        let state = '';
        if (row.input.checked) state = right ? 'right' : 'wrong';
        else if (right && reveal) state = 'missed';
        if (!state) continue;
        row.box.dataset.state = state;
        const words = {right: context.words.right, wrong: context.words.wrong, missed: several ? context.words.alsoRight : context.words.expected}[state];
        row.box.append(verdict(state, words));
        if (reveal && row.input.checked && choice.feedback) row.box.append(make('div', {class: 'choice-feedback', html: choice.feedback}));
      }
    },
  };
}

function matchControl(question, context) {
  const chosen = indexes(context.value);
  const order = question.shuffle ? shuffled(question.options.map((text, index) => index), context.seed) : question.options.map((text, index) => index);
  const lines = question.pairs.map((pair, line) => {
    const left = make('div', {class: 'pair-left', id: context.name + '-' + line, dir: 'auto', html: pair.left});
    const select = make('select', {'aria-labelledby': left.id, on: {change: context.changed}}, make('option', {value: '_', text: context.words.choose}));
    order.forEach(index => select.append(make('option', {value: index.toString(36), text: question.options[index]})));
    if (chosen[line] >= 0) select.value = chosen[line].toString(36);
    return {pair: pair, select: select, box: make('div', {class: 'pair'}, left, select)};
  });
  const group = make('div', {class: 'pairs', role: 'group', 'aria-labelledby': context.labelledby});
  lines.forEach(line => group.append(line.box));
  return {
    element: group,
    value() {
      const picked = lines.map(line => line.select.value).join('');
      return /^_*$/.test(picked) ? '' : picked;
    },
    lock: () => lines.forEach(line => { line.select.disabled = true; }),
    explain(reveal) {
      for (const line of lines) {
        const right = parseInt(line.select.value, 36) === line.pair.option;
        line.box.dataset.state = right ? 'right' : 'wrong';
        const expected = reveal && !right ? '. ' + fill(context.words.answerIs, {answer: question.options[line.pair.option]}) : '';
        line.box.append(verdict(right ? 'right' : 'wrong', (right ? context.words.right : context.words.wrong) + expected));
      }
    },
  };
}

function encodedText(text) {
  const short = Array.from(text.trim()).slice(0, TEXT_LIMIT).join('');
  try {
    return encodeURIComponent(short);
  } catch (broken) { /* half of a surrogate pair */
    return encodeURIComponent(short.replace(/[\ud800-\udfff]/g, ''));
  }
}

function textControl(question, context) {
  const number = question.kind === 'numerical';
  const input = make('input', {type: 'text', class: number ? 'short' : '', inputmode: number ? 'decimal' : 'text', autocomplete: 'off', spellcheck: 'false', 'aria-labelledby': context.labelledby, dir: 'auto', maxlength: TEXT_LIMIT, on: {input: context.changed}});
  input.value = decodeURIComponent(context.value);
  const row = make('div', {class: 'typed'}, input, question.unit ? make('span', {class: 'unit', text: question.unit}) : null);
  const element = make('div', null, row, number ? make('p', {class: 'hint', text: context.words.numberHint}) : null);
  return {
    element: element,
    value: () => encodedText(input.value),
    lock: () => { input.readOnly = true; },
    explain(reveal) {
      const right = markAnswer(question, encodedText(input.value)) >= 0.999;
      const answer = number ? String(question.number).replace('.', context.words.decimal) + (question.unit ? '\u00a0' + question.unit : '') : question.accepted[0];
      const expected = reveal && !right && answer ? '. ' + fill(context.words.answerIs, {answer: answer.replace(/\*/g, '…')}) : '';
      element.dataset.state = right ? 'right' : 'wrong';
      element.append(verdict(right ? 'right' : 'wrong', (right ? context.words.right : context.words.wrong) + expected));
    },
  };
}

/* Written for oneself: the text stays in this browser and no machine marks it. */
function essayControl(question, context) {
  const area = make('textarea', {rows: '5', 'aria-labelledby': context.labelledby, dir: 'auto', on: {input: context.changed}});
  area.value = context.essays.read(question.id);
  const element = make('div', null, area, make('p', {class: 'hint', text: context.words.essayHint}));
  return {
    element: element,
    value() {
      context.essays.write(question.id, area.value);
      return area.value.trim() ? 'e' : '';
    },
    lock: () => { area.readOnly = true; },
    explain: () => element.append(verdict('neutral', context.words.notMarked)),
  };
}

/* What the LMS is told, in the forms of SCORM 1.2 (a.b choices, 1.a pairs). */
const LETTERS = index => String.fromCharCode(97 + index % 26);
const REPORTS = {
  single: (question, value) => ({type: 'choice', response: indexes(value).map(LETTERS).join(','), patterns: [rightChoices(question).map(LETTERS).join(',')]}),
  multiple: (question, value) => REPORTS.single(question, value),
  true_false: (question, value) => ({type: 'true-false', response: value ? ['t', 'f'][parseInt(value, 36)] : '', patterns: [rightChoices(question)[0] ? 'f' : 't']}),
  match: (question, value) => ({
    type: 'matching',
    response: value ? indexes(value).map((option, line) => (option >= 0 ? line + 1 + '.' + LETTERS(option) : '')).filter(Boolean).join(',') : '',
    patterns: [question.pairs.map((pair, line) => line + 1 + '.' + LETTERS(pair.option)).join(',')],
  }),
  numerical: (question, value) => {
    const number = parseNumber(decodeURIComponent(value), question.unit);
    return {type: 'numeric', response: isNaN(number) ? '' : String(number), patterns: [String(question.number)], tolerance: question.tolerance};
  },
  short_answer: (question, value) => ({type: 'fill-in', response: decodeURIComponent(value), patterns: question.accepted.slice(0, 3)}),
  essay: () => ({type: 'performance', response: '', patterns: []}),
};

function rightChoices(question) {
  return question.choices.map((choice, index) => index).filter(index => question.choices[index].fraction > 0);
}
