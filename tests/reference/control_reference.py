"""Control of companies by States: an independent reference, written from `ownership.md` only.

Slow and obvious on purpose. Shares are exact: whole numbers of 1e-9 percent; thresholds and rescaled totals
are `fractions.Fraction`. Nothing here is shared with the C++ library, and nothing was read from it.

    rows = control(document, profile="majority", as_of="2024-01-01", all_rows=True)
    rows = joint(document, profile="majority", as_of="2024-01-01")

`document` is a parsed native document (`model.md`); sections may be lists or objects keyed by id. A row is
{state, company, verdict, votes: {low, high}, round, blocking?, inconsistent?, assumptions, joint?}.

Readings (where the text is silent or can be read in two ways; compare with these first when results differ)

 R1  Rows. A row's company is a record of `companies`, or anything that a holding names as its `company` and that
     is neither a State nor an agency. A company with `organ_of` is a member of the group and has a row with
     round 0; a fund that is an organ and that nobody holds has none.
 R2  Excluded rows (`--all`): companies in which a member of the final U has an interest of any basis (also
     indirect, `contract`, a share of 0) that is or may be in force and is not negative. They have no `round`.
 R3  `votes.low` = sure total of the final L, `votes.high` = largest total of the final U, in the profile's
     measure. Claims and accepted bases are not in them: case 27 is `possible` with 0 and 0.
 R4  Decimal strings are exact and minimal. Only `treasury = suspended` can give more than 9 decimals; then low
     is rounded down and high up at the 9th.
 R5  Scenarios. A row that is unsure by its dates is in force or not, independently of all others. The lower bound
     of (holder, entity) is the least value over all scenarios, the upper the greatest. So an unsure row neither
     narrows the evidence of another source nor lets one speak alone; "the hull of both" (votes against capital)
     is the special case. With several votes rows, all unsure, one of them may be the only one in force.
 R6  Disputed rows do not exist for the lower bound (they neither add to it, nor contradict, nor displace capital);
     for the upper bound they may hold or not, like unsure rows.
 R7  Rows certainly not in force are no evidence at all: their source is silent, it does not say 0.
 R8  Without a share means: no `share` key. For capital and votes it is [0, 100]. For `board` it is (50, 100]; for an
     `unknown` interest it counts nothing. `share: {unknown: ...}` is a share that is not known: [0, 100], also for
     board (possible majority) and for `unknown` interests.
 R9  An `unknown` interest adds its upper end on top of what votes or capital give, in both measures (the later
     and more careful sentence of section 8 against "only capital rows count"); its lower end is 0 for outsiders too.
 R10 Classes are compared as written; no class is its own. One holder's total is not cut at 100.
 R11 Only the first of `sources` counts; all unsourced rows are one source. An unsure or disputed row may stand
     beside a sure one of its source as a further lot.
 R12 An indirect or negative votes row is no vote information: capital stands in.
 R13 Indirect claims are compared one by one with the threshold, not added, and not limited by what outsiders hold.
     Under `measure: capital` only capital claims count. An indirect `unknown` interest counts nowhere.
 R14 `indirect_claim` is listed on every `possible` row for which a member of U holds such a claim, also where
     the sum alone would do.
 R15 Indirect veto, law and board rights are claims too: upper closure only, with `indirect_claim`. `consolidation`
     counts alike, direct or indirect. Directness unknown counts like direct, with `directness_unknown`.
 R16 Board seats follow rule 3 (lots add, sources intersect). Seats of outsiders do not limit the upper closure.
     Concert partners lend votes only, no seats and no special rights.
 R17 Concert: partners of a member of the closure in an agreement on this company (no `company` = on every one) add
     their whole total and are then no outsiders. They do not become members and their other partners do not follow.
     Unsure or disputed agreements: upper only. Under `measure: capital` the partner's capital is added.
 R18 U takes in whatever joins L, in the same round, and high is never below low. It only matters for dirty data
     (others plus treasury above 100, which is not `over_allocated`), where L can decide and the bound of U not.
 R19 `suspended`: low = sum / (100 - low of self), high = min(...) / (100 - high of self), as written; high is cut at 100
     unless over-allocated. Nothing left to vote: low is 0, high is 100 if the sum is above 0. An open end of the
     self-held share makes the rescaled total open at that end.
 R20 `blocking`: compare is `>`, the verdict is not `certain`, the sure total (after rescaling) is exactly the
     threshold, not open there. So a `possible` row such as case 8 carries it too.
 R21 `round` counts synchronous rounds: what joins in round r is seen from round r + 1 on. The group is round 0.
 R22 `inconsistent` looks at the measured totals (capital standing in where it does), `over` at their sure lower ends.
 R23 Assumptions are those of the row's own links, not of the chain above: rows of members (and partners) of the
     deciding closure in this company (L for `certain`: sure undisputed rows only; else U), so far as they enter
     the sum, carry an accepted basis that decides, or are a claim that meets the threshold.
 R24 `votes_from_capital`: a capital row of such a member is used and no sure, undisputed votes row decides.
 R25 `last_observed: D`: as_of is, or may be, before the first or after the last date of `observed` of the holding; D is the
     last date as written, in both cases. `observed` of other records leaves no trace in rows.
 R26 `stated_later`: the holding has `recorded` (or may have it) after as_of. A native holding is a series of one version.
     `known_by` drops records of every section surely recorded after it.
 R27 Membership levels take the weakest link: record of the member, records of its agencies on the way up. A State is
     always in its own group. Without `include_subnational` a body that is, or is below, `level: subnational` is out; the
     body above must itself be in force for that, else (unsure) the member is unsure.
 R28 `part_of` may name a State. Several States by several ways: member of each. Cycles in `part_of` are errors.
 R29 Dissolved = the company's own record is surely over: it has no row, but its holdings count as their dates say.
 R30 States = records of `states`, plus ids named as a State (`state`, `organ_of`) or holding without any record.
 R31 `joint`: the closure of the united groups of two States reaches e with a stronger verdict than either alone
     (certain > possible > excluded). The row has `joint: [a, b]` and `state: a`; no other State is looked at.
 R32 `from` / `to` of an interest replace those of its holding, each on its own.
 R33 Interests of an entity in itself are left out of everything, also of claims and accepted bases.
 R34 A threshold of 0 with `>=` is refused (everything would be controlled); 33 1/3 is written "100/3".
 R35 Not covered, refused: `same_as`, an `accept_alone` other than board, veto, law, consolidation, unknown interest fields.
"""
import argparse
import itertools
import json
import sys
from dataclasses import dataclass
from fractions import Fraction

