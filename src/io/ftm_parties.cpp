// SPDX-License-Identifier: BSL-1.0

/// \file
/// Entities that act: under which id they are known, and as what they enter the graph.

#include <algorithm>

#include <dutygraph/error.hpp>
#include "io/ftm_build.hpp"

namespace dutygraph::io::detail {

using Kind = FtmKind;
using Property = FtmProperty;

void FtmBuild::run() {
  files_.add_to(builder_);
  sort_entities();
  find_referents();
  find_linked();
  add_parties();
  add_persons();
  add_missing();
  add_same_as();
  add_links();
  add_deals();
}

void FtmBuild::sort_entities() {
  sorted_.reserve(pool_.size());
  for (const Entry& entry : pool_) sorted_.push_back(&entry);
  std::sort(sorted_.begin(), sorted_.end(), [](const Entry* a, const Entry* b) { return a->first < b->first; });
}

/// Merged entities keep the ids that they had: others may still use them.
void FtmBuild::find_referents() {
  for (const Entry* entry : sorted_)
    for (const std::string& old : entry->second.referents) {
      if (old == entry->first || old.empty() || pool_.contains(old)) continue;
      const auto [at, added] = referents_.try_emplace(old, entry->first);
      if (!added && at->second != entry->first)
        warn(entry->second, Severity::warning, "referent-conflict", {}, old,
             "an old id of one entity only; it is followed to " + std::string{at->second});
    }
}

std::string_view FtmBuild::current(std::string_view id) const {
  const auto at = referents_.find(id);
  return at == referents_.end() ? id : at->second;
}

const FtmBuild::Entry* FtmBuild::entity(std::string_view id) const {
  const auto at = pool_.find(std::string{current(id)});
  return at == pool_.end() ? nullptr : &*at;
}

void FtmBuild::need(const FtmEntity& link, Property property, bool held, bool person, bool body) {
  for (const std::string_view id : link.all(property)) {
    const std::string_view now = current(id);
    const Entry* const known = entity(now);
    bool& is_held = linked_.try_emplace(known != nullptr ? std::string_view{known->first} : now, false).first->second;
    is_held = is_held || held;
    if (known != nullptr) continue;
    Missing& missing = missing_.try_emplace(now, Missing{&link}).first->second;
    missing.held = missing.held || held;
    missing.person = missing.person || person;
    missing.body = missing.body || body;
  }
}

void FtmBuild::find_linked() {
  for (const Entry* entry : sorted_) {
    const FtmEntity& link = entry->second;
    switch (link.kind) {
      case Kind::ownership:
        need(link, Property::owner, false, false, false);
        need(link, Property::asset, true, false, false);
        break;
      case Kind::directorship:
        need(link, Property::director, false, true, false);
        need(link, Property::organization, true, false, false);
        break;
      case Kind::unknown_link:
        need(link, Property::subject, false, false, false);
        need(link, Property::object, true, false, false);
        break;
      case Kind::contract_award:
        need(link, Property::supplier, true, false, false);
        break;
      case Kind::contract:
        need(link, Property::authority, false, false, true);
        break;
      default:
        break;
    }
  }
}

std::string_view FtmBuild::only(const FtmEntity& entity, Property property) {
  const std::vector<std::string_view> list = entity.all(property);
  if (list.size() > 1)
    warn(entity, Severity::warning, "several-values", name_of(property), list[1],
         "one value; taken as " + std::string{list.front()});
  return list.empty() ? std::string_view{} : list.front();
}

/// The ISO codes of the States that an entity names: where it is registered counts before where it is.
std::vector<std::string> FtmBuild::countries(const FtmEntity& entity) {
  std::vector<std::string> codes;
  for (const Property property : {Property::jurisdiction, Property::main_country, Property::country}) {
    for (const std::string_view text : entity.all(property)) {
      if (std::optional<std::string> code = country_code(text))
        codes.push_back(std::move(*code));
      else
        warn(entity, Severity::warning, "unknown-country", name_of(property), text,
             "a code of ISO 3166-1 or -2 for a country of today; left out");
    }
    if (!codes.empty()) break;
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

std::vector<Identifier> FtmBuild::identifiers(std::string_view id, const FtmEntity& entity, std::string_view country) {
  std::vector<Identifier> list;
  const auto add = [&](Property property, std::string scheme) {
    for (const std::string_view number : entity.all(property)) list.push_back({scheme, std::string{number}});
  };
  for (const std::string_view lei : entity.all(Property::lei_code)) {
    std::string code{lei};
    for (char& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    list.push_back({"XI-LEI", std::move(code)});
  }
  add(Property::registration_number, registration_scheme(country, "registrationNumber"));
  for (const Property property :
       {Property::inn_code, Property::ogrn_code, Property::duns_code, Property::unique_entity_id, Property::vat_code,
        Property::cik_code, Property::wikidata_id})
    add(property, std::string{name_of(property)});
  // Old ids are names of the same entity, and other files know it by them.
  std::vector<std::string> old = entity.referents;
  std::sort(old.begin(), old.end());
  old.erase(std::unique(old.begin(), old.end()), old.end());
  for (std::string& referent : old)
    if (referent != id && !referent.empty() && !pool_.contains(referent)) list.push_back({"ftm", std::move(referent)});
  return list;
}

void FtmBuild::add_parties() {
  for (const Entry* entry : sorted_)  // States first: others are at home in them
    if (entry->second.kind == Kind::public_body && entry->first.size() == 2) add_party(*entry);
  for (const Entry* entry : sorted_)
    if (!vertices_.contains(entry->first) && entry->second.is_party() && entry->second.kind != Kind::person)
      add_party(*entry);
}

void FtmBuild::add_party(const Entry& entry) {
  const FtmEntity& entity = entry.second;
  const std::vector<std::string_view> names = entity.all(Property::name);
  const std::vector<std::string_view> topics = entity.all(Property::topics);
  const auto has_topic = [&](std::string_view topic) {
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
  };
  const std::vector<std::string> homes = countries(entity);
  const auto held = linked_.find(entry.first);
  const bool is_held = held != linked_.end() && held->second;

  RegisterActor actor{.id = entry.first};
  if (!names.empty()) actor.name = names.front();
  if (homes.size() == 1) actor.home = homes.front();
  const bool owned = has_topic("gov.soe");
  const bool igo = has_topic("gov.igo");
  if (entity.kind == Kind::public_body && !owned) {
    actor.kind = igo ? VertexKind::organisation : VertexKind::agency;
  } else if (entity.kind == Kind::organization && !owned && (igo || !is_held)) {
    // An owned organisation is a company whatever the schema says: in the model only companies can be owned.
    actor.kind = VertexKind::organisation;
  }
  // A body whose id is the code of its country is the State itself.
  const bool is_state = actor.kind == VertexKind::agency && homes.size() == 1 && entry.first == homes.front();
  if (is_state) {
    add_state(entry);
    return;
  }
  if (actor.kind == VertexKind::organisation) actor.type = igo ? "igo" : "";
  if (actor.kind == VertexKind::company && owned) actor.roles = {"soe"};
  if (actor.kind == VertexKind::agency && !homes.empty()) actor.home = homes.front();
  std::optional<Date> founded = date_of(entity, Property::incorporation_date);
  std::optional<Date> dissolved = date_of(entity, Property::dissolution_date);
  const std::vector<std::string_view> status = entity.all(Property::status);
  if (!dissolved && std::any_of(status.begin(), status.end(), [](std::string_view word) {
        return word == "ended" || word == "dissolved" || word == "Dissolved";
      }))
    dissolved = Date{};
  actor.lifetime = Interval{founded, dissolved};
  if (actor.lifetime.is_empty()) {
    warn(entity, Severity::warning, "ends-before-start", "dissolutionDate", actor.lifetime.to_string(),
         "an end after the beginning; the end is taken as a day that is not known");
    actor.lifetime = Interval{founded, Date{}};
  }
  actor.identifiers = identifiers(entry.first, entity, homes.size() == 1 ? homes.front() : std::string{});
  const VertexId vertex = actors_.add(actor, entity.place, evidence(entity), sources(entity).front());
  vertices_.emplace(entry.first, vertex);
  if (actor.kind == VertexKind::agency && builder_.kind(vertex) == VertexKind::agency) {
    if (homes.size() > 1)
      warn(entity, Severity::warning, "several-states", "country", homes[1],
           "one State that the body belongs to; it is counted for each of them");
    if (homes.empty()) actors_.add_to_state(vertex, {}, true, entity.place, evidence(entity));
    for (const std::string& home : homes) actors_.add_to_state(vertex, home, true, entity.place, evidence(entity));
  } else {
    for (const std::string_view topic : topics)
      if (topic.starts_with("gov") && !owned && !igo) {
        warn(entity, Severity::note, "government-topic", "topics", entry.first,
             "an organisation that its source calls one of a government; a tag can say of which");
        break;
      }
  }
}

void FtmBuild::add_state(const Entry& entry) {
  const std::vector<std::string_view> names = entry.second.all(Property::name);
  const RegisterActor actor{
      .kind = VertexKind::state, .id = entry.first, .name = names.empty() ? std::string_view{} : names.front()};
  vertices_.emplace(entry.first,
                    actors_.add(actor, entry.second.place, evidence(entry.second), sources(entry.second).front()));
}

/// Natural persons are kept where links name them: numbered, in the order of their ids, unless they are asked for.
void FtmBuild::add_persons() {
  std::map<std::uint16_t, std::uint64_t> hidden;
  for (const Entry* entry : sorted_) {
    const FtmEntity& entity = entry->second;
    if (entity.kind != Kind::person || !linked_.contains(entry->first)) continue;
    std::string id = entry->first;
    if (!options_.persons) {
      id = actors_.next_person();
      ++hidden[entity.place.file];
    }
    RegisterActor actor{.kind = VertexKind::organisation, .type = "person", .id = id};
    const std::vector<std::string_view> names = entity.all(Property::name);
    if (options_.persons && !names.empty()) actor.name = names.front();
    vertices_.emplace(entry->first, actors_.add(actor, entity.place, evidence(entity), sources(entity).front()));
  }
  for (const auto& [file, count] : hidden)
    report_.add(Severity::note, "person-anonymised", files_.name(file), 0, {}, {},
                std::to_string(count) + (count == 1 ? " natural person is" : " natural persons are") +
                    " kept under a number, without a name; --persons keeps them");
}

void FtmBuild::add_missing() {
  for (const auto& [id, missing] : missing_) {
    const FtmEntity& link = *missing.link;
    const bool is_person = missing.person && !missing.held && !missing.body;
    const std::string_view shown = is_person && !options_.persons ? std::string_view{} : id;
    if (!is_person)
      if (const std::optional<VertexId> recorded = builder_.find_actor(id)) {  // by another file
        vertices_.emplace(id, *recorded);
        continue;
      }
    std::string key{id};
    if (is_person && !options_.persons) key = actors_.next_person();
    RegisterActor actor{.kind = missing.held ? VertexKind::company : VertexKind::organisation,
                        .type = is_person ? "person" : "unknown",
                        .id = key};
    vertices_.emplace(id, actors_.add(actor, link.place, evidence(link), sources(link).front()));
    warn(link, Severity::warning, "dangling-reference", {}, shown,
         "an entity that some line describes; kept as a party of which nothing is known");
  }
}

std::optional<VertexId> FtmBuild::vertex(std::string_view id) const {
  const auto at = vertices_.find(current(id));
  return at == vertices_.end() ? std::nullopt : std::optional{at->second};
}

/// An old id under which another line still describes the entity: both are one.
void FtmBuild::add_same_as() {
  Settings settings;
  for (const Entry* entry : sorted_)
    for (const std::string& old : entry->second.referents) {
      if (old == entry->first || !pool_.contains(old)) continue;
      const auto a = vertex(entry->first);
      const auto b = vertex(old);
      if (!a || !b || *a == *b) continue;
      std::vector<std::string> ids{std::string{builder_.key(*a)}, std::string{builder_.key(*b)}};
      std::sort(ids.begin(), ids.end());
      settings.same_as.push_back({.ids = std::move(ids), .note = "an earlier id of the same entity (referents)"});
    }
  if (!settings.same_as.empty()) builder_.add(std::move(settings));
}

const std::vector<SourceId>& FtmBuild::sources(const FtmEntity& entity) {
  std::vector<std::string> names;
  for (const std::string& name : entity.datasets)
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  if (entity.merged) std::sort(names.begin(), names.end());  // whatever the order of the lines
  if (names.empty()) names.push_back('\0' + std::to_string(entity.place.file));
  std::vector<SourceId>& list = sources_[names];
  if (!list.empty()) return list;
  for (const std::string& name : names) {
    if (name.front() == '\0') {
      list.push_back(files_.source(entity.place.file));
      continue;
    }
    Source source{.id = "dataset:" + name, .title = name};
    while (true) {
      try {
        list.push_back(builder_.add(source));
        break;
      } catch (const InvalidData&) {  // a native document has another source of this id
        source.id += "#";
      }
    }
  }
  return list;
}

}  // namespace dutygraph::io::detail
