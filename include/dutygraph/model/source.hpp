// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The documents that facts rest on.

#include <optional>
#include <string>

#include <dutygraph/date.hpp>

namespace dutygraph {

/// A document: a report, a statute, a register, a file.
struct Source {
  std::string id;
  std::string title{};
  std::string publisher{};
  std::optional<Date> date{};       ///< of publication
  std::optional<Date> retrieved{};  ///< when it was read
  std::string url{};
  std::string licence{};
  std::string locator{};   ///< where in it: "p. 14", "art. 8(2)"
  std::string language{};  ///< BCP 47
  std::string note{};
  std::string extra{};  ///< canonical JSON object

  friend bool operator==(const Source&, const Source&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("id", &Source::id);
    v.text("title", &Source::title);
    v.text("publisher", &Source::publisher);
    v.date("date", &Source::date);
    v.date("retrieved", &Source::retrieved);
    v.text("url", &Source::url);
    v.text("licence", &Source::licence);
    v.text("locator", &Source::locator);
    v.text("language", &Source::language);
    v.text("note", &Source::note);
    v.raw("extra", &Source::extra);
  }
};

}  // namespace dutygraph
