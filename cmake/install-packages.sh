#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# install-packages.sh program|tests|ci
#
# Installs, with apt, what is missing of the Debian packages that building the program, building and running the
# tests, or running all of .ci/run needs. This is the only list of them. Asks for nothing and is silent if nothing
# is missing.
set -eu

program="g++ cmake ninja-build libboost-graph-dev libeigen3-dev librange-v3-dev libsimdjson-dev libfmt-dev
  libcli11-dev zlib1g-dev libexpat1-dev libssl-dev"
tests="$program libboost-serialization-dev catch2 librapidcheck-dev python3 python3-dev pybind11-dev python3-pytest python3-numpy"
ci="$tests graphviz python3-networkx python3-rdflib python3-venv clang libclang-rt-dev clang-format libbenchmark-dev ccache doxygen dpkg-dev pkg-config"

case "${1-}" in
  program) wanted=$program ;;
  tests) wanted=$tests ;;
  ci) wanted=$ci ;;
  *)
    echo "usage: $0 program|tests|ci" >&2
    exit 2
    ;;
esac

if ! command -v apt-get >/dev/null 2>&1; then
  echo "dutygraph: no apt-get here; going on in the hope that the equivalents of these Debian packages are installed:" >&2
  echo "  " $wanted >&2
  exit 0
fi

missing=
for package in $wanted; do
  if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
    missing="$missing $package"
  fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  echo "dutygraph: these packages are missing, and installing them needs root; as root, run" >&2
  echo "  apt-get update && apt-get install$missing" >&2
  exit 1
fi

echo "dutygraph: installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! {
  $as_root apt-get -q update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing
} >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "dutygraph: apt-get could not install these packages; its last lines are above" >&2
  exit 1
fi
