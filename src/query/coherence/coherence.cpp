// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/coherence.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include <dutygraph/error.hpp>

#include "base/json_text.hpp"
#include "base/sha256.hpp"
#include "query/coherence/detect.hpp"
#include "query/day.hpp"
#include "query/stamp.hpp"

namespace dutygraph {
namespace {

template <std::size_t size, class Enum>
std::string_view name(const std::array<std::string_view, size>& names, Enum value) noexcept {
  const auto i = static_cast<std::size_t>(value);
  return i < size ? names[i] : std::string_view{};
}

constexpr std::array<std::string_view, 6> rule_names{
    "", "explicit-clause", "internal-exception", "lex-superior", "lex-specialis", "lex-posterior"};

/// The rules as canonical JSON: what the stamp hashes.
std::string rules_text(const PriorityRules& rules) {
  detail::JsonText json;
  json.object([&] {
    json.key("order").array([&] {
      for (const PriorityRule rule : rules.order) json.string(to_string(rule));
    });
    json.key("posterior_across_issuers").boolean(rules.posterior_across_issuers);
  });
  return json.take();
}

/// Worst first, then by ids, kind and what tells findings of the same records apart.
class Before {
 public:
  explicit Before(const Graph& graph) : graph_{graph} {}
  bool operator()(const Finding& a, const Finding& b) const {
    if (a.severity != b.severity) return b.severity < a.severity;
    for (std::size_t i = 0; i < std::min(a.ids.size(), b.ids.size()); ++i)
      if (a.ids[i] != b.ids[i]) return key(a.ids[i]) < key(b.ids[i]);
    const Particulars &x = a.details(), &y = b.details();
    return std::tie(x.on, x.term, x.from, x.through) < std::tie(y.on, y.term, y.from, y.through) ||
           (std::tie(x.on, x.term, x.from, x.through) == std::tie(y.on, y.term, y.from, y.through) &&
            std::tuple{a.ids.size(), a.kind} < std::tuple{b.ids.size(), b.kind});
  }

