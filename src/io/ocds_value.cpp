// SPDX-License-Identifier: BSL-1.0
#include "io/ocds_value.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>

#include <dutygraph/date.hpp>

#include "base/json_text.hpp"

namespace dutygraph::io::detail {
namespace {

/// The members of an object that are read, and the shape of theirs. Without members: a scalar, or whatever is there.
struct Shape {
  struct Member {
    std::string_view name;
    const Shape* shape = nullptr;  ///< null: kept as a scalar or list of scalars
  };
  std::span<const Member> members;
};

constexpr Shape::Member identifier_members[] = {{"scheme"}, {"id"}, {"legalName"}};
constexpr Shape identifier{identifier_members};
constexpr Shape::Member address_members[] = {{"countryName"}, {"country"}, {"countryCode"}};
constexpr Shape address{address_members};
constexpr Shape::Member party_members[] = {
    {"id"},   {"name"}, {"identifier", &identifier}, {"additionalIdentifiers", &identifier}, {"address", &address},
    {"roles"}};
constexpr Shape party{party_members};
constexpr Shape::Member number_members[] = {{"$numberLong"}, {"$numberInt"}, {"$numberDouble"}, {"$numberDecimal"}};
constexpr Shape number{number_members};
constexpr Shape::Member amount_members[] = {{"amount", &number}, {"currency"}};
constexpr Shape money{amount_members};
constexpr Shape::Member period_members[] = {{"startDate"}, {"endDate"}, {"durationInDays"}};
constexpr Shape period{period_members};
constexpr Shape::Member class_members[] = {{"scheme"}, {"id"}};
constexpr Shape classification{class_members};
constexpr Shape::Member item_members[] = {
    {"id"}, {"classification", &classification}, {"additionalClassifications", &classification}};
constexpr Shape item{item_members};
constexpr Shape::Member tender_members[] = {{"id"},
                                            {"title"},
                                            {"procuringEntity", &party},
                                            {"procurementMethod"},
                                            {"mainProcurementCategory"},
                                            {"classification", &classification},
                                            {"additionalClassifications", &classification},
                                            {"items", &item},
                                            {"contractPeriod", &period}};
constexpr Shape tender{tender_members};
constexpr Shape::Member award_members[] = {{"id"},
                                           {"title"},
                                           {"status"},
                                           {"date"},
                                           {"value", &money},
                                           {"suppliers", &party},
                                           {"buyers", &party},
                                           {"items", &item},
                                           {"contractPeriod", &period}};
constexpr Shape award{award_members};
constexpr Shape::Member contract_members[] = {{"id"},           {"awardID"},         {"title"},
                                              {"status"},       {"period", &period}, {"value", &money},
                                              {"items", &item}, {"dateSigned"},      {"suppliers", &party}};
constexpr Shape contract{contract_members};
constexpr Shape::Member release_members[] = {{"ocid"},
                                             {"id"},
                                             {"date"},
                                             {"tag"},
                                             {"parties", &party},
                                             {"buyer", &party},
                                             {"tender", &tender},
                                             {"awards", &award},
                                             {"contracts", &contract}};
constexpr Shape release_shape{release_members};

/// Whether a list holds the versions of a value.
bool is_versioned(JsonTree::Node node) {
  if (!node.is(JsonKind::array) || node.size() == 0) return false;
  for (const JsonTree::Node version : node)
    if (!version.is(JsonKind::object) || !version.find("value") || !version.find("releaseDate")) return false;
  return true;
}

/// The last version of a value; of equally late ones the last in the list.
JsonTree::Node latest(JsonTree::Node versions) {
  JsonTree::Node found;
  std::optional<std::int64_t> when;
  for (const JsonTree::Node version : versions) {
    const auto date = seconds_of(version.find("releaseDate").text());
    if (found && date < when) continue;
    found = version.find("value");
    when = date;
  }
  return found;
}

void append(std::string& out, JsonTree::Node node, const Shape* shape, bool versioned) {
  if (versioned && is_versioned(node)) node = latest(node);
  switch (node.kind()) {
    case JsonKind::object: {
      out += '{';
      bool first = true;
      for (const JsonTree::Node member : node) {
        if (shape == nullptr) continue;
        const auto known = std::find_if(shape->members.begin(), shape->members.end(),
                                        [&](const Shape::Member& m) { return m.name == member.key(); });
        if (known == shape->members.end()) continue;
        if (!first) out += ',';
        first = false;
        dutygraph::detail::append_json_string(out, member.key());
        out += ':';
        append(out, member, known->shape, versioned);
      }
      out += '}';
      break;
    }
    case JsonKind::array: {
      out += '[';
      bool first = true;
      for (const JsonTree::Node element : node) {
        if (!first) out += ',';
        first = false;
        append(out, element, shape, versioned);
      }
      out += ']';
      break;
    }
    case JsonKind::string:
      dutygraph::detail::append_json_string(out, node.text());
      break;
    default:
      out += node.text();
  }
}

void copy(OcdsValue& to, JsonTree::Node node) {
  to.kind = node.kind();
  if (to.kind == JsonKind::object || to.kind == JsonKind::array) {
    to.children.reserve(node.size());
    for (const JsonTree::Node child : node) {
      OcdsValue& value = to.children.emplace_back();
      if (to.kind == JsonKind::object) value.key = child.key();
      copy(value, child);
    }
  } else {
    to.text = node.text();
  }
}

bool is_whole_list(std::string_view name) noexcept {
  return name == "additionalIdentifiers" || name == "additionalClassifications";
}

bool holds_objects(const OcdsValue& list) {
  return std::any_of(list.children.begin(), list.children.end(),
                     [](const OcdsValue& v) { return v.kind == JsonKind::object; });
}

/// By what an object of a list is recognised in a later release; empty: by nothing.
std::string name_in_list(const OcdsValue& object, bool parties, bool shared) {
  const std::string_view id = object.text_of("id");
  if (id.empty() && !parties) return {};
  std::string name{id};
  if (parties && (shared || id.empty())) name += '\0' + std::string{object.text_of("name")};
  return name == std::string(1, '\0') ? std::string{} : name;
}

void merge_value(OcdsValue& to, const OcdsValue& from, bool parties);

void merge_members(OcdsValue& to, const OcdsValue& from, bool is_release) {
  for (const OcdsValue& member : from.children) {
    if (is_release && (member.key == "id" || member.key == "date" || member.key == "tag")) continue;
    OcdsValue* known = to.find(member.key);
    if (member.kind == JsonKind::null) {
      if (known != nullptr) to.children.erase(to.children.begin() + (known - to.children.data()));
      continue;
    }
    if (known == nullptr) {
      known = &to.children.emplace_back();
      known->key = member.key;
    }
    const bool parties = member.key == "parties" || member.key == "suppliers" || member.key == "buyers";
    merge_value(*known, member, parties);
  }
}

void merge_objects(OcdsValue& to, const OcdsValue& from, bool parties) {
  std::map<std::string_view, std::size_t> ids;  // of the parties of both
  std::map<std::string_view, std::string_view> names;
  std::map<std::string_view, bool> shared;
  if (parties)
    for (const OcdsValue* list : {static_cast<const OcdsValue*>(&to), &from})
      for (const OcdsValue& object : list->children) {
        const auto [at, is_new] = names.try_emplace(object.text_of("id"), object.text_of("name"));
        // Two names for one id in one release: two parties. In two releases: a party with a new name.
        if (!is_new && at->second != object.text_of("name") && ids[object.text_of("id")] == (list == &from ? 2U : 1U))
          shared[object.text_of("id")] = true;
        ids[object.text_of("id")] = list == &from ? 2 : 1;
        at->second = object.text_of("name");
      }
  const auto key_of = [&](const OcdsValue& object) {
    const auto at = shared.find(object.text_of("id"));
    return name_in_list(object, parties, at != shared.end());
  };
  std::map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < to.children.size(); ++i)
    if (std::string key = key_of(to.children[i]); !key.empty()) at.try_emplace(std::move(key), i);
  for (const OcdsValue& object : from.children) {
    if (object.kind == JsonKind::null) continue;
    const std::string key = object.kind == JsonKind::object ? key_of(object) : std::string{};
    const auto known = key.empty() ? at.end() : at.find(key);
    if (known != at.end()) {
      merge_value(to.children[known->second], object, false);
      continue;
    }
    if (!key.empty()) at.emplace(key, to.children.size());
    merge_value(to.children.emplace_back(), object, false);
  }
}

void merge_value(OcdsValue& to, const OcdsValue& from, bool parties) {
  if (from.kind == JsonKind::object) {
    if (to.kind != JsonKind::object) {
      to.kind = JsonKind::object;
      to.text.clear();
      to.children.clear();
    }
    merge_members(to, from, false);
    return;
  }
  if (from.kind == JsonKind::array && !is_whole_list(from.key) && (holds_objects(from) || from.children.empty())) {
    if (to.kind != JsonKind::array) {
      to.kind = JsonKind::array;
      to.text.clear();
      to.children.clear();
    }
    merge_objects(to, from, parties);
    return;
  }
  to.kind = from.kind;
  to.text = from.text;
  to.children = from.children;
}

}  // namespace

