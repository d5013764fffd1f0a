#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# tests/run.sh
#
# Builds everything with the preset `default` (installing the Debian packages it needs, if any are missing) and runs
# all tests.
set -eu
cd "$(dirname "$0")/.."
build=build/default

sh cmake/install-packages.sh tests

mkdir -p "$build"
echo "dutygraph: building the library, the program, the Python module and the tests; the first time takes several minutes" >&2
echo "dutygraph: log: $build/build.log" >&2
# Debian's packages for Python belong to Debian's Python, which need not be the first on the path.
python=
[ ! -x /usr/bin/python3 ] || python="-DPython_EXECUTABLE=/usr/bin/python3 -DPython3_EXECUTABLE=/usr/bin/python3"
if ! {
  cmake --preset default -DDUTYGRAPH_BUILD_TESTS=ON -DDUTYGRAPH_BUILD_EXAMPLES=ON -DDUTYGRAPH_BUILD_PYTHON=ON $python &&
    cmake --build --preset default
} >"$build/build.log" 2>&1; then
  tail -n 40 "$build/build.log" >&2
  echo "dutygraph: the build failed; the last lines of $build/build.log are above" >&2
  exit 1
fi

ctest --preset default -j2
