// SPDX-License-Identifier: BSL-1.0

// Verbs and results. The verbs are those of the program, run on a world that is in memory: a verb or an option that the
// program gets is one that Python has.

#include <algorithm>
#include <exception>
#include <memory>
#include <sstream>
#include <utility>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <dutygraph/error.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>
#include <dutygraph/version.hpp>

#include "cli/command_line.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "python/arrow.hpp"
#include "python/call.hpp"
#include "python/html.hpp"
#include "python/rows.hpp"
#include "python/world.hpp"

namespace py = pybind11;

namespace dutygraph::python {
namespace {

using Words = std::vector<std::string>;
using Texts = std::vector<std::pair<std::string, std::string>>;

/// Rows that a page shows before it says how many there are: what str() and notebooks print.
constexpr std::size_t rows_shown = 30;

/// What a verb answered.
struct Answered {
  std::shared_ptr<const Rows> rows = std::make_shared<const Rows>();
  Stamp stamp{};
  render::Page page{};
  std::string text{};  ///< of an answer that is a text
  bool is_text = false;
  bool is_page_whole = true;  ///< the page shows all rows
};

/// A run of a verb: owns all that it uses, since it may outlive the call.
struct Run {
  std::shared_ptr<const cli::Arguments> arguments;
  cli::Host host;
};

Run prepare(const Words& words) {
  std::string help;
  auto arguments = cli::parse(words, help);
  if (!arguments) throw UsageError{"--help and --version answer on the command line only"};
  return {std::make_shared<const cli::Arguments>(std::move(*arguments)), {}};
}

/// Lets \p host talk through \p call.
void connect(cli::Host& host, Call& call) {
  host.stop = call.stop();
  host.say = [&call](std::string_view text) { call.say(text); };
  host.progress = [&call](const io::Progress& progress) {
    call.report({std::string{progress.file}, progress.bytes_read, progress.bytes_total});
  };
}

/// Reads the files that \p words name, and \p texts.
World read(const Words& words, const Texts& texts, const py::object& progress) {
  Run run = prepare(words);
  for (const auto& [name, text] : texts) run.host.texts.push_back({name, text});
  if (!texts.empty()) {  // the placeholder that stands for them
    cli::Arguments arguments = *run.arguments;
    arguments.inputs.clear();
    run.arguments = std::make_shared<const cli::Arguments>(std::move(arguments));
  }
  const double limit = run.arguments->limit_time;
  const auto reading = std::make_shared<io::Reading>();
  Call::run(
      [run = std::move(run), reading](Call& call) mutable {
        connect(run.host, call);
        cli::Session session{*run.arguments, run.host};
        session.read_world();
        *reading = session.take_world();
      },
      progress, limit);
  return {reading, reading};
}

/// Answers one verb about \p world, which may be null for verbs that need none.
/// \param shown  rows of the page
std::shared_ptr<Answered> ask(const World* world, const Words& words, const py::object& progress, std::size_t shown) {
  Run run = prepare(words);
  if (world != nullptr) run.host.world = world->reading;
  const double limit = run.arguments->limit_time;
  const auto answered = std::make_shared<Answered>();
  Call::run(
      [run = std::move(run), answered, shown](Call& call) mutable {
        connect(run.host, call);
        run.host.take = [&](cli::Answer answer, std::size_t most) {
          answered->is_page_whole = answer.records.is_document || answer.records.size <= shown;
          answered->page = answer.page(answer.stamp, std::min(most, shown));
          answered->rows = std::make_shared<const Rows>(answer.records);
          answered->stamp = std::move(answer.stamp);
        };
        run.host.take_text = [&](std::string text) {
          answered->text = std::move(text);
          answered->is_text = true;
        };
        cli::Session session{*run.arguments, run.host};
        cli::find_verb(run.arguments->verb)->run(session);
      },
      progress, limit);
  return answered;
}

// --- rows as Python values ------------------------------------------------------------------------------------------

py::object to_python(const render::Record& record);

py::object to_python(std::string_view key, const render::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    const py::str string{valid_utf8(*text)};
    if (is_decimal_key(key)) return py::module_::import("dutygraph._values").attr("decimal")(string);
    return string;
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) return py::int_{*number};
  if (const auto* yes = std::get_if<bool>(&value)) return py::bool_{*yes};
  py::list list;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& text : *texts) list.append(py::str{valid_utf8(text)});
  } else {
    for (const render::Record& record : std::get<std::vector<render::Record>>(value)) list.append(to_python(record));
  }
  return list;
}

/// "votes/low" becomes the member `low` of the dict `votes`.
py::object to_python(const render::Record& record) {
  py::dict dict;
  for (const render::Field& field : record.fields) {
    const std::size_t slash = field.key.find('/');
    const py::object value = to_python(field.key, field.value);
    if (slash == std::string_view::npos) {
      dict[py::str{field.key}] = value;
      continue;
    }
    const py::str outer{field.key.substr(0, slash)};
    if (!dict.contains(outer)) dict[outer] = py::dict{};
    py::dict{dict[outer]}[py::str{field.key.substr(slash + 1)}] = value;
  }
  return dict;
}

py::object row(const Answered& answered, std::size_t i) {
  if (i >= answered.rows->size())
    throw py::index_error{"row " + std::to_string(i) + " of " + std::to_string(answered.rows->size())};
  return to_python(answered.rows->at(i));
}