const OcdsValue* OcdsValue::find(std::string_view name) const noexcept {
  for (const OcdsValue& child : children)
    if (child.key == name) return &child;
  return nullptr;
}

OcdsValue* OcdsValue::find(std::string_view name) noexcept {
  for (OcdsValue& child : children)
    if (child.key == name) return &child;
  return nullptr;
}

std::string_view OcdsValue::text_of(std::string_view name) const noexcept {
  const OcdsValue* value = kind == JsonKind::object ? find(name) : nullptr;
  return value != nullptr && (value->kind == JsonKind::string || value->kind == JsonKind::number)
             ? std::string_view{value->text}
             : std::string_view{};
}

std::vector<const OcdsValue*> OcdsValue::items_of(std::string_view name) const {
  std::vector<const OcdsValue*> items;
  const OcdsValue* value = kind == JsonKind::object ? find(name) : nullptr;
  if (value == nullptr) return items;
  if (value->kind == JsonKind::object) items.push_back(value);
  if (value->kind == JsonKind::array)
    for (const OcdsValue& child : value->children)
      if (child.kind != JsonKind::null) items.push_back(&child);
  return items;
}

void append_release(std::string& out, JsonTree::Node release, bool versioned) {
  append(out, release, &release_shape, versioned);
}

OcdsValue read_release(JsonTree& tree, std::string_view text) {
  tree.parse_copy(text);
  OcdsValue value;
  copy(value, tree.root());
  return value;
}

