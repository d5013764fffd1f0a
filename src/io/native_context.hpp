// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/diagnostics.hpp>
#include <dutygraph/model/taxonomy.hpp>

#include "io/json.hpp"

namespace dutygraph::io::detail {

/// Where in a document a value stands; put together only when a message needs it.
struct Path {
  const Path* up = nullptr;
  std::string_view name{};
  std::size_t index = 0;
  bool is_item = false;  ///< named by `index`

  [[nodiscard]] static Path member(const Path& up, std::string_view name) noexcept { return {&up, name, 0, false}; }
  [[nodiscard]] static Path item(const Path& up, std::size_t index) noexcept { return {&up, {}, index, true}; }
  /// A JSON pointer: "/holdings/3/interests/0/share".
  [[nodiscard]] std::string to_string() const;
};

/// The name of \p names that \p word is most likely meant to be; empty if none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

/// `; did you mean "x"?`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string_view> names);

/// The codes that a world may use: those of the library, and those its documents add.
class Codes {
 public:
  enum class Standing : std::uint8_t {
    known,
    new_to_open_list,   ///< allowed; perhaps a typing error
    not_in_closed_list  ///< refused
  };
  [[nodiscard]] Standing check(std::string_view list, std::string_view code) const;
  void add(std::string_view list, std::string_view code) { added_[std::string{list}].emplace(code); }
  /// A node of a taxonomy: also a code of the lists that are taxonomies ("technology" and "object").
  void add_node(std::string_view dimension, std::string_view node);
  /// What may stand there: "one of x, y, z".
  [[nodiscard]] static std::string expected(std::string_view list, std::string_view code);

 private:
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> added_;
};

/// What is wrong with one record, and where it stands. Readers of values report here.
class Context {
 public:
  Context(const std::string& file, const Codes& codes, bool lenient)
      : file_{&file}, codes_{&codes}, lenient_{lenient} {}

  /// Starts with a text of a file of which \p text is the part that begins on line \p first.
  void start(std::string_view text, std::uint64_t first) { lines_ = LineCounter{text, first}; }
  [[nodiscard]] std::uint64_t line_of(JsonTree::Node at) { return lines_.line_of(at.offset()); }
  [[nodiscard]] std::uint64_t line_of(std::size_t offset) { return lines_.line_of(offset); }
  [[nodiscard]] const std::string& file() const noexcept { return *file_; }
  [[nodiscard]] bool lenient() const noexcept { return lenient_; }
  [[nodiscard]] const Codes& codes() const noexcept { return *codes_; }

  void error(std::string_view rule, const Path& path, JsonTree::Node at, std::string hint) {
    report(Severity::error, rule, path, at, std::move(hint));
  }
  /// Something that a strict reader refuses and a lenient one mends.
  void mend(std::string_view rule, const Path& path, JsonTree::Node at, std::string hint) {
    report(lenient_ ? Severity::warning : Severity::error, rule, path, at, std::move(hint));
  }
  void warn(std::string_view rule, const Path& path, JsonTree::Node at, std::string hint) {
    report(Severity::warning, rule, path, at, std::move(hint));
  }
  void note(std::string_view rule, const Path& path, JsonTree::Node at, std::string hint) {
    report(Severity::note, rule, path, at, std::move(hint));
  }
  void wrong_type(const Path& path, JsonTree::Node at, std::string_view expected) {
    error("wrong-type", path, at, std::string{expected} + ", not " + std::string{describe(at.kind())});
  }
  /// A code that an open list does not have: allowed, noted once per file at the end if the record is used.
  void new_code(std::string_view list, const Path& path, JsonTree::Node at);

  struct NewCode {
    std::uint64_t line = 0;
    std::string path{};
    std::uint64_t count = 0;
  };
  /// By list and code.
  using NewCodes = std::map<std::pair<std::string, std::string>, NewCode>;
  [[nodiscard]] NewCodes& new_codes() noexcept { return new_codes_; }

  /// What was reported since the last call.
  [[nodiscard]] std::vector<Diagnostic> take() { return std::exchange(found_, {}); }
  /// Settles the codes that were new since the last call: they count if the record is used.
  void settle_codes(bool used);
  [[nodiscard]] std::vector<Diagnostic>& found() noexcept { return found_; }

 private:
  void report(Severity severity, std::string_view rule, const Path& path, JsonTree::Node at, std::string hint);

  const std::string* file_;
  const Codes* codes_;
  bool lenient_;
  LineCounter lines_{{}};
  struct FoundCode {
    std::string list, code;
    NewCode place;
  };
  std::vector<Diagnostic> found_;
  std::vector<FoundCode> found_codes_;
  NewCodes new_codes_;
};

}  // namespace dutygraph::io::detail
