/* An attestation that the learner prints. It says what it is; the institution's register makes proof. */
const EARNED = ['completed', 'passed'];

/* The way to it, on the page of results, for who has done all of it only: an LMS may call the course passed before. The
 * welcome alone earns none. */
function certificateDoor(app) {
  const unit = app.course.unit, now = app.tracker.standing();
  /* The status follows the last page a moment later. */
  const earned = EARNED.indexOf(app.tracker.status()) >= 0 || !now.mastery || now.score >= app.course.pass;
  if (!earned || !now.complete || (unit && !unit.n)) return null;
  return make('div', {class: 'door'}, make('h2', {text: app.words.certificate}), make('button', {type: 'button', class: 'quiet', id: 'certificate-door', on: {click: () => app.present(certificateView(app))}}, icon('print'), make('span', {text: app.words.certificateOpen})));
}

/* `Ngo, Awa` as an LMS writes it, as one says it. */
function spokenName(name) {
  const parts = String(name || '').split(',');
  return parts.length === 2 ? (parts[1] + ' ' + parts[0]).trim() : String(name || '').trim();
}

function longDate(date, zone) {
  return date.toLocaleDateString(document.documentElement.lang, Object.assign({day: 'numeric', month: 'long', year: 'numeric'}, zone ? {timeZone: zone} : {}));
}

function certificateView(app) {
  const words = app.words, facts = app.facts, course = app.course, tracker = app.tracker, unit = course.unit || {};
  const passed = tracker.status() === 'passed', known = spokenName(app.driver.name());
  const name = make('p', {class: 'bearer', dir: 'auto', text: known});
  const missing = make('p', {class: 'hint warn', role: 'status'});
  const counted = course.pages.filter(page => page.counts), done = counted.filter(tracker.isDone);

  function asked() {
    if (known) return null;
    const field = make('input', {type: 'text', id: 'bearer', autocomplete: 'name', maxlength: '80', on: {input: () => {
      name.textContent = field.value;
      missing.textContent = '';
    }}});
    return make('div', {class: 'ask'}, make('label', {for: 'bearer', text: words.yourName}), field, make('p', {class: 'hint', text: words.nameStays}));
  }

  function print() {
    missing.textContent = name.textContent.trim() ? '' : words.nameFirst;
    if (!missing.textContent) window.print();
  }

  function lines() {
    const list = make('dl', {class: 'facts-list'}), score = tracker.score();
    const told = [[words.duration, course.unit ? unit.time : facts.time], [words.steps, fill(words.outOfSteps, {n: done.length, total: counted.length})], [words.score, score === null ? '' : fill(words.percent, {n: Math.round(score)})], [words.printedOn, longDate(new Date())], [words.version, facts.version]];
    told.filter(line => line[1]).forEach(line => list.append(make('div', null, make('dt', {text: line[0]}), make('dd', {dir: 'auto', text: line[1]}))));
    return list;
  }

  function objectives() {
    const list = make('ul');
    for (const one of course.objectives || []) {
      const percent = app.objectivePercent(one.id);
      if (percent !== null) list.append(make('li', null, make('span', {dir: 'auto', text: one.text}), make('strong', {text: fill(words.percent, {n: percent})})));
    }
    return list.firstChild ? make('div', {class: 'by-objective'}, make('h2', {text: words.byObjective}), list) : null;
  }

  function credits() {
    const foot = make('div', {class: 'certificate-foot'}), emblem = document.querySelector('.credits img');
    if (emblem) foot.append(emblem.cloneNode(true));
    const text = make('div');
    document.querySelectorAll('.credits .funding, .credits .clause').forEach(line => text.append(line.cloneNode(true)));
    foot.append(text);
    return foot;
  }

  const sheet = make('section', {class: 'certificate'}, make('p', {class: 'kicker', text: facts.institution}), make('h1', {id: 'title', tabindex: '-1', text: words.certificate}), name, make('p', {class: 'deed', text: fill(passed ? words.hasPassed : words.hasFinished, unit)}), make('p', {class: 'course', dir: 'auto', text: course.title}), course.unit ? make('p', {dir: 'auto', text: fill(words.ofCourse, facts)}) : null, lines(), objectives(), make('p', {class: 'notice', text: words.certificateNotice}), credits());
  return make('article', {'aria-labelledby': 'title', 'data-kind': 'certificate'}, make('div', {class: 'certificate-tools'}, asked(), make('div', {class: 'tools-row'}, make('button', {type: 'button', class: 'primary', on: {click: print}}, icon('print'), make('span', {text: words.print})), make('button', {type: 'button', text: words.backToResults, on: {click: () => app.show(app.shown().id, true)}})), missing), sheet);
}
