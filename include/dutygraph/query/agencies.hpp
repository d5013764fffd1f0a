// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The map of agencies: who shapes, or may shape, which part of the tech sector, and who talks to whom.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// By what an agency shapes a technology. \ungp{8}
enum class Means : std::uint8_t {
  instrument,   ///< it issued a rule, plan or guidance that is in force
  enforcement,  ///< it enforces one
  mandate,      ///< law gives it a task, or a share in one
  money,        ///< it gives, guarantees or buys
  ownership,    ///< it holds an interest in a company
  supervision,  ///< it supervises a company, or an agency that has means of its own
  restriction,  ///< it restricts a company
  agenda,       ///< its record names the part of the sector it shapes
};
/// "instrument", "enforcement", …
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Means means) noexcept;

/// One way in which a member of a State shapes, or may shape, one technology.
struct InfluenceRow {
  VertexId state{};
  VertexId agency{};       ///< an agency, another organ, or the State itself where no agency is named
  std::string technology;  ///< a technology or another node of the object taxonomy; empty: none is named
  Means through = Means::instrument;
  bool exercised = false;  ///< it does: a rule in force, money given, a restriction; else it may: a power or a stake
  Verdict verdict = Verdict::certain;  ///< possible: dates, membership or a dispute leave it open
  std::string by{};                    ///< role, function, channel or powers
  std::vector<VertexId> path{};        ///< from the agency to the last record or company before the technology
  std::vector<EvidenceId> evidence{};  ///< what the steps rest on, in the order of the path
};

/// Two agencies of one State that meet: in a technology or in a company.
struct AgencyPair {
  VertexId state{};
  VertexId first{}, second{};               ///< by id
  std::vector<std::string> technologies{};  ///< that both shape
  std::vector<VertexId> companies{};        ///< that both address, by id
  std::vector<VertexId> bodies{};           ///< in which both sit, by id
  /// Steps between them in the coordination graph of the State's own agencies: members of one body are one step
  /// apart. Nothing: there is no way. Ad hoc contacts count in the second number only.
  std::optional<std::size_t> distance{}, ad_hoc_distance{};
  std::size_t conflicts = 0;  ///< definite tensions that the law does not answer (unresolved, standing, exposed)
  std::size_t answered = 0;   ///< definite tensions that it answers (resolved, apparent, excepted)
  std::size_t potential = 0;  ///< tensions that depend on what the data leave open
};

/// An agency that shapes what a body talks about, or anything at all, and is not recorded as a member.
struct AbsentAgency {
  VertexId state{};
  VertexId agency{};
  VertexId body{};                          ///< null: it sits in no body at all
  std::vector<std::string> technologies{};  ///< that it and a member of the body shape; of no body: that it shapes
  std::vector<VertexId> with{};             ///< those members, by id
  bool complete = false;  ///< the coordination of the State is declared complete: absence means absence
};

/// How much coordination hangs on an agency.
struct BottleneckRow {
  VertexId state{};
  VertexId agency{};
  double betweenness = 0;    ///< pairs of other agencies whose shortest ways pass through it (Brandes 2001)
  double share = 0;          ///< of all pairs of other agencies, 0 to 1
  bool separates = false;    ///< without it, agencies that are linked now would not be
  std::size_t bodies = 0;    ///< it sits in
  std::size_t partners = 0;  ///< agencies one step away
};

/// Options of the queries of this file.
struct AgencyOptions {
  std::optional<Date> as_of{};              ///< DEFAULT: the day of the view, else the document's
  std::vector<VertexId> states{};           ///< DEFAULT: all
  std::vector<VertexId> agencies{};         ///< DEFAULT: all
  std::vector<std::string> technologies{};  ///< these, what is below them and what is above them. DEFAULT: all
  std::stop_token stop{};                   ///< asks to end: Cancelled is thrown
};

/// Who shapes, or may shape, which technology, by which instrument, mandate, money or power, with the path. \ungp{8}
///
/// Members of a State are its agencies and organs, subnational ones included, and the State itself. A rule that names
/// no technology, or money for a company of which none is recorded, is a row without one.
/// \return rows by State, agency, technology, means and path, by id; none for a world without agencies.
/// \throws UsageError if no day is given anywhere; Cancelled. O(edges of the members of States, log).
[[nodiscard]] DUTYGRAPH_EXPORT Result<InfluenceRow> agencies(const Graph& graph, const AgencyOptions& options = {});

/// Agencies and organs of one State that meet in a technology, a company or a tension, with how far apart they sit. A
/// rule addresses the companies it names, and those of its bearers that are at home or at work in the State.
/// \return rows by State and ids. O(agencies squared, per State).
[[nodiscard]] DUTYGRAPH_EXPORT Result<AgencyPair> agency_pairs(const Graph& graph, const AgencyOptions& options = {});

/// Who is missing at the table: agencies that shape what a member of a body shapes and are no members, and agencies
/// that shape something and sit in no body. Ad hoc contacts are no table.
/// \return rows by State, agency and body; those in no body first.
[[nodiscard]] DUTYGRAPH_EXPORT Result<AbsentAgency> missing_agencies(const Graph& graph,
                                                                     const AgencyOptions& options = {});

/// Betweenness of agencies in the coordination of their State: bodies and memoranda that hold on the day, ad hoc
/// contacts left out, agencies of the State only.
/// \return rows of agencies that sit somewhere, by State, falling betweenness, id.
[[nodiscard]] DUTYGRAPH_EXPORT Result<BottleneckRow> coordination_bottlenecks(const Graph& graph,
                                                                              const AgencyOptions& options = {});

}  // namespace dutygraph
