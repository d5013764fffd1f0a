// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/ungp.hpp>

#include <array>
#include <cstddef>

namespace dutygraph::vocab {
namespace {

constexpr auto must = Wording::must;
constexpr auto should = Wording::should;

// HR/PUB/11/4; wording of 10, 25-31 from secondary sources and general knowledge.
constexpr std::array principle_table{
    Principle{1, 1, must, true, "Guard people in its jurisdiction from abuse involving business"},
    Principle{2, 1, should, true, "Say plainly that companies are expected to respect rights, at home and abroad"},
    Principle{3, 1, should, true, "Mix law, enabling rules, guidance and reporting so that business respects rights"},
    Principle{4, 1, should, true, "Go further with companies the State owns, controls or substantially supports"},
    Principle{5, 1, should, true, "Keep oversight of public services handed to companies"},
    Principle{6, 1, should, true, "Ask respect for rights of the companies it buys from and deals with"},
    Principle{7, 1, should, true,
              "Help companies avoid gross abuse in conflict areas; deny support to those in it "
              "that will not cooperate"},
    Principle{8, 1, should, true, "Bring every body that shapes business practice in line with human rights duties"},
    Principle{9, 1, should, true, "Keep room for human rights measures in treaties and investor contracts"},
    Principle{10, 1, should, true, "Pursue the same ends as a member of international institutions"},
    Principle{25, 3, must, true, "See that people harmed in its jurisdiction can reach effective remedy"},
    Principle{26, 3, should, true, "Make courts effective for cases about business and lower the barriers to them"},
    Principle{27, 3, should, true, "Offer effective State mechanisms outside the courts"},
    Principle{28, 3, should, true, "Consider easing access to mechanisms outside the State"},
    Principle{29, 3, should, false, "Companies set up or join grievance mechanisms of their own"},
    Principle{30, 3, should, false, "Industry and multi-stakeholder schemes have grievance mechanisms"},
    Principle{31, 3, should, true, "Mechanisms outside the courts meet criteria of effectiveness"},
};

constexpr std::array element_table{
    // UNGP 1
    Element{"ungp1.prevent", "1", 1, "measures prevent abuse"},
    Element{"ungp1.investigate", "1", 1, "abuse is investigated"},
    Element{"ungp1.punish", "1", 1, "abuse is punished"},
    Element{"ungp1.redress", "1", 1, "abuse is redressed"},
    Element{"ungp1.rule_of_law", "1", 1, "State powers over companies are lawful, fair and overseen"},
    // UNGP 2
    Element{"ungp2.expectation_set", "2", 2, "the expectation is stated"},
    Element{"ungp2.extraterritorial", "2", 2, "the expectation reaches operations abroad"},
    Element{"ungp2.tech_named", "2", 2, "the technology sector is named"},
    // UNGP 3(a)-(d)
    Element{"ungp3a.law", "3a", 3, "a law requires or causes respect"},
    Element{"ungp3a.enforced", "3a", 3, "the law is enforced"},
    Element{"ungp3a.adequacy_review", "3a", 3, "adequacy of the law is reviewed periodically"},
    Element{"ungp3a.gap_closed", "3a", 3, "gaps found are closed"},
    Element{"ungp3b.corp_law_enables", "3b", 3, "company law lets directors weigh rights"},
    Element{"ungp3b.no_conflict", "3b", 3, "other business law does not stand in the way"},
    Element{"ungp3c.guidance", "3c", 3, "guidance exists"},
    Element{"ungp3c.sector_specific", "3c", 3, "guidance is made for the technology"},
    Element{"ungp3c.hrdd_method", "3c", 3, "guidance shows how to do due diligence"},
    Element{"ungp3c.current", "3c", 3, "guidance is up to date"},
    Element{"ungp3d.encouraged", "3d", 3, "reporting on impacts is encouraged"},
    Element{"ungp3d.required", "3d", 3, "reporting on impacts is required where appropriate"},
    Element{"ungp3d.covers_tech", "3d", 3, "reporting covers technology companies"},
    Element{"ungp3d.public", "3d", 3, "reports are public"},
    // UNGP 4
    Element{"ungp4.owner_policy", "4", 4, "the State as owner has a policy on rights"},
    Element{"ungp4.hrdd_required", "4", 4, "due diligence is required of supported or owned companies"},
    Element{"ungp4.agency_screens", "4", 4, "the supporting agency screens for itself"},
    Element{"ungp4.conditions", "4", 4, "support carries human rights conditions"},
    Element{"ungp4.withdrawal", "4", 4, "support can be withdrawn"},
    Element{"ungp4.disclosure", "4", 4, "deals are disclosed"},
    // UNGP 5
    Element{"ungp5.expectation_clause", "5", 5, "contract or law states the expectation"},
    Element{"ungp5.monitoring", "5", 5, "the service is monitored independently"},
    Element{"ungp5.accountability", "5", 5, "someone answers for the service"},
    // UNGP 6
    Element{"ungp6.policy", "6", 6, "purchasing policy speaks of rights"},
    Element{"ungp6.award_criteria", "6", 6, "award criteria speak of rights"},
    Element{"ungp6.clauses", "6", 6, "contract clauses speak of rights"},
    Element{"ungp6.exclusion", "6", 6, "abusers can be excluded"},
    Element{"ungp6.follow_up", "6", 6, "performance is followed up"},
    // UNGP 7(a)-(d)
    Element{"ungp7a.engage", "7a", 7, "companies are engaged early on their risks"},
    Element{"ungp7b.assist", "7b", 7,
            "companies are helped to assess risks, gender-based and sexual violence included"},
    Element{"ungp7c.deny_support", "7c", 7, "support ends for those in gross abuse who refuse to cooperate"},
    Element{"ungp7d.law_effective", "7d", 7, "law and enforcement work for conflict areas"},
    // UNGP 8
    Element{"ungp8.mandate_link", "8", 8, "the mandate links to human rights duties"},
    Element{"ungp8.informed", "8", 8, "the body is informed"},
    Element{"ungp8.trained", "8", 8, "the body is trained and equipped"},
    Element{"ungp8.coordination", "8", 8, "bodies coordinate"},
    Element{"ungp8.subnational", "8", 8, "subnational bodies are included"},
    // UNGP 9
    Element{"ungp9.right_to_regulate", "9", 9, "treaties keep the right to regulate"},
    Element{"ungp9.no_freezing", "9", 9, "contracts do not freeze human rights law"},
    Element{"ungp9.impact_assessed", "9", 9, "impacts are assessed before signing"},
    // UNGP 10(a)-(c)
    Element{"ungp10a.no_restraint", "10a", 10, "institutions do not hold members or companies back"},
    Element{"ungp10b.promote", "10b", 10, "institutions promote respect and build capacity"},
    Element{"ungp10c.use_ungps", "10c", 10, "the Principles serve as common ground"},
    // UNGP 25-28: the State's part of access to remedy; 29 and 30 ask nothing of States
    Element{"ungp25.remedy_route", "25", 25, "a route to remedy exists"},
    Element{"ungp26.courts_effective", "26", 26, "courts can hear cases about business"},
    Element{"ungp26.barriers_reduced", "26", 26, "legal and practical barriers are lowered"},
    Element{"ungp27.state_mechanism", "27", 27, "a State mechanism outside the courts exists"},
    Element{"ungp28.access_eased", "28", 28, "access to mechanisms outside the State is eased"},
    // UNGP 31(a)-(g); (h) concerns companies' own mechanisms only
    Element{"ungp31.crit_legitimate", "31", 31, "legitimate"},
    Element{"ungp31.crit_accessible", "31", 31, "accessible"},
    Element{"ungp31.crit_predictable", "31", 31, "predictable"},
    Element{"ungp31.crit_equitable", "31", 31, "equitable"},
    Element{"ungp31.crit_transparent", "31", 31, "transparent"},
    Element{"ungp31.crit_rights_compatible", "31", 31, "compatible with rights"},
    Element{"ungp31.crit_learning", "31", 31, "learns from its cases"},
    // Factors for regulatory responses: consultation agenda of 18 Feb 2021 (rf01-rf04), UNGPs
    // Compass
    // (rf05-rf10), A/HRC/59/53 as summarised (rf11-rf13), Geneva Academy news 426 (rf15). rf14 is
    // ours.
    Element{"rf01", "3", 3, "affected groups, civil society, companies and others were heard"},
    Element{"rf02", "3", 3, "fits companies of different size, model and sector"},
    Element{"rf03", "3", 3, "clear and predictable for companies"},
    Element{"rf04", "3a", 3, "adequacy is reviewed and gaps are closed"},
    Element{"rf05", "3", 3, "problem and aim are scoped on evidence"},
    Element{"rf06", "3", 3, "existing law is mapped, and whether it works"},
    Element{"rf07", "3", 3, "legal and voluntary means are mixed in proportion"},
    Element{"rf08", "3", 3, "oversight and accountability are designed in"},
    Element{"rf09", "3", 3, "tells causing, contributing and being linked apart"},
    Element{"rf10", "3", 3, "ranks harm by scale, scope and remediability"},
    Element{"rf11", "3", 3, "shared definitions, narrow exceptions"},
    Element{"rf12", "3", 3, "red lines for technology that cannot be squared with rights"},
    Element{"rf13", "3", 3, "effects across borders and on the Global South are weighed"},
    Element{"rf14", "1", 1, "the rule itself respects rights"},
    Element{"rf15", "3", 3, "an international approach was considered"},
};

constexpr std::size_t factor_count = 15;
constexpr std::size_t first_factor = element_table.size() - factor_count;

// elements_of() hands out sub-spans, so each principle's elements must be neighbours.
consteval bool grouped() {
  for (std::size_t i = 0; i < element_table.size(); ++i) {
    if (element_table[i].is_factor() != (i >= first_factor)) return false;
    if (i > 0 && i < first_factor && element_table[i].principle < element_table[i - 1].principle) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (element_table[i].id == element_table[j].id) return false;
  }
  return true;
}
static_assert(grouped());

}  // namespace

std::string_view to_string(Wording wording) noexcept { return wording == Wording::must ? "must" : "should"; }

std::span<const Principle> principles() noexcept { return principle_table; }

const Principle* find_principle(int number) noexcept {
  for (const Principle& principle : principle_table)
    if (principle.number == number) return &principle;
  return nullptr;
}

std::span<const Element> elements() noexcept { return element_table; }

std::span<const Element> elements_of(int principle) noexcept {
  const auto all = std::span<const Element>{element_table}.first(first_factor);
  std::size_t begin = 0;
  while (begin < all.size() && all[begin].principle != principle) ++begin;
  std::size_t end = begin;
  while (end < all.size() && all[end].principle == principle) ++end;
  return all.subspan(begin, end - begin);
}

std::span<const Element> factors() noexcept { return std::span<const Element>{element_table}.last(factor_count); }

const Element* find_element(std::string_view id) noexcept {
  for (const Element& element : element_table)
    if (element.id == id) return &element;
  return nullptr;
}

}  // namespace dutygraph::vocab
