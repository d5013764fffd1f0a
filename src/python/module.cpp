// SPDX-License-Identifier: BSL-1.0

// The extension module dutygraph._core. What users see is in the Python files beside it.

#include <pybind11/pybind11.h>

#include "python/call.hpp"
#include "python/world.hpp"

namespace py = pybind11;

PYBIND11_MODULE(_core, module) {
  using namespace dutygraph::python;
  bind_errors(module);
  bind_graph(module);  // World, which the others take
  bind_columns(module);
  bind_query(module);
  py::module_::import("atexit").attr("register")(py::cpp_function{&Call::wait_for_abandoned});
}
