// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/graph/graph.hpp>

#include <algorithm>
#include <array>
#include <bit>

#include "graph/current.hpp"

namespace dutygraph {

using detail::HoldingRow;
using detail::is_current;
using detail::key_space;
using detail::KeyIndex;
using detail::no_row;
using detail::ReferenceRow;
using detail::Tables;

namespace {

std::shared_ptr<const Tables> empty_tables() {
  auto tables = std::make_shared<Tables>();
  tables->identifier_offset.assign(1, 0);
  return tables;
}

std::int32_t require_day(Date day, const char* what) {
  if (!day.is_day()) throw UsageError{std::string{what} + " needs a day such as 2024-06-30, not " + day.to_string()};
  return day.first();
}

Certainty weaken(Certainty certainty, bool disputed) {
  return disputed && certainty == Certainty::certain ? Certainty::possible : certainty;
}

Certainty on_day(const Tables& t, const HoldingRow& row, std::uint32_t index, std::int32_t day, std::int32_t known) {
  if (row.assertion() == Assertion::negative || !is_current(t, row, index, day, known)) return Certainty::no;
  return weaken(row.valid.on(day), row.assertion() == Assertion::disputed);
}

Certainty on_day(const ReferenceRow& row, std::int32_t day, std::int32_t known) {
  const Date recorded = Date::from_raw(row.recorded);
  if (!recorded.is_unknown() && recorded.first() > known) return Certainty::no;
  return weaken(row.valid.on(day), row.disputed);
}

/// What a view by days shows, decided with few instructions and no jumps for each fact.
class DayFilter {
 public:
  DayFilter(std::optional<Date> day, std::optional<Date> known) {
    if (known) known_limit_.fill(known->first());
    known_limit_[unknown] = INT32_MAX;
    if (!day) return;
    day_ = day->first();
    begun_limit_.fill(day_);
    begun_limit_[unknown] = INT32_MAX;
    // The first day of the month, or year, in which an end of that precision is not over for certain: that of the
    // day itself, unless the day is its last.
    const std::string text = day->to_string();
    const Date month = Date::parse(text.substr(0, 7)).value();
    const Date year = Date::parse(text.substr(0, 4)).value();
    open_limit_ = {day_ + 1, month.last() == day_ ? day_ + 1 : month.first(),
                   year.last() == day_ ? day_ + 1 : year.first(), INT32_MIN};
    if (known) known_ = known->first();
  }

  /// && without jumps.
  template <class... Bools>
  static bool all(Bools... values) noexcept {
    return (static_cast<unsigned>(values) & ...) != 0;
  }
  /// Whether it holds on the day, or may.
  [[nodiscard]] bool may_hold(Interval valid) const noexcept {
    const std::int32_t from = valid.from() ? valid.from()->raw() : INT32_MIN;
    const std::int32_t to = valid.to() ? valid.to()->raw() : INT32_MIN;
    const bool begun = from >> 2 <= begun_limit_[precision(from)];
    const bool over = all(to >> 2 < open_limit_[precision(to)], to != INT32_MIN);
    return all(begun, !over);
  }
  /// Whether a fact is shown, versions aside.
  template <bool dated>
  [[nodiscard]] bool shows(const HoldingRow& row) const noexcept {
    if constexpr (!dated) return was_known(row.recorded);
    return all(was_known(row.recorded), may_hold(row.valid), row.assertion() != Assertion::negative);
  }
  template <bool dated>
  [[nodiscard]] bool shows(const ReferenceRow& row) const noexcept {
    if constexpr (!dated) return was_known(row.recorded);
    return all(was_known(row.recorded), may_hold(row.valid));
  }
  /// is_current() of a row whose version has been looked up, of a fact that was known.
  [[nodiscard]] bool is_current(const detail::Version& version, const HoldingRow& row) const noexcept {
    const bool replaced = all(version.superseded <= known_, version.superseded <= day_);
    const bool stated = row.recorded >> 2 <= begun_limit_[precision(row.recorded)];
    return all(!replaced, !all(!version.first, !stated));
  }

 private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(Precision::unknown);
  static std::size_t precision(std::int32_t raw) noexcept { return static_cast<std::uint32_t>(raw) & 3U; }
  [[nodiscard]] bool was_known(std::int32_t recorded) const noexcept {
    return recorded >> 2 <= known_limit_[precision(recorded)];
  }

