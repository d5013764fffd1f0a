// SPDX-License-Identifier: BSL-1.0
#include "io/ocds_rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/quotes.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes at which the search for the end of a JSON value has something to do outside strings.
constexpr auto is_structure = [] {
  std::array<bool, 256> table{};
  for (const char c : {'"', '{', '}', '[', ']'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

}  // namespace

void OcdsRows::refuse(std::string_view rule, std::string hint) {
  Diagnostics list;
  list.add({std::string{rule},
            Severity::error,
            input_->name(),
            line_of(std::min(at_, end_)),
            {},
            printable(std::string_view{bytes_}.substr(std::min(at_, end_), std::min<std::size_t>(40, end_ - at_)), 40),
            std::move(hint)});
  throw InvalidData{std::move(list)};
}

void OcdsRows::refuse_end(std::string_view missing) {
  refuse("malformed-json", "the file ends inside a value: " + std::string{missing} + " is missing");
}

/// Gets more bytes; what lies before `piece_` is let go. \return false at the end of the file.
bool OcdsRows::fill() {
  const std::string_view block = input_->next_block();
  if (block.empty()) return false;
  if (piece_ != 0) {
    static_cast<void>(line_of(piece_));
    std::memmove(bytes_.data(), bytes_.data() + piece_, end_ - piece_);
    end_ -= piece_;
    at_ -= piece_;
    counted_ -= piece_;
    piece_ = 0;
  }
  if (end_ + block.size() > Input::max_piece)
    refuse("row-too-long", "a row of at most " + std::to_string(Input::max_piece) + " bytes");
  const std::size_t wanted = end_ + block.size() + Input::padding;
  if (bytes_.size() < wanted) bytes_.resize(std::max(wanted, bytes_.size() * 2));
  std::memcpy(bytes_.data() + end_, block.data(), block.size());
  end_ += block.size();
  std::memset(bytes_.data() + end_, 0, Input::padding);
  return true;
}

std::uint64_t OcdsRows::line_of(std::size_t at) noexcept {
  if (at > counted_) {
    const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(counted_);
    line_ += static_cast<std::uint64_t>(std::count(begin, bytes_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
  }
  return line_;
}

bool OcdsRows::skip_blanks() {
  for (;;) {
    while (at_ != end_ && is_blank(here())) ++at_;
    if (at_ != end_) return true;
    if (!fill()) return false;
  }
}

void OcdsRows::skip_string() {
  ++at_;
  for (;;) {
    const char* const found = quote_or_backslash(bytes_.data() + at_, bytes_.data() + end_);
    at_ = static_cast<std::size_t>(found - bytes_.data());
    if (at_ == end_ || (here() == '\\' && end_ - at_ < 2)) {
      if (!fill()) refuse_end("\"");
      continue;
    }
    if (here() == '"') {
      ++at_;
      return;
    }
    at_ += 2;
  }
}

void OcdsRows::skip_nested() {
  std::size_t depth = 0;
  for (;;) {
    while (at_ != end_ && !is_structure[static_cast<unsigned char>(here())]) ++at_;
    if (at_ == end_) {
      if (!fill()) refuse_end("a closing bracket");
      continue;
    }
    const char c = here();
    if (c == '"') {
      skip_string();
      continue;
    }
    ++at_;
    if (c == '{' || c == '[')
      ++depth;
    else if (--depth == 0)
      return;
  }
}

void OcdsRows::skip_word() {
  const auto ends = [](char c) { return is_blank(c) || c == ',' || c == ']' || c == '}' || c == '[' || c == '{'; };
  for (;;) {
    while (at_ != end_ && !ends(here())) ++at_;
    if (at_ != end_ || !fill()) return;
  }
}

void OcdsRows::skip_value() {
  const char c = here();
  if (c == '{' || c == '[')
    skip_nested();
  else if (c == '"')
    skip_string();
  else if (c == ',' || c == ']' || c == '}')
    refuse("malformed-json", "a JSON value");
  else
    skip_word();
}

/// The name of a member, as it is written, without quotes; behind it stands its value.
std::string_view OcdsRows::member_name() {
  if (here() != '"') refuse("malformed-json", "the name of a member, in quotes");
  const std::size_t start = at_ - piece_;
  skip_string();
  const std::size_t size = at_ - piece_ - start;
  if (!skip_blanks()) refuse_end("a colon");
  if (here() != ':') refuse("malformed-json", "a colon behind the name of a member");
  ++at_;
  if (!skip_blanks()) refuse_end("a value");
  return std::string_view{bytes_}.substr(piece_ + start + 1, size - 2);
}

bool OcdsRows::next(OcdsRow& row) {
  for (;;) {
    row = {};
    if (level_ == Level::list) {
      if (next_item(row)) return true;
      continue;
    }
    if (level_ == Level::package) {
      if (next_member(row)) return true;
      continue;
    }
    start_piece();
    if (!skip_blanks()) {
      if (in_file_list_) refuse_end("]");
      return false;
    }
    start_piece();
    const char c = here();
    if (in_file_list_ && (c == ']' || (c == ',' && after_value_))) {
      in_file_list_ = c != ']';
      after_value_ = false;
      ++at_;
    } else if (in_file_list_ && after_value_) {
      refuse("malformed-json", "a comma or ] behind an element of the array");
    } else if (!in_file_list_ && c == '[') {
      in_file_list_ = true;
      after_value_ = false;
      ++at_;
    } else if (c == '{') {
      after_value_ = true;
      begin_object(row);
      if (level_ == Level::file) return true;
    } else {
      after_value_ = true;
      const std::uint64_t line = line_of(at_);
      skip_value();
      row = {piece(), line, false};
      return true;
    }
  }
}

/// An object of the file: read whole, unless it turns out to be a package.
void OcdsRows::begin_object(OcdsRow& row) {
  const std::uint64_t line = line_of(at_);
  bool has_ocid = false;
  bool first = true;
  ++at_;
  for (;;) {
    if (!skip_blanks()) refuse_end("}");
    if (here() == '}') break;
    const std::size_t member = at_ - piece_;
    if (!first) {
      if (here() != ',') refuse("malformed-json", "a comma or } behind a member");
      ++at_;
      if (!skip_blanks()) refuse_end("}");
    }
    first = false;
    const std::string_view name = member_name();
    if ((name == "releases" || name == "records") && here() == '[' && !has_ocid) {
      header_.assign(bytes_, piece_, member);
      header_line_ = line;
      ++at_;
      level_ = Level::list;
      after_value_ = false;
      return;
    }
    has_ocid = has_ocid || name == "ocid";
    skip_value();
  }
  ++at_;
  row = {piece(), line, false};
}

/// \return whether it is a row; else the list has ended.
bool OcdsRows::next_item(OcdsRow& row) {
  start_piece();
  if (!skip_blanks()) refuse_end("]");
  if (here() == ']') {
    ++at_;
    level_ = Level::package;
    return false;
  }
  if (after_value_) {
    if (here() != ',') refuse("malformed-json", "a comma or ] behind an element of the array");
    ++at_;
    if (!skip_blanks()) refuse_end("]");
  }
  start_piece();
  const std::uint64_t line = line_of(at_);
  skip_value();
  after_value_ = true;
  row = {piece(), line, false};
  return true;
}

/// \return whether the package has ended, which makes its header a row.
bool OcdsRows::next_member(OcdsRow& row) {
  start_piece();
  if (!skip_blanks()) refuse_end("}");
  if (here() == '}') {
    ++at_;
    level_ = Level::file;
    after_value_ = true;
    header_ += '}';
    const std::size_t size = header_.size();
    header_.append(Input::padding, '\0');
    row = {std::string_view{header_}.substr(0, size), header_line_, true};
    return true;
  }
  if (here() != ',') refuse("malformed-json", "a comma or } behind a member");
  ++at_;
  if (!skip_blanks()) refuse_end("}");
  start_piece();
  const std::string_view name = member_name();
  if ((name == "releases" || name == "records") && here() == '[') {
    ++at_;
    level_ = Level::list;
    after_value_ = false;
    return false;
  }
  skip_value();
  if (header_.size() > 1) header_ += ',';
  header_ += piece();
  return false;
}

}  // namespace dutygraph::io::detail
