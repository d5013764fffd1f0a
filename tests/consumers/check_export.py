#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Reads what `dutygraph export` writes with the programs it is for. check_export.py CONSUMER; exit code 77: not there.

networkx   GraphML and GEXF, with every vertex, edge and attribute compared between the two and with the document
graphviz   dot draws DOT; its JSON has the same vertices and edges
rdflib     JSON-LD parses; interests, sources and terms are found by SPARQL
mermaid    Mermaid's own parser (npm mermaid and jsdom)
cypher     the parser of Neo4j's language support (npm @neo4j-cypher/language-support): syntax and names only

DUTYGRAPH_CLI is the program, DUTYGRAPH_SOURCE_DIR the project, DUTYGRAPH_NODE_MODULES a folder with npm packages.
"""

import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

PROGRAM = os.environ["DUTYGRAPH_CLI"]
PROJECT = pathlib.Path(os.environ["DUTYGRAPH_SOURCE_DIR"])
HERE = pathlib.Path(__file__).resolve().parent
TELECOMS = sorted(str(path) for path in (PROJECT / "examples/data/telecoms").glob("*.duty.json"))
WORLDS = {"hostile": [str(HERE / "hostile.duty.json")], "telecoms": TELECOMS}
MISSING = 77


def skip(what):
    print(f"skipped: {what}")
    sys.exit(MISSING)


def run(*words):
    return subprocess.run([PROGRAM, *words], check=True, capture_output=True).stdout


def export(kind, files, *options):
    text = run("export", "--to", kind, *options, *files)
    assert text == run("export", "--to", kind, *options, *files), "not the same bytes twice"
    return text.decode("utf-8")


def records(files):
    """The records of a world by section, as `convert` writes them."""
    sections = {}
    for line in run("convert", "--to", "jsonl", *files).decode("utf-8").splitlines()[1:]:
        record = json.loads(line)
        sections.setdefault(record["section"], []).append(record)
    return sections


def xml_name(name):
    """As an identifier in XML stands for this id."""
    return "".join("\\\\" if c == "\\" else f"\\u{ord(c):04x}" if ord(c) < 32 and c not in "\n\t\r" else c for c in name)


def check_networkx():
    try:
        import networkx
    except ImportError:
        skip("networkx is not installed (pip install networkx)")
    for world, files in WORLDS.items():
        graphml = networkx.parse_graphml(export("graphml", files), force_multigraph=True)
        gexf = networkx.read_gexf(io.BytesIO(export("gexf", files).encode("utf-8")))
        assert graphml.is_directed() and gexf.is_directed()
        assert list(graphml.nodes) == list(gexf.nodes), world
        assert graphml.number_of_edges() == gexf.number_of_edges(), world
        for name, attributes in graphml.nodes(data=True):
            assert attributes == dict(gexf.nodes[name]), (world, name, attributes, gexf.nodes[name])
        edges = [
            sorted((u, v, json.dumps({k: d[k] for k in d if k not in ("id", "label")}, sort_keys=True)) for u, v, d in g)
            for g in (graphml.edges(data=True), gexf.edges(data=True))
        ]
        assert edges[0] == edges[1], world
        # What the document says is what the graph says.
        sections = records(files)
        kinds = {"states": "state", "agencies": "agency", "companies": "company", "instruments": "instrument"}
        for section, kind in kinds.items():
            for record in sections.get(section, []):
                plain, typed = xml_name(record["id"]), f"{kind}:{xml_name(record['id'])}"
                node = graphml.nodes[typed if typed in graphml else plain]
                assert node["kind"] == kind
                if record.get("name"):
                    expected = record["name"]
                    for c in range(32):
                        if chr(c) not in "\n\t\r":
                            expected = expected.replace(chr(c), f"\\u{c:04x}")
                    assert node["label"] == expected, (node["label"], expected)
        interests = sum(len(holding["interests"]) for holding in sections["holdings"])
        holds = [d for *_, d in graphml.edges(data=True) if d["kind"] == "holds"]
        assert len(holds) == interests, (world, len(holds), interests)
        assert all(d["sources"] and d["evidence"] for d in holds)
    # The last world is the example; the first has what is hard.
    hostile = networkx.parse_graphml(export("graphml", WORLDS["hostile"]), force_multigraph=True)
    first = {d["basis"]: d for d in hostile.get_edge_data("XR", "line\nend").values()}
    assert first["capital"]["low"] == first["capital"]["high"] == 33.333333333
    assert first["votes"]["share"] == "more than 50 up to 75 %" and first["votes"]["from"] == "2014-06"
    assert first["votes"]["sources"] == "s\\;1"
    (unknown,) = hostile.get_edge_data("a<b>&c", "braces").values()
    assert (unknown["share"], unknown["low"], unknown["high"], unknown["to"]) == ("unknown", 0, 100, "unknown")
    (denied,) = hostile.get_edge_data("XR", "company:same").values()
    assert denied["assertion"] == "negative"
    (absent,) = hostile.get_edge_data("line\nend", "rtl").values()
    assert "low" not in absent and "from" not in absent and "share" not in absent
    assert hostile.nodes["instrument:same"]["type"] == "law"
    assert hostile.nodes["end"]["identifiers"] == "XR-REG:1\\;2"
    assert hostile.nodes["line\nend"]["technologies"] == "biometrics;cloud"
    # A neighbourhood is a part of the whole; other States are reached and not walked through.
    whole = networkx.parse_graphml(export("graphml", TELECOMS), force_multigraph=True)
    sizes = []
    for hops in range(4):
        part = networkx.parse_graphml(
            export("graphml", TELECOMS, "--state", "NO", "--hops", str(hops)), force_multigraph=True
        )
        sizes.append(part.number_of_nodes())
        assert set(part.nodes) <= set(whole.nodes)
        ends = networkx.single_source_shortest_path_length(whole.to_undirected(as_view=True), "NO", cutoff=hops)
        assert set(part.nodes) <= set(ends)
        assert all(networkx.has_path(part.to_undirected(as_view=True), "NO", v) for v in part)
        inside = sum(u in part and v in part for u, v in whole.edges())
        assert part.number_of_edges() == inside
    assert sizes[0] == 1 and sizes == sorted(sizes) and sizes[1] < sizes[2] < whole.number_of_nodes(), sizes
    then = networkx.parse_graphml(export("graphml", TELECOMS, "--as-of", "2000-01-01"), force_multigraph=True)
    assert then.number_of_nodes() == whole.number_of_nodes() and then.number_of_edges() < whole.number_of_edges()


def counts(files):
    """Vertices and edges of a world, from the format that is the plainest to count in."""
    text = export("graphml", files)
    return text.count("<node "), text.count("<edge ")


def check_graphviz():
    if shutil.which("dot") is None:
        skip("Graphviz is not installed (apt-get install graphviz)")
    for world, files in WORLDS.items():
        text = export("dot", files)
        drawn = json.loads(subprocess.run(["dot", "-Tdot_json"], input=text.encode(), check=True, capture_output=True).stdout)
        assert (len(drawn["objects"]), len(drawn["edges"])) == counts(files), world
        assert all(edge["duty_sources"] for edge in drawn["edges"] if edge["duty_kind"] == "holds")
    names = {node["name"]: node["label"] for node in json.loads(
        subprocess.run(["dot", "-Tdot_json"], input=export("dot", WORLDS["hostile"]).encode(), check=True,
                       capture_output=True).stdout)["objects"]}
    assert names["a<b>&c"] == "<script>alert('x')</script>", names
    picture = subprocess.run(["dot", "-Tsvg"], input=export("dot", WORLDS["hostile"]).encode(), check=True,
                             capture_output=True).stdout.decode()
    import xml.etree.ElementTree

    xml.etree.ElementTree.fromstring(picture)
    assert "<script" not in picture and "&lt;script&gt;" in picture
    assert "two\\u000alines" in picture and "\u202e" not in picture


def check_rdflib():
    try:
        import rdflib
    except ImportError:
        skip("rdflib is not installed (pip install rdflib)")
    import logging

    complaints = []
    handler = logging.Handler()
    handler.emit = lambda record: complaints.append(record.getMessage())
    logging.getLogger("rdflib").addHandler(handler)
    prefixes = {
        "bods": "https://vocab.openownership.org/terms#",
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "dcterms": "http://purl.org/dc/terms/",
        "dg": "urn:dutygraph:terms:",
    }
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())

    def ask(graph, body):
        return [tuple(map(str, row)) for row in graph.query(head + body)]

    for world, files in WORLDS.items():
        graph = rdflib.Graph()
        graph.parse(data=export("jsonld", files), format="json-ld")
        rdflib.Graph().parse(data=graph.serialize(format="turtle"), format="turtle")
        vertices, edges = counts(files)
        ((labelled,),) = ask(graph, "SELECT (COUNT(DISTINCT ?v) AS ?n) { ?v rdfs:label ?l }")
        assert int(labelled) == vertices, (world, labelled, vertices)
        ((stated,),) = ask(
            graph,
            "SELECT (COUNT(DISTINCT ?e) AS ?n) { { ?e a bods:Relationship; bods:subject ?s; bods:interestedParty ?p; "
            "bods:interest ?i } UNION { ?e a rdf:Statement; rdf:subject ?s; rdf:predicate ?p; rdf:object ?o } }",
        )
        assert int(stated) == edges, (world, stated, edges)
        assert not ask(graph, "SELECT ?e { ?e a bods:Relationship FILTER NOT EXISTS { ?e prov:wasDerivedFrom ?s } }")
        assert not ask(graph, "SELECT ?s { ?e prov:wasDerivedFrom ?s FILTER NOT EXISTS { ?s a dg:Source } }")
        companies = len(records(files)["companies"])
        ((found,),) = ask(graph, "SELECT (COUNT(?c) AS ?n) { ?c a org:FormalOrganization; dg:kind 'company' }")
        assert int(found) >= companies
    assert not complaints, complaints
    graph = rdflib.Graph()
    graph.parse(data=export("jsonld", WORLDS["hostile"]), format="json-ld")
    labels = {row[0] for row in ask(graph, "SELECT ?l { ?v rdfs:label ?l }")}
    assert "<script>alert('x')</script>" in labels and "two\nlines\tand a tab\r" in labels and "bell \x07 and \x1b[31mred" in labels
    shares = ask(graph, "SELECT ?s { ?e bods:interest [ a bods:Shareholding; bods:shareExact ?s ] }")
    assert shares == [("33.333333333",)], shares  # the denied 51 % is no relationship
    assert not ask(graph, "SELECT ?u { ?s rdfs:seeAlso ?u FILTER STRSTARTS(STR(?u), 'javascript') }")


def node_modules(*packages):
    folder = os.environ.get("DUTYGRAPH_NODE_MODULES", "")
    if shutil.which("node") is None or not folder or not all((pathlib.Path(folder) / name).is_dir() for name in packages):
        skip(f"node or {', '.join(packages)} is not there (npm install them, set DUTYGRAPH_NODE_MODULES to node_modules)")


def check_mermaid():
    node_modules("mermaid", "jsdom")
    for files in WORLDS.values():
        text = export("mermaid", files)
        found = subprocess.run(["node", str(HERE / "mermaid.mjs")], input=text.encode(), capture_output=True)
        assert found.returncode == 0, found.stderr.decode()
        parsed = json.loads(found.stdout)
        assert (parsed["vertices"], parsed["edges"]) == counts(files), parsed
        assert parsed["clicks"] == 0
    labels = json.loads(
        subprocess.run(["node", str(HERE / "mermaid.mjs")], input=export("mermaid", WORLDS["hostile"]).encode(),
                       check=True, capture_output=True).stdout)["labels"]
    assert any("<script>alert('x')</script>" in label for label in labels), labels
    assert any("{{x}} [y] (z) |p| `tick` \"]; click n0 #quot; #35; ;end" in label for label in labels), labels


def check_cypher():
    node_modules("@neo4j-cypher/language-support")
    for files in WORLDS.values():
        text = export("cypher", files)
        found = subprocess.run(["node", str(HERE / "cypher.mjs")], input=text.encode(), capture_output=True)
        assert found.returncode == 0, found.stderr.decode()
        parsed = json.loads(found.stdout)
        assert not parsed["problems"], parsed["problems"][:3]
        vertices, edges = counts(files)
        assert parsed["statements"] == 2 + parsed["sources"] + vertices + edges, (parsed, vertices, edges)
    # Neither reading of \u in older versions of Neo4j leaves the string.
    text = export("cypher", WORLDS["hostile"])
    assert "\\\\u" not in text and "'\\\\' + 'u0027}) DETACH" in text


if __name__ == "__main__":
    checks = {name.removeprefix("check_"): check for name, check in list(globals().items()) if name.startswith("check_")}
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(checks)}")
    checks[sys.argv[1]]()
    print("ok")
