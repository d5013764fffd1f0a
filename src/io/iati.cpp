// SPDX-License-Identifier: BSL-1.0
#include "io/iati.hpp"

#include <algorithm>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/iati_activity.hpp"

namespace dutygraph::io::detail {

void IatiReader::read(Input& input) {
  const std::string name = input.name();
  const std::uint32_t file = deals_->begin_file(input);
  XmlRecords records{input, {"iati-activity"}};
  bool any = false;
  while (const XmlNode node = records.next()) {
    any = true;
    read_activity(node, file);
  }
  const XmlNode root = records.root();
  if (!any && (!root || root.name() != "iati-activities")) {
    Diagnostics list;
    list.add({"not-activities",
              Severity::error,
              name,
              root ? root.line() : 0,
              {},
              printable(root ? root.name() : std::string_view{}),
              "<iati-activities> with <iati-activity> in it; files of organisations hold no deals"});
    throw InvalidData{std::move(list)};
  }
  if (!any) deals_->say(Severity::note, "empty-file", {file, 0}, {}, {}, "no activities: nothing is added");
  deals_->end_file(file, input);
}

void IatiReader::read_activity(XmlNode node, std::uint32_t file) {
  const DealPlace place{file, node.line()};
  const std::string id{node.find("iati-identifier").text()};
  if (id.empty()) {
    constexpr std::string_view hint = "an iati-identifier with text";
    if (strict_)
      deals_->say(Severity::error, "missing-id", place, "/iati-identifier", {}, hint);
    else
      deals_->set_aside("missing-id", place, "/iati-identifier", {}, hint, to_text(node));
    return;
  }
  Activity activity;
  activity.updated = node.attribute("last-updated-datetime");
  activity.place = place;
  const auto known = activities_.find(id);
  if (known != activities_.end()) {
    deals_->say(Severity::warning, "duplicate-activity", place, "/iati-identifier", id,
                "an identifier that no other activity has; what was updated last counts");
    if (activity.updated < known->second.updated) return;
  }
  IatiActivity one{node, id, DealVoice{*deals_, place}};
  one.run();
  activity.parties = std::move(one.parties);
  activity.children = std::move(one.children);
  for (Engagement& deal : one.deals) {
    const bool has_amount = deal.amount.has_value();
    activity.parts.push_back({std::move(deal), has_amount});
  }
  activities_.insert_or_assign(id, std::move(activity));
}

void IatiReader::finish() {
  const auto reports_money = [&](const std::string& id) {
    const auto at = activities_.find(id);
    return at != activities_.end() && std::any_of(at->second.parts.begin(), at->second.parts.end(),
                                                  [](const Part& part) { return part.has_amount; });
  };
  for (auto& entry : activities_) {
    const std::string& id = entry.first;
    auto& activity = entry.second;
    const bool in_parts = std::any_of(activity.children.begin(), activity.children.end(),
                                      [&](const std::string& child) { return child != id && reports_money(child); });
    for (DealParty& party : activity.parties) deals_->add(std::move(party));
    for (Part& part : activity.parts) {
      if (in_parts && part.deal.amount) {
        deals_->say(Severity::note, "counted-in-parts", activity.place, "/transaction", part.deal.amount->to_string(),
                    "an amount that the related activities of " + id + " do not report too; left out here");
        part.deal.amount.reset();
        part.deal.currency.clear();
      }
      deals_->add(std::move(part.deal), activity.place, 0);
    }
  }
  activities_.clear();
}

}  // namespace dutygraph::io::detail
