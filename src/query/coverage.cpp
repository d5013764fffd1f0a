// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coverage.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <dutygraph/error.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/standing.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "query/day.hpp"
#include "query/group.hpp"
#include "query/mix_fields.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 5> operators{">=", "<=", ">", "<", "="};

bool is_money(std::string_view metric) {
  return metric == "turnover" || metric == "balance_sheet" || metric == "amount";
}

bool holds(std::strong_ordering order, std::string_view op) {
  if (op == ">=") return order >= 0;
  if (op == "<=") return order <= 0;
  if (op == ">") return order > 0;
  if (op == "<") return order < 0;
  return order == 0;
}

std::string text_of(const ScopeTest& test) {
  return test.metric + test.op + (test.value ? test.value->to_string() : "?") +
         (test.currency.empty() ? "" : " " + test.currency);
}

/// The figure of one metric in one year, or nothing.
const std::optional<Decimal>* figure(const CompanySize& size, std::string_view metric) {
  if (metric == "staff") return &size.staff;
  if (metric == "staff_home") return &size.staff_home;
  if (metric == "turnover") return &size.turnover;
  if (metric == "balance_sheet") return &size.balance_sheet;
  if (metric == "users") return &size.users;
  return nullptr;
}

class CoverageMaker {
 public:
  CoverageMaker(const Graph& graph, const CoverageOptions& options, Date day)
      : graph_{graph},
        options_{options},
        day_{day},
        year_{std::stoi(day.to_string().substr(0, 4))},
        standings_{graph, day},
        vocabulary_{graph} {
    if (!options.need.empty() && options.need != "all" && !Decimal::parse(options.need))
      throw UsageError{"need must be \"all\" or a number of tests, not \"" + options.need + "\""};
    for (const ScopeTest& test : options.instead)
      if (!test.value) throw UsageError{"a test needs a value: staff>=1000"};
    for (const VertexId v : options.companies) companies_.push_back(graph.canonical(v));
    if (companies_.empty())
      for (const VertexId v : graph.vertices<Company>())
        if (graph.canonical(v) == v) companies_.push_back(v);
    by_key(companies_);
  }

  void add(VertexId v) {
    const Instrument* instrument = graph_.fields<Instrument>(v);
    if (instrument == nullptr) return;
    Thresholds recorded = instrument->scope.value_or(Thresholds{});
    Thresholds asked = recorded;
    for (const ScopeTest& test : options_.instead) {
      const auto same = std::find_if(asked.tests.begin(), asked.tests.end(),
                                     [&](const ScopeTest& known) { return known.metric == test.metric; });
      if (same == asked.tests.end()) {
        asked.tests.push_back(test);
      } else {
        const std::string currency = same->currency;
        *same = test;
        if (same->currency.empty()) same->currency = currency;
      }
    }
    if (!options_.need.empty()) asked.need = options_.need;
    behind_.clear();
    for (const std::string* id : {&instrument->state, &instrument->organisation, &instrument->issuer}) {
      const auto actor = id->empty() ? std::nullopt : graph_.find(*id);
      if (!actor || !is_actor(graph_.kind(*actor))) continue;
      for (const VertexId state : detail::states_of(graph_, *actor, day_.first()))
        behind_.insert(graph_.canonical(state));
    }
    std::set<VertexId> members = behind_;
    for (const VertexId state : behind_)
      for (const EdgeId e : graph_.in_edges(state, EdgeKind::member_of))
        if (graph_.on(e, day_.first()) != Certainty::no) members.insert(graph_.canonical(graph_.source(e)));
    if (!options_.states.empty() && std::none_of(options_.states.begin(), options_.states.end(), [&](VertexId state) {
          return members.contains(graph_.canonical(state));
        }))
      return;
    stakes_.reset();
    for (const VertexId company : companies_) add(v, *instrument, recorded, asked, members, company);
  }

  [[nodiscard]] std::vector<CoverageRow> take() { return std::move(rows_); }

