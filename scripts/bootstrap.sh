#!/bin/sh
# Set up what coursegen needs: `bootstrap.sh run VENV` to use it, `bootstrap.sh test VENV` to test it too.
# Debian packages are installed when this is Debian and we may (root or passwordless sudo); otherwise their names are said.
set -eu
goal=$1
venv=$2
python=${PYTHON:-python3}

may_install() { command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# need PACKAGE...: install those Debian packages that are not there yet.
need() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if may_install; then
        echo "Installation des paquets Debian :$missing"
        as_root apt-get update -qq
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "À installer à la main (paquets Debian) :$missing" >&2
    fi
}

# The same, for what only some tests need: without it they are skipped, loudly.
wish() { need "$@" || echo "Paquets Debian non installés : $* (des tests seront sautés)" >&2; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    need python3
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
extra=
[ "$goal" = test ] && extra='[test]'
echo "Installation de coursegen dans $venv"
"$venv/bin/pip" install --quiet --quiet --disable-pip-version-check --editable ".$extra"

if [ "$goal" = test ]; then
    wish chromium unzip fonts-liberation
    wish libreoffice-impress libreoffice-writer libreoffice-calc python3-uno poppler-utils
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || wish nodejs npm
    if [ ! -d .npm/node_modules ] && command -v npm >/dev/null 2>&1; then
        mkdir -p .npm
        echo '{"private": true}' > .npm/package.json
        (cd .npm && npm install --silent --no-fund --no-audit scorm-again playwright-core axe-core) ||
            echo "Modules npm non installés : les tests dans le navigateur seront sautés" >&2
    fi
    # A real Moodle is tested only where there is one.
    if [ -n "${MOODLE_TREES:-}" ] || ls -d "$HOME"/moodle/*/version.php >/dev/null 2>&1; then
        wish postgresql php-cli php-curl php-gd php-intl php-mbstring php-pgsql php-soap php-xml php-zip
    fi
fi