 private:
  [[nodiscard]] std::pair<std::string_view, VertexId> key(VertexId v) const { return {graph_.key(v), v}; }
  const Graph& graph_;
};

bool run(const Graph& graph, const CoherenceOptions& options, std::int32_t day, const detail::Sink& sink) {
  std::set<VertexId> states;
  for (const VertexId state : options.states) states.insert(graph.canonical(state));
  const auto is_asked = [&](const Finding& finding) {
    return states.empty() ||
           (!finding.states.empty() && std::all_of(finding.states.begin(), finding.states.end(),
                                                   [&](VertexId state) { return states.contains(state); }));
  };
  const detail::Sink asked = [&](Finding&& finding) { return !is_asked(finding) || sink(std::move(finding)); };
  const detail::Norms norms{graph, options.stop};
  detail::Judge judge{norms, options, day};
  const detail::Records& records = norms.records();
  return detail::find_pairs(judge, asked, options.stop) && detail::find_joint(judge, asked, options.stop) &&
         detail::find_frustrations(judge, asked, options.stop) && detail::find_support(records, judge, asked) &&
         detail::find_institutional(records, judge, asked) && detail::find_abroad(records, judge, asked);
}

}  // namespace

std::string_view to_string(TensionKind kind) noexcept {
  static constexpr std::array<std::string_view, 19> names{"collision",
                                                          "joint-collision",
                                                          "contradiction",
                                                          "competition",
                                                          "duplication",
                                                          "frustration",
                                                          "support-vs-restriction",
                                                          "procurement-vs-restriction",
                                                          "support-without-safeguard",
                                                          "mandate-gap",
                                                          "mandate-duplicated",
                                                          "commitment-not-implemented",
                                                          "coordination-gap",
                                                          "capacity-gap",
                                                          "capacity-unknown",
                                                          "treaty-limits-measure",
                                                          "position-mismatch",
                                                          "term-drift",
                                                          "goal-tension"};
  return name(names, kind);
}

std::string_view to_string(Axis axis) noexcept {
  static constexpr std::array<std::string_view, 5> names{"", "vertical", "inter-state", "intra-agency", "horizontal"};
  return name(names, axis);
}

std::string_view to_string(Tier tier) noexcept {
  static constexpr std::array<std::string_view, 4> names{"", "hard", "mixed", "soft"};
  return name(names, tier);
}

std::string_view to_string(FindingStatus status) noexcept {
  static constexpr std::array<std::string_view, 7> names{"unresolved", "standing", "resolved", "apparent",
                                                         "exposed",    "excepted", "unknown"};
  return name(names, status);
}

std::string_view to_string(PriorityRule rule) noexcept { return name(rule_names, rule); }

std::optional<PriorityRule> parse_priority_rule(std::string_view text) noexcept {
  const auto* at = std::find(rule_names.begin() + 1, rule_names.end(), text);
  if (at == rule_names.end()) return std::nullopt;
  return static_cast<PriorityRule>(at - rule_names.begin());
}

std::string_view to_string(When when) noexcept {
  static constexpr std::array<std::string_view, 3> names{"past", "future", "current"};
  return name(names, when);
}

std::string_view to_string(ScopeRelation relation) noexcept {
  static constexpr std::array<std::string_view, 5> names{"", "equal", "inside", "contains", "crossing"};
  return name(names, relation);
}

const Particulars& Finding::details() const noexcept {
  static const Particulars none;
  return particulars ? *particulars : none;
}

std::string SeverityWeights::id() const {
  std::string text;
  for (const double weight : {certainty, kind, status, when, binding, right, exposed})
    text += std::to_string(std::llround(weight * 1e6)) + " ";
  return "sha256:" + detail::sha256(text);
}

SeverityNumber::SeverityNumber(const SeverityVector& vector, const SeverityWeights& weights)
    : weights_id_{weights.id()} {
  double sum = 0, all = 0;
  const auto add = [&](std::int8_t value, double weight, int greatest) {
    if (value < 0) return;  // unknown: neither counted nor divided by
    sum += weight * value / greatest;
    all += weight;
  };
  add(vector.certainty, weights.certainty, 1);
  add(vector.kind, weights.kind, 4);
  add(vector.status, weights.status, 3);
  add(vector.when, weights.when, 2);
  add(vector.binding, weights.binding, 2);
  add(vector.right, weights.right, 3);
  add(vector.exposed, weights.exposed, 4);
  value_ = all > 0 ? 100 * sum / all : 0;
}

bool operator<(const SeverityNumber& a, const SeverityNumber& b) {
  if (a.weights_id_ != b.weights_id_) throw UsageError{"numbers of severity under different weights do not compare"};
  return a.value_ < b.value_;
}

CoherenceResult coherence(const Graph& graph, const CoherenceOptions& options) {
  const Date day = detail::day_of(graph, options.as_of);
  const Before before{graph};
  std::vector<Finding> rows;
  std::size_t total = 0;
  const auto cut = [&] {
    const auto keep = static_cast<std::ptrdiff_t>(std::min(rows.size(), options.limit));
    std::nth_element(rows.begin(), rows.begin() + keep, rows.end(), before);
    rows.erase(rows.begin() + keep, rows.end());
  };
  run(graph, options, day.first(), [&](Finding&& finding) {
    ++total;
    rows.push_back(std::move(finding));
    if (rows.size() / 2 > options.limit && rows.size() > 1024) cut();
    return true;
  });
  if (rows.size() > options.limit) cut();
  std::sort(rows.begin(), rows.end(), before);
  Stamp stamp = detail::make_stamp("coherence", graph, day, std::vector<std::pair<std::string, std::string>>{});
  std::string order;
  for (const PriorityRule rule : options.rules.order)
    order += (order.empty() ? "" : ",") + std::string{to_string(rule)};
  stamp.parameters.emplace_back("rules", order);
  if (options.rules.posterior_across_issuers) stamp.parameters.emplace_back("posterior_across_issuers", "true");
  for (const auto& [issue, weight] : options.rights)
    stamp.parameters.emplace_back("right", issue + "=" + std::to_string(weight));
  if (total > rows.size()) stamp.parameters.emplace_back("truncated_from", std::to_string(total));
  stamp.configuration = "sha256:" + detail::sha256(rules_text(options.rules));
  return {std::move(rows), std::move(stamp), total};
}

bool each_finding(const Graph& graph, const CoherenceOptions& options,
                  const std::function<bool(const Finding&)>& sink) {
  const Date day = detail::day_of(graph, options.as_of);
  return run(graph, options, day.first(), [&](Finding&& finding) { return sink(finding); });
}

}  // namespace dutygraph
