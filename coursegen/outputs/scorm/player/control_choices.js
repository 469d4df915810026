/* Choices: one or several. */
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv', 'xvi', 'xvii', 'xviii', 'xix', 'xx'];
const NUMBERINGS = {
  abc: place => String.fromCharCode(97 + place % 26),
  ABCD: place => String.fromCharCode(65 + place % 26),
  123: place => String(place + 1),
  iii: place => ROMAN[place] || String(place + 1),
  IIII: place => (ROMAN[place] || String(place + 1)).toUpperCase(),
};

function choiceRow(question, context, index, place) {
  const several = question.kind === 'multiple' || question.several, number = NUMBERINGS[question.numbering];
  const input = make('input', {type: several ? 'checkbox' : 'radio', name: context.name, value: index, on: {change: context.changed}});
  input.checked = indexes(context.value).indexOf(index) >= 0;
  const text = make('span', {class: 'choice-text', dir: 'auto', html: question.choices[index].text});
  const label = make('label', {class: 'choice'}, input, number ? make('span', {class: 'choice-number', text: number(place) + '. '}) : null, text);
  return {choice: question.choices[index], index: index, input: input, box: make('div', {class: 'choice-row'}, label)};
}

function explainChoice(row, question, show, words) {
  const right = row.choice.fraction > 0, several = question.kind === 'multiple' || question.several;
  const partly = right && !several && !isRight(row.choice.fraction);
  let state = '';
  if (row.input.checked) state = partly ? 'partly' : right ? 'right' : 'wrong';
  else if (show.right && (several ? right : isRight(row.choice.fraction))) state = 'missed';
  if (!state) return;
  row.box.dataset.state = state;
  row.box.append(verdict(state, state === 'missed' ? (several ? words.alsoRight : words.expected) : words[state]));
  if (show.why && row.input.checked && row.choice.feedback) row.box.append(make('div', {class: 'choice-feedback', dir: 'auto', html: row.choice.feedback}));
}

function choiceControl(question, context) {
  const several = question.kind === 'multiple' || question.several;
  const rows = arranged(question.choices.length, context, question.shuffle && question.kind !== 'true_false').map((index, place) => choiceRow(question, context, index, place));
  const group = make('div', {class: 'choices', role: several ? 'group' : 'radiogroup', 'aria-labelledby': context.labelledby, 'aria-label': context.label});
  rows.forEach(row => group.append(row.box));
  return {
    element: group,
    value: () => rows.filter(row => row.input.checked).map(row => row.index).sort((a, b) => a - b).map(digit).join(''),
    lock: () => rows.forEach(row => { row.input.disabled = true; }),
    explain: show => rows.forEach(row => explainChoice(row, question, show, context.words)),
  };
}
