// SPDX-License-Identifier: BSL-1.0
#include "io/native_holding.hpp"

#include <string>
#include <string_view>

#include <dutygraph/vocab/basis.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "io/native_fields.hpp"

namespace dutygraph::io::detail {
namespace {

void read_type(Context& context, const Path& path, JsonTree::Node at, Interest& out) {
  std::string type;
  read_id(context, path, at, type);
  if (type.empty()) return;
  if (const std::optional<vocab::Basis> basis = vocab::basis_of(type)) {
    out.basis = *basis;
    if (vocab::to_string(*basis) != type) out.code = type;
    return;
  }
  context.error("unknown-code", path, at, Codes::expected("basis", type) + "; or an interest type of BODS");
}

void read_directness(Context& context, const Path& path, JsonTree::Node at, Interest& out) {
  std::string code;
  read_code(context, path, at, "holding.directness", code);
  out.directness = code == "indirect"  ? Directness::indirect
                   : code == "unknown" ? Directness::unknown
                                       : Directness::direct;
}

void read_interest(Context& context, const Path& path, JsonTree::Node at, const Interval& all, Interest& out) {
  if (!at.is(JsonKind::object)) return context.wrong_type(path, at, "an object");
  ObjectReader in{context, path, at};
  std::optional<Date> from;
  std::optional<Date> to;
  in.field("type", [&](const Path& where, JsonTree::Node node) { read_type(context, where, node, out); });
  in.field("code", [&](const Path& where, JsonTree::Node node) {
    read_id(context, where, node, out.code);
    if (out.code == vocab::to_string(out.basis)) out.code.clear();
  });
  in.field("class", [&](const Path& where, JsonTree::Node node) { read_id(context, where, node, out.share_class); });
  in.field("directness", [&](const Path& where, JsonTree::Node node) { read_directness(context, where, node, out); });
  in.field("share", [&](const Path& where, JsonTree::Node node) { read_share(context, where, node, out); });
  in.field("from", [&](const Path& where, JsonTree::Node node) { read_date(context, where, node, from); });
  in.field("to", [&](const Path& where, JsonTree::Node node) { read_date(context, where, node, to); });
  out.valid = Interval{from, to};
  check_span(context, path, at, Interval{from ? from : all.from(), to ? to : all.to()});
  in.require("type");
  in.finish(interest_fields());
}

}  // namespace

const std::vector<std::string_view>& interest_fields() {
  static const std::vector<std::string_view> names{"type", "code", "class", "directness", "share", "from", "to"};
  return names;
}

const std::vector<std::string_view>& holding_fields() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all{"holder", "company", "interests", "supersedes"};
    all.insert(all.end(), common_fields.begin(), common_fields.end());
    return all;
  }();
  return names;
}

void read_holding(ObjectReader& in, Holding& holding) {
  Context& context = in.context;
  const auto text = [&](std::string_view name, std::string& to) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read_id(context, path, at, to); });
  };
  text("name", holding.name);
  text("holder", holding.holder);
  text("company", holding.company);
  in.field("supersedes", [&](const Path& path, JsonTree::Node at) {
    // Other records list what they supersede; a holding has one predecessor.
    if (!at.is(JsonKind::array)) return read_id(context, path, at, holding.supersedes);
    if (at.size() > 1) return context.error("wrong-type", path, at, "the id of one holding");
    for (const JsonTree::Node item : at) read_id(context, Path::item(path, 0), item, holding.supersedes);
  });
  read_facts(in, holding.facts);
  in.field("interests", [&](const Path& path, JsonTree::Node at) {
    if (!at.is(JsonKind::array)) return context.wrong_type(path, at, "a list of interests");
    std::size_t i = 0;
    for (const JsonTree::Node item : at)
      read_interest(context, Path::item(path, i++), item, holding.facts.valid, holding.interests.emplace_back());
    if (i == 0) context.error("missing-field", path, at, "at least one interest");
  });
  for (const std::string_view name : {"holder", "company", "interests"}) in.require(name);
}

}  // namespace dutygraph::io::detail
