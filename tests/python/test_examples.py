# SPDX-License-Identifier: BSL-1.0
"""The examples run, and print what is in examples/golden/. DUTYGRAPH_UPDATE_GOLDEN=1 rewrites that."""

import os
import pathlib
import subprocess
import sys

import pytest

import dutygraph
from conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path):
    package = pathlib.Path(dutygraph.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    golden = ROOT / "examples" / "golden" / f"{path.stem}.txt"
    if os.environ.get("DUTYGRAPH_UPDATE_GOLDEN"):
        golden.write_text(done.stdout)
    assert done.stdout == golden.read_text()


def test_there_are_examples():
    assert EXAMPLES
