/* This browser's own storage. Where it is denied (private window, locked frame), what was put is there until one leaves. */
const shelf = {
  here: {},
  get(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (refused) {
      return name in shelf.here ? shelf.here[name] : null;
    }
  },
  /* Whether it will be there next time. */
  put(name, text) {
    try {
      window.localStorage.setItem(name, text);
      return true;
    } catch (refused) {
      shelf.here[name] = text;
      return false;
    }
  },
  drop(name) {
    delete shelf.here[name];
    try {
      window.localStorage.removeItem(name);
    } catch (refused) { /* nothing was kept either */ }
  },
};

/* No LMS: the same calls, kept in this browser. Works from a folder or a USB stick. */
function browserDriver(courseId) {
  const name = 'coursegen:' + courseId;
  let kept = {};
  return {
    remote: false,
    room: Infinity,
    open: () => true,
    learner: () => '',
    name: () => '',
    read() {
      try {
        kept = JSON.parse(shelf.get(name)) || {};
      } catch (unreadable) {
        kept = {};
      }
      return {bookmark: kept.bookmark || '', data: kept.data || '', status: kept.status || '', score: parseFloat(kept.score), graded: true};
    },
    bookmark: id => { kept.bookmark = id; },
    data: text => { kept.data = text; },
    score: percent => { kept.score = percent; },
    status: word => { kept.status = word; },
    progress: () => {},
    objective: () => {},
    interaction: () => {},
    commit: () => shelf.put(name, JSON.stringify(kept)),
    finish: () => shelf.put(name, JSON.stringify(kept)),
  };
}

/* What this browser knows of the learner's work beside the LMS, for an LMS may say "saved" for what never arrives: {data,
 * bookmark, status, score, reports}. One shelf a learner and attempt; without attempt what no LMS has taken anything of. */
function waitingRoom(courseId, learner) {
  const name = attempt => 'coursegen:' + courseId + ':' + learner + ':waiting' + attempt;
  return {
    put(attempt, copy) {
      if (!learner) return;
      shelf.put(name(attempt), JSON.stringify(copy));
      if (attempt) shelf.drop(name(''));
    },
    take(attempt) {
      const text = (learner && shelf.get(name(attempt))) || '';
      try {
        return JSON.parse(text);
      } catch (older) { /* the data alone */
        return text ? {data: text} : null;
      }
    },
  };
}

/* Long answers that no LMS field holds. One shelf a learner. */
function essayShelf(course, learner) {
  const name = id => 'coursegen:' + course.id + ':' + learner + ':' + id;
  return {
    read: id => shelf.get(name(id)) || '',
    write: (id, text) => (text ? shelf.put(name(id), text) : shelf.drop(name(id))),
  };
}
