// SPDX-License-Identifier: BSL-1.0
#include "io/native_settings.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <dutygraph/vocab/codelist.hpp>

#include "io/native_fields.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::array<std::string_view, 3> settings{"dutygraph", "as_of", "max_coordination_hops"};
constexpr std::array<std::string_view, 4> list_sections{"order_edges", "exclusive_flags", "incompatible_conducts",
                                                        "incompatible_gates"};
// Lists whose codes become values of an enumeration.
constexpr std::array<std::string_view, 3> enumerations{"assertion", "basis", "holding.directness"};
constexpr std::array<std::string_view, 6> other_sections{"taxonomies", "codelists", "profiles",
                                                         "sources",    "holdings",  "same_as"};

template <class List>
bool contains(const List& list, std::string_view name) noexcept {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// An empty member of a list by name: the one that is there, or a new one.
NamedList& named(std::vector<NamedList>& lists, std::string_view name) {
  const auto at = std::find_if(lists.begin(), lists.end(), [&](const NamedList& list) { return list.name == name; });
  return at != lists.end() ? *at : lists.emplace_back(NamedList{.name = std::string{name}, .values = {}});
}

}  // namespace

std::span<const std::string_view> section_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all(settings.begin(), settings.end());
    all.insert(all.end(), list_sections.begin(), list_sections.end());
    all.insert(all.end(), other_sections.begin(), other_sections.end());
    for (std::size_t i = 0; i < vertex_kinds; ++i) all.push_back(section_of(static_cast<VertexKind>(i)));
    return all;
  }();
  return names;
}

bool is_setting(std::string_view name) noexcept { return contains(settings, name); }

void read_setting(Context& context, const Path& path, JsonTree::Node at, Settings& out) {
  if (path.name == "dutygraph") {
    if (!at.is(JsonKind::number) || Decimal::parse(at.text()) != Decimal{1})
      context.error("unknown-version", path, at, "1, the version of the format");
  } else if (path.name == "as_of") {
    read_date(context, path, at, out.as_of);
    if (out.as_of && !out.as_of->is_day()) context.error("invalid-date", path, at, "a day as YYYY-MM-DD");
  } else {
    read_integer(context, path, at, out.max_coordination_hops);
    if (out.max_coordination_hops && *out.max_coordination_hops < 0)
      context.error("invalid-number", path, at, "a whole number from 0 up");
  }
}

void merge(Settings& all, Settings one) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(all.order_edges, one.order_edges);
  append(all.exclusive_flags, one.exclusive_flags);
  append(all.incompatible_conducts, one.incompatible_conducts);
  append(all.incompatible_gates, one.incompatible_gates);
  append(all.profiles, one.profiles);
  for (NamedList& list : one.codelists) append(named(all.codelists, list.name).values, list.values);
  if (one.as_of) all.as_of = one.as_of;
  if (one.max_coordination_hops) all.max_coordination_hops = one.max_coordination_hops;
}

bool is_list_section(std::string_view name) noexcept { return contains(list_sections, name); }

void read_list_item(Context& context, std::string_view section, const Path& path, JsonTree::Node at, Settings& out) {
  const bool pairs = section != "exclusive_flags";
  if (!at.is(JsonKind::array)) return context.wrong_type(path, at, pairs ? "a list of two texts" : "a list of texts");
  std::vector<std::string> item;
  read_texts(context, path, at, item);
  if (pairs ? item.size() != 2 : item.size() < 2)
    return context.error("wrong-length", path, at, pairs ? "a list of two texts" : "a list of at least two texts");
  auto& list = section == "order_edges"             ? out.order_edges
               : section == "exclusive_flags"       ? out.exclusive_flags
               : section == "incompatible_conducts" ? out.incompatible_conducts
                                                    : out.incompatible_gates;
  list.push_back(std::move(item));
}

void read_taxonomy(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out,
                   Codes& codes) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object with `nodes`");
  static const std::vector<std::string_view> fields{"id", "nodes", "closed", "exhaustive", "disjoint"};
  ObjectReader in{context, path, at};
  Taxonomy taxonomy{.id = std::string{id}};
  in.field("nodes",
           [&](const Path& where, JsonTree::Node node) { read_named_lists(context, where, node, taxonomy.nodes); });
  in.field("closed",
           [&](const Path& where, JsonTree::Node node) { read_boolean(context, where, node, taxonomy.closed); });
  in.field("exhaustive",
           [&](const Path& where, JsonTree::Node node) { read_texts(context, where, node, taxonomy.exhaustive); });
  in.field("disjoint", [&](const Path& where, JsonTree::Node node) {
    if (!node.is(JsonKind::array)) return context.wrong_type(where, node, "a list of lists of nodes");
    std::size_t i = 0;
    for (const JsonTree::Node group : node) {
      const Path here = Path::item(where, i++);
      if (!group.is(JsonKind::array)) {
        context.wrong_type(here, group, "a list of nodes");
        continue;
      }
      read_texts(context, here, group, taxonomy.disjoint.emplace_back());
    }
  });
  if (const JsonTree::Node own = at.find("id")) own.take();
  in.finish(fields);
  for (const NamedList& node : taxonomy.nodes) codes.add_node(id, node.name);
  out.taxonomies.push_back(std::move(taxonomy));
}

void read_codelist(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out,
                   Codes& codes) {
  const vocab::Codelist* known = vocab::find_codelist(id);
  if (contains(enumerations, id)) {
    return context.error("closed-codelist", path, at,
                         "a list that documents may extend; the library computes with each code of this one");
  } else if (known != nullptr && !known->open) {
    context.note("closed-codelist", path, at,
                 "codes that are added to this list are kept; nothing is computed by them");
  } else if (known == nullptr) {
    std::vector<std::string_view> names;
    for (const vocab::Codelist& list : vocab::codelists()) names.push_back(list.name);
    return context.error("unknown-codelist", path, at, "the name of a codelist" + did_you_mean(id, names));
  }
  NamedList& list = named(out.codelists, id);
  read_texts(context, path, at, list.values);
  for (const std::string& code : list.values) codes.add(id, code);
}

void read_profile(Context& context, const Path& path, JsonTree::Node at, std::string_view id, Settings& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object: a control profile");
  out.profiles.emplace_back(id, at.canonical_without({"id", "section"}));
}

void read_same_as(Context& context, const Path& path, JsonTree::Node at, SameAs& group) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object with `ids`");
  ObjectReader in{context, path, at};
  FieldReader<SameAs> reader{in, group};
  SameAs::describe(reader);
  if (at.find("ids") && group.ids.size() < 2)
    context.error("wrong-length", Path::member(path, "ids"), at.find("ids"), "at least two ids of actors");
  in.require("ids");
  in.finish(field_names<SameAs>());
}

void read_source(Context& context, const Path& path, JsonTree::Node at, Source& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object");
  ObjectReader in{context, path, at};
  FieldReader<Source> reader{in, out};
  const std::string id = out.id;  // given by the key, perhaps
  Source::describe(reader);
  if (out.id.empty()) out.id = id;
  in.finish(field_names<Source>());
}

}  // namespace dutygraph::io::detail