from reference_values import (FULL, HALF, add_highs, add_lows, basis_of, by_id, days, decimal, empty, full_profile,
                              high_meets, in_force, low_meets, records, share_bounds)

# --- The world on one day

@dataclass(frozen=True, eq=False)
class Row:
    """One interest that is, or may be, in force on the day."""
    holder: str
    entity: str
    basis: str
    share_class: object
    source: object
    low: tuple
    high: tuple
    has_share: bool
    directness: str
    sure: bool           # by its dates
    disputed: bool
    notes: frozenset     # assumptions that its use brings

    @property
    def solid(self):
        return self.sure and not self.disputed

    @property
    def indirect(self):
        return self.directness == "indirect"


INTEREST_FIELDS = {"type", "class", "directness", "share", "from", "to"}


class World:
    def __init__(self, document, as_of=None, known_by=None):
        if document.get("same_as"):
            raise ValueError("same_as is not covered")
        self.as_of = as_of or document["as_of"]
        self.day = days(self.as_of)[0]
        self.known_by = days(known_by)[1] if known_by else None
        self.agencies = by_id(document.get("agencies"))
        self.companies = by_id(document.get("companies"))
        self.organisations = by_id(document.get("organisations"))
        self.rows = [row for holding in records(document.get("holdings")) for row in self.interests(holding)]
        self.concerts = [(set(c["parties"]), c.get("company"), level)
                         for c in records(document.get("concert")) if (level := self.level(c))]
        actors = {**self.agencies, **self.companies, **self.organisations}
        named = [a.get("state") for a in self.agencies.values()] + [a.get("organ_of") for a in actors.values()]
        named += [holding["holder"] for holding in records(document.get("holdings"))]
        self.states = sorted(set(by_id(document.get("states"))) | {n for n in named if n and n not in actors})
        self.between = {}                                  # entity -> holder -> rows
        for row in self.rows:
            if row.holder != row.entity:
                self.between.setdefault(row.entity, {}).setdefault(row.holder, []).append(row)
        self.own = {}                                      # entity -> rows of the entity in itself
        for row in self.rows:
            if row.holder == row.entity:
                self.own.setdefault(row.entity, []).append(row)
        self.listed = {c for c in set(self.companies) | set(self.between)
                       if c not in self.agencies and c not in self.states and not self.dissolved(c)}

    def dropped(self, record):
        return (record.get("assertion") == "negative"
                or (self.known_by is not None and "recorded" in record and days(record["recorded"])[0] > self.known_by))

    def level(self, record):
        """2 = the record surely holds on the day, 1 = perhaps, 0 = no."""
        if self.dropped(record):
            return 0
        level = in_force(record.get("from"), record.get("to"), self.day)
        return min(level, 1) if record.get("assertion") == "disputed" else level

    def dissolved(self, company):
        end = self.companies.get(company, {}).get("to")
        return end is not None and self.day >= days(end)[1]

    def interests(self, holding):
        if self.dropped(holding):
            return
        notes = set()
        if "recorded" in holding and days(holding["recorded"])[1] > self.day:
            notes.add("stated_later")
        if holding.get("observed"):
            seen = sorted(holding["observed"], key=days)
            if self.day < days(seen[0])[1] or self.day > days(seen[-1])[0]:
                notes.add(f"last_observed: {seen[-1]}")
        for interest in holding["interests"]:
            if set(interest) - INTEREST_FIELDS:
                raise ValueError(f"unknown interest field in {interest}")
            level = in_force(interest.get("from", holding.get("from")), interest.get("to", holding.get("to")), self.day)
            if not level:
                continue
            basis = basis_of(interest["type"])
            if "share" in interest:
                low, high = share_bounds(interest["share"])
            elif basis == "board":
                low, high = (HALF, True), (FULL, True)
            else:
                low, high = (0, False), (FULL, True)
            directness = interest.get("directness", "direct")
            extra = {"directness_unknown"} if directness == "unknown" else set()
            yield Row(holding["holder"], holding["company"], basis, interest.get("class"),
                      (holding.get("sources") or [None])[0], low, high, "share" in interest, directness,
                      level == 2, holding.get("assertion") == "disputed", frozenset(notes | extra))

    # --- Section 2: the group

    def agency_level(self, agency, state, include_subnational, below=()):
        """2, 1, 0: the agency surely, perhaps, not a member of the State's group."""
        if agency in below:
            raise ValueError(f"part_of cycle at {agency}")
        record = self.agencies[agency]
        own = self.level(record)
        if own == 0 or (not include_subnational and record.get("level") == "subnational"):
            return 0
        above = record.get("part_of")
        level = 2 if state in (record.get("state"), above) else 0
        if above in self.agencies:
            level = max(level, self.agency_level(above, state, include_subnational, (*below, agency)))
        if not include_subnational:
            chain = 2                                      # how surely the bodies above are above
            while above in self.agencies and chain:
                chain = min(chain, self.level(self.agencies[above]))
                if self.agencies[above].get("level") == "subnational":
                    level = min(level, 2 - chain)
                above = self.agencies[above].get("part_of")
        return min(own, level)

    def group(self, state, include_subnational):
        """(sure members, members that are or may be)."""
        levels = {state: 2}
        for agency in self.agencies:
            levels[agency] = self.agency_level(agency, state, include_subnational)
        for actor, record in itertools.chain(self.organisations.items(), self.companies.items()):
            owner = record.get("organ_of")
            if owner is None:
                continue
            up = 2 if owner == state else levels[owner] if owner in self.agencies else 0
            levels[actor] = min(up, self.level(record))
        return {m for m, v in levels.items() if v == 2}, {m for m, v in levels.items() if v}


