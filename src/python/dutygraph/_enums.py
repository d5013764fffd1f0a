# SPDX-License-Identifier: BSL-1.0
"""The closed lists of what a world consists of. The numbers are those of the columns."""

from __future__ import annotations

from enum import IntEnum


class VertexKind(IntEnum):
    """What a vertex is: one kind per section of the native document whose records are vertices."""

    state = 0
    agency = 1
    company = 2
    organisation = 3
    concert = 4
    engagement = 5
    support = 6
    instrument = 7
    provision = 8
    commitment = 9
    implementation = 10
    mandate = 11
    required_mandate = 12
    lead = 13
    coordination = 14
    capacity = 15
    objective = 16
    interaction = 17
    safeguard_policy = 18
    restriction = 19
    treaty_clause = 20
    measure = 21
    position = 22
    event = 23
    remedy = 24
    place = 25
    salient = 26
    completeness = 27


class EdgeKind(IntEnum):
    """What an edge says. A holding is an edge of its own; every other kind is a reference that a record makes."""

    holds = 0
    part_of = 1
    member_of = 2
    supervises = 3
    defers_to = 4
    acts_in_concert = 5
    role_in = 6
    issues = 7
    contains = 8
    enforces = 9
    party_to = 10
    amends = 11
    supersedes = 12
    implements = 13
    prevails_over = 14
    coordinates = 15
    bears = 16
    concerns = 17
