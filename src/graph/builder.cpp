// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/graph/builder.hpp>

#include <algorithm>
#include <utility>

#include "graph/staging.hpp"

namespace dutygraph {

using detail::HoldingRow;
using detail::key_space;
using detail::KeyIndex;
using detail::no_row;

// --- staging ------------------------------------------------------------------------------------

std::uint32_t GraphBuilder::Staging::lookup(std::uint32_t space, std::string_view key) const noexcept {
  return tables->keys.find(KeyIndex::hash(key, space), [&](std::uint32_t v) {
    return key_space(tables->kind[v]) == space && tables->text[tables->key[v]] == key;
  });
}

VertexId GraphBuilder::Staging::vertex(VertexKind kind, std::string_view key) {
  const std::uint32_t space = key_space(kind);
  if (const std::uint32_t v = lookup(space, key); v != KeyIndex::none) return VertexId{v};
  detail::Tables& t = *tables;
  if (t.kind.size() == t.kind.capacity()) {  // all columns grow before any is changed
    const std::size_t capacity = std::max<std::size_t>(64, t.kind.size() * 2);
    t.key.reserve(capacity);
    t.name.reserve(capacity);
    t.home.reserve(capacity);
    t.lifetime.reserve(capacity);
    t.vertex_evidence.reserve(capacity);
    t.row.reserve(capacity);
    t.implicit.reserve(capacity);
    origins.reserve(capacity);
    defined.reserve(capacity);
    t.kind.reserve(capacity);
  }
  const detail::Text text = t.text.add(key);
  const auto v = static_cast<std::uint32_t>(t.kind.size());
  t.keys.insert(KeyIndex::hash(key, space), v);
  t.key.push_back(text);
  t.name.emplace_back();
  t.home.emplace_back();
  t.lifetime.emplace_back();
  t.vertex_evidence.push_back(default_evidence);
  t.row.push_back(no_row);
  t.implicit.push_back(0);
  origins.push_back({line, file});
  defined.push_back(0);
  t.kind.push_back(kind);
  return VertexId{v};
}

VertexId GraphBuilder::Staging::refer(VertexKinds kinds, std::string_view key, bool may_be_implicit, std::string path) {
  // Actors first, then the other kinds in their order.
  std::optional<VertexKind> first;
  std::uint32_t other = KeyIndex::none;
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    if (!kinds.contains(kind)) continue;
    const bool same_space = first && is_actor(*first) && is_actor(kind);
    if (!first) first = kind;
    if (same_space) continue;
    const std::uint32_t v = lookup(key_space(kind), key);
    if (v == KeyIndex::none || defined[v] == 0) continue;
    if (kinds.contains(tables->kind[v])) return VertexId{v};
    other = v;
  }
  if (other != KeyIndex::none) {
    complain_of_kind(other, std::move(path));
    return VertexId{other};
  }
  if (!kinds.contains(VertexKind::state) && !kinds.contains(VertexKind::agency) &&
      (kinds.contains(VertexKind::company) || kinds.contains(VertexKind::organisation)))
    first = VertexKind::company;
  const VertexId v = vertex(*first, key);
  if (defined[v.value()] == 0) {
    auto [at, added] = expectations.try_emplace(v.value());
    Expectation& expectation = at->second;
    const VertexKinds narrower = kinds & expectation.kinds;
    if (added || narrower != expectation.kinds) {  // the place that asks for most is the one to name
      expectation.kinds = narrower;
      expectation.origin = {line, file};
      expectation.path = std::move(path);
    }
    expectation.implicit_state = expectation.implicit_state || (may_be_implicit && kinds.contains(VertexKind::state));
    expectation.implicit_instrument =
        expectation.implicit_instrument || (may_be_implicit && kinds == VertexKinds{VertexKind::instrument});
  }
  return v;
}

void GraphBuilder::Staging::complain_of_kind(std::uint32_t v, std::string path) {
  wrong_kinds.push_back(
      complaint("wrong-kind", std::move(path), tables->text[tables->key[v]],
                "the id of another kind of record; this is one of " + std::string{section_of(tables->kind[v])}));
}

