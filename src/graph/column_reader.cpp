// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cstring>

#include <dutygraph/graph/detail/columns.hpp>

#include "base/utf8.hpp"
#include "graph/staging.hpp"

namespace dutygraph::detail {
namespace {

[[noreturn]] void refuse(std::string path, std::string value, std::string hint) {
  Diagnostics list;
  list.add({"damaged-snapshot", Severity::error, {}, 0, std::move(path), std::move(value), std::move(hint)});
  throw InvalidData{std::move(list)};
}

void expect(bool good, const char* path, std::size_t row, const char* hint) {
  if (!good) refuse(std::string{path} + "/" + std::to_string(row), {}, hint);
}

template <class... Lists>
void expect_length(const char* path, std::size_t length, const Lists&... lists) {
  if (((lists.size() != length) || ...)) refuse(path, {}, "columns of equal length");
}

constexpr std::int32_t no_bound = INT32_MIN;
Interval interval(std::int32_t from, std::int32_t to, const char* path, std::size_t row) {
  expect(from == no_bound || Date::is_raw(from), path, row, "a date of the calendar");
  expect(to == no_bound || Date::is_raw(to), path, row, "a date of the calendar");
  return {from == no_bound ? std::nullopt : std::optional{Date::from_raw(from)},
          to == no_bound ? std::nullopt : std::optional{Date::from_raw(to)}};
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof word) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & 0x8080808080808080U) == 0) {
        i += sizeof word;
        continue;
      }
    }
    const CodePoint c = decode_utf8(text.substr(i));
    if (c.length == 0) return false;
    i += c.length;
  }
  return true;
}

