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

void BodsParser::read_entity_type(Value& value) {
  if (!JsonWalk::is_object(value)) {
    envelope_.entity_type = text(value);
    return;
  }
  walk_.object(value, [this](Field field, Value& v) {
    if (field == Field::type) {
      envelope_.entity_type = text(v);
    } else {
      walk_.skip(v);
    }
  });
}

void BodsParser::read_names(Value& value) {
  if (!JsonWalk::is_array(value)) {
    walk_.skip(value);
    return;
  }
  name_.clear();
  walk_.array(value, [this](Value& element) {
    if (!JsonWalk::is_object(element) || !name_.empty()) {
      walk_.skip(element);
      return;
    }
    std::string_view given, family;
    walk_.object(element, [&](Field field, Value& v) {
      switch (field) {
        case Field::full_name:
          name_ = text(v);
          break;
        case Field::given_name:
          given = text(v);
          break;
        case Field::family_name:
          family = text(v);
          break;
        default:
          walk_.skip(v);
      }
    });
    if (!name_.empty()) return;
    name_ = given;
    if (!given.empty() && !family.empty()) name_ += ' ';
    name_ += family;
  });
  if (!name_.empty()) statement_.name = name_;
}

void BodsParser::read_jurisdiction(Value& value) {
  if (!JsonWalk::is_object(value)) {
    const std::string_view code = text(value);
    if (!code.empty()) {
      odd(Severity::note, "string-instead-of-object", code, "taken as the code of the jurisdiction");
      statement_.jurisdiction = code;
    }
    return;
  }
  walk_.object(value, [this](Field field, Value& v) {
    if (field == Field::code) {
      if (const std::string_view code = text(v); !code.empty()) statement_.jurisdiction = code;
    } else {
      walk_.skip(v);
    }
  });
}

void BodsParser::read_identifiers(Value& value) {
  if (JsonWalk::is_array(value)) {
    walk_.array(value, [this](Value& element) { read_identifier(element); });
  } else if (JsonWalk::is_object(value)) {
    odd(Severity::note, "object-instead-of-array", {}, "taken as a list of one identifier");
    read_identifier(value);
  } else {
    walk_.skip(value);
    odd(Severity::note, "empty-value", {}, "identifiers are a list of objects; taken as absent");
  }
}

void BodsParser::read_identifier(Value& value) {
  if (!JsonWalk::is_object(value)) {
    walk_.skip(value);
    walk_.refuse("wrong-type", {}, "an object");
  }
  BodsIdentifier identifier;
  std::string_view scheme_name;
  walk_.object(value, [&](Field field, Value& v) {
    switch (field) {
      case Field::id:
        identifier.number = id_text(v);
        break;
      case Field::scheme:
        identifier.scheme = id_text(v);
        break;
      case Field::scheme_name:
        scheme_name = id_text(v);
        break;
      default:
        walk_.skip(v);
    }
  });
  if (identifier.scheme.empty()) identifier.scheme = scheme_name;
  if (identifier.number.empty()) {
    odd(Severity::note, "identifier-without-id", identifier.scheme, "left out: it identifies nothing");
  } else {
    statement_.identifiers.push_back(identifier);
  }
}

void BodsParser::read_publication(Value& value) {
  if (walk_.is_remembered(last_publication_, value)) {
    statement_.source = last_publisher_;
    return;
  }
  if (!JsonWalk::is_object(value)) {
    walk_.skip(value);
    return;
  }
  const char* const start = JsonWalk::start_of(value);
  const std::uint64_t before = complaints_;
  std::string_view name, url, licence;
  const auto read_publisher = [&](Field field, Value& v) {
    if (field == Field::name)
      name = id_text(v);
    else if (field == Field::url)
      url = id_text(v);
    else
      walk_.skip(v);
  };
  walk_.object(value, [&](Field field, Value& v) {
    if (field == Field::publisher && JsonWalk::is_object(v)) {
      walk_.object(v, read_publisher);
    } else if (field == Field::license) {
      licence = id_text(v);
    } else if (field == Field::bods_version) {
      const std::string_view version = text(v);
      if (version != "0.4" && version != "0.3" && version != "0.2" && version != "0.1")
        odd(Severity::warning, "unknown-version", version, "0.1, 0.2, 0.3 or 0.4; read by its shape");
    } else {
      walk_.skip(v);
    }
  });
  last_publisher_ = 0;
  if (name.empty()) name = url;
  if (!name.empty()) {
    const std::optional<std::uint16_t> number = sources_.add(name, url, licence);
    if (!number) odd(Severity::warning, "too-many-publishers", name, "rests on the file instead");
    last_publisher_ = number.value_or(0);
  }
  statement_.source = last_publisher_;
  last_publication_ = complaints_ == before ? walk_.walked_since(start) : std::string_view{};
}

