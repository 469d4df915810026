#!/bin/sh
# The whole suite: ordinary tests and live ones (each site is one worker's). One worker more than there are cores: those
# on a site wait for it half of the time.
set -eu
bin=$1/bin
export NPM_CONF="${NPM_CONF:-$PWD/.npm}"
exec "$bin/pytest" -n "$(($(nproc) + 1))" --dist loadgroup "${COURSEGEN_PYTEST:--q}"
