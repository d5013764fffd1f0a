#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# tests/first_steps/python.sh WHEEL|FOLDER
#
# What somebody who has never seen the project does, on a machine with nothing but Python: install the package, from a
# wheel or from the sources, and get a sourced answer about one State, and a picture. Nothing but the package and one
# file is used.
set -eu
package=$(realpath "$1")
world=$(realpath "$(dirname "$0")/../../examples/data/ruritania/ruritania.duty.json")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$package"
cp "$world" world.duty.json

cat >first.py <<'END'
import dutygraph as dg

g = dg.read("world.duty.json")
ties = g.nexus(state="XR")
print(ties)
ties.save("ties.csv")
g.export_graph(to="svg", state="XR").save("picture.svg")
END
venv/bin/python first.py >answer.txt

cat answer.txt
grep -q "Ruritel" answer.txt
grep -q "\[1\] State holdings report 2024" answer.txt # with its source
test "$(wc -l <ties.csv)" -eq 5                       # a header and four ties
grep -q "Ruritel Mobile" picture.svg
grep -q "62 %" picture.svg
grep -q "ruritania.duty.json\|world.duty.json" picture.svg # what it was computed from
echo "installed, asked, answered with sources and a picture"