void GraphBuilder::Staging::require_new(VertexKind kind, std::string_view key) const {
  if (key.size() > detail::TextPool::max_text) throw InvalidValue{"an id is longer than 1 MiB"};
  const std::uint32_t v = lookup(key_space(kind), key);
  if (v == KeyIndex::none || defined[v] == 0 || tables->implicit[v] != 0) return;
  const Origin first = origins[v];
  std::string where = printable(files[first.file], 400);
  if (first.line != 0) where += ":" + std::to_string(first.line);
  const std::string other =
      tables->kind[v] == kind ? "another record" : "a record of " + std::string{section_of(tables->kind[v])};
  refuse("duplicate-id", "/" + std::string{section_of(kind)}, key,
         "an id that no other record has; the same id was given " +
             (where.empty() ? std::string{"before"} : "at " + where) + " to " + other);
}

VertexId GraphBuilder::Staging::define(VertexKind kind, std::string_view key) {
  const std::size_t known = tables->kind.size();
  const VertexId v = vertex(kind, key);
  if (v.value() < known) {
    if (defined[v.value()] != 0) require_new(kind, key);
    if (std::exchange(tables->implicit[v.value()], std::uint8_t{0}) != 0) tables->row[v.value()] = no_row;
    const auto expected = expectations.find(v.value());
    if (expected != expectations.end() && !expected->second.kinds.contains(kind)) unexpected.push_back(v.value());
  }
  defined[v.value()] = 1;
  tables->kind[v.value()] = kind;
  origins[v.value()] = {line, file};
  return v;
}

EvidenceId GraphBuilder::Staging::evidence_of(const std::vector<std::string>& sources, std::span<const SourceId> more,
                                              const std::string& path) {
  if (sources.empty() && more.empty()) return default_evidence;
  std::vector<std::uint32_t> ids;
  const auto add = [&](std::uint32_t id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const std::string& key : sources) {
    const auto [at, added] = source_index.try_emplace(key, static_cast<std::uint32_t>(tables->sources.size()));
    if (added) {  // defined later, or found to be missing by freeze()
      tables->sources.push_back({.id = key});
      missing_sources.emplace(at->second, Expectation{.origin = {line, file}, .path = path + "/sources"});
    }
    add(at->second);
  }
  for (const SourceId source : more) add(source.value());
  return EvidenceId{tables->evidence.add(ids)};
}

std::string GraphBuilder::Staging::path_of(VertexId v) const {
  return "/" + std::string{section_of(tables->kind[v.value()])} + "/" +
         std::string{tables->text[tables->key[v.value()]]};
}

Diagnostic GraphBuilder::Staging::complaint(std::string_view rule, std::string path, std::string_view value,
                                            std::string hint) const {
  return {std::string{rule}, Severity::error, files[file], line, std::move(path), printable(value), std::move(hint)};
}

void GraphBuilder::Staging::refuse(std::string_view rule, std::string path, std::string_view value,
                                   std::string hint) const {
  Diagnostics list;
  list.add(complaint(rule, std::move(path), value, std::move(hint)));
  throw InvalidData{std::move(list)};
}

// --- building -----------------------------------------------------------------------------------

namespace {

template <class Record>
constexpr bool is_actor_record = is_actor(Record::kind);

/// The State that a record names as its own.
template <class Record>
const std::string* state_of(const Record& record) {
  if constexpr (requires { record.home; }) {
    return &record.home;
  } else if constexpr (requires { record.state; }) {
    return &record.state;
  } else {
    return nullptr;
  }
}

/// Whether a record of this kind may go without an id of its own.
template <class Record>
constexpr bool may_be_unnamed =
    std::is_same_v<Record, Concert> || std::is_same_v<Record, Engagement> || std::is_same_v<Record, Support> ||
    !(is_actor_record<Record> || std::is_same_v<Record, Instrument>);

}  // namespace

GraphBuilder::GraphBuilder() : staging_{std::make_unique<Staging>()} {
  // Evidence list 0 is for facts that come from no file and name no source.
  Staging& s = *staging_;
  s.tables->sources.push_back({.id = "unsourced", .title = "No source was given"});
  s.source_index.emplace("unsourced", 0U);
  const std::uint32_t unsourced[] = {0};
  s.default_evidence = EvidenceId{s.tables->evidence.add(unsourced)};
}
GraphBuilder::GraphBuilder(GraphBuilder&&) noexcept = default;
GraphBuilder& GraphBuilder::operator=(GraphBuilder&&) noexcept = default;
GraphBuilder::~GraphBuilder() = default;