  std::int32_t day_ = 0;
  std::int32_t known_ = INT32_MAX;
  // By precision of a bound, compared with the first day it may be.
  std::array<std::int32_t, 4> begun_limit_{}, open_limit_{};
  std::array<std::int32_t, 4> known_limit_{INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};
};

}  // namespace

Graph::Graph() : tables_{empty_tables()} {}

Graph::Graph(std::shared_ptr<const Tables> tables) : tables_{std::move(tables)}, live_edges_{tables_->in_link.size()} {}

EdgeRange Graph::out_edges(VertexId v, EdgeKind kind) const& noexcept {
  const detail::OutLink* links = tables_->out_link.data();
  const auto less = [&](detail::OutLink l, EdgeKind k) { return tables_->edge_kind[l.edge] < k; };
  const auto greater = [&](EdgeKind k, detail::OutLink l) { return k < tables_->edge_kind[l.edge]; };
  const detail::OutLink* end = links + tables_->fan[v.value()].out_last;
  const detail::OutLink* first = std::lower_bound(links + tables_->fan[v.value()].out_first, end, kind, less);
  const detail::OutLink* last = std::upper_bound(first, end, kind, greater);
  return {out_ids(), static_cast<std::uint32_t>(first - links), static_cast<std::uint32_t>(last - links), live_words()};
}

EdgeRange Graph::in_edges(VertexId v, EdgeKind kind) const& noexcept {
  const EdgeKind* kinds = tables_->edge_kind.data();
  const EdgeKind* end = kinds + tables_->fan[v.value()].in_last;
  const EdgeKind* first = std::lower_bound(kinds + tables_->fan[v.value()].in_first, end, kind);
  const EdgeKind* last = std::upper_bound(first, end, kind);
  return {nullptr, static_cast<std::uint32_t>(first - kinds), static_cast<std::uint32_t>(last - kinds), live_words()};
}

std::size_t Graph::num_identifiers(VertexId v) const noexcept {
  return tables_->identifier_offset[v.value() + 1] - tables_->identifier_offset[v.value()];
}

std::pair<std::string_view, std::string_view> Graph::identifier(VertexId v, std::size_t i) const noexcept {
  const auto& [scheme, number] = tables_->identifiers[tables_->identifier_offset[v.value()] + i];
  return {tables_->symbols[scheme], tables_->text[number]};
}

template <VertexRecord Record>
Record Graph::record(VertexIdOf<Record> v) const {
  const Record* stored = fields<Record>(v);
  Record record = stored != nullptr ? *stored : Record{};
  record.id = std::string{key(v)};
  record.name = std::string{tables_->text[tables_->name[v.value()]]};
  record.facts.valid = lifetime(v);
  record.facts.sources.clear();
  for (const Source& source : sources(v)) record.facts.sources.push_back(source.id);
  if constexpr (requires { record.identifiers; }) {
    for (std::size_t i = 0; i < num_identifiers(v); ++i) {
      const auto [scheme, number] = identifier(v, i);
      record.identifiers.push_back({std::string{scheme}, std::string{number}});
    }
  }
  if constexpr (requires { record.home; })
    if (home(v)) record.home = std::string{key(home(v))};
  if constexpr (std::is_same_v<Record, Agency> || requires { record.organ_of; }) {
    // Memberships that a register or a tag list gave stand only in the edges.
    for (std::uint32_t i = tables_->fan[v.value()].out_first; i < tables_->fan[v.value()].out_last; ++i) {
      const EdgeId e{tables_->out_link[i].edge};
      if (kind(e) != EdgeKind::part_of) continue;
      const std::string group{key(target(e))};
      if constexpr (std::is_same_v<Record, Agency>) {
        std::string& field = kind(target(e)) == VertexKind::state ? record.state : record.part_of;
        if (field.empty()) field = group;
      } else if (record.organ_of.empty()) {
        record.organ_of = group;
      }
    }
  }
  return record;
}

#define DUTYGRAPH_RECORD(Record) template DUTYGRAPH_EXPORT Record Graph::record<Record>(VertexIdOf<Record>) const;
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
DUTYGRAPH_RECORD(Place)
DUTYGRAPH_RECORD(Salient)
DUTYGRAPH_RECORD(Completeness)
#undef DUTYGRAPH_RECORD

std::optional<VertexId> Graph::find(VertexKind kind, std::string_view key) const noexcept {
  const std::uint32_t space = key_space(kind);
  const std::uint32_t v = tables_->keys.find(KeyIndex::hash(key, space), [&](std::uint32_t u) {
    return key_space(tables_->kind[u]) == space && tables_->text[tables_->key[u]] == key;
  });
  if (v == KeyIndex::none || tables_->kind[v] != kind) return std::nullopt;
  return VertexId{v};
}

std::optional<VertexId> Graph::find(std::string_view key) const noexcept {
  std::optional<VertexId> found;
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    const std::optional<VertexId> v = find(kind, key);
    if (!v) continue;
    if (is_actor(kind)) return v;
    if (found) return std::nullopt;
    found = v;
  }
  return found;
}

