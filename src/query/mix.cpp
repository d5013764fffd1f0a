// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/mix.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include <dutygraph/error.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {

using detail::underscored;

namespace {

constexpr std::array<std::string_view, 7> dimension_names{"technology", "right",   "value_chain", "addressee",
                                                          "smart_mix",  "binding", "level"};
/// The fields that record a dimension.
constexpr std::array<std::string_view, 7> field_names{"technologies", "rights",  "value_chain", "addressees",
                                                      "smart_mix",    "binding", "level"};

std::size_t index(Dimension dimension) { return static_cast<std::size_t>(dimension); }

void sort_by_key(const Graph& graph, std::vector<VertexId>& list) {
  std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::string day_text(std::optional<Date> date) { return date ? date->to_string() : std::string{"a day not recorded"}; }

}  // namespace

std::string_view to_string(Dimension dimension) noexcept { return dimension_names[index(dimension)]; }

std::optional<Dimension> parse_dimension(std::string_view text) noexcept {
  for (std::size_t i = 0; i < dimension_names.size(); ++i) {
    const std::string_view name = dimension_names[i];
    const bool same = std::equal(text.begin(), text.end(), name.begin(), name.end(),
                                 [](char a, char b) { return a == b || (a == '-' && b == '_'); });
    if (same) return static_cast<Dimension>(i);
  }
  return std::nullopt;
}

Mix::Mix(Mix&&) noexcept = default;
Mix& Mix::operator=(Mix&&) noexcept = default;
Mix::~Mix() = default;

Mix::Mix(const Graph& graph, VertexId state, Date day) : Mix{std::make_shared<const Standings>(graph, day), state} {}

Mix::Mix(std::shared_ptr<const Standings> standings, VertexId state,
         std::shared_ptr<const detail::MixVocabulary> vocabulary)
    : standings_{std::move(standings)},
      state_{standings_->graph().canonical(state)},
      vocabulary_{std::move(vocabulary)} {
  if (!vocabulary_) vocabulary_ = std::make_shared<const detail::MixVocabulary>(standings_->graph());
  const Graph& graph = standings_->graph();
  const std::int32_t day = standings_->day().first();
  // What the State is a member of, and how surely.
  std::map<VertexId, Certainty> member_of;
  for (const EdgeId e : graph.out_edges(state_, EdgeKind::member_of)) {
    Certainty& known = member_of.try_emplace(graph.canonical(graph.target(e)), Certainty::no).first->second;
    known = std::max(known, graph.on(e, day));
  }
  const auto actor = [&](const std::string& id) {
    const std::optional<VertexId> v = id.empty() ? std::nullopt : graph.find(id);
    return v && is_actor(graph.kind(*v)) ? graph.canonical(*v) : VertexId{};
  };
  std::vector<VertexId> all{graph.vertices<Instrument>().begin(), graph.vertices<Instrument>().end()};
  sort_by_key(graph, all);
  for (const VertexId v : all) {
    const Instrument* instrument = graph.fields<Instrument>(v);
    if (instrument == nullptr) continue;
    std::set<VertexId> issuers;  // the State or union behind it, and organisations
    for (const std::string* id : {&instrument->state, &instrument->organisation, &instrument->issuer}) {
      const VertexId issuer = actor(*id);
      if (!issuer) continue;
      issuers.insert(issuer);
      if (graph.kind(issuer) != VertexKind::state)
        for (const VertexId behind : detail::states_of(graph, issuer, day)) issuers.insert(graph.canonical(behind));
    }
    if (issuers.contains(state_)) {
      add(v, Certainty::certain, "own", {});
      continue;
    }
    bool found = false;
    for (const TreatyParty& party : instrument->parties) {
      if (actor(party.state) != state_) continue;
      found = true;
      const Certainty bound = party.from ? Interval{party.from, std::nullopt}.on(day) : Certainty::certain;
      if (!party.from && party.date)
        add(v, Interval{party.date, std::nullopt}.on(day) == Certainty::no ? Certainty::no : Certainty::possible,
            "party", "signed " + day_text(party.date) + ", a day from which it binds is not recorded");
      else
        add(v, bound, "party", bound == Certainty::possible ? "binds from " + day_text(party.from) : std::string{});
      break;
    }
    if (found) continue;
    for (const auto& [group, certainty] : member_of) {
      if (!issuers.contains(group) || certainty == Certainty::no) continue;
      const std::string through = "member of " + std::string{graph.key(group)};
      const bool directive = instrument->type == "directive" && graph.kind(group) == VertexKind::state;
      if (certainty == Certainty::possible) {
        add(v, certainty, through, "the dates of the membership in " + std::string{graph.key(group)});
      } else if (directive) {
        // Addressed to the State: it reaches companies through what the State makes of it.
        Certainty transposed = Certainty::no;
        for (const VertexId other : standings_->of(v).implemented_by) {
          const Instrument* measure = graph.fields<Instrument>(other);
          if (actor(measure->state) == state_) transposed = std::max(transposed, standings_->in_force(other));
        }
        if (transposed == Certainty::certain)
          add(v, Certainty::certain, through, {});
        else
          add(v, Certainty::possible, through,
              "no measure in force that implements it is recorded (due " + day_text(instrument->due) + ")");
      } else {
        add(v, Certainty::certain, through, {});
      }
      break;
    }
  }
}

void Mix::add(VertexId v, Certainty belongs, std::string through, std::string open) {
  if (belongs == Certainty::no) return;
  MixInstrument& entry = instruments_.emplace_back();
  entry.instrument = v;
  entry.standing = standings_->of(v);
  entry.belongs = belongs;
  entry.through = std::move(through);
  entry.open = std::move(open);
  if (entry.open.empty() && entry.standing.in_force == Certainty::possible)
    entry.open = entry.standing.disputed        ? "sources disagree about it"
                 : entry.standing.superseded_by ? "whether a later version has replaced it"
                                                : "the days on which it is in force";
  fields_.emplace_back(standings_->graph(), *vocabulary_, *standings_->graph().fields<Instrument>(v),
                       standings_->provisions(v));
}

const std::vector<std::string>& Mix::values(std::size_t i, Dimension dimension) const {
  return fields_[i].values[index(dimension)];
}

Match Mix::match(std::size_t i, Dimension dimension, std::string_view value) const {
  const std::vector<std::string>& listed = values(i, dimension);
  if (listed.empty()) return Match::unstated;
  if (dimension == Dimension::binding && listed.front() == "hybrid" && value != "hybrid") return Match::partly;
  const bool technology = dimension == Dimension::technology;
  const std::string wanted = technology ? underscored(value) : std::string{value};
  const std::string_view taxonomy = technology ? "object" : to_string(dimension);
  const bool yes = std::any_of(listed.begin(), listed.end(), [&](const std::string& known) {
    return vocabulary_->is_below(taxonomy, wanted, known);
  });
  return yes ? Match::yes : Match::no;
}

namespace {

Match match_any(const Mix& mix, std::size_t i, const MixTerm& term) {
  Match match = Match::no;
  for (const std::string& value : term.any) match = std::max(match, mix.match(i, term.dimension, value));
  return match;
}

/// Whether a negative record speaks to all that the terms ask for: it must not be about something narrower.
bool rules_out(const Mix& mix, std::size_t i, const MixTerms& terms) {
  constexpr std::array subjects{Dimension::technology, Dimension::right, Dimension::value_chain};
  bool named = false;
  for (const Dimension subject : subjects) {
    if (mix.values(i, subject).empty()) continue;
    const bool asked = std::any_of(terms.begin(), terms.end(), [&](const MixTerm& term) {
      return term.dimension == subject && !term.any.empty() &&
             std::all_of(term.any.begin(), term.any.end(),
                         [&](const std::string& value) { return mix.match(i, subject, value) == Match::yes; });
    });
    if (!asked) return false;
    named = true;
  }
  return named && std::none_of(terms.begin(), terms.end(),
                               [&](const MixTerm& term) { return match_any(mix, i, term) == Match::no; });
}

}  // namespace

MixCell ask(const Mix& mix, const MixTerms& terms) {
  const Graph& graph = mix.standings().graph();
  MixCell cell;
  cell.state = mix.state();
  Inquiry inquiry{.section = "instruments", .state = mix.state()};
  for (const MixTerm& term : terms) {
    if (term.any.size() != 1) continue;
    if (term.dimension == Dimension::technology) inquiry.technology = term.any.front();
    if (term.dimension == Dimension::right) inquiry.right = term.any.front();
  }
  cell.complete = declared_complete(graph, inquiry, mix.standings().day());

  std::vector<VertexId> partly;
  std::set<std::string> unstated, open;
  bool unsure = false;
  std::vector<Applied> applied;
  for (std::size_t i = 0; i < mix.instruments().size(); ++i) {
    const MixInstrument& entry = mix.instruments()[i];
    if (entry.standing.negative) {
      const std::int32_t day = mix.standings().day().first();
      if (graph.lifetime(entry.instrument).on(day) == Certainty::certain && rules_out(mix, i, terms))
        cell.against.push_back(entry.instrument);
      continue;
    }
    Match worst = Match::yes;
    std::vector<std::string> lacking;
    for (const MixTerm& term : terms) {
      const Match match = match_any(mix, i, term);
      if (match == Match::unstated)
        lacking.push_back(std::string{field_names[index(term.dimension)]} + " of " +
                          std::string{graph.key(entry.instrument)});
      worst = std::min(worst, match);
      if (worst == Match::no) break;
    }
    if (worst == Match::no) continue;
    const Certainty certainty = std::min(entry.belongs, entry.standing.in_force);
    if (certainty == Certainty::no) continue;
    if (worst == Match::unstated) {
      cell.candidates.push_back(entry.instrument);
      unstated.insert(lacking.begin(), lacking.end());
    } else if (certainty == Certainty::possible) {
      cell.candidates.push_back(entry.instrument);
      unsure = true;
      open.insert(std::string{graph.key(entry.instrument)} + ": " + entry.open);
    } else {
      (worst == Match::yes ? cell.instruments : partly).push_back(entry.instrument);
      applied.push_back(entry.standing.applied);
    }
  }
  const bool met = !cell.instruments.empty(), half = !partly.empty(), negative = !cell.against.empty();
  cell.instruments.insert(cell.instruments.end(), partly.begin(), partly.end());
  sort_by_key(graph, cell.instruments);
  if (met || half) {
    cell.result = met && !negative ? Outcome::pass : Outcome::partial;
  } else if ((negative || cell.complete) && !unsure) {
    cell.result = Outcome::fail;
  } else {
    cell.result = Outcome::unknown;
  }
  if (met || half || (negative && !unsure)) cell.complete = {};  // decided by records

  if (!applied.empty()) {
    const auto any = [&](auto test) { return std::any_of(applied.begin(), applied.end(), test); };
    const auto idle = [](Applied a) {
      return a == Applied::not_yet || a == Applied::dormant || a == Applied::suspended;
    };
    const bool active = any([](Applied a) { return a == Applied::active; });
    if (active && !any(idle) && !any([](Applied a) { return a == Applied::mixed; }))
      cell.applied = Outcome::pass;
    else if (active || any([](Applied a) { return a == Applied::mixed; }))
      cell.applied = Outcome::partial;
    else
      cell.applied = std::all_of(applied.begin(), applied.end(), idle) ? Outcome::fail : Outcome::unknown;
  }
  if (cell.result == Outcome::unknown || cell.result == Outcome::partial) {
    cell.missing.insert(cell.missing.end(), open.begin(), open.end());
    if (!cell.complete) cell.missing.insert(cell.missing.end(), unstated.begin(), unstated.end());
    if (cell.result == Outcome::unknown && cell.candidates.empty())
      cell.missing.push_back(
          "a record of such an instrument, or a scope of section instruments declared complete for " +
          std::string{graph.key(mix.state())});
  }
  return cell;
}

std::vector<std::string> axis_values(const Graph& graph, Dimension dimension) {
  const auto listed = [](std::string_view list) {
    const auto codes = vocab::find_codelist(list)->codes;
    return std::vector<std::string>{codes.begin(), codes.end()};
  };
  switch (dimension) {
    case Dimension::smart_mix:
      return listed("instrument.smart_mix");
    case Dimension::binding:
      return listed("instrument.binding");
    case Dimension::level:
      return listed("instrument.level");
    default:
      break;
  }
  std::set<std::string> named;
  const auto take = [&](const std::vector<std::string>& codes) { named.insert(codes.begin(), codes.end()); };
  const auto take_some = [&](const std::string& code) {
    if (!code.empty()) named.insert(code);
  };
  switch (dimension) {
    case Dimension::technology:
      for (const VertexId v : graph.vertices<Company>())
        if (const Company* company = graph.fields<Company>(v)) take(company->technologies);
      for (const VertexId v : graph.vertices<Engagement>())
        if (const Engagement* deal = graph.fields<Engagement>(v)) take(deal->technologies);
      for (const VertexId v : graph.vertices<Instrument>())
        if (const Instrument* instrument = graph.fields<Instrument>(v)) take(instrument->technologies);
      for (const VertexId v : graph.vertices<Salient>())
        if (const Salient* pair = graph.fields<Salient>(v)) take_some(pair->technology);
      for (const VertexId v : graph.vertices<Completeness>())
        if (const Completeness* scope = graph.fields<Completeness>(v)) take_some(scope->technology);
      break;
    case Dimension::right:
      for (const VertexId v : graph.vertices<Instrument>())
        if (const Instrument* instrument = graph.fields<Instrument>(v)) take(instrument->rights);
      for (const VertexId v : graph.vertices<Provision>())
        if (const Provision* provision = graph.fields<Provision>(v)) take(provision->issues);
      for (const VertexId v : graph.vertices<Salient>())
        if (const Salient* pair = graph.fields<Salient>(v)) take_some(pair->right);
      for (const VertexId v : graph.vertices<Completeness>())
        if (const Completeness* scope = graph.fields<Completeness>(v)) take_some(scope->right);
      break;
    case Dimension::value_chain:
      for (const VertexId v : graph.vertices<Instrument>())
        if (const Instrument* instrument = graph.fields<Instrument>(v)) take(instrument->value_chain);
      take(listed("value_chain"));
      break;
    default: {  // addressee
      const detail::MixVocabulary vocabulary{graph};
      for (const VertexId v : graph.vertices<Provision>())
        if (const Provision* provision = graph.fields<Provision>(v)) take(vocabulary.addressees_of(graph, *provision));
      break;
    }
  }
  std::vector<std::string> values;
  const std::string_view list = dimension == Dimension::value_chain ? "value_chain" : to_string(dimension);
  if (dimension == Dimension::addressee) {
    for (const char* code : {"company", "agency", "State"}) {
      values.emplace_back(code);
      named.erase(code);
    }
  } else {
    std::set<std::string> plain;
    for (const std::string& code : named) plain.insert(dimension == Dimension::technology ? underscored(code) : code);
    named = std::move(plain);
    for (const std::string_view code : vocab::find_codelist(list)->codes)
      if (named.erase(std::string{code}) != 0) values.emplace_back(code);
  }
  values.insert(values.end(), named.begin(), named.end());
  return values;
}

namespace {

/// The pairs that `salient` records name for a State.
std::set<TechnologyRight> salient_records(const Graph& graph, VertexId state, Date day) {
  std::set<TechnologyRight> pairs;
  for (const VertexId v : graph.vertices<Salient>()) {
    const Salient* pair = graph.fields<Salient>(v);
    if (pair == nullptr || pair->facts.assertion == Assertion::negative ||
        graph.lifetime(v).on(day.first()) == Certainty::no)
      continue;
    const auto of = pair->state.empty() ? std::nullopt : graph.find(VertexKind::state, pair->state);
    if (!pair->state.empty() && (!of || graph.canonical(*of) != graph.canonical(state))) continue;
    pairs.emplace(underscored(pair->technology), pair->right);
  }
  return pairs;
}

}  // namespace

std::vector<TechnologyRight> salient_pairs(const Graph& graph, VertexId state, Date day) {
  std::set<TechnologyRight> pairs = salient_records(graph, state, day);
  if (pairs.empty()) {
    const auto take = [&](const std::vector<std::string>& technologies, const std::vector<std::string>& rights) {
      for (const std::string& technology : technologies)
        for (const std::string& right : rights) pairs.emplace(underscored(technology), right);
    };
    for (const VertexId v : graph.vertices<Instrument>())
      if (const Instrument* instrument = graph.fields<Instrument>(v))
        take(instrument->technologies, instrument->rights);
    const detail::MixVocabulary vocabulary{graph};
    for (const VertexId v : graph.vertices<Provision>())
      if (const Provision* provision = graph.fields<Provision>(v); provision != nullptr)
        take(vocabulary.technologies_of(*provision), provision->issues);
    for (const VertexId v : graph.vertices<Completeness>())
      if (const Completeness* scope = graph.fields<Completeness>(v))
        if (!scope->technology.empty() && !scope->right.empty()) take({scope->technology}, {scope->right});
  }
  return {pairs.begin(), pairs.end()};
}

namespace {

std::vector<std::string> axis(const Graph& graph, Dimension dimension, const std::vector<std::string>& asked) {
  return asked.empty() ? axis_values(graph, dimension) : asked;
}

std::string text_of(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ",") + item;
  return text;
}

Stamp stamp_of(std::string_view query, const Graph& graph, Date day, const MixOptions& options, bool axes) {
  std::vector<std::pair<std::string, std::string>> parameters;
  if (axes) {
    const auto name = [](Dimension dimension, const std::vector<std::string>& asked) {
      return std::string{to_string(dimension)} + (asked.empty() ? "" : "=" + text_of(asked));
    };
    parameters.emplace_back("rows", name(options.rows, options.row_values));
    parameters.emplace_back("columns", name(options.columns, options.column_values));
  }
  for (const MixTerm& term : options.only)
    parameters.emplace_back("only", std::string{to_string(term.dimension)} + "=" + text_of(term.any));
  return detail::make_stamp(query, graph, day, std::move(parameters));
}

/// Calls \p make with the mix of each State of the question that has one.
template <class Make>
void each_mix(const Graph& graph, Date day, const MixOptions& options, Make make) {
  const auto standings = std::make_shared<const Standings>(graph, day);
  const auto vocabulary = std::make_shared<const detail::MixVocabulary>(graph);
  for (const VertexId state : detail::states_asked(graph, options.states)) {
    const Mix mix{standings, state, vocabulary};
    if (mix.instruments().empty() && options.states.empty()) continue;
    make(mix);
  }
}

}  // namespace

