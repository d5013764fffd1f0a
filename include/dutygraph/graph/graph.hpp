// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The immutable graph of a world, and its views.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/detail/edge_set.hpp>
#include <dutygraph/graph/detail/tables.hpp>
#include <dutygraph/graph/ranges.hpp>
#include <dutygraph/id.hpp>
#include <dutygraph/interval.hpp>
#include <dutygraph/model/records.hpp>

namespace dutygraph {

class GraphBuilder;

/// The sources a fact rests on, in the order the record lists them.
class SourceRange : public ranges::view_base {
 public:
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Source;
    using difference_type = std::ptrdiff_t;
    using pointer = const Source*;
    using reference = const Source&;
    constexpr iterator() noexcept = default;
    constexpr iterator(const std::uint32_t* at, const Source* sources) noexcept : at_{at}, sources_{sources} {}
    reference operator*() const noexcept { return sources_[*at_]; }
    pointer operator->() const noexcept { return sources_ + *at_; }
    iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    iterator operator++(int) noexcept {
      const iterator old = *this;
      ++at_;
      return old;
    }
    friend bool operator==(const iterator& a, const iterator& b) noexcept { return a.at_ == b.at_; }

   private:
    const std::uint32_t* at_ = nullptr;
    const Source* sources_ = nullptr;
  };
  constexpr SourceRange() noexcept = default;
  SourceRange(std::span<const std::uint32_t> ids, const Source* sources) noexcept : ids_{ids}, sources_{sources} {}
  [[nodiscard]] iterator begin() const noexcept { return {ids_.data(), sources_}; }
  [[nodiscard]] iterator end() const noexcept { return {ids_.data() + ids_.size(), sources_}; }
  [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
  [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }

 private:
  std::span<const std::uint32_t> ids_{};
  const Source* sources_ = nullptr;
};

/// A world as a graph: vertices are records, edges are interests and references, every edge has
/// evidence.
///
/// A `Graph` is a handle on shared read-only tables, cheap to copy, and safe to use from any number
/// of threads. A view (as_of(), known_by(), only(), where()) is a `Graph` on the same tables that
/// hides some edges; vertex and edge ids are the same in all of them. Views hide edges, never
/// vertices.
///
/// \code
/// const dg::Graph then = graph.as_of({2019, 6, 30}).only(dg::EdgeKind::holds);
/// for (dg::EdgeId e : then.in_edges(company)) std::cout << then.key(then.source(e)) << '\n';
/// \endcode
class DUTYGRAPH_EXPORT Graph {
 public:
  /// The empty graph.
  Graph();

  // --- size and iteration -----------------------------------------------------------------------

  [[nodiscard]] std::size_t num_vertices() const noexcept { return tables_->kind.size(); }
  /// Edges that the view shows. O(1).
  [[nodiscard]] std::size_t num_edges() const noexcept { return live_edges_; }
  /// Edges of all views together: what an array indexed by EdgeId must hold.
  [[nodiscard]] std::size_t max_edges() const noexcept { return tables_->in_link.size(); }
  [[nodiscard]] VertexRange vertices() const noexcept { return VertexRange{num_vertices()}; }
  template <VertexRecord Record>
  [[nodiscard]] TypedVertexRange<Record> vertices() const& noexcept {
    const auto& list = tables_->by_kind[static_cast<std::size_t>(Record::kind)];
    return {list.data(), list.size()};
  }
  template <VertexRecord Record>
  TypedVertexRange<Record> vertices() const&& = delete;
  /// All edges, those of one target together.
  [[nodiscard]] EdgeRange edges() const& noexcept {
    return {nullptr, 0, static_cast<std::uint32_t>(max_edges()), live_words()};
  }
  EdgeRange edges() const&& = delete;
  /// Edges leaving \p v, by kind, those to one target together. O(1) to obtain.
  [[nodiscard]] EdgeRange out_edges(VertexId v) const& noexcept {
    const detail::Fan& fan = tables_->fan[v.value()];
    return {out_ids(), fan.out_first, fan.out_last, live_words()};
  }
  /// Edges of one kind leaving \p v. O(log degree) to obtain.
  [[nodiscard]] EdgeRange out_edges(VertexId v, EdgeKind kind) const& noexcept;
  EdgeRange out_edges(VertexId) const&& = delete;
  EdgeRange out_edges(VertexId, EdgeKind) const&& = delete;
  /// Edges entering \p v, by kind, then source. O(1) to obtain.
  [[nodiscard]] EdgeRange in_edges(VertexId v) const& noexcept {
    const detail::Fan& fan = tables_->fan[v.value()];
    return {nullptr, fan.in_first, fan.in_last, live_words()};
  }
  /// Edges of one kind entering \p v. O(log degree) to obtain.
  [[nodiscard]] EdgeRange in_edges(VertexId v, EdgeKind kind) const& noexcept;
  EdgeRange in_edges(VertexId) const&& = delete;
  EdgeRange in_edges(VertexId, EdgeKind) const&& = delete;

  // --- vertices ---------------------------------------------------------------------------------