/// Walks the texts of a pool that TextWriter wrote.
class TextReader {
 public:
  explicit TextReader(std::string_view text) : text_{text} {
    for (std::size_t at = 0; at < text.size(); at += TextPool::block_size)
      if (!is_utf8(text.substr(at, TextPool::block_size))) refuse("/text", {}, "UTF-8");
  }
  Text next(std::uint32_t size) {
    if (size == 0) return {};
    const std::size_t used = at_ % TextPool::block_size;
    if (size > TextPool::block_size) refuse("/text", std::to_string(size), "a text of at most 1 MiB");
    if (used + size > TextPool::block_size)
      for (std::size_t left = TextPool::block_size - used; left != 0; --left)
        if (at_ >= text_.size() || text_[at_++] != '\0') refuse("/text", {}, "the rest of a block is 0");
    if (text_.size() - at_ < size) refuse("/text", std::to_string(size), "as many bytes as the columns say");
    const std::string_view text = text_.substr(at_, size);
    if ((static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80U) refuse("/text", {}, "texts that are whole");
    const Text place = Text::at(at_, size);
    at_ += size;
    return place;
  }
  void expect_end() const {
    if (at_ != text_.size()) refuse("/text", {}, "no bytes that no column says");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

/// Turns columns into what GraphBuilder holds until freeze().
struct ColumnReader {
  using Staging = GraphBuilder::Staging;
  Columns& c;
  GraphBuilder builder{};
  Staging& s{*builder.staging_};
  Tables& t{*s.tables};
  TextReader text{c.text};
  std::size_t vertices = c.vertices.kind.size();
  std::size_t lists = c.evidence.size.size();

  GraphBuilder read() {
    t.text.assign(c.text);
    read_settings();
    for (auto& [name, digest] : c.inputs) t.inputs.push_back({std::move(name), std::move(digest)});
    read_words();
    read_evidence();
    read_shares();
    // Each table goes when it has been read.
    read_vertices();
    c.vertices = {};
    read_identifiers();
    c.identifiers = {};
    read_holdings();
    c.holdings = {};
    text.expect_end();
    read_memberships();
    for (auto& [name, vertex] : c.aliases) {
      if (vertex >= vertices) refuse("/aliases", name, "a vertex");
      t.aliases.emplace_back(std::move(name), VertexId{vertex});
    }
    return std::move(builder);
  }

  void read_settings() {
    builder.add(Settings{.taxonomies = std::move(c.settings.taxonomies)});  // refuses cycles
    c.settings.taxonomies = std::move(t.settings.taxonomies);
    t.settings = std::move(c.settings);
  }

  void read_words() {
    t.symbols = Symbols{};
    for (std::size_t i = 0; i < c.symbols.size(); ++i) {
      expect(i == 0 ? c.symbols[i].empty() : c.symbols[i - 1] < c.symbols[i], "/symbols", i, "words in their order");
      static_cast<void>(t.symbols.add(c.symbols[i]));
    }
    if (c.symbols.empty()) refuse("/symbols", {}, "at least the empty word");
  }

  void read_evidence() {
    t.sources.clear();
    s.source_index.clear();
    for (std::size_t i = 0; i < c.sources.size(); ++i) {
      expect(i == 0 ? c.sources[i].id == "unsourced" : i == 1 || c.sources[i - 1].id < c.sources[i].id, "/sources", i,
             "\"unsourced\", then sources in the order of their ids");
      expect(s.source_index.emplace(c.sources[i].id, static_cast<std::uint32_t>(i)).second, "/sources", i,
             "each source once");
    }
    if (c.sources.empty()) refuse("/sources", {}, "a source for what has none: \"unsourced\"");
    t.sources = std::move(c.sources);

    t.evidence = ListLexicon{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < lists; ++i) {
      const std::uint32_t size = c.evidence.size[i];
      expect(size != 0 && size <= c.evidence.source.size() - at, "/evidence", i, "at least one source");
      const auto list = std::span{c.evidence.source}.subspan(at, size);
      at += size;
      for (const std::uint32_t source : list) expect(source < t.sources.size(), "/evidence", i, "a source");
      expect(t.evidence.add(list) == i, "/evidence", i, "each list once");
    }
    if (at != c.evidence.source.size()) refuse("/evidence", {}, "no sources beside the lists");
    const std::uint32_t none[] = {0};
    s.default_evidence = EvidenceId{t.evidence.add(none)};
  }

  void read_shares() {
    const std::size_t n = c.shares.low.size();
    expect_length("/shares", n, c.shares.high, c.shares.flags);
    t.shares = Shares{};
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint8_t flags = c.shares.flags[i];
      const std::int64_t low = c.shares.low[i];
      const std::int64_t high = c.shares.high[i];
      constexpr std::int64_t full = 100 * Percent::units_per_percent;
      expect(flags <= 4 && low >= 0 && low <= high && high <= full, "/shares", i, "a share of 0 to 100 percent");
      Share share = Share::unknown();
      if ((flags & 4U) != 0) {
        expect(low == 0 && high == full, "/shares", i, "0 to 100 percent where a share is unknown");
      } else {
        expect(low != high || flags == 0, "/shares", i, "a range that is not empty");
        share = Share::between(Percent::of_units(low), Percent::of_units(high), (flags & 1U) != 0, (flags & 2U) != 0);
      }
      expect(t.shares.add(share) == i, "/shares", i, "each share once");
    }
  }

  EvidenceId evidence(std::uint32_t list, const char* path, std::size_t row) const {
    expect(list < lists, path, row, "a list of sources");
    return EvidenceId{list};
  }
  VertexId vertex(std::uint32_t v, const char* path, std::size_t row) const {
    expect(v < vertices, path, row, "a vertex");
    return VertexId{v};
  }

  void read_vertices() {
    const Columns::VertexColumns& v = c.vertices;
    constexpr const char* path = "/vertices";
    expect_length(path, vertices, v.implicit, v.has_row, v.key_size, v.name_size, v.home, v.from, v.to, v.evidence);
    if (vertices >= 0xFFFFFFFFU) refuse(path, {}, "fewer than 2^32 - 1 vertices");
    t.rows = std::move(c.rows);
    t.kind.reserve(vertices);
    t.key.reserve(vertices);
    t.name.reserve(vertices);
    t.home.reserve(vertices);
    t.lifetime.reserve(vertices);
    t.vertex_evidence.reserve(vertices);
    t.row.reserve(vertices);
    std::array<std::uint32_t, vertex_kinds> rows{};
    for (std::size_t i = 0; i < vertices; ++i) {
      expect(v.kind[i] < vertex_kinds && v.implicit[i] <= 1 && v.has_row[i] <= 1, path, i, "a kind of record");
      const auto kind = static_cast<VertexKind>(v.kind[i]);
      const Text key = text.next(v.key_size[i]);
      const std::string_view id = t.text[key];
      expect(!id.empty(), path, i, "an id");
      if (i != 0)
        expect(std::pair{t.kind.back(), t.text[t.key.back()]} < std::pair{kind, id}, path, i,
               "records in the order of their kinds and ids");
      expect(!is_actor(kind) || s.lookup(key_space(kind), id) == KeyIndex::none, path, i,
             "an id that no other actor has");
      t.keys.insert(KeyIndex::hash(id, key_space(kind)), static_cast<std::uint32_t>(i));
      t.kind.push_back(kind);
      t.key.push_back(key);
      t.name.push_back(text.next(v.name_size[i]));
      expect(v.home[i] <= vertices, path, i, "a vertex");
      t.home.push_back(v.home[i] == 0 ? VertexId{} : VertexId{v.home[i] - 1});
      t.lifetime.push_back(interval(v.from[i], v.to[i], path, i));
      expect(!t.lifetime.back().is_empty(), path, i, "`from` before `to`");
      t.vertex_evidence.push_back(evidence(v.evidence[i], path, i));
      t.row.push_back(v.has_row[i] != 0 ? rows[v.kind[i]]++ : no_row);
    }
    t.implicit = std::move(c.vertices.implicit);
    s.defined.assign(vertices, 1);
    s.origins.assign(vertices, {});
    for (std::size_t i = 0; i < vertices; ++i)
      expect(!t.home[i] || t.kind[t.home[i].value()] == VertexKind::state, path, i, "the State of a record");
    std::size_t kind = 0;
    VertexRecords::for_each([&]<class Record>() {
      const auto& list = std::get<std::vector<Record>>(t.rows);
      if (list.size() != rows[kind++])
        refuse("/" + std::string{section_of(Record::kind)}, std::to_string(list.size()), "one record a vertex");
      if constexpr (!is_actor(Record::kind)) {
        for (std::uint32_t i = 0; i < vertices; ++i) {
          if (t.kind[i] != Record::kind || t.row[i] == no_row) continue;
          expect(list[t.row[i]].id == t.text[t.key[i]], path, i, "the record with the id of the vertex");
          expect(list[t.row[i]].name == t.text[t.name[i]], path, i, "the record with the name of the vertex");
        }
      }
    });
  }

  void read_identifiers() {
    const Columns::IdentifierColumns& d = c.identifiers;
    const std::size_t n = d.vertex.size();
    expect_length("/identifiers", n, d.scheme, d.number_size);
    s.identifiers.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      expect(d.scheme[i] < c.symbols.size() && (i == 0 || d.vertex[i - 1] <= d.vertex[i]), "/identifiers", i,
             "schemes and vertices in their order");
      s.identifiers.emplace_back(vertex(d.vertex[i], "/identifiers", i).value(),
                                 std::pair{d.scheme[i], text.next(d.number_size[i])});
    }
  }

  void read_holdings() {
    const Columns::HoldingColumns& h = c.holdings;
    const std::size_t n = h.begins.size();
    constexpr const char* path = "/holdings";
    expect_length(path, n, h.key_size, h.holder, h.company, h.share, h.evidence, h.from, h.to, h.recorded, h.basis,
                  h.standing, h.code, h.share_class);
    s.interests.reserve(n);
    Text key{};
    for (std::size_t i = 0; i < n; ++i) {
      HoldingRow row;
      expect(h.begins[i] <= 1 && (h.begins[i] != 0 || (i != 0 && h.key_size[i] == 0)), path, i,
             "the first interest of a holding or a further one");
      if (h.begins[i] != 0) {
        const Text next = text.next(h.key_size[i]);
        expect(i == 0 || t.text[key] < t.text[next], path, i, "holdings in the order of their ids");
        key = next;
      }
      row.key = key;
      row.valid = interval(h.from[i], h.to[i], path, i);
      expect(!row.valid.is_empty(), path, i, "`from` before `to`");
      row.evidence = evidence(h.evidence[i], path, i);
      expect(Date::is_raw(h.recorded[i]), path, i, "a date of the calendar");
      row.recorded = h.recorded[i];
      expect(
          h.basis[i] <= static_cast<unsigned>(vocab::Basis::unknown) && h.standing[i] < 12 && (h.standing[i] & 3U) < 3,
          path, i, "a known basis");
      row.basis = static_cast<vocab::Basis>(h.basis[i]);
      row.standing = h.standing[i];
      expect(h.share[i] <= c.shares.low.size(), path, i, "a share");
      if (h.share[i] != 0) {
        row.flags = HoldingRow::has_share;
        row.share = h.share[i] - 1;
      }
      expect(h.code[i] < c.symbols.size() && h.share_class[i] < c.symbols.size(), path, i, "a word");
      row.code = h.code[i];
      row.share_class = h.share_class[i];
      const VertexId holder = vertex(h.holder[i], path, i);
      const VertexId company = vertex(h.company[i], path, i);
      expect(is_actor(t.kind[holder.value()]) && is_actor(t.kind[company.value()]), path, i, "a holding of actors");
      s.interests.push_back({holder, company, row});
    }
    attach(c.versions, t.versions, HoldingRow::versioned, "/versions");
    attach(c.remarks, t.remarks, HoldingRow::remarked, "/remarks");
  }

  template <class Item>
  void attach(std::vector<std::pair<std::uint32_t, Item>>& from, Sparse<Item>& to, HoldingRow::Flag flag,
              const char* path) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::uint32_t row = from[i].first;
      expect(row < s.interests.size() && (i == 0 || from[i - 1].first < row), path, i, "holdings in their order");
      std::uint8_t& flags = s.interests[row].row.flags;
      flags = static_cast<std::uint8_t>(flags | flag);
      to.add(row, std::move(from[i].second));
    }
  }

  void read_memberships() {
    const Columns::MembershipColumns& m = c.memberships;
    const std::size_t n = m.member.size();
    expect_length("/memberships", n, m.group, m.evidence, m.from, m.to);
    for (std::size_t i = 0; i < n; ++i) {
      const VertexId member = vertex(m.member[i], "/memberships", i);
      const VertexId group = vertex(m.group[i], "/memberships", i);
      expect(is_actor(t.kind[member.value()]) && is_actor(t.kind[group.value()]), "/memberships", i, "actors");
      builder.add_membership(member, group, interval(m.from[i], m.to[i], "/memberships", i),
                             evidence(m.evidence[i], "/memberships", i));
    }
  }
};

GraphBuilder builder_of(Columns columns) {
  ColumnReader reader{columns};
  return reader.read();
}

}  // namespace dutygraph::detail
