// SPDX-License-Identifier: BSL-1.0
#include "io/matching.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "io/bods_names.hpp"

namespace dutygraph::io::detail {
namespace {

bool is_ascii_alnum(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string upper(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// A number of the German register: a section and digits, which every court has of its own.
bool needs_court(std::string_view scheme, std::string_view number) noexcept {
  if (scheme != "DE-CR") return false;
  for (const std::string_view section : {"HRA", "HRB", "GNR", "PR", "VR"})
    if (number.starts_with(section)) return true;
  return !number.empty() && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether two plain names have a word in common.
bool share_a_word(std::string_view a, std::string_view b) {
  while (!a.empty()) {
    const std::string_view word = a.substr(0, a.find(' '));
    a.remove_prefix(std::min(a.size(), word.size() + 1));
    for (std::size_t at = 0; (at = b.find(word, at)) != std::string_view::npos; ++at) {
      const std::size_t end = at + word.size();
      if ((at == 0 || b[at - 1] == ' ') && (end == b.size() || b[end] == ' ')) return true;
    }
  }
  return false;
}

bool is_lei_scheme(std::string_view scheme) { return plain_identifier(scheme, "1").scheme == "XI-LEI"; }

}  // namespace

std::string plain_name(std::string_view name) {
  std::string out;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    using Form = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Form, 8> forms{Form{"limited", "ltd"},
                                               {"incorporated", "inc"},
                                               {"corporation", "corp"},
                                               {"company", "co"},
                                               {"aktiengesellschaft", "ag"},
                                               {"and", ""},
                                               {"the", ""},
                                               {"amp", ""}};
    std::string_view plain = word;
    for (const auto& [from, to] : forms)
      if (word == from) plain = to;
    if (!plain.empty()) out += (out.empty() ? "" : " ") + std::string{plain};
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (c != '.' && c != '\'') {  // "p.l.c.", "O'Neill"
      end_word();
    }
  }
  end_word();
  return out;
}

PlainIdentifier plain_identifier(std::string_view scheme, std::string_view number) {
  PlainIdentifier plain;
  const std::size_t first = number.find_first_not_of(" \t");
  if (first == std::string_view::npos || scheme.empty()) return plain;
  plain.number = number.substr(first, number.find_last_not_of(" \t") - first + 1);
  const bool tells = std::any_of(plain.number.begin(), plain.number.end(), [](char c) { return c >= '1' && c <= '9'; });
  if (!tells) return plain;
  const std::string code = upper(scheme);
  if (code == "XI-LEI" || code == "LEI" || code == "LEICODE") {
    plain.scheme = "XI-LEI";
    plain.number = upper(plain.number);
  } else if (code == "GB-COH") {
    plain.scheme = code;
    plain.number = upper(plain.number);
    constexpr std::size_t full = 8;
    const bool digits =
        std::all_of(plain.number.begin(), plain.number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits && plain.number.size() < full) plain.number.insert(0, full - plain.number.size(), '0');
  } else if (!needs_court(code, upper(plain.number))) {
    plain.scheme = scheme;
  }
  return plain;
}

Matched Matching::run(bool by_name) {
  const std::uint32_t vertices = builder_.num_vertices();
  parent_.resize(vertices);
  std::iota(parent_.begin(), parent_.end(), 0U);
  // Identifiers by actor: one counting sort.
  first_identifier_.assign(vertices + 1, 0);
  const auto count = static_cast<std::uint32_t>(builder_.num_identifiers());
  for (std::uint32_t i = 0; i < count; ++i) ++first_identifier_[builder_.identifier(i).actor.value() + 1];
  std::partial_sum(first_identifier_.begin(), first_identifier_.end(), first_identifier_.begin());
  by_actor_.resize(count);
  std::vector<std::uint32_t> next(first_identifier_.begin(), first_identifier_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) by_actor_[next[builder_.identifier(i).actor.value()]++] = i;

  join_what_is_known();
  matched_ = {};
  match_identifiers();
  match_names(by_name);
  if (!settings_.same_as.empty()) builder_.add(std::move(settings_));
  return matched_;
}

std::uint32_t Matching::root(std::uint32_t v) {
  while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
  return v;
}

std::vector<std::uint32_t> Matching::members(std::uint32_t root) const {
  const auto at = members_.find(root);
  return at == members_.end() ? std::vector<std::uint32_t>{root} : at->second;
}

bool Matching::join(VertexId a, VertexId b) {
  const std::uint32_t x = root(a.value());
  const std::uint32_t y = root(b.value());
  if (x == y) return false;
  // The smaller list of members moves: together O(n log n).
  const auto size = [this](std::uint32_t v) {
    const auto at = members_.find(v);
    return at == members_.end() ? std::size_t{1} : at->second.size();
  };
  const auto [small, large] = size(x) > size(y) ? std::pair{y, x} : std::pair{x, y};
  const std::vector<std::uint32_t> small_list = members(small);
  std::vector<std::uint32_t> large_list{large};
  if (const auto at = members_.find(large); at != members_.end()) large_list = std::move(at->second);
  large_list.insert(large_list.end(), small_list.begin(), small_list.end());
  members_.erase(small);
  members_[large] = std::move(large_list);
  parent_[small] = large;
  ++matched_.actors;
  return true;
}

void Matching::join_what_is_known() {
  for (const SameAs& group : builder_.same_as()) {
    std::optional<VertexId> first;
    for (const std::string& id : group.ids) {
      const std::optional<VertexId> v = builder_.find_actor(id);
      if (!v) continue;
      if (first)
        join(*first, *v);
      else
        first = v;
    }
  }
}

std::vector<VertexId> Matching::roots_of(const std::vector<VertexId>& actors) {
  std::vector<VertexId> roots;
  for (const VertexId v : actors) roots.emplace_back(root(v.value()));
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return roots;
}

std::string Matching::list(const std::vector<VertexId>& actors) const {
  std::vector<std::string> names;
  for (const VertexId v : actors) {
    const std::string key = printable(builder_.key(v)), name = printable(builder_.name(v));
    names.push_back(name.empty() || name == key ? key : key + " (" + name + ")");
  }
  std::sort(names.begin(), names.end());
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

void Matching::add_same_as(const Bucket& bucket, std::string note) {
  SameAs same;
  for (const VertexId v : bucket.actors) same.ids.emplace_back(builder_.key(v));
  std::sort(same.ids.begin(), same.ids.end());
  same.note = std::move(note);
  settings_.same_as.push_back(std::move(same));
}

std::string Matching::objection(const std::vector<VertexId>& roots) {
  std::optional<VertexKind> kind;
  std::string lei;
  std::size_t documents = 0;
  for (const VertexId top : roots) {
    bool documented = false;
    for (const std::uint32_t v : members(top.value())) {
      const VertexKind own =
          builder_.kind(VertexId{v}) == VertexKind::organisation ? VertexKind::company : builder_.kind(VertexId{v});
      if (kind && *kind != own) return "actors of different kinds";
      kind = own;
      documented = documented || is_from_document(VertexId{v});
      for (std::uint32_t i = first_identifier_[v]; i < first_identifier_[v + 1]; ++i) {
        const auto given = builder_.identifier(by_actor_[i]);
        if (!is_lei_scheme(given.scheme)) continue;
        const std::string number = plain_identifier(given.scheme, given.number).number;
        if (!lei.empty() && lei != number)
          return "entities with the LEIs " + printable(lei) + " and " + printable(number);
        lei = number;
      }
    }
    documents += documented ? 1 : 0;
  }
  return documents > 1 ? "two records of documents, whose `same_as` says nothing of it" : "";
}

// --- identifiers -----------------------------------------------------------------------------------------------------

std::vector<Matching::Bucket> Matching::identifier_buckets() {
  std::vector<Entry> entries;
  const auto count = static_cast<std::uint32_t>(builder_.num_identifiers());
  entries.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto given = builder_.identifier(i);
    const PlainIdentifier plain = plain_identifier(given.scheme, given.number);
    if (!plain.scheme.empty())
      entries.push_back({hash_of(plain.number) + hash_of(plain.scheme) * 0x9E3779B97F4A7C15U, i});
    else if (!given.scheme.empty())
      report_.add(Severity::note, "placeholder-identifier", {}, 0, {}, given.number,
                  "a number that tells entities of " + printable(given.scheme) +
                      " apart; not used to recognise the same entity");
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair{a.hash, a.identifier} < std::pair{b.hash, b.identifier};
  });
  std::vector<Bucket> buckets;
  for (std::size_t first = 0; first < entries.size();) {
    std::size_t last = first + 1;
    while (last < entries.size() && entries[last].hash == entries[first].hash) ++last;
    if (last - first > 1) {
      std::vector<std::pair<std::string, VertexId>> named;  // equal hashes are almost always equal identifiers
      for (std::size_t i = first; i < last; ++i) {
        const auto given = builder_.identifier(entries[i].identifier);
        const PlainIdentifier plain = plain_identifier(given.scheme, given.number);
        named.emplace_back(plain.scheme + " " + plain.number, given.actor);
      }
      std::sort(named.begin(), named.end());
      named.erase(std::unique(named.begin(), named.end()), named.end());
      for (std::size_t i = 0; i < named.size();) {
        Bucket bucket{named[i].first, {}};
        for (; i < named.size() && named[i].first == bucket.what; ++i) bucket.actors.push_back(named[i].second);
        if (bucket.actors.size() > 1) buckets.push_back(std::move(bucket));
      }
    }
    first = last;
  }
  // LEIs first: they speak against what other numbers say. Then by scheme and number, whatever the order of the files.
  std::sort(buckets.begin(), buckets.end(), [](const Bucket& a, const Bucket& b) {
    const bool x = a.what.starts_with("XI-LEI "), y = b.what.starts_with("XI-LEI ");
    return x != y ? x : a.what < b.what;
  });
  return buckets;
}

void Matching::match_identifiers() {
  for (const Bucket& bucket : identifier_buckets()) {
    const std::vector<VertexId> roots = roots_of(bucket.actors);
    if (roots.size() < 2) continue;
    if (const std::string against = objection(roots); !against.empty()) {
      ++matched_.possible;
      report_.add(Severity::warning, "identifier-conflict", {}, 0, {}, bucket.what,
                  "an identifier that only one entity has; kept apart, " + against + ": " + list(bucket.actors));
      continue;
    }
    for (std::size_t i = 1; i < roots.size(); ++i) join(roots.front(), roots[i]);
    add_same_as(bucket, "the same identifier, " + bucket.what);
    report_.add(Severity::note, "same-identifier", {}, 0, {}, bucket.what, "taken as one: " + list(bucket.actors));
    std::string name;
    for (const VertexId v : bucket.actors) {
      const std::string other = plain_name(builder_.name(v));
      if (other.empty()) continue;
      if (!name.empty() && !share_a_word(name, other)) {
        report_.add(Severity::warning, "names-differ", {}, 0, {}, bucket.what,
                    "names with a word in common, as they have one identifier; taken as one: " + list(bucket.actors));
        break;
      }
      name = other;
    }
  }
}

// --- names -----------------------------------------------------------------------------------------------------------

std::vector<Matching::Bucket> Matching::name_buckets() const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
  for (std::uint32_t v = 0; v < builder_.num_vertices(); ++v) {
    const VertexKind kind = builder_.kind(VertexId{v});
    if (!builder_.is_defined(VertexId{v}) || !is_actor(kind) || kind == VertexKind::state) continue;
    if (builder_.is_person(VertexId{v})) continue;
    const std::string name = plain_name(builder_.name(VertexId{v}));
    if (!name.empty()) entries.emplace_back(hash_of(name), v);
  }
  std::sort(entries.begin(), entries.end());
  std::vector<Bucket> buckets;
  for (std::size_t first = 0; first < entries.size();) {
    std::size_t last = first + 1;
    while (last < entries.size() && entries[last].first == entries[first].first) ++last;
    if (last - first > 1) {
      std::vector<std::pair<std::string, VertexId>> named;
      for (std::size_t i = first; i < last; ++i)
        named.emplace_back(plain_name(builder_.name(VertexId{entries[i].second})), VertexId{entries[i].second});
      std::sort(named.begin(), named.end());
      for (std::size_t i = 0; i < named.size();) {
        Bucket bucket{named[i].first, {}};
        for (; i < named.size() && named[i].first == bucket.what; ++i) bucket.actors.push_back(named[i].second);
        if (bucket.actors.size() > 1) buckets.push_back(std::move(bucket));
      }
    }
    first = last;
  }
  std::sort(buckets.begin(), buckets.end(), [](const Bucket& a, const Bucket& b) { return a.what < b.what; });
  return buckets;
}

bool Matching::registers_differ(const std::vector<VertexId>& roots) {
  std::vector<std::pair<std::string, std::pair<std::string, std::uint32_t>>> numbers;  // scheme, (number, root)
  for (const VertexId top : roots) {
    for (const std::uint32_t v : members(top.value()))
      for (std::uint32_t i = first_identifier_[v]; i < first_identifier_[v + 1]; ++i) {
        const auto given = builder_.identifier(by_actor_[i]);
        PlainIdentifier plain = plain_identifier(given.scheme, given.number);
        if (!plain.scheme.empty())
          numbers.emplace_back(std::move(plain.scheme), std::pair{std::move(plain.number), top.value()});
      }
  }
  std::sort(numbers.begin(), numbers.end());
  for (std::size_t i = 1; i < numbers.size(); ++i)
    if (numbers[i].first == numbers[i - 1].first && numbers[i].second.first != numbers[i - 1].second.first &&
        numbers[i].second.second != numbers[i - 1].second.second)
      return true;
  return false;
}

void Matching::match_names(bool join_them) {
  for (const Bucket& bucket : name_buckets()) {
    const std::vector<VertexId> roots = roots_of(bucket.actors);
    if (roots.size() < 2) continue;
    std::string_view home;
    bool homes_differ = false;
    for (const VertexId v : bucket.actors) {
      const std::string_view own = builder_.home(v);
      homes_differ = homes_differ || (!home.empty() && !own.empty() && own != home);
      if (!own.empty()) home = own;
    }
    if (homes_differ || registers_differ(roots)) {  // registers say that they are several
      ++matched_.possible;
      report_.add(Severity::note, "possible-match", {}, 0, {}, builder_.name(bucket.actors.front()),
                  std::string{"one name, but "} +
                      (homes_differ ? "different home States" : "different register numbers") +
                      ": kept apart, whether --match-names is given or not: " + list(bucket.actors));
      continue;
    }
    const std::string against = objection(roots);
    if (!join_them || !against.empty()) {
      ++matched_.possible;
      report_.add(Severity::note, "possible-match", {}, 0, {}, builder_.name(bucket.actors.front()),
                  (against.empty() ? "one name, but no identifier in common; --match-names takes them as one: "
                                   : "one name, but " + against + "; kept apart: ") +
                      list(bucket.actors));
      continue;
    }
    for (std::size_t i = 1; i < roots.size(); ++i) join(roots.front(), roots[i]);
    add_same_as(bucket, "the same name, " + bucket.what);
    report_.add(Severity::note, "same-name", {}, 0, {}, builder_.name(bucket.actors.front()),
                "taken as one, as --match-names asks: " + list(bucket.actors));
  }
}

}  // namespace dutygraph::io::detail
