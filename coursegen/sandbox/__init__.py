"""The sandbox ("bac à sable"): a small Moodle-like site on this machine, to look at a course and to try publishing.

It keeps courses as the packages they were published from, shows them in a browser, and answers the web service
functions that `coursegen.publish` uses. It is no Moodle: the same contract tests run against both.
"""
