# SPDX-License-Identifier: BSL-1.0
"""The State duty to protect human rights, as a graph of dated, sourced facts.

    import dutygraph as dg

    g = dg.read("world.duty.json", "owners.jsonl", tags="state-organs.csv")
    for row in g.nexus(state="NO", as_of="2024-01-01"):
        print(row["company_name"], row["closeness"])
"""

from ._build import GraphBuilder, from_frames, from_records
from ._core import version as __version__
from ._enums import EdgeKind, VertexKind
from ._errors import (
    Cancelled,
    DataWarning,
    Error,
    InvalidData,
    InvalidValue,
    NotFound,
    Unreadable,
    Unwritable,
    UsageError,
)
from ._graph import Columns, Edge, Graph, Vertex, loads, read, schema
from ._result import Result, Row, Text

__all__ = [
    "Cancelled",
    "Columns",
    "DataWarning",
    "Edge",
    "EdgeKind",
    "Error",
    "Graph",
    "GraphBuilder",
    "InvalidData",
    "InvalidValue",
    "NotFound",
    "Result",
    "Row",
    "Text",
    "Unreadable",
    "Unwritable",
    "UsageError",
    "Vertex",
    "VertexKind",
    "__version__",
    "from_frames",
    "from_records",
    "loads",
    "read",
    "schema",
]
