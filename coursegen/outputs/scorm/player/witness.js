/* What became of an LMS's own requests, where the browser tells (Resource Timing): Moodle gives what fails to a beacon
 * and says "true" (DoRequest in mod/scorm/request.js). `during(act)`: what `act` returns, but false when its request came
 * to nothing; `proved()`: whether it got an answer; an LMS that asks no server (the Moodle app) may be offline; `lost`: called when a beacon, seen later, has not arrived. */
function witnessOf(home, lost) {
  const spans = [];
  let observer = null, proof = false, shows = false;
  const began = entry => spans.some(span => entry.startTime >= span[0] && entry.startTime <= span[1]);
  try {
    observer = new home.PerformanceObserver(list => {
      const own = entry => entry.initiatorType === 'beacon' && !entry.responseStatus && began(entry) && entry.name.indexOf(home.location.origin) === 0;
      shows = shows || list.getEntries().some(began);
      if (list.getEntries().some(own)) lost();
    });
    observer.observe({type: 'resource'});
  } catch (old) {
    observer = null;
  }
  return {
    proved: () => proof,
    during(act) {
      if (observer) observer.takeRecords();
      const start = observer && home.performance.now(), answer = act();
      const seen = observer ? observer.takeRecords().filter(entry => entry.initiatorType === 'xmlhttprequest' && entry.startTime >= start) : [];
      if (observer) spans.splice(0, spans.length > 20 ? 1 : 0, [start, home.performance.now()]);
      proof = seen.some(entry => entry.responseStatus === 200);
      shows = shows || seen.length > 0;
      return answer && (online() || (observer && !shows)) && !seen.some(entry => entry.responseStatus === 0);
    },
  };
}
