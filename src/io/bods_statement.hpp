// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <dutygraph/date.hpp>
#include <dutygraph/interval.hpp>
#include <dutygraph/model/holding.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/share.hpp>
#include <dutygraph/vocab/basis.hpp>

namespace dutygraph::io::detail {

/// What a BODS statement is about.
enum class BodsKind : std::uint8_t { none, entity, person, relationship };

/// The types of entities, and persons and parties of which no more is known.
enum class BodsParty : std::uint8_t {
  registered_entity,
  legal_entity,
  arrangement,
  anonymous_entity,
  unknown_entity,
  state,
  state_body,
  person,
};

/// A reference to an entity or person, or the reason why there is none.
struct BodsReference {
  enum class Form : std::uint8_t {
    absent,
    record,            ///< by record id (0.4)
    entity_statement,  ///< by the id of an entity statement (0.1 to 0.3)
    person_statement,  ///< by the id of a person statement (0.1 to 0.3)
    unspecified,       ///< `id` is the reason
  };
  Form form = Form::absent;
  std::string_view id{};
};

struct BodsIdentifier {
  std::string_view scheme, number;
  friend bool operator==(const BodsIdentifier&, const BodsIdentifier&) = default;
};

/// One interest, in terms of the model.
struct BodsInterest {
  vocab::Basis basis = vocab::Basis::unknown;
  Directness directness = Directness::unknown;
  std::uint16_t code = 0;  ///< in BodsCodes
  std::optional<Share> share{};
  Interval valid{};
};

/// A statement of any version, in terms of 0.4 where those differ. The texts are valid until the next one is parsed.
struct BodsStatement {
  BodsKind kind = BodsKind::none;
  bool has_records = false;     ///< 0.4: record ids and a body of its own
  bool closed = false;          ///< record status of 0.4
  bool has_components = false;  ///< summarises a chain
  std::string_view id{};        ///< of the statement
  std::string_view record{};    ///< of the record; before 0.4 that of the statement
  std::optional<Date> stated{};
  std::uint16_t source = 0;  ///< in BodsSources
  std::vector<std::string_view> replaces{};

  BodsParty party = BodsParty::unknown_entity;
  std::string_view name{};
  std::string_view jurisdiction{};
  std::optional<Date> founded{}, dissolved{};
  Interval lifetime{};            ///< from the two and the status
  bool ended_by_closing = false;  ///< `lifetime` ends where the record was closed
  std::vector<BodsIdentifier> identifiers{};

  BodsReference subject{}, holder{};
  std::vector<BodsInterest> interests{};

  void clear();
};

/// The publishers of statements, each a source. Number 0 stands for the file itself.
class BodsSources {
 public:
  /// More publishers than this are no publishers: the rest counts for the file itself.
  static constexpr std::size_t most = 10'000;
  /// \return the number of a publisher; nothing if there are too many.
  std::optional<std::uint16_t> add(std::string_view name, std::string_view url, std::string_view licence);
  /// \pre number is not 0
  [[nodiscard]] const Source& operator[](std::uint16_t number) const noexcept { return sources_[number - 1U]; }
  [[nodiscard]] std::size_t size() const noexcept { return sources_.size() + 1; }

 private:
  std::vector<Source> sources_;
  std::unordered_map<std::string, std::uint16_t> index_;
};

/// The types of interests that statements use. Number 0 is the absent one.
class BodsCodes {
 public:
  struct Code {
    std::string text{};
    vocab::Basis basis = vocab::Basis::unknown;
    bool known = false;      ///< in some version of BODS
    bool influence = false;  ///< may stand for an accounting parent (GLEIF)
  };
  /// The most codes that are kept by name.
  static constexpr std::size_t most = 10'000;
  BodsCodes();
  /// \return the number of a code; that of the absent one if there are too many.
  std::uint16_t add(std::string_view text);
  [[nodiscard]] const Code& operator[](std::uint16_t number) const noexcept { return codes_[number]; }

  static constexpr std::uint16_t direct_parent = 1;    ///< IS_DIRECTLY_CONSOLIDATED_BY
  static constexpr std::uint16_t ultimate_parent = 2;  ///< IS_ULTIMATELY_CONSOLIDATED_BY

 private:
  static constexpr std::size_t buckets = 256;
  std::vector<Code> codes_;
  std::vector<std::uint16_t> recent_ = std::vector<std::uint16_t>(buckets);  // by a hash of the text
  std::unordered_map<std::string, std::uint16_t> index_;
};

}  // namespace dutygraph::io::detail
