// SPDX-License-Identifier: BSL-1.0

/// \file
/// Links between entities as interests of one party in another.

#include <algorithm>
#include <array>

#include "io/bods_values.hpp"
#include "io/ftm_build.hpp"
#include "io/share_text.hpp"

namespace dutygraph::io::detail {
namespace {

using Property = FtmProperty;
using vocab::Basis;

/// A role in lower case with hyphens: "voting-rights" of "Voting Rights".
std::string role_code(std::string_view role) {
  std::string code;
  for (const char c : role) {
    if (c >= 'A' && c <= 'Z')
      code += static_cast<char>(c - 'A' + 'a');
    else
      code += c == ' ' || c == '_' ? '-' : c;
  }
  return code;
}

/// The basis that a role names, by BODS or by the register of the United Kingdom.
std::optional<Basis> basis_of_role(std::string_view code) {
  if (const auto basis = vocab::basis_of(code)) return basis;
  struct Start {
    std::string_view text;
    Basis basis;
  };
  static constexpr std::array<Start, 11> starts{Start{"ownership-of-shares", Basis::capital},
                                                {"shareholder", Basis::capital},
                                                {"shareholding", Basis::capital},
                                                {"voting-rights", Basis::votes},
                                                {"right-to-appoint-and-remove", Basis::board},
                                                {"appointment-of-board", Basis::board},
                                                {"right-to-share-surplus-assets", Basis::other},
                                                {"significant-influence-or-control", Basis::other},
                                                {"influence-or-control", Basis::other},
                                                {"golden-share", Basis::veto},
                                                {"nominee", Basis::nominee}};
  for (const Start& start : starts)
    if (code.starts_with(start.text)) return start.basis;
  return std::nullopt;
}

bool says(const std::vector<std::string_view>& values, std::initializer_list<std::string_view> words) {
  return std::any_of(values.begin(), values.end(), [&](std::string_view value) {
    const std::string code = role_code(value);
    return std::find(words.begin(), words.end(), code) != words.end();
  });
}

}  // namespace

std::optional<Date> FtmBuild::date_of(const FtmEntity& entity, Property property) {
  const std::vector<std::string_view> list = entity.all(property);
  std::optional<Date> date;
  for (const std::string_view text : list) {
    const ReadDate read = read_iso_date(text);
    if (read.form == DateForm::unreadable) {
      warn(entity, Severity::warning, "unreadable-date", name_of(property), text,
           "an ISO date such as 2021, 2021-06 or 2021-06-18; taken as a day that is not known");
      return Date{};
    }
    if (!date || *date == read.date) {
      date = read.date;
      continue;
    }
    // Of one date given twice the more exact one counts.
    const bool inside = date->first() <= read.date.first() && read.date.last() <= date->last();
    const bool around = read.date.first() <= date->first() && date->last() <= read.date.last();
    if (inside) {
      date = read.date;
    } else if (!around) {
      warn(entity, Severity::warning, "several-values", name_of(property), text,
           "one date; taken as a day that is not known");
      return Date{};
    }
  }
  return date;
}

std::optional<Interval> FtmBuild::validity(const FtmEntity& entity) {
  std::optional<Date> from = date_of(entity, Property::start_date);
  std::optional<Date> to = date_of(entity, Property::end_date);
  const std::vector<std::string_view> status = entity.all(Property::status);
  if (!to && says(status, {"ended", "former", "inactive", "historical", "ceased", "closed"})) to = Date{};
  if (!from && says(status, {"start-unknown"})) from = Date{};
  const Interval valid{from, to};
  if (!valid.is_empty()) return valid;
  const bool reversed = to->last() < from->first();
  warn(entity, Severity::warning, reversed ? "ends-before-start" : "never-in-force", "endDate", valid.to_string(),
       "an end after the beginning: the interest was never in force and is left out");
  return std::nullopt;
}

void FtmBuild::read_basis(const FtmEntity& entity, Interest& interest) {
  const std::vector<std::string_view> roles = entity.all(Property::role);
  const bool owns = entity.kind == FtmKind::ownership;
  std::optional<Basis> found;
  std::string first;
  for (const std::string_view role : roles) {
    std::string code = role_code(role);
    const std::optional<CodedShare> coded = read_coded_share(code);
    if (coded && !interest.share) interest.share = coded->share;
    std::optional<Basis> basis = vocab::basis_of(role);  // a code in the spelling of BODS
    if (basis)
      code = role;
    else
      basis = basis_of_role(coded ? coded->code : code);
    if (first.empty()) first = coded ? coded->code : code;
    if (!basis) continue;
    if (found && *found != *basis) {
      warn(entity, Severity::warning, "several-values", "role", role,
           "one kind of right; the kind is taken as not known");
      found = Basis::unknown;
      break;
    }
    found = basis;
    first = coded ? coded->code : code;
  }
  const std::string type = role_code(only(entity, Property::ownership_type));
  if (!found && type.find("voting") != std::string::npos) found = Basis::votes;
  interest.basis = found.value_or(owns                                   ? Basis::capital
                                  : entity.kind == FtmKind::directorship ? Basis::other
                                                                         : Basis::unknown);
  // The word of the source is kept where it says more than the basis.
  constexpr std::size_t longest = 60;
  if (!first.empty() && first != vocab::to_string(interest.basis) && first.size() <= longest)
    interest.code = first;
  else if (!owns && first.empty())
    interest.code = entity.schema;
  if (type == "direct" || says(entity.all(Property::status), {"direct"}))
    interest.directness = Directness::direct;
  else if (type == "indirect" || says(entity.all(Property::status), {"indirect"}))
    interest.directness = Directness::indirect;
  else if (type.find("beneficial") != std::string::npos || says(entity.all(Property::status), {"directness-unknown"}))
    interest.directness = Directness::unknown;  // through whom, if through anyone, is not said
}

void FtmBuild::read_share(const Entry& entry, Interest& interest) {
  const FtmEntity& entity = entry.second;
  const std::vector<std::string_view> texts = entity.all(Property::percentage);
  std::optional<Share> hull;
  for (const std::string_view text : texts) {
    const std::optional<ShareText> read = read_share_text(text);
    if (!read) {
      warn(entity, Severity::warning, "unreadable-percentage", "percentage", text,
           "a percentage from 0 to 100, or a range of them; the share is not known");
      interest.share = Share::unknown();
      constexpr std::size_t longest = 80;
      interest.unknown_reason = "the source gives " + printable(text, longest);
      return;
    }
    if (!read->plain)
      warn(entity, Severity::note, "percentage-as-text", "percentage", text,
           "a number of percent; read as " + read->share.to_string());
    if (!hull) {
      hull = read->share;
    } else {
      const Share& other = read->share;
      const bool low_first = std::pair{hull->low(), hull->low_open()} <= std::pair{other.low(), other.low_open()};
      const bool high_first =
          std::pair{hull->high(), !hull->high_open()} >= std::pair{other.high(), !other.high_open()};
      const Share& low = low_first ? *hull : other;
      const Share& high = high_first ? *hull : other;
      hull = Share::between(low.low(), high.high(), low.low_open(), high.high_open());
    }
  }
  if (texts.size() > 1)
    warn(entity, Severity::warning, "several-values", "percentage", texts[1],
         "one percentage; taken as " + hull->to_string());
  if (hull) interest.share = hull;
  if (interest.share || !vocab::enters_sums(interest.basis)) return;
  interest.share = Share::unknown();
  const std::vector<std::string_view> counts = entity.all(Property::shares_count);
  interest.unknown_reason =
      counts.empty() ? "no percentage given" : "only a number of shares is given: " + printable(counts.front(), 40);
}

Interest FtmBuild::interest_of(const Entry& entry) {
  Interest interest;
  read_basis(entry.second, interest);
  read_share(entry, interest);
  return interest;
}

void FtmBuild::add_interest(const Entry& entry, Property from, Property to) {
  const FtmEntity& link = entry.second;
  const std::vector<std::string_view> holders = link.all(from);
  const std::vector<std::string_view> companies = link.all(to);
  if (holders.empty() || companies.empty()) {
    warn(link, Severity::warning, "missing-party", name_of(holders.empty() ? from : to), {},
         "both ends of a link; it is left out");
    return;
  }
  const std::optional<Interval> valid = validity(link);
  if (!valid) return;
  if (holders.size() > 1 || companies.size() > 1)
    warn(link, Severity::warning, "several-values", name_of(holders.size() > 1 ? from : to), {},
         "one party at each end; the link is taken as one between each two of them");
  Interest interest = interest_of(entry);
  interest.valid = *valid;
  GraphBuilder::RegisterInterest row;
  row.interest = &interest;
  row.evidence = evidence(link);
  std::size_t number = 0;
  for (const std::string_view company : companies)
    for (const std::string_view holder : holders) {
      const std::optional<VertexId> a = vertex(holder);
      const std::optional<VertexId> b = vertex(company);
      const auto kind_of = [&](std::string_view id) {
        const Entry* const at = entity(id);
        return at != nullptr ? at->second.kind : FtmKind::company;
      };
      if (!a || !b || kind_of(company) == FtmKind::person) {
        warn(link, Severity::note, "not-a-company", name_of(to), {},
             "a company or another organisation; the link is left out");
        continue;
      }
      if (*a == *b)
        warn(link, Severity::note, "self-owned", name_of(from), builder_.key(*b),
             "an entity that holds an interest in itself; such shares carry no votes");
      // Ids of links often hold the name of the person they are about.
      std::string key = entry.first;
      const bool hidden = !options_.persons && builder_.key(*a).starts_with("person:");
      if (hidden) key = std::string{builder_.key(*a)} + "/" + std::string{builder_.key(*b)};
      if (hidden || ++number > 1) {
        const std::uint64_t repeat = ++keys_[key];
        if (repeat > 1) key += "#" + std::to_string(repeat);
      } else {
        ++keys_[key];
      }
      row.key = key;
      builder_.add_interest(*a, *b, row);
    }
}

void FtmBuild::add_links() {
  for (const Entry* entry : sorted_) {
    switch (entry->second.kind) {
      case FtmKind::ownership:
        add_interest(*entry, Property::owner, Property::asset);
        break;
      case FtmKind::directorship:
        add_interest(*entry, Property::director, Property::organization);
        break;
      case FtmKind::unknown_link:
        add_interest(*entry, Property::subject, Property::object);
        break;
      default:
        break;
    }
  }
}

}  // namespace dutygraph::io::detail
