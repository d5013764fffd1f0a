// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The channels of the State-business nexus in tech (n01-n27) and how close they bring a company.
///
/// Channels and closeness levels are this project's proposal, from the logic of the commentary to
/// \ungp{4}: the nearer a company is to the State, or the more it rests on statutory authority or
/// taxpayers' money, the stronger the case. They are not UN positions.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <dutygraph/config.hpp>

namespace dutygraph::vocab {

/// The way in which a State and a company are tied.
enum class Channel : std::uint8_t {
  none = 0,  ///< no tie of its own: the company is only subject to general regulation
  n01 = 1,   ///< State-owned enterprise, full or majority. \ungp{4}
  n02,       ///< minority holding. \ungp{4}
  n03,       ///< golden share or other special right. \ungp{4}
  n04,       ///< sovereign wealth fund. \ungp{4}
  n05,       ///< State pension fund. \ungp{4}
  n06,       ///< export credit: loan or guarantee. \ungp{4}
  n07,       ///< investment insurance or guarantee. \ungp{4}
  n08,       ///< development finance. \ungp{4} \ungp{10}
  n09,       ///< research and development grant. \ungp{4}
  n10,       ///< subsidy, State aid. \ungp{4}
  n11,       ///< tax incentive. \ungp{4}
  n12,       ///< State venture fund. \ungp{4}
  n13,       ///< procurement of IT and cloud. \ungp{6}
  n14,       ///< purchase of technology for police, border or military. \ungp{6} \ungp{5}
  n15,       ///< purchase of technology for health, welfare or education. \ungp{5} \ungp{6}
  n16,       ///< public-private partnership. \ungp{5}
  n17,       ///< outsourced or privatised service. \ungp{5}
  n18,       ///< licence, spectrum, concession. \ungp{3} \ungp{5}
  n19,       ///< trade mission, economic diplomacy. \ungp{4} \ungp{8}
  n20,       ///< export licence. \ungp{3} \ungp{7} \ungp{8}
  n21,       ///< data access or interception arrangement. \ungp{1} \ungp{5}
  n22,       ///< data-sharing partnership, State data sets. \ungp{5} \ungp{6}
  n23,       ///< standards delegation. \ungp{10}
  n24,       ///< technology licensed between company and State. \ungp{6}
  n25,       ///< sandbox, test-bed. \ungp{3} \ungp{8}
  n26,       ///< conditions from screening of foreign investment. \ungp{4} \ungp{9}
  n27,       ///< multilateral finance. \ungp{10}
};

/// What is known of a channel beforehand.
struct ChannelInfo {
  Channel channel;
  std::string_view code;       ///< "n06"
  std::string_view name;       ///< "export credit"
  std::string_view ungp;       ///< principles that speak to it, the nearest first: "4", "4,10"
  std::string_view safeguard;  ///< what one would expect to see; a few words
};

/// The 27 channels in the order of their codes.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const ChannelInfo> channels() noexcept;

/// \return null for Channel::none.
[[nodiscard]] DUTYGRAPH_EXPORT const ChannelInfo* find_channel(Channel channel) noexcept;

/// "n01" to "n27"; "none" for Channel::none.
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Channel channel) noexcept;

/// Reads "n01" to "n27".
/// \return nothing for anything else, "none" and "N01" included.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Channel> parse_channel(std::string_view code) noexcept;

/// The channel of a simple engagement by its `supports.type`: export-credit, guarantee, loan,
/// grant, subsidy, tax, equity, procurement (`export_credit` is read too). A recorded `channel`
/// goes before it.
/// \return nothing for other types: the list is open.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Channel> support_channel(std::string_view type) noexcept;

/// The channel of a fund's holdings by its `organisations.fund_type`: sovereign_wealth, pension,
/// venture, development.
/// \return nothing for anything else: the holding's channel then follows from basis and share.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Channel> fund_channel(std::string_view fund_type) noexcept;

/// How near a company is to the State. Ordered: c4 is nearest.
enum class Closeness : std::uint8_t {
  c0,  ///< general regulation
  c1,  ///< transaction, licence, small stake
  c2,  ///< substantial support, significant stake or delegated power
  c3,  ///< control
  c4,  ///< the company is an organ of the State
};

/// "C0" to "C4".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Closeness closeness) noexcept;

/// Reads "C0" to "C4".
/// \return nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Closeness> parse_closeness(std::string_view code) noexcept;

/// Percent from which (inclusive) a stake through n02, n04 or n05 counts as significant. A default:
/// configurable, like all thresholds of the project.
inline constexpr int significant_stake_percent = 20;

/// The base closeness of a channel.
///
/// C4 any channel of an organ; C3 n01, n03; C2 n06-n12, n16, n17, n27, and n02, n04, n05 with a
/// significant stake; C1 the other channels; C0 Channel::none. The verdict of a row does not change
/// it: a `possible` n01 stays at C3 and the row says `possible`.
///
/// \param channel the tie
/// \param organ whether the company is itself an organ of the State
/// \param significant_stake whether the stake reaches significant_stake_percent; read for n02, n04
///   and n05 only. Not known means C1, the level that holds whatever the stake is; to report what
///   may be, ask again with true and call the row `possible`.
[[nodiscard]] DUTYGRAPH_EXPORT Closeness closeness(Channel channel, bool organ = false,
                                                   std::optional<bool> significant_stake = {}) noexcept;

}  // namespace dutygraph::vocab
