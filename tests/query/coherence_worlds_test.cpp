// SPDX-License-Identifier: BSL-1.0
#include <cstdlib>
#include <random>
#include <sstream>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/proof.hpp>

#include "query/coherence_cases.hpp"
#include "query/coherence_naive.hpp"
#include "support/catch.hpp"

namespace dg = dutygraph;
using dg::tests::NaiveCoherence;
using dg::tests::Wrong;

namespace {

/// Small worlds in which most things meet: few nodes, mostly one State, few days.
class Dice {
 public:
  explicit Dice(std::uint64_t seed, bool coarse = false) : engine_{seed}, coarse_{coarse} {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class List>
  std::string any(const List& list) {
    return std::string{list[below(std::size(list))]};
  }
  std::string any(std::initializer_list<const char*> list) { return list.begin()[below(list.size())]; }

  dg::Taxonomy taxonomy(const std::string& id, const std::string& letter, std::size_t nodes) {
    dg::Taxonomy t{.id = id};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < nodes; ++i) names.push_back(letter + std::to_string(i));
    std::vector<std::size_t> children(nodes, 0);
    for (std::size_t i = 0; i < nodes; ++i) {
      dg::NamedList node{names[i], {}};
      for (std::size_t k = 0; k < (i == 0 ? 0 : 1 + below(2)); ++k) {
        const std::size_t parent = below(i);
        if (std::find(node.values.begin(), node.values.end(), names[parent]) != node.values.end()) continue;
        node.values.push_back(names[parent]);
        ++children[parent];
      }
      t.nodes.push_back(node);
    }
    for (std::size_t i = 0; i < nodes; ++i)
      if (children[i] > 0 && one_in(3)) t.exhaustive.push_back(names[i]);
    if (one_in(3)) t.disjoint.push_back({any(names), any(names)});
    if (one_in(6)) t.closed = one_in(2);
    return t;
  }
  std::optional<dg::Scope> scope(const std::vector<dg::NamedList>& nodes, bool actors = false) {
    if (one_in(6)) return std::nullopt;
    dg::Scope s;
    for (std::size_t i = 0; i < 1 + below(2) && !one_in(10); ++i)
      s.in.push_back(actors && one_in(6) && companies_ > 0 ? "c" + std::to_string(below(companies_))
                                                           : nodes[below(nodes.size())].name);
    if (one_in(6)) s.ex.push_back(nodes[below(nodes.size())].name);
    return s;
  }
  std::optional<dg::Date> date() {
    if (!one_in(3)) return std::nullopt;
    static const int years[] = {2005, 2010, 2015, 2020};
    const int year = years[below(4)];
    if (coarse_ && !one_in(3)) return one_in(5) ? dg::Date{} : one_in(2) ? dg::Date{year} : dg::Date{year, 1};
    return dg::Date{year, 1, 1};
  }
  /// An interval in the right order, as far as that is known.
  dg::Interval interval() {
    const std::optional<dg::Date> from = date();
    std::optional<dg::Date> to = date();
    if (from && to && !from->is_unknown() && !to->is_unknown() && from->last() >= to->first()) to = std::nullopt;
    return {from, to};
  }
  /// Drafts and laws, in force, suspended, repealed, annulled, replaced.
  void add_instruments(dg::GraphBuilder& builder) {
    for (std::size_t i = 0; i < 3; ++i) {
      dg::Instrument text{.id = i == 0 ? "I" : "I" + std::to_string(i)};
      if (coarse_) {
        for (std::size_t k = 0; k < below(4); ++k) {
          const std::optional<dg::Date> from = k == 0 && one_in(2) ? std::nullopt : date();
          if (k > 0 && !from) continue;
          text.status.push_back(
              {any({"proposed", "adopted", "in_force", "in_force", "applies", "suspended", "repealed"}), from});
        }
        if (one_in(20)) text.status.push_back({"annulled", date()});
        if (one_in(3)) text.facts.valid = interval();
        if (one_in(8)) text.continues = true;
        if (i > 0 && one_in(3)) text.supersedes.push_back(i == 1 || one_in(2) ? "I" : "I1");
        if (one_in(4)) text.adopted = date();
      }
      builder.add(text);
    }
  }

