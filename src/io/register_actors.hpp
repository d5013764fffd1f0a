// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/builder.hpp>

#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// Why a row of a register cannot be used. Thrown inside readers only.
struct RowProblem {
  std::string_view rule;
  std::string path;  ///< JSON pointer, path of elements, or column
  std::string value;
  std::string hint;
};

/// Where a register says something.
struct RegisterPlace {
  std::uint16_t file = 0;
  std::uint64_t line = 0;
};

/// The files of one reader of registers: names, digests, and the sources that stand for them.
class RegisterFiles {
 public:
  [[nodiscard]] std::uint16_t open(const std::string& name);
  void close(std::uint16_t file, std::string digest) { files_[file].digest = std::move(digest); }
  [[nodiscard]] const std::string& name(std::uint16_t file) const noexcept { return files_[file].name; }
  /// Adds their sources to the builder, which learns the digests.
  void add_to(GraphBuilder& builder);
  [[nodiscard]] SourceId source(std::uint16_t file) const noexcept { return files_[file].source; }
  [[nodiscard]] EvidenceId evidence(std::uint16_t file) const noexcept { return files_[file].evidence; }

 private:
  struct File {
    std::string name{}, digest{};
    SourceId source{};
    EvidenceId evidence{};
  };
  std::vector<File> files_{};
};

/// An actor as a register describes it.
struct RegisterActor {
  VertexKind kind = VertexKind::company;
  std::string_view type{};  ///< of an organisation: a code of organisation.kind
  std::string_view id{}, name{};
  std::string_view home{};  ///< ISO 3166-1 code of the State; of an agency: the State it belongs to
  Interval lifetime{};
  std::vector<Identifier> identifiers{};
  std::vector<std::string> roles{};  ///< of a company: codes of company.role
  std::string_view note{};
};

/// Adds the actors of registers to a builder. Knows which of them tags make organs, and lets records that were added
/// before stand.
///
///   already-recorded   N   another file has a record with this id (W: of another kind)
///   assumed-state      N   a body belongs to the State of its country, because nothing says otherwise
///   state-created      N   that State has no record of its own
///   no-state           W   a body without a country
///   tag-used           N   a tag and the actor that it made an organ
class RegisterActors {
 public:
  RegisterActors(GraphBuilder& builder, Report& report, RegisterFiles& files, Tags& tags)
      : builder_{builder}, report_{report}, files_{files}, tags_{tags} {}

  VertexId add(const RegisterActor& actor, const RegisterPlace& place, EvidenceId evidence, SourceId source);
  /// Says that a body belongs to the State with an ISO code. \p assumed: because it is at home there.
  void add_to_state(VertexId body, std::string_view code, bool assumed, const RegisterPlace& place,
                    EvidenceId evidence);
  /// The State with an ISO code; made if there is none.
  VertexId state(std::string_view code, const RegisterPlace& place);
  /// "person:1" and so on: an id that no actor has.
  [[nodiscard]] std::string next_person();

 private:
  VertexId add_record(const RegisterActor& actor, VertexKind kind, std::string_view type, std::string_view home,
                      const RegisterPlace& place, EvidenceId evidence, SourceId source);
  GraphBuilder& builder_;
  Report& report_;
  RegisterFiles& files_;
  Tags& tags_;
  std::optional<EvidenceId> tag_evidence_{};
  std::uint64_t persons_ = 0;
};

/// The ISO 3166-1 code in a code of a country, a union or a region of one, in any case: "GB" of "gb" and "gb-sct",
/// "EU" of "eu". \return nothing if it is none: "suhh".
[[nodiscard]] std::optional<std::string> country_code(std::string_view text);

/// The scheme of org-id.guide under which a national register's number is known, where it has one and the number alone
/// tells companies apart; else the country and \p otherwise: "GB-COH", "SK-registrationNumber".
[[nodiscard]] std::string registration_scheme(std::string_view country, std::string_view otherwise);

/// Whether a text is made like a Legal Entity Identifier (ISO 17442): 20 letters and digits, in upper case.
[[nodiscard]] bool is_lei_shaped(std::string_view text) noexcept;
/// Whether its last two digits are those that its others ask for (ISO 7064 mod 97-10). \pre is_lei_shaped(text)
[[nodiscard]] bool has_lei_check_digits(std::string_view text) noexcept;

}  // namespace dutygraph::io::detail
