/* A small LMS for SCORM 1.2 and 2004: what a package stores is kept by the sandbox and given back the next time. */
"use strict";
(function () {
  const place = document.getElementById("scorm");
  const told = place.dataset;
  const modern = told.modern === "1";
  const names = modern
    ? { status: "cmi.completion_status", exit: "cmi.exit", entry: "cmi.entry", session: "cmi.session_time", total: "cmi.total_time" }
    : { status: "cmi.core.lesson_status", exit: "cmi.core.exit", entry: "cmi.core.entry", session: "cmi.core.session_time", total: "cmi.core.total_time" };
  let values = load();
  let running = false;
  let error = "0";

  function load() {
    const ask = new XMLHttpRequest();
    ask.open("GET", told.tracks, false);
    ask.send();
    try { return JSON.parse(ask.responseText) || {}; } catch (_) { return {}; }
  }

  function save() {
    const body = new URLSearchParams({ cmi: JSON.stringify(values) });
    try {
      const send = new XMLHttpRequest();
      send.open("POST", told.tracks, false);
      send.send(body);
      if (send.status === 200) { return true; }
    } catch (_) { /* a page that is being left may not wait */ }
    return navigator.sendBeacon(told.tracks, body);
  }

  function seconds(text) {
    const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text || "");
    if (clock) { return clock[1] * 3600 + clock[2] * 60 + Number(clock[3]); }
    const span = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text || "");
    return span ? (span[1] || 0) * 86400 + (span[2] || 0) * 3600 + (span[3] || 0) * 60 + Number(span[4] || 0) : 0;
  }

  function duration(all) {
    const h = Math.floor(all / 3600), m = Math.floor(all / 60) % 60, s = Math.round(all % 60 * 100) / 100;
    if (modern) { return "PT" + h + "H" + m + "M" + s + "S"; }
    return String(h).padStart(4, "0") + ":" + String(m).padStart(2, "0") + ":" + s.toFixed(2).padStart(5, "0");
  }

  function begin() {
    if (running) { error = modern ? "103" : "101"; return "false"; }
    running = true;
    error = "0";
    const before = Object.keys(values).length > 0;
    values[names.entry] = values[names.exit] === "suspend" ? "resume" : before ? "" : "ab-initio";
    if (!values[names.status]) { values[names.status] = modern ? "unknown" : "not attempted"; }
    delete values[names.exit];
    delete values[names.session];
    return "true";
  }

  function fixed(name) {
    const learner = modern ? ["cmi.learner_id", "cmi.learner_name"] : ["cmi.core.student_id", "cmi.core.student_name"];
    const known = {
      [learner[0]]: "3", [learner[1]]: told.learner, "cmi.launch_data": told.launchData, "cmi.student_data.mastery_score": told.mastery,
      "cmi.scaled_passing_score": told.mastery ? String(told.mastery / 100) : "", "cmi.core.credit": "credit", "cmi.credit": "credit",
      "cmi.core.lesson_mode": "normal", "cmi.mode": "normal", "cmi._version": "1.0"
    };
    return known[name];
  }

  function get(name) {
    if (!running) { error = modern ? "122" : "301"; return ""; }
    error = "0";
    if (name.endsWith("._count")) { return String(count(name.slice(0, -7))); }
    if (name.endsWith("._children")) { return "id,type,result,student_response,learner_response,score,status,objectives,time,weighting,latency"; }
    const known = fixed(name);
    if (known !== undefined) { return known; }
    if (values[name] === undefined) {
      if (name === names.total) { return duration(0); }
      if (name === "cmi.success_status") { return "unknown"; }
      if (modern) { error = "403"; }
      return "";
    }
    return values[name];
  }

  function count(list) {
    const numbers = Object.keys(values).filter((name) => name.startsWith(list + ".")).map((name) => parseInt(name.slice(list.length + 1), 10));
    return numbers.length ? Math.max(...numbers.filter((number) => !isNaN(number)), -1) + 1 : 0;
  }

  function set(name, value) {
    if (!running) { error = modern ? "132" : "301"; return "false"; }
    if (fixed(name) !== undefined || name === names.entry || name === names.total || /\._(count|children)$/.test(name)) { error = modern ? "404" : "403"; return "false"; }
    error = "0";
    values[name] = String(value);
    return "true";
  }

  function commit() {
    if (!running) { error = modern ? "142" : "301"; return "false"; }
    error = "0";
    return save() ? "true" : "false";
  }

  function end() {
    if (!running) { error = modern ? "112" : "301"; return "false"; }
    if (!modern && values[names.status] === "not attempted") { values[names.status] = "completed"; }
    const raw = parseFloat(values["cmi.core.score.raw"]);
    if (!modern && told.mastery && !isNaN(raw)) { values[names.status] = raw >= Number(told.mastery) ? "passed" : "failed"; }
    values[names.total] = duration(seconds(values[names.total]) + seconds(values[names.session]));
    save();
    running = false;
    error = "0";
    return "true";
  }

  const text = (code) => (code === "0" ? "No error" : "Error " + code);
  if (modern) {
    window.API_1484_11 = { Initialize: begin, Terminate: end, GetValue: get, SetValue: set, Commit: commit, GetLastError: () => error, GetErrorString: text, GetDiagnostic: text };
  } else {
    window.API = { LMSInitialize: begin, LMSFinish: end, LMSGetValue: get, LMSSetValue: set, LMSCommit: commit, LMSGetLastError: () => error, LMSGetErrorString: text, LMSGetDiagnostic: text };
  }
  window.addEventListener("pagehide", () => { if (running) { save(); } });
  place.src = told.launch;
})();