SourceId GraphBuilder::add(Source source) {
  Staging& s = *staging_;
  if (source.id.empty()) s.refuse("missing-id", "/sources", "", "a source needs an id");
  const auto [at, added] = s.source_index.try_emplace(source.id, static_cast<std::uint32_t>(s.tables->sources.size()));
  const std::uint32_t index = at->second;
  if (added) {
    s.tables->sources.push_back(std::move(source));
  } else {
    const auto missing = s.missing_sources.find(index);
    if (missing == s.missing_sources.end()) {
      if (s.tables->sources[index] == source) return SourceId{index};  // said twice in the same words
      s.refuse("duplicate-id", "/sources", source.id, "an id that no other source has");
    }
    s.tables->sources[index] = std::move(source);
    s.missing_sources.erase(missing);
  }
  return SourceId{index};
}

template <VertexRecord Record>
VertexId GraphBuilder::add_record(Record record, const Evidence& evidence) {
  Staging& s = *staging_;
  const std::string section{section_of(Record::kind)};
  if (record.id.empty()) {
    if constexpr (!may_be_unnamed<Record>) {
      s.refuse("missing-id", "/" + section, record.name, "a record of " + section + " needs an id");
    } else {
      do {
        record.id = section + ":" + std::to_string(++s.unnamed);
      } while (s.lookup(key_space(Record::kind), record.id) != KeyIndex::none);
    }
  }
  const std::string path = "/" + section + "/" + record.id;
  if (record.facts.valid.is_empty())
    s.refuse("empty-interval", path + "/from", record.facts.valid.to_string(),
             "`from` before `to`: the span is half-open, [from, to)");
  detail::Tables& t = *s.tables;
  // Whatever may be refused comes before the first change.
  s.require_new(Record::kind, record.id);
  const std::string* state = state_of(record);
  if (state != nullptr && state->size() > detail::TextPool::max_text) throw InvalidValue{"an id is longer than 1 MiB"};
  const detail::Text name = t.text.add(record.name);
  std::vector<std::pair<std::uint16_t, detail::Text>> identifiers;
  if constexpr (requires { record.identifiers; })
    for (const Identifier& identifier : record.identifiers)
      identifiers.emplace_back(t.symbols.add(identifier.scheme), t.text.add(identifier.id));
  const EvidenceId sources = s.evidence_of(record.facts.sources, evidence.sources(), path);
  const VertexId v = s.define(Record::kind, record.id);
  t.name[v.value()] = name;
  t.lifetime[v.value()] = record.facts.valid;
  t.vertex_evidence[v.value()] = sources;
  for (const auto& identifier : identifiers) s.identifiers.emplace_back(v.value(), identifier);
  if (state != nullptr && !state->empty()) {
    constexpr bool is_home = requires { record.home; };
    t.home[v.value()] = s.refer(VertexKind::state, *state, true, path + (is_home ? "/home" : "/state"));
  }
  if constexpr (is_actor_record<Record>) {
    // What has a column of its own leaves the record; a record with nothing else needs no row.
    if constexpr (requires { record.identifiers; }) record.identifiers.clear();
    if constexpr (requires { record.home; }) record.home.clear();
    record.id.clear();
    record.name.clear();
    record.facts.valid = {};
    record.facts.sources.clear();
    if (record == Record{}) return v;
  }
  auto& rows = std::get<std::vector<Record>>(t.rows);
  t.row[v.value()] = static_cast<std::uint32_t>(rows.size());
  rows.push_back(std::move(record));
  return v;
}

