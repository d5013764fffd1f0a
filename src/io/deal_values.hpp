// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutygraph/date.hpp>
#include <dutygraph/decimal.hpp>

#include "io/deals.hpp"

namespace dutygraph::io::detail {

/// Says what is odd about the values of one deal, and where.
class DealVoice {
 public:
  DealVoice(Deals& deals, DealPlace place) : deals_{&deals}, place_{place} {}
  void warn(std::string_view rule, std::string_view path, std::string_view value, std::string_view hint) const {
    deals_->say(Severity::warning, rule, place_, path, value, hint);
  }
  void note(std::string_view rule, std::string_view path, std::string_view value, std::string_view hint) const {
    deals_->say(Severity::note, rule, place_, path, value, hint);
  }
  [[nodiscard]] DealPlace place() const noexcept { return place_; }

 private:
  Deals* deals_;
  DealPlace place_;
};

/// A date as files of deals write it. What stands for "not known" (1900-01-01, 0001-01-01, 9999-12-31) is nothing,
/// with rule `placeholder-date`; what is no date is nothing, with rule `unreadable-date`. A time of day is left out.
[[nodiscard]] std::optional<Date> deal_date(std::string_view text, const DealVoice& voice, std::string_view path);

/// An amount of money. 0 is nothing (`zero-amount`), so is less (`negative-amount`) and what is no number
/// (`bad-amount`).
[[nodiscard]] std::optional<Decimal> deal_amount(std::string_view text, const DealVoice& voice, std::string_view path);

/// A currency of ISO 4217; nothing (`unknown-currency`) if it is not three capital letters.
[[nodiscard]] std::string deal_currency(std::string_view text, const DealVoice& voice, std::string_view path);

/// From and to of a deal: an end before the start is not known (`ends-before-start`). A deal of one day ends the day
/// after.
[[nodiscard]] Interval deal_period(std::optional<Date> from, std::optional<Date> to, const DealVoice& voice,
                                   std::string_view path);

/// A name without character references of HTML (`html-entities`) and blanks around it.
[[nodiscard]] std::string deal_name(std::string_view text, const DealVoice& voice, std::string_view path);

/// Whether a text is filled in for want of an identifier: "N/A", "none", "-", zeros.
[[nodiscard]] bool is_placeholder(std::string_view text) noexcept;

/// Whether an identifier is that of a natural person: by a scheme as BODS writes it ("COL-IDCARD"), by one of a
/// register of persons ("BR-CPF", "CO-CC"), or by a tax number that its country gives to persons only (Portugal: those
/// that begin with 1, 2 or 3).
[[nodiscard]] bool is_person_number(std::string_view scheme, std::string_view number) noexcept;

}  // namespace dutygraph::io::detail
