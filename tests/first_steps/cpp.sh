#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# tests/first_steps/cpp.sh PREFIX
#
# What a C++ developer does with an installed library: find_package, ten lines, an answer. PREFIX is where it is.
set -eu
prefix=$(realpath "$1")
world=$(realpath "$(dirname "$0")/../../examples/data/ruritania/ruritania.duty.json")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(first LANGUAGES CXX)
find_package(dutygraph REQUIRED)
add_executable(first first.cpp)
target_link_libraries(first PRIVATE dutygraph::dutygraph)
END
cat >first.cpp <<'END'
#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>
#include <iostream>

int main(int, char** argv) {
  const dutygraph::Graph graph = dutygraph::io::read({argv[1]}).graph;
  for (const dutygraph::NexusRow& tie : dutygraph::nexus(graph))
    std::cout << graph.name(tie.company) << ", " << tie.channel << ", " << to_string(tie.verdict) << ", "
              << graph.sources(tie.evidence.front()).begin()->title << '\n';
}
END

cmake -S . -B build -DCMAKE_PREFIX_PATH="$prefix" >cmake.log || { cat cmake.log; exit 1; }
cmake --build build >build.log || { cat build.log; exit 1; }
build/first "$world" >answer.txt

cat answer.txt
test "$(wc -l <answer.txt)" -eq 4
grep -q "^Ruritel, n01, certain, State holdings report 2024$" answer.txt
echo "found, built, answered with sources"
