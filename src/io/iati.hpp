// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/deal_values.hpp"
#include "io/deals.hpp"
#include "io/xml.hpp"

namespace dutygraph::io::detail {

/// Activities of the International Aid Transparency Initiative 1.x and 2.x, XML.
///
/// An activity becomes one engagement for each channel that its outgoing transactions use:
///
///   id         "iati/ACTIVITY"; of a channel that is not the activity's own "iati/ACTIVITY/CHANNEL"
///   channel    n06 officially supported export credit (flow 22); n07 guarantee (finance type 1100 to 1199, transaction
///              type 10); n12 equity (finance type 510 to 599, transaction type 8); n08 all other development finance
///   roles      funding and extending organisations and providers of transactions (provider, of n07 guarantor; an
///   extending
///              one beside a funding one intermediary); implementing ones and receivers (beneficiary). Where nobody
///              is named the reporting organisation provides
///   amount     the sum of what is committed (or guaranteed, or bought), failing that of what is disbursed or spent, if
///              it is in one currency; incoming funds are never counted, and not what the activity's parts report
///   signed     the day of the first of these
///   from, to   actual start and end, failing that the planned ones
///   status     active; proposed (pipeline); ended (closed); cancelled; suspended
///
/// Organisations are known by their `ref` (GB-COH-123: scheme GB-COH, number 123; other refs as "iati:REF"), without
/// one by name within the activity only. Government bodies (types 10, 11, 15) are agencies, private ones companies,
/// multilateral ones organisations. Transactions inherit flow, finance type and currency from the activity.
///
/// Rules of the complaints (E: the row is set aside, or refuses the file when read strictly; those of Deals besides):
///
///   missing-id                       E  an activity without iati-identifier
///   not-activities                   E  the file has none: it is refused in any case
///   duplicate-activity               W  one identifier twice: what was updated last counts
///   unknown-role, unknown-type, unknown-status   W  codes that no version has
///   mixed-currencies, missing-currency           W  the amount is left out; the amount has no currency
///   missing-provider, missing-receiver           W, N  nobody is named
///   role-in-words, type-in-words     N  codes of version 1 as words: read as meant
///   counted-in-parts                 N  an amount that the parts of the activity report too: left out
class IatiReader {
 public:
  /// All must outlive the reader.
  IatiReader(Deals& deals, bool strict) : deals_{&deals}, strict_{strict} {}
  /// \throws Unreadable; Cancelled; InvalidData if the file is not well-formed, or holds no activities.
  void read(Input& input);
  /// Hands what was read to the deals.
  void finish();

 private:
  struct Part {
    Engagement deal{};
    bool has_amount = false;
  };
  struct Activity {
    std::string updated{};
    std::vector<Part> parts{};
    std::vector<DealParty> parties{};
    std::set<std::string> children{};
    DealPlace place{};
  };
  void read_activity(XmlNode node, std::uint32_t file);

  Deals* deals_;
  bool strict_;
  std::map<std::string, Activity> activities_{};
};

}  // namespace dutygraph::io::detail