void GraphBuilder::add(const Holding& holding, Evidence evidence) {
  Staging& s = *staging_;
  std::string key = holding.id;
  if (key.empty()) key = "holdings:" + std::to_string(++s.unnamed);
  const std::string path = "/holdings/" + key;
  if (holding.holder.empty()) s.refuse("missing-field", path + "/holder", "", "the id of the holder");
  if (holding.company.empty()) s.refuse("missing-field", path + "/company", "", "the id of the company");
  if (holding.interests.empty()) s.refuse("missing-field", path + "/interests", "", "at least one interest");
  for (std::size_t i = 0; i < holding.interests.size(); ++i) {
    const Interval own = holding.interests[i].valid;
    const Interval all = holding.facts.valid;
    const Interval valid{own.from() ? own.from() : all.from(), own.to() ? own.to() : all.to()};
    if (valid.is_empty())
      s.refuse("empty-interval", path + "/interests/" + std::to_string(i) + "/from", valid.to_string(),
               "`from` before `to`: the span is half-open, [from, to)");
  }
  // Whatever may be refused comes before the first change.
  if (std::max(holding.holder.size(), holding.company.size()) > detail::TextPool::max_text)
    throw InvalidValue{"an id is longer than 1 MiB"};
  const detail::Text text = s.tables->text.add(key);
  for (const Interest& interest : holding.interests) {
    s.tables->symbols.add(interest.code);
    s.tables->symbols.add(interest.share_class);
  }
  const EvidenceId sources = s.evidence_of(holding.facts.sources, evidence.sources(), path);
  constexpr VertexKinds companies{VertexKind::company, VertexKind::organisation, VertexKind::agency};
  const VertexId holder = s.refer(actors, holding.holder, false, path + "/holder");
  const VertexId company = s.refer(companies, holding.company, false, path + "/company");
  const Facts& facts = holding.facts;
  for (const Interest& interest : holding.interests) {
    HoldingRow row;
    row.key = text;
    row.valid = Interval{interest.valid.from() ? interest.valid.from() : facts.valid.from(),
                         interest.valid.to() ? interest.valid.to() : facts.valid.to()};
    row.evidence = sources;
    row.basis = interest.basis;
    row.standing = HoldingRow::standing_of(interest.directness, facts.assertion);
    if (interest.share) {
      row.flags = static_cast<std::uint8_t>(row.flags | HoldingRow::has_share);
      row.share = s.tables->shares.add(*interest.share);
    }
    row.code = s.tables->symbols.add(interest.code);
    row.share_class = s.tables->symbols.add(interest.share_class);
    if (facts.recorded) row.recorded = facts.recorded->raw();
    const auto index = static_cast<std::uint32_t>(s.interests.size());
    if (!holding.supersedes.empty()) {
      row.flags = static_cast<std::uint8_t>(row.flags | HoldingRow::versioned);
      s.tables->versions.add(index, {.first = false, .supersedes = holding.supersedes});
    }
    detail::Remarks remarks{holding.name,   interest.unknown_reason, facts.confidence, facts.note,
                            facts.observed, facts.elements,          facts.extra};
    if (!remarks.name.empty() || !remarks.unknown_reason.empty() || remarks.confidence || !remarks.note.empty() ||
        !remarks.observed.empty() || !remarks.elements.empty() || !remarks.extra.empty()) {
      row.flags = static_cast<std::uint8_t>(row.flags | HoldingRow::remarked);
      s.tables->remarks.add(index, std::move(remarks));
    }
    s.interests.push_back({holder, company, row});
  }
}

