#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks rules that hold for every file. `check_files.py length` or `check_files.py strings`; exits 1 on an offence.

length:  no file of code is longer than 700 lines; a longer one is split, not excused.
strings: no planning notes and no paths of one person's machine.
"""

import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAX_LINES = 700
CODE = {".hpp", ".cpp", ".py", ".pyi", ".cmake", ".sh"}
# Spelled in two halves, so that this file passes its own check.
FORBIDDEN = re.compile(r"\bTO" r"DO\b|\bFIX" r"ME\b|(?<![\w.:/-])/(?:work|farm)\b")
SKIPPED = {".git", ".cache", "__pycache__", "corpus"}


def project_files():
    """All files of the project: not build trees, not fuzz inputs."""
    for folder, folders, names in os.walk(ROOT):
        here = pathlib.Path(folder)
        top = here == ROOT
        folders[:] = sorted(f for f in folders if f not in SKIPPED and not (top and f.startswith("build")))
        yield from (here / name for name in sorted(names) if name not in SKIPPED)  # .git is a file in a worktree


def lines_of(path):
    """The lines of a text file; none if it is binary."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def check_length():
    """Files of code that are too long."""
    for path in project_files():
        if path.suffix in CODE or path.name == "CMakeLists.txt" or path.parent.name == ".ci":
            count = len(lines_of(path))
            if count > MAX_LINES:
                yield f"{path.relative_to(ROOT)}: {count} lines, at most {MAX_LINES}"


def check_strings():
    """Lines with a forbidden string."""
    for path in project_files():
        for number, line in enumerate(lines_of(path), 1):
            found = FORBIDDEN.search(line)
            if found:
                yield f"{path.relative_to(ROOT)}:{number}: '{found.group()}' must not be in the project"


def main():
    """Runs one check."""
    checks = {"length": check_length, "strings": check_strings}
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        print(f"usage: {sys.argv[0]} {'|'.join(checks)}", file=sys.stderr)
        return 2
    offences = list(checks[sys.argv[1]]())
    print(*offences, f"{len(offences)} offences", sep="\n")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main())
