# SPDX-License-Identifier: BSL-1.0
"""The State-business nexus of one State, from the files of a folder: 06_nexus.py [FOLDER [STATE]]"""

import pathlib
import sys

import dutygraph as dg

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "data" / "telecoms")
state = sys.argv[2] if len(sys.argv) > 2 else "NO"

g = dg.read(*sorted(folder.glob("*.duty.json")))
ties = g.nexus(state=state)
for row in ties:
    share = f" {row['share']['low']} %" if "share" in row else ""
    print(f"{row['closeness']} {row['company_name']}: {row['channel_name']}{share}; rests on {', '.join(row['sources'])}")

print("\nWhy the first of them:")
tree = ties.explain(0).document
print(f"- {tree['claim']}")
for reason in tree.get("because", []):
    print(f"  - {reason['claim']}")

before, now = (set(g.control(as_of=day).column("company")) for day in ("2015-01-01", "2025-01-01"))
print(f"\nUnder control in 2015 and not in 2025: {', '.join(sorted(before - now)) or 'none'}")
