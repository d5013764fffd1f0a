// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/model/engagement.hpp>

#include "io/input.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// Where a file says something.
struct DealPlace {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
};

/// A party of a deal, as one row of a procurement or finance file describes it.
struct DealParty {
  /// What it is; of several that rows say the last of this list counts.
  enum class Kind : std::uint8_t { organisation, company, agency, person };
  Kind kind = Kind::company;
  std::string id{};  ///< in the world
  std::string name{};
  std::string type{};  ///< of an organisation: igo, unknown
  std::vector<Identifier> identifiers{};
  std::string home{};       ///< ISO 3166-1 code; of an agency that of its State
  std::string home_from{};  ///< what says so: "the identifier GB-COH"
  DealPlace place{};
};

/// Parties and deals that procurement, aid and export-credit files tell of. They are collected over all files, so that
/// a party is one actor however many rows name it, and handed to a builder at the end.
///
/// Rules of the complaints (W: warning; N: note):
///
///   unknown-state                    W  an agency of which nothing says to which State it belongs: it belongs to none
///   several-homes                    W  rows that put one party into different countries: the first stands
///   kinds-differ                     N  one id as agency and as company: an agency
///   several-names                    N  one id under several names: it is found by each of them
///   assumed-state, state-created     N  the State of an agency, and what says so; a State that no record describes
///   already-recorded                 N  another file has a record with this id, which stands
///   person-anonymised                N  natural persons, counted once a file
///   tag-used                         N  a tag and the party that it made an organ
class Deals {
 public:
  Deals(Report& report, const ReadOptions& options) : report_{&report}, options_{&options} {}

  /// Starts a file. \return its number.
  std::uint32_t begin_file(const Input& input);
  /// Ends it. Reads what is left of it.
  void end_file(std::uint32_t file, Input& input);
  /// Who published what a file holds. \return its number, never 0.
  std::uint32_t publisher(Source source);
  void add(DealParty party);
  /// Adds a deal whose roles name parties that were or will be added; \p publisher may be 0: nobody is named.
  void add(Engagement deal, DealPlace place, std::uint32_t publisher);
  [[nodiscard]] bool has_party(const std::string& id) const { return parties_.contains(id); }

  /// A complaint about a place.
  void say(Severity severity, std::string_view rule, DealPlace place, std::string_view path, std::string_view value,
           std::string_view hint);

  /// Sets a row aside, with a complaint about a place.
  void set_aside(std::string_view rule, DealPlace place, std::string_view path, std::string_view value,
                 std::string_view hint, std::string_view row);

  /// Hands everything to \p builder, registers and documents before: what they record stands. \p state_of gives the id
  /// of the State that an ISO code stands for, if a register has one.
  void finish(GraphBuilder& builder, Tags& tags, const std::function<std::string(const std::string&)>& state_of);

 private:
  struct File {
    std::string name{}, base_name{}, digest{};
    SourceId source{};
    std::uint64_t persons = 0;
  };
  struct Party {
    DealParty what{};
    std::vector<std::string> names{};  // beside the first
    std::set<std::uint32_t> files{};
  };
  struct Deal {
    Engagement what{};
    DealPlace place{};
    std::uint32_t publisher = 0;
  };
  void merge(Party& into, DealParty&& party);
  void add_files(GraphBuilder& builder);
  void add_party(const Party& party, const std::string& id);
  void add_deal(Deal& deal);
  void number_persons();
  void belong(VertexId member, const std::string& state, DealPlace place, EvidenceId evidence);
  [[nodiscard]] std::optional<VertexId> find_actor(std::string_view id) const;
  [[nodiscard]] Tags::Kind match_tags(const Party& party, std::vector<std::uint32_t>& found) const;

  Report* report_;
  const ReadOptions* options_;
  std::vector<File> files_;
  std::vector<Source> publishers_;
  std::vector<Deal> deals_;
  std::map<std::string, Party> parties_;

  // while finishing
  GraphBuilder* builder_ = nullptr;
  Tags* tags_ = nullptr;
  std::function<std::string(const std::string&)> state_of_;
  std::vector<SourceId> publisher_source_;
  std::map<std::string, std::string> person_id_;
};

}  // namespace dutygraph::io::detail
