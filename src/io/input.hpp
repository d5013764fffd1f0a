// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <dutygraph/io/read.hpp>

namespace dutygraph::io::detail {

/// The bytes of one file: opened, unpacked if they are gzip, digested, and handed out in pieces whose
/// end is padded for simdjson.
///
/// A directory, a missing file, a truncated or damaged gzip stream and an unpacked size over
/// `options.max_bytes` throw Unreadable with path and reason; a stop request throws Cancelled. Memory is
/// that of one block (1 MiB) or of the longest line or element, whichever is more.
class Input {
 public:
  /// Readable bytes behind every piece, as simdjson wants them.
  static constexpr std::size_t padding = 64;
  /// The longest line or element, so that a small gzip file cannot ask for all memory.
  static constexpr std::size_t max_piece = std::size_t{1} << 28;
  /// Deepest nesting that next_element() follows. Rows are limited more strictly by who reads them.
  static constexpr std::size_t max_depth = 1024;

  /// \p path may be "-". \p options must outlive the input: progress and stop are called from here.
  Input(const std::string& path, const ReadOptions& options);
  /// Bytes that are in memory already, which must stay there.
  Input(std::string_view text, const std::string& name, const ReadOptions& options);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// As the caller named the file, for messages.
  [[nodiscard]] const std::string& name() const noexcept;
  /// Without folders, for stamps.
  [[nodiscard]] std::string base_name() const;
  /// The next bytes (up to 64 KiB), without consuming them: to find out the format. No byte order mark.
  [[nodiscard]] std::string_view peek();

  /// The next line that is not blank, without its end; the view is valid until the next call and at
  /// least `padding` readable bytes follow it. A byte order mark at the start of the file is skipped.
  /// \return false at the end of the file. \throws InvalidData if the line is longer than max_piece.
  bool next_line(std::string_view& line, std::uint64_t& number);

  /// The next bytes, whatever they hold, to be parsed by someone else; valid until the next call. Empty at the end.
  [[nodiscard]] std::string_view next_block();
  /// Hands back the last \p count bytes of the last block: they come again. \pre no call in between
  void take_back(std::size_t count) noexcept;

  /// The rest of the file at once, padded likewise.
  [[nodiscard]] std::string_view read_all();

  /// The next element of the JSON array (or the one object, or the next of several concatenated
  /// values) that the file consists of, found by its brackets alone and without holding more than
  /// one element; `line` is the line it starts on.
  /// \return false after the last element. \throws InvalidData if brackets do not match or the file ends early.
  bool next_element(std::string_view& element, std::uint64_t& line);

  /// Skips \p before bytes of what peek() shows, behind which an array starts: next_element() then gives its elements
  /// and ends with it. What follows the array is not looked at.
  void enter_array(std::size_t before);

  /// "sha256:..." of the bytes as stored (packed, if the file is packed). Reads to the end first.
  [[nodiscard]] std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a file that starts so holds one JSON object a line, rather than an array or objects that
/// span lines.
[[nodiscard]] bool looks_like_json_lines(std::string_view first_bytes) noexcept;

}  // namespace dutygraph::io::detail