  dg::Graph world() {
    dg::GraphBuilder builder;
    dg::Settings settings;
    settings.as_of = dg::Date{2015, 1, 1};
    const dg::Taxonomy bearer = taxonomy("bearer", "b", 3 + below(4)), conduct = taxonomy("conduct", "x", 3 + below(4)),
                       object = taxonomy("object", "o", 2 + below(3));
    dg::Taxonomy territory{.id = "territory", .nodes = {{"W", {}}, {"A", {"W"}}, {"B", {"W"}}, {"An", {"A"}}}};
    settings.taxonomies = {bearer, conduct, object, territory};
    if (one_in(4)) settings.order_edges.push_back({any(states_) + ":" + any(ranks_), any(states_) + ":" + any(ranks_)});
    if (one_in(4)) settings.exclusive_flags.push_back({"f", "g"});
    if (one_in(4))
      settings.incompatible_conducts.push_back(
          {conduct.nodes[below(conduct.nodes.size())].name, conduct.nodes[below(conduct.nodes.size())].name});
    if (one_in(4)) settings.incompatible_gates.push_back({"g1", "g2"});
    builder.add(settings);
    for (const char* state : states_) builder.add(dg::State{.id = state});
    for (const char* agency : agencies_) builder.add(dg::Agency{.id = agency, .state = std::string{agency[0]}});
    companies_ = below(4);
    for (std::size_t i = 0; i < companies_; ++i) {
      dg::Company company{.id = "c" + std::to_string(i)};
      if (!one_in(4)) company.home = any(states_);
      for (std::size_t k = 0; k < below(3); ++k) company.kinds.push_back(bearer.nodes[below(bearer.nodes.size())].name);
      if (one_in(2)) company.operates.push_back(any(states_));
      builder.add(company);
    }
    const std::size_t count = 4 + below(5);
    const bool duties = one_in(3);  // a world of one duty by any means and bans
    for (std::size_t i = 0; i < count; ++i) {
      dg::Provision p{.id = "p" + std::to_string(i)};
      p.agency = any(agencies_);
      if (!one_in(3)) p.agency[0] = 'A';
      if (p.agency == "A2" && one_in(8)) p.agency = "B0";
      p.state = std::string{p.agency[0]};
      if (one_in(4)) p.instrument = "I";
      if (coarse_ && one_in(3)) p.instrument = any({"I", "I1", "I2"});
      p.rank = one_in(4) ? any(ranks_) : one_in(2) ? "regulation" : "statute";
      p.modality = duties ? (i == 0 ? "obligation" : "prohibition") : any(modalities_);
      if (duties && i == 0) p.any_means = true;
      if (one_in(5)) p.any_means = true;
      if (one_in(6)) p.applies_rank = any(ranks_);
      if (one_in(8)) p.binding = one_in(2);
      p.bearer = scope(bearer.nodes, true);
      p.conduct = scope(conduct.nodes);
      p.object = scope(object.nodes);
      for (std::size_t k = 0; k < below(3) && one_in(2); ++k)
        p.reach.push_back({any(bases_), one_in(5) ? std::vector<std::string>{} : std::vector{any(places_)}});
      if (one_in(2))
        for (std::size_t k = 0; k < below(3); ++k) p.conditions.push_back(any(flags_));
      if (p.modality == "restriction") p.gate.push_back(any(gates_));
      if (one_in(4))
        p.param = dg::Parameter{
            .name = "n",
            .min = one_in(2) ? std::optional{dg::Decimal{5}} : std::nullopt,
            .max = one_in(2) ? std::optional{dg::Decimal{static_cast<std::int64_t>(below(9))}} : std::nullopt};
      if (p.param && p.param->min && p.param->max && *p.param->max < *p.param->min) p.param->max.reset();
      p.strength = one_in(4) ? "weak" : "";
      p.effect = one_in(2) ? "protects" : "";
      if (one_in(3)) p.function = "f";
      if (one_in(6)) p.overrides.push_back(one_in(3) ? "I" : "p" + std::to_string(below(count)));
      if (one_in(6)) p.subject_to.push_back(one_in(3) ? "I" : "p" + std::to_string(below(count)));
      if (one_in(10) && i > 0) p.supersedes.push_back("p" + std::to_string(below(i)));
      if (one_in(4))
        p.triggered_by = dg::Trigger{.bearer = one_in(3) ? scope(bearer.nodes, true) : std::nullopt,
                                     .conduct = scope(conduct.nodes),
                                     .object = scope(object.nodes)};
      if (one_in(2)) p.adopted = dg::Date{2000 + static_cast<int>(below(3)), 1, 1};
      p.facts.valid = interval();
      builder.add(p);
    }
    add_instruments(builder);
    return std::move(builder).freeze();
  }

 private:
  std::mt19937_64 engine_;
  bool coarse_ = false;  ///< dates of a month or a year, and instruments with a life of their own
  std::size_t companies_ = 0;
  static constexpr const char* states_[] = {"A", "B"};
  static constexpr const char* agencies_[] = {"A0", "A1", "A2", "B0"};
  static constexpr const char* ranks_[] = {"constitution", "statute",  "regulation", "decision",
                                           "policy",       "strategy", "guidance",   "treaty"};
  static constexpr const char* modalities_[] = {"obligation", "obligation", "prohibition",    "prohibition",
                                                "permission", "exemption",  "recommendation", "discouragement",
                                                "support",    "restriction"};
  static constexpr const char* bases_[] = {"territorial", "personal", "effects"};
  static constexpr const char* places_[] = {"A", "A", "B", "W", "An"};
  static constexpr const char* flags_[] = {"f", "!f", "g", "h"};
  static constexpr const char* gates_[] = {"g1", "g2", "g3"};
};

std::size_t worlds(std::size_t otherwise) {
  const char* text = std::getenv("DUTYGRAPH_WORLDS");
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("coherence agrees with the naive detector on random worlds, and every finding is verified", "[query]") {
  const char* start = std::getenv("DUTYGRAPH_SEED");
  const std::uint64_t first = start == nullptr ? 1 : std::strtoull(start, nullptr, 10);
  std::size_t with_findings = 0, findings = 0, uncertain = 0;
  const std::size_t count = worlds(150);
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const dg::Graph graph = Dice{seed, seed % 2 == 0}.world();
    const dg::CoherenceResult result = coherence(graph);
    const auto fast = NaiveCoherence::lines(graph, result);
    const auto slow = NaiveCoherence{graph}.run();
    with_findings += result.empty() ? 0U : 1U;
    findings += result.size();
    INFO("seed " << seed);
    if (fast != slow) {
      std::ostringstream document;
      dg::io::write_native(graph, document);
      FAIL_CHECK(document.str());
    }
    REQUIRE(fast == slow);
    for (const dg::Finding& finding : result) {
      uncertain += finding.date_uncertain ? 1U : 0U;
      if (seed % 4 > 1) continue;
      const auto fault = verify(graph, finding, prove(graph, finding));
      INFO(to_string(finding.kind) << ' ' << graph.key(finding.ids[0]));
      REQUIRE(fault.value_or("") == "");
    }
  }
  INFO(findings << " findings in " << with_findings << " of " << count << " worlds");
  CHECK(with_findings * 2 > count);
  CHECK(uncertain * 10 > count);
}
