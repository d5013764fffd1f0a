"""Values of the control reference: exact shares, coarse dates, profiles and interest types, written from the text only."""
import calendar
import datetime
from fractions import Fraction
from functools import lru_cache

UNIT = 10**9             # one percent
FULL = 100 * UNIT
HALF = 50 * UNIT
FOREVER = 10**9          # later than every day
ABSENT_FROM, ABSENT_TO, UNKNOWN_DATE = (-FOREVER, -FOREVER), (FOREVER, FOREVER), (-FOREVER, FOREVER)

PROFILE_DEFAULTS = {"measure": "votes", "threshold": "50", "compare": ">", "accept_alone": [],
                    "include_subnational": True, "concert": False, "treasury": "ignored"}
SHIPPED = {
    "majority": {},
    "half_or_more": {"compare": ">="},
    "ownership_half": {"measure": "capital", "compare": ">="},
    "significant": {"threshold": "25", "compare": ">="},
    "one_third": {"threshold": "100/3"},
    "world_bank_bos": {"measure": "capital", "threshold": "10", "compare": ">="},
    "control_any_means": {"accept_alone": ["board", "veto", "law", "consolidation"], "concert": True},
}

BASES = ("capital", "votes", "board", "veto", "law", "contract", "nominee", "trust", "consolidation", "other", "unknown")
BODS = {"shareholding": "capital", "votingrights": "votes", "appointmentofboard": "board",
        "controlviacompanyrulesorarticles": "veto", "controlbylegalframework": "law",
        "rightsgrantedbycontract": "contract", "conditionalrightsgrantedbycontract": "contract",
        "nominee": "nominee", "nominator": "nominee", "settlor": "trust", "trustee": "trust", "protector": "trust",
        "beneficiaryoflegalarrangement": "trust", "enjoymentanduseofassets": "trust",
        "unknowninterest": "unknown", "unpublishedinterest": "unknown"}


def basis_of(code):
    """Basis of an interest type: a basis, or a BODS code (camelCase or hyphens); any other code is `other`."""
    return code if code in BASES else BODS.get(code.replace("-", "").lower(), "other")


def full_profile(profile, document=None):
    """Name or dict -> all fields, with the threshold as an exact number of 1e-9 percent under `theta`."""
    if isinstance(profile, str):
        own = by_id((document or {}).get("profiles"))
        fields = SHIPPED.get(profile, own.get(profile))
        if fields is None:
            raise KeyError(f"unknown profile {profile}")
        profile = {"name": profile, **fields}
    full = {**PROFILE_DEFAULTS, **profile}
    theta = Fraction(str(full["threshold"])) * UNIT
    if full["measure"] not in ("votes", "capital") or full["compare"] not in (">", ">="):
        raise ValueError("profile: measure or compare")
    if full["treasury"] not in ("ignored", "suspended") or not 0 <= theta <= FULL or (theta == 0 and full["compare"] == ">="):
        raise ValueError("profile: treasury or threshold")
    if set(full["accept_alone"]) - {"board", "veto", "law", "consolidation"}:
        raise ValueError("profile: accept_alone")
    full["theta"] = theta.numerator if theta.denominator == 1 else theta
    return full


# --- Bounds. A low end is (value, open), a high end is (value, closed). Then plain min and max do the right thing:
# --- intersection = max of lows, min of highs; hull = min of lows, max of highs; at equal values openness is right.

@lru_cache(maxsize=None)
def units(text):
    """Decimal text -> whole number of 1e-9 percent."""
    value = Fraction(text) * UNIT
    if value.denominator != 1 or not 0 <= value <= FULL:
        raise ValueError(f"share {text}")
    return value.numerator


def share_bounds(share):
    """Share of an interest -> (low, high)."""
    if isinstance(share, bool) or share is None:
        raise ValueError("share")
    if not isinstance(share, dict):
        value = units(str(share))
        return (value, False), (value, True)
    if set(share) == {"unknown"}:
        return (0, False), (FULL, True)
    if not share or set(share) - {"min", "max", "exclusive_min", "exclusive_max"}:
        raise ValueError(f"share {share}")
    low = (units(str(share.get("min", 0))), bool(share.get("exclusive_min", False)))
    high = (units(str(share.get("max", 100))), not share.get("exclusive_max", False))
    if empty(low, high):
        raise ValueError(f"empty share {share}")
    return low, high


def empty(low, high):
    return low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1]))


def add_lows(lows):
    lows = list(lows)
    return sum(v for v, _ in lows), any(is_open for _, is_open in lows)


def add_highs(highs):
    highs = list(highs)
    return sum(v for v, _ in highs), all(closed for _, closed in highs)


def low_meets(low, theta, compare):
    """Every value of a range with this low end meets the threshold."""
    return low[0] > theta or (low[0] == theta and (low[1] or compare == ">="))


def high_meets(high, theta, compare):
    """Some value of a range with this high end meets the threshold."""
    return high[0] > theta or (high[0] == theta and high[1] and compare == ">=")


def decimal(value, up=False):
    """1e-9 percent -> decimal string; what does not fit 9 decimals is rounded outward."""
    n = -((-value) // 1) if up else value // 1
    whole, rest = divmod(int(n), UNIT)
    return f"{whole}.{rest:09d}".rstrip("0").rstrip(".")


# --- Dates

@lru_cache(maxsize=None)
def days(text):
    """ISO day, month or year -> (first, last) day number that it may mean."""
    if text == "unknown":
        return UNKNOWN_DATE
    parts = [int(p) for p in text.split("-")]
    y, m = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        day = datetime.date(*parts).toordinal()
        return day, day
    first = datetime.date(y, m or 1, 1)
    last = datetime.date(y, m or 12, calendar.monthrange(y, m or 12)[1])
    return first.toordinal(), last.toordinal()


def in_force(start, end, day):
    """2 = surely in force that day, 1 = perhaps, 0 = surely not. `start`, `end`: texts or None."""
    first_from, last_from = ABSENT_FROM if start is None else days(start)
    first_to, last_to = ABSENT_TO if end is None else days(end)
    if last_from <= day < first_to:
        return 2
    return 1 if first_from <= day < last_to else 0


def by_id(section):
    """A section as {id: record}, whichever form it has."""
    if not section:
        return {}
    if isinstance(section, dict):
        return section
    return {record["id"]: record for record in section}


def records(section):
    return list(section.values()) if isinstance(section, dict) else list(section or [])
