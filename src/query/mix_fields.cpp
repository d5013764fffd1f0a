// SPDX-License-Identifier: BSL-1.0
#include "query/mix_fields.hpp"

#include <algorithm>

#include <dutygraph/vocab/codelist.hpp>

namespace dutygraph::detail {

std::string underscored(std::string_view code) {
  std::string text{code};
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

MixVocabulary::MixVocabulary(const Graph& graph) {
  for (const Taxonomy& taxonomy : graph.settings().taxonomies) {
    const bool objects = taxonomy.id == "object";
    const auto name = [&](const std::string& node) { return objects ? underscored(node) : node; };
    std::map<std::string, std::vector<std::string>> parents;
    for (const NamedList& node : taxonomy.nodes)
      for (const std::string& parent : node.values) parents[name(node.name)].push_back(name(parent));
    Ancestors& all = above[taxonomy.id];
    for (const NamedList& node : taxonomy.nodes) {
      std::set<std::string>& found = all[name(node.name)];
      std::vector<std::string> todo{name(node.name)};
      while (!todo.empty()) {
        const std::string at = std::move(todo.back());
        todo.pop_back();
        for (const std::string& parent : parents[at])
          if (found.insert(parent).second) todo.push_back(parent);
      }
    }
  }
  for (const std::string_view code : vocab::find_codelist("technology")->codes) technologies.emplace(code);
  const auto take = [&](const std::vector<std::string>& codes) {
    for (const std::string& code : codes) technologies.insert(underscored(code));
  };
  for (const VertexId v : graph.vertices<Company>())
    if (const Company* company = graph.fields<Company>(v)) {
      take(company->technologies);
      company_kinds.insert(company->kinds.begin(), company->kinds.end());
    }
  for (const VertexId v : graph.vertices<Engagement>())
    if (const Engagement* deal = graph.fields<Engagement>(v)) take(deal->technologies);
  for (const VertexId v : graph.vertices<Instrument>())
    if (const Instrument* instrument = graph.fields<Instrument>(v)) take(instrument->technologies);
  for (const VertexId v : graph.vertices<Salient>())
    if (const Salient* pair = graph.fields<Salient>(v); pair != nullptr && !pair->technology.empty())
      technologies.insert(underscored(pair->technology));
  for (const std::string_view code : vocab::find_codelist("company.kind")->codes) company_kinds.emplace(code);
  const std::set<std::string, std::less<>> named = company_kinds;
  for (const auto& [node, higher] : above["bearer"])
    if (std::any_of(higher.begin(), higher.end(), [&](const std::string& up) { return named.contains(up); }))
      company_kinds.insert(node);
}

bool MixVocabulary::is_below(std::string_view dimension, std::string_view node, std::string_view other) const {
  if (node == other) return true;
  const auto nodes = above.find(dimension);
  if (nodes == above.end()) return false;
  const auto at = nodes->second.find(node);
  return at != nodes->second.end() && at->second.contains(std::string{other});
}

std::vector<std::string> MixVocabulary::technologies_of(const Provision& provision) const {
  std::vector<std::string> found;
  if (provision.object)
    for (const std::string& node : provision.object->in)
      if (technologies.contains(underscored(node))) found.push_back(underscored(node));
  return found;
}

std::vector<std::string> MixVocabulary::addressees_of(const Graph& graph, const Provision& provision) const {
  std::vector<std::string> found;
  if (!provision.bearer) return found;
  for (const std::string& node : provision.bearer->in) {
    const std::optional<VertexId> actor = graph.find(node);
    const bool acts = actor && is_actor(graph.kind(*actor));
    if (acts && graph.kind(*actor) == VertexKind::state) {
      found.emplace_back("State");
    } else if (acts && graph.kind(*actor) == VertexKind::agency) {
      found.emplace_back("agency");
    } else if (acts || company_kinds.contains(node)) {
      found.emplace_back("company");
    } else {
      found.push_back(node);
    }
  }
  return found;
}

MixFields::MixFields(const Graph& graph, const MixVocabulary& vocabulary, const Instrument& instrument,
                     const std::vector<VertexId>& provisions) {
  const auto of = [&](Dimension dimension) -> std::vector<std::string>& {
    return values[static_cast<std::size_t>(dimension)];
  };
  const auto take = [&](Dimension dimension, const std::vector<std::string>& list) {
    of(dimension).insert(of(dimension).end(), list.begin(), list.end());
  };
  for (const std::string& code : instrument.technologies) of(Dimension::technology).push_back(underscored(code));
  take(Dimension::right, instrument.rights);
  take(Dimension::value_chain, instrument.value_chain);
  take(Dimension::smart_mix, instrument.smart_mix);
  if (!instrument.binding.empty()) of(Dimension::binding).push_back(instrument.binding);
  if (!instrument.level.empty()) of(Dimension::level).push_back(instrument.level);

  std::vector<std::string>& addressees = of(Dimension::addressee);
  const std::string& type = instrument.type;
  if (!instrument.parties.empty() || type == "treaty" || type == "bit" || type == "directive")
    addressees.emplace_back("State");
  if (type == "ownership_policy" || type == "mandate_letter" || type == "instruction")
    addressees.emplace_back("agency");
  bool sizes = false;
  if (instrument.scope)
    for (const ScopeTest& test : instrument.scope->tests)
      sizes = sizes || test.metric == "staff" || test.metric == "staff_home" || test.metric == "turnover" ||
              test.metric == "balance_sheet" || test.metric == "users";
  const bool reports = instrument.reporting == "required" || instrument.reporting == "encouraged";
  const bool duty = !instrument.hrdd.empty() && instrument.hrdd != "none" && type != "ownership_policy";
  if (sizes || reports || duty) addressees.emplace_back("company");

  for (const VertexId v : provisions) {
    const Provision* provision = graph.fields<Provision>(v);
    take(Dimension::right, provision->issues);
    take(Dimension::technology, vocabulary.technologies_of(*provision));
    take(Dimension::addressee, vocabulary.addressees_of(graph, *provision));
  }
  for (std::vector<std::string>& list : values) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

}  // namespace dutygraph::detail
