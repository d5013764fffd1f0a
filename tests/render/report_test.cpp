// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/report.hpp>

#include "support/catch.hpp"
#include "support/ruritania.hpp"

namespace dutygraph::render {
namespace {

using Catch::Matchers::ContainsSubstring;
using tests::Ruritania;
using tests::RuritaniaBuilder;
using tests::today;

const Stamp stamp{
    .library = "dutygraph", .query = "report", .inputs = {}, .as_of = {}, .parameters = {}, .configuration = {}};

std::string html_of(const Graph& graph, const ReportOptions& options) {
  std::ostringstream out;
  write_html(report(graph, options), stamp, out);
  return std::move(out).str();
}

/// What stands between \p before and the next \p after, each time.
std::vector<std::string> all_between(const std::string& text, const std::string& before, const std::string& after) {
  std::vector<std::string> list;
  for (std::size_t at = 0; (at = text.find(before, at)) != std::string::npos;) {
    at += before.size();
    list.push_back(text.substr(at, text.find(after, at) - at));
  }
  return list;
}

/// Whether elements close in the order in which they open.
void check_well_formed(const std::string& html) {
  static const std::set<std::string_view> empty{"meta", "link", "br", "input"};
  std::vector<std::string> open;
  for (std::size_t at = html.find("<html"); (at = html.find('<', at)) != std::string::npos;) {
    const std::size_t end = html.find('>', at);
    REQUIRE(end != std::string::npos);
    const std::string tag = html.substr(at + 1, end - at - 1);
    at = end;
    if (tag.starts_with('/')) {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == tag.substr(1));
      open.pop_back();
      continue;
    }
    const std::string name = tag.substr(0, tag.find_first_of(" \n"));
    if (tag.ends_with('/')) continue;  // of a picture
    if (empty.contains(name)) continue;
    if (name == "style" || name == "script") {
      at = html.find("</" + name + ">", at) + name.size();
      continue;
    }
    open.push_back(name);
  }
  CHECK(open.empty());
}

void check_anchors(const std::string& html) {
  const std::vector<std::string> ids = all_between(html, " id=\"", "\"");
  const std::set<std::string> known{ids.begin(), ids.end()};
  CHECK(known.size() == ids.size());
  for (const std::string& link : all_between(html, "href=\"#", "\"")) {
    INFO(link);
    CHECK(known.contains(link));
  }
}

TEST_CASE("a report has every tie, with links to its sources", "[render]") {
  const Ruritania world;
  const std::string html = html_of(world.graph, {.state = world.state, .as_of = today});
  check_well_formed(html);
  check_anchors(html);
  const NexusResult ties = nexus(world.graph, {.as_of = today, .states = {world.state}});
  REQUIRE(ties.size() > 2);
  const std::string section = all_between(html, "<section id=\"nexus\"", "</section>").at(0);
  CHECK(all_between(section, "<tr role=\"row\" id=\"nexus-table1-", "\"").size() == ties.size());
  for (const NexusRow& tie : ties) CHECK_THAT(section, ContainsSubstring(std::string{world.graph.key(tie.company)}));
  CHECK(all_between(section, "<a href=\"#source-", "\"").size() >= ties.size());
  const std::string sources = all_between(html, "<section id=\"sources\"", "</section>").at(0);
  CHECK_THAT(sources,
             ContainsSubstring("State holdings report 2024") &&
                 ContainsSubstring("<a href=\"https://example.org/holdings-2024\" rel=\"noopener noreferrer\">") &&
                 ContainsSubstring("Cited in <a href=\"#nexus-table1-"));
}

TEST_CASE("a report is the same each time and asks for nothing from outside", "[render]") {
  const Ruritania world;
  const ReportOptions options{.state = world.state, .as_of = today};
  const std::string html = html_of(world.graph, options);
  CHECK(html == html_of(world.graph, options));
  for (const char* loads : {"src=", "@import", "url(h", "url(\"", "<iframe", "fetch("}) {
    INFO(loads);
    CHECK(html.find(loads) == std::string::npos);
  }
  CHECK_THAT(html, ContainsSubstring("default-src 'none'") && ContainsSubstring("script-src 'sha256-") &&
                       ContainsSubstring("<html lang=\"en\">") && ContainsSubstring("<main id=\"main\"") &&
                       ContainsSubstring("class=\"skip\" href=\"#main\"") && ContainsSubstring("@media print") &&
                       ContainsSubstring("prefers-color-scheme: dark"));
}

TEST_CASE("a report never says more than is known", "[render]") {
  const Ruritania world;
  const Report told = report(world.graph, {.state = world.state, .as_of = today});
  std::ostringstream out;
  write_markdown(told, stamp, out);
  const std::string text = out.str();
  CHECK_THAT(text, ContainsSubstring("what is not recorded is unknown, which is not none") &&
                       ContainsSubstring("this project's paraphrase") && ContainsSubstring("not UN positions") &&
                       ContainsSubstring("Human-rights condition: "));
  for (const char* word : {"violat", "breach", "worst", "best"}) {
    std::size_t at = text.find(word);
    INFO(word);
    // "is a finding of a violation", "never a violation": denied where it stands.
    while (at != std::string::npos) {
      const std::string before = text.substr(at > 60 ? at - 60 : 0, 60);
      CHECK((before.find("nothing here") != std::string::npos || before.find("never a") != std::string::npos));
      at = text.find(word, at + 1);
    }
  }
}

TEST_CASE("a report cuts long tables and says so", "[render]") {
  const Ruritania world;
  const std::string html = html_of(world.graph, {.state = world.state, .as_of = today, .limit = 1});
  check_anchors(html);
  const std::string section = all_between(html, "<section id=\"nexus\"", "</section>").at(0);
  CHECK(all_between(section, "<tr role=\"row\" id=\"", "\"").size() == 1);
  CHECK_THAT(section, ContainsSubstring("cut by the limit of 1"));
  // The summary counts all of them.
  CHECK_THAT(html,
             ContainsSubstring(std::to_string(nexus(world.graph, {.as_of = today, .states = {world.state}}).size()) +
                               " ties to "));
}

TEST_CASE("hostile text stays text in a report", "[render]") {
  RuritaniaBuilder world;
  const SourceId evil = world.builder.add(Source{.id = "evil\"><script>",
                                                 .title = "</li><img src=x onerror=alert(1)> [1] \x02"
                                                          "9\x03",
                                                 .url = "javascript:alert(1)"});
  const SourceId odd = world.builder.add(Source{.id = "odd", .title = "odd", .url = "https://example.org/\"onclick=x"});
  const auto company = world.builder.add(
      Company{.id = "<b>", .name = "</td><script>alert('x')</script>\xE2\x80\xAE & \"q\" [1]", .home = "XR"}, evil);
  world.hold(world.state, company, Share::exactly(70), Interval::since({2020}), {evil, odd});
  const VertexId state = world.state;
  const Graph graph = std::move(world.builder).freeze();
  const std::string html = html_of(graph, {.state = state, .as_of = today});
  check_well_formed(html);
  check_anchors(html);
  CHECK(all_between(html, "<script", ">").size() == 1);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(html.find("href=\"javascript:") == std::string::npos);
  CHECK(html.find("href=\"https://example.org/&quot;") == std::string::npos);
  CHECK_THAT(html, ContainsSubstring("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") &&
                       ContainsSubstring("&quot;q&quot; [1]"));
  std::ostringstream markdown;
  write_markdown(report(graph, {.state = state, .as_of = today}), stamp, markdown);
  CHECK(markdown.str().find("<script") == std::string::npos);
  CHECK_THAT(markdown.str(), ContainsSubstring("<a id=\"source-1\"></a>"));
}

TEST_CASE("a report needs a State and a day", "[render]") {
  const Ruritania world;
  CHECK_THROWS_AS(report(world.graph, {.state = {}, .as_of = today}), UsageError);
  CHECK_THROWS_AS(report(world.graph, {.state = world.state}), UsageError);
  CHECK_THROWS_AS(report(world.graph, {.state = world.state, .as_of = Date{2024}}), UsageError);
}

}  // namespace
}  // namespace dutygraph::render
