/* Everything is there: begin. */
applySettings();
whenLmsIsThere(startApp);