  [[nodiscard]] VertexKind kind(VertexId v) const noexcept { return tables_->kind[v.value()]; }
  /// The id of the record, as in documents. Unique among actors, and within each other kind.
  [[nodiscard]] std::string_view key(VertexId v) const noexcept { return tables_->text[tables_->key[v.value()]]; }
  /// The name, or the key where there is none.
  [[nodiscard]] std::string_view name(VertexId v) const noexcept {
    const std::string_view name = tables_->text[tables_->name[v.value()]];
    return name.empty() ? key(v) : name;
  }
  /// The State a company or record belongs to; null if unknown.
  [[nodiscard]] VertexId home(VertexId v) const noexcept { return tables_->home[v.value()]; }
  /// When the thing exists or the record holds.
  [[nodiscard]] Interval lifetime(VertexId v) const noexcept { return tables_->lifetime[v.value()]; }
  /// Whether \p v is only named by others and has no record of its own.
  [[nodiscard]] bool is_implicit(VertexId v) const noexcept { return tables_->implicit[v.value()] != 0; }
  [[nodiscard]] SourceRange sources(VertexId v) const& noexcept { return sources(tables_->vertex_evidence[v.value()]); }
  SourceRange sources(VertexId) const&& = delete;
  /// The vertex that queries use for \p v: itself, unless `same_as` says otherwise.
  [[nodiscard]] VertexId canonical(VertexId v) const noexcept {
    const VertexId* other = tables_->canonical.find(v.value());
    return other != nullptr ? *other : v;
  }
  /// The number of register identifiers of \p v, and the i-th of them as scheme and number.
  [[nodiscard]] std::size_t num_identifiers(VertexId v) const noexcept;
  [[nodiscard]] std::pair<std::string_view, std::string_view> identifier(VertexId v, std::size_t i) const noexcept;

  /// The whole record of \p v, put together from the columns. By value; O(size of the record).
  template <VertexRecord Record>
  [[nodiscard]] Record record(VertexIdOf<Record> v) const;
  /// The fields of \p v that have no column of their own, without a copy; null if there are none or
  /// the kind is another. Of actors, id, name, home and identifiers are empty here.
  template <VertexRecord Record>
  [[nodiscard]] const Record* fields(VertexId v) const& noexcept {
    const std::uint32_t row = tables_->row[v.value()];
    if (kind(v) != Record::kind || row == detail::no_row) return nullptr;
    return &std::get<std::vector<Record>>(tables_->rows)[row];
  }
  template <VertexRecord Record>
  const Record* fields(VertexId) const&& = delete;

  /// The vertex with this id: an actor if there is one, else a record of another kind if it is the
  /// only one.
  [[nodiscard]] std::optional<VertexId> find(std::string_view key) const noexcept;
  [[nodiscard]] std::optional<VertexId> find(VertexKind kind, std::string_view key) const noexcept;
  template <VertexRecord Record>
  [[nodiscard]] std::optional<VertexIdOf<Record>> find(std::string_view key) const noexcept {
    const std::optional<VertexId> v = find(Record::kind, key);
    return v ? std::optional{VertexIdOf<Record>{*v}} : std::nullopt;
  }
  /// \throws NotFound if there is no such record.
  template <VertexRecord Record>
  [[nodiscard]] VertexIdOf<Record> at(std::string_view key) const {
    const std::optional<VertexIdOf<Record>> v = find<Record>(key);
    if (!v) throw_not_found(Record::kind, key);
    return *v;
  }
  /// Every actor of the given kinds that \p text may mean: by id, else by another name it was given, else by
  /// "scheme:number" or number of an identifier. Canonical, without repeats.
  [[nodiscard]] std::vector<VertexId> resolve(VertexKinds kinds, std::string_view text) const;

  // --- edges ------------------------------------------------------------------------------------

  [[nodiscard]] VertexId source(EdgeId e) const noexcept { return tables_->source(e.value()); }
  [[nodiscard]] VertexId target(EdgeId e) const noexcept { return tables_->target[e.value()]; }
  [[nodiscard]] EdgeKind kind(EdgeId e) const noexcept { return tables_->edge_kind[e.value()]; }
  [[nodiscard]] bool contains(EdgeId e) const noexcept { return live_ == nullptr || live_->contains(e.value()); }
  /// When the fact holds.
  [[nodiscard]] Interval valid(EdgeId e) const noexcept;
  /// The evidence of the edge: never empty. Its first source is the one that counts as "the" source.
  [[nodiscard]] SourceRange sources(EdgeId e) const& noexcept;
  [[nodiscard]] EvidenceId evidence(EdgeId e) const noexcept;
  [[nodiscard]] SourceRange sources(EvidenceId evidence) const& noexcept;
  SourceRange sources(EdgeId) const&& = delete;
  SourceRange sources(EvidenceId) const&& = delete;
  /// What an edge that stands for a reference says beside its kind: "provider", "chair".
  [[nodiscard]] std::string_view role(EdgeId e) const noexcept;
  /// The interest that a `holds` edge stands for. \pre kind(e) == EdgeKind::holds
  [[nodiscard]] Interest interest(EdgeId e) const;
  /// The share of a `holds` edge, or nothing if none was given. \pre kind(e) == EdgeKind::holds
  [[nodiscard]] std::optional<Share> share(EdgeId e) const noexcept;
  [[nodiscard]] vocab::Basis basis(EdgeId e) const noexcept { return holding(e).basis; }
  /// The id of the holding that a `holds` edge belongs to.
  [[nodiscard]] std::string_view holding_key(EdgeId e) const noexcept { return tables_->text[holding(e).key]; }
  /// Whether the edge counts on \p day (in days since 1970-01-01), seen with what was stated by the
  /// day of known_by(), if this is such a view.
  [[nodiscard]] Certainty on(EdgeId e, std::int32_t day) const noexcept;

