// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace dutygraph::io::detail {

/// The keys of BODS 0.1 to 0.4. Those in the second part are only skipped; knowing them makes it cheaper.
enum class Field : std::uint8_t {
  statement_id,
  statement_id_old,
  statement_type,
  statement_date,
  record_id,
  record_type,
  record_status,
  record_details,
  replaces_statements,
  replace_statements,
  publication_details,
  source,
  is_component,
  component_records,
  component_statements,
  entity_type,
  name,
  names,
  full_name,
  given_name,
  family_name,
  jurisdiction,
  incorporated_in,
  identifiers,
  founding_date,
  dissolution_date,
  person_type,
  subject,
  interested_party,
  interests,
  described_by_entity,
  described_by_person,
  unspecified,
  unspecified_reason,
  reason,
  type,
  id,
  scheme,
  scheme_name,
  code,
  direct_or_indirect,
  interest_level,
  share,
  exact,
  minimum,
  maximum,
  exclusive_minimum,
  exclusive_maximum,
  start_date,
  end_date,
  details,
  publisher,
  url,
  license,
  bods_version,
  // only skipped
  declaration_subject,
  declaration,
  publication_date,
  beneficial,
  uri,
  addresses,
  unknown,
};
static_assert(static_cast<unsigned>(Field::unknown) < 64, "a set of known fields is a 64-bit mask");

namespace fields {

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Field::unknown)> names{
    "statementId",
    "statementID",
    "statementType",
    "statementDate",
    "recordId",
    "recordType",
    "recordStatus",
    "recordDetails",
    "replacesStatements",
    "replaceStatements",
    "publicationDetails",
    "source",
    "isComponent",
    "componentRecords",
    "componentStatementIDs",
    "entityType",
    "name",
    "names",
    "fullName",
    "givenName",
    "familyName",
    "jurisdiction",
    "incorporatedInJurisdiction",
    "identifiers",
    "foundingDate",
    "dissolutionDate",
    "personType",
    "subject",
    "interestedParty",
    "interests",
    "describedByEntityStatement",
    "describedByPersonStatement",
    "unspecified",
    "unspecifiedReason",
    "reason",
    "type",
    "id",
    "scheme",
    "schemeName",
    "code",
    "directOrIndirect",
    "interestLevel",
    "share",
    "exact",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "startDate",
    "endDate",
    "details",
    "publisher",
    "url",
    "license",
    "bodsVersion",
    "declarationSubject",
    "declaration",
    "publicationDate",
    "beneficialOwnershipOrControl",
    "uri",
    "addresses"};

inline constexpr std::size_t slots = 512;

/// Cheap, and good enough for a table that is known beforehand. \pre not empty
[[nodiscard]] constexpr std::size_t slot_of(std::string_view key, std::uint64_t seed) noexcept {
  const std::size_t size = key.size();
  const auto byte = [&](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(key[at])}; };
  // Bytes that tell all keys apart: minimum and maximum, statementType and statementDate, ByEntity and ByPerson.
  const std::uint64_t mixed = byte(0) | byte(size < 3 ? 0 : size - 3) << 8 | byte(size < 6 ? 0 : size - 6) << 16 |
                              byte(size - 1) << 24 | std::uint64_t{size & 255} << 32 | byte(size / 2) << 40;
  return static_cast<std::size_t>((mixed * seed) >> 55);
}

/// A field and its key, in words that can be compared without a call.
struct Entry {
  static constexpr std::size_t max_size = 32;
  std::array<std::uint64_t, max_size / 8> words{};
  std::uint8_t size = 0;
  Field field = Field::unknown;
};

/// The first \p size bytes of \p bytes as a word; more may be read and is left out. \pre size is 1 to 8
[[nodiscard]] constexpr std::uint64_t word_of(const char* bytes, std::size_t size) noexcept {
  if (std::is_constant_evaluated()) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i) word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
    return word;
  }
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, 8);
  if constexpr (std::endian::native == std::endian::big) {
    std::uint64_t swapped = 0;
    for (std::size_t i = 0; i < 8; ++i) swapped |= (word >> 8 * i & 0xFF) << (56 - 8 * i);
    word = swapped;
  }
  return word & ~std::uint64_t{0} >> (64 - 8 * size);
}

struct Table {
  std::uint64_t seed = 0;
  std::array<Entry, slots> entries{};
};

/// A table without collisions, found by trying seeds.
inline constexpr Table table = [] {
  Table found;
  for (std::uint64_t seed = 0x9E3779B97F4A7C15U;; seed += 0x1F83D9ABFB41BD6AU) {
    found.seed = seed;
    for (Entry& entry : found.entries) entry = {};
    bool collides = false;
    for (std::size_t i = 0; i < names.size() && !collides; ++i) {
      Entry& entry = found.entries[slot_of(names[i], seed)];
      collides = entry.field != Field::unknown;
      entry.field = static_cast<Field>(i);
      entry.size = static_cast<std::uint8_t>(names[i].size());
      for (std::size_t at = 0; at < names[i].size(); at += 8)
        entry.words[at / 8] = word_of(names[i].data() + at, names[i].size() - at < 8 ? names[i].size() - at : 8);
    }
    if (!collides) return found;
  }
}();

}  // namespace fields

/// Which field \p key is. \pre 8 bytes may be read behind the key
[[nodiscard]] inline Field field_of(std::string_view key) noexcept {
  if (key.empty()) return Field::unknown;
  const fields::Entry& entry = fields::table.entries[fields::slot_of(key, fields::table.seed)];
  if (entry.size != key.size()) return Field::unknown;
  std::uint64_t difference = 0;
  std::size_t at = 0;
  for (; at + 8 < key.size(); at += 8) difference |= fields::word_of(key.data() + at, 8) ^ entry.words[at / 8];
  difference |= fields::word_of(key.data() + at, key.size() - at) ^ entry.words[at / 8];
  return difference == 0 ? entry.field : Field::unknown;
}

/// The key of a known field.
[[nodiscard]] constexpr std::string_view key_of(Field field) noexcept {
  return field == Field::unknown ? std::string_view{} : fields::names[static_cast<std::size_t>(field)];
}

}  // namespace dutygraph::io::detail
