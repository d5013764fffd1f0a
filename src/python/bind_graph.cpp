// SPDX-License-Identifier: BSL-1.0

// The graph: vertices, edges, views. A handle holds the world it belongs to, so nothing outlives its data.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/graph.hpp>

#include "python/world.hpp"

namespace py = pybind11;

namespace dutygraph::python {
namespace {

struct Vertex {
  World world;
  VertexId id;
  friend bool operator==(const Vertex& a, const Vertex& b) {
    return &a.world.graph().tables() == &b.world.graph().tables() && a.id == b.id;
  }
};

struct Edge {
  World world;
  EdgeId id;
  friend bool operator==(const Edge& a, const Edge& b) {
    return &a.world.graph().tables() == &b.world.graph().tables() && a.id == b.id;
  }
};

py::object enumerator(const char* type, int value) { return py::module_::import("dutygraph._enums").attr(type)(value); }

py::object to_python(const std::optional<Date>& date) {
  return date ? py::object{py::str{date->to_string()}} : py::none();
}

py::tuple to_python(Interval interval) { return py::make_tuple(to_python(interval.from()), to_python(interval.to())); }

py::list to_python(SourceRange sources) {
  py::list list;
  for (const Source& source : sources) {
    py::dict dict;
    const auto add = [&](const char* key, const std::string& text) {
      if (!text.empty()) dict[key] = text;
    };
    add("id", source.id);
    add("title", source.title);
    add("publisher", source.publisher);
    if (source.date) add("date", source.date->to_string());
    if (source.retrieved) add("retrieved", source.retrieved->to_string());
    add("url", source.url);
    add("licence", source.licence);
    add("locator", source.locator);
    add("language", source.language);
    add("note", source.note);
    list.append(dict);
  }
  return list;
}

py::object to_python(const std::optional<Share>& share) {
  if (!share) return py::none();
  const py::object decimal = py::module_::import("dutygraph._values").attr("decimal");
  py::dict dict;
  dict["low"] = decimal(share->low().to_string());
  dict["high"] = decimal(share->high().to_string());
  dict["low_open"] = share->low_open();
  dict["high_open"] = share->high_open();
  dict["unknown"] = share->is_unknown();
  return dict;
}

World with(const World& world, Graph graph) {
  return {std::make_shared<const io::Reading>(
              io::Reading{std::move(graph), world.reading->report, world.reading->quarantine}),
          world.whole};
}

Date day(const std::string& text) {
  const auto date = Date::parse(text);
  if (!date || !date->is_day()) throw UsageError{"a day such as 2024-06-30 is needed, not \"" + printable(text) + "\""};
  return *date;
}

py::list edges(const Vertex& vertex, std::optional<int> kind, bool in) {
  const Graph& graph = vertex.world.graph();
  py::list list;
  const auto add = [&](EdgeRange range) {
    for (const EdgeId edge : range) list.append(Edge{vertex.world, edge});
  };
  if (!kind) {
    add(in ? graph.in_edges(vertex.id) : graph.out_edges(vertex.id));
  } else {
    const auto wanted = static_cast<EdgeKind>(*kind);
    add(in ? graph.in_edges(vertex.id, wanted) : graph.out_edges(vertex.id, wanted));
  }
  return list;
}

py::list vertices(const World& world, std::optional<int> kind) {
  py::list list;
  for (const VertexId v : world.graph().vertices())
    if (!kind || static_cast<int>(world.graph().kind(v)) == *kind) list.append(Vertex{world, v});
  return list;
}

/// How many vertices there are of each kind that there is: "companies", 12; "state", 1.
std::vector<std::pair<std::string, std::size_t>> counts(const World& world) {
  std::vector<std::pair<std::string, std::size_t>> list;
  for (std::size_t kind = 0; kind < vertex_kinds; ++kind)
    if (const std::size_t count = world.graph().tables().by_kind[kind].size(); count != 0)
      list.emplace_back(
          count == 1 ? to_string(static_cast<VertexKind>(kind)) : section_of(static_cast<VertexKind>(kind)), count);
  return list;
}

py::object find(const World& world, const std::string& key) {
  const auto v = world.graph().find(key);
  return v ? py::cast(Vertex{world, *v}) : py::none();
}

template <class Kind>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < count; ++i) list.emplace_back(to_string(static_cast<Kind>(i)));
  return list;
}

