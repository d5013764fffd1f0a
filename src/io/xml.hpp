// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/input.hpp"

namespace dutygraph::io::detail {

class XmlNode;

/// The records of a large XML file, one after another, each as a small tree: the file is never in memory as a whole.
///
/// What XML is feared for is refused: entity declarations (so nothing expands, and nothing is loaded from elsewhere),
/// nesting deeper than `max_depth`, records larger than `max_record`. Names are local: prefixes are left out.
///
/// \code
/// XmlRecords records{input, {"LEIRecord"}};
/// while (const XmlNode record = records.next()) use(record.find("Entity").find("LegalName").text());
/// \endcode
class XmlRecords {
 public:
  static constexpr std::size_t max_depth = 64;
  static constexpr std::size_t max_record = std::size_t{1} << 26;

  /// \p names are the local names of the elements that are records; a record inside a record is part of it. \p input
  /// must outlive the reader.
  XmlRecords(Input& input, std::vector<std::string> names);
  ~XmlRecords();
  XmlRecords(const XmlRecords&) = delete;
  XmlRecords& operator=(const XmlRecords&) = delete;

  /// The next record, valid until the next call; null at the end of the file.
  /// \throws InvalidData with line and column if the file is no well-formed XML or holds what is refused.
  [[nodiscard]] XmlNode next();
  /// The document element without its content, once next() has been called; null in a file without elements.
  [[nodiscard]] XmlNode root() const noexcept;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

/// The first bytes of an XML file, as far as its document element.
struct XmlStart {
  bool is_xml = false;
  std::string root{};  ///< local name of the document element; empty if it does not start within the bytes
};

/// Looks at the start of a file: whether it is XML, and of what kind. Never throws.
[[nodiscard]] XmlStart look_at_xml(std::string_view first_bytes);

/// One element. Cheap to copy; the null node has no name, text, attributes or children.
class XmlNode {
 public:
  XmlNode() noexcept = default;
  [[nodiscard]] explicit operator bool() const noexcept { return tree_ != nullptr; }
  /// Without prefix.
  [[nodiscard]] std::string_view name() const noexcept;
  /// The characters directly inside the element, without blanks around them.
  [[nodiscard]] std::string_view text() const noexcept;
  /// The value of an attribute, which is named as it is written ("xml:lang"); empty if there is none.
  [[nodiscard]] std::string_view attribute(std::string_view name) const noexcept;
  [[nodiscard]] bool has_attribute(std::string_view name) const noexcept;
  /// The line it starts on.
  [[nodiscard]] std::uint64_t line() const noexcept;
  /// The first child of that name; null if there is none. O(children).
  [[nodiscard]] XmlNode find(std::string_view name) const noexcept;
  [[nodiscard]] bool has_children() const noexcept { return begin() != end(); }

  /// Children, in order.
  class Iterator {
   public:
    using value_type = XmlNode;
    using difference_type = std::ptrdiff_t;
    Iterator() noexcept = default;
    Iterator(const XmlRecords::State* tree, std::uint32_t index) noexcept : tree_{tree}, index_{index} {}
    [[nodiscard]] XmlNode operator*() const noexcept { return {tree_, index_}; }
    Iterator& operator++() noexcept;
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.index_ == b.index_; }

   private:
    const XmlRecords::State* tree_ = nullptr;
    std::uint32_t index_ = 0;
  };
  [[nodiscard]] Iterator begin() const noexcept;
  [[nodiscard]] Iterator end() const noexcept;

 private:
  friend class XmlRecords;
  XmlNode(const XmlRecords::State* tree, std::uint32_t index) noexcept : tree_{tree}, index_{index} {}
  const XmlRecords::State* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

/// The record as XML text, for quarantine: elements, attributes and texts.
[[nodiscard]] std::string to_text(XmlNode record);

}  // namespace dutygraph::io::detail
