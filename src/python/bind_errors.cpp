// SPDX-License-Identifier: BSL-1.0

// The library's exceptions as those of dutygraph._errors.

#include <exception>

#include <pybind11/pybind11.h>

#include <dutygraph/error.hpp>

#include "python/rows.hpp"
#include "python/world.hpp"

namespace py = pybind11;

namespace dutygraph::python {
namespace {

const char* class_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_value:
      return "InvalidValue";
    case ErrorCode::invalid_data:
      return "InvalidData";
    case ErrorCode::unreadable:
      return "Unreadable";
    case ErrorCode::unwritable:
      return "Unwritable";
    case ErrorCode::not_found:
      return "NotFound";
    case ErrorCode::usage:
      return "UsageError";
    case ErrorCode::cancelled:
      return "Cancelled";
  }
  return "Error";
}

py::list to_python(const Diagnostics& list) {
  py::list findings;
  for (const Diagnostic& diagnostic : list) {
    py::dict dict;
    dict["rule"] = diagnostic.rule;
    dict["severity"] = py::str{to_string(diagnostic.severity)};
    dict["file"] = py::str{valid_utf8(diagnostic.file)};
    dict["line"] = diagnostic.line;
    dict["path"] = py::str{valid_utf8(diagnostic.path)};
    dict["value"] = py::str{valid_utf8(diagnostic.value)};
    dict["hint"] = py::str{valid_utf8(diagnostic.hint)};
    findings.append(dict);
  }
  return findings;
}

}  // namespace

void bind_errors(py::module_&) {
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      const py::object type = py::module_::import("dutygraph._errors").attr(class_of(error.code()));
      const auto* data = dynamic_cast<const InvalidData*>(&error);
      const py::object value =
          type(py::str{valid_utf8(error.what())}, data != nullptr ? to_python(data->diagnostics()) : py::list{});
      PyErr_SetObject(type.ptr(), value.ptr());
    }
  });
}

}  // namespace dutygraph::python