# --- Section 1: what one holder has in one entity

def scenarios(rows):
    """All ways in which the rows that are not solid may or may not hold (R5, R6)."""
    unsure = [r for r in rows if not r.solid]
    if not unsure:
        return [rows]
    solid = [r for r in rows if r.solid]
    return [solid + [r for r, there in zip(unsure, choice) if there]
            for choice in itertools.product((False, True), repeat=len(unsure))]


def add_up(rows):
    """Value of rows of one basis that all hold: lots add, sources intersect, classes add (rule 3)."""
    facts = {}
    for row in rows:
        facts.setdefault(row.share_class, {}).setdefault(row.source, []).append(row)
    lows, highs = [], []
    for sources in facts.values():
        said = [(add_lows(r.low for r in lots), add_highs(r.high for r in lots)) for lots in sources.values()]
        low, high = max(s[0] for s in said), min(s[1] for s in said)
        if empty(low, high):                               # contradictory_shares
            low, high = (0, False), max(s[1] for s in said)
        lows.append(low)
        highs.append(high)
    return add_lows(lows), add_highs(highs)


def votes_or_capital(rows, measure):
    """Votes decide for their holder, capital stands in; all rows hold."""
    votes = [r for r in rows if r.basis == "votes"]
    if measure == "votes" and votes:
        return add_up(votes)
    return add_up([r for r in rows if r.basis == "capital"])


