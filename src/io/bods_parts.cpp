// SPDX-License-Identifier: BSL-1.0

/// \file
/// The parts of statements that have fields of their own: types, names, jurisdictions, identifiers, publication,
/// references.

#include "io/bods_parse.hpp"

namespace dutygraph::io::detail {

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
