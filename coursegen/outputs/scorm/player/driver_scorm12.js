/* The LMS, spoken to in SCORM 1.2. */
function timespan(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return [two(Math.min(9999, Math.floor(whole / 3600))), two(Math.floor(whole / 60) % 60), two(whole % 60)].join(':');
}

function clock(date) {
  return [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
}

/* A valid value that differs from this one, never better than it; null for those that are sent anew in another way. */
function otherValue(name, value) {
  if (name.indexOf('cmi.interactions.') === 0) return null;
  if (/status$/.test(name)) return value === 'incomplete' ? null : 'incomplete';
  if (/\.score\./.test(name)) return String(value >= 1 ? Math.round(value * 100 - 1) / 100 : 0.01);
  if (/exit$/.test(name)) return '';
  return value + (/data$/.test(name) ? '|' : '_');
}

function lmsDriver() {
  const api = findApi('API');
  if (!api) return null;
  const sent = {};
  let unsent = {}, reports = [], failed = false;
  const get = name => {
    try {
      return String(api.LMSGetValue(name) || '');
    } catch (broken) {
      return '';
    }
  };
  const set = (name, value) => {
    const text = String(value);
    if (sent[name] === text) return;
    try {
      if (String(api.LMSSetValue(name, text)) === 'true') sent[name] = unsent[name] = text;
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
  let interactions = null, objectives = null;

  function objectiveIndex(id) {
    if (!objectives) {
      objectives = [];
      for (let index = 0, count = counted('objectives'); index < count; index++) objectives.push(get('cmi.objectives.' + index + '.id'));
    }
    if (objectives.indexOf(id) < 0) objectives.push(id);
    return objectives.indexOf(id);
  }

  function interaction(report) {
    if (interactions === null) interactions = counted('interactions');
    const name = 'cmi.interactions.' + interactions++;
    reports.push(report);
    set(name + '.id', report.id);
    set(name + '.time', clock(report.time));
    set(name + '.type', report.type);
    if (report.objective) set(name + '.objectives.0.id', report.objective);
    report.patterns.forEach((pattern, index) => set(name + '.correct_responses.' + index + '.pattern', oneLine(pattern)));
    if (report.weighting !== 1) set(name + '.weighting', report.weighting);
    set(name + '.student_response', oneLine(report.response));
    set(name + '.result', report.result === null ? 'neutral' : report.result >= 0.999 ? 'correct' : report.result <= 0 ? 'wrong' : report.result.toFixed(2));
    if (report.seconds !== null) set(name + '.latency', timespan(report.seconds));
  }

  /* Moodle takes what a failed commit carried for stored (CollectData in mod/scorm/datamodels/scorm_12.js) and sends a
   * value again only when it differs. So after a failure other values go first, then the right ones. */
  function resend() {
    const right = Object.assign({}, unsent), again = reports;
    const names = Object.keys(right).filter(name => otherValue(name, right[name]) !== null);
    names.forEach(name => set(name, otherValue(name, right[name])));
    const arrived = call('LMSCommit');
    names.forEach(name => set(name, right[name]));
    if (!arrived) return false;
    reports = [];
    again.forEach(interaction);
    return true;
  }

  function commit() {
    if (failed && !resend()) return false;
    failed = !call('LMSCommit');
    if (failed) return false;
    unsent = {};
    reports = [];
    return true;
  }

  return {
    remote: true,
    open: () => call('LMSInitialize'),
    learner: () => get('cmi.core.student_id'),
    read() {
      const mode = get('cmi.core.lesson_mode');
      return {bookmark: get('cmi.core.lesson_location'), data: get('cmi.suspend_data'), status: get('cmi.core.lesson_status'), score: parseFloat(get('cmi.core.score.raw')), graded: mode !== 'review' && mode !== 'browse'};
    },
    bookmark(id) {
      set('cmi.core.lesson_location', id);
      set('cmi.core.exit', 'suspend');
    },
    data: text => set('cmi.suspend_data', text),
    score(percent) {
      set('cmi.core.score.min', 0);
      set('cmi.core.score.max', 100);
      set('cmi.core.score.raw', percent);
    },
    status: word => set('cmi.core.lesson_status', word),
    progress: () => {},
    objective(id, percent, passed) {
      const name = 'cmi.objectives.' + objectiveIndex(id);
      set(name + '.id', id);
      set(name + '.score.min', 0);
      set(name + '.score.max', 100);
      set(name + '.score.raw', percent);
      set(name + '.status', passed ? 'passed' : 'failed');
    },
    interaction: interaction,
    commit: commit,
    finish(seconds) {
      if (failed) resend();
      set('cmi.core.session_time', timespan(seconds));
      return call('LMSFinish');
    },
  };
}
