// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/bods_json.hpp"
#include "io/bods_statement.hpp"
#include "io/bods_values.hpp"
#include "io/report.hpp"

namespace dutygraph::io::detail {

/// Parses statements of BODS 0.1 to 0.4, each by its own shape, and reports what is odd about them.
class BodsParser {
 public:
  BodsParser(Report& report, bool strict) : report_{report}, strict_{strict} {}

  /// Parses one row. \p row must have simdjson's padding behind it. The statement is valid until the next call.
  /// \throws BadRow if the row cannot be used.
  [[nodiscard]] const BodsStatement& parse(std::string_view row, const std::string& file, std::uint64_t line);
  /// Whether the last row said that it is a statement, good or bad.
  [[nodiscard]] bool recognised() const noexcept { return recognised_; }

  [[nodiscard]] const BodsSources& sources() const noexcept { return sources_; }
  [[nodiscard]] const BodsCodes& codes() const noexcept { return codes_; }

 private:
  using Value = JsonWalk::Value;
  /// One interest as it was written.
  struct RawInterest {
    std::uint16_t code = 0;
    bool names_parent = false, names_ultimate_parent = false;  // the details speak of accounting consolidation
    std::optional<Directness> directness{};
    std::optional<Share> share{};
    std::optional<Date> from{}, to{};
  };
  /// What a statement says of itself and its version.
  struct Envelope {
    std::string_view statement_type{}, record_type{}, status{}, entity_type{}, record{};
    bool has_details = false;
    bool old_jurisdiction = false;  // `incorporatedInJurisdiction`
    bool by_statement = false;      // parties named by statement ids
    bool by_record = false;         // parties named by record ids
    bool has_replaces = false;
  };

  // --- walking the row: bods_parse.cpp, bods_parts.cpp
  void read_field(Field field, Value& value);
  void read_body(Field field, Value& value);
  void read_envelope(Field field, Value& value);
  void read_entity_type(Value& value);
  void read_names(Value& value);
  void read_jurisdiction(Value& value);
  void read_identifiers(Value& value);
  void read_identifier(Value& value);
  void read_publication(Value& value);
  void read_source(Value& value);
  void read_replaces(Value& value);
  [[nodiscard]] BodsReference read_reference(Value& value);
  [[nodiscard]] BodsReference read_reference_object(Value& value);
  [[nodiscard]] bool is_filled_list(Value& value);

  // --- interests: bods_interests.cpp
  void read_interests(Value& value);
  void read_interest(Value& value);
  void read_details(RawInterest& interest, Value& value);
  [[nodiscard]] std::optional<Directness> read_directness(Value& value);
  [[nodiscard]] std::optional<Share> read_share_of(Value& value);
  void read_share_field(Field field, Value& value, ShareParts& parts);
  [[nodiscard]] std::optional<Percent> read_percent(Value& value);
  [[nodiscard]] std::optional<Percent> read_exclusive(Value& value, bool& excluded);
  [[nodiscard]] std::optional<Share> put_together(const ShareParts& parts);

  // --- once the row is read: bods_settle.cpp
  void settle();
  void settle_kind();
  void settle_ids();
  void settle_party();
  void settle_lifetime();
  void settle_identifiers();
  void settle_relationship();
  [[nodiscard]] BodsInterest settled(const RawInterest& raw, std::size_t index, bool sorted_by_directness);
  void settle_basis(BodsInterest& interest, const RawInterest& raw, std::size_t index);
  /// \return whether the interest was ever in force.
  [[nodiscard]] bool settle_dates(BodsInterest& interest, const RawInterest& raw, std::size_t index);
  void settle_parties();

  // --- scalars
  /// A text: of a string, or of a number where a string is meant. Empty if there is none.
  [[nodiscard]] std::string_view text(Value& value);
  [[nodiscard]] std::string_view id_text(Value& value);
  [[nodiscard]] std::optional<Date> date(Value& value);
  [[nodiscard]] static bool is_null(std::string_view scalar) noexcept { return scalar == "null"; }

  // --- complaints
  /// At the value that is being visited.
  void odd(Severity severity, std::string_view rule, std::string_view value, std::string_view hint);
  /// At a path of the body: "/subject" is found under "/recordDetails" in 0.4.
  void odd_at(std::string_view path, Severity severity, std::string_view rule, std::string_view value,
              std::string_view hint);
  [[nodiscard]] std::string body_path(std::string_view path) const;
  [[nodiscard]] static std::string interest_path(std::size_t index, std::string_view field);
  [[noreturn]] void refuse_at(std::string_view path, std::string_view rule, std::string_view value, std::string hint);
  /// A warning, but an error where reading is strict.
  [[nodiscard]] Severity strictly() const noexcept { return strict_ ? Severity::error : Severity::warning; }

  Report& report_;
  bool strict_;
  const std::string* file_ = nullptr;
  std::uint64_t line_ = 0;
  bool recognised_ = false;
  std::uint64_t complaints_ = 0;

  JsonWalk walk_;
  BodsSources sources_;
  BodsCodes codes_;
  BodsStatement statement_;
  Envelope envelope_;
  std::vector<RawInterest> raw_interests_;
  std::string name_;  // a person's, put together

  // Most statements of a file end in the same two objects: what was read of them last.
  std::string last_publication_, last_source_;
  std::uint16_t last_publisher_ = 0;
};

}  // namespace dutygraph::io::detail
