// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// One `serialize` for each table of a graph's columns: the same for the snapshot and for archives of
/// Boost.Serialization. Arrays of numbers go whole; records go field by field, as they describe themselves.

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/serialization/array_wrapper.hpp>
#include <boost/serialization/nvp.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/detail/columns.hpp>
#include <dutygraph/model/visit.hpp>

namespace dutygraph::detail {

template <class Archive, class T>
void field(Archive& ar, const char* name, T& value);
template <class Archive>
void serialize(Archive& ar, NamedList&, unsigned);
template <class Archive>
void serialize(Archive& ar, Facts&, unsigned);
template <class Archive>
void serialize(Archive& ar, Taxonomy&, unsigned);
template <class Archive>
void serialize(Archive& ar, Settings&, unsigned);

/// The archives of snapshots: they take any text and check every number themselves.
template <class Archive>
concept SnapshotArchive = requires {
  typename Archive::is_of_snapshots;
};

/// Texts in archives of Boost.Serialization: what XML cannot hold goes as backslash and two hexadecimal digits.
inline bool is_escaped(char c) noexcept { return static_cast<unsigned char>(c) < ' ' || c == '\\'; }
inline std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    if (!is_escaped(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'\\', digits[byte / 16U], digits[byte % 16U]};
  }
  return out;
}

[[noreturn]] inline void refuse_field(const char* name, std::int64_t value, const char* expected) {
  Diagnostics list;
  list.add({"damaged-snapshot", Severity::error, {}, 0, name, std::to_string(value), expected});
  throw InvalidData{std::move(list)};
}

/// Turns escaped() back in place.
inline void unescape(std::string& text, const char* name) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : digit(text[i + 2]);
      if (low < 0) refuse_field(name, static_cast<std::int64_t>(i), "two hexadecimal digits after a backslash");
      text[end++] = static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      text[end++] = text[i];
    }
  }
  text.resize(end);
}

/// How many items follow, told or read. An archive that does not trust its bytes checks the number against what is
/// left of them before anything is allocated.
template <class T, class Archive>
std::size_t archive_count(Archive& ar, std::size_t size) {
  auto count = static_cast<std::uint64_t>(size);
  ar& boost::serialization::make_nvp("count", count);
  if constexpr (requires { ar.template expect_items<T>(count); }) ar.template expect_items<T>(count);
  return static_cast<std::size_t>(count);
}

/// Puts every field that a record describes into an archive, or takes it out.
template <class Archive, class Record>
struct FieldArchiver : RecordVisitor<Record> {
  Archive& archive;
  Record& record;
  FieldArchiver(Archive& a, Record& r) : archive{a}, record{r} {}

