/* Two LMSs of others as judges of what the drivers say: scorm-again, strict, and Moodle's own data model. */
const files = require('node:fs');
const LEARNER = {12: 'cmi.core.student_id', 2004: 'cmi.learner_id'};

function strictApi(edition, folder) {
  const name = edition === 12 ? 'scorm12' : 'scorm2004', made = edition === 12 ? 'Scorm12API' : 'Scorm2004API';
  const Api = new Function(files.readFileSync(folder + '/node_modules/scorm-again/dist/' + name + '.js', 'utf8') + ';return ' + made)();
  const api = new Api({autocommit: false, logLevel: 5, autoProgress: false, mastery_override: false});
  api.loadFromFlattenedJSON({[LEARNER[edition]]: 'afi'});
  return api;
}

/* What the script finds around it on Moodle's page; its requests always succeed. */
function moodleApi(edition, tree) {
  const y = {later: () => ({cancel() {}}), on() {}, io() {}, log() {}};
  const around = {M: {mod_scorm: {connectPrereqCallback: {}}}, YUI: () => ({use(_, act) { act(y); }}), scorm_current_node: {scoid: 1}, NewHttpReq: () => ({}), DoRequest: () => 'true\n0', underscore: text => text};
  Object.assign(globalThis, around);
  const source = files.readFileSync(tree + '/mod/scorm/datamodels/' + (edition === 12 ? 'scorm_12' : 'scorm_13') + '.js', 'utf8');
  const text = most => '^[\\u0000-\\uFFFF]{0,' + most + '}$', given = {1: {[LEARNER[edition]]: 'afi', 'cmi.core.credit': 'credit', 'cmi.mode': 'normal'}}, none = {1: ''};
  if (edition === 12) {
    const Api = new Function(source + ';return SCORMapi1_2')();
    return new Api(given, none, none, text(255), text(4096), false, 0, 1, '', 'key', 1, 1, 'normal', 1, '', false, false, '3');
  }
  const Api = new Function(source + ';return SCORMapi1_3')();
  return new Api(given, none, none, none, none, false, 0, 1, '', 'key', 1, 1, 'normal', 1, '', false);
}

/* A visit on a judge: `told` has what it took, `refused` what it did not. A value that nobody has set yet is no refusal. */
function judged(edition, judge, place) {
  const names = NAMES[edition], api = judge === 'moodle' ? moodleApi(edition, place) : strictApi(edition, place);
  const told = {}, refused = [], last = edition === 12 ? 'LMSGetLastError' : 'GetLastError';
  const heardOut = verb => (...given) => {
    const answer = api[verb](...given), code = String(api[last]());
    if (code !== '0' && !(verb === names.get && code === '403')) refused.push([verb, ...given, code]);
    else if (verb === names.set) told[given[0]] = given[1];
    return answer;
  };
  frame(edition, Object.fromEntries(['open', 'get', 'set', 'commit', 'finish'].map(verb => [names[verb], heardOut(names[verb])])));
  const driver = lmsDriver();
  driver.open();
  return {tracker: trackerFor(course(), driver, () => {}), told, refused};
}
