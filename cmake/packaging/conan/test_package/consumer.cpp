// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/read.hpp>

int main() {
  dutygraph::io::Reader reader;
  reader.read_text(R"({"dutygraph": 1, "as_of": "2025-01-01", "states": {"XR": {}}, "companies": {"ruritel": {}},
    "holdings": [{"holder": "XR", "company": "ruritel", "interests": [{"type": "votes", "share": 62}]}]})",
                   "world.duty.json");
  return dutygraph::control(reader.finish().graph).size() == 1 ? 0 : 1;
}
