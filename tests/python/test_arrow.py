# SPDX-License-Identifier: BSL-1.0
"""The Arrow stream, read by a reader of its own over ctypes and by real consumers."""

import ctypes
import json

import pytest

import dutygraph as dg

PTR = ctypes.c_void_p


class Schema(ctypes.Structure):
    pass


Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", PTR), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", PTR),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))), ("private", PTR),
]  # fmt: skip


class Array(ctypes.Structure):
    pass


Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(PTR)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", PTR),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))), ("private", PTR),
]  # fmt: skip


class Stream(ctypes.Structure):
    pass


Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))), ("private", PTR),
]  # fmt: skip


def values(form, array, child_form=None):
    """The values of an array of one of the formats that results use."""
    n = array.length
    valid = array.buffers[0]
    bits = (ctypes.c_uint8 * (n // 8 + 1)).from_address(valid) if valid else None
    present = [bits is None or bool(bits[i // 8] >> i % 8 & 1) for i in range(n)]
    assert array.null_count == present.count(False)
    if form in ("l", "g"):
        data = ((ctypes.c_int64 if form == "l" else ctypes.c_double) * n).from_address(array.buffers[1])[:] if n else []
    elif form == "b":
        packed = (ctypes.c_uint8 * (n // 8 + 1)).from_address(array.buffers[1])
        data = [bool(packed[i // 8] >> i % 8 & 1) for i in range(n)]
    else:
        ends = (ctypes.c_int64 * (n + 1)).from_address(array.buffers[1])[:]
        if form == "U":
            data = [ctypes.string_at(array.buffers[2] + ends[i], ends[i + 1] - ends[i]).decode() for i in range(n)]
        else:
            assert form == "+L"
            items = values(child_form, array.children[0].contents)
            data = [items[ends[i] : ends[i + 1]] for i in range(n)]
    return [value if here else None for value, here in zip(data, present)]


def read_stream(result):
    """{name: (format, values)} of a result."""
    capsule = result.__arrow_c_stream__()
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = PTR, [ctypes.py_object, ctypes.c_char_p]
    stream = Stream.from_address(get(capsule, b"arrow_array_stream"))
    schema, array, end = Schema(), Array(), Array()
    assert stream.get_schema(stream, schema) == 0
    assert stream.get_next(stream, array) == 0
    assert stream.get_next(stream, end) == 0 and not end.release
    stream.release(stream)
    del capsule
    table = {}
    for i in range(schema.n_children):
        field = schema.children[i].contents
        child = field.children[0].contents.format.decode() if field.n_children else None
        form = field.format.decode()
        table[field.name.decode()] = form, values(form, array.children[i].contents, child)
    array.release(array)
    schema.release(schema)
    assert not array.release and not schema.release
    return table


def plain(form, value):
    if value is None:
        return None
    if form == "g":
        return float(value)
    return value


def results(telecoms):
    yield telecoms.control(all=True)
    yield telecoms.nexus()
    yield telecoms.lint(as_of="2024-01-01")
    yield telecoms.control(state="AT")
    yield dg.schema("codelists")
    yield telecoms.control(all_profiles=True)


def test_stream_has_the_rows(telecoms):
    for result in results(telecoms):
        table = read_stream(result)
        assert list(table) == result.columns
        for name, (form, column) in table.items():
            assert column == [plain(form, value) for value in result.column(name)], (result.verb, name)
    assert read_stream(telecoms.control())["votes/low"][0] == "g"
    assert read_stream(telecoms.control(state="AT"))["votes/low"][0] == "g", "the type does not hang on the rows"


def test_documents_have_their_lists_as_json(telecoms):
    table = read_stream(telecoms.info())
    form, (sections,) = table["sections"]
    assert form == "U"
    assert json.loads(sections) == telecoms.info().document["sections"]


def test_a_stream_that_nobody_reads_is_released(telecoms):
    for _ in range(3):
        telecoms.control().__arrow_c_stream__()


def test_pyarrow(telecoms):
    pyarrow = pytest.importorskip("pyarrow")
    for result in results(telecoms):
        table = pyarrow.table(result)
        table.validate(full=True)
        assert table.num_rows == len(result) and table.column_names == result.columns
        for name in result.columns:
            form = "g" if pyarrow.types.is_floating(table.schema.field(name).type) else ""
            assert table[name].to_pylist() == [plain(form, value) for value in result.column(name)]


def test_polars(telecoms):
    polars = pytest.importorskip("polars")
    for result in results(telecoms):
        frame = polars.DataFrame(result)
        assert frame.columns == result.columns and frame.height == len(result)
    assert polars.DataFrame(telecoms.nexus())["company"].to_list() == telecoms.nexus().column("company")


def test_duckdb(telecoms):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    nexus = telecoms.nexus()
    rows = duckdb.sql('select company, "share/low" from nexus order by all').fetchall()
    assert len(rows) == len(nexus)
