/* Everything is there: begin. */
startApp();