def holder_bounds(rows, measure):
    """What a holder has for certain, and what it could have at most."""
    direct = [r for r in rows if not r.indirect]
    main = [r for r in direct if r.basis in ("capital", "votes")]
    vague = [r for r in direct if r.basis == "unknown" and r.has_share]
    low = min(votes_or_capital(s, measure)[0] for s in scenarios([r for r in main if not r.disputed]))
    high = max(votes_or_capital(s, measure)[1] for s in scenarios(main))
    if vague:
        high = add_highs([high, max(add_up(s)[1] for s in scenarios(vague))])
    return low, high


def board_bounds(rows):
    seats = [r for r in rows if r.basis == "board" and not r.indirect]
    low = min(add_up(s)[0] for s in scenarios([r for r in seats if not r.disputed]))
    return low, max(add_up(s)[1] for s in scenarios(seats))


# --- Section 3: closures

class Query:
    """Everything that control under one profile on one day needs."""

    def __init__(self, document, profile="majority", as_of=None, known_by=None):
        self.world = World(document, as_of, known_by)
        self.profile = full_profile(profile, document)
        self.theta, self.compare = self.profile["theta"], self.profile["compare"]
        self.accept = set(self.profile["accept_alone"])
        measure = self.profile["measure"]
        self.entities = sorted(self.world.between)
        self.held = {e: {h: holder_bounds(rows, measure) for h, rows in holders.items()}
                     for e, holders in self.world.between.items()}
        self.self_held = {e: holder_bounds(rows, measure) for e, rows in self.world.own.items()}
        self.over = set()
        for e, holders in self.held.items():
            total, is_open = add_lows(low for low, _ in holders.values())
            if total > FULL or (total == FULL and is_open):
                self.over.add(e)
        self.seats = {e: {h: board_bounds(rows) for h, rows in holders.items() if any(r.basis == "board" for r in rows)}
                      for e, holders in self.world.between.items()} if "board" in self.accept else {}

    # Totals

    def counted(self, e, members, need):
        """Holders whose votes in e count for these members: themselves and their concert partners."""
        inside = {h for h in self.held.get(e, {}) if h in members}
        if self.profile["concert"]:
            for parties, company, level in self.world.concerts:
                if level >= need and company in (None, e) and parties & members:
                    inside |= {h for h in parties if h in self.held.get(e, {})}
        return inside

    def lower_total(self, e, members):
        value, is_open = add_lows(self.held[e][h][0] for h in self.counted(e, members, 2)) if e in self.held else (0, False)
        if self.profile["treasury"] == "suspended" and e in self.self_held:
            self_low, self_open = self.self_held[e][0]
            if self_low >= FULL:
                return 0, False
            value, is_open = Fraction(value * FULL, FULL - self_low), is_open or (self_open and value > 0)
        return value, is_open

    def upper_total(self, e, members):
        holders = self.held.get(e, {})
        inside = self.counted(e, members, 1)
        total = add_highs(holders[h][1] for h in inside)
        own_low, own_high = self.self_held.get(e, ((0, False), (0, True)))
        if e not in self.over:
            taken, is_open = add_lows([own_low] + [holders[h][0] for h in holders if h not in inside])
            total = min(total, (max(0, FULL - taken), not is_open))
        if self.profile["treasury"] == "suspended" and e in self.self_held:
            value, closed = total
            if value > 0:
                left = FULL - own_high[0]
                total = (Fraction(value * FULL, left), closed and own_high[1]) if left > 0 else (FULL, True)
                if e not in self.over and total[0] > FULL:
                    total = (FULL, True)
        return total

    # Joining

    def board_decides(self, e, members, upper):
        seats = [b for h, b in self.seats.get(e, {}).items() if h in members]
        if upper:
            return high_meets(add_highs(high for _, high in seats), HALF, ">")
        return low_meets(add_lows(low for low, _ in seats), HALF, ">")

    def accepted_rows(self, e, members, upper):
        """Rows of an accepted basis that decide alone."""
        board = "board" in self.accept and self.board_decides(e, members, upper)
        for h, rows in self.world.between.get(e, {}).items():
            if h not in members:
                continue
            for row in rows:
                if row.basis not in self.accept or not (upper or row.solid):
                    continue
                claim = row.indirect and row.basis != "consolidation"
                if claim and not upper:
                    continue
                if row.basis != "board" or (high_meets(row.high, HALF, ">") if claim else board):
                    yield row

    def claims(self, e, members):
        """Indirect rows of members that would meet the threshold."""
        bases = ("capital",) if self.profile["measure"] == "capital" else ("capital", "votes")
        return [r for h, rows in self.world.between.get(e, {}).items() if h in members for r in rows
                if r.indirect and r.basis in bases and high_meets(r.high, self.theta, self.compare)]

    def joins_lower(self, e, members):
        return (low_meets(self.lower_total(e, members), self.theta, self.compare)
                or any(True for _ in self.accepted_rows(e, members, upper=False)))

    def joins_upper(self, e, members):
        return (high_meets(self.upper_total(e, members), self.theta, self.compare)
                or any(True for _ in self.accepted_rows(e, members, upper=True))
                or bool(self.claims(e, members)))

    def closures(self, sure, perhaps):
        """Both least fixed points in step: {member: round}."""
        lower, upper = dict.fromkeys(sure, 0), dict.fromkeys(perhaps, 0)
        for number in itertools.count(1):
            low_set, high_set = set(lower), set(upper)
            new_lower = [e for e in self.entities if e not in low_set and self.joins_lower(e, low_set)]
            new_upper = [e for e in self.entities if e not in high_set
                         and (e in new_lower or self.joins_upper(e, high_set))]
            if not new_lower and not new_upper:
                return lower, upper
            lower.update(dict.fromkeys(new_lower, number))
            upper.update(dict.fromkeys(new_upper, number))

    def group_closures(self, *states):
        groups = [self.world.group(s, self.profile["include_subnational"]) for s in states]
        return self.closures(set().union(*(g[0] for g in groups)), set().union(*(g[1] for g in groups)))

    # Rows

    def assumptions(self, e, members, upper):
        found = set()
        votes_measure = self.profile["measure"] == "votes"
        for h in self.counted(e, members, 1 if upper else 2):
            rows = [r for r in self.world.between[e][h] if not r.indirect and (upper or r.solid)]
            decided = votes_measure and any(r.basis == "votes" and r.solid for r in rows)
            for row in rows:
                if row.basis == "votes" and votes_measure:
                    found |= row.notes
                elif row.basis == "capital" and not decided:
                    found |= row.notes
                    if votes_measure:
                        found.add("votes_from_capital")
                elif row.basis == "unknown" and row.has_share and upper:
                    found |= row.notes
        for row in self.accepted_rows(e, members, upper):
            found |= row.notes
            if row.indirect and row.basis != "consolidation":
                found.add("indirect_claim")
        if upper:
            for row in self.claims(e, members):
                found |= row.notes | {"indirect_claim"}
        return sorted(found)

    def row(self, state, e, lower, upper):
        verdict = "certain" if e in lower else "possible" if e in upper else "excluded"
        low, high = self.lower_total(e, set(lower)), self.upper_total(e, set(upper))
        high = max(high, (low[0], not low[1]))
        row = {"state": state, "company": e, "verdict": verdict,
               "votes": {"low": decimal(low[0]), "high": decimal(high[0], up=True)}}
        if verdict != "excluded":
            row["round"] = lower[e] if e in lower else upper[e]
        if verdict != "certain" and self.compare == ">" and low == (self.theta, False):
            row["blocking"] = True
        if e in self.over:
            row["inconsistent"] = True
        decided_by = lower if e in lower else upper
        row["assumptions"] = self.assumptions(e, set(decided_by), decided_by is upper)
        return row

    def rows(self, states=None, all_rows=False, companies=()):
        """Rows of all States (or those given), by state and company; `companies` always have a row."""
        result = []
        for state in self.world.states if states is None else sorted(states):
            lower, upper = self.group_closures(state)
            for e in sorted(self.world.listed):
                held = all_rows and any(h in upper for h in self.world.between.get(e, {}))
                if e in upper or held or e in companies:
                    result.append(self.row(state, e, lower, upper))
        return result

    def joint_rows(self):
        """Companies that two States control together and neither alone, for each pair of States."""
        alone = {state: self.group_closures(state) for state in self.world.states}
        rank = lambda e, pair: 2 if e in pair[0] else 1 if e in pair[1] else 0
        result = []
        for a, b in itertools.combinations(self.world.states, 2):
            together = self.group_closures(a, b)
            for e in sorted(self.world.listed):
                if rank(e, together) > max(rank(e, alone[a]), rank(e, alone[b])):
                    result.append({**self.row(a, e, *together), "joint": [a, b]})
        return result


def control(document, profile="majority", as_of=None, states=None, all_rows=False, companies=(), known_by=None):
    return Query(document, profile, as_of, known_by).rows(states, all_rows, companies)


def joint(document, profile="majority", as_of=None, known_by=None):
    return Query(document, profile, as_of, known_by).joint_rows()


def main():
    parser = argparse.ArgumentParser(description="Control rows of a native document, one a line.")
    parser.add_argument("file", help="*.duty.json, or - for standard input")
    parser.add_argument("--profile", default="majority", help="name, or a JSON object")
    parser.add_argument("--as-of")
    parser.add_argument("--known-by")
    parser.add_argument("--all", action="store_true", help="excluded rows too")
    parser.add_argument("--joint", action="store_true", help="joint rows of all pairs of States instead")
    options = parser.parse_args()
    with sys.stdin if options.file == "-" else open(options.file, encoding="utf-8") as stream:
        document = json.load(stream, parse_float=str)
    profile = json.loads(options.profile) if options.profile.startswith("{") else options.profile
    query = Query(document, profile, options.as_of, options.known_by)
    for row in query.joint_rows() if options.joint else query.rows(all_rows=options.all):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
