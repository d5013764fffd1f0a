// SPDX-License-Identifier: BSL-1.0
#include "io/share_text.hpp"

#include <algorithm>
#include <array>

#include "io/json.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr Percent zero{0};
constexpr Percent hundred{100};

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_word_char(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '+' || c == '-' || c == '<' || c == '>' ||
         c == '=' || c == ' ';
}

/// Lower case, no percent signs or words, one kind of dash, a point for a comma.
std::optional<std::string> simplified(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '%') continue;
    if (c == ',') c = '.';
    if (c == '\t') c = ' ';
    const std::string_view rest = text.substr(i);
    const auto is = [&](std::string_view sign) { return rest.starts_with(sign); };
    if (is("\xE2\x80\x93") || is("\xE2\x80\x94") || is("\xE2\x80\x90") || is("\xE2\x88\x92")) {  // dashes
      c = '-';
      i += 2;
    } else if (is("\xE2\x89\xA5") || is("\xE2\x89\xA4")) {  // not less, not more
      out += is("\xE2\x89\xA5") ? ">=" : "<=";
      i += 2;
      continue;
    } else if (is("\xC2\xA0")) {  // a blank that does not break
      c = ' ';
      ++i;
    }
    if (!is_word_char(c)) return std::nullopt;
    out += c;
  }
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size())
      out.replace(at, from.size(), to);
  };
  replace("per cent", "");
  replace("percent", "");
  replace(" to ", "-");
  return out;
}

struct End {
  Percent value{};
  bool open = false;
};

std::optional<Percent> number(std::string_view text) {
  text = trim(text);
  if (!is_json_number(text) || text.starts_with('-') || text.find('e') != std::string_view::npos) return std::nullopt;
  const std::optional<Percent::Parsed> parsed = Percent::parse(text);
  if (!parsed || parsed->value < zero || parsed->value > hundred) return std::nullopt;
  return parsed->value;
}

/// Takes one of \p words off the front of \p text.
template <std::size_t n>
bool take(std::string_view& text, const std::array<std::string_view, n>& words) {
  for (const std::string_view word : words)
    if (text.starts_with(word)) {
      text = trim(text.substr(word.size()));
      return true;
    }
  return false;
}

std::optional<Share> between(Percent low, Percent high, bool low_open, bool high_open) {
  if (low > high || (low == high && (low_open || high_open))) return std::nullopt;
  return Share::between(low, high, low_open, high_open);
}

std::optional<Share> range(std::string_view text) {
  static constexpr std::array<std::string_view, 3> at_least{">=", "at least ", "not less than "};
  static constexpr std::array<std::string_view, 4> above{">", "more than ", "over ", "above "};
  static constexpr std::array<std::string_view, 4> at_most{"<=", "up to ", "at most ", "not more than "};
  static constexpr std::array<std::string_view, 4> below{"<", "less than ", "under ", "below "};
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos && dash != 0) {
    std::string_view first = trim(text.substr(0, dash));
    std::string_view second = trim(text.substr(dash + 1));
    const bool low_open = first.starts_with('>') && !first.starts_with(">=");
    const bool high_open = second.starts_with('<') && !second.starts_with("<=");
    if (low_open) first.remove_prefix(1);
    if (high_open) second.remove_prefix(1);
    const auto low = number(first);
    const auto high = number(second);
    if (!low || !high) return std::nullopt;
    return between(*low, *high, low_open, high_open);
  }
  if (text.ends_with('+')) {
    const auto low = number(text.substr(0, text.size() - 1));
    return low ? between(*low, hundred, false, false) : std::nullopt;
  }
  if (take(text, at_least)) {
    const auto low = number(text);
    return low ? between(*low, hundred, false, false) : std::nullopt;
  }
  if (take(text, above)) {
    const auto low = number(text);
    return low ? between(*low, hundred, true, false) : std::nullopt;
  }
  if (take(text, at_most)) {
    const auto high = number(text);
    return high ? between(zero, *high, false, false) : std::nullopt;
  }
  if (take(text, below)) {
    const auto high = number(text);
    return high ? between(zero, *high, false, true) : std::nullopt;
  }
  const auto exact = number(text);
  return exact ? std::optional{Share::exactly(*exact)} : std::nullopt;
}

}  // namespace

std::optional<ShareText> read_share_text(std::string_view text) {
  constexpr std::size_t longest = 80;
  text = trim(text);
  if (text.empty() || text.size() > longest) return std::nullopt;
  const std::optional<std::string> simple = simplified(text);
  if (!simple) return std::nullopt;
  const std::optional<Share> share = range(trim(*simple));
  if (!share) return std::nullopt;
  std::string_view bare = text;
  if (bare.ends_with('%')) bare.remove_suffix(1);
  return ShareText{*share, number(bare).has_value()};
}

std::string to_share_text(const Share& share) {
  if (share.is_exact()) return share.low().to_string();
  return (share.low_open() ? ">" : "") + share.low().to_string() + "-" + (share.high_open() ? "<" : "") +
         share.high().to_string();
}

std::optional<CodedShare> read_coded_share(std::string_view code) {
  const std::size_t end = code.find("-percent");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view head = code.substr(0, end);
  const std::size_t to = head.rfind("-to-");
  if (to == std::string_view::npos || to == 0) return std::nullopt;
  const std::size_t start = head.rfind('-', to - 1);
  if (start == std::string_view::npos) return std::nullopt;
  std::string_view first = head.substr(start + 1, to - start - 1);
  std::string_view second = head.substr(to + 4);
  const bool low_open = first.starts_with('>');
  const bool high_open = second.starts_with('<');
  if (low_open) first.remove_prefix(1);
  if (high_open) second.remove_prefix(1);
  const auto low = number(first);
  const auto high = number(second);
  if (!low || !high) return std::nullopt;
  const std::optional<Share> share = between(*low, *high, low_open, high_open);
  if (!share) return std::nullopt;
  return CodedShare{std::string{head.substr(0, start)}, *share};
}

}  // namespace dutygraph::io::detail
