// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dutygraph::io::detail {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// "an object", "a string": for messages.
[[nodiscard]] std::string_view describe(JsonKind kind) noexcept;

/// Why a text is not JSON, or not JSON that we take.
struct JsonError {
  std::string rule;        ///< malformed-json, invalid-utf8, duplicate-key, too-deep, too-large
  std::size_t offset = 0;  ///< in bytes, into the text
  std::string value{};
  std::string hint{};
};

/// The values of one JSON text with their places, in one array, depth first.
class JsonTree {
 public:
  /// How deep objects and arrays may be nested.
  static constexpr std::size_t max_depth = 64;

  JsonTree();
  ~JsonTree();
  JsonTree(JsonTree&&) noexcept;
  JsonTree& operator=(JsonTree&&) noexcept;

  /// Reads one object or array and forgets what was read before. \p text must outlive the tree, and 64 readable
  /// bytes must follow it.
  /// \throws JsonError
  void parse(std::string_view text);
  /// parse() of a text without bytes to spare: copies it.
  void parse_copy(std::string_view text);

  /// One value. Cheap to copy; valid until the tree reads again.
  class Node;
  [[nodiscard]] Node root() const noexcept;
  [[nodiscard]] std::string_view text() const noexcept { return text_; }

 private:
  struct Value {
    std::string_view key{};   // of a member
    std::string_view text{};  // of a string, unescaped; of any other scalar, as it is written
    std::uint32_t offset = 0;
    std::uint32_t next = 0;  // the value after it and all its children
    std::uint32_t children = 0;
    JsonKind kind = JsonKind::null;
    mutable bool taken = false;
  };
  struct Builder;
  std::string_view text_{};
  std::string copy_;
  std::vector<Value> values_;
  std::unique_ptr<Builder> builder_;
};

class JsonTree::Node {
 public:
  Node() noexcept = default;
  Node(const JsonTree* tree, std::uint32_t index) noexcept : tree_{tree}, index_{index} {}
  [[nodiscard]] explicit operator bool() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] JsonKind kind() const noexcept { return value().kind; }
  [[nodiscard]] bool is(JsonKind kind) const noexcept { return value().kind == kind; }
  [[nodiscard]] std::string_view key() const noexcept { return value().key; }
  /// A string without its escapes; a number, `true`, `false` or `null` as written.
  [[nodiscard]] std::string_view text() const noexcept { return value().text; }
  /// Where it starts, in bytes.
  [[nodiscard]] std::size_t offset() const noexcept { return value().offset; }
  /// The number of items or members.
  [[nodiscard]] std::size_t size() const noexcept { return value().children; }
  /// The value as it is written.
  [[nodiscard]] std::string_view source() const noexcept;
  /// The value in one spelling: members by name, no spaces.
  [[nodiscard]] std::string canonical() const;
  /// canonical() of an object without some of its members.
  [[nodiscard]] std::string canonical_without(std::initializer_list<std::string_view> names) const;
  /// Members of an object that nobody asked for are unknown: marks that this one was.
  void take() const noexcept { value().taken = true; }
  [[nodiscard]] bool taken() const noexcept { return value().taken; }
  /// The member of an object with that name; null if there is none. O(members).
  [[nodiscard]] Node find(std::string_view key) const noexcept;

  /// Items or members, in order.
  class Iterator {
   public:
    Iterator(const JsonTree* tree, std::uint32_t index) noexcept : tree_{tree}, index_{index} {}
    [[nodiscard]] Node operator*() const noexcept { return {tree_, index_}; }
    Iterator& operator++() noexcept {
      index_ = tree_->values_[index_].next;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.index_ == b.index_; }

   private:
    const JsonTree* tree_;
    std::uint32_t index_;
  };
  [[nodiscard]] Iterator begin() const noexcept { return {tree_, index_ + 1}; }
  [[nodiscard]] Iterator end() const noexcept { return {tree_, value().next}; }

 private:
  [[nodiscard]] const Value& value() const noexcept { return tree_->values_[index_]; }
  const JsonTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

inline JsonTree::Node JsonTree::root() const noexcept { return {this, 0}; }

/// Whether \p token is a number by the grammar of JSON: no NaN, no leading zeros, no hexadecimal.
[[nodiscard]] bool is_json_number(std::string_view token) noexcept;

/// Finds what is wrong with a text that a fast parser refused, byte by byte.
/// \return an error with an empty rule if nothing is.
[[nodiscard]] JsonError diagnose_json(std::string_view text);

/// Counts lines up to an offset; cheap if asked in ascending order.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text, std::uint64_t first = 1) noexcept
      : text_{text}, first_{first}, line_{first} {}
  [[nodiscard]] std::uint64_t line_of(std::size_t offset) noexcept;

 private:
  std::string_view text_;
  std::uint64_t first_;
  std::uint64_t line_;
  std::size_t offset_ = 0;
};

}  // namespace dutygraph::io::detail
