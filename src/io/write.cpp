// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/write.hpp>

#include <dutygraph/error.hpp>

#include "base/json_text.hpp"
#include "io/native_sink.hpp"
#include "io/native_world.hpp"

namespace dutygraph::io {
namespace {

using dutygraph::detail::append_json_layout;
using dutygraph::detail::append_json_string;

/// One object, laid out for readers.
class DocumentSink final : public detail::NativeSink {
 public:
  using NativeSink::NativeSink;

  void setting(std::string_view name, std::string_view json) override {
    next_member(name);
    text_ += json;
  }
  void section(std::string_view name, bool keyed) override {
    close_section();
    next_member(name);
    text_ += keyed ? '{' : '[';
    close_ = keyed ? '}' : ']';
    first_row_ = true;
  }
  void row(std::string_view json) override {
    next_row();
    // A comma may follow: the last row is laid out like the others, so that a new one behind it changes one line.
    append_json_layout(text_, json, 4, 4, 1);
    flush_if_large();
  }
  void row(std::string_view key, std::string_view json) override {
    next_row();
    const std::size_t start = text_.size();
    append_json_string(text_, key);
    text_ += ": ";
    append_json_layout(text_, json, 4, 4 + text_.size() - start, 1);
    flush_if_large();
  }
  void end() override {
    close_section();
    text_ += first_member_ ? "{}\n" : "\n}\n";
    flush();
  }

 private:
  void next_member(std::string_view name) {
    text_ += first_member_ ? "{\n  " : ",\n  ";
    first_member_ = false;
    append_json_string(text_, name);
    text_ += ": ";
  }
  void next_row() {
    text_ += first_row_ ? "\n    " : ",\n    ";
    first_row_ = false;
  }
  void close_section() {
    if (close_ == '\0') return;
    text_ += "\n  ";
    text_ += close_;
    close_ = '\0';
  }

  bool first_member_ = true;
  bool first_row_ = true;
  char close_ = '\0';
};

/// One object a line.
class LinesSink final : public detail::NativeSink {
 public:
  using NativeSink::NativeSink;

  void setting(std::string_view name, std::string_view json) override {
    text_ += first_ ? '{' : ',';
    first_ = false;
    append_json_string(text_, name);
    text_ += ':';
    text_ += json;
  }
  void section(std::string_view name, bool) override {
    end_settings();
    start_ = "{\"section\":";
    append_json_string(start_, name);
    // Records of this section have a field `section` of their own.
    wrapped_ = name == "complete";
  }
  void row(std::string_view json) override {
    text_ += start_;
    if (wrapped_ || json.front() == '[') {
      text_ += ",\"value\":";
      text_ += json;
      text_ += "}\n";
    } else {
      join(json);
    }
    flush_if_large();
  }
  void row(std::string_view key, std::string_view json) override {
    text_ += start_;
    text_ += ",\"id\":";
    append_json_string(text_, key);
    if (json.front() == '{') {
      join(json);
    } else {
      text_ += ",\"value\":";
      text_ += json;
      text_ += "}\n";
    }
    flush_if_large();
  }
  void end() override {
    end_settings();
    flush();
  }

 private:
  void end_settings() {
    if (!settings_) return;
    settings_ = false;
    text_ += "}\n";
  }
  /// Goes on with the members of an object.
  void join(std::string_view object) {
    if (object.size() > 2) text_ += ',';
    text_ += object.substr(1);
    text_ += '\n';
  }

  bool first_ = true;
  bool settings_ = true;
  bool wrapped_ = false;
  std::string start_;
};

void write(const Graph& graph, std::ostream& out, detail::NativeSink& sink) {
  detail::write_world(graph, sink);
  out.flush();
  if (!out) throw Unwritable{"the output cannot be written"};
}

}  // namespace

void write_native(const Graph& graph, std::ostream& out) {
  DocumentSink sink{out};
  write(graph, out, sink);
}

void write_jsonl(const Graph& graph, std::ostream& out) {
  LinesSink sink{out};
  write(graph, out, sink);
}

}  // namespace dutygraph::io
