// SPDX-License-Identifier: BSL-1.0
#include <utility>

#include <dutygraph/model/visit.hpp>

#include "graph/staging.hpp"

namespace dutygraph {
namespace {

/// A reference found in a record, before it has become an edge.
struct Reference {
  std::string field;
  std::string key;
  VertexKinds kinds{};
  std::optional<EdgeKind> edge{};
  Direction direction = Direction::to_target;
  std::string role{};
  std::optional<Interval> valid{};
  bool must_exist = true;
};

/// Collects the references of one record or of one item inside it.
template <class Record>
struct ReferenceCollector : RecordVisitor<Record> {
  using Base = RecordVisitor<Record>;
  const Record& record;
  std::string prefix;
  std::vector<Reference>& out;

  ReferenceCollector(const Record& r, std::string p, std::vector<Reference>& o)
      : record{r}, prefix{std::move(p)}, out{o} {}

  void ref(std::string_view field, std::string Record::*member, VertexKinds kinds) {
    add(field, record.*member, kinds, std::nullopt, Direction::to_target, {}, true);
  }
  void ref(std::string_view field, std::string Record::*member, VertexKinds kinds, EdgeKind edge, Direction direction,
           std::string_view role = {}) {
    add(field, record.*member, kinds, edge, direction, role, true);
  }
  void refs(std::string_view field, std::vector<std::string> Record::*member, VertexKinds kinds) {
    for (const std::string& key : record.*member) add(field, key, kinds, std::nullopt, Direction::to_target, {}, true);
  }
  void refs(std::string_view field, std::vector<std::string> Record::*member, VertexKinds kinds, EdgeKind edge,
            Direction direction, std::string_view role = {}) {
    for (const std::string& key : record.*member) add(field, key, kinds, edge, direction, role, true);
  }
  void refs_or_codes(std::string_view field, std::vector<std::string> Record::*member, VertexKinds kinds, EdgeKind edge,
                     Direction direction) {
    for (const std::string& key : record.*member) add(field, key, kinds, edge, direction, {}, false);
  }
  template <class Item>
  void list(std::string_view field, std::vector<Item> Record::*member) {
    std::size_t i = 0;
    for (const Item& item : record.*member) {
      const std::size_t first = out.size();
      ReferenceCollector<Item> inner{item, prefix + std::string{field} + "/" + std::to_string(i++) + "/", out};
      Item::describe(inner);
      for (std::size_t k = first; k < out.size(); ++k) {  // what an item says of its own reference
        if constexpr (requires { item.role; }) out[k].role = item.role;
        if constexpr (requires { item.from; }) {
          std::optional<Date> to;
          if constexpr (requires { item.to; }) to = item.to;
          if (item.from || to) out[k].valid = Interval{item.from, to};
        }
      }
    }
  }

 private:
  void add(std::string_view field, const std::string& key, VertexKinds kinds, std::optional<EdgeKind> edge,
           Direction direction, std::string_view role, bool must_exist) {
    if (key.empty()) return;
    out.push_back({prefix + std::string{field}, key, kinds, edge, direction, std::string{role}, {}, must_exist});
  }
};

/// Fields that name a State or, of provisions and others, an instrument: any id will do.
bool may_be_implicit(const Reference& reference) {
  return reference.kinds == VertexKinds{VertexKind::state} || reference.kinds == VertexKinds{VertexKind::instrument} ||
         reference.field == "organ_of" || reference.field == "issuer";
}

}  // namespace

void GraphBuilder::Staging::derive_references() {
  std::vector<Reference> found;
  const std::size_t known = tables->kind.size();
  for (std::uint32_t i = 0; i < known; ++i) {
    const VertexId v{i};
    const std::uint32_t row = tables->row[i];
    if (row == detail::no_row || defined[i] == 0) continue;
    found.clear();
    Assertion assertion = Assertion::positive;
    std::optional<Date> recorded;
    with_record(tables->kind[i], [&]<class Record>() {
      const Record& record = std::get<std::vector<Record>>(tables->rows)[row];
      assertion = record.facts.assertion;
      recorded = record.facts.recorded;
      ReferenceCollector<Record> collector{record, {}, found};
      Record::describe(collector);
    });
    line = origins[i].line;
    file = origins[i].file;
    for (Reference& reference : found) {
      if (!reference.must_exist) {
        bool exists = false;
        for (std::size_t k = 0; k < vertex_kinds; ++k) {
          const auto kind = static_cast<VertexKind>(k);
          if (!reference.kinds.contains(kind)) continue;
          const std::uint32_t at = lookup(detail::key_space(kind), reference.key);
          exists = exists || (at != detail::KeyIndex::none && defined[at] != 0 && tables->kind[at] == kind);
        }
        if (!exists) continue;
      }
      const VertexId other =
          refer(reference.kinds, reference.key, may_be_implicit(reference), path_of(v) + "/" + reference.field);
      if (defined[other.value()] != 0 && !reference.kinds.contains(tables->kind[other.value()])) continue;
      if (!reference.edge || assertion == Assertion::negative) continue;  // what is not so connects nothing
      const bool outward = reference.direction == Direction::to_target;
      references.push_back({outward ? v : other,
                            outward ? other : v,
                            *reference.edge,
                            {.record = v,
                             .role = tables->symbols.add(reference.role),
                             .disputed = assertion == Assertion::disputed,
                             .recorded = recorded.value_or(Date{}).raw(),
                             .valid = reference.valid.value_or(tables->lifetime[i]),
                             .evidence = tables->vertex_evidence[i]}});
    }
  }
}

}  // namespace dutygraph
