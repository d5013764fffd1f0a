// SPDX-License-Identifier: BSL-1.0

// Whole columns of a graph for numpy and its like: read-only, and without a copy where the graph has them as they are.

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/graph.hpp>

#include "python/world.hpp"

namespace py = pybind11;

namespace dutygraph::python {
namespace {

/// Values side by side, or with a stride, that somebody else owns.
struct ColumnView {
  std::shared_ptr<const void> owner;
  const void* data;
  std::string format;
  std::size_t size, item, stride;
};

/// A view of what \p world holds: of \p data, every \p stride bytes.
template <class Item>
ColumnView borrowed(const World& world, const void* data, std::size_t size, std::size_t stride) {
  return {world.reading, data, py::format_descriptor<Item>::format(), size, sizeof(Item), stride};
}

template <class Item>
ColumnView owned(std::vector<Item> values) {
  const auto held = std::make_shared<const std::vector<Item>>(std::move(values));
  return {held, held->data(), py::format_descriptor<Item>::format(), held->size(), sizeof(Item), sizeof(Item)};
}

double to_double(Percent percent) {
  return static_cast<double>(percent.units()) / static_cast<double>(Percent::units_per_percent);
}

ColumnView column(const World& world, const std::string& name) {
  const Graph& graph = world.graph();
  const auto& tables = graph.tables();
  const std::size_t edges = graph.max_edges();
  static_assert(sizeof(VertexId) == sizeof(std::uint32_t) && sizeof(VertexKind) == 1 && sizeof(EdgeKind) == 1);
  if (name == "vertex_kind") return borrowed<std::uint8_t>(world, tables.kind.data(), tables.kind.size(), 1);
  if (name == "home") return borrowed<std::uint32_t>(world, tables.home.data(), tables.home.size(), sizeof(VertexId));
  if (name == "source")
    return borrowed<std::uint32_t>(world, tables.in_link.data(), edges, sizeof(tables.in_link.front()));
  if (name == "target") return borrowed<std::uint32_t>(world, tables.target.data(), edges, sizeof(VertexId));
  if (name == "edge_kind") return borrowed<std::uint8_t>(world, tables.edge_kind.data(), edges, 1);
  if (name == "visible") {
    std::vector<std::uint8_t> flags(edges);
    for (const EdgeId edge : graph.edges()) flags[edge.value()] = 1;
    return owned(std::move(flags));
  }
  if (name == "share_low" || name == "share_high") {
    std::vector<double> shares(edges, std::numeric_limits<double>::quiet_NaN());
    for (std::uint32_t e = 0; e < edges; ++e)
      if (graph.kind(EdgeId{e}) == EdgeKind::holds)
        if (const auto share = graph.share(EdgeId{e}))
          shares[e] = to_double(name == "share_low" ? share->low() : share->high());
    return owned(std::move(shares));
  }
  throw NotFound{"there is no column \"" + printable(name) + "\""};
}

}  // namespace

void bind_columns(py::module_& module) {
  py::class_<ColumnView>(module, "Column", py::buffer_protocol())
      .def("__len__", [](const ColumnView& self) { return self.size; })
      .def_buffer([](const ColumnView& self) {
        static constexpr std::uint64_t nothing = 0;
        const void* data = self.data != nullptr ? self.data : &nothing;
        return py::buffer_info{const_cast<void*>(data),
                               static_cast<py::ssize_t>(self.item),
                               self.format,
                               1,
                               {static_cast<py::ssize_t>(self.size)},
                               {static_cast<py::ssize_t>(self.stride)},
                               true};
      });
  module.def("column", &column, py::arg("world"), py::arg("name"));
}

}  // namespace dutygraph::python
