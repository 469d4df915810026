/* Lists to pick from: pairs, and gaps of a text. */
function listOf(question, context, among, chosen, attributes) {
  const list = make('select', Object.assign({on: {change: context.changed}}, attributes), make('option', {value: '_', text: context.words.choose}));
  among.forEach(index => list.append(make('option', {value: digit(index), text: plain(question.options[index])})));
  if (chosen >= 0 && among.indexOf(chosen) >= 0) list.value = digit(chosen);
  return list;
}

function listValue(lists) {
  const value = lists.map(list => list.value).join('');
  return /^_*$/.test(value) ? '' : value;
}

function matchControl(question, context) {
  const chosen = indexes(context.value), order = arranged(question.options.length, context, question.shuffle);
  const lines = question.pairs.map((pair, line) => {
    const left = make('div', {class: 'pair-left', id: context.name + '-' + line, dir: 'auto', html: pair.left});
    const list = listOf(question, context, order, chosen[line], {'aria-labelledby': left.id});
    return {pair: pair, list: list, box: make('div', {class: 'pair'}, left, list)};
  });
  const group = make('div', {class: 'pairs', role: 'group', 'aria-labelledby': context.labelledby});
  lines.forEach(line => group.append(line.box));
  return {
    element: group,
    value: () => listValue(lines.map(line => line.list)),
    lock: () => lines.forEach(line => { line.list.disabled = true; }),
    explain(show) {
      for (const line of lines) {
        const fraction = line.list.value === digit(line.pair.option) ? 1 : 0;
        line.box.dataset.state = stateOf(fraction);
        line.box.append(judged(fraction, plain(question.options[line.pair.option]), show, context.words));
      }
    },
  };
}

function selectGapsControl(question, context) {
  const chosen = indexes(context.value), lists = [];
  const element = make('div', {role: 'group', 'aria-label': context.label}, textWithGaps(question, index => {
    const among = question.gaps[index].among || question.options.map((text, option) => option);
    const order = question.shuffle ? shuffled(among, context.seed + index) : among;
    lists[index] = listOf(question, context, order, chosen[index], {'aria-label': gapName(question.gaps, index, context.words)});
    return lists[index];
  }));
  return {
    element: element,
    holdsText: true,
    value: () => listValue(lists),
    lock: () => lists.forEach(list => { list.disabled = true; }),
    explain(show) {
      explainGaps(element, question.gaps.map((gap, index) => {
        const fraction = lists[index].value === digit(gap.option) ? 1 : 0;
        return {hole: lists[index], state: stateOf(fraction), verdict: judged(fraction, plain(question.options[gap.option]), show, context.words)};
      }));
    },
  };
}
