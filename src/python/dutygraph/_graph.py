# SPDX-License-Identifier: BSL-1.0
"""The graph of a world and the questions it answers."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from . import _core
from ._enums import EdgeKind, VertexKind
from ._errors import NotFound, UsageError
from ._result import PathLike, Result, Row, Text, answer, write_file
from ._values import Progress, option_words, progress_callback, word

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import Options

Day = Union[str, datetime.date]
FileArgument = Union[PathLike, tuple[PathLike, str]]


class Vertex:
    """A record of a graph: a State, an agency, a company, a deal. Holds on to its graph."""

    __slots__ = ("_core",)

    def __init__(self, core: _core.Vertex) -> None:
        self._core = core

    @property
    def id(self) -> str:
        """The id of the record, as in documents."""
        return self._core.id

    @property
    def name(self) -> str:
        """The name, or the id where there is none."""
        return self._core.name

    @property
    def kind(self) -> VertexKind:
        """What it is."""
        return self._core.kind

    @property
    def index(self) -> int:
        """Its place in the columns of the graph."""
        return self._core.index

    @property
    def home(self) -> Vertex | None:
        """The State it belongs to; None if unknown."""
        home = self._core.home
        return None if home is None else Vertex(home)

    @property
    def lifetime(self) -> tuple[str | None, str | None]:
        """From when to when it exists or holds, as recorded; None where no bound is."""
        return self._core.lifetime

    @property
    def is_implicit(self) -> bool:
        """Whether others only name it and it has no record of its own."""
        return self._core.is_implicit

    @property
    def identifiers(self) -> list[tuple[str, str]]:
        """Register identifiers as scheme and number."""
        return self._core.identifiers

    @property
    def sources(self) -> list[Row]:
        """The documents it rests on."""
        return self._core.sources

    def in_edges(self, kind: EdgeKind | str | None = None) -> list[Edge]:
        """Edges that enter it, by kind, then source."""
        return [Edge(edge) for edge in self._core.edges(_edge_kind(kind), True)]

    def out_edges(self, kind: EdgeKind | str | None = None) -> list[Edge]:
        """Edges that leave it, by kind."""
        return [Edge(edge) for edge in self._core.edges(_edge_kind(kind), False)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vertex) and self._core == other._core

    def __hash__(self) -> int:
        return hash(self._core)

    def __repr__(self) -> str:
        label = f"{self.id!r}" if self.name == self.id else f"{self.id!r} {self.name}"
        return f"<{self.kind.name} {label}>"


class Edge:
    """A dated, sourced fact between two vertices. Holds on to its graph."""

    __slots__ = ("_core",)

    def __init__(self, core: _core.Edge) -> None:
        self._core = core

    @property
    def source(self) -> Vertex:
        """Where it begins: the holder, the member, the party."""
        return Vertex(self._core.source)

    @property
    def target(self) -> Vertex:
        """Where it ends: the company, the union, the deal."""
        return Vertex(self._core.target)

    @property
    def kind(self) -> EdgeKind:
        """What it says."""
        return self._core.kind

    @property
    def index(self) -> int:
        """Its place in the columns of the graph."""
        return self._core.index

    @property
    def valid(self) -> tuple[str | None, str | None]:
        """From when to when the fact holds, as recorded (half-open); None where no bound is."""
        return self._core.valid

    @property
    def share(self) -> Row | None:
        """Of a holding: low and high in percent, low_open, high_open, unknown; None if no share was given."""
        return self._core.share

    @property
    def basis(self) -> str | None:
        """Of a holding: "capital", "votes", "law" and so on; None for other edges."""
        return self._core.basis

    @property
    def holding(self) -> str | None:
        """The id of the holding it belongs to; None for other edges."""
        return self._core.holding

    @property
    def role(self) -> str:
        """What a reference says beside its kind: "provider", "chair"; empty for holdings."""
        return self._core.role

    @property
    def sources(self) -> list[Row]:
        """The documents it rests on: never empty."""
        return self._core.sources

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edge) and self._core == other._core

    def __hash__(self) -> int:
        return hash(self._core)

    def __repr__(self) -> str:
        share = self.share
        part = ""
        if share is not None:
            low, high = share["low"], share["high"]
            part = " unknown share" if share["unknown"] else f" {low} %" if low == high else f" {low} to {high} %"
        return f"<{self.source.id!r} {self.kind.name} {self.target.id!r}{part}>"


def _edge_kind(kind: EdgeKind | str | None) -> int | None:
    if kind is None:
        return None
    try:
        return int(EdgeKind[kind] if isinstance(kind, str) else kind)
    except KeyError:
        raise NotFound(f'there is no kind of edge "{kind}"; there are {", ".join(EdgeKind.__members__)}') from None


def _vertex_kind(kind: VertexKind | str | None) -> int | None:
    if kind is None:
        return None
    try:
        return int(VertexKind[kind] if isinstance(kind, str) else kind)
    except KeyError:
        raise NotFound(f'there is no kind of vertex "{kind}"; there are {", ".join(VertexKind.__members__)}') from None


class Columns:
    """Columns of a graph by name, read-only, for numpy.asarray() and memoryview().

    By vertex: vertex_kind (uint8), home (uint32, 4294967295 if unknown). By edge, over the edges of all views: source
    and target (uint32, vertex indexes), edge_kind (uint8), all without a copy; visible (uint8, 1 if this view shows the
    edge), share_low and share_high (float64, percent; NaN if no share), made when they are asked for.
    """

    def __init__(self, core: _core.World) -> None:
        self._core = core

    vertex_kind = property(lambda self: _core.column(self._core, "vertex_kind"))
    home = property(lambda self: _core.column(self._core, "home"))
    source = property(lambda self: _core.column(self._core, "source"))
    target = property(lambda self: _core.column(self._core, "target"))
    edge_kind = property(lambda self: _core.column(self._core, "edge_kind"))
    visible = property(lambda self: _core.column(self._core, "visible"))
    share_low = property(lambda self: _core.column(self._core, "share_low"))
    share_high = property(lambda self: _core.column(self._core, "share_high"))

    def __repr__(self) -> str:
        return f"<Columns of {self._core.num_vertices} vertices>"


class Graph:
    """A world as a graph, or a view of it: vertices are records, edges are interests and references with evidence.

    Immutable, safe to use from any number of threads. Every verb of the command line is a method with the same name
    (- becomes _), takes the same options by keyword and answers the same rows; help(method) and
    `dutygraph VERB --help` say which. A verb that this class does not name is found all the same.
    """

    def __init__(self, core: _core.World, views: tuple[tuple[str, Any], ...] = ()) -> None:
        self._core = core
        self._views = views

    # --- verbs: one line each ---------------------------------------------------------------------------------------

    def info(self, **options: Unpack[Options]) -> Result:
        """What is in here: counts per section, period, sources, unknown shares, digest. One document."""
        return self._rows("info", (), options)

    def lint(self, **options: Unpack[Options]) -> Result:
        """What is wrong or odd with the data: rule, severity, file, line, path, value, hint."""
        return self._rows("lint", (), options)

    def control(self, **options: Unpack[Options]) -> Result:
        """Which companies a State controls, and how surely.

        Options: state, company, as_of, known_by, profile, all, joint, all_profiles, limit.
        Votes are in percent. No rows if nothing is controlled."""
        return self._rows("control", (), options)

    def nexus(self, **options: Unpack[Options]) -> Result:
        """All ties of States to companies: one row per company and channel, with closeness C0 to C4.

        With at_deal, deals of companies that a State controlled, or may have, on the day the deal was made.
        Options: state, company, as_of, known_by, profile, channel, at_deal, all, limit."""
        return self._rows("nexus", (), options)

    def dossier(self, **options: Unpack[Options]) -> Result:
        """Everything about one company: holders, States behind it, ties, records, what is not known. One document.

        Options: company (needed), as_of, known_by, profile."""
        return self._rows("dossier", (), options)

    def explain(self, topic: str = "control", **options: Unpack[Options]) -> Result:
        """The derivation of one result as a tree of claims, rules, facts and sources. One document.

        explain("control", state="NO", company="telenor")"""
        return self._rows("explain", (topic,), options)

    def why_not(self, topic: str = "control", **options: Unpack[Options]) -> Result:
        """The nearest miss: what is missing for a firmer verdict. One document."""
        return self._rows("why-not", (topic,), options)

    def ownership(self, **options: Unpack[Options]) -> Result:
        """Look-through stakes: low and high in percent, over rings too.

        Options: state, company, as_of, known_by, definition, limit."""
        return self._rows("ownership", (), options)

    def mix(self, topic: str = "matrix", **options: Unpack[Options]) -> Any:
        """The smart mix of measures of a State.

        topic: "matrix", "quadrants", "coverage", "portfolio", "likeness", "gaps", "closing" or "baseline".
        A Result; of "baseline" with import_, the edits as Text."""
        return self._ask("mix", (topic,), options)

    def coherence(self, **options: Unpack[Options]) -> Result:
        """Conflicts between agencies and between their rules: kind, ids, axis, certainty, status, witness."""
        return self._rows("coherence", (), options)

    def agencies(self, topic: str = "map", **options: Unpack[Options]) -> Result:
        """Who shapes which part of the tech sector, and who is missing at the table.

        topic: "map", "pairs", "missing" or "bottlenecks". Options: state, agency, technology, as_of, known_by, limit."""
        return self._rows("agencies", (topic,), options)

    def repair(self, **options: Unpack[Options]) -> Result:
        """The smallest edits that remove open tensions between agencies, each tried on a copy of the world.

        Options: state, as_of, known_by, allow_weakening, limit."""
        return self._rows("repair", (), options)

    def check(self, *topic: str, **options: Unpack[Options]) -> Result:
        """The catalogue of checks against the Guiding Principles: check, state, subject, result, severity, because.

        check("checks") lists the catalogue itself."""
        return self._rows("check", topic, options)

    def timeline(self, **options: Unpack[Options]) -> Result:
        """The days on which a verdict changes."""
        return self._rows("timeline", (), options)

    def compare(self, **options: Unpack[Options]) -> Result:
        """Several States side by side: low, value, high, and what is known and unknown."""
        return self._rows("compare", (), options)

    def diff(self, **options: Unpack[Options]) -> Result:
        """Which verdicts differ from those of another world or another day. No rows if none does.

        against: a Graph, or paths of files; against_date: a day. One of the two is needed."""
        return self._rows("diff", (), options)

    def verify(self, saved: Result | PathLike, **options: Unpack[Options]) -> Result:
        """What differs between a saved result (or its file) and the same question asked now. No rows if nothing does."""
        return self._rows("verify", (saved,), options)

    def what_if(self, verb: str, *words: str, **options: Unpack[Options]) -> Any:
        """Any verb on an edited copy, and the difference: added, removed, changed. One document.

        edits (needed): dicts {"op": "add" | "end" | "change" | "remove", "section": …, "id": …, …}, or the path of a file.
        what_if("control", edits={"op": "change", "section": "holdings", …}, state="NO")"""
        return self._ask("what-if", (verb, *words), options)

    def convert(self, **options: Unpack[Options]) -> Text:
        """The world in another form: to="native" (the default) or what the program lists."""
        text: Text = self.ask("convert", **options)
        return text

    def report(self, state: Any, to: str = "html", **options: Any) -> Text:
        """Everything about one State in one file that needs no other: nexus, mix, gaps, tensions, repairs, sources.

        to: "html" or "md". Options: as_of, known_by, profile, limit (rows of each table). save() writes it."""
        text: Text = self.ask("report", state=state, to=to, **options)
        return text

    def export_graph(self, to: str = "graphml", **options: Any) -> Text:
        """The graph for other programs, with names, kinds, dates, shares and sources.

        to: "dot", "graphml", "gexf", "mermaid", "jsonld", "cypher" or "svg" (who holds what, on one day). Options: state and company (around what; None:
        the whole graph), hops (how far; 2), as_of (None: all that is recorded), known_by."""
        text: Text = self.ask("export", to=to, **options)
        return text

    def ask(self, verb: str, *words: str, **options: Any) -> Any:
        """Any verb by name, with the words that follow it: ask("explain", "nexus", state="NO", company="telenor").

        A Result, or Text if the answer is one."""
        return self._ask(verb, words, options)

    def __getattr__(self, name: str) -> Any:
        verb = name.replace("_", "-").removesuffix("-graph")
        if name.startswith("_") or verb not in _core.verbs():
            raise AttributeError(f"Graph has no attribute {name!r}")
        return lambda *words, **options: self._ask(verb, words, options)

    def _rows(self, verb: str, words: tuple[Any, ...], options: Any, **more: Any) -> Result:
        result: Result = self._ask(verb, words, options, **more)
        return result

    def _ask(
        self, verb: str, words: tuple[Any, ...], options: Any, kept: list[str] | None = None, files: object = None
    ) -> Any:
        options = dict(options)
        progress: Progress = options.pop("progress", None)
        folder: list[Any] = []
        for name, value in options.items():
            if name in ("state", "company") and isinstance(value, (list, tuple)) and not value:
                raise UsageError(f"{name} is an empty list; leave it out, or pass None, for all")
        asked = option_words(options, file=lambda name, value: _as_file(name, value, folder))
        positional = [_as_file("world", item, folder) or word(item) for item in words]
        all_words = [verb, *positional, *asked, *(kept or []), "-"]
        return answer(self, all_words, progress_callback(progress), folder[0] if folder else files)

    # --- the graph --------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """The number of vertices."""
        return self._core.num_vertices

    def __bool__(self) -> bool:
        return True

    @property
    def num_vertices(self) -> int:
        """The number of vertices: the same in all views."""
        return self._core.num_vertices

    @property
    def num_edges(self) -> int:
        """The number of edges that this view shows."""
        return self._core.num_edges

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._core.find(id) is not None

    def __getitem__(self, id: str) -> Vertex:
        """The vertex with this id: an actor if there is one, else the only other record of that id.

        Raises NotFound, which is a KeyError."""
        found = self._core.find(id)
        if found is None:
            raise NotFound(f'there is no record "{id}"; vertices() lists them')
        return Vertex(found)

    def vertices(self, kind: VertexKind | str | None = None) -> list[Vertex]:
        """All vertices, or those of one kind."""
        return [Vertex(vertex) for vertex in self._core.vertices(_vertex_kind(kind))]

    def __iter__(self) -> Iterator[Vertex]:
        return iter(self.vertices())

    def edges(self) -> list[Edge]:
        """All edges that this view shows."""
        return [Edge(edge) for edge in self._core.edges()]

    @property
    def columns(self) -> Columns:
        """Whole columns for numpy, without a copy where the graph has them as they are."""
        return Columns(self._core)

    # --- views ------------------------------------------------------------------------------------------------------

    def as_of(self, day: Day) -> Graph:
        """The view of what holds, or may hold, on a day. Ids and indexes stay the same."""
        return Graph(self._core.as_of(word(day)), (*self._views, ("as_of", word(day))))

    def known_by(self, day: Day) -> Graph:
        """The view of what had been recorded or stated by the end of a day."""
        return Graph(self._core.known_by(word(day)), (*self._views, ("known_by", word(day))))

    def only(self, *kinds: EdgeKind | str) -> Graph:
        """The view with only edges of some kinds."""
        numbers = [int(number) for kind in kinds if (number := _edge_kind(kind)) is not None]
        return Graph(self._core.only(numbers), (*self._views, ("only", numbers)))

    # --- what it was made of ----------------------------------------------------------------------------------------

    @property
    def inputs(self) -> list[tuple[str, str]]:
        """Base names and digests of the files it was read from."""
        return self._core.inputs

    @property
    def quarantine(self) -> list[Row]:
        """Rows that were set aside while reading: file, line, rule, hint, row (bytes)."""
        return self._core.quarantine

    def to_json(self) -> str:
        """The world as one canonical native document: equal worlds give equal texts."""
        return _core.canonical(self._core)

    def to_jsonl(self) -> str:
        """The world as canonical JSON Lines."""
        return _core.canonical(self._core, True)

    def save(self, path: PathLike) -> Path:
        """Writes the world, whole or not at all, as a native document; as JSON Lines if the name ends with .jsonl, and as
        a snapshot, which is the quickest to read, if it ends with .dgs."""
        if str(path).endswith(".dgs"):
            return write_file(path, _core.snapshot(self._core))
        text = self.to_jsonl() if str(path).endswith(".jsonl") else self.to_json()
        return write_file(path, text.encode())

    def to_networkx(self) -> Any:
        """A networkx.MultiDiGraph. Needs networkx. See dutygraph._convert for names and attributes."""
        from ._convert import to_networkx

        return to_networkx(self)

    def to_igraph(self) -> Any:
        """An igraph.Graph with vertex attribute `name`. Needs igraph."""
        from ._convert import to_igraph

        return to_igraph(self)

    def to_scipy_sparse(self, kind: EdgeKind | str = "holds", value: str = "count") -> tuple[Any, list[str]]:
        """A scipy.sparse.csr_array, sources down and targets across, and the ids of its rows. Needs scipy and numpy.

        value: "count" of edges of that kind, or the sum of "low" or "high" ends of shares in percent."""
        from ._convert import to_scipy_sparse

        return to_scipy_sparse(self, kind, value)

    # --- display, pickling ------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        counts = [f"{count} {kind}" for kind, count in self._core.counts]
        shown = ", ".join(counts[:5]) + (", …" if len(counts) > 5 else "")
        days = [f"{name.replace('_', ' ')} {value}" for name, value in self._views if name != "only"]
        view = f"; {', '.join(days)}" if days else ""
        odd = self._core.count(1) + self._core.count(2)
        note = f"; {odd} warnings, see lint()" if odd else ""
        return f"<Graph: {shown or 'no records'}; {self.num_edges} edges{view}{note}>"

    def _repr_html_(self) -> str:
        return self.info()._repr_html_()

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle, (_core.snapshot(self._core), self._views)


def _unpickle(snapshot: bytes, views: tuple[tuple[str, Any], ...]) -> Graph:
    graph = Graph(_core.from_snapshot(snapshot))
    for view, argument in views:
        graph = graph.only(*[EdgeKind(kind) for kind in argument]) if view == "only" else getattr(graph, view)(argument)
    return graph


class _Folder:
    """A temporary folder that goes when nothing refers to it any more."""

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix="dutygraph-")
        weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)


def _as_file(name: str, value: Any, folder: list[Any]) -> str:
    """The path of a temporary file with \\p value, if it is one that the program takes as a file; else empty."""
    if isinstance(value, Graph):
        text, file = value.to_jsonl(), "world.duty.jsonl"
    elif isinstance(value, Result):
        text, file = value.to_json(), "result.json"
    elif name == "edits" and not isinstance(value, (str, os.PathLike)):
        edits = [value] if isinstance(value, dict) else list(value)
        text, file = "".join(json.dumps(edit, ensure_ascii=False) + "\n" for edit in edits), "edits.jsonl"
    elif isinstance(value, dict):
        text, file = json.dumps(value, ensure_ascii=False), f"{name}.json"
    else:
        return ""
    if not folder:
        folder.append(_Folder())
    path = Path(folder[0].name) / file
    path.write_text(text, encoding="utf-8")
    return str(path)


def read(
    *files: FileArgument,
    tags: PathLike | None = None,
    map: PathLike | None = None,
    strict: bool | None = None,
    persons: bool = False,
    format: str | None = None,
    progress: Progress = None,
    **options: Any,
) -> Graph:
    """Reads files, plain or gzip, into one world.

    files: paths; (path, format) for a file whose format is not to be found out; "-" is standard input.
    tags: CSV scheme,id,name,state,kind that says which registered entities are State organs.
    map: JSON that says what the columns of tables (CSV) among the files mean: which records each row makes.
    strict: True refuses files with bad rows, False sets such rows aside (Graph.quarantine), None does the first with
        native documents and the second with registers.
    persons: keep ids and names of natural persons.
    format: of all files: "native", "bods" or another one that the program knows. None: found out by content.
    progress: True for a bar, or a function(file, bytes read, bytes in all or 0).
    Raises InvalidData with all findings, Unreadable, Cancelled.
    """
    if not files:
        raise UsageError("no file was given")
    words = ["info", *option_words({"tags": tags, "map": map, "persons": persons, **options})]
    if strict is not None:
        words.append("--strict" if strict else "--lenient")
    for item in files:
        path, kind = item if isinstance(item, tuple) else (item, format)
        text = word(path)
        words.append(f"--from={kind or 'auto'}")
        words.append(f"./{text}" if text.startswith("-") and text != "-" else text)
    return Graph(_core.read(words, [], progress_callback(progress)))


def loads(text: str | bytes, name: str = "world.duty.json", *, strict: bool | None = None, **options: Any) -> Graph:
    """Reads a world from memory, as if from a file of that name. Options are those of read()."""
    progress = progress_callback(options.pop("progress", None))
    words = ["info", *option_words(options)]
    if strict is not None:
        words.append("--strict" if strict else "--lenient")
    data = text.encode() if isinstance(text, str) else bytes(text)
    return Graph(_core.read([*words, "-"], [(name, data)], progress))


def schema(topic: str = "json", **options: Any) -> Any:
    """What documents may hold: "json" is the JSON Schema (Text); "codelists" and "profiles" are results."""
    return answer(None, ["schema", topic, *option_words(options)])
