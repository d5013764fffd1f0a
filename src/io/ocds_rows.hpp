// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "io/input.hpp"

namespace dutygraph::io::detail {

/// One piece of an OCDS file.
struct OcdsRow {
  std::string_view text{};  ///< an object, or whatever stands in its place; 64 readable bytes follow it
  std::uint64_t line = 0;   ///< that it starts on
  bool is_header = false;   ///< what a package says beside its releases or records; comes after them
};

/// The releases and records of an OCDS file, one after another: a package of any size is never in memory as a whole.
///
/// The file may be a package, a release, a record, an array of these, or several one after another. An object with a
/// list `releases` or `records` is a package, unless an `ocid` comes before it: then it is a record.
class OcdsRows {
 public:
  /// \p input must outlive the rows.
  explicit OcdsRows(Input& input) : input_{&input} {}
  /// \return false at the end; \p row is valid until the next call.
  /// \throws InvalidData if the file ends inside a value, or a row is longer than Input::max_piece.
  bool next(OcdsRow& row);

 private:
  enum class Level : std::uint8_t { file, file_list, package, list };
  bool fill();
  /// Moves on to the next byte that is not blank. \return false at the end of the file.
  bool skip_blanks();
  [[nodiscard]] char here() const noexcept { return bytes_[at_]; }
  /// Moves over the value that starts here.
  void skip_value();
  void skip_string();
  void skip_nested();
  void skip_word();
  [[nodiscard]] std::string_view member_name();
  bool next_member(OcdsRow& row);
  bool next_item(OcdsRow& row);
  void begin_object(OcdsRow& row);
  [[nodiscard]] std::uint64_t line_of(std::size_t at) noexcept;
  void start_piece() noexcept { piece_ = at_; }
  [[nodiscard]] std::string_view piece() const noexcept { return {bytes_.data() + piece_, at_ - piece_}; }
  [[noreturn]] void refuse(std::string_view rule, std::string hint);
  [[noreturn]] void refuse_end(std::string_view missing);

  Input* input_;
  std::string bytes_{};    // with padding behind `end_`
  std::size_t end_ = 0;    // of what was read
  std::size_t at_ = 0;     // what has been looked at
  std::size_t piece_ = 0;  // start of what must stay in memory
  std::size_t counted_ = 0;
  std::uint64_t line_ = 1;  // of the byte at `counted_`
  Level level_ = Level::file;
  bool in_file_list_ = false, after_value_ = false;
  std::string header_{};
  std::uint64_t header_line_ = 0;
};

}  // namespace dutygraph::io::detail
