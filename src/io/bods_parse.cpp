// SPDX-License-Identifier: BSL-1.0
#include "io/bods_parse.hpp"

namespace dutygraph::io::detail {
namespace {

/// Longer ids and names are not what they say they are.
constexpr std::size_t max_id = std::size_t{1} << 12;
constexpr std::size_t max_text = std::size_t{1} << 16;

}  // namespace

const BodsStatement& BodsParser::parse(std::string_view row, const std::string& file, std::uint64_t line) {
  file_ = &file;
  line_ = line;
  recognised_ = false;
  statement_.clear();
  envelope_ = {};
  raw_interests_.clear();
  walk_.row(row, [this](Field field, Value& value) { read_field(field, value); });
  settle();
  return statement_;
}

// --- complaints ------------------------------------------------------------------------------------------------------

void BodsParser::odd(Severity severity, std::string_view rule, std::string_view value, std::string_view hint) {
  ++complaints_;
  if (report_.count(severity, rule, *file_)) report_.list(severity, rule, *file_, line_, walk_.path(), value, hint);
}

void BodsParser::odd_at(std::string_view path, Severity severity, std::string_view rule, std::string_view value,
                        std::string_view hint) {
  if (report_.count(severity, rule, *file_)) report_.list(severity, rule, *file_, line_, body_path(path), value, hint);
}

std::string BodsParser::body_path(std::string_view path) const {
  return (envelope_.has_details ? "/recordDetails" : "") + std::string{path};
}

std::string BodsParser::interest_path(std::size_t index, std::string_view field) {
  return "/interests/" + std::to_string(index) + "/" + std::string{field};
}

void BodsParser::refuse_at(std::string_view path, std::string_view rule, std::string_view value, std::string hint) {
  throw BadRow{rule, std::string{path}, std::string{value}, std::move(hint)};
}

// --- scalars ---------------------------------------------------------------------------------------------------------

std::string_view BodsParser::text(Value& value) {
  if (JsonWalk::is_string(value)) {
    const std::string_view text = walk_.string(value);
    if (text.size() > max_text) walk_.refuse("too-long", text.substr(0, 80), "a text of at most 64 KiB");
    return text;
  }
  if (JsonWalk::is_object(value) || JsonWalk::is_array(value)) {
    walk_.skip(value);
    walk_.refuse("wrong-type", {}, "a string");
  }
  const std::string_view scalar = walk_.scalar(value);
  if (is_null(scalar)) {
    odd(Severity::note, "empty-value", scalar, "taken as absent");
    return {};
  }
  if (scalar == "true" || scalar == "false") walk_.refuse("wrong-type", scalar, "a string");
  odd(Severity::note, "number-instead-of-string", scalar, "kept as it is written");
  return scalar;
}

std::string_view BodsParser::id_text(Value& value) {
  const std::string_view id = text(value);
  if (id.size() > max_id) walk_.refuse("too-long", id.substr(0, 80), "an id of at most 4 KiB");
  return id;
}

std::optional<Date> BodsParser::date(Value& value) {
  const std::string_view written = text(value);
  if (written.empty()) {
    if (JsonWalk::is_string(value)) odd(Severity::note, "empty-value", written, "taken as absent");
    return std::nullopt;
  }
  const ReadDate read = read_iso_date(written);
  switch (read.form) {
    case DateForm::whole:
      break;
    case DateForm::cut:
      odd(Severity::note, "date-time-truncated", written, "the day counts, the time of day is left out");
      break;
    case DateForm::converted:
      odd(Severity::note, "date-converted", written, "read as " + read.date.to_string());
      break;
    case DateForm::unreadable:
      odd(strictly(), "unreadable-date", written, "a date like 2021-06-18; taken as a day that is not known");
      break;
  }
  return read.date;
}

// --- the statement ---------------------------------------------------------------------------------------------------

void BodsParser::read_field(Field field, Value& value) {
  switch (field) {
    case Field::record_details:
      if (!JsonWalk::is_object(value)) {
        walk_.skip(value);
        walk_.refuse("wrong-type", {}, "an object");
      }
      envelope_.has_details = true;
      walk_.object(value, [this](Field inner, Value& v) { read_body(inner, v); });
      break;
    case Field::publication_details:
      read_publication(value);
      break;
    case Field::source:
      read_source(value);
      break;
    case Field::statement_id:
    case Field::statement_id_old:
    case Field::statement_type:
    case Field::statement_date:
    case Field::record_id:
    case Field::record_type:
    case Field::record_status:
    case Field::replaces_statements:
    case Field::replace_statements:
      read_envelope(field, value);
      break;
    default:
      read_body(field, value);
  }
}

void BodsParser::read_envelope(Field field, Value& value) {
  switch (field) {
    case Field::statement_id:
    case Field::statement_id_old: {
      const std::string_view id = id_text(value);
      if (!statement_.id.empty() && statement_.id != id)
        walk_.refuse("duplicate-key", id, "one of statementId and statementID");
      statement_.id = id;
      break;
    }
    case Field::record_id:
      envelope_.record = id_text(value);
      break;
    case Field::statement_type:
      envelope_.statement_type = text(value);
      break;
    case Field::record_type:
      envelope_.record_type = text(value);
      break;
    case Field::record_status:
      envelope_.status = text(value);
      break;
    case Field::statement_date:
      statement_.stated = date(value);
      break;
    case Field::replace_statements:
      odd(Severity::warning, "misspelt-key", "replaceStatements", "read as replacesStatements");
      read_replaces(value);
      break;
    default:
      read_replaces(value);
  }
}

void BodsParser::read_body(Field field, Value& value) {
  switch (field) {
    case Field::component_records:
    case Field::component_statements:
      statement_.has_components = is_filled_list(value) || statement_.has_components;
      break;
    case Field::entity_type:
      read_entity_type(value);
      break;
    case Field::name:
      if (const std::string_view name = text(value); !name.empty()) statement_.name = name;
      break;
    case Field::names:
      read_names(value);
      break;
    case Field::incorporated_in:
      envelope_.old_jurisdiction = true;
      [[fallthrough]];
    case Field::jurisdiction:
      read_jurisdiction(value);
      break;
    case Field::identifiers:
      read_identifiers(value);
      break;
    case Field::founding_date:
      statement_.founded = date(value);
      break;
    case Field::dissolution_date:
      statement_.dissolved = date(value);
      break;
    case Field::subject:
      statement_.subject = read_reference(value);
      break;
    case Field::interested_party:
      statement_.holder = read_reference(value);
      break;
    case Field::interests:
      read_interests(value);
      break;
    default:
      walk_.skip(value);
  }
}

}  // namespace dutygraph::io::detail
