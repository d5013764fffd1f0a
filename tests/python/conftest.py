# SPDX-License-Identifier: BSL-1.0
"""What the tests share. DUTYGRAPH_CLI names the program that answers are compared with; without it those tests are
skipped."""

import os
import pathlib
import subprocess

import pytest

import dutygraph as dg

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RURITANIA = ROOT / "tests" / "data" / "cli" / "ruritania.duty.json"
TELECOMS = sorted((ROOT / "examples" / "data" / "telecoms").glob("*.duty.json"))


@pytest.fixture(scope="session")
def ruritania() -> dg.Graph:
    return dg.read(RURITANIA)


@pytest.fixture(scope="session")
def telecoms() -> dg.Graph:
    return dg.read(*TELECOMS)


@pytest.fixture(scope="session")
def program():
    """Runs the program; its standard output."""
    path = os.environ.get("DUTYGRAPH_CLI")
    if not path or not os.path.isfile(path):
        pytest.skip("DUTYGRAPH_CLI names no program")

    def run(*words: str) -> str:
        done = subprocess.run([path, *map(str, words)], capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode()

    return run


def large_text(companies: int) -> str:
    """A State and companies that hold each other in all directions."""
    lines = ['{"dutygraph": 1, "as_of": "2024-01-01"}', '{"section": "states", "id": "XR"}']
    lines += [f'{{"section": "companies", "id": "c{i}", "home": "XR"}}' for i in range(companies)]
    holding = '{{"section": "holdings", "holder": "{}", "company": "c{}", "interests": [{{"type": "votes", "share": {}}}]}}'
    lines += [holding.format("XR", i, 51) for i in range(0, companies, 1000)]
    for i in range(companies):
        lines += [holding.format(f"c{(i * step + step) % companies}", i, 9) for step in (1, 7, 31) if i % 1000]
    return "\n".join(dict.fromkeys(lines))
