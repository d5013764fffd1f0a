// SPDX-License-Identifier: BSL-1.0
#include "io/deals.hpp"

#include <algorithm>
#include <utility>

#include <dutygraph/error.hpp>

namespace dutygraph::io::detail {

std::uint32_t Deals::begin_file(const Input& input) {
  files_.push_back({input.name(), input.base_name(), {}, {}, 0});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Deals::end_file(std::uint32_t file, Input& input) { files_[file].digest = input.digest(); }

std::uint32_t Deals::publisher(Source source) {
  const auto found = std::find(publishers_.begin(), publishers_.end(), source);
  if (found == publishers_.end()) {
    // Two packages of one publisher may differ in what else they say.
    const auto same_id = [&](const Source& s) { return s.id == source.id; };
    const std::string id = source.id;
    for (int n = 2; std::any_of(publishers_.begin(), publishers_.end(), same_id); ++n)
      source.id = id + "#" + std::to_string(n);
    publishers_.push_back(std::move(source));
    return static_cast<std::uint32_t>(publishers_.size());
  }
  return static_cast<std::uint32_t>(found - publishers_.begin()) + 1;
}

void Deals::say(Severity severity, std::string_view rule, DealPlace place, std::string_view path,
                std::string_view value, std::string_view hint) {
  report_->add(severity, rule, files_[place.file].name, place.line, path, value, hint);
}

void Deals::set_aside(std::string_view rule, DealPlace place, std::string_view path, std::string_view value,
                      std::string_view hint, std::string_view row) {
  report_->quarantine(rule, files_[place.file].name, place.line, path, value, hint, row);
}

void Deals::merge(Party& into, DealParty&& party) {
  DealParty& known = into.what;
  if (known.kind != party.kind && !known.id.empty()) {
    if (known.kind != DealParty::Kind::person && party.kind != DealParty::Kind::person)
      say(Severity::note, "kinds-differ", party.place, {}, party.id,
          "a party that is of one kind everywhere; a public buyer or funder counts as an agency");
    known.kind = std::max(known.kind, party.kind);
  }
  if (known.type.empty()) known.type = party.type;
  if (known.name.empty()) {
    known.name = party.name;
  } else if (!party.name.empty() && party.name != known.name &&
             std::find(into.names.begin(), into.names.end(), party.name) == into.names.end()) {
    if (known.kind != DealParty::Kind::person)
      say(Severity::note, "several-names", party.place, {}, party.name,
          "one name for the id " + party.id + ", which is " + printable(known.name) + " elsewhere; found by both");
    into.names.push_back(std::move(party.name));
  }
  for (Identifier& identifier : party.identifiers)
    if (std::find(known.identifiers.begin(), known.identifiers.end(), identifier) == known.identifiers.end())
      known.identifiers.push_back(std::move(identifier));
  if (known.home.empty()) {
    known.home = party.home;
    known.home_from = party.home_from;
  } else if (!party.home.empty() && party.home != known.home) {
    say(Severity::warning, "several-homes", party.place, {}, party.home,
        "one country for the id " + party.id + ", which is in " + known.home + " elsewhere; that stands");
  }
}

void Deals::add(DealParty party) {
  const auto [at, is_new] = parties_.try_emplace(party.id);
  at->second.files.insert(party.place.file);
  if (is_new)
    at->second.what = std::move(party);
  else
    merge(at->second, std::move(party));
}

void Deals::add(Engagement deal, DealPlace place, std::uint32_t publisher) {
  deals_.push_back({std::move(deal), place, publisher});
}

// --- into the graph --------------------------------------------------------------------------------------------------

void Deals::finish(GraphBuilder& builder, Tags& tags, const std::function<std::string(const std::string&)>& state_of) {
  builder_ = &builder;
  tags_ = &tags;
  state_of_ = state_of;
  add_files(builder);
  number_persons();
  for (const auto& [id, party] : parties_) {
    const auto person = person_id_.find(id);
    add_party(party, person == person_id_.end() ? id : person->second);
  }
  std::stable_sort(deals_.begin(), deals_.end(),
                   [](const Deal& a, const Deal& b) { return a.place.file < b.place.file; });
  std::size_t next = 0;
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    builder.set_file(files_[file].name, files_[file].digest, files_[file].source);
    for (; next < deals_.size() && deals_[next].place.file == file; ++next) add_deal(deals_[next]);
  }
  parties_.clear();
  deals_.clear();
}

void Deals::add_files(GraphBuilder& builder) {
  for (File& file : files_) file.source = builder.add(Source{.id = "file:" + file.base_name, .title = file.base_name});
  for (const Source& source : publishers_) publisher_source_.push_back(builder.add(source));
}

/// Numbers persons in the order of their ids, which then are forgotten; with `options.persons` they keep id and name.
void Deals::number_persons() {
  std::uint64_t number = 0;
  for (auto& [id, party] : parties_) {
    if (party.what.kind != DealParty::Kind::person) continue;
    for (const std::uint32_t file : party.files) ++files_[file].persons;
    if (options_->persons) continue;
    std::string anonymous;
    do anonymous = "person:" + std::to_string(++number);
    while (find_actor(anonymous));
    person_id_.emplace(id, std::move(anonymous));
    party.what.name.clear();
    party.what.identifiers.clear();
    party.names.clear();
  }
  if (options_->persons) return;
  for (const File& file : files_)
    if (file.persons != 0)
      report_->add(Severity::note, "person-anonymised", file.name, 0, {}, std::to_string(file.persons),
                   "natural persons are parties without name and identifier; --persons keeps them");
}

std::optional<VertexId> Deals::find_actor(std::string_view id) const {
  for (const VertexKind kind : {VertexKind::company, VertexKind::organisation, VertexKind::agency, VertexKind::state})
    if (const std::optional<VertexId> vertex = builder_->find(kind, id)) return vertex;
  return std::nullopt;
}

Tags::Kind Deals::match_tags(const Party& party, std::vector<std::uint32_t>& found) const {
  if (party.what.kind == DealParty::Kind::person) return Tags::Kind::as_registered;
  tags_->match_record(party.what.id, found);
  tags_->match_name(party.what.name, found);
  for (const std::string& name : party.names) tags_->match_name(name, found);
  for (const Identifier& identifier : party.what.identifiers)
    tags_->match_identifier(identifier.scheme, identifier.id, found);
  Tags::Kind kind = Tags::Kind::as_registered;
  for (const std::uint32_t tag : found)
    if ((*tags_)[tag].kind != Tags::Kind::as_registered) kind = (*tags_)[tag].kind;
  return kind;
}

void Deals::belong(VertexId member, const std::string& state, DealPlace place, EvidenceId evidence) {
  std::optional<VertexId> group = builder_->find(VertexKind::state, state);
  if (!group) group = builder_->find(VertexKind::agency, state);
  if (!group) {
    const std::string id = state_of_(state);
    group = builder_->find(VertexKind::state, id);
    if (!group) {
      say(Severity::note, "state-created", place, {}, id,
          "a State that no record describes; added because a body of it is");
      group = builder_->add_actor(VertexKind::state, id, {}, {}, {}, evidence);
    }
  }
  if (*group != member) builder_->add_membership(member, *group, {}, evidence);
}

void Deals::add_party(const Party& party, const std::string& id) {
  const DealParty& what = party.what;
  const SourceId source = files_[what.place.file].source;
  const EvidenceId evidence = builder_->intern({&source, 1});
  std::vector<std::uint32_t> tags;
  const Tags::Kind tagged = match_tags(party, tags);
  std::optional<VertexId> vertex = find_actor(id);
  const bool recorded = vertex.has_value();
  VertexKind kind = what.kind == DealParty::Kind::agency    ? VertexKind::agency
                    : what.kind == DealParty::Kind::company ? VertexKind::company
                                                            : VertexKind::organisation;
  std::string type = what.kind == DealParty::Kind::person ? "person" : what.type;
  if (tagged == Tags::Kind::agency) kind = VertexKind::agency;
  if (tagged == Tags::Kind::fund) {
    kind = VertexKind::organisation;
    type = "fund";
  }
  const std::string home = what.home.empty() ? std::string{} : state_of_(what.home);
  if (recorded) {
    say(Severity::note, "already-recorded", what.place, {}, id,
        "an id that another file has a record of; that stands, the deals are added to it");
  } else if (kind == VertexKind::organisation) {
    Organisation organisation{.id = id, .name = what.name, .type = type.empty() ? "unknown" : type, .home = home};
    vertex = builder_->add(std::move(organisation), source);
  } else {
    vertex =
        builder_->add_actor(kind, id, what.name, kind == VertexKind::agency && !tags.empty() ? "" : home, {}, evidence);
  }
  if (!recorded) {
    for (const Identifier& identifier : what.identifiers)
      builder_->add_identifier(*vertex, identifier.scheme, identifier.id);
    for (const std::string& name : party.names) builder_->add_alias(*vertex, name);
  }
  for (const std::uint32_t tag : tags) {
    if (tags_->use(tag, id)) belong(*vertex, (*tags_)[tag].state, what.place, evidence);
  }
  if (recorded || kind != VertexKind::agency || !tags.empty()) return;
  if (what.home.empty()) {
    say(Severity::warning, "unknown-state", what.place, {}, what.name.empty() ? id : what.name,
        "the State that " + id +
            " belongs to: an identifier of a national register, an address or a tag; none is known");
    return;
  }
  say(Severity::note, "assumed-state", what.place, {}, id,
      "no record says to which State this body belongs; taken to be " + what.home + " by " + what.home_from);
  belong(*vertex, what.home, what.place, evidence);
}

void Deals::add_deal(Deal& deal) {
  for (Role& role : deal.what.roles)
    if (const auto person = person_id_.find(role.party); person != person_id_.end()) role.party = person->second;
  builder_->set_line(deal.place.line);
  std::vector<SourceId> sources;
  if (deal.publisher != 0) sources.push_back(publisher_source_[deal.publisher - 1]);
  sources.push_back(files_[deal.place.file].source);
  const std::string id = deal.what.id;
  if (builder_->find(VertexKind::engagement, id)) {
    say(Severity::warning, "already-recorded", deal.place, {}, id,
        "an id that no other deal has; the one read first stands");
    return;
  }
  builder_->add(std::move(deal.what), Evidence{std::move(sources)});
}

}  // namespace dutygraph::io::detail
