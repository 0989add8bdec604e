# Sets Tearsheet up in its checkout. Sourced by desktop/run and tests/run, which then call
# `set_up EXTRA` (EXTRA: nothing, or the name of a list of optional dependencies).
#
# Afterwards $python is the interpreter of .venv, with the exact versions of
# desktop/constraints.txt. A set-up that still fits costs a few milliseconds.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python="$checkout/.venv/bin/python"

say() { printf 'tearsheet set-up: %s\n' "$*" >&2; }

refuse() {
    say "$*"
    exit 1
}

wanted_system_packages() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$checkout/desktop/system-packages.txt"
}

# Which of the named packages dpkg does not have, under their own name or with t64.
missing_of() {
    local have
    have=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' 2>/dev/null)
    local name
    for name in "$@"; do
        grep --quiet --line-regexp --extended-regexp "installed ${name//./\\.}(t64)?" <<<"$have" ||
            printf '%s\n' "$name"
    done
}

# Answers a Python of at least 3.11 that can make a virtual environment.
suitable_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Newer releases know some packages only with t64 at the end.
name_here() {
    if apt-cache show "${1}t64" >/dev/null 2>&1; then
        printf '%st64\n' "$1"
    else
        printf '%s\n' "$1"
    fi
}

install_system_packages() {
    local missing=("$@") may=()
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; then
            may=(sudo --non-interactive)
        else
            refuse "these system packages are missing and only an administrator can install them. Run:
    sudo apt-get install ${missing[*]}
then start this again."
        fi
    fi
    say "installing ${#missing[@]} system packages with apt: ${missing[*]}"
    "${may[@]}" apt-get update -qq >&2 || refuse "apt could not refresh its lists; check the network, then start this again."
    local here=() name
    for name in "${missing[@]}"; do here+=("$(name_here "$name")"); done
    "${may[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
        "${here[@]}" >/dev/null ||
        refuse "apt could not install them; its own message stands above."
}

set_up_system() {
    if ! command -v dpkg-query >/dev/null; then
        suitable_python >/dev/null ||
            refuse "Python 3.11 or newer with its venv module is needed and was not found."
        return 0
    fi
    local wanted=() missing=()
    mapfile -t wanted < <(wanted_system_packages)
    [ -x "$python" ] || suitable_python >/dev/null || wanted+=(python3 python3-venv)
    mapfile -t missing < <(missing_of "${wanted[@]}")
    [ "${#missing[@]}" = 0 ] || install_system_packages "${missing[@]}"
}

# What the environment was made from: a change in any of it makes the environment anew.
fingerprint() {
    cat "$checkout/pyproject.toml" "$checkout/desktop/constraints.txt" | cksum
    printf '%s\n' "$checkout"
}

# The dependencies of pyproject.toml, and those of the optional list named, one a line. The
# program itself runs from the checkout, so that nothing has to be built.
requirements() {
    "$python" - "$checkout/pyproject.toml" "$1" <<'PYTHON'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)["project"]
extra = project["optional-dependencies"].get(sys.argv[2], [])
print(*project["dependencies"], *extra, sep="\n")
PYTHON
}

set_up_python() {
    local stamp="$checkout/.venv/set-up${1:+-$1}"
    [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ] && return 0
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        local base
        base=$(suitable_python) || refuse "Python 3.11 or newer with its venv module is needed and was not found."
        say "making a virtual environment in .venv"
        "$base" -m venv --clear "$checkout/.venv" || refuse "the virtual environment could not be made."
    fi
    say "installing the exact versions of desktop/constraints.txt${1:+ and what $1 needs} (about 750 MB, once)"
    "$python" -m pip install --quiet --quiet --disable-pip-version-check --root-user-action ignore \
        --constraint "$checkout/desktop/constraints.txt" --requirement <(requirements "$1") >&2 ||
        refuse "the Python packages could not be installed; pip's own message stands above."
    fingerprint >"$stamp"
    say "done"
}

set_up() {
    set_up_system
    set_up_python "${1:-}"
    export PYTHONPATH="$checkout/desktop${PYTHONPATH:+:$PYTHONPATH}"
}