  template <class Member>
  void put(std::string_view name, Member Record::*member) {
    field(archive, name.data(), record.*member);  // names are literals
  }
  void text(std::string_view n, std::string Record::*m) { put(n, m); }
  void texts(std::string_view n, std::vector<std::string> Record::*m) { put(n, m); }
  void optional_texts(std::string_view n, std::optional<std::vector<std::string>> Record::*m) { put(n, m); }
  void optional_codes(std::string_view n, std::optional<std::vector<std::string>> Record::*m, std::string_view) {
    put(n, m);
  }
  void code(std::string_view n, std::string Record::*m, std::string_view) { put(n, m); }
  void codes(std::string_view n, std::vector<std::string> Record::*m, std::string_view) { put(n, m); }
  void ref(std::string_view n, std::string Record::*m, VertexKinds) { put(n, m); }
  void ref(std::string_view n, std::string Record::*m, VertexKinds, EdgeKind, Direction, std::string_view = {}) {
    put(n, m);
  }
  void refs(std::string_view n, std::vector<std::string> Record::*m, VertexKinds) { put(n, m); }
  void refs(std::string_view n, std::vector<std::string> Record::*m, VertexKinds, EdgeKind, Direction,
            std::string_view = {}) {
    put(n, m);
  }
  void refs_or_codes(std::string_view n, std::vector<std::string> Record::*m, VertexKinds, EdgeKind, Direction) {
    put(n, m);
  }
  void date(std::string_view n, std::optional<Date> Record::*m) { put(n, m); }
  void number(std::string_view n, std::optional<Decimal> Record::*m) { put(n, m); }
  void integer(std::string_view n, std::optional<std::int64_t> Record::*m) { put(n, m); }
  void boolean(std::string_view n, std::optional<bool> Record::*m) { put(n, m); }
  template <class Choice>
  void choice(std::string_view n, Choice Record::*m) {
    put(n, m);
  }
  void number_or_text(std::string_view n, std::string Record::*m) { put(n, m); }
  void raw(std::string_view n, std::string Record::*m) { put(n, m); }
  void any(std::string_view n, std::string Record::*m) { put(n, m); }
  template <class Item>
  void list(std::string_view n, std::vector<Item> Record::*m) {
    put(n, m);
  }
  template <class Item>
  void optional_list(std::string_view n, std::optional<std::vector<Item>> Record::*m) {
    put(n, m);
  }
  template <class Item>
  void object(std::string_view n, std::optional<Item> Record::*m) {
    put(n, m);
  }
  template <class Named>
  void named_lists(std::string_view n, std::vector<Named> Record::*m) {
    put(n, m);
  }
  template <class Named>
  void named_codes(std::string_view n, std::vector<Named> Record::*m, std::string_view, std::string_view) {
    put(n, m);
  }
};

template <class>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class>
struct IsPair : std::false_type {};
template <class A, class B>
struct IsPair<std::pair<A, B>> : std::true_type {};

/// A number that is read by itself and turned into a value that has to be checked.
template <class Number, class Archive, class Value, class Make>
void field_as(Archive& ar, const char* name, Value& value, Number stored, Make&& make) {
  ar& boost::serialization::make_nvp(name, stored);
  if constexpr (Archive::is_loading::value) value = make(stored);
}

inline Date checked_date(std::int32_t raw) {
  if (!Date::is_raw(raw)) refuse_field("date", raw, "a date of the calendar");
  return Date::from_raw(raw);
}

/// The greatest value of an enumeration that fields hold.
inline std::uint8_t greatest(Assertion) { return static_cast<std::uint8_t>(Assertion::disputed); }

