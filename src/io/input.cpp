// SPDX-License-Identifier: BSL-1.0
#include "io/input.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/byte_stream.hpp"
#include "io/quotes.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::size_t block = std::size_t{1} << 20;
constexpr std::size_t small_block = std::size_t{1} << 12;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes at which the search for the end of a JSON value has something to do outside strings.
constexpr auto is_structure = [] {
  std::array<bool, 256> table{};
  for (const char c : {'"', '{', '}', '[', ']'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

std::uint64_t newlines(std::string_view text) noexcept {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

/// How far the search for the end of a JSON value has come, so that it can go on when more bytes are there.
class ValueEnd {
 public:
  enum class Result { more, found, mismatch, too_deep };
  /// Goes on at the byte after those seen before. \p text: the value from its start, as far as it is there.
  Result search(std::string_view text);
  /// \pre search() found it
  [[nodiscard]] std::size_t size() const noexcept { return at_; }
  /// What must come next of all that is missing: '}', ']' or '"'. \pre the value has begun and is no word
  [[nodiscard]] char missing() const noexcept { return in_string_ ? '"' : open_.back(); }
  /// Whether the value is a number or word, which ends where the file does.
  [[nodiscard]] bool is_word() const noexcept { return word_; }

 private:
  Result search_word(std::string_view text);
  Result close(char bracket);

  std::size_t at_ = 0;
  bool word_ = false;
  bool in_string_ = false;
  std::string open_;  // brackets that are open, as what closes them
};

ValueEnd::Result ValueEnd::search_word(std::string_view text) {
  while (at_ < text.size()) {
    const char c = text[at_];
    if (is_space(c) || c == ',' || c == ']' || c == '}' || c == '[' || c == '{' || c == '"') return Result::found;
    ++at_;
  }
  return Result::more;
}

ValueEnd::Result ValueEnd::close(char bracket) {
  if (open_.empty() || open_.back() != bracket) return Result::mismatch;
  open_.pop_back();
  return open_.empty() ? Result::found : Result::more;
}

ValueEnd::Result ValueEnd::search(std::string_view text) {
  if (at_ == 0 && !text.empty()) word_ = !is_structure[static_cast<unsigned char>(text.front())];
  if (word_) return search_word(text);
  const char* const end = text.data() + text.size();
  const char* p = text.data() + at_;
  const auto stop = [&](Result result) {
    at_ = static_cast<std::size_t>(p - text.data());
    return result;
  };
  while (p != end) {
    if (in_string_) {
      p = quote_or_backslash(p, end);
      if (p == end || (*p == '\\' && end - p < 2)) break;  // the escaped byte is not there yet
      in_string_ = *p == '\\';
      p += in_string_ ? 2 : 1;
      if (!in_string_ && open_.empty()) return stop(Result::found);
      continue;
    }
    while (p != end && !is_structure[static_cast<unsigned char>(*p)]) ++p;
    if (p == end) break;
    const char c = *p++;
    if (c == '"') {
      in_string_ = true;
    } else if (c == '}' || c == ']') {
      if (const Result result = close(c); result != Result::more) return stop(result);
    } else {
      if (open_.size() == Input::max_depth) return stop(Result::too_deep);
      open_ += c == '{' ? '}' : ']';
    }
  }
  return stop(Result::more);
}

}  // namespace

struct Input::State {
  ByteStream stream;
  std::unique_ptr<char[]> bytes{};
  std::size_t capacity = 0;  // without the padding
  std::size_t begin = 0, end = 0;
  std::size_t limit = max_piece;
  bool ended = false;
  bool started = false;
  std::uint64_t line = 1;  // of the byte at `begin`
  bool in_array = false, after_value = false, after_comma = false;
  bool only_array = false, past_array = false;  // see enter_array()
  char* borrowed = nullptr;                     // the byte behind the last element, replaced by a zero meanwhile
  char lent = 0;

  template <class... Args>
  explicit State(Args&&... args) : stream{std::forward<Args>(args)...} {}

  [[nodiscard]] std::string_view rest() const noexcept { return {bytes.get() + begin, end - begin}; }
  void grow(std::size_t wanted);
  bool fill();
  void start();
  bool skip_space();
  bool next_value();
  void take_value(std::string_view& element);
  [[noreturn]] void refuse(std::string_view rule, std::string_view value, std::string hint) const;
};

void Input::State::refuse(std::string_view rule, std::string_view value, std::string hint) const {
  Diagnostics list;
  list.add({std::string{rule}, Severity::error, stream.name(), line, {}, printable(value), std::move(hint)});
  throw InvalidData{std::move(list)};
}

void Input::State::grow(std::size_t wanted) {
  auto larger = std::make_unique_for_overwrite<char[]>(wanted + padding);
  if (end != begin) std::memcpy(larger.get(), bytes.get() + begin, end - begin);
  bytes = std::move(larger);
  capacity = wanted;
  end -= begin;
  begin = 0;
}

/// Gets more bytes behind those that are there. They may all move. \return false at the end of the file.
bool Input::State::fill() {
  if (ended) return false;
  if (bytes == nullptr) {  // a small file needs no large block
    const std::uint64_t size = stream.stored_size();
    grow(size == 0 || size >= block ? block : std::max(small_block, static_cast<std::size_t>(size) + 1));
  }
  if (begin == end) begin = end = 0;
  if (end == capacity && begin != 0) {
    std::memmove(bytes.get(), bytes.get() + begin, end - begin);
    end -= begin;
    begin = 0;
  }
  if (end == capacity) {
    if (capacity >= limit) refuse("row-too-long", {}, "a row of at most " + std::to_string(limit) + " bytes");
    grow(capacity * 2);
  }
  const std::size_t count = stream.read(bytes.get() + end, capacity - end);
  end += count;
  std::memset(bytes.get() + end, 0, padding);
  ended = count == 0;
  return !ended;
}

void Input::State::start() {
  if (borrowed != nullptr) *std::exchange(borrowed, nullptr) = lent;
  if (started) return;
  started = true;
  while (end - begin < byte_order_mark.size() && fill()) {
  }
  if (rest().starts_with(byte_order_mark)) begin += byte_order_mark.size();
}

Input::Input(const std::string& path, const ReadOptions& options) : state_{std::make_unique<State>(path, options)} {}
Input::Input(std::string_view text, const std::string& name, const ReadOptions& options)
    : state_{std::make_unique<State>(text, name, options)} {}
Input::~Input() = default;

const std::string& Input::name() const noexcept { return state_->stream.name(); }

std::string Input::base_name() const {
  const std::string& path = name();
  return path.substr(path.find_last_of('/') + 1);
}

std::string_view Input::peek() {
  constexpr std::size_t most = std::size_t{1} << 16;
  State& s = *state_;
  s.start();
  while (s.end - s.begin < most && s.fill()) {
  }
  return s.rest().substr(0, most);
}

bool Input::next_line(std::string_view& line, std::uint64_t& number) {
  State& s = *state_;
  s.start();
  for (std::size_t seen = 0;;) {
    const std::string_view rest = s.rest();
    const void* const found = seen < rest.size() ? std::memchr(rest.data() + seen, '\n', rest.size() - seen) : nullptr;
    if (found == nullptr && s.fill()) {
      seen = rest.size();
      continue;
    }
    if (found == nullptr && s.rest().empty()) return false;
    const std::string_view all = s.rest();
    std::size_t size =
        found == nullptr ? all.size() : static_cast<std::size_t>(static_cast<const char*>(found) - all.data());
    s.begin += size + (found == nullptr ? 0 : 1);
    number = s.line++;
    while (size != 0 && is_space(all[size - 1])) --size;
    line = all.substr(0, size);
    seen = 0;
    if (line.empty()) continue;
    // Whoever parses past a truncated row must meet an end, not the next row.
    s.bytes[static_cast<std::size_t>(line.data() - s.bytes.get()) + size] = '\0';
    return true;
  }
}

std::string_view Input::next_block() {
  State& s = *state_;
  s.start();
  if (s.begin == s.end) s.fill();
  const std::string_view rest = s.rest();
  s.begin = s.end;
  return rest;
}

void Input::take_back(std::size_t count) noexcept { state_->begin -= count; }

std::string_view Input::read_all() {
  State& s = *state_;
  s.start();
  s.limit = std::numeric_limits<std::uint32_t>::max();  // what simdjson takes
  while (s.fill()) {
  }
  const std::string_view rest = s.rest();
  s.begin = s.end;
  return rest;
}

/// Moves on to the next byte that is not blank. \return false if there is none.
bool Input::State::skip_space() {
  for (;;) {
    for (; begin != end; ++begin) {
      if (!is_space(bytes[begin])) return true;
      if (bytes[begin] == '\n') ++line;
    }
    if (!fill()) return false;
  }
}

/// Moves on to the first byte of the next element, over brackets and commas. \return false if there is none.
bool Input::State::next_value() {
  if (past_array) return false;
  while (skip_space()) {
    const char c = bytes[begin];
    if (!in_array) {
      if (c != '[') return true;
      in_array = true;
      after_value = after_comma = false;
    } else if (c == ']' && !after_comma) {
      in_array = false;
      past_array = only_array;
      if (past_array) return false;
    } else if (!after_value) {
      return true;
    } else if (c == ',') {
      after_value = false;
      after_comma = true;
    } else {
      refuse("malformed-json", rest().substr(0, 40), "a comma or ] after an element of the array");
    }
    ++begin;
  }
  if (in_array) refuse("malformed-json", {}, "the file ends inside its array: ] is missing");
  return false;
}

void Input::State::take_value(std::string_view& element) {
  ValueEnd value;
  for (;;) {
    switch (value.search(rest())) {
      case ValueEnd::Result::more:
        if (fill()) continue;
        if (!value.is_word())
          refuse("malformed-json", rest().substr(0, 40),
                 std::string{"the file ends inside this value: "} + value.missing() + " is missing");
        break;
      case ValueEnd::Result::mismatch:
        refuse("malformed-json", rest().substr(value.size() - std::min<std::size_t>(value.size(), 40)).substr(0, 40),
               "brackets that match: this closes what was not opened");
      case ValueEnd::Result::too_deep:
        refuse("too-deep", rest().substr(0, 40), "nesting of at most " + std::to_string(max_depth) + " levels");
      case ValueEnd::Result::found:
        break;
    }
    break;
  }
  if (value.size() == 0) refuse("malformed-json", rest().substr(0, 40), "a JSON value");
  element = rest().substr(0, value.size());
  begin += value.size();
}

bool Input::next_element(std::string_view& element, std::uint64_t& line) {
  State& s = *state_;
  s.start();
  if (!s.next_value()) return false;
  line = s.line;
  s.take_value(element);
  s.line += newlines(element);
  s.after_value = true;
  s.after_comma = false;
  s.borrowed = s.bytes.get() + s.begin;
  s.lent = std::exchange(*s.borrowed, '\0');
  return true;
}

void Input::enter_array(std::size_t before) {
  State& s = *state_;
  s.line += newlines(s.rest().substr(0, before));
  s.begin += before;
  s.only_array = true;
}

std::string Input::digest() {
  State& s = *state_;
  s.start();
  while (!s.ended) {
    s.begin = s.end;
    s.fill();
  }
  return s.stream.digest();
}

bool looks_like_json_lines(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  if (!text.starts_with('{')) return false;
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return true;
  ValueEnd value;
  const std::string_view first = text.substr(0, end);
  if (value.search(first) == ValueEnd::Result::found) return true;
  // A first line that is cut off does not make the file another one: what matters is how the next begins.
  return first.size() > 1 && text.substr(end + 1).starts_with('{');
}

}  // namespace dutygraph::io::detail