MixResult mix(const Graph& given, const MixOptions& options) {
  if (options.rows == options.columns)
    throw UsageError{"rows and columns of a matrix must differ; both are " + std::string{to_string(options.rows)}};
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  const std::vector<std::string> rows = axis(graph, options.rows, options.row_values);
  const std::vector<std::string> columns = axis(graph, options.columns, options.column_values);
  const bool pairs = (options.rows == Dimension::technology && options.columns == Dimension::right) ||
                     (options.rows == Dimension::right && options.columns == Dimension::technology);
  std::vector<MixCell> cells;
  each_mix(graph, day, options, [&](const Mix& mix) {
    const std::set<TechnologyRight> salient =
        pairs ? salient_records(graph, mix.state(), day) : std::set<TechnologyRight>{};
    for (const std::string& row : rows)
      for (const std::string& column : columns) {
        MixTerms terms = options.only;
        terms.push_back({options.rows, {row}});
        terms.push_back({options.columns, {column}});
        MixCell cell = ask(mix, terms);
        cell.row = row;
        cell.column = column;
        if (!salient.empty() && cell.instruments.empty() && cell.against.empty()) {
          const bool technology_first = options.rows == Dimension::technology;
          const TechnologyRight pair{underscored(technology_first ? row : column), technology_first ? column : row};
          if (!salient.contains(pair)) {
            cell.result = Outcome::not_applicable;
            cell.complete = {};
            cell.candidates.clear();
            cell.missing.clear();
          }
        }
        cells.push_back(std::move(cell));
      }
  });
  return {std::move(cells), stamp_of("mix", graph, day, options, true)};
}

MixResult quadrants(const Graph& given, const MixOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  std::vector<MixCell> cells;
  each_mix(graph, day, options, [&](const Mix& mix) {
    for (const char* binding : {"mandatory", "voluntary"})
      for (const bool national : {true, false}) {
        MixTerms terms = options.only;
        terms.push_back({Dimension::binding, {binding}});
        terms.push_back({Dimension::level, national ? std::vector<std::string>{"national", "subnational"}
                                                    : std::vector<std::string>{"international", "regional"}});
        MixCell cell = ask(mix, terms);
        cell.row = binding;
        cell.column = national ? "national" : "international";
        cells.push_back(std::move(cell));
      }
  });
  return {std::move(cells), stamp_of("quadrants", graph, day, options, false)};
}

}  // namespace dutygraph
