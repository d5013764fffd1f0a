# SPDX-License-Identifier: BSL-1.0
"""Worlds made in Python: records by section, checked by the reader of native documents."""

from __future__ import annotations

import datetime
import decimal
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from ._errors import UsageError
from ._graph import Graph, Vertex, loads

_SETTINGS = frozenset({"as_of", "max_coordination_hops"})
# Sections of one object or list, which are given whole.
_WHOLE = frozenset({"order_edges", "exclusive_flags", "incompatible_conducts", "incompatible_gates", "codelists"})


def _is_missing(value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in ("NAType", "NaTType")


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO form, decimals exact, numpy scalars as numbers, vertices by id."""
    if isinstance(value, (str, bool)) or value is None:
        return value
    if isinstance(value, Vertex):
        return value.id
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if decimal.Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if not _is_missing(item)}
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)  # a frame with gaps has whole numbers as floats
    if isinstance(value, (int, float)):
        return value
    if hasattr(value, "tolist"):  # numpy and pandas, scalars and arrays
        return _plain(value.tolist())
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    raise TypeError(f"a value of a record cannot be a {type(value).__name__}")


def _nest(record: Mapping[str, Any]) -> dict[str, Any]:
    """Keys that are JSON pointers as objects and lists: "interests/0/share" is the share of the first interest."""
    root: dict[str, Any] = {}
    for key, value in record.items():
        if _is_missing(value):
            continue
        *above, last = str(key).split("/")
        inner = root
        for part in above:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                raise UsageError(f'the key "{key}" goes into "{part}", which is a value already')
        inner[last] = _plain(value)
    return {key: _listed(value) for key, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    items = {key: _listed(item) for key, item in value.items()}
    if items and all(key.isdecimal() for key in items):
        return [items[key] for key in sorted(items, key=int)]
    return items


def _rows(frame: Any) -> Iterable[Mapping[str, Any]]:
    """The rows of a pandas, polars or Arrow frame, of a dict of columns, or of any iterable of dicts."""
    rows: Iterable[Mapping[str, Any]]
    for method, arguments in (("to_dicts", ()), ("to_pylist", ()), ("to_dict", ("records",))):
        if hasattr(frame, method):
            rows = getattr(frame, method)(*arguments)
            return rows
    if isinstance(frame, Mapping):
        columns = {name: list(values) for name, values in frame.items()}
        if len({len(values) for values in columns.values()}) > 1:
            raise UsageError("the columns of a frame differ in length")
        return [dict(zip(columns, values)) for values in zip(*columns.values())]
    rows = iter(frame)
    return rows


class GraphBuilder:
    """Collects records by section of the native document and turns them into a Graph.

        b = dg.GraphBuilder(as_of="2024-06-30")
        b.add("sources", "report", title="State holdings report 2024")
        b.add("states", "XR", name="Ruritania", sources=["report"])
        b.add("companies", "ruritel", name="Ruritel", home="XR", sources=["report"])
        b.hold("XR", "ruritel", share=62, sources=["report"])
        g = b.freeze()

    Fields are those of the format (schema() has them all); a Python keyword gets a "_" behind it: from_, if_. Nothing is
    checked before freeze(), which says everything that is wrong at once.
    """

    def __init__(self, *, as_of: str | datetime.date | None = None, name: str = "python", **settings: Any) -> None:
        """name: of the world, in stamps and as the source of records without one."""
        self._name = name
        self._settings: dict[str, Any] = {"dutygraph": 1}
        if as_of is not None:
            settings["as_of"] = as_of
        self._lists: list[str] = []
        self._records: list[dict[str, Any]] = []
        for key, value in settings.items():
            if key in _SETTINGS:
                self._settings[key] = _plain(value)
            else:
                self.set(key, value)

    def set(self, section: str, value: Any) -> GraphBuilder:
        """Gives a section that has no records whole: codelists, order_edges, exclusive_flags, and so on."""
        if section in _SETTINGS:
            self._settings[section] = _plain(value)
        elif section not in _WHOLE:
            raise UsageError(f'the section "{section}" consists of records; use add()')
        elif isinstance(value, Mapping):
            for key, item in value.items():
                self._lines(section, {"id": key, "value": _plain(item)})
        else:
            for item in value:
                self._lines(section, {"value": _plain(item)})
        return self

    def _lines(self, section: str, fields: dict[str, Any]) -> None:
        self._records.append({"section": section, **fields})

    def add(self, section: str, id: str | None = None, /, **fields: Any) -> str | None:
        """Adds a record. Records of links (holdings, mandates, coordination) may go without an id.

        The id is returned, so that others can refer to it."""
        record = {key.rstrip("_"): value for key, value in fields.items()}
        self.add_record(section, record if id is None else {"id": id, **record})
        return id

    def add_record(self, section: str, record: Mapping[str, Any]) -> None:
        """Adds a record from a dict, as it stands in a document. Keys may be JSON pointers: "interests/0/share"."""
        if section in _WHOLE or section in _SETTINGS:
            raise UsageError(f'the section "{section}" has no records; use set()')
        nested = _nest(record)
        if section == "complete":
            self._lines(section, {"value": nested})
        else:
            self._lines(section, nested)

    def hold(
        self,
        holder: str | Vertex,
        company: str | Vertex,
        share: Any = None,
        *,
        type: str = "capital",
        id: str | None = None,
        sources: Iterable[str] = (),
        **fields: Any,
    ) -> None:
        """Adds a holding of one interest.

        share: percent (0 to 100) as a number, Decimal or text; (low, high) for a range; None: not known.
        type: "capital", "votes", "board", "law" or another basis."""
        interest: dict[str, Any] = {"type": type}
        if isinstance(share, (tuple, list)):
            low, high = share
            interest["share"] = {"min": _plain(low), "max": _plain(high)}
        elif share is not None:
            interest["share"] = share if isinstance(share, Mapping) else _plain(share)
        record: dict[str, Any] = {"holder": holder, "company": company, "interests": [interest], "id": id}
        record.update({key.rstrip("_"): value for key, value in fields.items()})
        if sources:
            record["sources"] = [sources] if isinstance(sources, str) else list(sources)
        self.add_record("holdings", record)

    def __len__(self) -> int:
        """The number of records so far."""
        return len(self._records)

    def __repr__(self) -> str:
        return f"<GraphBuilder: {len(self)} records>"

    def to_jsonl(self) -> str:
        """What was collected, as JSON Lines of the native format, unchecked."""
        lines = [self._settings, *self._records]
        return "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)

    def freeze(self, *, strict: bool = True) -> Graph:
        """Checks all records and builds the graph. The builder stays as it is.

        Raises InvalidData with every finding: the line is that of to_jsonl()."""
        return loads(self.to_jsonl(), self._name, strict=strict)


def from_records(
    sections: Mapping[str, Iterable[Mapping[str, Any]]], *, as_of: str | datetime.date | None = None, **settings: Any
) -> Graph:
    """A world from lists of dicts by section: {"companies": [{"id": "ruritel", "home": "XR"}], …}."""
    return from_frames(sections, as_of=as_of, **settings)


def from_frames(
    sections: Mapping[str, Any],
    *,
    map: Mapping[str, Mapping[str, str]] | None = None,
    as_of: str | datetime.date | None = None,
    strict: bool = True,
    **settings: Any,
) -> Graph:
    """A world from frames by section: pandas, polars or Arrow tables, dicts of columns, lists of dicts.

    Columns are the fields of the section; nested ones are JSON pointers ("interests/0/share"); cells without a value
    are left out. map renames columns: {"holdings": {"owner": "holder"}}. In holdings the columns `share` and `type`
    stand for those of one interest per row: capital, and a share that is not known, where the cell has no value.
    """
    builder = GraphBuilder(as_of=as_of, **settings)
    for section, frame in sections.items():
        names = dict((map or {}).get(section, {}))
        for row in _rows(frame):
            record = {names.get(str(key), str(key)): value for key, value in row.items() if not _is_missing(value)}
            if section == "holdings" and not any(key.startswith("interests") for key in record):
                record["interests/0/type"] = record.pop("type", "capital")
                if "share" in record:
                    record["interests/0/share"] = record.pop("share")
            builder.add_record(section, record)
    return builder.freeze(strict=strict)
