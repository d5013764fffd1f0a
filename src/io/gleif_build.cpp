// SPDX-License-Identifier: BSL-1.0

/// \file
/// The records of GLEIF as actors and interests.

#include <algorithm>
#include <numeric>

#include "io/gleif_pool.hpp"

namespace dutygraph::io::detail {
namespace {

using vocab::Basis;

struct TypeMeaning {
  Basis basis = Basis::unknown;
  Directness directness = Directness::direct;
};

TypeMeaning meaning_of(std::string_view type) noexcept {
  if (type == "IS_DIRECTLY_CONSOLIDATED_BY") return {Basis::consolidation, Directness::direct};
  if (type == "IS_ULTIMATELY_CONSOLIDATED_BY") return {Basis::consolidation, Directness::indirect};
  // To manage a fund, or to be the head office of a branch, is not to own it.
  if (type == "IS_INTERNATIONAL_BRANCH_OF" || type == "IS_FUND-MANAGED_BY" || type == "IS_SUBFUND_OF" ||
      type == "IS_FEEDER_TO")
    return {Basis::other, Directness::direct};
  return {Basis::unknown, Directness::unknown};
}

/// The scheme of org-id.guide for a registration authority whose numbers are known under one, else its own code.
std::string_view scheme_of(std::string_view authority) noexcept {
  using Known = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Known, 5> known{Known{"RA000394", "IN-MCA"},
                                              {"RA000402", "IE-CRO"},
                                              {"RA000463", "NL-KVK"},
                                              {"RA000484", "PL-KRS"},
                                              {"RA000585", "GB-COH"}};
  for (const auto& [code, scheme] : known)
    if (code == authority) return scheme;
  return authority;
}

}  // namespace

std::string_view GleifPool::key(std::uint32_t lei, const GraphBuilder& builder) const {
  return builder.key(vertices_[lei]);
}

void GleifPool::add_to(GraphBuilder& builder, RegisterActors& actors, const ReadOptions& options) {
  vertices_.assign(leis_.size(), VertexId{});
  add_entities(actors, options);
  add_missing(actors);
  add_relationships(builder);
  add_exceptions(builder, actors);
}

void GleifPool::add_entities(RegisterActors& actors, const ReadOptions& options) {
  std::vector<std::uint32_t> order(entities_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [this](std::uint32_t a, std::uint32_t b) { return leis_[entities_[a].lei] < leis_[entities_[b].lei]; });
  std::map<std::uint16_t, std::uint64_t> hidden;
  for (const std::uint32_t i : order) {
    const Entity& entity = entities_[i];
    const RegisterPlace place{entity.place.file, entity.place.line};
    const std::string_view lei = leis_[entity.lei];
    RegisterActor actor{.id = lei};
    const std::string_view jurisdiction = words_[entity.jurisdiction];
    const std::optional<std::string> home = country_code(jurisdiction);
    if (!home && !jurisdiction.empty())
      say(entity.place, Severity::warning, "unknown-jurisdiction", "/Entity/LegalJurisdiction", jurisdiction,
          "a code of ISO 3166-1 or -2; left out");
    if (home) actor.home = *home;
    switch (entity.category) {
      case Category::company:
        break;
      case Category::fund:
        actor.kind = VertexKind::organisation;
        actor.type = "fund";
        break;
      case Category::igo:
        actor.kind = VertexKind::organisation;
        actor.type = "igo";
        break;
      case Category::government:
        actor.kind = VertexKind::agency;
        break;
      case Category::person:
        actor.kind = VertexKind::organisation;
        actor.type = "person";
        break;
    }
    std::string person;
    const bool hide = entity.category == Category::person && !options.persons;
    if (hide) {
      ++hidden[entity.place.file];
      person = actors.next_person();
      actor.id = person;
      actor.home = {};
    } else {
      actor.name = texts_[entity.name];
      actor.lifetime = entity.lifetime;
      actor.identifiers.push_back({"XI-LEI", std::string{lei}});
      const std::string_view authority = words_[entity.authority];
      if (!authority.empty() && !entity.number.empty())
        actor.identifiers.push_back({std::string{scheme_of(authority)}, std::string{texts_[entity.number]}});
    }
    const VertexId vertex = actors.add(actor, place, files_.evidence(place.file), files_.source(place.file));
    vertices_[entity.lei] = vertex;
    if (entity.category == Category::government)
      actors.add_to_state(vertex, home.value_or(std::string{}), true, place, files_.evidence(place.file));
  }
  for (const auto& [file, count] : hidden)
    say({0, file}, Severity::note, "person-anonymised", {}, {},
        std::to_string(count) +
            (count == 1 ? " sole proprietor is a natural person" : " sole proprietors are natural persons") +
            ": kept under a number, without a name; --persons keeps them");
}

/// Entities that only level 2 names.
void GleifPool::add_missing(RegisterActors& actors) {
  std::map<std::uint32_t, Place> places;
  for (const Relationship& relationship : relationships_)
    for (const std::uint32_t lei : {relationship.child, relationship.parent})
      if (!vertices_[lei]) places.try_emplace(lei, relationship.place);
  for (const auto& [key, exception] : exceptions_)
    if (!vertices_[key.first]) places.try_emplace(key.first, exception.place);
  std::map<std::string_view, std::pair<std::uint32_t, Place>> sorted;
  for (const auto& [lei, place] : places) sorted.emplace(leis_[lei], std::pair{lei, place});
  std::map<std::uint16_t, std::uint64_t> nameless;
  for (const auto& [lei, missing] : sorted) {
    const auto& [number, place] = missing;
    RegisterActor actor{.id = lei};
    actor.identifiers.push_back({"XI-LEI", std::string{lei}});
    vertices_[number] =
        actors.add(actor, {place.file, place.line}, files_.evidence(place.file), files_.source(place.file));
    if (entities_.empty())
      ++nameless[place.file];
    else
      say(place, Severity::warning, "dangling-reference", {}, lei,
          "an entity that a level 1 record describes; kept as a company of which nothing is known");
  }
  for (const auto& [file, count] : nameless)
    say({0, file}, Severity::note, "no-level-1", {}, {},
        std::to_string(count) + (count == 1 ? " entity is" : " entities are") +
            " known by LEI only: no level 1 file was read, which has names and States");
}

void GleifPool::add_relationships(GraphBuilder& builder) {
  std::vector<std::uint32_t> order(relationships_.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto name = [this](std::uint32_t i) {
    const Relationship& r = relationships_[i];
    return std::tuple{leis_[r.child], leis_[r.parent], words_[r.type]};
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return name(a) < name(b); });
  Interest interest;
  GraphBuilder::RegisterInterest row;
  row.interest = &interest;
  for (const std::uint32_t i : order) {
    const Relationship& relationship = relationships_[i];
    const std::string_view type = words_[relationship.type];
    const TypeMeaning meaning = meaning_of(type);
    interest.basis = meaning.basis;
    interest.directness = meaning.directness;
    interest.code = type;
    interest.share = relationship.share;
    if (!interest.share && meaning.basis == Basis::consolidation) interest.share = Share::unknown();
    const VertexId child = vertices_[relationship.child];
    const VertexId parent = vertices_[relationship.parent];
    const std::string id =
        std::string{builder.key(child)} + "/" + std::string{type} + "/" + std::string{builder.key(parent)};
    row.key = id;
    row.evidence = files_.evidence(relationship.place.file);
    if (child == parent)
      say(relationship.place, Severity::note, "self-owned", "/Relationship/EndNode", builder.key(child),
          "an entity that is its own parent");
    for (std::uint16_t k = 0; k < relationship.periods; ++k) {
      interest.valid = periods_[relationship.first_period + k];
      builder.add_interest(parent, child, row);
    }
  }
}

void GleifPool::add_exceptions(GraphBuilder& builder, RegisterActors& actors) {
  // A parent that there is a record of is known, whatever an older exception says.
  std::vector<std::pair<std::uint32_t, bool>> known;
  for (const Relationship& relationship : relationships_) {
    const std::string_view type = words_[relationship.type];
    if (type == "IS_DIRECTLY_CONSOLIDATED_BY") known.emplace_back(relationship.child, false);
    if (type == "IS_ULTIMATELY_CONSOLIDATED_BY") known.emplace_back(relationship.child, true);
  }
  std::sort(known.begin(), known.end());
  std::vector<std::pair<std::string_view, std::pair<std::uint32_t, bool>>> order;
  for (const auto& [key, exception] : exceptions_) order.emplace_back(leis_[key.first], key);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::pair{a.first, a.second.second} < std::pair{b.first, b.second.second};
  });
  Interest interest{.basis = Basis::consolidation};
  interest.share = Share::unknown();
  GraphBuilder::RegisterInterest row;
  row.interest = &interest;
  for (const auto& [lei, key] : order) {
    const Exception& exception = exceptions_.at(key);
    const bool ultimate = key.second;
    if (std::binary_search(known.begin(), known.end(), key)) {
      say(exception.place, Severity::note, "exception-beside-parent", "/ExceptionCategory", {},
          "an exception only where there is no record of the parent; left out");
      continue;
    }
    const VertexId child = vertices_[key.first];
    const std::string id{builder.key(child)};
    const std::string which = ultimate ? "ultimate-parent" : "direct-parent";
    const std::string_view reason = words_[exception.reason];
    std::string holder = "unknown:" + id + "/" + which;
    while (builder.find_actor(holder)) holder += "#";
    RegisterActor actor{.kind = VertexKind::organisation, .type = "unknown", .id = holder};
    // Natural persons are no State, but who they are is not said either.
    if (reason == "NATURAL_PERSONS") actor.type = "person";
    const std::string note = "reporting exception: " + std::string{reason.empty() ? "no reason given" : reason};
    actor.note = note;
    const RegisterPlace place{exception.place.file, exception.place.line};
    const VertexId parent = actors.add(actor, place, files_.evidence(place.file), files_.source(place.file));
    interest.code = ultimate ? "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT" : "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT";
    interest.directness = ultimate ? Directness::indirect : Directness::direct;
    interest.unknown_reason = reason;
    const std::string name = id + "/" + which;
    row.key = name;
    row.evidence = files_.evidence(place.file);
    builder.add_interest(parent, child, row);
  }
}

}  // namespace dutygraph::io::detail
