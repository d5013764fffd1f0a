// SPDX-License-Identifier: BSL-1.0
#include "io/edit_text.hpp"

#include <algorithm>
#include <optional>

#include "base/json_text.hpp"

namespace dutygraph::io::detail {
namespace {

using dutygraph::detail::json_string;
using dutygraph::detail::JsonText;
using Node = JsonTree::Node;

std::optional<Date> date_of(Node object, std::string_view name) {
  const Node at = object.find(name);
  return at && at.is(JsonKind::string) ? Date::parse(at.text()) : std::nullopt;
}

/// Whether something that ends on \p to is over on \p day for certain. Absent and unknown ends are not.
bool is_over(const std::optional<Date>& to, Date day) { return to && !to->is_unknown() && to->last() <= day.first(); }

/// \p object with `to` set; the dates stay side by side.
std::string with_end(Node object, Date day) {
  JsonText out;
  out.object([&] {
    for (const Node member : object)
      if (member.key() != "to") out.key(member.key()).raw(member.source());
    out.key("to").string(day.to_string());
  });
  return out.take();
}

}  // namespace

std::string merged(const std::string& record, const std::vector<Node>& fields) {
  JsonTree tree;
  tree.parse_copy(record);
  const auto named = [&](std::string_view key) {
    return std::find_if(fields.begin(), fields.end(), [&](Node field) { return field.key() == key; });
  };
  JsonText out;
  out.object([&] {
    for (const Node member : tree.root()) {
      const auto at = named(member.key());
      if (at == fields.end()) {
        out.key(member.key()).raw(member.source());
      } else if (!at->is(JsonKind::null)) {
        out.key(member.key()).raw(at->source());
      }
    }
    for (const Node field : fields)
      if (!tree.root().find(field.key()) && !field.is(JsonKind::null)) out.key(field.key()).raw(field.source());
  });
  return out.take();
}

std::string ended(const std::string& record, Date day, std::string& problem) {
  JsonTree tree;
  tree.parse_copy(record);
  const Node root = tree.root();
  const std::optional<Date> to = date_of(root, "to");
  const Node interests = root.find("interests");
  if (!interests || !interests.is(JsonKind::array)) {
    if (is_over(to, day)) problem = "a day before it ends anyway: it ends on " + to->to_string();
    return problem.empty() ? with_end(root, day) : std::string{};
  }
  JsonText list;
  bool any_open = false;
  std::size_t kept = 0;
  list.array([&] {
    for (const Node interest : interests) {
      const std::optional<Date> from = date_of(interest, "from");
      const std::optional<Date> own = date_of(interest, "to");
      if (from && !from->is_unknown() && day.last() <= from->first()) continue;
      ++kept;
      const bool over = is_over(own ? own : to, day);
      any_open = any_open || !over;
      list.raw(own && !over ? with_end(interest, day) : std::string{interest.source()});
    }
  });
  if (kept == 0) {
    problem = "a day after it begins; remove takes it away as if it had never been";
  } else if (!any_open) {
    problem = "a day before it ends anyway: every interest has ended by then";
  }
  if (!problem.empty()) return {};
  JsonText out;
  out.object([&] {
    for (const Node member : root) {
      if (member.key() == "interests") {
        out.key("interests").raw(list.text());
      } else if (member.key() != "to") {
        out.key(member.key()).raw(member.source());
      }
    }
    out.key("to").string((is_over(to, day) ? *to : day).to_string());
  });
  return out.take();
}

std::string edit_row(std::string_view section, const std::string& record) {
  std::string row = "{\"section\":" + json_string(section);
  // Records of this section have a field `section` of their own.
  if (section == "complete") return row + ",\"value\":" + record + "}";
  return row + (record == "{}" ? "" : ",") + record.substr(1);
}

}  // namespace dutygraph::io::detail