std::vector<VertexId> Graph::resolve(VertexKinds kinds, std::string_view text) const {
  std::vector<VertexId> found;
  const auto add = [&](VertexId v) {
    const VertexId c = canonical(v);
    if (kinds.contains(kind(v)) && std::find(found.begin(), found.end(), c) == found.end()) found.push_back(c);
  };
  for (std::size_t i = 0; i < 4; ++i)
    if (const auto v = find(static_cast<VertexKind>(i), text)) add(*v);
  if (!found.empty()) return found;
  const auto by_name = [](const auto& alias, std::string_view name) { return alias.first < name; };
  for (auto at = std::lower_bound(tables_->aliases.begin(), tables_->aliases.end(), text, by_name);
       at != tables_->aliases.end() && at->first == text; ++at)
    add(at->second);
  if (!found.empty()) return found;
  const std::size_t colon = text.find(':');
  const std::string_view scheme = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
  const std::string_view number = colon == std::string_view::npos ? text : text.substr(colon + 1);
  for (std::uint32_t v = 0; v < num_vertices(); ++v)
    for (std::size_t i = 0; i < num_identifiers(VertexId{v}); ++i) {
      const auto [s, n] = identifier(VertexId{v}, i);
      if (n == number && (scheme.empty() || s == scheme)) add(VertexId{v});
    }
  return found;
}

Interval Graph::valid(EdgeId e) const noexcept {
  return kind(e) == EdgeKind::holds ? holding(e).valid : tables_->reference(e.value()).valid;
}

EvidenceId Graph::evidence(EdgeId e) const noexcept {
  return kind(e) == EdgeKind::holds ? holding(e).evidence : tables_->reference(e.value()).evidence;
}

SourceRange Graph::sources(EdgeId e) const& noexcept { return sources(evidence(e)); }

SourceRange Graph::sources(EvidenceId evidence) const& noexcept {
  return {tables_->evidence[evidence.value()], tables_->sources.data()};
}

std::string_view Graph::role(EdgeId e) const noexcept {
  return kind(e) == EdgeKind::holds ? std::string_view{} : tables_->symbols[tables_->reference(e.value()).role];
}

std::optional<Share> Graph::share(EdgeId e) const noexcept {
  const HoldingRow& row = holding(e);
  return (row.flags & HoldingRow::has_share) != 0 ? std::optional{tables_->shares[row.share]} : std::nullopt;
}

Interest Graph::interest(EdgeId e) const {
  const HoldingRow& row = holding(e);
  Interest interest;
  interest.basis = row.basis;
  interest.code = std::string{tables_->symbols[row.code]};
  interest.share_class = std::string{tables_->symbols[row.share_class]};
  interest.directness = row.directness();
  interest.share = share(e);
  if ((row.flags & HoldingRow::remarked) != 0)
    if (const detail::Remarks* remarks = tables_->remarks.find(tables_->holding_row(e.value())))
      interest.unknown_reason = remarks->unknown_reason;
  interest.valid = row.valid;
  return interest;
}

Certainty Graph::on(EdgeId e, std::int32_t day) const noexcept {
  const std::int32_t known = known_by_ ? known_by_->first() : INT32_MAX;
  const detail::InLink link = tables_->in_link[e.value()];
  return link.is_holding() ? on_day(*tables_, tables_->holdings[link.row], link.row, day, known)
                           : on_day(tables_->reference(e.value()), day, known);
}

// --- views --------------------------------------------------------------------------------------

Graph Graph::as_of(Date day) const {
  require_day(day, "as_of");
  Graph view = *this;
  view.as_of_ = day;
  view.refresh();
  return view;
}

Graph Graph::known_by(Date day) const {
  require_day(day, "known_by");
  Graph view = *this;
  view.known_by_ = day;
  view.refresh();
  return view;
}

Graph Graph::only(EdgeKinds kinds) const {
  return where([&](EdgeId e) { return kinds.contains(kind(e)); });
}

Graph Graph::with_filter(std::shared_ptr<detail::EdgeSet> kept) const {
  Graph view = *this;
  view.filter_ = std::move(kept);
  view.refresh();
  return view;
}

