// SPDX-License-Identifier: BSL-1.0
#include "io/bods_statement.hpp"

namespace dutygraph::io::detail {

void BodsStatement::clear() {
  kind = BodsKind::none;
  has_records = closed = has_components = false;
  id = record = name = jurisdiction = {};
  stated = founded = dissolved = std::nullopt;
  lifetime = {};
  ended_by_closing = false;
  source = 0;
  replaces.clear();
  party = BodsParty::unknown_entity;
  identifiers.clear();
  subject = holder = {};
  interests.clear();
}

std::optional<std::uint16_t> BodsSources::add(std::string_view name, std::string_view url, std::string_view licence) {
  std::string id = "bods:" + std::string{name};
  const auto [at, added] = index_.try_emplace(std::move(id), static_cast<std::uint16_t>(sources_.size() + 1));
  if (added && sources_.size() == most) {
    index_.erase(at);
    return std::nullopt;
  }
  if (added) sources_.push_back({.id = at->first, .title = std::string{name}, .publisher = std::string{name}});
  Source& source = sources_[at->second - 1U];
  if (source.url.empty()) source.url = url;
  if (source.licence.empty()) source.licence = licence;
  return at->second;
}

BodsCodes::BodsCodes() {
  codes_.push_back({});
  codes_.push_back({"IS_DIRECTLY_CONSOLIDATED_BY", vocab::Basis::consolidation, true, false});
  codes_.push_back({"IS_ULTIMATELY_CONSOLIDATED_BY", vocab::Basis::consolidation, true, false});
}

std::uint16_t BodsCodes::add(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t bucket =
      (text.size() * 31 + static_cast<unsigned char>(text.front()) * 7 + static_cast<unsigned char>(text.back())) %
      buckets;
  std::uint16_t& recent = recent_[bucket];
  if (codes_[recent].text == text) return recent;
  const auto at = index_.find(std::string{text});
  if (at != index_.end()) return recent = at->second;
  const std::optional<vocab::Basis> basis = vocab::basis_of_bods(text);
  if (codes_.size() >= most && !basis) return 0;
  const auto number = static_cast<std::uint16_t>(codes_.size());
  codes_.push_back({std::string{text}, basis.value_or(vocab::Basis::unknown), basis.has_value(),
                    text.ends_with("nfluenceOrControl") || text.ends_with("nfluence-or-control")});
  index_.emplace(text, number);
  return recent = number;
}

}  // namespace dutygraph::io::detail
