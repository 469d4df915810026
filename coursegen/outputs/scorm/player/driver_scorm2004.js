/* The LMS, spoken to in SCORM 2004. */
const EDITION = {api: 'API_1484_11', prefix: '', finish: 'Terminate', learner: 'cmi.learner_id'};
/* Progress is told in steps: nobody reads hundredths, and each costs the learner a call. */
const STEPS = 10;
/* At most so many parts in an answer (RTE 4.2.9), and numbers below this in Moodle (scorm_13.js, CMIDecimal). */
const MOST_PARTS = 36;
const LARGEST = 1e5;

/* Seconds as PT1H2M3S: whole ones, every part named (Moodle reads no `PT` alone). */
function timespan(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return 'PT' + Math.floor(whole / 3600) + 'H' + Math.floor(whole / 60) % 60 + 'M' + whole % 60 + 'S';
}

/* Local time without fraction and zone, the one form that every LMS takes: Moodle refuses a zone without a fraction,
 * more than two decimals, and years outside 1970 to 2038 (CMITime), as a clock with a dead battery shows them. */
function timestamp(date) {
  const year = date.getFullYear();
  if (!(year >= 1970 && year <= 2038)) return '';
  const day = [year, two(date.getMonth() + 1), two(date.getDate())].join('-');
  return day + 'T' + [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
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

function parts(text) {
  const all = text.split(',').filter(Boolean);
  return all.length > MOST_PARTS ? '' : all.join('[,]');
}

/* The answers as 2004 writes them, from those of SCORM 1.2: `a,b`, `1.a,2.b`, `t`, a number, a text. */
const FORMS = {
  'choice': parts,
  'sequencing': parts,
  'matching': text => parts(text.replace(/\./g, '[.]')),
  'true-false': text => ({t: 'true', f: 'false'}[text] || ''),
  'numeric': text => (Math.abs(parseFloat(text)) < LARGEST ? decimal(parseFloat(text), 6) : ''),
  'fill-in': plainAnswer,
  /* A pattern of this kind holds no comma (strict LMSs take it for a list). */
  'other': text => plainAnswer(text).replace(/, ?/g, ' '),
};

/* What is accepted; for a number the one range of what is, both ends named. */
function pattern2004(type, report, text) {
  if (type !== 'numeric') return FORMS[type](text);
  const ends = text.split(':').map(parseFloat), tolerance = report.tolerance || 0;
  const low = FORMS.numeric(String(ends[0] - tolerance)), high = FORMS.numeric(String(ends[ends.length - 1] + tolerance));
  return low && high ? low + '[:]' + high : '';
}

/* What a question is told as. A kind that cannot say this answer gives way to one that says anything. */
function reported(report) {
  if (report.type === 'performance' && !report.response && !report.patterns.length) return {type: 'long-fill-in', response: '', patterns: []};
  const given = FORMS[report.type] ? report.type : 'other';
  const fits = type => [report.response].concat(report.patterns).every(text => !text || pattern2004(type, report, text));
  const type = fits(given) ? given : 'other', most = {'numeric': 1, 'true-false': 1, 'other': 1}[type] || 10;
  const patterns = report.patterns.map(text => text && pattern2004(type, report, text));
  return {type: type, response: FORMS[type](report.response), patterns: patterns.filter((text, at) => text && patterns.indexOf(text) === at).slice(0, most)};
}

function lmsDriver() {
  const home = findApi();
  if (!home) return null;
  const lms = lmsSession(home), set = lms.set;
  let success = '';

  function score(name, percent) {
    set(name + '.score.min', 0);
    set(name + '.score.max', 100);
    const raw = set(name + '.score.raw', percent);
    return set(name + '.score.scaled', measure(percent / 100)) && raw;
  }

  /* Passed stays passed. */
  function judge(verdict) {
    if (success === 'passed' || !/^(passed|failed)$/.test(verdict)) return;
    if (set('cmi.success_status', verdict)) success = verdict;
  }

  return {
    remote: true,
    room: 30000,
    proved: lms.proved,
    watch: lms.watch,
    onLoss: lms.onLoss,
    open: lms.open,
    learner: () => lms.once(EDITION.learner),
    name: () => lms.once('cmi.learner_name'),
    read() {
      /* Failed and open for review: see the driver of 1.2. */
      const mode = lms.get('cmi.mode'), completion = lms.get('cmi.completion_status');
      success = lms.get('cmi.success_status');
      const judged = /^(passed|failed)$/.test(success) ? success : 'completed';
      const status = completion === 'completed' ? judged : completion === 'incomplete' ? completion : '';
      return {bookmark: lms.get('cmi.location'), data: lms.get('cmi.suspend_data'), status: status, score: parseFloat(lms.get('cmi.score.raw')), graded: mode !== 'browse' && (mode !== 'review' || status === 'failed')};
    },
    bookmark(id) {
      if (id) set('cmi.location', id);
      set('cmi.exit', 'suspend');
    },
    data: text => set('cmi.suspend_data', text),
    score: percent => score('cmi', percent),
    status(word) {
      const taken = set('cmi.completion_status', word === 'incomplete' ? word : 'completed');
      judge(word);
      return taken;
    },
    progress(part, verdict) {
      set('cmi.progress_measure', measure(Math.floor(part * STEPS + 1e-9) / STEPS));
      judge(verdict);
    },
    objective(id, percent, passed, text) {
      const one = lms.objective(id, percent);
      if (!one) return;
      if (text) set(one.name + '.description', plainAnswer(text));
      score(one.name, percent);
      set(one.name + '.success_status', passed ? 'passed' : 'failed');
    },
    interaction(report) {
      const name = lms.interaction(report.id), told = reported(report), time = timestamp(report.time);
      if (!name) return;
      set(name + '.type', told.type);
      if (time) set(name + '.timestamp', time);
      if (report.objective) set(name + '.objectives.0.id', report.objective);
      told.patterns.forEach((text, at) => set(name + '.correct_responses.' + at + '.pattern', text));
      if (report.weighting !== 1) set(name + '.weighting', decimal(report.weighting));
      if (told.response) set(name + '.learner_response', told.response);
      set(name + '.result', resultWord(report.result, 'incorrect'));
      if (report.seconds !== null) set(name + '.latency', timespan(report.seconds));
    },
    commit: lms.commit,
    finish(seconds) {
      set('cmi.session_time', timespan(seconds));
      return lms.finish();
    },
  };
}
