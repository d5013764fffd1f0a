// SPDX-License-Identifier: BSL-1.0
#include "io/native_reader.hpp"

#include <algorithm>
#include <functional>

#include <dutygraph/vocab/codelist.hpp>

#include "io/native_file.hpp"

namespace dutygraph::io::detail {

const SeenIds::Place* SeenIds::insert(std::string_view id, Place place) {
  if ((size_ + 1) * 3 > slots_.size() * 2) grow();
  const std::uint64_t hash = std::hash<std::string_view>{}(id) | 1U;
  for (std::size_t i = hash >> 1U & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
    if (slots_[i].hash == hash) return &slots_[i].place;
    if (slots_[i].hash != 0) continue;
    slots_[i] = {hash, place};
    ++size_;
    return nullptr;
  }
}

void SeenIds::grow() {
  std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.hash == 0) continue;
    std::size_t i = slot.hash >> 1U & (slots_.size() - 1);
    while (slots_[i].hash != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  }
}

void NativeReader::read(Input& input, bool lines, bool lenient) {
  NativeFile file{*this, input, lenient};
  if (lines) {
    file.read_lines();
  } else {
    file.read_document();
  }
  file.finish();
}

void NativeReader::read_rows(Input& input, const std::vector<std::pair<std::uint64_t, std::string>>& rows) {
  NativeFile file{*this, input, false};
  file.read_rows(rows);
  file.finish();
}

void NativeReader::know(const Settings& settings) {
  for (const NamedList& list : settings.codelists)
    for (const std::string& code : list.values) codes_.add(list.name, code);
  for (const Taxonomy& taxonomy : settings.taxonomies)
    for (const NamedList& node : taxonomy.nodes) {
      codes_.add_node(taxonomy.id, node.name);
      nodes_.emplace(taxonomy.id, node.name);
    }
  for (const auto& [name, text] : settings.profiles) profiles_.emplace(name, "the world that is changed");
}

void NativeReader::know_holding(std::string_view id) {
  if (files_.empty()) files_.emplace_back("the world that is changed");
  holdings_.insert(id, {});
}

void NativeReader::finish() {
  Settings settings;
  for (SameAsRow& row : same_as_) {
    if (row.lenient) {
      const auto is_missing = [&](const std::string& id) {
        for (const VertexKind kind :
             {VertexKind::state, VertexKind::agency, VertexKind::company, VertexKind::organisation})
          if (builder_->find(kind, id)) return false;
        return true;
      };
      const auto missing = std::find_if(row.group.ids.begin(), row.group.ids.end(), is_missing);
      if (missing != row.group.ids.end()) {
        report_->quarantine("dangling-reference", row.file, row.line, row.path + "/ids", *missing,
                            "the id of a recorded actor; no record has this id", row.text);
        continue;
      }
    }
    settings.same_as.push_back(row.group);
  }
  builder_->add(std::move(settings));
  for (const NodeUse& use : node_uses_)
    if (!nodes_.contains({use.dimension, use.node}))
      report_->add(Severity::warning, "unknown-node", use.file, use.line, use.path, use.node,
                   "a node of the taxonomy `" + use.dimension + "`; taken as one without parents");
  for (const auto& [file, codes] : new_codes_) {
    for (const auto& [code, place] : codes) {
      if (codes_.check(code.first, code.second) == Codes::Standing::known) continue;
      const vocab::Codelist* list = vocab::find_codelist(code.first);
      std::string hint =
          "a code that the list `" + code.first + "` does not have; kept. Declare it in `codelists` or a taxonomy";
      hint += did_you_mean(code.second, list->codes);
      if (place.count > 1) hint += " (" + std::to_string(place.count) + " times)";
      report_->add(Severity::note, "unknown-code", file, place.line, place.path, code.second, std::move(hint));
    }
  }
  new_codes_.clear();
}

void NativeReader::locate_same_as(Diagnostic& dangling) const {
  for (const SameAsRow& row : same_as_)
    for (std::size_t i = 0; i < row.group.ids.size(); ++i) {
      if (printable(row.group.ids[i]) != dangling.value) continue;
      dangling.file = row.file;
      dangling.line = row.line;
      dangling.path = row.path + "/ids/" + std::to_string(i);
      return;
    }
}

}  // namespace dutygraph::io::detail
