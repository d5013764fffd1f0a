# SPDX-License-Identifier: BSL-1.0
import copy
import csv
import io
import json
import pickle
from decimal import Decimal

import pytest

import dutygraph as dg
from conftest import TELECOMS


@pytest.fixture()
def nexus(telecoms):
    return telecoms.nexus(state=["NO", "SE", "FI"])


def test_is_a_sequence_of_dicts(nexus):
    assert len(nexus) == len(list(nexus)) == len(nexus.to_dicts()) > 3
    assert nexus[0] == nexus[-len(nexus)] == next(iter(nexus))
    assert nexus[1:3] == [nexus[1], nexus[2]]
    assert nexus[0] in nexus
    for wrong in (len(nexus), -len(nexus) - 1):
        with pytest.raises(IndexError):
            nexus[wrong]


def decimals_as_text(value):
    if isinstance(value, dict):
        return {key: decimals_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [decimals_as_text(item) for item in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def test_rows_are_those_of_the_json(telecoms, nexus):
    for result in (nexus, telecoms.control(all=True), telecoms.info(), telecoms.dossier(company="telenor")):
        document = json.loads(result.to_json())
        assert result.stamp == document["stamp"]
        assert [decimals_as_text(row) for row in result] == document["rows"]
        assert [json.loads(line) for line in result.to_jsonl().splitlines()] == document["rows"]


def test_shares_are_exact(telecoms):
    row = telecoms.control(company="telenor", state="NO")[0]
    assert row["votes"] == {"low": Decimal("53.97"), "high": Decimal("53.97")}


def test_columns_are_those_of_the_csv(nexus):
    header, *rows = csv.reader(io.StringIO(nexus.to_csv()))
    assert header == nexus.columns
    assert [row[header.index("company")] for row in rows] == nexus.column("company")
    assert nexus.column("share/low")[0] == nexus[0]["share"]["low"]
    with pytest.raises(dg.NotFound) as caught:
        nexus.column("nothing")
    assert caught.value.ids == ["nothing"]


def test_no_rows(telecoms):
    empty = telecoms.control(state="AT")
    assert len(empty) == 0 and list(empty) == [] and empty[:] == []
    assert empty.column("votes/low") == []
    assert json.loads(empty.to_json())["rows"] == []
    assert "0 rows" in repr(empty)


def test_documents(telecoms, nexus):
    assert telecoms.info().document["sections"][0]["section"] == "states"
    assert "1 document" in repr(telecoms.info())
    with pytest.raises(dg.UsageError):
        nexus.document


def test_explains_its_rows(telecoms, nexus):
    result = telecoms.control(state="NO", profile="significant", as_of="2019-01-01")
    derivation = result.explain(0)
    assert derivation.document["company"] == "telenor"
    assert derivation.stamp["as_of"] == "2019-01-01"
    assert derivation.stamp["parameters"]["profile"] == "significant"
    assert nexus.explain(-1).stamp["query"] == "explain nexus"
    checks = telecoms.check(state="NO")
    subject = checks.explain(0).document
    assert subject["check"] == checks[0]["check"] and subject["subject"] == checks[0]["subject"]
    assert nexus.why_not(0).verb == "why-not"
    with pytest.raises(IndexError):
        result.explain(1)
    with pytest.raises(dg.UsageError):
        dg.schema("codelists").explain(0)


def test_says_what_is_inside(nexus):
    assert repr(nexus).startswith(f"<Result of nexus: {len(nexus)} rows (state, ")
    assert "as of 2025-10-01" in repr(nexus)
    assert "State-business nexus" in str(nexus)
    html = nexus._repr_html_()
    assert html.count("<table>") == html.count("</table>") >= 1
    assert "<script" not in html


def test_html_is_escaped():
    g = dg.from_records(
        {
            "states": [{"id": "XR", "name": "<script>alert('&')</script>"}],
            "companies": [{"id": "a", "name": 'A "quoted" <b>'}],
            "holdings": [{"holder": "XR", "company": "a", "interests": [{"type": "votes", "share": 60}]}],
        },
        as_of="2024-01-01",
    )
    html = g.control()._repr_html_()
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html


def test_a_long_page_says_how_much_it_leaves_out_and_to_text_has_all():
    records = {
        "states": [{"id": "XR"}],
        "companies": [{"id": f"company{i:03}"} for i in range(50)],
        "holdings": [
            {"holder": "XR", "company": f"company{i:03}", "interests": [{"type": "votes", "share": 60}]}
            for i in range(50)
        ],
    }
    result = dg.from_records(records, as_of="2024-01-01").control()
    assert len(result) == 50
    assert "company049" not in str(result) and "20" in str(result)
    assert "company049" in result.to_text() and "company049" in result.to_markdown()


def test_saves_by_ending(tmp_path, nexus):
    for ending, text in ((".json", nexus.to_json()), (".csv", nexus.to_csv()), (".jsonl", nexus.to_jsonl())):
        assert nexus.save(tmp_path / f"r{ending}").read_bytes() == text.encode()
    assert nexus.save(tmp_path / "r.txt").read_text() == nexus.to_text()
    with pytest.raises(dg.UsageError, match="xlsx"):
        nexus.save(tmp_path / "r.xlsx")


def test_pickles_and_copies(nexus):
    again = pickle.loads(pickle.dumps(nexus))
    assert again.to_jsonl() == nexus.to_jsonl()
    assert copy.copy(nexus).to_json() != ""


def test_outlives_its_graph():
    result = dg.from_records({"companies": [{"id": "a"}]}, as_of="2024-01-01").lint()
    assert [row["rule"] for row in result] == result.column("rule")


def test_frames(nexus):
    pandas = pytest.importorskip("pandas")
    frame = nexus.to_frame()
    assert list(frame.columns) == nexus.columns
    assert len(frame) == len(nexus)
    assert frame["share/low"].dtype == "float64"
    assert frame["company"].tolist() == nexus.column("company")
    assert pandas.isna(frame["to"]).sum() == nexus.column("to").count(None)
    empty = nexus._graph.control(state="AT").to_frame()
    assert list(empty.columns) == nexus._graph.control().columns and len(empty) == 0


PICTURES = [
    ("control", (), {"all": True}),
    ("ownership", (), {}),
    ("nexus", (), {"state": "FI"}),
    ("coherence", (), {}),
    ("agencies", ("pairs",), {}),
    ("mix", (), {}),
    ("mix", ("quadrants",), {}),
    ("timeline", (), {"company": "telenor"}),
]


@pytest.mark.parametrize("verb,topics,options", PICTURES, ids=lambda value: value if isinstance(value, str) else "")
def test_pictures_are_those_of_the_program(program, telecoms, verb, topics, options):
    flags = [f"--{name}" + ("" if value is True else f"={value}") for name, value in options.items()]
    result = telecoms.ask(verb, *topics, **options)
    files = [str(path) for path in TELECOMS]
    assert result.to_svg() == program(verb, *topics, *flags, "--format=svg", *files)
    dark = result.to_svg(theme="dark", id_prefix="figure-1", limit=5)
    assert dark == program(
        verb, *topics, *flags, "--format=svg", "--theme=dark", "--id-prefix=figure-1", "--limit=5", *files
    )
    assert dark._repr_svg_() == dark
    assert 'id="figure-1-title"' in dark


def test_a_verb_without_a_picture_says_so(telecoms):
    for result in (telecoms.info(), telecoms.mix("gaps"), telecoms.check()):
        with pytest.raises(dg.UsageError, match="has no picture"):
            result.to_svg()


def test_a_picture_is_saved(tmp_path, telecoms):
    result = telecoms.control(state="NO", theme="dark")
    path = result.save(tmp_path / "norway.svg")
    assert path.read_text(encoding="utf-8") == result.to_svg() == telecoms.control(state="NO").to_svg(theme="dark")
