# SPDX-License-Identifier: BSL-1.0
import datetime
import math
from decimal import Decimal

import pytest

import dutygraph as dg


def small():
    b = dg.GraphBuilder(as_of=datetime.date(2024, 6, 30))
    b.add("sources", "report", title="State holdings report 2024")
    b.add("states", "XR", name="Ruritania", sources=["report"])
    b.add("agencies", "fund", state="XR", functions=["owner"], sources=["report"])
    b.add("companies", "ruritel", name="Ruritel", home="XR", sources=["report"])
    b.hold("fund", "ruritel", Decimal("62.5"), type="votes", sources=["report"], from_="2014-06")
    return b


def test_builds_a_world():
    g = small().freeze()
    (row,) = g.control()
    assert (row["state"], row["company"], row["verdict"]) == ("XR", "ruritel", "certain")
    assert row["votes"]["low"] == Decimal("62.5")
    assert row["sources"] == ["report"]
    assert g["ruritel"].in_edges("holds")[0].valid == ("2014-06", None)


def test_builder_stays_and_can_go_on():
    b = small()
    before = b.freeze()
    b.add("companies", "other")
    b.hold("ruritel", "other", (30, 60), type="votes")
    assert len(b.freeze()) == len(before) + 1
    assert b.freeze().control(company="other")[0]["verdict"] == "possible"
    assert repr(b) == "<GraphBuilder: 7 records>"


def test_vertices_of_another_graph_are_named():
    b = small()
    b.add("companies", "daughter")
    b.hold(b.freeze()["ruritel"], "daughter", 100)
    assert b.freeze()["daughter"].in_edges("holds")[0].source.id == "ruritel"


def test_everything_that_is_wrong_is_said_at_once():
    b = small()
    b.add("companies", "x", homes="XR")
    b.hold("nobody", "ruritel", 120)
    with pytest.raises(dg.InvalidData) as caught:
        b.freeze()
    assert {finding["line"] for finding in caught.value.findings} == {7, 8}
    assert caught.value.hint and caught.value.ids


def test_settings_and_lists():
    b = dg.GraphBuilder(as_of="2024-01-01", max_coordination_hops=2, exclusive_flags=[["a", "b"]])
    b.set("codelists", {"event.outcome": ["held_back"]})
    text = b.freeze().to_json()
    assert '"held_back"' in text and '"exclusive_flags"' in text and '"max_coordination_hops": 2' in text
    with pytest.raises(dg.UsageError):
        b.set("companies", [])
    with pytest.raises(dg.UsageError):
        b.add("codelists", "x")


FRAMES = {
    "states": [{"id": "XR", "name": "Ruritania"}],
    "companies": {"id": ["a", "b"], "name": ["A", None], "technologies": [["telecom_network"], None]},
    "holdings": {"owner": ["XR", "a"], "company": ["a", "b"], "share": [60.0, math.nan], "from": ["2020", None]},
}
MAP = {"holdings": {"owner": "holder"}}


def test_frames_of_lists_and_dicts():
    g = dg.from_frames(FRAMES, map=MAP, as_of="2024-01-01")
    assert g["b"].name == "b"
    assert [edge.share and float(edge.share["low"]) for edge in g.only("holds").edges()][0] == 60
    assert g["a"].in_edges("holds")[0].valid == ("2020", None)
    assert g.control()[0]["company"] == "a"


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames_of_libraries(library):
    module = pytest.importorskip(library)
    make = module.table if library == "pyarrow" else module.DataFrame
    frames = {
        section: make(frame if isinstance(frame, dict) else {key: [row[key] for row in frame] for key in frame[0]})
        for section, frame in FRAMES.items()
    }
    expected = dg.from_frames(FRAMES, map=MAP, as_of="2024-01-01")
    assert dg.from_frames(frames, map=MAP, as_of="2024-01-01").to_json() == expected.to_json()


def test_pointers_nest():
    g = dg.from_frames(
        {
            "states": [{"id": "XR"}],
            "companies": [{"id": "a", "identifiers/0/scheme": "LEI", "identifiers/0/id": "1"}],
            "holdings": [
                {
                    "holder": "XR", "company": "a",
                    "interests/0/type": "votes", "interests/0/share/min": 20, "interests/0/share/max": 40,
                    "interests/1/type": "board",
                }
            ],
        },
        as_of="2024-01-01",
    )  # fmt: skip
    assert g["a"].identifiers == [("LEI", "1")]
    assert {edge.basis for edge in g["a"].in_edges("holds")} == {"votes", "board"}
    with pytest.raises(dg.UsageError, match="interests"):
        dg.from_records({"holdings": [{"interests": 1, "interests/0/type": "votes"}]})


def test_frames_that_are_none():
    with pytest.raises(dg.UsageError, match="length"):
        dg.from_frames({"states": {"id": ["A", "B"], "name": ["x"]}})
    with pytest.raises(TypeError):
        dg.from_frames({"states": [{"id": "XR", "name": object()}]})


def test_a_result_is_a_frame():
    g = small().freeze()
    companies = [{"id": row["company"], "name": row["company_name"]} for row in g.control()]
    assert len(dg.from_records({"companies": companies})) == 1
