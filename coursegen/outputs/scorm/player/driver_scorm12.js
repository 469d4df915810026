/* The LMS, spoken to in SCORM 1.2. */
const EDITION = {api: 'API', prefix: 'LMS', finish: 'LMSFinish', learner: 'cmi.core.student_id'};

const KINDS = ['choice', 'true-false', 'matching', 'sequencing', 'numeric', 'fill-in'];

function timespan(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return [two(Math.min(9999, Math.floor(whole / 3600))), two(Math.floor(whole / 60) % 60), two(whole % 60)].join(':');
}

function clock(date) {
  return [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
}

/* A valid value that differs from this one and does no harm if it stays: no lower status, a score a hundredth off. The
 * same value where there is none. */
function otherValue(name, value) {
  if (/(time|latency)$/.test(name)) return value === '00:00:01' ? '00:00:02' : '00:00:01';
  if (/type$/.test(name)) return value === 'choice' ? 'fill-in' : 'choice';
  if (/result$/.test(name)) return value === 'neutral' ? 'wrong' : 'neutral';
  if (/status$/.test(name)) return {passed: 'completed', completed: 'passed'}[value] || value;
  if (/score\.|weighting$/.test(name)) return decimal(Number(value) + (value < 100 ? 0.01 : -0.01), 2);
  if (/exit$/.test(name)) return '';
  return value + (/data$/.test(name) ? '|' : /location$/.test(name) ? '~' : '_');
}

/* What a question is told as: a kind that the edition knows, its answer within what a field holds. */
function reported(report) {
  return {
    type: KINDS.indexOf(report.type) < 0 ? 'performance' : report.type,
    response: oneLine(report.response),
    /* The first ones are enough to read a report by. */
    patterns: report.patterns.slice(0, 10).map(text => oneLine(text)).filter((text, at, all) => text && all.indexOf(text) === at),
  };
}

function lmsDriver() {
  const home = findApi();
  if (!home) return null;
  const lms = lmsSession(home), set = lms.set;
  let failed = false;

  /* Moodle takes what a failed commit carried for stored (CollectData in mod/scorm/datamodels/scorm_12.js) and sends a
   * value again only when it differs. So after a failure other values go first, then the right ones; when the first come
   * to nothing, the right ones are there for whatever goes next, the end of the visit included. */
  function resend() {
    const right = Object.assign({}, lms.unsent()), names = Object.keys(right);
    names.forEach(name => set(name, otherValue(name, right[name])));
    const arrived = lms.commit();
    names.forEach(name => set(name, right[name]));
    return arrived;
  }

  /* In a hidden page nothing is known of what is sent, and other values might stay. */
  function commit() {
    const hidden = document.visibilityState === 'hidden';
    if (failed && !hidden && !resend()) return false;
    if (!lms.commit()) failed = true;
    else if (!hidden) {
      failed = false;
      lms.arrived();
    }
    return !failed;
  }

  return {
    remote: true,
    room: 4000,
    proved: lms.proved,
    watch: lms.watch,
    onLoss: act => lms.onLoss(() => {
      failed = true;
      act();
    }),
    open: lms.open,
    learner: () => lms.once(EDITION.learner),
    name: () => lms.once('cmi.core.student_name'),
    read() {
      /* Moodle opens what is failed for review (scorm_check_mode in mod/scorm/lib.php), tries left or not, and keeps what it is told. */
      const mode = lms.get('cmi.core.lesson_mode'), status = lms.get('cmi.core.lesson_status');
      return {bookmark: lms.get('cmi.core.lesson_location').replace(/~$/, ''), data: lms.get('cmi.suspend_data'), status: status, score: parseFloat(lms.get('cmi.core.score.raw')), graded: mode !== 'browse' && (mode !== 'review' || status === 'failed')};
    },
    bookmark(id) {
      if (id) set('cmi.core.lesson_location', id);
      set('cmi.core.exit', 'suspend');
    },
    data: text => set('cmi.suspend_data', text),
    score(percent) {
      set('cmi.core.score.min', 0);
      set('cmi.core.score.max', 100);
      return set('cmi.core.score.raw', percent);
    },
    status: word => set('cmi.core.lesson_status', word),
    progress: () => {},
    objective(id, percent, passed) {
      const one = lms.objective(id, percent);
      if (!one) return;
      set(one.name + '.score.min', 0);
      set(one.name + '.score.max', 100);
      set(one.name + '.score.raw', percent);
      set(one.name + '.status', passed ? 'passed' : 'failed');
    },
    interaction(report) {
      const name = lms.interaction(report.id), told = reported(report);
      if (!name) return;
      set(name + '.time', clock(report.time));
      set(name + '.type', told.type);
      if (report.objective) set(name + '.objectives.0.id', report.objective);
      told.patterns.forEach((pattern, index) => set(name + '.correct_responses.' + index + '.pattern', pattern));
      if (report.weighting !== 1) set(name + '.weighting', decimal(Math.min(100, report.weighting), 2));
      set(name + '.student_response', told.response);
      set(name + '.result', resultWord(report.result, 'wrong'));
      if (report.seconds !== null) set(name + '.latency', timespan(report.seconds));
    },
    commit: commit,
    finish(seconds) {
      set('cmi.core.session_time', timespan(seconds));
      return lms.finish();
    },
  };
}