  // --- views ------------------------------------------------------------------------------------

  /// What holds, or may hold, on a day: edges of things that exist then. Of a view of another day, the same view of
  /// this day. O(vertices + edges) once; then every query costs the same as before.
  /// \throws UsageError unless \p day is known to the day.
  [[nodiscard]] Graph as_of(Date day) const;
  /// What had been recorded or stated by the end of a day. Facts without a date of recording stay.
  /// \throws UsageError unless \p day is known to the day.
  [[nodiscard]] Graph known_by(Date day) const;
  /// Only edges of the given kinds.
  [[nodiscard]] Graph only(EdgeKinds kinds) const;
  /// Only edges for which `pred(EdgeId)` holds.
  template <class Pred>
  [[nodiscard]] Graph where(Pred pred) const {
    auto kept = std::make_shared<detail::EdgeSet>(max_edges());
    const auto edges = static_cast<std::uint32_t>(max_edges());
    for (std::uint32_t word = 0; word * 64 < edges; ++word) {
      std::uint64_t bits = 0;
      for (std::uint32_t e = word * 64; e < edges && e < word * 64 + 64; ++e)
        if (filter_ == nullptr || filter_->contains(e)) bits |= std::uint64_t{pred(EdgeId{e}) ? 1U : 0U} << e % 64;
      kept->set_word(word, bits);
    }
    return with_filter(std::move(kept));
  }
  /// Whether this is a view that only() or where() made.
  [[nodiscard]] bool is_filtered() const noexcept { return filter_ != nullptr; }
  /// The day of as_of(), if this is such a view.
  [[nodiscard]] std::optional<Date> as_of_day() const noexcept { return as_of_; }
  /// The day of known_by(), if this is such a view.
  [[nodiscard]] std::optional<Date> known_by_day() const noexcept { return known_by_; }

  // --- the world --------------------------------------------------------------------------------

  [[nodiscard]] const Settings& settings() const& noexcept { return tables_->settings; }
  const Settings& settings() const&& = delete;
  [[nodiscard]] const std::vector<Source>& all_sources() const& noexcept { return tables_->sources; }
  const std::vector<Source>& all_sources() const&& = delete;
  /// The files this graph was read from, in the order given.
  [[nodiscard]] const std::vector<detail::InputFile>& inputs() const& noexcept { return tables_->inputs; }
  const std::vector<detail::InputFile>& inputs() const&& = delete;
  /// Bytes of memory held by the tables, by part. O(records).
  struct Memory {
    std::size_t vertices = 0;  ///< columns and records of vertices, index of keys
    std::size_t edges = 0;     ///< columns of edges and holdings, both directions
    std::size_t text = 0;      ///< ids and names
  };
  [[nodiscard]] Memory memory() const noexcept;
  /// The columns, for code that works on whole tables. Not part of the stable interface.
  [[nodiscard]] const detail::Tables& tables() const& noexcept { return *tables_; }
  const detail::Tables& tables() const&& = delete;

 private:
  friend class GraphBuilder;
  explicit Graph(std::shared_ptr<const detail::Tables> tables);
  [[nodiscard]] const detail::HoldingRow& holding(EdgeId e) const noexcept { return tables_->holding(e.value()); }
  [[nodiscard]] const std::uint32_t* out_ids() const noexcept {
    return reinterpret_cast<const std::uint32_t*>(tables_->out_link.data());  // edge, target, edge, target ...
  }
  [[nodiscard]] const std::uint64_t* live_words() const noexcept { return live_ ? live_->words() : nullptr; }
  [[nodiscard]] Graph with_filter(std::shared_ptr<detail::EdgeSet> kept) const;
  void refresh();
  template <bool dated, bool any_gone, class Filter>
  std::size_t show(const Filter& filter, const detail::EdgeSet& gone, detail::EdgeSet& live) const;
  [[noreturn]] void throw_not_found(VertexKind kind, std::string_view key) const;

  std::shared_ptr<const detail::Tables> tables_;
  std::shared_ptr<const detail::EdgeSet> filter_;  // only(), where(): whatever the day
  std::shared_ptr<const detail::EdgeSet> live_;    // filter_ and the days
  std::size_t live_edges_ = 0;
  std::optional<Date> as_of_, known_by_;
};

}  // namespace dutygraph

template <>
inline constexpr bool ranges::enable_borrowed_range<dutygraph::SourceRange> = true;
