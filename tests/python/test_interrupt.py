# SPDX-License-Identifier: BSL-1.0
"""Long calls: other threads run meanwhile, Ctrl-C and time limits end them."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import dutygraph as dg
from conftest import large_text


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.duty.jsonl"
    path.write_text(large_text(40_000))
    return path


@pytest.fixture(autouse=True)
def heed_ctrl_c():
    """A shell starts what runs in the background with Ctrl-C ignored, and Python leaves it so."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_ends_reading_within_100_ms(file):
    begun = time.monotonic()
    dg.read(file)
    needed = time.monotonic() - begun
    sent = []

    def interrupt():
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(min(0.3, needed / 4), interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        dg.read(file)
    took = time.monotonic() - sent[0]
    assert took < 0.1 + 0.2, f"{took:.3f} s"  # 0.2: the machine may be busy


def test_other_threads_run_meanwhile(file):
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.005)

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.monotonic()
    dg.read(file)
    took = time.monotonic() - begun
    done.set()
    thread.join()
    assert ticks > took / 0.005 / 10


def test_limit_of_time(file):
    with pytest.raises(TimeoutError):
        dg.read(file, limit_time=0.05)


def test_many_threads_ask_one_graph(telecoms):
    expected = telecoms.nexus().to_json()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(telecoms.nexus().to_json())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 8


def test_a_script_that_is_interrupted_ends_cleanly(file):
    heed = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = heed + f"import dutygraph as dg\nprint('begun', flush=True)\nwhile True: dg.read({str(file)!r})"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"begun\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGINT or process.returncode == 130
    assert b"KeyboardInterrupt" in error
