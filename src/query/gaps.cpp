// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/gaps.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <dutygraph/query/coverage.hpp>

#include "query/day.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 5> kind_names{"no_law", "no_enforcer", "not_applied", "no_remedy",
                                                     "out_of_scope"};
constexpr std::array<std::string_view, 5> kind_elements{"ungp3a.law", "ungp3a.enforced", "ungp3a.enforced",
                                                        "ungp25.remedy_route", "ungp3a.law"};

bool contains(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

/// The pairs a question is about.
std::vector<TechnologyRight> pairs_of(const Graph& graph, const GapOptions& options, VertexId state, Date day) {
  const std::vector<TechnologyRight> salient = salient_pairs(graph, state, day);
  std::set<std::string> technologies, rights;
  for (const std::string& code : options.technologies) technologies.insert(detail::underscored(code));
  rights.insert(options.rights.begin(), options.rights.end());
  if (technologies.empty() && rights.empty()) return salient;
  std::set<TechnologyRight> pairs;
  const auto cross = [&](const auto& some, const auto& others) {
    for (const std::string& technology : some)
      for (const std::string& right : others) pairs.emplace(detail::underscored(technology), right);
  };
  if (!technologies.empty() && !rights.empty()) {
    cross(technologies, rights);
  } else {
    // What matters of that, and for what nothing is said to matter, all that the world names.
    std::set<std::string> silent = technologies.empty() ? rights : technologies;
    for (const TechnologyRight& pair : salient)
      if (technologies.contains(pair.first) || rights.contains(pair.second)) {
        pairs.insert(pair);
        silent.erase(technologies.empty() ? pair.second : pair.first);
      }
    if (technologies.empty())
      cross(axis_values(graph, Dimension::technology), silent);
    else
      cross(silent, axis_values(graph, Dimension::right));
  }
  return {pairs.begin(), pairs.end()};
}

MixTerms law_on(const TechnologyRight& pair) {
  return {
      {Dimension::technology, {pair.first}}, {Dimension::right, {pair.second}}, {Dimension::binding, {"mandatory"}}};
}

class GapMaker {
 public:
  GapMaker(const Graph& graph, const GapOptions& options, Date day)
      : graph_{graph},
        options_{options},
        day_{day},
        standings_{std::make_shared<const Standings>(graph, day)},
        vocabulary_{std::make_shared<const detail::MixVocabulary>(graph)} {}

  [[nodiscard]] std::vector<VertexId> states() const {
    std::vector<VertexId> list;
    for (const VertexId v : options_.states) list.push_back(graph_.canonical(v));
    if (list.empty())
      for (const VertexId v : graph_.vertices<State>())
        if (graph_.canonical(v) == v && !mix_of(v).instruments().empty()) list.push_back(v);
    std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }
  [[nodiscard]] Mix mix_of(VertexId state) const { return {standings_, state, vocabulary_}; }

  [[nodiscard]] std::vector<GapRow> laws(const Mix& mix) const {
    std::vector<GapRow> rows;
    for (const TechnologyRight& pair : pairs_of(graph_, options_, mix.state(), day_)) {
      MixCell cell = ask(mix, law_on(pair));
      if (cell.result == Outcome::pass || (cell.result == Outcome::unknown && !options_.open)) continue;
      GapRow row = start(mix, GapKind::no_law, cell.result);
      row.technology = pair.first;
      row.right = pair.second;
      row.because = cell.result == Outcome::unknown ? "no mandatory instrument in force is recorded to cover it"
                    : cell.result == Outcome::partial
                        ? (cell.against.empty() ? "only a hybrid instrument covers it"
                                                : "an instrument covers it, and a record says that none does")
                    : cell.against.empty() ? "no mandatory instrument in force in a scope declared complete"
                                           : "recorded: no such instrument";
      row.complete = cell.complete;
      row.against = std::move(cell.against);
      row.missing = std::move(cell.missing);
      find_nearest(mix, pair, row);
      rows.push_back(std::move(row));
    }
    return rows;
  }

  [[nodiscard]] std::vector<GapRow> all(const Mix& mix) const {
    std::vector<GapRow> rows = laws(mix);
    for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
      const MixInstrument& entry = mix.instruments()[i];
      if (entry.through != "own" || entry.standing.in_force != Certainty::certain || entry.standing.negative ||
          mix.match(i, Dimension::binding, "mandatory") < Match::partly || !asked(mix, i))
        continue;
      const Instrument& instrument = *graph_.fields<Instrument>(entry.instrument);
      const auto add = [&](GapKind kind, Outcome outcome, std::string because, std::string missing) {
        if (outcome == Outcome::unknown && !options_.open) return;
        GapRow row = start(mix, kind, outcome);
        row.instrument = entry.instrument;
        row.because = std::move(because);
        if (!missing.empty()) row.missing.push_back(std::move(missing));
        rows.push_back(std::move(row));
      };
      const std::string key{graph_.key(entry.instrument)};
      const std::vector<std::string>& addressees = mix.values(i, Dimension::addressee);
      const bool to_others = std::all_of(addressees.begin(), addressees.end(),
                                         [](const std::string& code) { return code == "State" || code == "agency"; });
      if (to_others && !addressees.empty()) {  // an instruction, a treaty: enforced and remedied in other ways
        add_not_applied(mix, entry, rows);
        continue;
      }
      if (instrument.enforcers.empty()) {
        const bool complete = !!declared_complete(graph_, {.section = "instruments", .state = mix.state()}, day_);
        add(GapKind::no_enforcer, complete ? Outcome::fail : Outcome::unknown, "no enforcing authority is recorded",
            complete ? std::string{} : "enforcers of " + key);
      }
      add_not_applied(mix, entry, rows);
      if (!has_remedy(instrument, key)) {
        const bool complete = !!declared_complete(graph_, {.section = "remedies", .state = mix.state()}, day_);
        add(GapKind::no_remedy, complete ? Outcome::fail : Outcome::unknown, "no way to remedy is recorded",
            complete ? std::string{} : "remedy of " + key);
      }
    }
    add_companies(mix, rows);
    const auto key = [&](const GapRow& row) {
      const VertexId v = row.instrument ? row.instrument : row.company;
      return std::tuple{row.kind, std::string_view{row.technology}, std::string_view{row.right},
                        v ? graph_.key(v) : std::string_view{}};
    };
    std::sort(rows.begin(), rows.end(), [&](const GapRow& a, const GapRow& b) { return key(a) < key(b); });
    return rows;
  }

  [[nodiscard]] Closing closing(const Mix& mix, const std::vector<ClosingSource>& sources) const {
    Closing out;
    out.state = mix.state();
    out.gaps = laws(mix);
    const auto from = [&](ClosingSource source) {
      return std::find(sources.begin(), sources.end(), source) != sources.end();
    };
    const bool usual = sources.empty();
    std::vector<bool> closable(out.gaps.size());
    const auto add = [&](ClosingMeasure measure, bool only_rest) {
      const bool rest =
          std::any_of(measure.closes.begin(), measure.closes.end(), [&](std::size_t gap) { return !closable[gap]; });
      if (measure.closes.empty() || (only_rest && !rest)) return;
      out.measures.push_back(std::move(measure));
    };
    if (usual || from(ClosingSource::proposals))
      for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
        const MixInstrument& entry = mix.instruments()[i];
        const std::string& status = entry.standing.status;
        const std::string& next = entry.standing.next_status;
        const bool coming = status == "proposed" || status == "adopted" || status == "suspended" ||
                            (status.empty() && (next == "in_force" || next == "applies"));
        if (entry.standing.in_force != Certainty::no || entry.standing.negative || entry.standing.superseded_by ||
            !coming)
          continue;
        const std::string key{graph_.key(entry.instrument)};
        add({"adopt:" + key, "bring " + key + " into force (" + (status.empty() ? "not yet in force" : status) + ")",
             entry.instrument, closed_by(mix, i, out.gaps)},
            false);
      }
    if (usual || from(ClosingSource::models)) {
      std::set<VertexId> own;
      for (const MixInstrument& entry : mix.instruments()) own.insert(entry.instrument);
      std::map<std::string, ClosingMeasure> models;
      for (const VertexId other : graph_.vertices<State>()) {
        if (graph_.canonical(other) != other || other == mix.state()) continue;
        const Mix theirs = mix_of(other);
        for (std::size_t i = 0; i < theirs.instruments().size(); ++i) {
          const MixInstrument& entry = theirs.instruments()[i];
          if (own.contains(entry.instrument) || entry.through != "own" || entry.standing.negative ||
              entry.standing.in_force != Certainty::certain)
            continue;
          const std::string key{graph_.key(entry.instrument)};
          models.try_emplace(
              key, ClosingMeasure{"as:" + key, "an instrument like " + key + " of " + std::string{graph_.key(other)},
                                  entry.instrument, closed_by(theirs, i, out.gaps)});
        }
      }
      for (auto& [key, measure] : models) add(std::move(measure), false);
    }
    for (const ClosingMeasure& measure : out.measures)
      for (const std::size_t gap : measure.closes) closable[gap] = true;
    if (usual || from(ClosingSource::laws)) {
      std::map<std::string, std::vector<std::size_t>> by_technology, by_right;
      for (std::size_t i = 0; i < out.gaps.size(); ++i) {
        by_technology[out.gaps[i].technology].push_back(i);
        by_right[out.gaps[i].right].push_back(i);
      }
      for (auto& [code, closes] : by_technology)
        add({"law:technology:" + code, "a law on " + code + " for all rights that lack one", {}, closes}, usual);
      for (auto& [code, closes] : by_right)
        add({"law:right:" + code, "a law on " + code + " for all technologies that lack one", {}, closes}, usual);
    }
    CoverProblem problem;
    problem.elements = out.gaps.size();
    for (const ClosingMeasure& measure : out.measures) problem.sets.push_back(measure.closes);
    out.answer = smallest_covers(problem);
    return out;
  }

 private:
  static GapRow start(const Mix& mix, GapKind kind, Outcome outcome) {
    GapRow row;
    row.state = mix.state();
    row.kind = kind;
    row.result = outcome;
    row.element = kind_elements[static_cast<std::size_t>(kind)];
    return row;
  }

  /// Whether the technologies and rights asked for are among those of the i-th instrument.
  [[nodiscard]] bool asked(const Mix& mix, std::size_t i) const {
    const auto any = [&](Dimension dimension, const std::vector<std::string>& codes) {
      return codes.empty() || std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
               return mix.match(i, dimension, code) == Match::yes;
             });
    };
    return any(Dimension::technology, options_.technologies) && any(Dimension::right, options_.rights);
  }

  [[nodiscard]] bool has_remedy(const Instrument& instrument, const std::string& key) const {
    if (!instrument.remedy.empty()) return true;
    for (const VertexId v : graph_.vertices<Remedy>()) {
      const Remedy* remedy = graph_.fields<Remedy>(v);
      if (remedy != nullptr && remedy->facts.assertion != Assertion::negative &&
          graph_.lifetime(v).on(day_.first()) != Certainty::no && contains(remedy->scope, key))
        return true;
    }
    return false;
  }

  static void add_not_applied(const Mix& mix, const MixInstrument& entry, std::vector<GapRow>& rows) {
    const Standing& standing = entry.standing;
    if (standing.applied == Applied::unknown || standing.applied == Applied::active) return;
    const bool in_part = standing.applied == Applied::mixed;
    GapRow row = start(mix, GapKind::not_applied, in_part ? Outcome::partial : Outcome::fail);
    row.instrument = entry.instrument;
    std::string how = in_part ? std::string{} : std::string{to_string(standing.applied)};
    if (!in_part && standing.applied_since) how += " since " + standing.applied_since->to_string();
    for (const ProvisionStanding& part : standing.provisions) {
      if (part.applied == Applied::active || part.applied == Applied::unknown) continue;
      row.against.push_back(part.provision);
      if (!in_part) continue;
      const std::string phase =
          std::string{to_string(part.applied)} + (part.since ? " since " + part.since->to_string() : std::string{});
      if (how.find(phase) == std::string::npos) how += (how.empty() ? "in part " : ", ") + phase;
    }
    row.because = "in force, enforcement " + (how.empty() ? "in part not active" : how);
    rows.push_back(std::move(row));
  }

  void find_nearest(const Mix& mix, const TechnologyRight& pair, GapRow& row) const {
    int best = 0;
    for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
      const MixInstrument& entry = mix.instruments()[i];
      if (entry.standing.negative || entry.standing.in_force == Certainty::no) continue;
      const bool technology = mix.match(i, Dimension::technology, pair.first) == Match::yes;
      const bool right = mix.match(i, Dimension::right, pair.second) == Match::yes;
      const bool mandatory = mix.match(i, Dimension::binding, "mandatory") == Match::yes;
      if (!technology && !right) continue;
      const int met = 2 * (technology ? 1 : 0) + 2 * (right ? 1 : 0) + (mandatory ? 1 : 0);
      if (met <= best) continue;
      best = met;
      row.nearest = entry.instrument;
      row.lacks.clear();
      for (const auto& [has, name] :
           {std::pair{technology, "technology"}, std::pair{right, "right"}, std::pair{mandatory, "mandatory"}})
        if (!has) row.lacks += (row.lacks.empty() ? "" : ", ") + std::string{name};
    }
  }

  /// Companies that fall under no law on due diligence of the mix.
  void add_companies(const Mix& mix, std::vector<GapRow>& rows) const {
    if (!options_.rights.empty()) return;
    std::vector<VertexId> laws;
    for (const MixInstrument& entry : mix.instruments()) {
      const Instrument& instrument = *graph_.fields<Instrument>(entry.instrument);
      if (entry.standing.in_force == Certainty::certain && entry.belongs == Certainty::certain &&
          instrument.binding == "mandatory" && !instrument.hrdd.empty() && instrument.hrdd != "none" &&
          instrument.type != "ownership_policy" && instrument.scope && !instrument.scope->tests.empty())
        laws.push_back(entry.instrument);
    }
    if (laws.empty()) return;
    CoverageOptions question;
    question.instruments = laws;
    question.technologies = options_.technologies;
    question.as_of = day_;
    std::map<VertexId, std::pair<Covered, std::vector<std::string>>> best;
    for (const CoverageRow& row : coverage(graph_, question)) {
      if (!graph_.home(row.company) || graph_.canonical(graph_.home(row.company)) != mix.state()) continue;
      const Company* company = graph_.fields<Company>(row.company);
      if (company == nullptr || company->technologies.empty()) continue;
      auto& [answer, missing] = best.try_emplace(row.company, Covered::out, std::vector<std::string>{}).first->second;
      answer = std::max(answer, row.answer);
      missing.insert(missing.end(), row.missing.begin(), row.missing.end());
    }
    for (auto& [company, found] : best) {
      auto& [answer, missing] = found;
      if (answer == Covered::in) continue;
      // That it is outside what is recorded says nothing of laws that are not.
      const bool outside = answer == Covered::out;
      const VertexId complete = declared_complete(graph_, {.section = "instruments", .state = mix.state()}, day_);
      if (!(outside && complete) && !options_.open) continue;
      GapRow row = start(mix, GapKind::out_of_scope, outside && complete ? Outcome::fail : Outcome::unknown);
      row.company = company;
      row.because =
          outside ? "outside every due diligence law recorded" : "whether a due diligence law covers it is not known";
      if (outside && complete)
        row.complete = complete;
      else if (outside)
        row.missing.push_back("a scope of section instruments declared complete for " +
                              std::string{graph_.key(mix.state())});
      if (answer == Covered::unknown) {
        std::sort(missing.begin(), missing.end());
        missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
        row.missing = std::move(missing);
      }
      rows.push_back(std::move(row));
    }
  }

  static std::vector<std::size_t> closed_by(const Mix& mix, std::size_t i, const std::vector<GapRow>& gaps) {
    std::vector<std::size_t> closed;
    if (mix.match(i, Dimension::binding, "mandatory") != Match::yes) return closed;
    for (std::size_t g = 0; g < gaps.size(); ++g)
      if (mix.match(i, Dimension::technology, gaps[g].technology) == Match::yes &&
          mix.match(i, Dimension::right, gaps[g].right) == Match::yes)
        closed.push_back(g);
    return closed;
  }

  const Graph& graph_;
  const GapOptions& options_;
  Date day_;
  std::shared_ptr<const Standings> standings_;
  std::shared_ptr<const detail::MixVocabulary> vocabulary_;
};

