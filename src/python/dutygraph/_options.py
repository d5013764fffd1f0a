# SPDX-License-Identifier: BSL-1.0
"""Options of the verbs, for type checkers. Which verb has which is what `dutygraph VERB --help` says."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Union

if TYPE_CHECKING:
    from ._graph import Graph, Vertex

Id = Union[str, "Vertex"]
Ids = Union[Id, Sequence[Id]]
Day = Union[str, datetime.date]


class Options(TypedDict, total=False):
    """None stands for the default."""

    state: Ids | None
    company: Ids | None
    as_of: Day | None
    known_by: Day | None
    profile: str | os.PathLike[str] | Mapping[str, Any] | None
    channel: str | None
    all: bool
    joint: bool
    all_profiles: bool
    at_deal: bool
    edits: Any
    agency: Ids | None
    allow_weakening: bool
    check: str | Sequence[str] | None
    subject: Id | None
    ids: str | Sequence[str] | None
    rules: str | Sequence[str] | None
    posterior_across_issuers: bool
    weigh: str | Sequence[str] | None
    definition: str | None
    against: Any
    against_date: Day | None
    rows: str | None
    columns: str | None
    technology: str | Sequence[str] | None
    right: str | Sequence[str] | None
    right_holder: str | None
    instrument: Ids | None
    threshold: str | Sequence[str] | None
    need: str | int | None
    at: Day | Sequence[Day] | None
    import_: str | os.PathLike[str] | None
    sure: bool
    measures: str | Sequence[str] | None
    to: str | None
    hops: int | None
    limit: int | None
    theme: str | None
    id_prefix: str | None
    limit_time: float | None
    seed: int | None
    progress: bool | Callable[[str, int, int], object] | None
