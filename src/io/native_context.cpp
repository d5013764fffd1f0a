// SPDX-License-Identifier: BSL-1.0
#include "io/native_context.hpp"

#include <algorithm>
#include <numeric>

#include <dutygraph/vocab/codelist.hpp>

namespace dutygraph::io::detail {
namespace {

/// How many letters differ, with a neighbour swap counted as one; stops above \p limit.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

/// `-` and `_` are one in codes of technologies.
std::string underscored(std::string_view code) {
  std::string text{code};
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

}  // namespace

std::string Path::to_string() const {
  if (up == nullptr) return {};
  std::string text = up->to_string() + '/';
  if (is_item) return text + std::to_string(index);
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> names) {
  if (word.size() > 64) return {};
  const std::size_t limit = std::min<std::size_t>(3, word.size() / 3 + 1);
  std::string_view best;
  std::size_t least = limit + 1;
  for (const std::string_view name : names) {
    const std::size_t steps = distance(word, name, limit);
    if (steps >= least) continue;
    least = steps;
    best = name;
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  const std::string_view name = nearest(word, names);
  return name.empty() ? std::string{} : "; did you mean \"" + std::string{name} + "\"?";
}

Codes::Standing Codes::check(std::string_view list, std::string_view code) const {
  const vocab::Codelist* known = vocab::find_codelist(list);
  if (known == nullptr || known->contains(code)) return Standing::known;
  if (const auto at = added_.find(list); at != added_.end())
    if (at->second.contains(code) || (list == "technology" && at->second.contains(underscored(code))))
      return Standing::known;
  if (list == "technology" && known->contains(underscored(code))) return Standing::known;
  return known->open ? Standing::new_to_open_list : Standing::not_in_closed_list;
}

void Codes::add_node(std::string_view dimension, std::string_view node) {
  if (dimension == "object") {
    add("technology", node);
    add("technology", underscored(node));
  } else if (dimension == "bearer") {
    add("company.kind", node);
    add("stakeholder", node);
  } else if (const vocab::Codelist* list = vocab::find_codelist(dimension); list != nullptr && list->open) {
    add(dimension, node);
  }
}

std::string Codes::expected(std::string_view list, std::string_view code) {
  const vocab::Codelist* known = vocab::find_codelist(list);
  if (known == nullptr) return "a code";
  if (known->codes.size() > 12)
    return "a code of the list `" + std::string{list} + "`" + did_you_mean(code, known->codes);
  std::string text = "one of ";
  for (const std::string_view one : known->codes) text += (text.size() > 7 ? ", " : "") + std::string{one};
  return text + did_you_mean(code, known->codes);
}

void Context::report(Severity severity, std::string_view rule, const Path& path, JsonTree::Node at, std::string hint) {
  const bool scalar = at && !at.is(JsonKind::object) && !at.is(JsonKind::array);
  const std::string_view value = !at ? std::string_view{} : scalar ? at.text() : at.source();
  found_.push_back(
      {std::string{rule}, severity, *file_, at ? line_of(at) : 0, path.to_string(), printable(value), std::move(hint)});
}

void Context::new_code(std::string_view list, const Path& path, JsonTree::Node at) {
  found_codes_.push_back({std::string{list}, std::string{at.text()}, {line_of(at), path.to_string(), 1}});
}

void Context::settle_codes(bool used) {
  constexpr std::size_t most = 10'000;
  for (FoundCode& found : std::exchange(found_codes_, {})) {
    if (!used || new_codes_.size() >= most) continue;
    const auto [at, added] =
        new_codes_.try_emplace({std::move(found.list), std::move(found.code)}, std::move(found.place));
    if (!added) ++at->second.count;
  }
}

}  // namespace dutygraph::io::detail
