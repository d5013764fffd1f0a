// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/error.hpp>
#include <dutygraph/vocab/ungp.hpp>

#include <filesystem>
#include <set>
#include <string>

#include "support/check_cases.hpp"

namespace dutygraph {
namespace {

const Graph& telecoms() {
  static const Graph graph = [] {
    io::Reader reader;
    for (const auto& file :
         std::filesystem::directory_iterator{std::filesystem::path{DUTYGRAPH_SOURCE_DIR} / "examples/data/telecoms"})
      if (file.path().extension() == ".json") reader.read(file.path().string());
    return reader.finish().graph;
  }();
  return graph;
}

std::vector<CheckRow> rows(const Graph& graph, const char* state, const char* check, Date day) {
  const CheckResult result =
      dutygraph::check(graph, {.as_of = day, .states = {*graph.find<State>(state)}, .checks = {check}});
  return {result.begin(), result.end()};
}

CheckRow row(const char* state, const char* check, const char* subject, Date day) {
  INFO(check << " " << subject);
  for (const CheckRow& one : rows(telecoms(), state, check, day))
    if (one.subject == subject) return one;
  FAIL("no such row");
  return {};
}

TEST_CASE("the acceptance examples of the catalogue hold on the example world", "[query]") {
  const Date then{2024, 6, 1}, now{2025, 10, 1};
  CHECK(row("DE", "SM04", "lksg-report", then).result != Outcome::fail);
  const CheckRow dormant = row("DE", "SM04", "lksg-report", now);
  CHECK(dormant.result == Outcome::fail);
  CHECK(dormant.element == "ungp3a.enforced");
  CHECK(dormant.because.front().sources == std::vector<std::string>{"aeb", "buzer", "ihk-regensburg-2025"});
  CHECK(row("DE", "CO15", "lksg-examine", then).result != Outcome::fail);
  CHECK(row("DE", "CO15", "lksg-examine", now).result == Outcome::fail);
  CHECK(row("DE", "CO15", "lksg-examine", Date{2025, 9, 26}).result == Outcome::fail);
  CHECK(row("DE", "CO15", "lksg-examine", Date{2025, 9, 25}).result != Outcome::fail);

  const CheckRow orange = row("FR", "NX01", "orange", Date{2016, 4, 3});
  CHECK(orange.result == Outcome::info);
  CHECK(tests::told(orange).find("not controlled: votes 29.5 %") != std::string::npos);

  CHECK(row("SE", "NX03", "telia", Date{2017, 12, 31}).result == Outcome::partial);
  CHECK(row("DE", "CO05", "de-nap", Date{2026, 1, 1}).result == Outcome::partial);
  CHECK(row("DE", "CO05", "de-nap", Date{2020, 12, 31}).result == Outcome::pass);
  CHECK(row("SE", "CO18", "huawei-sweden", Date{2022, 2, 1}).result == Outcome::partial);
  const CheckRow costa_rica = row("CR", "CO20", "export-controls-code", Date{2023, 3, 30});
  CHECK(costa_rica.result == Outcome::unknown);
  CHECK(tests::told(costa_rica).find("disputed") != std::string::npos);
}

TEST_CASE("two days differ only where a fact or a deadline lies between them", "[query]") {
  const auto answers = [](Date day) {
    const CheckResult result = check(telecoms(), {.as_of = day, .states = {*telecoms().find<State>("DE")}});
    std::map<std::string, std::string> all;
    for (const CheckRow& one : result) all[std::string{one.check->id} + " " + one.subject] = to_string(one.result);
    return all;
  };
  CHECK(answers(Date{2025, 9, 27}) == answers(Date{2025, 10, 1}));
  CHECK(answers(Date{2025, 9, 25}) != answers(Date{2025, 9, 26}));
  CHECK(answers(Date{2024, 2, 17}) == answers(Date{2024, 4, 30}));
}

TEST_CASE("every row says why, and what is missing where it does not know", "[query]") {
  const CheckResult result = check(telecoms());
  REQUIRE(result.size() > 300);
  std::set<std::string_view> seen;
  std::string last;
  for (const CheckRow& one : result) {
    seen.insert(one.check->id);
    CHECK_FALSE(one.because.empty());
    if (one.result == Outcome::unknown) CHECK_FALSE(one.missing.empty());
    CHECK((one.result == Outcome::info) == one.check->list);
    CHECK(one.severity.empty() == one.check->list);
    const std::string state{telecoms().key(one.state)};
    CHECK(last <= state);
    last = state;
  }
  CHECK(seen.size() > 30);
  CHECK(result.stamp().query == "check");
}

TEST_CASE("the catalogue is whole, and every check has a rule", "[query]") {
  CHECK(vocab::checks().size() == 57);
  std::size_t lists = 0;
  for (const vocab::Check& one : vocab::checks()) {
    INFO(one.id);
    CHECK(vocab::find_check(one.id) == &one);
    lists += one.list ? 1 : 0;
    for (std::string_view left = one.elements; !left.empty();) {
      const std::string_view element = left.substr(0, left.find(','));
      left.remove_prefix(std::min(left.size(), element.size() + 1));
      const bool principle = element.starts_with("ungp") && element.find('.') == std::string_view::npos;
      CHECK((principle || vocab::find_element(element) != nullptr));
      CHECK(vocab::speaks_to(one, element));
    }
  }
  CHECK(lists == 4);
  CHECK(vocab::find_check("SM16") == nullptr);
  CHECK_FALSE(vocab::speaks_to(*vocab::find_check("SM05"), "ungp3a.enforce"));
}

TEST_CASE("an unknown check is said to be none", "[query]") {
  CHECK_THROWS_AS(check(telecoms(), {.checks = {"SM99"}}), NotFound);
  CHECK(check(Graph{}, {.as_of = Date{2024, 1, 1}}).empty());
  CHECK_THROWS_AS(check(Graph{}), UsageError);
}

TEST_CASE("a view of another day, and a handle on what was known, answer alike", "[query]") {
  const VertexId germany = *telecoms().find<State>("DE");
  const auto texts = [&](const Graph& graph, std::optional<Date> day) {
    std::string text;
    for (const CheckRow& one : check(graph, {.as_of = day, .states = {germany}, .checks = {"SM04", "CO05", "CO15"}}))
      text += one.subject + std::string{to_string(one.result)} + tests::told(one);
    return text;
  };
  CHECK(texts(telecoms().as_of(Date{2026, 1, 1}), {}) == texts(telecoms(), Date{2026, 1, 1}));
  CHECK(texts(telecoms().as_of(Date{2020, 1, 1}), Date{2026, 1, 1}) == texts(telecoms(), Date{2026, 1, 1}));
}

TEST_CASE("explain_check tells the rule, the facts and who could supply what is missing", "[query]") {
  const CheckRow one = row("SE", "NX04", "ekn-jio", Date{2022, 6, 1});
  const Explanation told = explain_check(telecoms(), one);
  CHECK(told.claim == "NX04 ekn-jio: UNKNOWN");
  CHECK(told.rule == one.check->rule);
  REQUIRE_FALSE(told.because.empty());
  CHECK(told.because.back().facts.front().second == "se-ekn");
}

}  // namespace
}  // namespace dutygraph
