# SPDX-License-Identifier: BSL-1.0
import gzip
import pathlib

import pytest

import dutygraph as dg
from conftest import RURITANIA, ROOT

OWNERS = ROOT / "examples" / "data" / "owners"


def test_files_of_all_kinds_form_one_world(telecoms):
    assert len(telecoms) == telecoms.num_vertices > 100
    assert telecoms["telenor"].name == "Telenor ASA"
    assert [name for name, _ in telecoms.inputs][0] == "actors.duty.json"


def test_register_with_tags_and_format_by_file():
    g = dg.read((OWNERS / "owners.jsonl", "bods"), tags=OWNERS / "state-organs.csv")
    assert len(g.vertices("company")) > 0
    assert g.num_edges > 0


def test_paths_texts_and_gzip_are_the_same_world(tmp_path, ruritania):
    packed = tmp_path / "world.duty.json.gz"
    packed.write_bytes(gzip.compress(RURITANIA.read_bytes()))
    assert dg.read(str(packed)).to_json() == ruritania.to_json()
    assert dg.loads(RURITANIA.read_text()).to_json() == ruritania.to_json()
    assert dg.loads(RURITANIA.read_bytes()).to_json() == ruritania.to_json()


def test_a_name_that_begins_with_a_dash_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pathlib.Path("-odd.duty.json").write_bytes(RURITANIA.read_bytes())
    assert len(dg.read("-odd.duty.json")) > 0


def test_strict_and_lenient():
    text = '{"dutygraph": 1}\n{"section": "companies", "id": 3}\n{"section": "companies", "id": "b"}'
    with pytest.raises(dg.InvalidData):
        dg.loads(text, "w.duty.jsonl")
    with pytest.warns(dg.DataWarning) as caught:
        g = dg.loads(text, "w.duty.jsonl", strict=False)
    assert ["set aside" in str(item.message) for item in caught] == [True, False]
    assert [row["line"] for row in g.quarantine] == [2]
    assert b'"id": 3' in g.quarantine[0]["row"]
    assert "lint" in repr(g)
    assert "wrong-type" in g.lint().column("rule")


def test_progress_is_told(tmp_path):
    path = tmp_path / "big.duty.jsonl"
    lines = ['{"dutygraph": 1}'] + [f'{{"section": "companies", "id": "c{i}", "note": "{"x" * 400}"}}' for i in range(40000)]
    path.write_text("\n".join(lines))
    told = []
    dg.read(path, progress=lambda file, done, total: told.append((file, done, total)))
    assert told and told[-1][1] <= told[-1][2] == path.stat().st_size
    dg.read(path, progress=True)

    def fails(file, done, total):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dg.read(path, progress=fails)


def test_writing_and_reading_again_gives_the_same_bytes(tmp_path, telecoms):
    whole = telecoms.save(tmp_path / "w.duty.json")
    lines = telecoms.save(tmp_path / "w.duty.jsonl")
    assert whole.read_text() == telecoms.to_json() == telecoms.convert()
    assert lines.read_text() == telecoms.to_jsonl() == telecoms.convert(to="jsonl")
    assert dg.read(whole).to_json() == dg.read(lines).to_json() == telecoms.to_json()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["w.duty.json", "w.duty.jsonl"]


def test_snapshot(tmp_path, telecoms):
    path = telecoms.as_of("2015-01-01").save(tmp_path / "w.dgs")
    again = dg.read(path)
    assert again.to_json() == telecoms.to_json()
    assert again.nexus().to_jsonl() == telecoms.nexus().to_jsonl()
    with pytest.raises(dg.InvalidData):
        dg.loads(path.read_bytes()[:-9], "w.dgs")
