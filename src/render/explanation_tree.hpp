// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <dutygraph/query/explain.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render::detail {

/// Adds `claim`, `rule`, `facts`, `sources` and `because` of a derivation, and of what it rests on.
void add_tree(Record& record, const Explanation& told);

}  // namespace dutygraph::render::detail
