// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/graph/detail/columns.hpp>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace dutygraph::detail {
namespace {

/// Puts texts one after another as TextPool does.
class TextWriter {
 public:
  explicit TextWriter(std::string& out) : out_{out} {}
  [[nodiscard]] std::uint32_t add(std::string_view text) {
    const std::size_t used = out_.size() % TextPool::block_size;
    if (used + text.size() > TextPool::block_size) out_.resize(out_.size() + TextPool::block_size - used);
    out_ += text;
    return static_cast<std::uint32_t>(text.size());
  }

 private:
  std::string& out_;
};

/// The numbers 0 … n - 1 in the order of \p less, and their places in that order.
struct Ranking {
  std::vector<std::uint32_t> order, place;
  template <class Less>
  Ranking(std::size_t n, Less&& less) : order(n), place(n) {
    std::iota(order.begin(), order.end(), 0U);
    if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
    for (std::uint32_t i = 0; i < n; ++i) place[order[i]] = i;
  }
};

/// Texts in their order, equal ones as they come. Most differ in the eight bytes behind what all of them begin with:
/// these are compared as a number, and the texts are looked at only where that does not decide.
class TextRanking {
 public:
  explicit TextRanking(const std::vector<std::string_view>& texts) : entries_(texts.size()) {
    std::size_t common = texts.empty() ? 0 : texts.front().size();
    for (const std::string_view text : texts) {
      const auto [a, b] = std::mismatch(text.begin(), text.end(), texts.front().begin(),
                                        texts.front().begin() + static_cast<std::ptrdiff_t>(common));
      common = static_cast<std::size_t>(a - text.begin());
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::uint64_t next = 0;
      for (std::size_t k = common; k < common + 8; ++k)
        next = next << 8 | (k < texts[i].size() ? static_cast<unsigned char>(texts[i][k]) : 0U);
      entries_[i] = {next, static_cast<std::uint32_t>(i)};
    }
    const auto less = [&](const Entry& a, const Entry& b) {
      if (a.next != b.next) return a.next < b.next;
      const auto by_text = texts[a.index] <=> texts[b.index];
      return by_text != 0 ? by_text < 0 : a.index < b.index;
    };
    if (!std::is_sorted(entries_.begin(), entries_.end(), less)) std::sort(entries_.begin(), entries_.end(), less);
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] std::uint32_t operator[](std::size_t i) const noexcept { return entries_[i].index; }

