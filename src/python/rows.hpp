// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/query/result.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::python {

/// The values of one key in all rows, laid out as Arrow lays them out, so that the stream of a result is no copy.
struct Column {
  enum class Type : std::uint8_t {
    none,     ///< no row has a value
    text,     ///< `bytes` cut at `ends`
    number,   ///< `numbers`
    boolean,  ///< `flags`
    texts,    ///< `bytes` cut at `ends` into items, items cut at `lists` into lists
    other,    ///< `values`: lists of records, or values of several types
  };
  std::string name;
  Type type = Type::none;
  bool decimal = false;  ///< texts are decimal numbers
  std::size_t absent = 0;
  std::vector<std::uint8_t> present{};  ///< by row
  std::string bytes{};
  std::vector<std::int64_t> ends{}, lists{}, numbers{};
  std::vector<std::uint8_t> flags{};
  std::vector<render::Value> values{};

  [[nodiscard]] std::string_view text(std::size_t i) const noexcept {
    return std::string_view{bytes}.substr(static_cast<std::size_t>(ends[i]),
                                          static_cast<std::size_t>(ends[i + 1] - ends[i]));
  }
  /// The value in row \p i. \pre present[i]
  [[nodiscard]] render::Value value(std::size_t i) const;
  /// \p value in the next row; null: nothing there.
  void add(const render::Value* value);

 private:
  void become(Type type);
};

/// The rows of a result by column. Immutable once made, so that any number of threads and Arrow streams may share it.
class Rows {
 public:
  Rows() = default;
  /// Takes all of \p list, which need not outlive the call.
  explicit Rows(const render::RecordList& list);
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool is_document() const noexcept { return is_document_; }
  [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }
  /// Row \p i as it was. \pre the rows outlive it
  [[nodiscard]] render::Record at(std::size_t i) const;
  /// The same list as the one these rows were made of. \pre the rows outlive it
  [[nodiscard]] render::RecordList records() const;

 private:
  std::vector<Column> columns_;
  std::size_t size_ = 0;
  bool is_document_ = false;
};

/// Whether values under \p key are exact decimal numbers written as text.
[[nodiscard]] bool is_decimal_key(std::string_view key);
/// \p text with what is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace dutygraph::python
