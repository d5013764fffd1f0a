# SPDX-License-Identifier: BSL-1.0
"""The same verbs, options and rows as the program has."""

import datetime
import inspect
import re

import pytest

import dutygraph as dg
from dutygraph import _core, _options
from conftest import RURITANIA, TELECOMS

# Options that Python has in another way, see _values.py, or as arguments of read().
ELSEWHERE = {"format", "output", "help", "quarantine", "fail_on", "from", "tags", "persons", "strict", "lenient"}
ELSEWHERE |= {"match_names", "map"}

QUESTIONS = [
    ("info", {}),
    ("lint", {}),
    ("control", {"state": "XR"}),
    ("control", {"all": True}),
    ("control", {"all_profiles": True}),
    ("control", {"joint": True, "profile": "significant"}),
    ("nexus", {}),
    ("nexus", {"limit": 1}),
    ("nexus", {"at_deal": True, "all": True, "channel": "support"}),
    ("dossier", {"company": "ruritel"}),
    ("ownership", {}),
    ("coherence", {}),
    ("mix gaps", {}),
    ("check", {}),
    ("compare", {}),
    ("timeline", {"company": "ruritel"}),
    ("agencies missing", {}),
    ("repair", {}),
    ("diff", {"against_date": "2015-01-01"}),
    ("explain control", {"state": "XR", "company": "ruritel"}),
    ("explain nexus", {"state": "XR", "company": "ruritel"}),
    ("why-not control", {"state": "XR", "company": "ruritel"}),
]