 private:
  struct Entry {
    std::uint64_t next;
    std::uint32_t index;
  };
  std::vector<Entry> entries_;
};

template <class List>
void sort_unique(List& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Lists that are sets, in one order.
Settings in_order(Settings settings) {
  const auto by_name = [](const NamedList& a, const NamedList& b) { return a.name < b.name; };
  for (Taxonomy& taxonomy : settings.taxonomies) {
    std::sort(taxonomy.nodes.begin(), taxonomy.nodes.end(), by_name);
    for (NamedList& node : taxonomy.nodes) sort_unique(node.values);
    sort_unique(taxonomy.exhaustive);
    for (auto& group : taxonomy.disjoint) sort_unique(group);
    sort_unique(taxonomy.disjoint);
  }
  std::sort(settings.taxonomies.begin(), settings.taxonomies.end(),
            [](const Taxonomy& a, const Taxonomy& b) { return a.id < b.id; });
  for (SameAs& group : settings.same_as) sort_unique(group.ids);
  std::sort(settings.same_as.begin(), settings.same_as.end(), [](const SameAs& a, const SameAs& b) {
    return std::tie(a.ids, a.sources, a.note, a.id) < std::tie(b.ids, b.sources, b.note, b.id);
  });
  settings.same_as.erase(std::unique(settings.same_as.begin(), settings.same_as.end()), settings.same_as.end());
  sort_unique(settings.order_edges);
  for (auto* lists : {&settings.exclusive_flags, &settings.incompatible_conducts, &settings.incompatible_gates}) {
    for (auto& list : *lists) std::sort(list.begin(), list.end());
    sort_unique(*lists);
  }
  for (NamedList& list : settings.codelists) sort_unique(list.values);
  std::sort(settings.codelists.begin(), settings.codelists.end(), by_name);
  sort_unique(settings.profiles);
  return settings;
}

constexpr std::int32_t no_bound = INT32_MIN;
std::int32_t raw(const std::optional<Date>& date) { return date ? date->raw() : no_bound; }

class ColumnWriter {
 public:
  explicit ColumnWriter(const Tables& t)
      : t_{t},
        vertices_{t.kind.size(),
                  [&](std::uint32_t a, std::uint32_t b) {
                    return std::pair{t.kind[a], t.text[t.key[a]]} < std::pair{t.kind[b], t.text[t.key[b]]};
                  }},
        sources_{t.sources.size(),
                 [&](std::uint32_t a, std::uint32_t b) {
                   return std::pair{a != 0, std::string_view{t.sources[a].id}} <
                          std::pair{b != 0, std::string_view{t.sources[b].id}};
                 }},
        symbols_{t.symbols.size(),
                 [&](std::uint32_t a, std::uint32_t b) {
                   return t.symbols[static_cast<std::uint16_t>(a)] < t.symbols[static_cast<std::uint16_t>(b)];
                 }},
        shares_{t.shares.size(), [&](std::uint32_t a, std::uint32_t b) { return t.shares[a] < t.shares[b]; }},
        evidence_{t.evidence.size(), [&](std::uint32_t a, std::uint32_t b) {
                    const auto x = t.evidence[a];
                    const auto y = t.evidence[b];
                    return std::lexicographical_compare(
                        x.begin(), x.end(), y.begin(), y.end(),
                        [&](std::uint32_t p, std::uint32_t q) { return sources_.place[p] < sources_.place[q]; });
                  }} {}

  Columns write() {
    out_.settings = in_order(t_.settings);
    for (const InputFile& input : t_.inputs) out_.inputs.emplace_back(input.name, input.digest);
    std::sort(out_.inputs.begin(), out_.inputs.end());
    for (const std::uint32_t i : sources_.order) out_.sources.push_back(t_.sources[i]);
    if (out_.sources.empty()) out_.sources.push_back({.id = "unsourced", .title = "No source was given"});
    write_used();
    write_vertices();
    write_identifiers();
    write_holdings();
    write_memberships();
    for (const auto& [name, vertex] : t_.aliases) out_.aliases.emplace_back(name, vertices_.place[vertex.value()]);
    sort_unique(out_.aliases);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint16_t symbol(std::uint16_t id) const { return static_cast<std::uint16_t>(symbols_.place[id]); }
  [[nodiscard]] std::uint32_t evidence(EvidenceId id) const { return evidence_.place[id.value()]; }

  /// Words, shares and lists of sources that something uses; what is not in use would tell how the graph was made.
  void write_used() {
    std::vector<std::uint8_t> symbols(symbols_.order.size()), shares(shares_.order.size()),
        lists(evidence_.order.size());
    symbols[0] = 1;
    for (const auto& [scheme, number] : t_.identifiers) symbols[scheme] = 1;
    for (const HoldingRow& row : t_.holdings) {
      symbols[row.code] = symbols[row.share_class] = 1;
      lists[row.evidence.value()] = 1;
      if ((row.flags & HoldingRow::has_share) != 0) shares[row.share] = 1;
    }
    for (const ReferenceRow& row : t_.references)
      if (row.given) lists[row.evidence.value()] = 1;
    for (const EvidenceId id : t_.vertex_evidence) lists[id.value()] = 1;
    const auto keep = [](Ranking& ranking, const std::vector<std::uint8_t>& used) {
      std::erase_if(ranking.order, [&](std::uint32_t i) { return used[i] == 0; });
      for (std::uint32_t i = 0; i < ranking.order.size(); ++i) ranking.place[ranking.order[i]] = i;
    };
    keep(symbols_, symbols);
    keep(shares_, shares);
    keep(evidence_, lists);
    for (const std::uint32_t i : symbols_.order) out_.symbols.emplace_back(t_.symbols[static_cast<std::uint16_t>(i)]);
    for (const std::uint32_t i : shares_.order) {
      const Share& share = t_.shares[i];
      out_.shares.low.push_back(share.low().units());
      out_.shares.high.push_back(share.high().units());
      out_.shares.flags.push_back(static_cast<std::uint8_t>(
          (share.low_open() ? 1U : 0U) | (share.high_open() ? 2U : 0U) | (share.is_unknown() ? 4U : 0U)));
    }
    for (const std::uint32_t i : evidence_.order) {
      out_.evidence.size.push_back(static_cast<std::uint32_t>(t_.evidence[i].size()));
      for (const std::uint32_t source : t_.evidence[i]) out_.evidence.source.push_back(sources_.place[source]);
    }
  }

  void write_vertices() {
    TextWriter text{out_.text};
    Columns::VertexColumns& c = out_.vertices;
    for (const std::uint32_t v : vertices_.order) {
      c.kind.push_back(static_cast<std::uint8_t>(t_.kind[v]));
      c.implicit.push_back(t_.implicit[v]);
      c.has_row.push_back(t_.row[v] == no_row ? 0 : 1);
      c.key_size.push_back(text.add(t_.text[t_.key[v]]));
      c.name_size.push_back(text.add(t_.text[t_.name[v]]));
      c.home.push_back(t_.home[v] ? vertices_.place[t_.home[v].value()] + 1 : 0);
      c.from.push_back(raw(t_.lifetime[v].from()));
      c.to.push_back(raw(t_.lifetime[v].to()));
      c.evidence.push_back(evidence(t_.vertex_evidence[v]));
      if (t_.row[v] == no_row) continue;
      with_record(t_.kind[v], [&]<class Record>() {
        std::get<std::vector<Record>>(out_.rows).push_back(std::get<std::vector<Record>>(t_.rows)[t_.row[v]]);
      });
    }
  }

  void write_identifiers() {
    TextWriter text{out_.text};
    Columns::IdentifierColumns& c = out_.identifiers;
    for (std::uint32_t i = 0; i < vertices_.order.size(); ++i) {
      const std::uint32_t v = vertices_.order[i];
      for (std::uint32_t k = t_.identifier_offset[v]; k < t_.identifier_offset[v + 1]; ++k) {
        c.vertex.push_back(i);
        c.scheme.push_back(symbol(t_.identifiers[k].first));
        c.number_size.push_back(text.add(t_.text[t_.identifiers[k].second]));
      }
    }
  }

  void write_holdings() {
    TextWriter text{out_.text};
    Columns::HoldingColumns& c = out_.holdings;
    std::vector<std::uint32_t> edges;
    edges.reserve(t_.holdings.size());
    for (std::uint32_t e = 0; e < t_.in_link.size(); ++e)
      if (t_.in_link[e].is_holding()) edges.push_back(e);
    std::vector<std::string_view> keys;
    keys.reserve(edges.size());
    for (const std::uint32_t e : edges) keys.push_back(t_.text[t_.holding(e).key]);
    const TextRanking rows{keys};
    std::string_view last;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      const std::uint32_t e = edges[rows[i]];
      const std::uint32_t index = t_.holding_row(e);
      const HoldingRow& row = t_.holdings[index];
      const std::string_view key = t_.text[row.key];
      const bool begins = i == 0 || key != last;
      last = key;
      c.begins.push_back(begins ? 1 : 0);
      c.key_size.push_back(begins ? text.add(key) : 0);
      const auto* ends = t_.merged_ends.find(e);
      c.holder.push_back(vertices_.place[(ends != nullptr ? ends->first : t_.source(e)).value()]);
      c.company.push_back(vertices_.place[(ends != nullptr ? ends->second : t_.target[e]).value()]);
      c.share.push_back((row.flags & HoldingRow::has_share) != 0 ? shares_.place[row.share] + 1 : 0);
      c.evidence.push_back(evidence(row.evidence));
      c.from.push_back(raw(row.valid.from()));
      c.to.push_back(raw(row.valid.to()));
      c.recorded.push_back(row.recorded);
      c.basis.push_back(static_cast<std::uint8_t>(row.basis));
      c.standing.push_back(row.standing);
      c.code.push_back(symbol(row.code));
      c.share_class.push_back(symbol(row.share_class));
      if ((row.flags & HoldingRow::versioned) != 0) out_.versions.emplace_back(i, *t_.versions.find(index));
      if ((row.flags & HoldingRow::remarked) != 0) out_.remarks.emplace_back(i, *t_.remarks.find(index));
    }
  }

  void write_memberships() {
    struct Membership {
      std::uint32_t member, group, evidence;
      std::int32_t from, to;
      auto operator<=>(const Membership&) const = default;
    };
    std::vector<Membership> list;
    for (std::uint32_t e = 0; e < t_.in_link.size(); ++e) {
      if (t_.in_link[e].is_holding()) continue;
      const ReferenceRow& row = t_.reference(e);
      if (!row.given) continue;
      const auto* ends = t_.merged_ends.find(e);
      list.push_back({vertices_.place[(ends != nullptr ? ends->first : t_.source(e)).value()],
                      vertices_.place[(ends != nullptr ? ends->second : t_.target[e]).value()], evidence(row.evidence),
                      raw(row.valid.from()), raw(row.valid.to())});
    }
    std::sort(list.begin(), list.end());
    Columns::MembershipColumns& c = out_.memberships;
    for (const Membership& m : list) {
      c.member.push_back(m.member);
      c.group.push_back(m.group);
      c.evidence.push_back(m.evidence);
      c.from.push_back(m.from);
      c.to.push_back(m.to);
    }
  }

  const Tables& t_;
  Ranking vertices_, sources_, symbols_, shares_, evidence_;
  Columns out_;
};

}  // namespace

Columns columns_of(const Graph& graph) { return ColumnWriter{graph.tables()}.write(); }

}  // namespace dutygraph::detail
