#!/bin/bash
# SPDX-License-Identifier: BSL-1.0
#
# installed.sh BUILD
#
# Installs BUILD, moves what was installed, and uses it from there: the program, find_package, pkg-config, the manual
# page. Then the Debian packages of BUILD: what they hold, and the program out of them.
set -euo pipefail
build=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
world=$here/../../examples/data/ruritania/ruritania.duty.json
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
static=--static
grep -q '^BUILD_SHARED_LIBS:BOOL=ON' "$build/CMakeCache.txt" && static=

cmake --install "$build" --prefix "$folder/first" >"$folder/install.log"
mkdir -p "$folder/some where"
prefix="$folder/some where/else"
mv "$folder/first" "$prefix"
"$prefix/bin/dutygraph" control --format csv "$world" | grep -q '^XR,Ruritania,ruritel,Ruritel,certain,'
echo "moved: the program answers"

sh "$here/../first_steps/cpp.sh" "$prefix"

cat >"$folder/first.cpp" <<'END'
#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>
#include <cstdio>
int main(int, char** argv) { std::printf("%zu\n", dutygraph::control(dutygraph::io::read({argv[1]}).graph).size()); }
END
PKG_CONFIG_PATH=$(find "$prefix" -name pkgconfig -type d)
export PKG_CONFIG_PATH
pkg-config --validate dutygraph
eval "$(command -v c++) -std=c++20 $(printf %q "$folder/first.cpp") -o $folder/first $(pkg-config --cflags --libs $static dutygraph)"
libraries=$(dirname "$PKG_CONFIG_PATH")
[[ $(LD_LIBRARY_PATH=$libraries "$folder/first" "$world") == 3 ]]
echo "pkg-config: version $(pkg-config --modversion dutygraph), built and answered"

for file in share/man/man1/dutygraph.1 share/bash-completion/completions/dutygraph share/zsh/site-functions/_dutygraph \
  share/fish/vendor_completions.d/dutygraph.fish; do
  [[ -s $prefix/$file ]] || { echo "$file was not installed"; exit 1; }
done

if ! command -v dpkg-shlibdeps >/dev/null; then
  echo "no dpkg-dev here: the Debian packages were not made"
  exit 0
fi
(cd "$build" && cpack -G DEB -B "$folder/packages" >"$folder/cpack.log") || { cat "$folder/cpack.log"; exit 1; }
mkdir "$folder/root"
for package in "$folder"/packages/*.deb; do
  dpkg-deb --field "$package" Package Version Depends
  dpkg-deb --extract "$package" "$folder/root"
done
twice=$(for package in "$folder"/packages/*.deb; do dpkg-deb --contents "$package"; done | grep -v '^d' | awk '{ print $6 }' | sort | uniq -d)
[[ -z $twice ]] || { echo "in both packages: $twice"; exit 1; }
"$folder/root/usr/bin/dutygraph" control --format csv "$world" | grep -q '^XR,Ruritania,ruritel,Ruritel,certain,'
sh "$here/../first_steps/cpp.sh" "$folder/root/usr"
[[ -z ${KEEP_PACKAGES-} ]] || cp "$folder"/packages/*.deb "$KEEP_PACKAGES"
echo "Debian packages: made, taken apart, used"
