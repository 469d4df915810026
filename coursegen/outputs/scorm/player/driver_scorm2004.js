/* The LMS, spoken to in SCORM 2004. */

/* Seconds as PT1H2M3S: whole ones, every part named (Moodle reads no `PT` alone). */
function timespan(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return 'PT' + Math.floor(whole / 3600) + 'H' + Math.floor(whole / 60) % 60 + 'M' + whole % 60 + 'S';
}

/* Local time without fraction and zone, the one form that every LMS takes: Moodle refuses a zone without a fraction,
 * and more than two decimals (mod/scorm/datamodels/scorm_13.js, CMITime). */
function timestamp(date) {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return day + 'T' + [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
}

/* A number without exponent, at most four decimals. */
function decimal(number) {
  return String(Math.round(number * 10000) / 10000);
}

/* A measure from 0 to 1, always with a decimal: Moodle compares progress with its threshold "1.0" as texts. */
function measure(part) {
  const text = decimal(Math.min(1, Math.max(0, part)));
  return text.indexOf('.') < 0 ? text + '.0' : text;
}

/* Text that holds none of the signs that separate answers, and begins with none that opens a `{lang=…}`. */
function plainAnswer(text) {
  return oneLine(text).replace(/\[([,.:])\]/g, '$1').replace(/^\{/, '(');
}

/* The answers as 2004 writes them, from those of SCORM 1.2: `a,b`, `1.a,2.b`, `t`, a number, a text. */
const FORMS = {
  'choice': text => text.split(',').join('[,]'),
  'true-false': text => ({t: 'true', f: 'false'}[text] || ''),
  'matching': text => text.split(',').map(pair => pair.replace('.', '[.]')).join('[,]'),
  'numeric': text => (isNaN(parseFloat(text)) ? '' : decimal(parseFloat(text))),
  'fill-in': plainAnswer,
};

/* What is accepted; for a number the range of what is, both ends named. */
function pattern2004(report, text) {
  if (report.type !== 'numeric') return FORMS[report.type] ? FORMS[report.type](text) : '';
  const number = parseFloat(text), tolerance = report.tolerance || 0;
  return isNaN(number) ? '' : decimal(number - tolerance) + '[:]' + decimal(number + tolerance);
}

function lmsDriver() {
  const api = findApi('API_1484_11');
  if (!api) return null;
  const sent = {};
  let interactions = null, objectives = null, success = '';
  const get = name => {
    try {
      return String(api.GetValue(name) || '');
    } catch (broken) {
      return '';
    }
  };
  const set = (name, value) => {
    const text = String(value);
    if (sent[name] === text) return;
    try {
      if (String(api.SetValue(name, text)) === 'true') sent[name] = text;
    } catch (broken) { /* the next save tries again */ }
  };
  const call = name => {
    try {
      return String(api[name]('')) === 'true';
    } catch (broken) {
      return false;
    }
  };
  const counted = list => parseInt(get('cmi.' + list + '._count'), 10) || 0;

  function objectiveIndex(id) {
    if (!objectives) {
      objectives = [];
      for (let index = 0, count = counted('objectives'); index < count; index++) objectives.push(get('cmi.objectives.' + index + '.id'));
    }
    if (objectives.indexOf(id) < 0) objectives.push(id);
    return objectives.indexOf(id);
  }

  function score(name, percent) {
    set(name + '.score.min', 0);
    set(name + '.score.max', 100);
    set(name + '.score.raw', percent);
    set(name + '.score.scaled', measure(percent / 100));
  }

  /* Passed stays passed. */
  function judge(verdict) {
    if (success === 'passed' || !/^(passed|failed)$/.test(verdict)) return;
    success = verdict;
    set('cmi.success_status', verdict);
  }

  function interaction(report) {
    if (interactions === null) interactions = counted('interactions');
    const name = 'cmi.interactions.' + interactions++, form = FORMS[report.type];
    const response = form ? form(report.response) : '';
    set(name + '.id', report.id);
    set(name + '.type', form ? report.type : 'long-fill-in');
    set(name + '.timestamp', timestamp(report.time));
    if (report.objective) set(name + '.objectives.0.id', report.objective);
    const patterns = report.patterns.map(text => pattern2004(report, text)).filter(Boolean);
    patterns.filter((text, at) => patterns.indexOf(text) === at).forEach((text, at) => set(name + '.correct_responses.' + at + '.pattern', text));
    if (report.weighting !== 1) set(name + '.weighting', decimal(report.weighting));
    if (response) set(name + '.learner_response', response);
    set(name + '.result', report.result === null ? 'neutral' : report.result >= 0.999 ? 'correct' : report.result <= 0 ? 'incorrect' : decimal(report.result));
    if (report.seconds !== null) set(name + '.latency', timespan(report.seconds));
  }

  return {
    remote: true,
    open: () => call('Initialize'),
    learner: () => get('cmi.learner_id'),
    read() {
      const mode = get('cmi.mode'), completion = get('cmi.completion_status');
      success = get('cmi.success_status');
      const judged = /^(passed|failed)$/.test(success) ? success : 'completed';
      const status = completion === 'completed' ? judged : completion === 'incomplete' ? completion : '';
      return {bookmark: get('cmi.location'), data: get('cmi.suspend_data'), status: status, score: parseFloat(get('cmi.score.raw')), graded: mode !== 'review' && mode !== 'browse'};
    },
    bookmark(id) {
      set('cmi.location', id);
      set('cmi.exit', 'suspend');
    },
    data: text => set('cmi.suspend_data', text),
    score: percent => score('cmi', percent),
    status(word) {
      set('cmi.completion_status', word === 'incomplete' ? word : 'completed');
      judge(word);
    },
    progress(part, verdict) {
      set('cmi.progress_measure', measure(part));
      judge(verdict);
    },
    objective(id, percent, passed, text) {
      const name = 'cmi.objectives.' + objectiveIndex(id);
      set(name + '.id', id);
      if (text) set(name + '.description', plainAnswer(text));
      score(name, percent);
      set(name + '.success_status', passed ? 'passed' : 'failed');
    },
    interaction: interaction,
    commit: () => call('Commit'),
    finish(seconds) {
      set('cmi.session_time', timespan(seconds));
      return call('Terminate');
    },
  };
}