  void by_key(std::vector<VertexId>& list) const {
    std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) { return graph_.key(a) < graph_.key(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  [[nodiscard]] const Standings& standings() const { return standings_; }

 private:
  void add(VertexId v, const Instrument& instrument, const Thresholds& recorded, const Thresholds& asked,
           const std::set<VertexId>& members, VertexId company) {
    const Company* fields = graph_.fields<Company>(company);
    if (!options_.technologies.empty() && !shares(fields, options_.technologies)) return;
    CoverageRow row;
    row.instrument = v;
    row.company = company;
    const std::string name{graph_.key(company)};
    // Whether the company is one the instrument may reach at all.
    Covered reach = Covered::in;
    const VertexId home = graph_.home(company) ? graph_.canonical(graph_.home(company)) : VertexId{};
    if (!behind_.empty()) {
      bool operates = false;
      if (fields != nullptr)
        for (const std::string& id : fields->operates)
          if (const auto state = graph_.find(VertexKind::state, id))
            operates = operates || members.contains(graph_.canonical(*state));
      const bool at_home = home && members.contains(home);
      if (!at_home) {
        const bool listed = fields != nullptr && !fields->operates.empty();
        reach = home && listed && !operates && !instrument.extraterritorial.value_or(false) ? Covered::out
                                                                                            : Covered::unknown;
        row.because.push_back(home ? "home: " + std::string{graph_.key(home)} : "home is not recorded");
        if (reach == Covered::unknown)
          row.missing.push_back(home ? "whether " + std::string{graph_.key(v)} + " reaches " + name + ", at home in " +
                                           std::string{graph_.key(home)}
                                     : "home of " + name);
        if (options_.companies.empty() && home && !operates) return;  // of another State: only if asked for
      }
    }
    if (!instrument.technologies.empty() && !shares(fields, instrument.technologies)) {
      const bool known = fields != nullptr && !fields->technologies.empty();
      reach = std::min(reach, known ? Covered::out : Covered::unknown);
      if (known)
        row.because.emplace_back("technologies: none of those of the instrument");
      else
        row.missing.push_back("technologies of " + name);
    }
    if (reach == Covered::out) row.missing.clear();
    row.need = asked.need.empty() ? "all" : asked.need;
    std::vector<std::string> missing;
    const Covered tested = evaluate(asked, v, company, fields, &row.tests, &missing);
    const Covered before = evaluate(recorded, v, company, fields, nullptr, nullptr);
    row.answer = std::min(reach, tested);
    row.recorded = std::min(reach, before);
    if (row.answer == Covered::unknown && tested == Covered::unknown)
      row.missing.insert(row.missing.end(), missing.begin(), missing.end());
    if (row.answer != Covered::unknown) row.missing.clear();
    rows_.push_back(std::move(row));
  }

  [[nodiscard]] bool shares(const Company* company, const std::vector<std::string>& technologies) const {
    if (company == nullptr) return false;
    for (const std::string& own : company->technologies)
      for (const std::string& asked : technologies)
        if (vocabulary_.is_below("object", detail::underscored(own), detail::underscored(asked))) return true;
    return false;
  }

  [[nodiscard]] Covered evaluate(const Thresholds& scope, VertexId instrument, VertexId company, const Company* fields,
                                 std::vector<CoverageTest>* tests, std::vector<std::string>* missing) {
    if (scope.tests.empty()) {
      if (missing != nullptr) missing->push_back("scope of " + std::string{graph_.key(instrument)});
      return Covered::unknown;
    }
    std::int64_t sure = 0, maybe = 0;
    for (const ScopeTest& test : scope.tests) {
      CoverageTest answer = ask(test, company, fields, missing);
      sure += answer.answer == Covered::in ? 1 : 0;
      maybe += answer.answer == Covered::out ? 0 : 1;
      if (tests != nullptr) tests->push_back(std::move(answer));
    }
    const auto all = static_cast<std::int64_t>(scope.tests.size());
    const bool every = scope.need.empty() || scope.need == "all";
    const auto asked = every ? std::nullopt : Decimal::parse(scope.need);
    const Decimal need = asked ? *asked : Decimal{all};
    if (Decimal{sure} >= need) return Covered::in;
    return Decimal{maybe} < need ? Covered::out : Covered::unknown;
  }

  [[nodiscard]] CoverageTest ask(const ScopeTest& test, VertexId company, const Company* fields,
                                 std::vector<std::string>* missing) {
    CoverageTest out;
    out.test = test;
    const auto lacks = [&](std::string text) {
      if (missing != nullptr) missing->push_back(std::move(text));
    };
    const std::string name{graph_.key(company)};
    if (!test.value) {
      lacks("value of the test " + text_of(test));
      return out;
    }
    if (test.metric == "stake") {
      ask_stake(test, company, out);
      if (out.answer == Covered::unknown) lacks("stake in " + name);
      return out;
    }
    const CompanySize* last = nullptr;
    bool later = false;
    if (fields != nullptr)
      for (const CompanySize& size : fields->size) {
        const std::optional<Decimal>* value = figure(size, test.metric);
        if (value == nullptr || !*value) continue;
        if (size.year && *size.year > year_) {
          later = true;
        } else if (last == nullptr || (size.year && (!last->year || *last->year <= *size.year))) {
          last = &size;
        }
      }
    if (last == nullptr) {
      lacks(test.metric + " of " + name + (later ? " by " + std::to_string(year_) : ""));
      return out;
    }
    out.value = *figure(*last, test.metric);
    out.year = last->year;
    if (is_money(test.metric)) {
      out.currency = last->currency;
      if (out.currency != test.currency || test.currency.empty()) {
        lacks(test.metric + " of " + name + " in " +
              (test.currency.empty() ? "the currency of the test" : test.currency));
        return out;
      }
    }
    out.answer = holds(*out.value <=> *test.value, test.op) ? Covered::in : Covered::out;
    return out;
  }

  /// The stake of the State behind the instrument, as a range.
  void ask_stake(const ScopeTest& test, VertexId company, CoverageTest& out) {
    const auto limit = Percent::parse(test.value->to_string());
    if (behind_.size() != 1 || !limit) return;
    if (!stakes_) {
      stakes_.emplace();
      ControlOptions question;
      question.as_of = day_;
      question.states = {*behind_.begin()};
      question.companies = companies_;
      for (const ControlRow& row : control(graph_, question))
        stakes_->insert_or_assign(row.company, std::pair{row.low, row.high});
    }
    const auto at = stakes_->find(company);
    Bound low{}, high{};
    if (at != stakes_->end()) std::tie(low, high) = at->second;
    const auto order = [&](const Bound& bound, bool is_low) {
      // An open bound is never reached: just above the low, just below the high end.
      const auto o = bound.value <=> limit->value;
      return o == 0 && bound.open ? (is_low ? std::strong_ordering::greater : std::strong_ordering::less) : o;
    };
    const bool at_low = holds(order(low, true), test.op), at_high = holds(order(high, false), test.op);
    if (test.op == "=")
      out.answer = low.value == high.value && at_low ? Covered::in : Covered::unknown;
    else
      out.answer = at_low == at_high ? (at_low ? Covered::in : Covered::out) : Covered::unknown;
    if (low.value == high.value) out.value = Decimal::parse(low.value.to_string());
  }

  const Graph& graph_;
  const CoverageOptions& options_;
  Date day_;
  std::int64_t year_;
  Standings standings_;
  detail::MixVocabulary vocabulary_;
  std::vector<VertexId> companies_;
  std::set<VertexId> behind_;  // the States or unions behind the instrument
  std::optional<std::map<VertexId, std::pair<Bound, Bound>>> stakes_;
  std::vector<CoverageRow> rows_;
};

}  // namespace

std::string_view to_string(Covered covered) noexcept {
  switch (covered) {
    case Covered::out:
      return "out";
    case Covered::unknown:
      return "unknown";
    case Covered::in:
      return "in";
  }
  return "unknown";
}

ScopeTest parse_scope_test(std::string_view text) {
  const auto wrong = [&](const std::string& what) {
    return UsageError{"\"" + printable(text) + "\" " + what + "; a test reads staff>=1000 or turnover>450000000 EUR"};
  };
  const std::size_t at = text.find_first_of("<>=");
  if (at == std::string_view::npos) throw wrong("has no <, <=, =, >= or >");
  ScopeTest test;
  test.metric = text.substr(0, at);
  if (!vocab::contains("scope.metric", test.metric)) throw wrong("names no metric");
  if (test.metric == "amount" || test.metric == "tenor_months") throw wrong("is a matter of deals, not of companies");
  std::string_view rest = text.substr(at);
  for (const std::string_view op : operators)
    if (test.op.empty() && rest.starts_with(op)) test.op = op;
  rest.remove_prefix(test.op.size());
  const std::size_t space = rest.find(' ');
  test.value = Decimal::parse(rest.substr(0, space));
  if (!test.value) throw wrong("has no number");
  if (space != std::string_view::npos) test.currency = rest.substr(space + 1);
  if (!test.currency.empty() &&
      (test.currency.size() != 3 || !is_money(test.metric) ||
       !std::all_of(test.currency.begin(), test.currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; })))
    throw wrong("has a currency that is none");
  return test;
}

