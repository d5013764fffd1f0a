// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/codelist.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace dutygraph::vocab {
namespace {

template <class... Code>
constexpr std::array<std::string_view, sizeof...(Code)> codes(const Code&... code) {
  return {std::string_view{code}...};
}

// -- common to several sections

constexpr auto assertion = codes("positive", "negative", "disputed");
constexpr auto basis = codes("capital", "votes", "board", "veto", "law", "contract", "nominee", "trust",
                             "consolidation", "other", "unknown");
constexpr auto channel =
    codes("n01", "n02", "n03", "n04", "n05", "n06", "n07", "n08", "n09", "n10", "n11", "n12", "n13", "n14", "n15",
          "n16", "n17", "n18", "n19", "n20", "n21", "n22", "n23", "n24", "n25", "n26", "n27");
constexpr auto enforcement = codes("active", "dormant", "suspended", "not_yet");
constexpr auto power = codes("inspect", "fine", "order", "deny");
constexpr auto rank =
    codes("constitution", "treaty", "statute", "regulation", "decision", "policy", "strategy", "guidance", "contract");
// ICCPR 6, 7, 8, 9, 12, 14, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27; ICESCR 7 (with the ILO core
// principles), 8, 9, 11, 12, 13, 15; ICCPR 2(3)
constexpr auto right =
    codes("life", "freedom_from_torture", "freedom_from_slavery", "liberty", "movement", "fair_trial", "privacy",
          "thought", "expression", "freedom_from_incitement", "assembly", "association", "child", "participation",
          "non_discrimination", "minorities", "work", "unions", "social_security", "living_standard", "health",
          "education", "culture_science", "remedy");
constexpr auto safeguard =
    codes("hrdd", "hria", "dpia", "screening", "end_use_check", "enhanced_dd", "clause", "award_criteria", "follow_up",
          "monitoring", "complaint_route", "legal_basis", "independent_oversight", "transparency_report");
constexpr auto stakeholder =
    codes("affected_group", "children", "women", "minorities", "workers", "users", "journalists_hrds", "csos", "unions",
          "companies", "smes", "academia", "technical_community", "nhri");
constexpr auto technology =
    codes("telecom_network", "subsea_cable", "satellite", "cloud_datacentre", "semiconductor", "device",
          "platform_social", "search", "marketplace", "adtech_broker", "genai_model", "automated_decision",
          "biometrics", "facial_recognition", "cyber_surveillance", "smart_city", "digital_id", "health_data", "edtech",
          "fintech_mobile_money", "gig_platform", "iot", "border_tech");
constexpr auto value_chain =
    codes("minerals", "fabrication", "data_collection", "data_enrichment_labour", "design_training", "marketing_sale",
          "export", "deployment", "end_use", "exit", "end_of_life");

// -- actors

constexpr auto agency_function = codes(
    "ownership", "export_credit", "investment_guarantee", "dev_finance", "innovation_funding", "state_aid", "tax",
    "procurement_policy", "buyer", "telecom_regulator", "data_protection", "platform_regulator", "ai_authority",
    "competition", "consumer", "securities", "company_law", "labour", "export_control", "fdi_screening",
    "trade_promotion", "foreign_affairs", "interior_police", "intelligence", "defence", "justice", "health",
    "education", "digital_ministry", "standards", "ncp", "nhri", "parliament", "court", "audit", "coordination_body");
constexpr auto agency_level = codes("national", "subnational");
constexpr auto company_kind =
    codes("soe", "state_linked", "private_listed", "private", "sme", "subsidiary", "ppp_vehicle", "bank_intermediary");
constexpr auto company_role = codes("buyer", "supplier", "soe");
constexpr auto organisation_fund_type = codes("sovereign_wealth", "pension", "venture", "development");
constexpr auto organisation_kind =
    codes("igo", "coalition", "standards_body", "ifi", "stakeholder", "fund", "person", "arrangement", "unknown");
constexpr auto organisation_member_role = codes("member", "founder", "chair", "delegate");

// -- holdings and deals

constexpr auto engagement_hr_condition = codes("none", "expected", "required", "unknown");
constexpr auto engagement_role = codes("provider", "guarantor", "intermediary", "beneficiary", "exporter", "buyer",
                                       "supplier", "end_user", "co_financier");
constexpr auto holding_directness = codes("direct", "indirect", "unknown");
constexpr auto restriction_ground = codes("human_rights", "security");
constexpr auto support_type =
    codes("export-credit", "guarantee", "loan", "grant", "subsidy", "tax", "equity", "procurement");

// -- policy

constexpr auto instrument_area = codes("company_law", "securities", "data_protection");
constexpr auto instrument_binding = codes("mandatory", "voluntary", "hybrid");
constexpr auto instrument_hrdd = codes("none", "process", "outcome");
constexpr auto instrument_kind = codes("constitution", "statute", "regulation", "directive", "decree", "guideline",
                                       "code", "strategy", "nap", "ownership_policy", "mandate_letter", "instruction",
                                       "treaty", "bit", "contract", "standard", "recommendation", "court_decision");
constexpr auto instrument_level = codes("subnational", "national", "regional", "international");
constexpr auto instrument_liability = codes("none", "administrative", "civil", "criminal");
constexpr auto instrument_reporting = codes("none", "encouraged", "required");
constexpr auto instrument_smart_mix = codes("3a", "3b", "3c", "3d");
constexpr auto instrument_status =
    codes("proposed", "adopted", "in_force", "applies", "suspended", "repealed", "annulled");
constexpr auto provision_effect = codes("protects", "limits", "neutral");
constexpr auto provision_modality = codes("obligation", "prohibition", "permission", "exemption", "recommendation",
                                          "discouragement", "support", "restriction");
constexpr auto provision_reach = codes("territorial", "personal", "effects");
constexpr auto provision_strength = codes("strong", "weak");
constexpr auto scope_metric =
    codes("staff", "staff_home", "turnover", "balance_sheet", "users", "stake", "amount", "tenor_months");
constexpr auto taxonomy_dimension = codes("bearer", "conduct", "object", "territory", "right");

// -- institutions and evidence

constexpr auto capacity_what = codes("staff", "budget", "skill");
constexpr auto coordination_kind = codes("body", "memorandum", "ad_hoc");
constexpr auto event_kind =
    codes("enforcement", "complaint", "ruling", "review", "training", "guidance", "arbitration");
constexpr auto event_outcome = codes("pending", "lost", "dismissed");
constexpr auto position_stance = codes("supports", "opposes");
constexpr auto remedy_criterion =
    codes("legitimate", "accessible", "predictable", "equitable", "transparent", "rights_compatible", "learning");
constexpr auto remedy_rating = codes("met", "partly", "not");
constexpr auto remedy_type = codes("state_judicial", "state_non_judicial", "non_state");
constexpr auto treaty_clause_kind = codes("forbids", "right_to_regulate", "stabilisation");

constexpr bool open = true;
constexpr bool closed = false;

// By name, for find_codelist().
constexpr std::array codelist_table{
    Codelist{"agency.function", agency_function, open, "agencies.functions, mandates.function",
             "what an agency does; UNGP 8 asks all that shape business practice"},
    Codelist{"agency.level", agency_level, closed, "agencies.level",
             "decides whether a body belongs to its State without include_subnational"},
    Codelist{"assertion", assertion, closed, "every record, elements.assertion",
             "negative and disputed records count differently"},
    Codelist{"basis", basis, closed, "holdings.interests.type",
             "decides what enters a sum; BODS interest types are read as well"},
    Codelist{"capacity.what", capacity_what, open, "capacity.what", "needs are compared, names are not read"},
    Codelist{"channel", channel, closed, "engagements.channel, supports.channel, agencies.defers_to.channel",
             "decides closeness and which checks apply"},
    Codelist{"company.kind", company_kind, open, "companies.kinds", "nodes of the bearer taxonomy"},
    Codelist{"company.role", company_role, open, "companies.roles", "facets of a company"},
    Codelist{"coordination.kind", coordination_kind, closed, "coordination.kind", "ad hoc links are shown apart"},
    Codelist{"enforcement", enforcement, closed, "instruments.enforcement.state, provisions.enforcement.state",
             "decides whether a law in force is applied (SM04)"},
    Codelist{"engagement.hr_condition", engagement_hr_condition, closed, "engagements.hr_condition",
             "graded by NX04 and CO09"},
    Codelist{"engagement.role", engagement_role, closed, "engagements.roles.role",
             "decides who gives and who receives"},
    Codelist{"event.kind", event_kind, open, "events.kind", "what happened"},
    Codelist{"event.outcome", event_outcome, open, "events.outcome",
             "CO18 tells these three apart, other outcomes are kept"},
    Codelist{"holding.directness", holding_directness, closed, "holdings.interests.directness",
             "indirect interests never enter a sum"},
    Codelist{"instrument.area", instrument_area, open, "instruments.area", "SM06 looks for company_law"},
    Codelist{"instrument.binding", instrument_binding, closed, "instruments.binding",
             "axis of the smart mix; what does not bind cannot collide"},
    Codelist{"instrument.hrdd", instrument_hrdd, open, "instruments.hrdd",
             "only none is told from the rest (NX02, SM10, SM11)"},
    Codelist{"instrument.kind", instrument_kind, open, "instruments.kind", "form of the text; its weight is the rank"},
    Codelist{"instrument.level", instrument_level, closed, "instruments.level", "axis of the smart mix"},
    Codelist{"instrument.liability", instrument_liability, open, "instruments.liability", "what a breach may lead to"},
    Codelist{"instrument.reporting", instrument_reporting, closed, "instruments.reporting", "graded by SM08"},
    Codelist{"instrument.smart_mix", instrument_smart_mix, closed, "instruments.smart_mix", "UNGP 3(a)-(d)"},
    Codelist{"instrument.status", instrument_status, closed, "instruments.status.state", "decides what is in force"},
    Codelist{"organisation.fund_type", organisation_fund_type, closed, "organisations.fund_type",
             "decides the channel of a fund's holdings"},
    Codelist{"organisation.kind", organisation_kind, closed, "organisations.kind",
             "kinds are part of the document model"},
    Codelist{"organisation.member_role", organisation_member_role, open, "organisations.members.role",
             "CO22 looks for delegate"},
    Codelist{"position.stance", position_stance, closed, "positions.stance", "decides a position-mismatch"},
    Codelist{"power", power, open, "agencies.powers, instruments.enforcers.powers",
             "SM05 looks for order and fine, other powers are kept"},
    Codelist{"provision.effect", provision_effect, closed, "provisions.effect", "tells when a protective norm yields"},
    Codelist{"provision.modality", provision_modality, closed, "provisions.modality",
             "rows of the compatibility matrix"},
    Codelist{"provision.reach", provision_reach, closed, "provisions.reach.basis",
             "each limits one coordinate of a jurisdiction"},
    Codelist{"provision.strength", provision_strength, closed, "provisions.strength",
             "a weak permission contradicts nothing"},
    Codelist{"rank", rank, closed,
             "instruments.rank, provisions.rank, provisions.applies_rank, commitments.min_rank, "
             "implementations.rank",
             "decides which norm prevails inside one legal order"},
    Codelist{"remedy.criterion", remedy_criterion, closed, "remedies.criteria (keys)",
             "UNGP 31(a)-(g), elements ungp31.crit_*"},
    Codelist{"remedy.rating", remedy_rating, closed, "remedies.criteria (values)", "graded"},
    Codelist{"remedy.type", remedy_type, closed, "remedies.type",
             "UNGP 26-28; UNGP 31 speaks of non-judicial mechanisms only"},
    Codelist{"restriction.ground", restriction_ground, open, "restrictions.ground",
             "CO08 tells human_rights from all other grounds"},
    Codelist{"right", right, open, "instruments.rights, provisions.issues, salient.right, remedies.for",
             "short names for articles of ICCPR and ICESCR, our choice"},
    Codelist{"safeguard", safeguard, open, "engagements.safeguards, supports.safeguards, safeguard_policies.requires",
             "checks look for these, others are kept and compared"},
    Codelist{"scope.metric", scope_metric, closed, "instruments.scope.tests.metric",
             "each is measured on a company or a deal"},
    Codelist{"stakeholder", stakeholder, open, "instruments.consulted", "SM09 looks for affected_group and companies"},
    Codelist{"support.type", support_type, open, "supports.type, safeguard_policies.applies_to",
             "these have a channel; for others the record names it"},
    Codelist{"taxonomy.dimension", taxonomy_dimension, open, "taxonomies", "a taxonomy may be made for anything"},
    Codelist{"technology", technology, open,
             "companies.technologies, engagements.technologies, instruments.technologies, "
             "salient.technology",
             "each is also a node of the object taxonomy"},
    Codelist{"treaty_clause.kind", treaty_clause_kind, closed, "treaty_clauses.kind", "decides CO17 and CO19"},
    Codelist{"value_chain", value_chain, open, "instruments.value_chain", "SM11 looks for end_use"},
};

consteval bool well_formed() {
  for (std::size_t i = 0; i < codelist_table.size(); ++i) {
    const Codelist& list = codelist_table[i];
    if (i > 0 && !(codelist_table[i - 1].name < list.name)) return false;
    if (list.codes.empty() || list.used_in.empty() || list.note.empty()) return false;
    for (std::size_t j = 0; j < list.codes.size(); ++j)
      for (std::size_t k = 0; k < j; ++k)
        if (list.codes[j] == list.codes[k]) return false;
  }
  return true;
}
static_assert(well_formed(), "names ascending, no empty list, no code twice");

}  // namespace

std::span<const Codelist> codelists() noexcept { return codelist_table; }

const Codelist* find_codelist(std::string_view name) noexcept {
  const auto found = std::lower_bound(codelist_table.begin(), codelist_table.end(), name,
                                      [](const Codelist& list, std::string_view wanted) { return list.name < wanted; });
  return found != codelist_table.end() && found->name == name ? &*found : nullptr;
}

bool contains(std::string_view list, std::string_view code) noexcept {
  const Codelist* found = find_codelist(list);
  return found != nullptr && found->contains(code);
}

}  // namespace dutygraph::vocab
