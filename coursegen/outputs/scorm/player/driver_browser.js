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

/* What an LMS has not taken yet, so that the next visit in this browser can hand it in. One shelf a learner. */
function waitingRoom(courseId, learner) {
  const name = learner ? 'coursegen:' + courseId + ':' + learner + ':waiting' : '';
  return {
    put: text => name && shelf.put(name, text),
    take: () => (name && shelf.get(name)) || '',
    clear: () => name && shelf.drop(name),
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
