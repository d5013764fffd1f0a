// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace dutygraph::io::detail {

/// Where the parts of a world go, in order: a document, or lines.
class NativeSink {
 public:
  explicit NativeSink(std::ostream& out) : out_{&out} {}
  virtual ~NativeSink() = default;
  NativeSink(const NativeSink&) = delete;
  NativeSink& operator=(const NativeSink&) = delete;

  /// A setting; all of them come first.
  virtual void setting(std::string_view name, std::string_view json) = 0;
  /// Starts a section of records, of lists, or (\p keyed) of values by name. Sections without rows are not started.
  virtual void section(std::string_view name, bool keyed) = 0;
  /// One row of the section: a compact JSON object, or a list.
  virtual void row(std::string_view json) = 0;
  /// One row of a keyed section.
  virtual void row(std::string_view key, std::string_view json) = 0;
  virtual void end() = 0;

 protected:
  void flush_if_large() {
    if (text_.size() > std::size_t{1} << 16) flush();
  }
  void flush() {
    out_->write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }
  std::string text_;

 private:
  std::ostream* out_;
};

}  // namespace dutygraph::io::detail
