// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>

#include <pybind11/pybind11.h>

#include <dutygraph/io/read.hpp>

namespace dutygraph::python {

/// A world as Python holds it: the graph or a view of it, and what reading it found odd.
struct World {
  std::shared_ptr<const io::Reading> reading;
  std::shared_ptr<const io::Reading> whole;  ///< what it is a view of, or itself
  [[nodiscard]] const Graph& graph() const noexcept { return reading->graph; }
};

// One function for each group of names; called in this order.
void bind_errors(pybind11::module_& module);
void bind_graph(pybind11::module_& module);
void bind_columns(pybind11::module_& module);
void bind_query(pybind11::module_& module);

}  // namespace dutygraph::python