@pytest.mark.parametrize("verb,options", QUESTIONS, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.filterwarnings("ignore::dutygraph.DataWarning")
def test_same_bytes_as_the_program(program, ruritania, verb, options):
    company = options.get("company")
    if company and company not in ruritania:
        company = ruritania.vertices("company")[0].id
        options = {**options, "company": company}
    words = verb.split()
    flags = []
    for name, value in options.items():
        flags.append(f"--{name.replace('_', '-')}" + ("" if value is True else f"={value}"))
    name, *topics = words
    result = ruritania.ask(name, *topics, **options)
    for form, text in (("json", result.to_json()), ("jsonl", result.to_jsonl()), ("csv", result.to_csv())):
        assert text == program(*words, *flags, f"--format={form}", RURITANIA), form
    assert result.to_text() == program(*words, *flags, RURITANIA)
    assert result.to_markdown() == program(*words, *flags, "--format=md", RURITANIA)


def test_every_verb_is_a_method_with_help():
    for verb in _core.verbs():
        name = {"export": "export_graph"}.get(verb, verb.replace("-", "_"))
        method = getattr(dg, name, None) if verb == "schema" else dg.Graph.__dict__.get(name)
        assert method is not None, f"{verb} has no line in dutygraph/_graph.py"
        assert inspect.getdoc(method)


def test_every_option_is_known_to_type_checkers():
    known = set(_options.Options.__annotations__)
    for verb in _core.verbs():
        if verb == "what-if":  # its help is that of the verb it is followed by
            continue
        options = {name.replace("-", "_") for name in re.findall(r"^ +(?:-\w,)?--([a-z][a-z-]+)", _core.help(verb), re.M)}
        used = {name for name in options if name not in ELSEWHERE}
        used = {"import_" if name == "import" else name for name in used}
        assert used <= known, f"{verb}: {sorted(used - known)} missing in dutygraph/_options.py"


def test_a_verb_without_a_line_is_found_by_name(ruritania):
    class Bare(dg.Graph):
        control = property(lambda self: dg.Graph.__getattr__(self, "control"))

    bare = Bare(ruritania._core)
    assert bare.control(state="XR").to_json() == ruritania.control(state="XR").to_json()
    with pytest.raises(AttributeError, match="no_such_verb"):
        ruritania.no_such_verb


def test_values_become_words(ruritania):
    by_text = ruritania.control(state="XR", as_of="2020-05-01")
    assert by_text.stamp["as_of"] == "2020-05-01"
    for day in (datetime.date(2020, 5, 1), datetime.datetime(2020, 5, 1, 12)):
        assert ruritania.control(state=ruritania["XR"], as_of=day).to_json() == by_text.to_json()
    assert ruritania.control(state=["XR"], as_of="2020-05-01", company=None, all=False).to_json() == by_text.to_json()
    with pytest.raises(dg.UsageError, match="empty list"):
        ruritania.control(state=[])
    with pytest.raises(TypeError, match="to_csv"):
        ruritania.control(format="csv")
    with pytest.raises(TypeError):
        ruritania.control(state=object())


def test_a_profile_may_be_a_dict(ruritania):
    profile = {"name": "tenth", "share": 10, "strict": False}
    try:
        result = ruritania.control(profile=profile)
    except dg.InvalidData as error:  # says what a profile consists of
        assert error.findings
    else:
        assert result.stamp["parameters"]["profile"] == "tenth"


def test_views_answer_for_their_day(telecoms):
    then = telecoms.as_of("2015-01-01")
    assert then.num_edges < telecoms.num_edges
    assert "as of 2015-01-01" in repr(then)
    assert len(then) == len(telecoms)
    assert telecoms.known_by(datetime.date(2016, 1, 1)).num_edges <= telecoms.num_edges
    assert {edge.kind for edge in telecoms.only("holds", dg.EdgeKind.part_of).edges()} <= {
        dg.EdgeKind.holds,
        dg.EdgeKind.part_of,
    }


def test_the_day_of_today_is_a_warning():
    g = dg.from_records({"states": [{"id": "XR"}], "companies": [{"id": "a", "home": "XR"}]})
    with pytest.warns(dg.DataWarning, match="answering for today") as caught:
        g.control()
    assert caught[0].filename == __file__


def test_rows_that_are_cut_are_a_warning(telecoms):
    with pytest.warns(dg.DataWarning, match="cut"):
        result = telecoms.nexus(limit=2)
    assert len(result) == 2
    assert result.stamp["parameters"]["limit"] == "2"


def test_schema_needs_no_world():
    assert dg.schema().startswith("{")
    assert dg.schema("codelists").columns[0] == "list"
    assert "majority" in dg.schema("profiles").column("name")
    assert len(TELECOMS) == 8


def test_two_worlds_and_saved_results(tmp_path, telecoms):
    assert len(telecoms.diff(against=telecoms)) == 0
    assert telecoms.diff(against_date="2015-01-01").to_json() != telecoms.diff(against_date="2025-01-01").to_json()
    other = dg.loads(telecoms.to_json().replace('"share": 53.97', '"share": 12'))
    assert "telenor" in other.diff(against=telecoms, company="telenor").to_json()
    assert other.diff(against=TELECOMS, company="telenor").to_jsonl() == other.diff(
        against=telecoms, company="telenor"
    ).to_jsonl()
    result = telecoms.control(state="NO")
    assert len(telecoms.verify(result)) == 0
    assert len(telecoms.verify(result.save(tmp_path / "saved.json"))) == 0
    assert len(other.verify(result)) > 0


def test_what_if(telecoms):
    edits = {"op": "remove", "section": "holdings", "id": "no-telenor"}
    (row,) = telecoms.what_if("control", edits=edits, state="NO").document["removed"]
    assert row["company"] == "telenor"
    assert telecoms.what_if("control", edits=[edits], state="NO").stamp["parameters"]["edits"] == "1"


@pytest.mark.parametrize("to", ["dot", "graphml", "gexf", "mermaid", "jsonld", "cypher", "svg"])
def test_exports_are_the_bytes_of_the_program(program, ruritania, to):
    text = ruritania.export_graph(to)
    assert isinstance(text, str) and text == program("export", f"--to={to}", RURITANIA)
    assert (text._repr_svg_() is not None) == (to == "svg")


def test_an_export_may_be_a_neighbourhood(ruritania):
    part = ruritania.export_graph("graphml", company="ruritel", hops=1)
    assert 1 < part.count("<node ") < len(ruritania)
    with pytest.raises(dg.UsageError, match="no format of export"):
        ruritania.export_graph("xlsx")


def test_reports_are_the_bytes_of_the_program(program, ruritania, tmp_path):
    html = ruritania.report("XR")
    assert html == program("report", "--state=XR", RURITANIA)
    assert html._repr_html_().startswith("<!DOCTYPE html>")
    assert html.save(tmp_path / "report.html").read_text(encoding="utf-8") == html
    markdown = ruritania.report("XR", to="md", limit=1)
    assert markdown == program("report", "--state=XR", "--to=md", "--limit=1", RURITANIA)
    with pytest.raises(dg.UsageError, match="html, md"):
        ruritania.report("XR", to="pdf")
