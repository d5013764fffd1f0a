# SPDX-License-Identifier: BSL-1.0
"""A graph as one of other libraries, with names and kinds kept.

A vertex is called by its id, or "kind:id" where another kind has a record of the same id. Vertices have `label` (the
name), `kind` and `home`; edges have `kind`, `role`, `basis`, `low` and `high` (percent), `from`, `to` and `sources` (ids
joined by ";"). What a vertex or an edge does not have it has no attribute for: no None, so that GraphML can be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import UsageError

if TYPE_CHECKING:
    from ._enums import EdgeKind
    from ._graph import Edge, Graph, Vertex


def _import(name: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"this needs {name}: pip install 'dutygraph[{extra}]'") from error


def names(vertices: list[Vertex]) -> list[str]:
    """A name for each vertex, all different."""
    seen: dict[str, int] = {}
    for vertex in vertices:
        seen[vertex.id] = seen.get(vertex.id, 0) + 1
    return [vertex.id if seen[vertex.id] == 1 else f"{vertex.kind.name}:{vertex.id}" for vertex in vertices]


def _vertex_attributes(vertex: Vertex) -> dict[str, str]:
    attributes = {"label": vertex.name, "kind": vertex.kind.name}
    home = vertex.home
    if home is not None:
        attributes["home"] = home.id
    return attributes


def _edge_attributes(edge: Edge) -> dict[str, Any]:
    begin, end = edge.valid
    attributes: dict[str, Any] = {"kind": edge.kind.name, "role": edge.role, "basis": edge.basis}
    share = edge.share
    if share is not None:
        attributes.update(low=float(share["low"]), high=float(share["high"]))
    attributes.update({"from": begin, "to": end, "sources": ";".join(source["id"] for source in edge.sources)})
    return {key: value for key, value in attributes.items() if value not in (None, "")}


def to_networkx(graph: Graph) -> Any:
    """A networkx.MultiDiGraph of the edges that the view shows; keys of edges are their indexes."""
    networkx = _import("networkx", "networkx")
    result = networkx.MultiDiGraph()
    vertices = graph.vertices()
    ids = names(vertices)
    result.add_nodes_from((id, _vertex_attributes(vertex)) for id, vertex in zip(ids, vertices))
    for edge in graph.edges():
        result.add_edge(ids[edge.source.index], ids[edge.target.index], key=edge.index, **_edge_attributes(edge))
    return result


def to_igraph(graph: Graph) -> Any:
    """A directed igraph.Graph; what an edge or vertex does not have is None."""
    igraph = _import("igraph", "igraph")
    vertices, edges = graph.vertices(), graph.edges()
    result = igraph.Graph(
        n=len(vertices), edges=[(edge.source.index, edge.target.index) for edge in edges], directed=True
    )
    result.vs["name"] = names(vertices)
    attributes = [_vertex_attributes(vertex) for vertex in vertices]
    for key in ("label", "kind", "home"):
        result.vs[key] = [item.get(key) for item in attributes]
    facts = [_edge_attributes(edge) for edge in edges]
    for key in ("kind", "role", "basis", "low", "high", "from", "to", "sources"):
        result.es[key] = [item.get(key) for item in facts]
    return result


def to_scipy_sparse(graph: Graph, kind: EdgeKind | str, value: str) -> tuple[Any, list[str]]:
    """A csr_array of counts or sums of shares, and the ids of its rows and columns."""
    numpy, sparse = _import("numpy", "scipy"), _import("scipy.sparse", "scipy")
    if value not in ("count", "low", "high"):
        raise UsageError(f'the value "{value}" is none; there are count, low, high')
    from ._graph import _edge_kind

    columns = graph.columns
    chosen = (numpy.asarray(columns.visible) == 1) & (numpy.asarray(columns.edge_kind) == _edge_kind(kind))
    source = numpy.asarray(columns.source)[chosen]
    target = numpy.asarray(columns.target)[chosen]
    if value == "count":
        data = numpy.ones(len(source))
    else:
        shares = columns.share_low if value == "low" else columns.share_high
        data = numpy.nan_to_num(numpy.asarray(shares)[chosen])
    shape = (len(graph), len(graph))
    return sparse.csr_array(sparse.coo_array((data, (source, target)), shape=shape)), names(graph.vertices())
