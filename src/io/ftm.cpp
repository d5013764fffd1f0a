// SPDX-License-Identifier: BSL-1.0
#include "io/ftm.hpp"

#include <map>

#include <dutygraph/error.hpp>

#include "io/ftm_build.hpp"
#include "io/ftm_pool.hpp"
#include "io/json.hpp"

namespace dutygraph::io::detail {

namespace {

using Node = JsonTree::Node;

/// Schemas of FollowTheMoney 3.8 that say nothing about States and companies, with those that name assets first.
constexpr std::array<std::string_view, 9> assets{"Airplane", "BankAccount", "CryptoWallet", "RealEstate", "Security",
                                                 "Vehicle",  "Vessel",      "Table",        "UserAccount"};
constexpr std::array<std::string_view, 51> unused{"Address",
                                                  "Analyzable",
                                                  "Article",
                                                  "Assessment",
                                                  "Associate",
                                                  "Audio",
                                                  "Call",
                                                  "CallForTenders",
                                                  "CourtCase",
                                                  "CourtCaseParty",
                                                  "Debt",
                                                  "Document",
                                                  "Documentation",
                                                  "EconomicActivity",
                                                  "Email",
                                                  "Employment",
                                                  "Event",
                                                  "Family",
                                                  "Folder",
                                                  "HyperText",
                                                  "Identification",
                                                  "Image",
                                                  "Interest",
                                                  "Interval",
                                                  "Membership",
                                                  "Mention",
                                                  "Message",
                                                  "Note",
                                                  "Occupancy",
                                                  "Package",
                                                  "Page",
                                                  "Pages",
                                                  "Passport",
                                                  "Payment",
                                                  "PlainText",
                                                  "Position",
                                                  "Post",
                                                  "Project",
                                                  "ProjectParticipant",
                                                  "Representation",
                                                  "Sanction",
                                                  "Similar",
                                                  "Succession",
                                                  "TaxRoll",
                                                  "Thing",
                                                  "Trip",
                                                  "Value",
                                                  "Video",
                                                  "Workbook",
                                                  "Risk",
                                                  "Vote"};

}  // namespace

std::optional<FtmKind> ftm_kind_of(std::string_view schema) noexcept {
  using Known = std::pair<std::string_view, FtmKind>;
  static constexpr std::array<Known, 12> used{
      Known{"Person", FtmKind::person},        {"LegalEntity", FtmKind::legal_entity},
      {"Organization", FtmKind::organization}, {"PublicBody", FtmKind::public_body},
      {"Company", FtmKind::company},           {"Asset", FtmKind::company},
      {"Contract", FtmKind::contract},         {"License", FtmKind::contract},
      {"Ownership", FtmKind::ownership},       {"Directorship", FtmKind::directorship},
      {"UnknownLink", FtmKind::unknown_link},  {"ContractAward", FtmKind::contract_award}};
  for (const auto& [name, kind] : used)
    if (name == schema) return kind;
  if (std::find(assets.begin(), assets.end(), schema) != assets.end()) return FtmKind::asset;
  if (std::find(unused.begin(), unused.end(), schema) != unused.end()) return FtmKind::unused;
  return std::nullopt;
}

struct FtmReader::State {
  State(Report& r, const ReadOptions& o, Tags& t)
      : report{r}, options{o}, tags{t}, strict{o.strictness == Strictness::strict} {}

  void read_row(std::string_view row, const RegisterPlace& at);
  void read_entity(Node entity, const std::string& path);
  void read_properties(Node properties, const std::string& path, FtmEntity& entity);
  void read_list(Node list, const std::string& path, std::vector<std::string>& out);
  void merge(std::string id, FtmEntity entity);
  void note(Severity severity, std::string_view rule, std::string_view path, std::string_view value,
            std::string_view hint) {
    report.add(severity, rule, files.name(place.file), place.line, path, value, hint);
  }
  [[noreturn]] static void refuse(std::string_view rule, std::string path, std::string_view value, std::string hint) {
    throw RowProblem{rule, std::move(path), std::string{value}, std::move(hint)};
  }

