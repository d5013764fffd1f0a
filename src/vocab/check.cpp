// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/check.hpp>

#include <array>

namespace dutygraph::vocab {
namespace {

constexpr auto SM = CheckFamily::smart_mix;
constexpr auto NX = CheckFamily::nexus;
constexpr auto CO = CheckFamily::coherence;
constexpr std::string_view vertical = "vertical", horizontal = "horizontal", international = "international";
constexpr bool list = true;

// id, family, question, rule, severity, principles, elements, axis, subject. A new check is one row here and one rule
// in src/query/checks/.
constexpr std::array check_table{
    Check{"SM01", SM, "Which technology x right pairs have no law?",
          "for each salient pair, a binding instrument in force lists the technology and the right", "H", "3a",
          "ungp3a.law", "", "technology×right"},
    Check{"SM02", SM, "Is the mix really mixed?",
          "count {mandatory, voluntary} x {national, international}; empty quadrants are listed, nothing is graded",
          "M", "3", "", "", "State", list},
    Check{"SM03", SM, "When was adequacy last assessed?", "the last review is no older than 5 years", "M", "3a",
          "ungp3a.adequacy_review", "", "instrument"},
    Check{
        "SM04", SM, "Law on the books, not applied?",
        "FAIL if in force and suspended or dormant, or no event in 3 years among complete events; PASS if active with "
        "an event",
        "H", "3a", "ungp3a.enforced", "", "provision or instrument"},
    Check{"SM05", SM, "Who enforces, with which powers?",
          "an enforcer may order or fine; PARTIAL if it may only do less", "H", "3a", "ungp3a.enforced", "",
          "instrument"},
    Check{"SM06", SM, "Does company law hinder respect?",
          "FAIL if a clause forbids to consider rights; PASS if one permits or demands it", "M", "3b",
          "ungp3b.corp_law_enables", "", "instrument"},
    Check{"SM07", SM, "Is there usable tech guidance?",
          "guidance (3c) in force for the technology shows how to do due diligence; PARTIAL if older than the newest "
          "amended law",
          "M", "3c", "ungp3c.guidance,ungp3c.sector_specific,ungp3c.hrdd_method,ungp3c.current", "", "technology"},
    Check{"SM08", SM, "Must risky tech companies report?",
          "of companies with high-risk technology or in conflict places reports are required (PASS) or encouraged "
          "(PARTIAL)",
          "M", "3d", "ungp3d.encouraged,ungp3d.required,ungp3d.covers_tech", "", "company"},
    Check{"SM09", SM, "Were affected groups heard?",
          "PASS if affected groups and at least three kinds were consulted; FAIL if only companies were", "M", "3",
          "rf01", "", "instrument"},
    Check{"SM10", SM, "Which companies fall outside HRDD law?",
          "FAIL if more than half of the recorded tech companies of the State fall below the thresholds", "H", "3a",
          "ungp3a.law", "", "instrument"},
    Check{"SM11", SM, "Is downstream end-use covered?",
          "a due diligence law covers end_use; PARTIAL if it covers other stages only", "H", "3a", "ungp3a.gap_closed",
          "", "State×technology"},
    Check{"SM12", SM, "Is conduct abroad expected?",
          "respect is expected, and the expectation reaches operations abroad", "M", "2",
          "ungp2.expectation_set,ungp2.extraterritorial", "", "State"},
    Check{"SM13", SM, "Does each binding law have a remedy?", "a route to remedy is recorded", "H", "25,26,27",
          "ungp25.remedy_route", "", "instrument"},
    Check{"SM14", SM, "Promised, not yet applying?", "PARTIAL if adopted and to be applied in more than 2 years", "L",
          "3a", "ungp3a.law", "", "instrument"},
    Check{"SM15", SM, "Was the rule itself rights-tested?", "its effect on rights was assessed", "M", "1", "rf14", "",
          "instrument"},

    Check{"NX01", NX, "Which tech companies does the State control, how?",
          "companies under control, or with 20 % of the votes or more, and the way there", "", "4", "ungp4", "",
          "company", list},
    Check{"NX02", NX, "Must State-controlled tech firms do HRDD?",
          "due diligence is required by policy or law (PASS) or expected (PARTIAL)", "H", "4",
          "ungp4.hrdd_required,ungp4.owner_policy", "", "company"},
    Check{"NX03", NX, "Does the ownership policy miss minority stakes?",
          "PARTIAL if a stake of 20 % or more lies below the threshold of the policy, so that only dialogue is left",
          "M", "4", "ungp4.owner_policy", "", "company"},
    Check{"NX04", NX, "Public support with no HR condition?",
          "n06-n12: the human-rights condition is required (PASS), expected (PARTIAL) or none (FAIL)", "H", "4",
          "ungp4.conditions", "", "engagement"},
    Check{"NX05", NX, "What escapes screening?",
          "n06-n12: FAIL if below the amount or tenor from which support is screened, and not screened otherwise", "M",
          "4", "ungp4.agency_screens", "", "engagement"},
    Check{"NX06", NX, "Can support be withdrawn?", "n06-n12: a withdrawal clause is recorded", "M", "4,7c",
          "ungp4.withdrawal", "", "engagement"},
    Check{"NX07", NX, "High-risk tech without end-use check?",
          "n06, n08, n20 with high-risk technology: an end-use check is recorded", "H", "4,7", "ungp4.agency_screens",
          "", "engagement"},
    Check{
        "NX08", NX, "Support in conflict place?",
        "support active in a place of conflict: enhanced due diligence and the power to deny; FAIL if it goes on for a "
        "company in gross abuse that does not cooperate",
        "H", "7", "ungp7c.deny_support", "", "engagement"},
    Check{"NX09", NX, "Outsourced service overseen?", "n15-n17: clause and monitoring (PASS), one of them (PARTIAL)",
          "H", "5", "ungp5.expectation_clause,ungp5.monitoring", "", "engagement"},
    Check{"NX10", NX, "Tender asks for respect?",
          "n13-n15: criteria or clauses, and follow-up (PASS), one of them (PARTIAL)", "M", "6",
          "ungp6.award_criteria,ungp6.clauses,ungp6.follow_up", "", "engagement"},
    Check{"NX11", NX, "Risky tech bought without prior assessment?",
          "n14, n15 with high-risk technology: a human rights impact assessment before the award", "H", "5,6",
          "ungp6.policy,ungp5", "", "engagement"},
    Check{"NX12", NX, "Buyer ignores known exclusion?",
          "n13-n15: FAIL if another agency of the State had excluded the supplier on the day of the award", "H", "6,8",
          "ungp6.exclusion", "", "engagement"},
    Check{"NX13", NX, "Are deals disclosed?",
          "share of the known deals that is disclosed: 90 % or more PASS, above 0 PARTIAL, 0 FAIL", "M", "4",
          "ungp4.disclosure", "", "State"},
    Check{"NX14", NX, "Same body owner and regulator?",
          "FAIL if one agency is owner and regulator of a company's sector; PARTIAL if they are units of one ministry",
          "M", "4,8", "ungp8.mandate_link", "", "agency"},
    Check{"NX15", NX, "Complaint route at the finance body?", "a route to remedy at the providing agency is recorded",
          "M", "25,31", "ungp25.remedy_route", "", "agency"},
    Check{"NX16", NX, "Who is closest to the State?", "companies by closeness, then by number of channels", "", "4,5,6",
          "ungp4,ungp5,ungp6", "", "company", list},
    Check{"NX17", NX, "Which States stand behind one deal?",
          "States as provider, guarantor, owner of one, or member of an organisation that is one", "", "4,10", "", "",
          "engagement", list},
    Check{"NX18", NX, "Owner silent after an adverse finding?",
          "after a ruling on a controlled company the owner responds within 12 months", "M", "4,25",
          "ungp4.owner_policy", "", "company"},
    Check{"NX19", NX, "Can licences or access powers compel shutdown or data hand-over without safeguards?",
          "n18, n21 with such a power: legal basis, independent oversight and transparency report", "H", "1,5",
          "ungp1.rule_of_law,ungp5.accountability", "", "engagement"},

    Check{"CO01", CO, "Treaty right without implementing law?",
          "an instrument in force implements the treaty for the technology", "H", "8", "ungp8", vertical,
          "treaty×technology"},
    Check{"CO02", CO, "No agency mandated?", "an agency has the required mandate", "H", "8", "ungp8.mandate_link",
          vertical, "function×technology"},
    Check{"CO03", CO, "Mandate without capacity?",
          "FAIL if staff, budget or skill is recorded below need, or there are no powers", "H", "8", "ungp8.trained",
          horizontal, "agency"},
    Check{"CO04", CO, "Commitment never implemented?",
          "after its due date a commitment is carried out at the promised rank", "M", "8", "ungp8", vertical,
          "commitment"},
    Check{"CO05", CO, "Plan lapsed?",
          "a plan that has ended has a successor; PARTIAL if its measures continue without one", "M", "8", "ungp8",
          vertical, "instrument"},
    Check{"CO06", CO, "Subnational left out?",
          "a national duty on public bodies reaches the subnational bodies that make deals", "M", "8",
          "ungp8.subnational", horizontal, "provision"},
    Check{"CO07", CO, "Contradictory duties, same conduct?",
          "FAIL if one agency demands what another forbids, and no rule decides", "H", "8", "ungp8.coordination",
          horizontal, "finding"},
    Check{"CO08", CO, "Supports and restricts the same company?",
          "FAIL if one agency supports a company that another restricts on human-rights grounds; PARTIAL on others",
          "M/H", "8", "ungp8.coordination", horizontal, "finding"},
    Check{"CO09", CO, "State policy demands a condition, agency omits it?",
          "FAIL if a policy in force demands a condition and the deal has none", "H", "4,8", "ungp4.conditions",
          horizontal, "engagement"},
    Check{"CO10", CO, "Duplicate or divergent reporting?",
          "FAIL if two reporting duties of one company share a topic and differ; PARTIAL if they do not differ", "M",
          "3d,8", "ungp3d.required", horizontal, "company"},
    Check{"CO11", CO, "Overlapping mandates, no coordination?", "two enforcers of one topic and technology coordinate",
          "M", "8", "ungp8.coordination", horizontal, "agencies"},
    Check{"CO12", CO, "Who is missing at the table?", "each agency with ties to business sits in a coordination body",
          "M", "8", "ungp8.coordination", horizontal, "agency"},
    Check{"CO13", CO, "Were agencies informed/trained?",
          "each agency with ties to business had training or guidance in the last 3 years", "M", "8",
          "ungp8.informed,ungp8.trained", horizontal, "agency"},
    Check{"CO14", CO, "Gap by delegation?",
          "PARTIAL if the criteria of the agency relied on leave out the UNGPs; FAIL if it is not competent", "M",
          "4,8", "ungp4.agency_screens", horizontal, "agency"},
    Check{"CO15", CO, "Instruction undercuts statute?",
          "FAIL if an instruction of lower rank suspends what a statute in force demands of an agency", "H", "3a,8",
          "ungp3a.enforced", horizontal, "provision"},
    Check{"CO16", CO, "Same term, different definitions?",
          "FAIL if instruments on one technology define a term differently", "L", "8", "ungp3b.no_conflict", horizontal,
          "term"},
    Check{"CO17", CO, "Treaty limits regulation?",
          "FAIL if an investment treaty keeps no right to regulate and investors of a party are active in technology",
          "H", "9", "ungp9.right_to_regulate", international, "treaty"},
    Check{"CO18", CO, "Measure under investor claim?",
          "a claim against a rights, safety or security measure: pending PARTIAL, lost FAIL, dismissed PASS", "M", "9",
          "ungp9.right_to_regulate", international, "event"},
    Check{"CO19", CO, "Contract freezes law?",
          "FAIL if a stabilisation clause of an investor contract has no human-rights exception", "H", "9",
          "ungp9.no_freezing", international, "instrument"},
    Check{"CO20", CO, "Coalition pledge, no home rule?",
          "a provision in force at home carries out what the coalition's code pledges", "M", "10", "ungp10c.use_ungps",
          international, "organisation"},
    Check{"CO21", CO, "IFI funds tech the State restricts at home?",
          "FAIL if a bank of which the State is a member finances technology that is forbidden at home", "M", "10",
          "ungp10b.promote", international, "engagement"},
    Check{"CO22", CO, "Standards work without HR position?",
          "where the State sends delegates to a standards body, it has a position on human rights", "L", "10",
          "ungp10c.use_ungps", international, "organisation"},
    Check{"CO23", CO, "Transposition late/divergent?",
          "FAIL if a directive's deadline has passed and nothing implements it", "M", "3a,10", "ungp3a.law",
          international, "instrument"},
};
static_assert(check_table.size() == 57);

consteval bool well_formed() {
  for (std::size_t i = 0; i < check_table.size(); ++i) {
    const Check& check = check_table[i];
    const std::string_view prefix = check.family == SM ? "SM" : check.family == NX ? "NX" : "CO";
    if (check.id.size() != 4 || check.id.substr(0, 2) != prefix) return false;
    if (i > 0 && check_table[i - 1].family == check.family && !(check_table[i - 1].id < check.id)) return false;
    if ((check.family == CO) == check.axis.empty()) return false;
  }
  return true;
}
static_assert(well_formed(), "ids ascend within a family; checks of coherence, and no others, have an axis");

}  // namespace

std::span<const Check> checks() noexcept { return check_table; }

const Check* find_check(std::string_view id) noexcept {
  for (const Check& check : check_table)
    if (check.id == id) return &check;
  return nullptr;
}

bool speaks_to(const Check& check, std::string_view element) noexcept {
  for (std::string_view left = check.elements; !left.empty();) {
    const std::string_view one = left.substr(0, left.find(','));
    if (one == element) return true;
    left.remove_prefix(one.size() == left.size() ? left.size() : one.size() + 1);
  }
  return false;
}

}  // namespace dutygraph::vocab
