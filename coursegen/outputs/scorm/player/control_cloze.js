/* A text with gaps of several kinds: words and numbers to type, lists, choices. */
function gapControl(gap, context) {
  if (gap.kind === 'short_answer' || gap.kind === 'numerical') {
    const field = textField(gap, context, context.value);
    field.classList.add('in-text');
    return {element: field, value: () => encodedText(field.value), lock: () => { field.readOnly = true; }};
  }
  if (gap.kind === 'single' && gap.inline) {
    const list = listOf({options: gap.choices.map(choice => choice.text)}, context, arranged(gap.choices.length, context, gap.shuffle), indexes(context.value)[0], {'aria-label': context.label});
    return {element: list, value: () => (list.value === '_' ? '' : list.value), lock: () => { list.disabled = true; }};
  }
  const choices = choiceControl(gap, context);
  choices.element.classList.add(gap.vertical ? 'in-column' : 'in-row');
  return choices;
}

/* What would have been right in a gap, in words. */
function gapAnswer(gap, words) {
  if (!gap.choices) return rightText(gap, words);
  const right = gap.choices.filter(choice => (gap.kind === 'multiple' ? choice.fraction > 0 : isRight(choice.fraction)));
  return right.map(choice => plain(choice.text)).join(' · ');
}

function gapComment(gap, value) {
  if (gap.kind !== 'multiple') return (markGap(gap, value).answer || {}).feedback;
  return indexes(value).map(index => gap.choices[index].feedback || '').join(' ').trim();
}

function clozeControl(question, context) {
  const stored = context.value.split(','), gaps = [];
  const element = make('div', {role: 'group', 'aria-label': context.label}, textWithGaps(question, index => {
    const own = {name: context.name + '-' + index, labelledby: null, label: gapName(question.gaps, index, context.words), seed: context.seed + index, value: stored[index] || ''};
    gaps[index] = gapControl(question.gaps[index], Object.assign({}, context, own));
    return gaps[index].element;
  }));
  return {
    element: element,
    holdsText: true,
    value() {
      const values = gaps.map(gap => gap.value());
      return values.some(Boolean) ? values.join(',') : '';
    },
    lock: () => gaps.forEach(gap => gap.lock()),
    explain(show) {
      explainGaps(element, question.gaps.map((gap, index) => {
        const value = gaps[index].value(), fraction = markGap(gap, value).fraction;
        return {hole: gaps[index].element, state: stateOf(fraction), verdict: judged(fraction, gapAnswer(gap, context.words), show, context.words), why: show.why ? gapComment(gap, value) : ''};
      }));
    },
  };
}

CONTROLS.cloze = clozeControl;
