// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "query/coherence/detect.hpp"

namespace dutygraph::detail {

/// Nodes of a dimension, and words that are no node: those are equal to themselves only.
class Topics {
 public:
  explicit Topics(const Dimension& dimension) : dimension_{dimension} {}

  [[nodiscard]] static std::string plain(std::string_view text) {
    std::string out{text};
    std::replace(out.begin(), out.end(), '_', '-');
    return out;
  }
  /// Whether \p general takes in \p special; nothing said is everything.
  [[nodiscard]] bool covers(std::string_view general, std::string_view special) const {
    if (general.empty()) return true;
    if (special.empty()) return false;
    const auto a = dimension_.find(general), b = dimension_.find(special);
    return a && b ? dimension_.is_below(*b, *a) : plain(general) == plain(special);
  }
  [[nodiscard]] bool overlap(std::string_view one, std::string_view two) const {
    if (one.empty() || two.empty()) return true;
    const auto a = dimension_.find(one), b = dimension_.find(two);
    if (!a || !b) return plain(one) == plain(two);
    const auto& x = dimension_.atoms_below(*a);
    const auto& y = dimension_.atoms_below(*b);
    return std::find_first_of(x.begin(), x.end(), y.begin(), y.end()) != x.end();
  }
  [[nodiscard]] const Dimension& dimension() const noexcept { return dimension_; }

 private:
  const Dimension& dimension_;
};

/// Fills in what all structural findings have.
class FindingMaker {
 public:
  FindingMaker(const Records& records, const Judge& judge) : records_{records}, judge_{judge} {}

  [[nodiscard]] Finding start(TensionKind kind, std::initializer_list<VertexId> ids,
                              std::initializer_list<VertexId> actors) const {
    Finding finding;
    finding.kind = kind;
    for (const VertexId v : ids) finding.ids.push_back(v);
    for (const VertexId v : actors) {
      if (!v) continue;
      if (records_.graph().kind(v) != VertexKind::state) finding.agencies.push_back(v);
      if (const VertexId state = records_.state_of(v)) finding.states.push_back(state);
    }
    judge_.sort_ids(finding.ids);
    judge_.sort_ids(finding.agencies);
    judge_.sort_ids(finding.states);
    if (finding.agencies.size() > 1) finding.axis = Axis::horizontal;
    return finding;
  }
  /// Sets how sure it is, by what holds and by whether a record is disputed.
  static void set_certainty(Finding& finding, bool sure, std::initializer_list<const Facts*> facts) {
    finding.date_uncertain = !sure;
    finding.definite = sure;
    for (const Facts* fact : facts)
      if (fact->assertion == Assertion::disputed) finding.definite = false;
  }
  [[nodiscard]] bool emit(Finding finding, const Sink& sink, std::int64_t companies = -1) const {
    judge_.grade(finding, companies);
    return sink(std::move(finding));
  }

 private:
  const Records& records_;
  const Judge& judge_;
};

/// What one record adds to a finding beside its kind.
inline std::shared_ptr<const Particulars> particulars(Particulars values) {
  return std::make_shared<const Particulars>(std::move(values));
}

}  // namespace dutygraph::detail