CoverageResult coverage(const Graph& given, const CoverageOptions& options) {
  const Date day = detail::day_of(given, options.as_of);
  const Graph graph = detail::seen_on(given, day);
  CoverageMaker maker{graph, options, day};
  std::vector<VertexId> instruments = options.instruments;
  if (instruments.empty())
    for (const VertexId v : graph.vertices<Instrument>()) {
      const Instrument* instrument = graph.fields<Instrument>(v);
      if (instrument != nullptr && instrument->scope && !instrument->scope->tests.empty() &&
          std::none_of(
              instrument->scope->tests.begin(), instrument->scope->tests.end(),
              [](const ScopeTest& test) { return test.metric == "amount" || test.metric == "tenor_months"; }) &&
          maker.standings().in_force(v) != Certainty::no)
        instruments.push_back(v);
    }
  maker.by_key(instruments);
  for (const VertexId v : instruments) maker.add(v);
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const ScopeTest& test : options.instead) parameters.emplace_back("threshold", text_of(test));
  if (!options.need.empty()) parameters.emplace_back("need", options.need);
  for (const std::string& code : options.technologies) parameters.emplace_back("technology", code);
  return {maker.take(), detail::make_stamp("coverage", graph, day, std::move(parameters))};
}

}  // namespace dutygraph
