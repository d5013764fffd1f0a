// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/vocab/channel.hpp>

#include <array>
#include <cstddef>

namespace dutygraph::vocab {
namespace {

// Safeguards follow the commentary to UNGP 4-6, A/HRC/38/48, A/HRC/32/45 and A/HRC/59/53 where
// those speak to the channel (n06, n14, n19 among them); the rest are proposals.
constexpr std::array channel_table{
    ChannelInfo{Channel::n01, "n01", "State-owned enterprise", "4", "ownership policy, due diligence, reporting"},
    ChannelInfo{Channel::n02, "n02", "minority holding", "4", "policy pursued as shareholder"},
    ChannelInfo{Channel::n03, "n03", "golden share or special right", "4", "use of the right documented"},
    ChannelInfo{Channel::n04, "n04", "sovereign wealth fund", "4", "rules on exclusion and engagement"},
    ChannelInfo{Channel::n05, "n05", "State pension fund", "4", "duty to invest responsibly"},
    ChannelInfo{Channel::n06, "n06", "export credit", "4", "screening, conditions"},
    ChannelInfo{Channel::n07, "n07", "investment insurance or guarantee", "4", "conditions, withdrawal"},
    ChannelInfo{Channel::n08, "n08", "development finance", "4,10", "due diligence, complaint body"},
    ChannelInfo{Channel::n09, "n09", "research and development grant", "4", "ethics or human rights review"},
    ChannelInfo{Channel::n10, "n10", "subsidy or State aid", "4", "human rights condition"},
    ChannelInfo{Channel::n11, "n11", "tax incentive", "4", "condition, clawback"},
    ChannelInfo{Channel::n12, "n12", "State venture fund", "4", "due diligence by the investee"},
    ChannelInfo{Channel::n13, "n13", "IT or cloud procurement", "6", "award criteria, clauses"},
    ChannelInfo{Channel::n14, "n14", "police, border or military technology purchase", "6,5",
                "prior human rights impact assessment, necessity test"},
    ChannelInfo{Channel::n15, "n15", "health, welfare or education technology purchase", "5,6",
                "data protection or human rights impact assessment, oversight"},
    ChannelInfo{Channel::n16, "n16", "public-private partnership", "5", "contract clauses, monitoring"},
    ChannelInfo{Channel::n17, "n17", "outsourced or privatised service", "5", "independent monitoring"},
    ChannelInfo{Channel::n18, "n18", "licence, spectrum or concession", "3,5",
                "rights-based conditions, limits on shutdowns"},
    ChannelInfo{Channel::n19, "n19", "trade mission or economic diplomacy", "4,8", "screening, exclusion"},
    ChannelInfo{Channel::n20, "n20", "export licence", "3,7,8", "human rights criterion, end-use check"},
    ChannelInfo{Channel::n21, "n21", "data access or interception arrangement", "1,5",
                "legal basis, independent oversight, transparency"},
    ChannelInfo{Channel::n22, "n22", "data-sharing partnership", "5,6",
                "data protection impact assessment, terms on benefit"},
    ChannelInfo{Channel::n23, "n23", "standards delegation", "10", "positions on human rights"},
    ChannelInfo{Channel::n24, "n24", "technology licence between company and State", "6", "contract clauses"},
    ChannelInfo{Channel::n25, "n25", "sandbox or test-bed", "3,8", "rights test at exit"},
    ChannelInfo{Channel::n26, "n26", "conditions from investment screening", "4,9", "human rights among the grounds"},
    ChannelInfo{Channel::n27, "n27", "multilateral finance", "10", "human rights safeguard"},
};

consteval bool in_order() {
  for (std::size_t i = 0; i < channel_table.size(); ++i)
    if (static_cast<std::size_t>(channel_table[i].channel) != i + 1) return false;
  return true;
}
static_assert(in_order() && channel_table.size() == 27);

struct NamedChannel {
  std::string_view name;
  Channel channel;
};

constexpr std::array support_table{
    NamedChannel{"export-credit", Channel::n06}, NamedChannel{"guarantee", Channel::n07},
    NamedChannel{"loan", Channel::n08},          NamedChannel{"grant", Channel::n09},
    NamedChannel{"subsidy", Channel::n10},       NamedChannel{"tax", Channel::n11},
    NamedChannel{"equity", Channel::n12},        NamedChannel{"procurement", Channel::n13},
};

constexpr std::array fund_table{
    NamedChannel{"sovereign_wealth", Channel::n04},
    NamedChannel{"pension", Channel::n05},
    NamedChannel{"venture", Channel::n12},
    NamedChannel{"development", Channel::n08},
};

constexpr std::array<std::string_view, 5> closeness_codes{"C0", "C1", "C2", "C3", "C4"};

}  // namespace

std::span<const ChannelInfo> channels() noexcept { return channel_table; }

const ChannelInfo* find_channel(Channel channel) noexcept {
  const auto number = static_cast<std::size_t>(channel);
  return number >= 1 && number <= channel_table.size() ? &channel_table[number - 1] : nullptr;
}

std::string_view to_string(Channel channel) noexcept {
  const ChannelInfo* info = find_channel(channel);
  return info != nullptr ? info->code : "none";
}

std::optional<Channel> parse_channel(std::string_view code) noexcept {
  for (const ChannelInfo& info : channel_table)
    if (info.code == code) return info.channel;
  return std::nullopt;
}

std::optional<Channel> support_channel(std::string_view type) noexcept {
  if (type == "export_credit") type = "export-credit";  // as `agency.function` spells it
  for (const NamedChannel& row : support_table)
    if (row.name == type) return row.channel;
  return std::nullopt;
}

std::optional<Channel> fund_channel(std::string_view fund_type) noexcept {
  for (const NamedChannel& row : fund_table)
    if (row.name == fund_type) return row.channel;
  return std::nullopt;
}

std::string_view to_string(Closeness closeness) noexcept {
  const auto level = static_cast<std::size_t>(closeness);
  return level < closeness_codes.size() ? closeness_codes[level] : "C0";
}

std::optional<Closeness> parse_closeness(std::string_view code) noexcept {
  for (std::size_t level = 0; level < closeness_codes.size(); ++level)
    if (closeness_codes[level] == code) return static_cast<Closeness>(level);
  return std::nullopt;
}

Closeness closeness(Channel channel, bool organ, std::optional<bool> significant_stake) noexcept {
  if (organ) return Closeness::c4;
  switch (channel) {
    case Channel::none:
      return Closeness::c0;
    case Channel::n01:
    case Channel::n03:
      return Closeness::c3;
    case Channel::n02:
    case Channel::n04:
    case Channel::n05:
      return significant_stake.value_or(false) ? Closeness::c2 : Closeness::c1;
    case Channel::n06:
    case Channel::n07:
    case Channel::n08:
    case Channel::n09:
    case Channel::n10:
    case Channel::n11:
    case Channel::n12:
    case Channel::n16:
    case Channel::n17:
    case Channel::n27:
      return Closeness::c2;
    default:
      return Closeness::c1;
  }
}

}  // namespace dutygraph::vocab