template <class Archive, class T>
void field(Archive& ar, const char* name, T& value) {
  constexpr bool loading = Archive::is_loading::value;
  if constexpr (std::is_same_v<T, bool> && !SnapshotArchive<Archive>) {
    // As a number: archives of Boost put whatever byte there is into a bool.
    field_as(ar, name, value, static_cast<std::uint8_t>(value ? 1 : 0), [&](std::uint8_t stored) {
      if (stored > 1) refuse_field(name, stored, "0 or 1");
      return stored == 1;
    });
  } else if constexpr (std::is_same_v<T, std::string> && !SnapshotArchive<Archive>) {
    if (!loading && std::any_of(value.begin(), value.end(), is_escaped)) {
      std::string text = escaped(value);
      ar& boost::serialization::make_nvp(name, text);
    } else {
      ar& boost::serialization::make_nvp(name, value);
      if (loading) unescape(value, name);
    }
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    ar& boost::serialization::make_nvp(name, value);
  } else if constexpr (std::is_enum_v<T>) {
    field_as(ar, name, value, static_cast<std::uint8_t>(value), [&](std::uint8_t code) {
      if (code > greatest(T{})) refuse_field(name, code, "a code of the enumeration");
      return static_cast<T>(code);
    });
  } else if constexpr (std::is_same_v<T, Date>) {
    field_as(ar, name, value, value.raw(), checked_date);
  } else if constexpr (std::is_same_v<T, Decimal>) {
    std::int64_t significand = value.significand();
    auto exponent = static_cast<std::int16_t>(value.exponent());
    ar& boost::serialization::make_nvp(name, significand);
    ar& boost::serialization::make_nvp("exponent", exponent);
    if constexpr (loading) {
      if (exponent < -40 || exponent > 40) refuse_field(name, exponent, "an exponent within -40 to 40");
      value = Decimal{significand, exponent};
      if (value.significand() != significand || value.exponent() != exponent)
        refuse_field(name, significand, "a number in lowest terms");
    }
  } else if constexpr (std::is_same_v<T, Interval>) {
    std::optional<Date> from = value.from();
    std::optional<Date> to = value.to();
    field(ar, "from", from);
    field(ar, "to", to);
    if constexpr (loading) value = Interval{from, to};
  } else if constexpr (IsOptional<T>::value) {
    bool given = value.has_value();
    field(ar, "given", given);
    if constexpr (loading) {
      if (given)
        value.emplace();
      else
        value.reset();
    }
    if (given) field(ar, name, *value);
  } else if constexpr (IsVector<T>::value) {
    using Item = typename T::value_type;
    const std::size_t count = archive_count<Item>(ar, value.size());
    if constexpr (std::is_arithmetic_v<Item>) {
      // Archives that cannot say what is left of them grow the list as they read it.
      constexpr std::size_t most = SnapshotArchive<Archive> ? SIZE_MAX : std::size_t{1} << 16;
      for (std::size_t done = 0; done != count;) {
        const std::size_t some = std::min(count - done, most);
        if constexpr (loading) value.resize(done + some);
        auto array = boost::serialization::make_array(value.data() + done, some);
        ar& boost::serialization::make_nvp(name, array);
        done += some;
      }
      if constexpr (loading) value.resize(count);
    } else {
      if constexpr (loading) {
        value.clear();
        for (std::size_t i = 0; i < count; ++i) field(ar, name, value.emplace_back());
      } else {
        for (Item& item : value) field(ar, name, item);
      }
    }
  } else if constexpr (IsPair<T>::value) {
    field(ar, "first", value.first);
    field(ar, "second", value.second);
  } else {
    if constexpr (VertexRecord<T>) {
      field(ar, "id", value.id);
      field(ar, "name", value.name);
      field(ar, "facts", value.facts);
    }
    if constexpr (requires(FieldArchiver<Archive, T> v) { T::describe(v); }) {
      FieldArchiver<Archive, T> archiver{ar, value};
      T::describe(archiver);
    } else {
      serialize(ar, value, 0U);
    }
  }
}

