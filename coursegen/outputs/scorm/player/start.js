/* Everything is there: begin. */
applySettings();
startApp();