/// The values of one key, None where a row has none.
py::list column(const Answered& answered, const std::string& name) {
  for (const Column& column : answered.rows->columns()) {
    if (column.name != name) continue;
    py::list list;
    for (std::size_t i = 0; i < answered.rows->size(); ++i)
      list.append(column.present[i] != 0 ? to_python(column.decimal ? "low" : "", column.value(i)) : py::none());
    return list;
  }
  throw NotFound{"the rows have no key \"" + printable(name) + "\""};
}

py::capsule stream(const Answered& answered) {
  auto* out = new ArrowArrayStream{};
  open_stream(answered.rows, *out);
  return py::capsule{out, "arrow_array_stream", [](PyObject* capsule) {
                       auto* held = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
                       if (held->release != nullptr) held->release(held);
                       delete held;
                     }};
}

template <class Write>
std::string text_of(Write&& write) {
  std::ostringstream out;
  write(out);
  return std::move(out).str();
}

/// The world as one native document, or as JSON Lines.
std::string canonical(const World& world, bool lines) {
  const py::gil_scoped_release release;
  return text_of([&](std::ostream& out) {
    if (lines) {
      io::write_jsonl(world.graph(), out);
    } else {
      io::write_native(world.graph(), out);
    }
  });
}

/// The world as a snapshot: that of which it is a view, whole.
py::bytes snapshot(const World& world) {
  std::string bytes;
  {
    const py::gil_scoped_release release;
    bytes = text_of([&](std::ostream& out) { io::write_snapshot(world.whole->graph, out); });
  }
  return {bytes};
}

World from_snapshot(const py::bytes& bytes) {
  const std::string_view view{bytes};
  const py::gil_scoped_release release;
  const auto reading = std::make_shared<const io::Reading>(io::Reading{io::read_snapshot(view), {}, {}});
  return {reading, reading};
}

/// What `dutygraph VERB --help` prints.
std::string help(const std::string& verb) {
  std::string text;
  static_cast<void>(cli::parse({verb, "--help"}, text));
  return text;
}

/// The words of which one follows a verb.
std::string topics(const std::string& name) {
  const cli::Verb* verb = cli::find_verb(name);
  if (verb == nullptr) throw NotFound{"there is no verb \"" + printable(name) + "\""};
  return std::string{verb->topics};
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const cli::Verb& verb : cli::verbs()) names.emplace_back(verb.name);
  return names;
}

}  // namespace

void bind_query(py::module_& module) {
  py::class_<Answered, std::shared_ptr<Answered>>(module, "Result")
      .def("__len__", [](const Answered& self) { return self.rows->size(); })
      .def("row", &row, py::arg("i"))
      .def("column", &column, py::arg("name"))
      .def_property_readonly("columns",
                             [](const Answered& self) {
                               std::vector<std::string> names;
                               for (const Column& column : self.rows->columns()) names.push_back(column.name);
                               return names;
                             })
      .def_property_readonly("decimal_columns",
                             [](const Answered& self) {
                               std::vector<std::string> names;
                               for (const Column& column : self.rows->columns())
                                 if (column.decimal) names.push_back(column.name);
                               return names;
                             })
      .def_property_readonly("is_page_whole", [](const Answered& self) { return self.is_page_whole; })
      .def_property_readonly("is_document", [](const Answered& self) { return self.rows->is_document(); })
      .def_property_readonly("is_text", [](const Answered& self) { return self.is_text; })
      .def_property_readonly("content", [](const Answered& self) { return py::bytes{self.text}; })
      .def("stamp", [](const Answered& self) { return render::to_json(self.stamp); })
      .def("json",
           [](const Answered& self) {
             return text_of([&](std::ostream& out) { render::write_json(self.rows->records(), self.stamp, out); });
           })
      .def("jsonl",
           [](const Answered& self) {
             return text_of([&](std::ostream& out) { render::write_jsonl(self.rows->records(), out); });
           })
      .def("csv",
           [](const Answered& self) {
             return text_of([&](std::ostream& out) { render::write_csv(self.rows->records(), out); });
           })
      .def(
          "text",
          [](const Answered& self, std::size_t width) {
            return text_of([&](std::ostream& out) { render::write_text(self.page, out, width); });
          },
          py::arg("width") = 120)
      .def("markdown",
           [](const Answered& self) {
             return text_of([&](std::ostream& out) { render::write_markdown(self.page, out); });
           })
      .def("html", [](const Answered& self) { return to_html(self.page); })
      .def("arrow_stream", &stream);

  module.def("read", &read, py::arg("words"), py::arg("texts"), py::arg("progress") = py::none());
  module.def("ask", &ask, py::arg("world").none(true), py::arg("words"), py::arg("progress") = py::none(),
             py::arg("shown") = rows_shown);
  module.def("canonical", &canonical, py::arg("world"), py::arg("lines") = false);
  module.def("snapshot", &snapshot, py::arg("world"));
  module.def("from_snapshot", &from_snapshot, py::arg("snapshot"));
  module.def("help", &help, py::arg("verb"));
  module.def("topics", &topics, py::arg("verb"));
  module.def("verbs", &verb_names);
  module.attr("version") = std::string{version()};
}

}  // namespace dutygraph::python
