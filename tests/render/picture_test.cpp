// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <dutygraph/error.hpp>
#include <dutygraph/render/picture.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::render {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Ruritania;
using tests::today;

TEST_CASE("A picture of control has every percentage and the stamp", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today});
  const std::string svg = picture(world.graph, result, result.stamp());
  CHECK_THAT(svg, ContainsSubstring(">62 % of capital</text>"));
  CHECK_THAT(svg, ContainsSubstring(">80 % of capital</text>"));
  CHECK_THAT(svg, ContainsSubstring("role=\"img\""));
  CHECK_THAT(svg, ContainsSubstring("<metadata>dutygraph "));
}

TEST_CASE("A picture refuses prefixes that are no names and limits that leave no room", "[render]") {
  const Ruritania world;
  const ControlResult result = control(world.graph, {.as_of = today});
  CHECK_THROWS_AS(picture(world.graph, result, result.stamp(), {.id_prefix = "1\"a"}), UsageError);
  CHECK_THROWS_AS(picture(world.graph, result, result.stamp(), {.limit = 1}), UsageError);
}

}  // namespace
}  // namespace dutygraph::render
