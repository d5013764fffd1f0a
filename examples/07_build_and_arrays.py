# SPDX-License-Identifier: BSL-1.0
"""A small world built in Python, a question about it, a mistake in it, and its edges as arrays."""

import dutygraph as dg

b = dg.GraphBuilder(as_of="2024-06-30")
b.add("sources", "report", title="State holdings report 2024")
b.add("states", "XR", name="Ruritania", sources=["report"])
b.add("agencies", "fund", name="Holdings Agency", state="XR", sources=["report"])
b.add("companies", "ruritel", name="Ruritel", home="XR", sources=["report"])
b.add("companies", "mobile", name="Ruritel Mobile", home="XR", sources=["report"])
b.hold("fund", "ruritel", 62, type="votes", sources=["report"], from_="2014-06")
b.hold("ruritel", "mobile", (45, 60), type="votes", sources=["report"])
g = b.freeze()
print(g)

for row in g.control():
    votes = row["votes"]
    print(f"{row['company_name']}: {row['verdict']}, {votes['low']} to {votes['high']} % of the votes")

sold = g.what_if("control", edits={"op": "end", "section": "holdings", "id": g["ruritel"].in_edges("holds")[0].holding, "to": "2024-01-01"})
print("If the agency had sold:", [row["company"] for row in sold.document["removed"]], "would not be listed")

b.hold("nobody", "ruritel", 20, type="votes", sources=["report"])
try:
    b.freeze()
except dg.InvalidData as error:
    print("Refused:", error.hint)

holds = g.only("holds")
columns = holds.columns
ids = [vertex.id for vertex in g]
for s, t, shown in zip(memoryview(columns.source), memoryview(columns.target), memoryview(columns.visible)):
    if shown:
        print(ids[s], "->", ids[t])
