/* One question on the page, by kind. A control offers: element, value(), lock(), explain(show), and `holdsText` when the
 * question's text is part of it (gaps). `show.right`: tell what is right; `show.why`: comment what was answered.
 *
 * The context: name (an id), labelledby, seed (orders), value (the stored answer), words, essays, changed() after each
 * change, say(text) for readers of the screen. The rare kinds come with kinds.js, when a test asks one.
 */
const RARE = /^(cloze|drag_text|drag_image|markers|ordering)$/;
const CONTROLS = {
  single: choiceControl,
  true_false: choiceControl,
  multiple: choiceControl,
  calculated_choice: choiceControl,
  match: matchControl,
  random_match: matchControl,
  gap_select: selectGapsControl,
  numerical: textControl,
  calculated: textControl,
  calculated_simple: textControl,
  short_answer: textControl,
  essay: essayControl,
};

/* Says right or wrong in words and by a sign, never by colour alone. */
function verdict(state, words) {
  const signs = {right: 'check', partly: 'arrow', wrong: 'cross', missed: 'arrow', neutral: 'info'};
  return make('span', {class: 'verdict', 'data-state': state}, icon(signs[state]), make('span', {text: words}));
}

const stateOf = fraction => (isRight(fraction) ? 'right' : fraction > 0 ? 'partly' : 'wrong');

/* `Pas juste. Réponse attendue : x`, the second half when it may be told. */
function judged(fraction, answer, show, words) {
  const state = stateOf(fraction);
  const expected = show.right && state !== 'right' && answer ? '. ' + fill(words.answerIs, {answer: answer}) : '';
  return verdict(state, words[state] + expected);
}

/* The words of a fragment, for a name that is read aloud or stands in a list. */
function plain(html) {
  const box = document.createElement('template');
  box.innerHTML = html;
  return box.content.textContent.replace(/\s+/g, ' ').trim();
}

function comment(html) {
  return html ? make('div', {class: 'answer-feedback', dir: 'auto', html: html}) : null;
}

/* In the order of the seed, or as written. */
function arranged(count, context, shuffle) {
  const order = Array.from({length: count}, (nothing, index) => index);
  return shuffle ? shuffled(order, context.seed) : order;
}

/* The text with something in place of each of its gaps; `fillGap(index)` gives it. Gaps count up for the eye and the ear
 * when there are several. */
function textWithGaps(question, fillGap) {
  const text = make('div', {class: 'gap-text', dir: 'auto', html: question.text});
  text.querySelectorAll('[data-gap]').forEach(hole => {
    const index = Number(hole.dataset.gap), gap = question.gaps[index];
    if (!gap) return;
    const field = fillGap(index);
    const block = field.matches('.choices'), after = hole.nextSibling;
    /* A full stop alone at the head of a line, under a list, would be a stain. */
    if (block && after && after.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\s*[.,;]\s*/, '');
    hole.replaceWith(make('span', {class: block ? 'gap block' : 'gap', dir: 'auto'}, gapNumber(question.gaps, index), field));
  });
  return text;
}

function gapNumber(all, index) {
  return all.length > 1 ? make('span', {class: 'gap-number', 'aria-hidden': 'true', text: index + 1}) : null;
}

function gapName(all, index, words) {
  return all.length > 1 ? fill(words.gap, {n: index + 1, total: all.length}) : words.oneGap;
}

/* Under the text: for each gap what it was worth, with its number; in the gap itself the sign. */
function explainGaps(element, lines) {
  const list = make('ol', {class: 'gap-verdicts'});
  lines.forEach((line, index) => {
    const hole = line.hole.closest('.gap');
    if (hole) {
      hole.dataset.state = line.state;
      hole.append(icon({right: 'check', wrong: 'cross', partly: 'arrow'}[line.state]));
    }
    list.append(make('li', null, gapNumber(lines, index), make('div', null, line.verdict, comment(line.why))));
  });
  element.append(list);
}
