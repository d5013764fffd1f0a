// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <dutygraph/query/outcome.hpp>
#include <dutygraph/render/report.hpp>

#include "base/sha256.hpp"
#include "render/report/assets.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace {

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) append_escaped(out, c);
  return out;
}

/// An address that may be a link: https or http, and no character that an address cannot have.
bool is_address(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
  return std::all_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && std::string_view{"<>\"{}|\\^`"}.find(c) == std::string_view::npos;
  });
}

/// The length of the date that \p text begins with: "2021-06", "2021-06-18"; 0 if it does not.
std::size_t date_length(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  constexpr std::size_t month = 7;
  std::size_t n = 0;
  while (n < std::min(form.size(), text.size()) &&
         (form[n] == 'd' ? text[n] >= '0' && text[n] <= '9' : text[n] == form[n]))
    ++n;
  n = n == form.size() ? n : n >= month ? month : 0;
  const char next = n < text.size() ? text[n] : ' ';
  return next == '-' || (next >= '0' && next <= '9') ? 0 : n;
}

/// Writes one report.
class HtmlReport {
 public:
  HtmlReport(const Report& report, std::ostream& out) : report_{report}, out_{out}, cited_by_(report.sources.size()) {}
  void write(const Stamp& stamp);

 private:
  void write_section(const std::string& id, const Page& page, const std::vector<std::string>& pictures,
                     bool is_summary);
  void write_table(const std::string& id, const std::string& name, const Table& table, bool is_summary);
  void write_sources();
  void write_list(const std::string& id, const List& list);
  /// Text of a page: escaped, line ends as breaks, citations as links that lead to the source; \p anchor is remembered
  /// as what cites it.
  std::string marked_up(std::string_view text, const std::string& anchor);

  const Report& report_;
  std::ostream& out_;
  std::vector<std::vector<std::string>> cited_by_;  ///< by source: anchors, each once
};

std::string HtmlReport::marked_up(std::string_view text, const std::string& anchor) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == detail::citation_begin) {
      const std::size_t end = text.find(detail::citation_end, i);
      const std::string number{text.substr(i + 1, end - i - 1)};
      out += "<a href=\"#source-" + number + "\" aria-label=\"source " + number + "\">[" + number + "]</a>";
      std::vector<std::string>& list = cited_by_.at(std::stoul(number) - 1);
      if (list.empty() || list.back() != anchor) list.push_back(anchor);
      i = end;
    } else if (c == '\n') {
      out += "<br>";
    } else if (const std::size_t length = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n' || text[i - 1] == '('
                                              ? date_length(text.substr(i))
                                              : 0;
               length != 0) {
      out += "<span class=\"date\">" + std::string{text.substr(i, length)} + "</span>";
      i += length - 1;
    } else {
      append_escaped(out, c);
    }
  }
  return out;
}

/// "nexus 1.3" for the third row of the first table of that section.
std::string anchor_words(const std::string& anchor) {
  const std::size_t at = anchor.find("-table");
  if (at == std::string::npos) return anchor;
  std::string place = anchor.substr(at + std::string_view{"-table"}.size());
  std::replace(place.begin(), place.end(), '-', '.');
  return anchor.substr(0, at) + " " + place;
}

/// The answer that a cell begins with, if it does: "PASS", "UNKNOWN".
std::string_view leading_outcome(std::string_view cell) {
  const std::string_view word = cell.substr(0, cell.find_first_of("\n "));
  for (const Outcome outcome :
       {Outcome::pass, Outcome::partial, Outcome::fail, Outcome::unknown, Outcome::not_applicable, Outcome::info})
    if (word == to_string(outcome)) return word;
  return {};
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void HtmlReport::write_table(const std::string& id, const std::string& name, const Table& table, bool is_summary) {
  const std::size_t n = table.rows.size();
  out_ << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" << escaped(name) << ", table " << id
       << "\">\n<table class=\"data\" id=\"" << id << "\" role=\"table\">\n<caption><span class=\"aside\">"
       << escaped(name) << "</span> " << n << (n == 1 ? " row" : " rows") << "</caption>\n<thead role=\"rowgroup\">"
       << "<tr role=\"row\">";
  for (const Column& column : table.columns)
    out_ << "<th scope=\"col\" role=\"columnheader\"" << (column.right ? " class=\"number\"" : "") << ">"
         << escaped(column.title) << "</th>";
  out_ << "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  for (std::size_t r = 0; r < n; ++r) {
    const std::string anchor = id + "-" + std::to_string(r + 1);
    out_ << "<tr role=\"row\" id=\"" << anchor << "\">";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const std::string& cell = table.rows[r][c];
      const Column& column = table.columns[c];
      std::string text;
      if (const std::string_view word = leading_outcome(cell); !word.empty())
        text = "<span class=\"result " + lower(word) + "\">" + std::string{word} + "</span>" +
               marked_up(std::string_view{cell}.substr(word.size()), anchor);
      else
        text = marked_up(cell, anchor);
      if (c == 0) {
        if (is_summary) text = "<a href=\"#" + report_.summary_links.at(r) + "\">" + text + "</a>";
        out_ << "<th scope=\"row\" role=\"rowheader\"" << (column.right ? " class=\"number\"" : "") << ">" << text
             << "</th>";
      } else {
        out_ << "<td role=\"cell\" data-label=\"" << escaped(column.title) << "\""
             << (column.title == "Sources" ? " class=\"cite\""
                 : column.right            ? " class=\"number\""
                                           : "")
             << ">" << text << "</td>";
      }
    }
    out_ << "</tr>\n";
  }
  out_ << "</tbody>\n</table>\n</div>\n";
}