void BodsParser::read_source(Value& value) {
  if (walk_.is_remembered(last_source_, value)) return;
  if (!JsonWalk::is_object(value)) {
    walk_.skip(value);
    return;
  }
  const char* const start = JsonWalk::start_of(value);
  const std::uint64_t before = complaints_;
  walk_.object(value, [this](Field field, Value& v) {
    if (field == Field::type && JsonWalk::is_string(v))
      odd(Severity::note, "string-instead-of-array", walk_.string(v), "a list of source types");
    else
      walk_.skip(v);
  });
  last_source_ = complaints_ == before ? walk_.walked_since(start) : std::string_view{};
}

void BodsParser::read_replaces(Value& value) {
  envelope_.has_replaces = true;
  const auto add = [this](Value& element) {
    if (const std::string_view id = id_text(element); !id.empty()) statement_.replaces.push_back(id);
  };
  if (JsonWalk::is_array(value)) {
    walk_.array(value, add);
    return;
  }
  add(value);
  if (!statement_.replaces.empty())
    odd(Severity::note, "string-instead-of-array", statement_.replaces.back(), "taken as a list of one statement id");
}

/// Whether a list has anything in it; a string is taken as a list of one.
bool BodsParser::is_filled_list(Value& value) {
  bool filled = false;
  if (JsonWalk::is_array(value)) {
    walk_.array(value, [&](Value& element) {
      walk_.skip(element);
      filled = true;
    });
  } else {
    filled = !text(value).empty();
    if (filled) odd(Severity::note, "string-instead-of-array", {}, "taken as a list of one id");
  }
  return filled;
}

// --- references ------------------------------------------------------------------------------------------------------

BodsReference BodsParser::read_reference(Value& value) {
  if (JsonWalk::is_object(value)) return read_reference_object(value);
  const std::string_view id = id_text(value);
  if (id.empty()) return {};
  envelope_.by_record = true;
  return {BodsReference::Form::record, id};
}

BodsReference BodsParser::read_reference_object(Value& value) {
  using Form = BodsReference::Form;
  BodsReference reference;
  const auto set = [&](Form form, std::string_view id) {
    if (id.empty()) return;
    if (reference.form != Form::absent && reference.form != Form::unspecified)
      walk_.refuse("two-parties", id, "one party");
    reference = {form, id};
    envelope_.by_statement = true;
  };
  const auto unspecified = [&](std::string_view reason) {
    if (reference.form == Form::absent || (reference.form == Form::unspecified && reference.id.empty()))
      reference = {Form::unspecified, reason};
  };
  walk_.object(value, [&](Field field, Value& v) {
    switch (field) {
      case Field::described_by_entity:
        set(Form::entity_statement, id_text(v));
        break;
      case Field::described_by_person:
        set(Form::person_statement, id_text(v));
        break;
      case Field::reason:
      case Field::unspecified_reason:
        unspecified(id_text(v));
        break;
      case Field::unspecified:
        unspecified({});
        if (!JsonWalk::is_object(v)) {
          unspecified(id_text(v));
          break;
        }
        walk_.object(v, [&](Field inner, Value& w) {
          if (inner == Field::reason)
            unspecified(id_text(w));
          else
            walk_.skip(w);
        });
        break;
      default:
        walk_.skip(v);
    }
  });
  return reference;
}

}  // namespace dutygraph::io::detail