template <class Archive>
void serialize(Archive& ar, NamedList& list, unsigned) {
  field(ar, "name", list.name);
  field(ar, "values", list.values);
}
template <class Archive>
void serialize(Archive& ar, Facts& facts, unsigned) {
  field(ar, "valid", facts.valid);
  field(ar, "sources", facts.sources);
  field(ar, "confidence", facts.confidence);
  field(ar, "assertion", facts.assertion);
  field(ar, "recorded", facts.recorded);
  field(ar, "note", facts.note);
  field(ar, "observed", facts.observed);
  field(ar, "elements", facts.elements);
  field(ar, "extra", facts.extra);
}
template <class Archive>
void serialize(Archive& ar, Taxonomy& taxonomy, unsigned) {
  field(ar, "id", taxonomy.id);
  field(ar, "nodes", taxonomy.nodes);
  field(ar, "closed", taxonomy.closed);
  field(ar, "exhaustive", taxonomy.exhaustive);
  field(ar, "disjoint", taxonomy.disjoint);
}
template <class Archive>
void serialize(Archive& ar, Settings& settings, unsigned) {
  field(ar, "taxonomies", settings.taxonomies);
  field(ar, "same_as", settings.same_as);
  field(ar, "order_edges", settings.order_edges);
  field(ar, "exclusive_flags", settings.exclusive_flags);
  field(ar, "incompatible_conducts", settings.incompatible_conducts);
  field(ar, "incompatible_gates", settings.incompatible_gates);
  field(ar, "codelists", settings.codelists);
  field(ar, "profiles", settings.profiles);
  field(ar, "as_of", settings.as_of);
  field(ar, "max_coordination_hops", settings.max_coordination_hops);
}
template <class Archive>
void serialize(Archive& ar, Version& version, unsigned) {
  field(ar, "first", version.first);
  field(ar, "superseded", version.superseded);
  field(ar, "supersedes", version.supersedes);
}
template <class Archive>
void serialize(Archive& ar, Remarks& remarks, unsigned) {
  field(ar, "name", remarks.name);
  field(ar, "unknown_reason", remarks.unknown_reason);
  field(ar, "confidence", remarks.confidence);
  field(ar, "note", remarks.note);
  field(ar, "observed", remarks.observed);
  field(ar, "elements", remarks.elements);
  field(ar, "extra", remarks.extra);
}
template <class Archive>
void serialize(Archive& ar, Columns::ShareColumns& c, unsigned) {
  field(ar, "low", c.low);
  field(ar, "high", c.high);
  field(ar, "flags", c.flags);
}
template <class Archive>
void serialize(Archive& ar, Columns::EvidenceColumns& c, unsigned) {
  field(ar, "size", c.size);
  field(ar, "source", c.source);
}
template <class Archive>
void serialize(Archive& ar, Columns::VertexColumns& c, unsigned) {
  field(ar, "kind", c.kind);
  field(ar, "implicit", c.implicit);
  field(ar, "has_row", c.has_row);
  field(ar, "key_size", c.key_size);
  field(ar, "name_size", c.name_size);
  field(ar, "home", c.home);
  field(ar, "from", c.from);
  field(ar, "to", c.to);
  field(ar, "evidence", c.evidence);
}
template <class Archive>
void serialize(Archive& ar, Columns::IdentifierColumns& c, unsigned) {
  field(ar, "vertex", c.vertex);
  field(ar, "number_size", c.number_size);
  field(ar, "scheme", c.scheme);
}
template <class Archive>
void serialize(Archive& ar, Columns::HoldingColumns& c, unsigned) {
  field(ar, "begins", c.begins);
  field(ar, "key_size", c.key_size);
  field(ar, "holder", c.holder);
  field(ar, "company", c.company);
  field(ar, "share", c.share);
  field(ar, "evidence", c.evidence);
  field(ar, "from", c.from);
  field(ar, "to", c.to);
  field(ar, "recorded", c.recorded);
  field(ar, "basis", c.basis);
  field(ar, "standing", c.standing);
  field(ar, "code", c.code);
  field(ar, "share_class", c.share_class);
}
template <class Archive>
void serialize(Archive& ar, Columns::MembershipColumns& c, unsigned) {
  field(ar, "member", c.member);
  field(ar, "group", c.group);
  field(ar, "evidence", c.evidence);
  field(ar, "from", c.from);
  field(ar, "to", c.to);
}

/// Calls `f(name, table)` for each table of the columns, in the order in which they are stored.
template <class ColumnsOf, class F>
void for_each_table(ColumnsOf& columns, F&& f) {
  f("META", columns.settings);
  f("FILE", columns.inputs);
  f("TEXT", columns.text);
  f("WORD", columns.symbols);
  f("SRCS", columns.sources);
  f("EVID", columns.evidence);
  f("SHAR", columns.shares);
  f("VERT", columns.vertices);
  f("IDEN", columns.identifiers);
  f("HOLD", columns.holdings);
  f("MEMB", columns.memberships);
  f("VERS", columns.versions);
  f("REMK", columns.remarks);
  f("ALIA", columns.aliases);
  VertexRecords::for_each([&]<class Record>() {
    // By number: kinds are appended, never inserted.
    char name[5] = "R_00";
    const auto kind = static_cast<unsigned>(Record::kind);
    name[2] = static_cast<char>('0' + kind / 10);
    name[3] = static_cast<char>('0' + kind % 10);
    f(static_cast<const char*>(name), std::get<std::vector<Record>>(columns.rows));
  });
}

}  // namespace dutygraph::detail