Stamp stamp_of(std::string_view query, const Graph& graph, const GapOptions& options, Date day) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string& code : options.technologies) parameters.emplace_back("technology", code);
  for (const std::string& code : options.rights) parameters.emplace_back("right", code);
  if (!options.open) parameters.emplace_back("open", "no");
  return detail::make_stamp(query, graph, day, std::move(parameters));
}

}  // namespace

std::string_view to_string(GapKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view to_string(ClosingSource source) noexcept {
  constexpr std::array<std::string_view, 3> names{"proposals", "models", "laws"};
  return names[static_cast<std::size_t>(source)];
}

GapResult gaps(const Graph& given, const GapOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const GapMaker maker{graph, options, day};
  std::vector<GapRow> rows;
  for (const VertexId state : maker.states()) {
    std::vector<GapRow> found = maker.all(maker.mix_of(state));
    std::move(found.begin(), found.end(), std::back_inserter(rows));
  }
  return {std::move(rows), stamp_of("gaps", graph, options, day)};
}

ClosingResult closing_sets(const Graph& given, const GapOptions& options, const std::vector<ClosingSource>& sources) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const GapMaker maker{graph, options, day};
  std::vector<Closing> rows;
  for (const VertexId state : maker.states()) rows.push_back(maker.closing(maker.mix_of(state), sources));
  Stamp stamp = stamp_of("closing_sets", graph, options, day);
  for (const ClosingSource source : sources) stamp.parameters.emplace_back("measures", to_string(source));
  return {std::move(rows), std::move(stamp)};
}

}  // namespace dutygraph