void HtmlReport::write_list(const std::string& id, const List& list) {
  out_ << "<ul>\n";
  for (const List::Item& item : list.items)
    out_ << "<li>" << (item.mark.empty() || item.mark == "-" ? std::string{} : escaped(item.mark) + " ")
         << marked_up(item.text, id) << "</li>\n";
  out_ << "</ul>\n";
}

void HtmlReport::write_section(const std::string& id, const Page& page, const std::vector<std::string>& pictures,
                               bool is_summary) {
  out_ << "<section id=\"" << id << "\" aria-labelledby=\"" << id << "-title\">\n";
  std::string name;
  std::size_t tables = 0;
  bool pictured = false;
  for (const Block& block : page.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      name = heading->text;
      if (heading->level == 1 && &block == &page.blocks.front())
        out_ << "<h2 id=\"" << id << "-title\">" << escaped(name) << "</h2>\n";
      else
        out_ << "<h3>" << marked_up(name, id) << "</h3>\n";
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      out_ << "<p>" << marked_up(paragraph->text, id) << "</p>\n";
      if (!std::exchange(pictured, true))
        for (std::size_t i = 0; i < pictures.size(); ++i)
          out_ << "<figure class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Picture " << i + 1 << " of "
               << escaped(name) << "\">\n"
               << pictures[i] << "\n</figure>\n";
    } else if (const auto* table = std::get_if<Table>(&block)) {
      write_table(id + "-table" + std::to_string(++tables), name, *table, is_summary);
    } else if (const auto* list = std::get_if<List>(&block)) {
      write_list(id, *list);
    }
  }
  out_ << "</section>\n";
}

void HtmlReport::write_sources() {
  out_ << "<section id=\"sources\" aria-labelledby=\"sources-title\">\n<h2 id=\"sources-title\">Sources</h2>\n";
  if (report_.sources.empty()) out_ << "<p>No source is cited.</p>\n";
  if (!report_.sources.empty()) out_ << "<ol class=\"sources\">\n";
  for (std::size_t i = 0; i < report_.sources.size(); ++i) {
    const Report::CitedSource& source = report_.sources[i];
    out_ << "<li id=\"source-" << i + 1 << "\">"
         << escaped(source.text.empty() ? detail::plain(source.id) : source.text);
    if (is_address(source.url))
      out_ << ". <a href=\"" << escaped(source.url) << "\" rel=\"noopener noreferrer\">" << escaped(source.url)
           << "</a>";
    else if (!source.url.empty())
      out_ << ". " << escaped(detail::plain(source.url));
    if (!source.text.empty()) out_ << " <small>(" << escaped(detail::plain(source.id)) << ")</small>";
    constexpr std::size_t most = 12;
    const std::vector<std::string>& list = cited_by_[i];
    out_ << "<br><span class=\"cited\">Cited in ";
    for (std::size_t k = 0; k < std::min(list.size(), most); ++k)
      out_ << (k == 0 ? "" : ", ") << "<a href=\"#" << list[k] << "\">" << anchor_words(list[k]) << "</a>";
    if (list.size() > most) out_ << " and " << list.size() - most << " more";
    out_ << "</span></li>\n";
  }
  if (!report_.sources.empty()) out_ << "</ol>\n";
  out_ << "</section>\n";
}

void HtmlReport::write(const Stamp& stamp) {
  const std::string_view script = detail::report_script();
  out_ << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
          "script-src 'sha256-"
       << dutygraph::detail::sha256_base64(script)
       << "'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\""
       << escaped(detail::plain(stamp.library)) << "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
       << escaped(report_.title) << "</title>\n<style>" << detail::report_style()
       << "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n<h1>"
       << marked_up(report_.title, {}) << "</h1>\n</header>\n<nav aria-label=\"Contents\">\n<ol>\n";
  const auto entry = [&](std::string_view id, std::string_view title) {
    out_ << "<li><a href=\"#" << id << "\">" << title << "</a></li>\n";
  };
  entry("summary", "Summary");
  for (const ReportSection& section : report_.sections) entry(section.id, escaped(section.name));
  entry("sources", "Sources");
  entry("caveats", "Assumptions and caveats");
  entry("computed", "How this was computed");
  out_ << "</ol>\n</nav>\n<main id=\"main\" tabindex=\"-1\">\n";
  write_section("summary", report_.summary, {}, true);
  for (const ReportSection& section : report_.sections)
    write_section(section.id, section.page, section.pictures, false);
  std::string caveats;  // first, as they may cite
  for (const std::string& caveat : report_.caveats) caveats += "<li>" + marked_up(caveat, "caveats") + "</li>\n";
  write_sources();
  out_ << "<section id=\"caveats\" aria-labelledby=\"caveats-title\">\n<h2 id=\"caveats-title\">Assumptions and "
          "caveats</h2>\n<ul>\n"
       << caveats
       << "</ul>\n</section>\n<section id=\"computed\" aria-labelledby=\"computed-title\">\n<h2 "
          "id=\"computed-title\">How "
          "this was computed</h2>\n<ul class=\"stamp\">\n";
  for (const std::string& line : report_.stamps) out_ << "<li>" << escaped(line) << "</li>\n";
  out_ << "</ul>\n</section>\n</main>\n<footer>\n<p class=\"stamp\">" << escaped(detail::stamp_line(stamp))
       << "</p>\n</footer>\n<script>" << script << "</script>\n</body>\n</html>\n";
}

}  // namespace

void write_html(const Report& report, const Stamp& stamp, std::ostream& out) { HtmlReport{report, out}.write(stamp); }

}  // namespace dutygraph::render
