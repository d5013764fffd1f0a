// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/basis.hpp>

#include <array>
#include <cstddef>

namespace dutygraph::vocab {
namespace {

constexpr std::array<std::string_view, 11> basis_names{
    "capital", "votes", "board", "veto", "law", "contract", "nominee", "trust", "consolidation", "other", "unknown"};
static_assert(basis_names.size() == static_cast<std::size_t>(Basis::unknown) + 1);

constexpr std::array bods_table{
    // BODS 0.4, in the order of its codelist; 0.3 has all but the last two
    BodsInterest{"shareholding", Basis::capital},
    BodsInterest{"votingRights", Basis::votes},
    BodsInterest{"appointmentOfBoard", Basis::board},
    BodsInterest{"otherInfluenceOrControl", Basis::other},
    BodsInterest{"seniorManagingOfficial", Basis::other},
    BodsInterest{"settlor", Basis::trust},
    BodsInterest{"trustee", Basis::trust},
    BodsInterest{"protector", Basis::trust},
    BodsInterest{"beneficiaryOfLegalArrangement", Basis::trust},
    BodsInterest{"rightsToSurplusAssetsOnDissolution", Basis::other},
    BodsInterest{"rightsToProfitOrIncome", Basis::other},
    BodsInterest{"rightsGrantedByContract", Basis::contract},
    BodsInterest{"conditionalRightsGrantedByContract", Basis::contract},
    BodsInterest{"controlViaCompanyRulesOrArticles", Basis::veto},
    BodsInterest{"controlByLegalFramework", Basis::law},
    BodsInterest{"boardMember", Basis::other},
    BodsInterest{"boardChair", Basis::other},
    BodsInterest{"unknownInterest", Basis::unknown},
    BodsInterest{"unpublishedInterest", Basis::unknown},
    BodsInterest{"enjoymentAndUseOfAssets", Basis::trust},
    BodsInterest{"rightToProfitOrIncomeFromAssets", Basis::other},
    BodsInterest{"nominee", Basis::nominee},
    BodsInterest{"nominator", Basis::nominee},
    // 0.1 and 0.2, there with hyphens
    BodsInterest{"settlorOfTrust", Basis::trust},
    BodsInterest{"trusteeOfTrust", Basis::trust},
    BodsInterest{"protectorOfTrust", Basis::trust},
    BodsInterest{"beneficiaryOfTrust", Basis::trust},
    BodsInterest{"otherInfluenceOrControlOfTrust", Basis::other},
    // 0.1 only; renamed in 0.2
    BodsInterest{"influenceOrControl", Basis::other},
    BodsInterest{"rightsToSurplusAssets", Basis::other},
};

constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

/// Whether \p hyphenated is \p camel with "-x" for each "X".
constexpr bool is_hyphenated_form(std::string_view camel, std::string_view hyphenated) noexcept {
  std::size_t at = 0;
  for (const char c : camel) {
    if (is_upper(c) && (at == hyphenated.size() || hyphenated[at++] != '-')) return false;
    const char expected = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    if (at == hyphenated.size() || hyphenated[at++] != expected) return false;
  }
  return at == hyphenated.size();
}
static_assert(is_hyphenated_form("appointmentOfBoard", "appointment-of-board"));
static_assert(!is_hyphenated_form("votingRights", "votingRights") && !is_hyphenated_form("votingRights", "voting-"));

}  // namespace

std::string_view to_string(Basis basis) noexcept {
  const auto at = static_cast<std::size_t>(basis);
  return at < basis_names.size() ? basis_names[at] : "unknown";
}

std::optional<Basis> parse_basis(std::string_view name) noexcept {
  for (std::size_t at = 0; at < basis_names.size(); ++at)
    if (basis_names[at] == name) return static_cast<Basis>(at);
  return std::nullopt;
}

std::span<const BodsInterest> bods_interests() noexcept { return bods_table; }

std::optional<Basis> basis_of_bods(std::string_view code) noexcept {
  for (const BodsInterest& interest : bods_table)
    if (interest.code == code || is_hyphenated_form(interest.code, code)) return interest.basis;
  return std::nullopt;
}

std::optional<Basis> basis_of(std::string_view type) noexcept {
  const std::optional<Basis> basis = parse_basis(type);
  return basis ? basis : basis_of_bods(type);
}

}  // namespace dutygraph::vocab
