# SPDX-License-Identifier: BSL-1.0
import gc
import multiprocessing
import pickle

import pytest

import dutygraph as dg
from dutygraph import _core
from conftest import RURITANIA


def test_kinds_are_those_of_the_library():
    assert [kind.name for kind in dg.VertexKind] == _core.vertex_kinds()
    assert [kind.name for kind in dg.EdgeKind] == _core.edge_kinds()
    assert [int(kind) for kind in dg.EdgeKind] == list(range(len(dg.EdgeKind)))


def test_vertices(telecoms):
    telenor = telecoms["telenor"]
    assert (telenor.id, telenor.name, telenor.kind) == ("telenor", "Telenor ASA", dg.VertexKind.company)
    assert telenor.home == telecoms["NO"] and hash(telenor.home) == hash(telecoms["NO"])
    assert telenor != telecoms["NO"] and telenor != "telenor"
    assert repr(telenor) == "<company 'telenor' Telenor ASA>"
    assert telenor.sources and telenor.sources[0]["id"]
    assert telenor in telecoms.vertices("company") == telecoms.vertices(dg.VertexKind.company)
    assert "telenor" in telecoms and "nobody" not in telecoms and 3 not in telecoms
    assert len(list(telecoms)) == len(telecoms)
    for wrong in (lambda: telecoms["nobody"], lambda: telecoms.vertices("person")):
        with pytest.raises(KeyError):
            wrong()


def test_edges(telecoms):
    (edge,) = telecoms["telenor"].in_edges("holds")
    assert (edge.source.id, edge.target.id, edge.kind, edge.basis) == ("NO", "telenor", dg.EdgeKind.holds, "capital")
    assert float(edge.share["low"]) == 53.97 and not edge.share["unknown"]
    assert edge.holding == "no-telenor" and edge.role == ""
    assert edge in telecoms["NO"].out_edges("holds") and edge in telecoms["NO"].out_edges()
    assert [source["id"] for source in edge.sources] == ["regjeringen-2014", "regjeringen-2019"]
    assert repr(edge) == "<'NO' holds 'telenor' 53.97 %>"
    other = telecoms["telenor"].in_edges("part_of")
    assert all(e.share is None and e.basis is None for e in other)
    assert len(telecoms.edges()) == telecoms.num_edges
    with pytest.raises(dg.NotFound):
        telecoms["NO"].out_edges("owns")


def test_nothing_outlives_its_data():
    vertex = dg.read(RURITANIA)["XR"]
    edges = dg.read(RURITANIA).edges()
    column = memoryview(dg.read(RURITANIA).columns.target)[1:]
    gc.collect()
    assert vertex.id == "XR"
    assert [edge.target.index for edge in edges][1:] == list(column)


def test_columns_without_numpy(telecoms):
    columns = telecoms.columns
    edges = telecoms.edges()
    source, target = memoryview(columns.source), memoryview(columns.target)
    assert source.readonly and target.readonly
    assert list(source) == [edge.source.index for edge in edges]
    assert list(target) == [edge.target.index for edge in edges]
    assert list(memoryview(columns.edge_kind)) == [int(edge.kind) for edge in edges]
    assert len(columns.vertex_kind) == len(telecoms)
    assert sum(memoryview(telecoms.as_of("2015-01-01").columns.visible)) == telecoms.as_of("2015-01-01").num_edges


def test_columns_with_numpy(telecoms):
    numpy = pytest.importorskip("numpy")
    columns = telecoms.columns
    source = numpy.asarray(columns.source)
    assert source.dtype == "uint32" and source.base is not None and not source.flags.writeable
    holds = numpy.asarray(columns.edge_kind) == dg.EdgeKind.holds
    in_degree = numpy.bincount(numpy.asarray(columns.target)[holds], minlength=len(telecoms))
    assert in_degree[telecoms["telenor"].index] == 1
    low = numpy.asarray(columns.share_low)
    assert numpy.nanmax(low) <= 100 and numpy.isnan(low[~holds]).all()


def test_repr(telecoms):
    assert repr(telecoms).startswith("<Graph: 21 states, 30 agencies, 29 companies")
    assert f"{telecoms.num_edges} edges" in repr(telecoms)
    assert "<table>" in telecoms._repr_html_()
    assert repr(dg.GraphBuilder().freeze()) == "<Graph: no records; 0 edges>"
    assert dg.GraphBuilder().freeze()


def test_pickle_keeps_world_and_view(telecoms):
    again = pickle.loads(pickle.dumps(telecoms))
    assert again.to_json() == telecoms.to_json()
    assert again.control().to_json() == telecoms.control().to_json(), "the stamp is the same too"
    view = telecoms.as_of("2015-01-01").only("holds", "part_of").known_by("2017-01-01")
    again = pickle.loads(pickle.dumps(view))
    assert repr(again) == repr(view)
    assert again.num_edges == view.num_edges
    assert again.to_jsonl() == view.to_jsonl()


def controlled(graph):
    return graph.control(state="NO").column("company")


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_multiprocessing(telecoms, method):
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(controlled, [telecoms, telecoms]) == [["telenor"], ["telenor"]]


def test_networkx(telecoms, tmp_path):
    networkx = pytest.importorskip("networkx")
    graph = telecoms.to_networkx()
    assert graph.number_of_nodes() == len(telecoms) and graph.number_of_edges() == telecoms.num_edges
    assert graph.nodes["telenor"]["label"] == "Telenor ASA"
    ((_, _, data),) = [edge for edge in graph.in_edges("telenor", data=True) if edge[2]["kind"] == "holds"]
    assert data["low"] == 53.97 and data["basis"] == "capital"
    networkx.write_graphml(graph, tmp_path / "g.graphml")
    again = networkx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert again.number_of_edges() == graph.number_of_edges()


def test_igraph(telecoms):
    pytest.importorskip("igraph")
    graph = telecoms.to_igraph()
    assert graph.vcount() == len(telecoms) and graph.ecount() == telecoms.num_edges
    assert graph.vs.find(name="telenor")["label"] == "Telenor ASA"


def test_scipy(telecoms):
    pytest.importorskip("scipy")
    matrix, ids = telecoms.to_scipy_sparse("holds", "low")
    assert matrix.shape == (len(telecoms), len(telecoms))
    assert matrix[ids.index("NO"), ids.index("telenor")] == 53.97
    assert telecoms.to_scipy_sparse()[0].sum() == len(telecoms.only("holds").edges())
