// SPDX-License-Identifier: BSL-1.0
#include "io/register_actors.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/bods_values.hpp"

namespace dutygraph::io::detail {

std::uint16_t RegisterFiles::open(const std::string& name) {
  constexpr std::size_t most = 0xFFF0;
  if (files_.size() == most) throw UsageError{"more than 65,520 files in one run"};
  files_.push_back({.name = name});
  return static_cast<std::uint16_t>(files_.size() - 1);
}

void RegisterFiles::add_to(GraphBuilder& builder) {
  for (File& file : files_) {
    const std::string base = file.name.substr(file.name.find_last_of('/') + 1);
    Source source{.id = "file:" + base, .title = base};
    for (std::size_t i = 2;; ++i) {
      try {
        file.source = builder.add(source);
        break;
      } catch (const InvalidData&) {  // a native document of this name has a source with more in it
        source.id = "file:" + base + "#" + std::to_string(i);
      }
    }
    builder.set_file(file.name, file.digest, file.source);
    file.evidence = builder.intern({&file.source, 1});
  }
}

VertexId RegisterActors::add(const RegisterActor& actor, const RegisterPlace& place, EvidenceId evidence,
                             SourceId source) {
  VertexKind kind = actor.kind;
  std::string_view type = actor.type;
  std::vector<std::uint32_t> found;
  const bool registered = kind == VertexKind::company || (kind == VertexKind::organisation && type != "person");
  if (!tags_.empty() && registered) {
    tags_.match_record(actor.id, found);
    tags_.match_name(actor.name, found);
    for (const Identifier& identifier : actor.identifiers)
      tags_.match_identifier(identifier.scheme, identifier.id, found);
    for (const std::uint32_t tag : found) {
      if (tags_[tag].kind == Tags::Kind::agency)
        std::tie(kind, type) = std::pair{VertexKind::agency, std::string_view{}};
      if (tags_[tag].kind == Tags::Kind::fund)
        std::tie(kind, type) = std::pair{VertexKind::organisation, std::string_view{"fund"}};
    }
  }
  std::string home;
  if (!actor.home.empty() && kind != VertexKind::state) {
    const std::optional<VertexId> at = builder_.find_state(actor.home);
    home = at ? std::string{builder_.key(*at)} : std::string{actor.home};
  }
  const VertexId vertex = add_record(actor, kind, type, home, place, evidence, source);
  for (const Identifier& identifier : actor.identifiers)
    builder_.add_identifier(vertex, identifier.scheme, identifier.id);
  for (const std::uint32_t tag : found) {
    if (!tag_evidence_) {
      const SourceId from = builder_.add(Source{.id = "tags:" + tags_.base_name(), .title = tags_.base_name()});
      tag_evidence_ = builder_.intern({&from, 1});
    }
    tags_.use(tag, actor.id);
    std::optional<VertexId> group = builder_.find_state(tags_[tag].state);
    if (!group) group = builder_.find(VertexKind::agency, tags_[tag].state);
    if (!group) group = state(tags_[tag].state, place);
    if (*group != vertex) builder_.add_membership(vertex, *group, {}, *tag_evidence_);
  }
  return vertex;
}

VertexId RegisterActors::add_record(const RegisterActor& actor, VertexKind kind, std::string_view type,
                                    std::string_view home, const RegisterPlace& place, EvidenceId evidence,
                                    SourceId source) {
  try {
    if (kind == VertexKind::company && !actor.roles.empty()) {
      Company company{.id = std::string{actor.id}, .name = std::string{actor.name}, .home = std::string{home}};
      company.roles = actor.roles;
      company.facts.valid = actor.lifetime;
      company.facts.note = actor.note;
      return builder_.add(std::move(company), source);
    }
    if (kind == VertexKind::organisation) {
      Organisation organisation{.id = std::string{actor.id},
                                .name = std::string{actor.name},
                                .type = std::string{type},
                                .home = std::string{home}};
      organisation.facts.valid = actor.lifetime;
      organisation.facts.note = actor.note;
      return builder_.add(std::move(organisation), source);
    }
    return builder_.add_actor(kind, actor.id, actor.name, home, actor.lifetime, evidence);
  } catch (const InvalidData&) {
    // A document that was read before describes the same record: what a researcher wrote by hand stands.
    const std::optional<VertexId> before = builder_.find_actor(actor.id);
    if (!before) throw;
    report_.add(builder_.kind(*before) == kind ? Severity::note : Severity::warning, "already-recorded",
                files_.name(place.file), place.line, {}, actor.id,
                "an id that no record of another file has; the record read first stands, what others say of it is "
                "added to it");
    return *before;
  }
}

void RegisterActors::add_to_state(VertexId body, std::string_view code, bool assumed, const RegisterPlace& place,
                                  EvidenceId evidence) {
  if (code.empty()) {
    report_.add(Severity::warning, "no-state", files_.name(place.file), place.line, {}, builder_.key(body),
                "the country of a public body; it belongs to no State");
    return;
  }
  const VertexId group = state(code, place);
  if (assumed)
    report_.add(Severity::note, "assumed-state", files_.name(place.file), place.line, {}, builder_.key(body),
                "assumed to belong to the State of its country, " + std::string{builder_.key(group)});
  if (group != body) builder_.add_membership(body, group, {}, evidence);
}

VertexId RegisterActors::state(std::string_view code, const RegisterPlace& place) {
  if (const std::optional<VertexId> known = builder_.find_state(code)) return *known;
  const std::string& file = files_.name(place.file);
  if (const std::optional<VertexId> taken = builder_.find_actor(code)) {
    report_.add(Severity::warning, "already-recorded", file, place.line, {}, code,
                "the id of a State; a record of another kind has it");
    return *taken;
  }
  report_.add(Severity::note, "state-created", file, place.line, {}, code,
              "a State that no record describes; added because a body of it is");
  return builder_.add_actor(VertexKind::state, code, {}, {}, {}, files_.evidence(place.file));
}

std::string RegisterActors::next_person() {
  std::string id;
  do id = "person:" + std::to_string(++persons_);
  while (builder_.find_actor(id));
  return id;
}

std::optional<std::string> country_code(std::string_view text) {
  std::string code{text};
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (code == "UK") return "GB";  // reserved in ISO 3166-1 for the United Kingdom
  const std::optional<std::string_view> country = country_of(code);
  if (!country) return std::nullopt;
  return std::string{*country};
}

std::string registration_scheme(std::string_view country, std::string_view otherwise) {
  // Registers whose numbers are unique in the country. A number of the German register, for one, means nothing without
  // its court.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> known{
      std::pair<std::string_view, std::string_view>{"DK", "DK-CVR"},
      {"GB", "GB-COH"},
      {"NL", "NL-KVK"},
      {"NO", "NO-BRC"}};
  for (const auto& [code, scheme] : known)
    if (code == country) return std::string{scheme};
  return country.empty() ? std::string{otherwise} : std::string{country} + "-" + std::string{otherwise};
}

bool is_lei_shaped(std::string_view text) noexcept {
  return text.size() == 20 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

bool has_lei_check_digits(std::string_view text) noexcept {
  unsigned rest = 0;
  for (const char c : text) {
    if (c >= 'A')
      rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    else
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
  }
  return rest == 1;
}

}  // namespace dutygraph::io::detail
