// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <dutygraph/io/read.hpp>

namespace dutygraph::io::detail {

/// The unpacked bytes of a file, of standard input or of a text in memory, once from start to end. Digests the
/// stored bytes on their way, reports progress and looks at the stop token.
class ByteStream {
 public:
  /// \p path may be "-". \throws Unreadable if it cannot be opened or is a directory.
  ByteStream(const std::string& path, const ReadOptions& options);
  /// A text that must outlive the stream.
  ByteStream(std::string_view text, const std::string& name, const ReadOptions& options);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  /// Writes at most \p room bytes to \p to. \return how many; 0 only at the end.
  /// \throws Unreadable, Cancelled.
  std::size_t read(char* to, std::size_t room);
  [[nodiscard]] const std::string& name() const noexcept;
  /// How many bytes are stored; 0 if that is not known.
  [[nodiscard]] std::uint64_t stored_size() const noexcept;
  /// "sha256:..." of the stored bytes. \pre read() returned 0
  [[nodiscard]] std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dutygraph::io::detail