template <EdgeRecord Edge>
void GraphBuilder::connect_records(VertexId from, VertexId to, Edge edge, const Evidence& evidence) {
  Staging& s = *staging_;
  const std::string path = s.path_of(from) + " -> " + s.path_of(to);
  if (evidence.sources().empty())
    s.refuse("no-evidence", path, to_string(Edge::kind), "an edge needs at least one source");
  const auto key = [&](VertexId v) { return std::string{s.tables->text[s.tables->key[v.value()]]}; };
  // The record that makes the reference rests on this evidence too.
  const auto rest_on = [&](VertexId record) {
    std::vector<std::uint32_t> ids;
    for (const std::uint32_t id : s.tables->evidence[s.tables->vertex_evidence[record.value()].value()])
      if (id != 0) ids.push_back(id);
    for (const SourceId source : evidence.sources())
      if (std::find(ids.begin(), ids.end(), source.value()) == ids.end()) ids.push_back(source.value());
    s.tables->vertex_evidence[record.value()] = EvidenceId{s.tables->evidence.add(ids)};
  };
  // A field that names one record: a second name would lose the first.
  const auto name_once = [&](std::string& field, VertexId other) {
    std::string id = key(other);
    if (!field.empty() && field != id)
      s.refuse("already-connected", path, to_string(Edge::kind), "one such edge at most; there is one with " + field);
    field = std::move(id);
  };
  const VertexKind from_kind = s.tables->kind[from.value()];
  const VertexKind to_kind = s.tables->kind[to.value()];
  if constexpr (std::is_same_v<Edge, Holds>) {
    add(Holding{.id = edge.id,
                .holder = key(from),
                .company = key(to),
                .interests = std::move(edge.interests),
                .facts = std::move(edge.facts)},
        evidence);
  } else if constexpr (std::is_same_v<Edge, PartOf>) {
    if (from_kind == VertexKind::agency) {
      Agency& agency = s.fields<Agency>(from);
      if (to_kind == VertexKind::state) {
        name_once(agency.state, to);
        s.tables->home[from.value()] = to;
      } else {
        name_once(agency.part_of, to);
      }
    } else if (from_kind == VertexKind::company) {
      name_once(s.fields<Company>(from).organ_of, to);
    } else {
      name_once(s.fields<Organisation>(from).organ_of, to);
    }
    rest_on(from);
  } else if constexpr (std::is_same_v<Edge, MemberOf>) {
    Member member{key(from), edge.role, edge.valid.from(), edge.valid.to()};
    if (to_kind == VertexKind::state) {
      s.fields<State>(to).members.push_back(std::move(member));
    } else {
      s.fields<Organisation>(to).members.push_back(std::move(member));
    }
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, Supervises>) {
    s.fields<Agency>(from).supervises.push_back(key(to));
    rest_on(from);
  } else if constexpr (std::is_same_v<Edge, RoleIn>) {
    Role role{key(from), std::move(edge.role)};
    if (to_kind == VertexKind::engagement) {
      s.fields<Engagement>(to).roles.push_back(std::move(role));
    } else {
      s.fields<Event>(to).parties.push_back(std::move(role));
    }
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, ActsInConcert>) {
    s.fields<Concert>(to).parties.push_back(key(from));
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, Issues>) {
    Instrument& instrument = s.fields<Instrument>(to);
    name_once(from_kind == VertexKind::state          ? instrument.state
              : from_kind == VertexKind::organisation ? instrument.organisation
                                                      : instrument.issuer,
              from);
    if (from_kind == VertexKind::state) s.tables->home[to.value()] = from;
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, Enforces>) {
    s.fields<Instrument>(to).enforcers.push_back({key(from), std::move(edge.powers)});
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, PartyTo>) {
    s.fields<Instrument>(to).parties.push_back({key(from)});
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, Contains>) {
    name_once(to_kind == VertexKind::provision   ? s.fields<Provision>(to).instrument
              : to_kind == VertexKind::objective ? s.fields<Objective>(to).instrument
                                                 : s.fields<TreatyClause>(to).instrument,
              from);
    rest_on(to);
  } else if constexpr (std::is_same_v<Edge, Implements>) {
    s.fields<Instrument>(from).implements.push_back(key(to));
    rest_on(from);
  } else if constexpr (std::is_same_v<Edge, Supersedes>) {
    if (from_kind != to_kind)
      s.refuse("wrong-kind", path, "", "an instrument supersedes an instrument, a provision a provision");
    (from_kind == VertexKind::instrument ? s.fields<Instrument>(from).supersedes : s.fields<Provision>(from).supersedes)
        .push_back(key(to));
    rest_on(from);
  } else if constexpr (std::is_same_v<Edge, Coordinates>) {
    s.fields<Coordination>(to).members.push_back(key(from));
    rest_on(to);
  }
}

// --- registers ----------------------------------------------------------------------------------

void GraphBuilder::set_file(std::string name, std::string digest, SourceId source) {
  Staging& s = *staging_;
  const std::uint32_t id[] = {source.value()};
  s.default_evidence = EvidenceId{s.tables->evidence.add(id)};
  if (!digest.empty()) {
    const std::size_t slash = name.find_last_of('/');
    s.tables->inputs.push_back({slash == std::string::npos ? name : name.substr(slash + 1), std::move(digest)});
  }
  if (s.files.size() < 0xFFFF) s.files.push_back(std::move(name));
  s.file = static_cast<std::uint16_t>(s.files.size() - 1);
  s.line = 0;
}

void GraphBuilder::set_line(std::uint64_t line) noexcept { staging_->line = static_cast<std::uint32_t>(line); }

