"""Small random worlds, biased towards the hard cases of `ownership.md`, with the rows that the reference expects.

    python3 random_worlds.py --seed 1 --count 1000 --profile all > worlds.jsonl

One JSON object a line: {"seed", "profile" (all fields), "as_of", "document", "rows", "joint_rows"?}. `rows` are those
of `control --all` (every State, excluded ones too); every fourth world also has `joint_rows`. World number i of seed N
is world 0 of seed N + i. The same seed gives the same bytes. `--without FEATURE` leaves a kind of difficulty out.
"""
import argparse
import collections
import datetime
import json
import random
import sys
import time

from control_reference import Query
from reference_values import SHIPPED, days, full_profile

UNIT = 10**9
FULL = 100 * UNIT
FEATURES = ("dates", "disputed", "negative", "sources", "classes", "lots", "indirect", "directness", "power", "membership",
            "subnational", "concert", "treasury", "over", "unknown", "recorded", "observed", "rings", "custom")
DAYS = ("2019-06-01", "2019-06-15", "2019-06-29", "2019-06-30", "2019-12-31", "2020-01-01", "2020-02-29", "2021-07-02")
POWERS = ("board", "board", "board", "veto", "veto", "law", "consolidation", "consolidation", "contract", "nominee",
          "unknown", "unknown", "appointmentOfBoard", "controlViaCompanyRulesOrArticles", "controlByLegalFramework",
          "otherInfluenceOrControl", "trust")
VOTES = ("votes", "votes", "votes", "votes", "votingRights", "voting-rights")
CAPITAL = ("capital", "capital", "capital", "shareholding")
STATES = ("DK", "FI", "NO", "SE")
PROFILE_KEYS = ("name", "measure", "threshold", "compare", "accept_alone", "include_subnational", "concert", "treasury")


def text(value):
    whole, rest = divmod(value, UNIT)
    return f"{whole}.{rest:09d}".rstrip("0").rstrip(".")