  Report& report;
  const ReadOptions& options;
  Tags& tags;
  bool strict;
  RegisterFiles files{};
  FtmPool pool{};
  JsonTree tree{};
  RegisterPlace place{};
  bool is_delta = false;                                         ///< the row replaces what is known of its entity
  std::map<std::string, std::uint64_t, std::less<>> not_used{};  ///< of this file
};

FtmReader::FtmReader(Report& report, const ReadOptions& options, Tags& tags)
    : state_{std::make_unique<State>(report, options, tags)} {}
FtmReader::~FtmReader() = default;

void FtmReader::State::read_row(std::string_view row, const RegisterPlace& at) {
  place = at;
  try {
    tree.parse(row);
  } catch (const JsonError& error) {
    refuse(error.rule == "too-large"       ? "malformed-json"
           : error.rule == "invalid-utf8"  ? "invalid-utf8"
           : error.rule == "duplicate-key" ? "duplicate-key"
           : error.rule == "too-deep"      ? "too-deep"
                                           : "malformed-json",
           {}, error.value, error.hint + " (byte " + std::to_string(error.offset + 1) + " of the row)");
  }
  const Node root = tree.root();
  if (!root.is(JsonKind::object)) refuse("wrong-type", {}, root.source().substr(0, 40), "an object: an entity");
  const Node op = root.find("op");
  is_delta = static_cast<bool>(op);
  if (!op) return read_entity(root, {});
  const std::string_view what = op.is(JsonKind::string) ? op.text() : std::string_view{};
  if (what != "ADD" && what != "MOD" && what != "DEL") refuse("unknown-op", "/op", op.text(), "ADD, MOD or DEL");
  const Node entity = root.find("entity");
  if (!entity || !entity.is(JsonKind::object)) refuse("not-an-entity", "/entity", {}, "the entity that changes");
  if (what != "DEL") return read_entity(entity, "/entity");
  const Node id = entity.find("id");
  if (!id || !id.is(JsonKind::string) || id.text().empty())
    refuse("missing-id", "/entity/id", {}, "the id of the entity that is deleted");
  pool.erase(std::string{id.text()});
}

void FtmReader::State::read_list(Node list, const std::string& path, std::vector<std::string>& out) {
  const auto take = [&](Node value, const std::string& at) {
    switch (value.kind()) {
      case JsonKind::string:
        out.emplace_back(value.text());
        break;
      case JsonKind::number:
      case JsonKind::boolean:
        note(Severity::note, "number-instead-of-string", at, value.text(), "a string; read as one");
        out.emplace_back(value.text());
        break;
      case JsonKind::null:
        break;
      default:
        refuse("wrong-type", at, value.source().substr(0, 40), "a string: entities name each other by their ids");
    }
  };
  if (list.is(JsonKind::array)) {
    std::size_t i = 0;
    for (const Node value : list) take(value, path + "/" + std::to_string(i++));
  } else if (!list.is(JsonKind::null)) {
    if (list.is(JsonKind::string))
      note(Severity::note, "string-instead-of-array", path, {}, "a list of strings; read as one of them");
    take(list, path);
  }
}

void FtmReader::State::read_properties(Node properties, const std::string& path, FtmEntity& entity) {
  std::vector<std::string> values;
  for (const Node member : properties) {
    const auto at = std::find(ftm_properties.begin(), ftm_properties.end(), member.key());
    if (at == ftm_properties.end()) continue;
    const auto property = static_cast<FtmProperty>(at - ftm_properties.begin());
    values.clear();
    read_list(member, path + "/" + std::string{member.key()}, values);
    // What is known of a natural person is nobody's business: not even kept until the end.
    if (entity.kind == FtmKind::person && !options.persons) continue;
    for (std::string& value : values) entity.values.emplace_back(property, std::move(value));
  }
}

void FtmReader::State::read_entity(Node node, const std::string& path) {
  const Node id = node.find("id");
  const Node schema = node.find("schema");
  if (!schema && !node.find("properties"))
    refuse("not-an-entity", path, {}, "an entity of FollowTheMoney: {\"id\", \"schema\", \"properties\"}");
  if (!id || !id.is(JsonKind::string) || id.text().empty())
    refuse("missing-id", path + "/id", {}, "the id of the entity");
  if (!schema || !schema.is(JsonKind::string) || schema.text().empty())
    refuse("missing-schema", path + "/schema", {}, "the schema of the entity, such as Company");
  FtmEntity entity;
  entity.schema = schema.text();
  entity.place = place;
  const std::optional<FtmKind> kind = ftm_kind_of(entity.schema);
  if (!kind)
    note(Severity::warning, "unknown-schema", path + "/schema", schema.text(),
         "a schema of FollowTheMoney; the entity is not used");
  entity.kind = kind.value_or(FtmKind::unused);
  if (entity.kind == FtmKind::unused) {
    if (kind) ++not_used[entity.schema];
    if (is_delta) pool.erase(std::string{id.text()});
    return;
  }
  if (const Node properties = node.find("properties")) {
    if (!properties.is(JsonKind::object))
      refuse("wrong-type", path + "/properties", {}, "an object of lists of strings");
    read_properties(properties, path + "/properties", entity);
  }
  if (const Node referents = node.find("referents")) read_list(referents, path + "/referents", entity.referents);
  if (const Node datasets = node.find("datasets")) read_list(datasets, path + "/datasets", entity.datasets);
  merge(std::string{id.text()}, std::move(entity));
}

void FtmReader::State::merge(std::string id, FtmEntity entity) {
  if (is_delta) {
    pool.insert_or_assign(std::move(id), std::move(entity));
    return;
  }
  const auto [at, added] = pool.try_emplace(std::move(id), FtmEntity{});
  FtmEntity& known = at->second;
  if (added) {
    known = std::move(entity);
    return;
  }
  const bool hide = known.kind == FtmKind::person || entity.kind == FtmKind::person;
  if (!known.merged)
    note(Severity::note, "merged-lines", "/id", hide && !options.persons ? std::string_view{} : at->first,
         "an id that no other line has; what the lines say is put together");
  known.merged = true;
  if (known.schema != entity.schema) {
    // A person stays one: nothing of it may be kept because another line calls it a legal entity.
    const bool both_parties = known.is_party() && entity.is_party();
    const bool takes_new =
        entity.kind == FtmKind::person || (known.kind != FtmKind::person && both_parties && entity.kind > known.kind);
    if (!both_parties || (known.kind != FtmKind::legal_entity && entity.kind != FtmKind::legal_entity))
      note(Severity::warning, "schema-differs", "/schema", entity.schema,
           "one schema for one id; taken as " + (takes_new ? entity.schema : known.schema));
    if (takes_new) {
      known.kind = entity.kind;
      known.schema = entity.schema;
    } else if (!both_parties) {
      return;
    }
  }
  if (known.kind == FtmKind::person && !options.persons) {
    known.values.clear();
    entity.values.clear();
  }
  const auto join = [](auto& all, auto& more) {
    for (auto& item : more) all.push_back(std::move(item));  // sorted, and each once, when they are asked for
  };
  join(known.values, entity.values);
  join(known.referents, entity.referents);
  join(known.datasets, entity.datasets);
}

void FtmReader::read(Input& input, bool lines) {
  State& s = *state_;
  const std::uint16_t file = s.files.open(input.name());
  s.not_used.clear();
  std::string_view row;
  std::uint64_t line = 0, rows = 0, good = 0;
  std::optional<Diagnostic> first;
  const auto check = [&](bool ended) {
    constexpr std::uint64_t enough = 1000;
    if (good != 0 || !first || !(ended || rows >= enough)) return;
    Diagnostics list;
    list.add(*first);
    throw InvalidData{std::move(list)};
  };
  while (lines ? input.next_line(row, line) : input.next_element(row, line)) {
    ++rows;
    try {
      s.read_row(row, {file, line});
      ++good;
    } catch (const RowProblem& bad) {
      if (!first)
        first = Diagnostic{"not-ftm",
                           Severity::error,
                           input.name(),
                           line,
                           bad.path,
                           printable(bad.value),
                           "entities of FollowTheMoney, as JSON Lines; expected here: " + bad.hint};
      check(false);
      if (s.strict)
        s.report.add(Severity::error, bad.rule, input.name(), line, bad.path, bad.value, bad.hint);
      else
        s.report.quarantine(bad.rule, input.name(), line, bad.path, bad.value, bad.hint, row);
    }
  }
  check(true);
  if (rows == 0) s.report.add(Severity::note, "empty-file", input.name(), 0, {}, {}, "no entities: nothing is added");
  for (const auto& [schema, count] : s.not_used)
    s.report.add(Severity::note, "not-used", input.name(), 0, {}, schema,
                 std::to_string(count) + (count == 1 ? " entity" : " entities") +
                     " of a schema that says nothing about States and companies here");
  s.files.close(file, input.digest());
}

void FtmReader::finish(GraphBuilder& builder) {
  State& s = *state_;
  FtmBuild{s.pool, s.files, s.report, s.options, builder, s.tags}.run();
  s.pool.clear();
}

}  // namespace dutygraph::io::detail