void merge_release(OcdsValue& merged, const OcdsValue& release) {
  merged.kind = JsonKind::object;
  merge_members(merged, release, true);
}

std::optional<std::int64_t> seconds_of(std::string_view text) noexcept {
  constexpr std::size_t day_size = 10;  // 2021-06-18
  const std::optional<Date> date = Date::parse(text.substr(0, day_size));
  if (!date || date->is_unknown()) return std::nullopt;
  std::int64_t seconds = std::int64_t{date->first()} * 86'400;
  if (text.size() <= day_size || (text[day_size] != 'T' && text[day_size] != ' ')) return seconds;
  std::string_view time = text.substr(day_size + 1);
  const auto two_digits = [&](std::size_t at) -> std::int64_t {
    if (time.size() < at + 2 || time[at] < '0' || time[at] > '9' || time[at + 1] < '0' || time[at + 1] > '9') return 0;
    return (time[at] - '0') * 10 + (time[at + 1] - '0');
  };
  seconds += two_digits(0) * 3600 + two_digits(3) * 60;
  if (time.size() > 5 && time[5] == ':') seconds += two_digits(6);
  const std::size_t zone = time.find_first_of("+-");
  if (zone == std::string_view::npos) return seconds;
  const bool east = time[zone] == '+';
  time.remove_prefix(zone + 1);
  const std::int64_t offset = two_digits(0) * 3600 + two_digits(time.size() > 2 && time[2] == ':' ? 3 : 2) * 60;
  return east ? seconds - offset : seconds + offset;
}

}  // namespace dutygraph::io::detail
