/* What one attempt asks, where attempts differ: the numbers, the pairs, the things to order. The same for the same seed. */
function picked(list, count, seed) {
  const chosen = shuffled(list.map((one, index) => index), seed).slice(0, count).sort((a, b) => a - b);
  return chosen.map(index => list[index]);
}

/* `{a}` becomes the number drawn for a, `{=0}` the first that was worked out. */
function withNumbers(html, set) {
  return (html || '').replace(/\{=(\d+)\}/g, (hole, at) => (set.shown || [])[at] || '').replace(/\{(\w+)\}/g, (hole, name) => (name in set.values ? set.values[name] : hole));
}

function drawn(question, seed) {
  const set = picked(question.sets, 1, seed)[0], put = html => withNumbers(html, set), said = question.combined || {};
  const rest = one => Object.assign({}, one, {text: put(one.text), feedback: put(one.feedback)});
  return {
    text: put(question.text), feedback: put(question.feedback),
    answers: (set.answers || []).map(one => Object.assign({}, one, {feedback: put(one.feedback)})),
    choices: question.choices && question.choices.map(rest),
    hints: question.hints && question.hints.map(rest),
    combined: Object.assign({}, said, {right: put(said.right), partial: put(said.partial), wrong: put(said.wrong)}),
  };
}

function drawnPairs(question, seed) {
  const pairs = picked(question.pool, question.choose, seed);
  const options = pairs.map(pair => pair.right).filter((right, at, all) => all.indexOf(right) === at);
  return {options: options, pairs: pairs.map(pair => ({left: pair.left, option: options.indexOf(pair.right)})), shuffle: true};
}

function drawnItems(question, seed) {
  const items = question.items, count = question.shown || items.length;
  if (count >= items.length) return {};
  const start = shuffled(items.slice(count - 1).map((one, index) => index), seed)[0];
  return {items: question.selection === 'contiguous' ? items.slice(start, start + count) : picked(items, count, seed)};
}

const VARIANTS = {calculated: drawn, calculated_simple: drawn, calculated_choice: drawn, random_match: drawnPairs, ordering: drawnItems};

/* `attempt`: its number, which questions with the same numbers share. */
function asked(question, attempt) {
  const vary = VARIANTS[question.kind], seed = question.synchronised ? String(attempt) : question.id + attempt;
  return vary ? Object.assign({}, question, vary(question, seed)) : question;
}
