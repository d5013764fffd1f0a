#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# examples/run.sh [STATE]
#
# Builds the program (installing the Debian packages it needs, if any are missing) and asks it the main question on
# the example world: which companies is this State tied to, how surely, since when, on what evidence? Default: NO.
set -eu
cd "$(dirname "$0")/.."
state=${1-NO}
build=build/program

sh cmake/install-packages.sh program

mkdir -p "$build"
echo "dutygraph: building the program; the first time takes a few minutes (log: $build/run.log)" >&2
if ! {
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DDUTYGRAPH_BUILD_TESTS=OFF \
    -DDUTYGRAPH_BUILD_EXAMPLES=OFF &&
    cmake --build "$build" --target dutygraph_cli
} >"$build/run.log" 2>&1; then
  tail -n 30 "$build/run.log" >&2
  echo "dutygraph: the build failed; the last lines of $build/run.log are above" >&2
  exit 1
fi

program=$build/src/dutygraph
world="examples/data/telecoms/*.duty.json"

echo "\$ $program nexus --state $state $world"
# shellcheck disable=SC2086 # the pattern is meant to become the files
"$program" nexus --state "$state" $world

echo "More: $program --help, and questions to ask in examples/data/telecoms/README.md" >&2
