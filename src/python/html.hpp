// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <dutygraph/render/page.hpp>

namespace dutygraph::python {

/// \p page as HTML for a cell of a notebook: no scripts, no styles but the notebook's own, at most 200 items of a list.
[[nodiscard]] std::string to_html(const render::Page& page);

}  // namespace dutygraph::python
