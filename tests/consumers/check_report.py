#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Opens reports in headless Chromium: no error, no request, search, sorting, keyboard, axe-core. Exit code 77: not there.

check_report.py [FOLDER]; FOLDER keeps the reports and screenshots. Environment: see check_export.py, and
DUTYGRAPH_CHROMIUM for a Chromium of another name.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.environ["DUTYGRAPH_CLI"]
PROJECT = pathlib.Path(os.environ["DUTYGRAPH_SOURCE_DIR"])
HERE = pathlib.Path(__file__).resolve().parent
TELECOMS = sorted(str(path) for path in (PROJECT / "examples/data/telecoms").glob("*.duty.json"))
DATA = PROJECT / "tests/data/cli"
WORLDS = {
    "norway": ("NO", "2025-10-01", TELECOMS),
    "germany": ("DE", "2025-10-01", TELECOMS),
    "ruritania": ("XR", "2024-06-30", [str(DATA / "ruritania.duty.json")]),
    "tensions": ("XR", "2026-01-01", [str(DATA / "tensions.duty.json")]),
    "hostile": ("XR", "2024-06-30", [str(HERE / "hostile.duty.json")]),
}


def main():
    modules = pathlib.Path(os.environ.get("DUTYGRAPH_NODE_MODULES", ""))
    chromium = shutil.which(os.environ.get("DUTYGRAPH_CHROMIUM", "chromium"))
    if chromium is None or shutil.which("node") is None:
        print("skipped: no chromium or no node (apt-get install chromium nodejs)")
        return 77
    if str(modules) == "." or not (modules / "playwright-core").is_dir() or not (modules / "axe-core").is_dir():
        print("skipped: no playwright-core or axe-core (npm install them, set DUTYGRAPH_NODE_MODULES to node_modules)")
        return 77
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for name, (state, day, inputs) in WORLDS.items():
            file = folder / f"{name}.html"
            subprocess.run(
                [PROGRAM, "report", "--state", state, "--as-of", day, "-o", str(file), *inputs], check=True
            )
            files.append(str(file))
        return subprocess.run(["node", str(HERE / "report.mjs"), chromium, str(folder), *files]).returncode


if __name__ == "__main__":
    sys.exit(main())
