#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks that every #include points down the layers. Run without arguments; prints each offence, exits 1 if any.

A file's layer is its folder under include/dutygraph/ or src/. Files directly in include/dutygraph/ are `base`,
except the umbrellas dutygraph.hpp (`umbrella`), bgl.hpp (`bgl`) and views.hpp (`views`).
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

MODEL = {"base", "vocab", "model"}
GRAPH = MODEL | {"graph"}
QUERY = GRAPH | {"query"}
ALL = QUERY | {"io", "render", "bgl", "views", "umbrella"}

# layer: what its headers may include, and what its .cpp files and private headers may include on top of that
LAYERS = {
    "base": ({"base"}, set()),
    "vocab": ({"base", "vocab"}, set()),
    "model": (MODEL, set()),
    "graph": (GRAPH, set()),
    "bgl": (GRAPH | {"bgl"}, set()),
    "views": (GRAPH | {"views"}, set()),
    "query": (QUERY, {"bgl", "views"}),
    "io": (GRAPH | {"io"}, {"views"}),
    "render": (QUERY | {"render"}, {"bgl", "views"}),
    "umbrella": (QUERY, set()),
    "cli": (ALL | {"cli"}, set()),
    "python": (ALL | {"python", "cli"}, set()),  # cli: it runs the verbs of the program
}

# prefix of a third-party header: the layers whose public headers, and whose private files, may include it
THIRD_PARTY = {
    "boost/archive/archive_exception.hpp": ({"io"}, {"io"}),
    "boost/archive/": (set(), {"io"}),
    "boost/serialization/": ({"io"}, {"io"}),
    "boost/mpl/": (set(), {"io"}),  # what an archive tells Boost.Serialization about itself
    "boost/": ({"bgl"}, {"bgl", "query", "render"}),
    "range/v3/range_fwd.hpp": ({"graph", "query", "bgl", "views"}, set(LAYERS)),
    "range/v3/": ({"views"}, {"views", "query", "io", "render", "cli"}),
    "simdjson": (set(), {"io", "query"}),  # query: a control profile is a JSON text
    "Eigen/": (set(), {"query"}),
    "zlib": (set(), {"io"}),
    "expat": (set(), {"io"}),
    "openssl/": (set(), {"base", "io"}),
    "fmt/": (set(), set(LAYERS)),
    "CLI/": (set(), {"cli"}),
    "pybind11/": (set(), {"python"}),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(path: pathlib.PurePath) -> str:
    """The layer of a path relative to include/dutygraph/ or to src/."""
    if len(path.parts) > 1:
        return path.parts[0]
    return {"dutygraph.hpp": "umbrella", "bgl.hpp": "bgl", "views.hpp": "views"}.get(path.name, "base")


def offence(path: pathlib.Path, tree: pathlib.Path, public: bool, quote: str, target: str) -> str | None:
    """What is wrong with one #include, or None."""
    layer = layer_of(path.relative_to(tree))
    if layer not in LAYERS:
        return f"layer '{layer}' is unknown; add it to LAYERS in cmake/check_layers.py"
    from_headers, from_sources = LAYERS[layer]
    allowed = from_headers if public else from_headers | from_sources

    if target.startswith("dutygraph/"):
        inner = pathlib.PurePosixPath(target.removeprefix("dutygraph/"))
        if not (ROOT / "include" / target).is_file():
            return f"<{target}> does not exist"
    elif quote == '"':
        beside, from_src = path.parent / target, ROOT / "src" / target
        found = beside if beside.is_file() else from_src
        if public:
            return f'a public header includes "{target}"; write <dutygraph/…>'
        if not found.is_file():
            return f'"{target}" does not exist'
        inner = pathlib.PurePosixPath(found.resolve().relative_to(ROOT / "src"))
    else:
        for prefix, (in_public, in_private) in THIRD_PARTY.items():
            if target.startswith(prefix):
                if layer in (in_public if public else in_public | in_private):
                    return None
                where = "a public header of" if public else "a private file of"
                return f"{where} {layer} must not include <{target}>"
        if public and "/" in target:
            return f"public headers include only the standard library and what THIRD_PARTY lists, not <{target}>"
        return None

    if layer == "python" and "detail" in inner.parts:
        return f"python must not include {target}: detail/ is private"
    if layer_of(inner) not in allowed:
        return f"{layer} must not include {layer_of(inner)} ({target})"
    return None


def main() -> int:
    """Checks both trees."""
    offences, files = [], 0
    for tree, public in ((ROOT / "include" / "dutygraph", True), (ROOT / "src", False)):
        for path in sorted(p for p in tree.rglob("*") if p.suffix in {".hpp", ".cpp"}):
            files += 1
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                problem = match and offence(path, tree, public, *match.groups())
                if problem:
                    offences.append(f"{path.relative_to(ROOT)}:{number}: {problem}")
    print(*offences, f"{files} files, {len(offences)} includes against the layers", sep="\n")
    return 1 if offences or not files else 0


if __name__ == "__main__":
    sys.exit(main())
