# SPDX-License-Identifier: BSL-1.0
import pickle

import pytest

import dutygraph as dg


@pytest.mark.parametrize(
    "error,builtin",
    [
        (dg.InvalidValue, ValueError),
        (dg.InvalidData, ValueError),
        (dg.UsageError, ValueError),
        (dg.NotFound, KeyError),
        (dg.Unreadable, OSError),
        (dg.Unwritable, OSError),
        (dg.Cancelled, TimeoutError),
    ],
)
def test_kinds(error, builtin):
    assert issubclass(error, dg.Error) and issubclass(error, builtin)
    again = pickle.loads(pickle.dumps(error('there is no "x"; did you mean "y"?', [])))
    assert type(again) is error and str(again) == 'there is no "x"; did you mean "y"?'
    assert again.ids == ["x", "y"] and again.hint == 'did you mean "y"?'


def test_not_found_helps(telecoms):
    with pytest.raises(dg.NotFound) as caught:
        telecoms.control(state="Norwa")
    assert caught.value.ids == ["Norwa"]
    assert "NO (Norway)" in caught.value.hint
    assert str(caught.value).startswith("there is no State")


def test_unreadable(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        dg.read(tmp_path / "nowhere.json")


def test_invalid_data_has_findings():
    with pytest.raises(ValueError) as caught:
        dg.loads('{"dutygraph": 1, "companies": {"a": {"homes": "NO"}}}', "w.json")
    (finding,) = caught.value.findings
    assert finding["rule"] == "unknown-field" and finding["severity"] == "error"
    assert finding["path"] == "/companies/a/homes" and finding["file"] == "w.json" and finding["line"] == 1


def test_usage(telecoms):
    for wrong in (
        lambda: telecoms.control(no_such_option=1),
        lambda: telecoms.control(as_of="2024"),
        lambda: telecoms.dossier(),
        lambda: telecoms.explain("weather"),
        lambda: telecoms.as_of("yesterday"),
        lambda: telecoms.ask("weather"),
        lambda: dg.read(),
    ):
        with pytest.raises(dg.UsageError):
            wrong()


@pytest.mark.parametrize("text", ["", "{", "\0", '{"dutygraph": 2}', '{"dutygraph": 1}x', "\ud800".encode("utf-8", "surrogatepass")])
def test_bad_texts_are_errors_and_no_crash(text):
    with pytest.raises(dg.Error):
        dg.loads(text)


@pytest.mark.parametrize("word", ["\0", "", "-", "--", "\ud800", "x" * 100_000, "NO,SE"])
def test_odd_words_are_errors_and_no_crash(telecoms, word):
    with pytest.raises(dg.Error):
        telecoms.control(state=word)