class Maker:
    """Makes one world. `self.holdings` collects [holder, company, interests, record fields]."""

    def __init__(self, seed, profile, without=()):
        self.random = random.Random(seed).random
        self.without = without
        self.quiet = self.chance(0.3)                      # a third of the worlds has few decorations
        self.profile = self.pick_profile(profile)
        theta = self.profile["threshold"]
        self.theta = {"100/3": 33333333333}.get(theta) or int(theta) * UNIT
        self.as_of = self.pick(DAYS)
        self.today = datetime.date.fromisoformat(self.as_of)
        self.holdings, self.concert = [], []

    # --- chance

    def chance(self, p):
        return self.random() < p

    def on(self, feature, p):
        return feature not in self.without and self.random() < (p / 3 if self.quiet else p)

    def pick(self, things):
        return things[int(self.random() * len(things))]

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def pick_profile(self, name):
        if name != "all":
            return {"name": name, **{k: v for k, v in full_profile(name).items() if k in PROFILE_KEYS and k != "name"}}
        names = tuple(SHIPPED) + ("majority", "control_any_means", "control_any_means")
        name = self.pick(names)
        fields = {k: v for k, v in full_profile(name).items() if k in PROFILE_KEYS and k != "name"}
        if self.on("custom", 0.35):
            name = "custom"
            if self.chance(0.5):
                fields["treasury"] = "suspended"
            if self.chance(0.4):
                fields["include_subnational"] = False
            if self.chance(0.4):
                fields["concert"] = True
            if self.chance(0.3):
                fields["threshold"] = self.pick(("10", "20", "25", "50", "50", "66", "75", "100/3"))
            if self.chance(0.3):
                fields["compare"] = self.pick((">", ">="))
            if self.chance(0.4):
                fields["accept_alone"] = [b for b in ("board", "veto", "law", "consolidation") if self.chance(0.6)]
        return {"name": name, **fields}

    # --- values

    def edge(self):
        """A share at or around a threshold."""
        around = self.theta if self.chance(0.6) else self.pick((50, 50, 25, 10, 75, 40, 60)) * UNIT
        return min(FULL, max(0, around + self.pick((0, 0, 1, -1, 1, -1, UNIT, -UNIT))))

    def share(self, value):
        """The same number, as a record may write it."""
        written = text(value)
        if value % UNIT == 0 and self.chance(0.6):
            return int(written)
        return float(written) if self.chance(0.2) else written

    def band(self, low=None, high=None):
        if low is None:
            low, high = self.pick(((25, 50), (50, 75), (25, 75), (40, 60), (30, 60), (75, 100), (0, 25), (10, 50), (0, 50)))
            low, high = low * UNIT, high * UNIT
            if self.chance(0.4):
                shift = self.theta - 50 * UNIT
                low, high = max(0, low + shift), min(FULL, max(UNIT, high + shift))
        low, high = max(0, low), min(FULL, high)
        if low >= high:
            return self.share(low)
        band = {}
        if low > 0 or self.chance(0.5):
            band["min"] = self.share(low)
        if high < FULL or self.chance(0.5) or not band:
            band["max"] = self.share(high)
        if "min" in band and self.chance(0.35):
            band["exclusive_min"] = True
        if "max" in band and self.chance(0.35):
            band["exclusive_max"] = True
        return band

    def around(self, value):
        """A share of about this size: mostly exact, else a band that has it."""
        value = min(FULL, max(0, value))
        kind = self.random()
        if kind < 0.62:
            return self.share(value)
        if kind < 0.72:
            return self.band(value, value + self.pick((5, 20, 50)) * UNIT)
        if kind < 0.82:
            return self.band(value - self.pick((5, 20)) * UNIT, value)
        if kind < 0.92:
            return self.band(value - 10 * UNIT, value + 10 * UNIT)
        return {"unknown": "not published"} if "unknown" not in self.without else self.share(value)

    def a_day(self, direction):
        """A date text near as_of: -1 around or before it, +1 around or after it."""
        kind = self.random()
        if kind < 0.3:
            return (self.today + datetime.timedelta(self.pick((-1, 0, 1)))).isoformat()
        if kind < 0.55:
            return self.as_of[:7]
        if kind < 0.7:
            return self.as_of[:4]
        if kind < 0.78:
            return "unknown"
        return (self.today + datetime.timedelta(direction * self.between(2, 400))).isoformat()[:self.pick((10, 10, 7, 4))]

    def validity(self, over=0.1):
        """Fields `from` / `to`: mostly in force or unsure, sometimes over."""
        if self.chance(over):
            return {"to": self.pick((self.as_of, (self.today - datetime.timedelta(30)).isoformat()[:7]))}
        fields = {}
        if self.chance(0.55):
            fields["from"] = self.a_day(-1)
        if self.chance(0.55) or not fields:
            fields["to"] = self.a_day(1)
        return fields

    # --- rows

    def measure_type(self):
        capital = self.profile["measure"] == "capital"
        return self.pick(CAPITAL if self.chance(0.8 if capital else 0.35) else VOTES)

    def hold(self, holder, company, share, kind=None, **fields):
        """A row, with the decorations of the world."""
        interest = {"type": kind or self.measure_type()}
        if share is not None:
            interest["share"] = share
        record = {}
        extra = []
        if self.on("classes", 0.06):
            interest["class"] = self.pick(("A", "B"))
        if self.on("dates", 0.14):
            (interest if self.chance(0.6) else record).update(self.validity())
        if self.on("directness", 0.05):
            interest["directness"] = "unknown"
        elif self.chance(0.05):
            interest["directness"] = "direct"
        if self.on("disputed", 0.05):
            record["assertion"] = "disputed"
        elif self.on("negative", 0.03):
            record["assertion"] = "negative"
        if self.on("lots", 0.06):
            extra.append({"type": interest["type"], "share": self.around(self.pick((UNIT, 5 * UNIT, 10 * UNIT, 1)))})
            if self.chance(0.3):
                extra[0].update(self.validity())
        if self.on("recorded", 0.03):
            record["recorded"] = self.pick((self.as_of, self.as_of[:7], "2018", "2024-03-01"))
        if self.on("observed", 0.04):
            dates = [self.pick(("2017", "2018-05", self.as_of, "2019-06-10")), self.pick((self.as_of, "2021-12", "2020-01-05"))]
            record["observed"] = dates[:self.pick((1, 2))]
        interest.update(fields)
        self.holdings.append([holder, company, [interest] + extra, record])
        if self.on("sources", 0.12) and share is not None:
            self.second_source(holder, company, interest, record)

    def second_source(self, holder, company, interest, record):
        """The same fact from another source: agreeing, wider, touching at a point, contradicting."""
        if self.chance(0.8):
            record["sources"] = ["a"] + (["b"] if self.chance(0.2) else [])
        share = interest["share"]
        exact = None
        if not isinstance(share, dict):
            exact = round(float(share) * UNIT)
        kind = self.random()
        if kind < 0.2:
            other = share
        elif exact is not None and kind < 0.45:
            other = self.band(exact - self.pick((0, 5, 25)) * UNIT, exact + self.pick((0, 5, 25)) * UNIT)
        elif kind < 0.65 and isinstance(share, dict) and ("max" in share or "min" in share):
            at = round(float(share.get("max", share.get("min"))) * UNIT)
            other = {"min": self.share(at)} if "max" in share else {"max": self.share(at)}
        elif exact is not None and kind < 0.8:
            other = self.around(exact + self.pick((1, -1, 10 * UNIT, -10 * UNIT)))
        else:
            other = self.band()
        second = dict(interest, share=other)
        if self.on("dates", 0.2):
            second.update(self.validity())
        fields = {"sources": ["b"]}
        if self.on("disputed", 0.15):
            fields["assertion"] = "disputed"
        self.holdings.append([holder, company, [second], fields])

    # --- actors

    def actors(self):
        count = self.pick((2, 2, 2, 3, 3, 4))
        self.states = list(STATES[:count])
        self.agencies, self.organisations = {}, {}
        self.companies = {f"c{i}": {} for i in range(1, self.pick((2, 3, 3, 4, 4, 5, 6, 8, 10)) + 1)}
        self.members = {s: [s] for s in self.states}
        self.home_of, previous = {}, None
        for i in range(1, self.between(0, 4) + 1):
            state, record = self.pick(self.states), {}
            if previous and self.chance(0.4):
                record["part_of"] = previous
                if self.chance(0.3):
                    record["state"] = state
                state = self.home_of[previous] if "state" not in record else state
            else:
                record["state"] = state
            if self.on("subnational", 0.35):
                record["level"] = "subnational"
            elif self.chance(0.2):
                record["level"] = "national"
            self.dated(record)
            previous = f"a{i}"
            self.agencies[previous] = record
            self.home_of[previous] = state
            self.members[state].append(previous)
        for i in range(1, self.between(0, 2) + 1):
            state = self.pick(self.states)
            body = [m for m in self.members[state] if m in self.agencies]
            record = {"kind": "fund", "organ_of": self.pick(body) if body and self.chance(0.4) else state}
            self.dated(record)
            self.organisations[f"f{i}"] = record
            self.members[state].append(f"f{i}")
        for i, kind in enumerate(("person", "unknown", "fund")[:self.between(1, 3)], 1):
            self.organisations[f"x{i}"] = {"kind": kind}
        self.outsiders = [o for o in self.organisations if o[0] == "x"]
        if self.chance(0.12):
            state = self.pick(self.states)
            self.companies["c1"]["organ_of"] = state
            self.dated(self.companies["c1"])
            self.members[state].append("c1")
        if self.chance(0.05):
            self.companies[self.pick(list(self.companies))]["to"] = self.pick(("2018", self.as_of, self.as_of[:7]))

    def dated(self, record):
        if self.on("membership", 0.2):
            record.update(self.validity(0.2))
        if self.on("disputed", 0.04):
            record["assertion"] = "disputed"

    # --- patterns of holdings in one company

    def company(self, c, earlier):
        state = self.pick(self.states)
        own = [m for m in self.members[state] if m != c] or [state]
        rival = [o for o in self.outsiders + self.states if o != state]
        friends = own + [e for e in earlier if self.chance(0.7)]
        pattern = self.pick((self.parts, self.parts, self.parts, self.bands, self.bands, self.room, self.room, self.excess,
                             self.treasury, self.power, self.power, self.claim, self.votes, self.votes, self.ring,
                             self.agreement, self.chain, self.chain, self.two_states))
        pattern(c, friends, rival, earlier)
        if self.chance(0.15):
            self.hold(self.pick(rival), c, self.around(self.pick((5, 10, 20)) * UNIT))
        if self.chance(0.06):
            self.hold(self.pick(friends), c, self.around(self.pick((1, 5, 10)) * UNIT))

    def parts(self, c, friends, rival, earlier):
        """Parts of one owner that add up to a value at the threshold."""
        target, count = self.edge(), self.between(1, 3)
        for i in range(count):
            part = target if i == count - 1 else self.between(1, max(1, target // UNIT // 2)) * UNIT
            part = min(part, target)
            target -= part
            self.hold(self.pick(friends), c, self.share(part) if self.chance(0.75) else self.around(part))
        if self.chance(0.3):
            self.hold(self.pick(rival), c, self.around(self.pick((10, 30, 49)) * UNIT))

    def bands(self, c, friends, rival, earlier):
        self.hold(self.pick(friends), c, self.band())
        if self.chance(0.5):
            self.hold(self.pick(friends), c, self.around(self.pick((0, 1, 5 * UNIT, 10 * UNIT, 25 * UNIT))))
        if self.chance(0.4):
            self.hold(self.pick(rival), c, self.around(FULL - self.edge()))

    def room(self, c, friends, rival, earlier):
        """An unknown or wide share, limited by what outsiders hold."""
        share = None if self.chance(0.25) else {"unknown": "not published"} if self.chance(0.5) else self.band(10 * UNIT, 90 * UNIT)
        if "unknown" in self.without:
            share = self.band(10 * UNIT, 90 * UNIT)
        self.hold(self.pick(friends), c, share)
        left = FULL - self.edge()
        if self.chance(0.4):
            self.hold(self.pick(rival), c, self.share(left // 2))
            left -= left // 2
        self.hold(self.pick(rival), c, self.share(left) if self.chance(0.7) else self.around(left))

    def excess(self, c, friends, rival, earlier):
        """More than 100 percent, or just not."""
        if "over" in self.without:
            return self.parts(c, friends, rival, earlier)
        mine = self.pick((70, 60, 50, 40)) * UNIT
        theirs = FULL - mine + self.pick((0, 0, 1, -1, 10 * UNIT, 20 * UNIT))
        self.hold(self.pick(friends), c, self.share(mine) if self.chance(0.5) else self.around(mine))
        self.hold(self.pick(rival), c, self.share(theirs) if self.chance(0.6) else self.around(theirs))

    def treasury(self, c, friends, rival, earlier):
        if "treasury" in self.without:
            return self.parts(c, friends, rival, earlier)
        own = self.pick((5, 10, 20, 20, 30, 55)) * UNIT
        rest = self.pick((FULL - own, FULL))
        value = self.edge() * rest // FULL + self.pick((0, 0, 1, -1))
        self.hold(c, c, self.share(own) if self.chance(0.6) else self.around(own))
        self.hold(self.pick(friends), c, self.around(value))
        if self.chance(0.4):
            self.hold(self.pick(rival), c, self.around(self.pick((10, 30, 45)) * UNIT))

    def power(self, c, friends, rival, earlier):
        if "power" in self.without:
            return self.bands(c, friends, rival, earlier)
        kind = self.pick(POWERS)
        share = None
        if kind in ("board", "appointmentOfBoard") and self.chance(0.65):
            seats = self.pick((50 * UNIT, 50 * UNIT + 1, 50 * UNIT - 1, 60 * UNIT))
            part = self.pick((0, 0, 20 * UNIT))
            if part:
                self.hold(self.pick(friends), c, self.around(part), kind)
            share = self.around(seats - part)
        elif kind == "unknown" and self.chance(0.8):
            share = self.around(self.edge())
        more = {"directness": "indirect"} if self.on("indirect", 0.12) else {}
        self.hold(self.pick(friends), c, share, kind, **more)
        if self.chance(0.6):
            self.hold(self.pick(friends), c, self.around(self.pick((10, 10, 40, 50)) * UNIT))

    def claim(self, c, friends, rival, earlier):
        if "indirect" in self.without:
            return self.parts(c, friends, rival, earlier)
        self.hold(self.pick(friends), c, self.pick((100, self.share(self.edge()), self.band(), None)), directness="indirect")
        if self.chance(0.5):
            self.hold(self.pick(friends), c, self.around(self.edge()))

    def votes(self, c, friends, rival, earlier):
        """Votes beside capital of one holder: unknown, over, unsure, plain."""
        holder = self.pick(friends if self.chance(0.75) else rival)
        self.hold(holder, c, self.around(self.edge()), self.pick(CAPITAL))
        kind = self.random()
        if kind < 0.25 and "unknown" not in self.without:
            self.hold(holder, c, {"unknown": "not published"}, "votes")
        elif kind < 0.4 and "dates" not in self.without:
            self.hold(holder, c, self.around(self.edge()), "votes", to=self.pick((self.as_of, "2018")))
        elif kind < 0.75 and "dates" not in self.without:
            for _ in range(self.pick((1, 1, 2))):
                self.hold(holder, c, self.around(self.edge()), "votes", **self.validity(0))
        else:
            self.hold(holder, c, self.around(self.edge()), self.pick(VOTES))
        if self.chance(0.4):
            self.hold(self.pick(friends), c, self.around(self.pick((5, 10, 20, 25)) * UNIT))

    def ring(self, c, friends, rival, earlier):
        if "rings" in self.without or not earlier:
            return self.parts(c, friends, rival, earlier)
        other = self.pick(earlier)
        self.hold(other, c, self.share(self.pick((60 * UNIT, 51 * UNIT, self.edge()))))
        self.hold(c, other, self.share(self.pick((60 * UNIT, 30 * UNIT, 25 * UNIT, 10 * UNIT))))
        if self.chance(0.7):
            self.hold(self.pick(friends), self.pick((c, other)), self.around(self.pick((25, 30, 20, 51)) * UNIT))

    def chain(self, c, friends, rival, earlier):
        """Held by companies before it, and sometimes by one after it."""
        if not earlier:
            return self.parts(c, friends, rival, earlier)
        self.hold(self.pick(earlier), c, self.share(self.edge()) if self.chance(0.6) else self.band())
        if self.chance(0.5):
            self.hold(self.pick(earlier), c, self.around(self.pick((25, 30, 40)) * UNIT))

    def agreement(self, c, friends, rival, earlier):
        if "concert" in self.without:
            return self.parts(c, friends, rival, earlier)
        partner, value, part = self.pick(rival + earlier), self.edge(), self.pick((20, 30, 25)) * UNIT
        friend = self.pick(friends)
        if partner == friend:
            return self.parts(c, friends, rival, earlier)
        self.hold(friend, c, self.around(part))
        self.hold(partner, c, self.around(max(0, value - part)))
        record = {"parties": [friend, partner], "company": c}
        if self.chance(0.35):
            record.update(self.validity(0.15))
        if self.on("disputed", 0.1):
            record["assertion"] = "disputed"
        self.concert.append(record)
        if self.chance(0.3):
            third = self.pick(rival)
            if third not in (friend, partner):
                self.hold(third, c, self.around(self.pick((10, 20)) * UNIT))
                self.concert.append({"parties": [partner, third], "company": c})

    def two_states(self, c, friends, rival, earlier):
        value, part = self.edge(), self.pick((20, 25, 30, 10)) * UNIT
        one, two = self.states[:2] if self.chance(0.7) else self.states[-2:]
        self.hold(self.pick(self.members[one]), c, self.around(part))
        self.hold(self.pick(self.members[two]), c, self.around(max(0, value - part)))

    # --- the document

    @staticmethod
    def mend(record, outer=None):
        """No validity that is surely empty."""
        start, end = ({**(outer or {}), **record}.get(k) for k in ("from", "to"))
        if start and end and days(start)[0] >= days(end)[1]:
            if "from" in record:
                del record["from"]
            if outer and "from" in outer:
                del outer["from"]

    def document(self):
        self.actors()
        earlier = []
        for c in self.companies:
            self.company(c, earlier)
            earlier.append(c)
        for record in (*self.agencies.values(), *self.organisations.values(), *self.companies.values(), *self.concert):
            self.mend(record)
        holdings, sources = [], set()
        for number, (holder, company, interests, record) in enumerate(self.holdings, 1):
            self.mend(record)
            for interest in interests:
                self.mend(interest, record)
            holdings.append({"id": f"h{number}", "holder": holder, "company": company, "interests": interests, **record})
            sources.update(record.get("sources", ()))
        document = {"dutygraph": 1, "as_of": self.as_of}
        sections = {"states": {s: {} for s in self.states}, "agencies": self.agencies, "organisations": self.organisations,
                    "companies": self.companies, "sources": {s: {"title": s} for s in sorted(sources)}}
        lists = self.chance(0.5)
        for name, section in sections.items():
            if section:
                document[name] = [{"id": k, **v} for k, v in section.items()] if lists else section
        document["holdings"] = holdings
        if self.concert:
            document["concert"] = [{"id": f"k{n}", **c} for n, c in enumerate(self.concert, 1)]
        return document


def world(seed, profile="all", without=()):
    """World and expected rows of one seed."""
    maker = Maker(seed, profile, without)
    document = maker.document()
    query = Query(document, maker.profile, maker.as_of)
    result = {"seed": seed, "profile": maker.profile, "as_of": maker.as_of, "document": document,
              "rows": query.rows(all_rows=True)}
    if seed % 4 == 0:
        result["joint_rows"] = query.joint_rows()
    return result


def main():
    parser = argparse.ArgumentParser(description="Random worlds with expected control rows, one JSON object a line.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--profile", default="all", help="all, or the name of a shipped profile")
    parser.add_argument("--without", action="append", default=[], choices=FEATURES, help="leave a difficulty out")
    parser.add_argument("--stats", action="store_true", help="print only what the worlds hold, and the speed")
    options = parser.parse_args()
    started, seen = time.perf_counter(), collections.Counter()
    for seed in range(options.seed, options.seed + options.count):
        made = world(seed, options.profile, options.without)
        if not options.stats:
            sys.stdout.write(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
            continue
        json.dumps(made)
        verdicts = {row["verdict"] for row in made["rows"]}
        seen["worlds"] += 1
        seen["worlds with certain or possible"] += bool(verdicts & {"certain", "possible"})
        for verdict in verdicts:
            seen[f"worlds with {verdict}"] += 1
        for row in made["rows"]:
            seen["rows"] += 1
            seen[f"rows {row['verdict']}"] += 1
            for flag in ("blocking", "inconsistent"):
                seen[f"rows {flag}"] += flag in row
            seen["rows in round 2 or later"] += row.get("round", 0) > 1
            for assumption in row["assumptions"]:
                seen["rows with " + assumption.split(":")[0]] += 1
        seen["worlds with joint rows"] += bool(made.get("joint_rows"))
    if options.stats:
        for key, value in sorted(seen.items()):
            print(f"{key:40} {value}")
        print(f"{'worlds a second':40} {options.count / (time.perf_counter() - started):.0f}")


if __name__ == "__main__":
    main()