void Graph::refresh() {
  if (!as_of_ && !known_by_) {
    live_ = filter_;
    live_edges_ = filter_ ? filter_->count() : max_edges();
    return;
  }
  auto live = std::make_shared<detail::EdgeSet>(max_edges());
  const DayFilter filter{as_of_, known_by_};
  // Vertices that do not exist on the day, one bit each: most worlds have none.
  detail::EdgeSet gone{as_of_ ? num_vertices() : 0};
  bool any_gone = false;
  for (std::size_t word = 0; as_of_ && word * 64 < num_vertices(); ++word) {
    std::uint64_t bits = 0;
    for (std::size_t v = word * 64; v < std::min(num_vertices(), word * 64 + 64); ++v)
      bits |= static_cast<std::uint64_t>(!filter.may_hold(tables_->lifetime[v])) << (v % 64);
    gone.set_word(word, bits);
    any_gone = any_gone || bits != 0;
  }
  live_edges_ = any_gone ? show<true, true>(filter, gone, *live)
                : as_of_ ? show<true, false>(filter, gone, *live)
                         : show<false, false>(filter, gone, *live);
  live_ = std::move(live);
}

template <bool dated, bool any_gone, class Filter>
std::size_t Graph::show(const Filter& filter, const detail::EdgeSet& gone, detail::EdgeSet& live) const {
  const Tables& t = *tables_;
  const std::size_t edges = max_edges();
  const auto& versions = t.versions.items();
  std::size_t next_version = 0;  // rows ascend with the edges, and so do their versions
  std::size_t count = 0;
  for (std::size_t word = 0; word * 64 < edges; ++word) {
    std::uint64_t bits = 0;
    std::uint64_t versioned = 0;
    const std::size_t last = std::min(edges, word * 64 + 64);
    for (std::size_t i = word * 64; i < last; ++i) {
      const detail::InLink link = t.in_link[i];
      bool shown = false;
      if (link.is_holding()) {
        const HoldingRow& row = t.holdings[link.row];
        shown = filter.template shows<dated>(row);
        versioned |= static_cast<std::uint64_t>((row.flags & HoldingRow::versioned) != 0) << (i % 64);
      } else {
        shown = filter.template shows<dated>(t.reference(static_cast<std::uint32_t>(i)));
      }
      if constexpr (any_gone)
        shown = Filter::all(shown, !gone.contains(link.source.value()), !gone.contains(t.target[i].value()));
      bits |= static_cast<std::uint64_t>(shown) << (i % 64);
    }
    if constexpr (dated)
      for (; versioned != 0; versioned &= versioned - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(versioned));
        const std::uint32_t row = t.in_link[word * 64 + bit].row;
        while (next_version < versions.size() && versions[next_version].first < row) ++next_version;
        if (next_version == versions.size()) break;
        if (versions[next_version].first != row) continue;
        const bool replaced = !filter.is_current(versions[next_version].second, t.holdings[row]);
        bits &= ~(static_cast<std::uint64_t>(replaced) << bit);
      }
    if (filter_) bits &= filter_->words()[word];
    live.set_word(word, bits);
    count += static_cast<std::size_t>(std::popcount(bits));
  }
  return count;
}

Graph::Memory Graph::memory() const noexcept {
  const Tables& t = *tables_;
  const auto bytes = [](const auto& vector) { return vector.capacity() * sizeof(vector[0]); };
  Memory memory;
  memory.vertices = bytes(t.kind) + bytes(t.implicit) + bytes(t.key) + bytes(t.name) + bytes(t.home) +
                    bytes(t.lifetime) + bytes(t.vertex_evidence) + bytes(t.row) + bytes(t.fan) +
                    bytes(t.identifier_offset) + bytes(t.identifiers) + t.keys.bytes();
  for (const auto& list : t.by_kind) memory.vertices += bytes(list);
  std::apply([&](const auto&... rows) { ((memory.vertices += bytes(rows)), ...); }, t.rows);
  memory.edges = bytes(t.out_link) + bytes(t.in_link) + bytes(t.target) + bytes(t.edge_kind) + bytes(t.region) +
                 bytes(t.region_place) + bytes(t.holdings) + bytes(t.references);
  memory.text = t.text.bytes();
  return memory;
}

void Graph::throw_not_found(VertexKind kind, std::string_view key) const {
  std::string message = "no such " + std::string{to_string(kind)} + ": " + printable(key);
  if (const std::optional<VertexId> other = find(key))
    message += "; there is a record of " + std::string{section_of(this->kind(*other))} + " with this id";
  throw NotFound{message};
}

}  // namespace dutygraph