void bind_vertex(py::module_& module) {
  const auto graph = [](const Vertex& self) -> const Graph& { return self.world.graph(); };
  py::class_<Vertex>(module, "Vertex")
      .def_property_readonly("index", [](const Vertex& self) { return self.id.value(); })
      .def_property_readonly("id", [graph](const Vertex& self) { return std::string{graph(self).key(self.id)}; })
      .def_property_readonly("name", [graph](const Vertex& self) { return std::string{graph(self).name(self.id)}; })
      .def_property_readonly(
          "kind",
          [graph](const Vertex& self) { return enumerator("VertexKind", static_cast<int>(graph(self).kind(self.id))); })
      .def_property_readonly("home",
                             [graph](const Vertex& self) -> py::object {
                               const VertexId home = graph(self).home(self.id);
                               return home ? py::cast(Vertex{self.world, home}) : py::none();
                             })
      .def_property_readonly("lifetime",
                             [graph](const Vertex& self) { return to_python(graph(self).lifetime(self.id)); })
      .def_property_readonly("is_implicit", [graph](const Vertex& self) { return graph(self).is_implicit(self.id); })
      .def_property_readonly("identifiers",
                             [graph](const Vertex& self) {
                               std::vector<std::pair<std::string, std::string>> list;
                               for (std::size_t i = 0; i < graph(self).num_identifiers(self.id); ++i) {
                                 const auto [scheme, number] = graph(self).identifier(self.id, i);
                                 list.emplace_back(scheme, number);
                               }
                               return list;
                             })
      .def_property_readonly("sources", [graph](const Vertex& self) { return to_python(graph(self).sources(self.id)); })
      .def("edges", &edges, py::arg("kind"), py::arg("incoming"))
      .def(py::self == py::self)
      .def("__hash__", [](const Vertex& self) { return self.id.value(); });
}

void bind_edge(py::module_& module) {
  const auto graph = [](const Edge& self) -> const Graph& { return self.world.graph(); };
  const auto holds = [graph](const Edge& self) { return graph(self).kind(self.id) == EdgeKind::holds; };
  py::class_<Edge>(module, "Edge")
      .def_property_readonly("index", [](const Edge& self) { return self.id.value(); })
      .def_property_readonly("source",
                             [graph](const Edge& self) {
                               return Vertex{self.world, graph(self).source(self.id)};
                             })
      .def_property_readonly("target",
                             [graph](const Edge& self) {
                               return Vertex{self.world, graph(self).target(self.id)};
                             })
      .def_property_readonly(
          "kind",
          [graph](const Edge& self) { return enumerator("EdgeKind", static_cast<int>(graph(self).kind(self.id))); })
      .def_property_readonly("valid", [graph](const Edge& self) { return to_python(graph(self).valid(self.id)); })
      .def_property_readonly(
          "share",
          [graph, holds](const Edge& self) { return holds(self) ? to_python(graph(self).share(self.id)) : py::none(); })
      .def_property_readonly("basis",
                             [graph, holds](const Edge& self) -> std::optional<std::string> {
                               if (!holds(self)) return std::nullopt;
                               return std::string{vocab::to_string(graph(self).basis(self.id))};
                             })
      .def_property_readonly("holding",
                             [graph, holds](const Edge& self) -> std::optional<std::string> {
                               if (!holds(self)) return std::nullopt;
                               return std::string{graph(self).holding_key(self.id)};
                             })
      .def_property_readonly("role",
                             [graph, holds](const Edge& self) {
                               return holds(self) ? std::string{} : std::string{graph(self).role(self.id)};
                             })
      .def_property_readonly("sources", [graph](const Edge& self) { return to_python(graph(self).sources(self.id)); })
      .def(py::self == py::self)
      .def("__hash__", [](const Edge& self) { return self.id.value(); });
}

}  // namespace

void bind_graph(py::module_& module) {
  bind_vertex(module);
  bind_edge(module);
  py::class_<World>(module, "World")
      .def_property_readonly("num_vertices", [](const World& self) { return self.graph().num_vertices(); })
      .def_property_readonly("num_edges", [](const World& self) { return self.graph().num_edges(); })
      .def_property_readonly("counts", &counts)
      .def_property_readonly("inputs",
                             [](const World& self) {
                               std::vector<std::pair<std::string, std::string>> list;
                               for (const auto& input : self.graph().inputs())
                                 list.emplace_back(input.name, input.digest);
                               return list;
                             })
      .def("count",
           [](const World& self, int severity) { return self.reading->report.count(static_cast<Severity>(severity)); })
      .def_property_readonly("quarantine",
                             [](const World& self) {
                               py::list list;
                               for (const io::QuarantinedRow& row : self.reading->quarantine) {
                                 py::dict dict;
                                 dict["file"] = row.file;
                                 dict["line"] = row.line;
                                 dict["rule"] = row.rule;
                                 dict["hint"] = row.hint;
                                 dict["row"] = py::bytes{row.text};
                                 list.append(dict);
                               }
                               return list;
                             })
      .def("vertices", &vertices, py::arg("kind"))
      .def("find", &find, py::arg("id"))
      .def("edges",
           [](const World& self) {
             py::list list;
             for (const EdgeId edge : self.graph().edges()) list.append(Edge{self, edge});
             return list;
           })
      .def("as_of",
           [](const World& self, const std::string& text) {
             const Date date = day(text);
             const py::gil_scoped_release release;
             return with(self, self.graph().as_of(date));
           })
      .def("known_by",
           [](const World& self, const std::string& text) {
             const Date date = day(text);
             const py::gil_scoped_release release;
             return with(self, self.graph().known_by(date));
           })
      .def("only", [](const World& self, const std::vector<int>& kinds) {
        EdgeKinds set;
        for (const int kind : kinds) set = set | static_cast<EdgeKind>(kind);
        const py::gil_scoped_release release;
        return with(self, self.graph().only(set));
      });
  module.def("vertex_kinds", [] { return names<VertexKind>(vertex_kinds); });
  module.def("edge_kinds", [] { return names<EdgeKind>(edge_kinds); });
}

}  // namespace dutygraph::python