EvidenceId GraphBuilder::intern(std::span<const SourceId> sources) {
  std::vector<std::uint32_t> ids;
  for (const SourceId source : sources) ids.push_back(source.value());
  return EvidenceId{staging_->tables->evidence.add(ids)};
}

VertexId GraphBuilder::add_actor(VertexKind kind, std::string_view id, std::string_view name, std::string_view home,
                                 Interval lifetime, EvidenceId evidence) {
  Staging& s = *staging_;
  if (id.empty()) s.refuse("missing-id", "/" + std::string{section_of(kind)}, name, "an id that is not empty");
  detail::Tables& t = *s.tables;
  const detail::Text text = t.text.add(name);
  const VertexId v = s.define(kind, id);
  t.name[v.value()] = text;
  t.lifetime[v.value()] = lifetime;
  t.vertex_evidence[v.value()] = evidence;
  if (!home.empty()) t.home[v.value()] = s.refer(VertexKind::state, home, true, {});
  return v;
}

void GraphBuilder::add_identifier(VertexId actor, std::string_view scheme, std::string_view number) {
  Staging& s = *staging_;
  s.identifiers.emplace_back(actor.value(), std::pair{s.tables->symbols.add(scheme), s.tables->text.add(number)});
}

void GraphBuilder::add_alias(VertexId actor, std::string name) {
  staging_->tables->aliases.emplace_back(std::move(name), actor);
}

void GraphBuilder::add_interest(VertexId holder, VertexId company, const RegisterInterest& given) {
  Staging& s = *staging_;
  const Interest& interest = *given.interest;
  HoldingRow row;
  // Interests of one record follow each other: they share its id.
  const bool same = !s.interests.empty() && s.tables->text[s.interests.back().row.key] == given.key;
  row.key = same ? s.interests.back().row.key : s.tables->text.add(given.key);
  row.valid = interest.valid;
  row.evidence = given.evidence;
  row.basis = interest.basis;
  row.standing = HoldingRow::standing_of(interest.directness, given.assertion);
  if (interest.share) {
    row.flags = HoldingRow::has_share;
    row.share = s.tables->shares.add(*interest.share);
  }
  if (given.stated) row.recorded = given.stated->raw();
  if (!interest.code.empty()) row.code = s.tables->symbols.add(interest.code);
  if (!interest.share_class.empty()) row.share_class = s.tables->symbols.add(interest.share_class);
  const auto index = static_cast<std::uint32_t>(s.interests.size());
  if (given.versioned) {
    row.flags = static_cast<std::uint8_t>(row.flags | HoldingRow::versioned);
    s.tables->versions.add(index, {given.first_version, given.superseded ? given.superseded->first() : INT32_MAX,
                                   std::string{given.supersedes}});
  }
  if (!interest.unknown_reason.empty()) {
    row.flags = static_cast<std::uint8_t>(row.flags | HoldingRow::remarked);
    s.tables->remarks.add(index, {.unknown_reason = interest.unknown_reason});
  }
  s.interests.push_back({holder, company, row});
}

std::optional<VertexId> GraphBuilder::find(VertexKind kind, std::string_view id) const noexcept {
  const std::uint32_t v = staging_->lookup(key_space(kind), id);
  if (v == KeyIndex::none || staging_->defined[v] == 0 || staging_->tables->kind[v] != kind) return std::nullopt;
  return VertexId{v};
}

std::optional<VertexId> GraphBuilder::find_actor(std::string_view id) const noexcept {
  const std::uint32_t v = staging_->lookup(0, id);
  if (v == KeyIndex::none || staging_->defined[v] == 0) return std::nullopt;
  return VertexId{v};
}

std::optional<VertexId> GraphBuilder::find_state(std::string_view code) const noexcept {
  if (const std::optional<VertexId> state = find(VertexKind::state, code)) return state;
  std::optional<VertexId> least;
  for (const auto& [name, actor] : staging_->tables->aliases)
    if (name == code && kind(actor) == VertexKind::state && (!least || key(actor) < key(*least))) least = actor;
  return least;
}

VertexKind GraphBuilder::kind(VertexId v) const noexcept { return staging_->tables->kind[v.value()]; }

std::string_view GraphBuilder::key(VertexId v) const noexcept {
  return staging_->tables->text[staging_->tables->key[v.value()]];
}

std::string_view GraphBuilder::name(VertexId v) const noexcept {
  return staging_->tables->text[staging_->tables->name[v.value()]];
}

