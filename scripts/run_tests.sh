#!/bin/sh
# The whole suite: ordinary tests on every core, then the live ones (each site is one worker's).
set -eu
bin=$1/bin
export NPM_CONF="${NPM_CONF:-$PWD/.npm}"
exec "$bin/pytest" -n auto --dist loadgroup "${COURSEGEN_PYTEST:--q}"