std::string_view GraphBuilder::home(VertexId v) const noexcept {
  const VertexId home = staging_->tables->home[v.value()];
  return home == VertexId{} ? std::string_view{} : key(home);
}

bool GraphBuilder::is_person(VertexId v) const noexcept {
  const detail::Tables& t = *staging_->tables;
  if (t.kind[v.value()] != VertexKind::organisation || t.row[v.value()] == no_row) return false;
  return std::get<std::vector<Organisation>>(t.rows)[t.row[v.value()]].type == "person";
}

std::uint32_t GraphBuilder::num_vertices() const noexcept {
  return static_cast<std::uint32_t>(staging_->tables->kind.size());
}

bool GraphBuilder::is_defined(VertexId v) const noexcept { return staging_->defined[v.value()] != 0; }

std::size_t GraphBuilder::num_identifiers() const noexcept { return staging_->identifiers.size(); }

GraphBuilder::GivenIdentifier GraphBuilder::identifier(std::size_t i) const noexcept {
  const auto& [v, identifier] = staging_->identifiers[i];
  return {VertexId{v}, staging_->tables->symbols[identifier.first], staging_->tables->text[identifier.second]};
}

const std::vector<SameAs>& GraphBuilder::same_as() const noexcept { return staging_->tables->settings.same_as; }

void GraphBuilder::add_membership(VertexId member, VertexId group, Interval valid, EvidenceId evidence) {
  staging_->references.push_back(
      {member, group, EdgeKind::part_of, {.record = member, .given = true, .valid = valid, .evidence = evidence}});
}

// Every member template that users see only declared.
#define DUTYGRAPH_RECORD(Record) \
  template DUTYGRAPH_EXPORT VertexId GraphBuilder::add_record<Record>(Record, const Evidence&);
DUTYGRAPH_RECORD(State)
DUTYGRAPH_RECORD(Agency)
DUTYGRAPH_RECORD(Company)
DUTYGRAPH_RECORD(Organisation)
DUTYGRAPH_RECORD(Concert)
DUTYGRAPH_RECORD(Engagement)
DUTYGRAPH_RECORD(Support)
DUTYGRAPH_RECORD(Instrument)
DUTYGRAPH_RECORD(Provision)
DUTYGRAPH_RECORD(Commitment)
DUTYGRAPH_RECORD(Implementation)
DUTYGRAPH_RECORD(Mandate)
DUTYGRAPH_RECORD(RequiredMandate)
DUTYGRAPH_RECORD(Lead)
DUTYGRAPH_RECORD(Coordination)
DUTYGRAPH_RECORD(Capacity)
DUTYGRAPH_RECORD(Objective)
DUTYGRAPH_RECORD(Interaction)
DUTYGRAPH_RECORD(SafeguardPolicy)
DUTYGRAPH_RECORD(Restriction)
DUTYGRAPH_RECORD(TreatyClause)
DUTYGRAPH_RECORD(Measure)
DUTYGRAPH_RECORD(Position)
DUTYGRAPH_RECORD(Event)
DUTYGRAPH_RECORD(Remedy)
DUTYGRAPH_RECORD(dutygraph::Place)
DUTYGRAPH_RECORD(Salient)
DUTYGRAPH_RECORD(Completeness)
#undef DUTYGRAPH_RECORD
#define DUTYGRAPH_EDGE(Edge) \
  template DUTYGRAPH_EXPORT void GraphBuilder::connect_records<Edge>(VertexId, VertexId, Edge, const Evidence&);
DUTYGRAPH_EDGE(Holds)
DUTYGRAPH_EDGE(PartOf)
DUTYGRAPH_EDGE(MemberOf)
DUTYGRAPH_EDGE(Supervises)
DUTYGRAPH_EDGE(RoleIn)
DUTYGRAPH_EDGE(ActsInConcert)
DUTYGRAPH_EDGE(Issues)
DUTYGRAPH_EDGE(Enforces)
DUTYGRAPH_EDGE(PartyTo)
DUTYGRAPH_EDGE(Contains)
DUTYGRAPH_EDGE(Implements)
DUTYGRAPH_EDGE(Supersedes)
DUTYGRAPH_EDGE(Coordinates)
#undef DUTYGRAPH_EDGE

}  // namespace dutygraph
