// A survey_defs folder -> Definitions, or every fault in it.
//
// Four passes, each over every file: bytes, JSON, shape (the schemas), then the rules
// between values and files. What a schema refuses is left out (mend.h) and the rest held
// to the rules; faults that only follow from what was left out are dropped (repeats.h), so
// that one slip neither hides other faults nor sets off a dozen.
#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <new>
#include <optional>
#include <utility>

#include "soundings/survey/definitions.h"

#include "definitions/assemble.h"
#include "definitions/decode_json.h"
#include "definitions/definition_folder.h"
#include "definitions/mend.h"
#include "definitions/repeats.h"
#include "definitions/rules.h"
#include "definitions/shape.h"
#include "definitions/targets.h"

namespace soundings {
namespace {

using definition::Doubts;
using definition::Draft;
using definition::Faults;
using definition::Folder;
using definition::joined;

/// What kind of definition a file holds, by where it lies; its schema is named after it.
std::optional<std::string> kind_of(const std::string& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> folders{
      {{"surveys/", "survey"},
       {"releases/", "release"},
       {"weighting/", "weighting"},
       {"sources/", "source"},
       {"adapters/", "adapter"}}};
  constexpr std::array<std::string_view, 6> single{"areas",      "measures", "suppression",
                                                   "protection", "series",   "aims"};
  for (const auto& [folder, kind] : folders) {
    if (file.starts_with(folder) && file.ends_with(".json") &&
        file.find('/', folder.size()) == std::string::npos) {
      return std::string(kind);
    }
  }
  for (const auto kind : single) {
    if (file == std::string(kind) + ".json") {
      return std::string(kind);
    }
  }
  return std::nullopt;
}

bool is_schema(const std::string& file) {
  return file.starts_with("schemas/") && file.ends_with(".schema.json");
}

bool is_targets(const std::string& file) {
  return file.starts_with("weighting/") && file.ends_with(".csv");
}

/// A file nobody would read: a misspelt name would otherwise be a silent loss.
Faults unknown_file_faults(const Folder& folder) {
  Faults faults;
  for (const auto& [file, text] : folder.files) {
    if (!kind_of(file) && !is_schema(file) && !is_targets(file) && !file.ends_with(".md")) {
      faults.push_back({.file = file,
                        .pointer = "",
                        .value = "",
                        .rule = "file_known",
                        .message = file + " is no kind of definition"});
    }
  }
  for (const char* needed :
       {"areas.json", "measures.json", "suppression.json", "protection.json"}) {
    if (!folder.files.contains(needed)) {
      faults.push_back({.file = needed,
                        .pointer = "",
                        .value = "",
                        .rule = "file_present",
                        .message = std::string(needed) + " is missing"});
    }
  }
  return faults;
}

/// JSON and shape of one file. decodable: it is JSON, and was held against its schema.
struct Form {
  Faults faults;
  bool decodable = false;
};

Form form_of(const Folder& folder, const std::string& file, const std::string& kind) {
  const auto has = [](const Faults& faults, std::string_view rule) {
    return std::ranges::count(faults, rule, &DefinitionFault::rule) > 0;
  };
  const std::string& text = folder.files.at(file);
  const std::string schema = "schemas/" + kind + ".schema.json";
  Form form{.faults = definition::syntax_faults(file, text)};
  const auto schema_text = folder.files.find(schema);
  if (schema_text == folder.files.end()) {
    form.faults.push_back({.file = file,
                           .pointer = "/$schema",
                           .value = schema,
                           .rule = "schema_present",
                           .message = schema + " is missing, so " + file + " cannot be checked"});
  } else if (!has(form.faults, "json_syntax") &&
             definition::syntax_faults(schema, schema_text->second).empty()) {
    Faults shape = definition::shape_faults(file, text, schema, schema_text->second);
    form.decodable = !has(shape, "schema_usable");
    form.faults = joined(std::move(form.faults), std::move(shape));
  }
  return form;
}

void decode_into(Draft& draft, const std::string& file, const std::string& kind,
                 const std::string& text) {
  if (kind == "survey") {
    draft.surveys.push_back(definition::decode_survey(file, text));
  } else if (kind == "weighting") {
    draft.schemes.push_back(definition::decode_scheme(file, text));
  } else if (kind == "source") {
    draft.sources.push_back(definition::decode_source(file, text));
  } else if (kind == "adapter") {
    draft.adapters.push_back(definition::decode_adapter(file, text));
  } else if (kind == "release") {
    draft.releases.push_back(definition::decode_release_set(file, text));
  } else if (kind == "protection") {
    draft.protection = definition::decode_protection(file, text);
  } else if (kind == "series") {
    draft.series = definition::decode_series(file, text);
  } else if (kind == "aims") {
    draft.aims = definition::decode_aims(file, text);
  } else if (kind == "areas") {
    draft.areas = definition::decode_areas(file, text);
  } else if (kind == "measures") {
    draft.measures = definition::decode_measures(file, text);
  } else {
    draft.suppression = definition::decode_suppression(file, text);
  }
}

/// Decodes a file in which parts that cannot be read have stand-ins.
void decode_mended(Draft& draft, const Folder& folder, const std::string& file,
                   const std::string& kind, Doubts& doubts) {
  const std::string& text = folder.files.at(file);
  if (doubts.form.empty()) {
    decode_into(draft, file, kind, text);
    return;
  }
  auto mended =
      definition::mended(text, folder.files.at("schemas/" + kind + ".schema.json"), doubts.form);
  decode_into(draft, file, kind, mended.text);
  doubts.left_out = std::move(mended.left_out);
  if (definition::doubtful_to_others(doubts)) {
    draft.broken.insert(file);
  }
}

/// Decodes what can be decoded of `file`; answers with what is in doubt about it.
Doubts read_into(Draft& draft, const Folder& folder, const std::string& file,
                 const std::string& kind) {
  Form form = form_of(folder, file, kind);
  Doubts doubts{.form = std::move(form.faults)};
  if (!form.decodable) {
    draft.broken.insert(file);
    return doubts;
  }
  const std::string schema = "schemas/" + kind + ".schema.json";
  try {
    decode_mended(draft, folder, file, kind, doubts);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {  // JSON's, where the schema is not what the reader knows
    draft.broken.insert(file);
    doubts.form.push_back(
        {.file = schema,
         .pointer = "",
         .value = "",
         .rule = "schema_usable",
         .message = schema + " cannot be used for " + file + ": " + error.what()});
  }
  return doubts;
}

/// The file's name without folder and ending: what its id must be.
std::string stem_of(const std::string& file) {
  const auto from = file.rfind('/') + 1;
  return file.substr(from, file.rfind('.') - from);
}

Faults every_header_fault(const Draft& draft) {
  Faults faults;
  const auto check = [&faults](const definition::Header& header, const std::string& id) {
    const std::string kind = kind_of(header.file).value();
    const std::string up = header.file.find('/') == std::string::npos ? "" : "../";
    faults = joined(std::move(faults),
                    definition::header_faults(header, up + "schemas/" + kind + ".schema.json", id));
  };
  for (const auto& survey : draft.surveys) {
    check(survey.header, stem_of(survey.header.file));
  }
  for (const auto& scheme : draft.schemes) {
    const std::string stem = stem_of(scheme.header.file);
    const std::string prefix = scheme.scheme.survey + ".";
    check(scheme.header, stem.starts_with(prefix) ? stem.substr(prefix.size()) : stem);
  }
  for (const auto& source : draft.sources) {
    check(source.header, stem_of(source.header.file));
  }
  for (const auto& adapter : draft.adapters) {
    check(adapter.header, stem_of(adapter.header.file));
  }
  if (draft.areas) {
    check(draft.areas->header, "areas");
  }
  if (draft.measures) {
    check(draft.measures->header, "measures");
  }
  for (const auto& set : draft.releases) {
    check(set.header, stem_of(set.header.file));
  }
  if (draft.suppression) {
    check(draft.suppression->header, "suppression");
  }
  if (draft.protection) {
    check(draft.protection->header, "protection");
  }
  if (draft.series) {
    check(draft.series->header, "series");
  }
  if (draft.aims) {
    check(draft.aims->header, "aims");
  }
  return faults;
}

Faults every_rule_fault(const Draft& draft) {
  Faults faults = every_header_fault(draft);
  for (const auto& survey : draft.surveys) {
    faults = joined(std::move(faults), definition::scale_faults(survey));
    faults = joined(std::move(faults), definition::item_faults(survey));
    faults = joined(std::move(faults), definition::domain_faults(survey));
    faults = joined(std::move(faults), definition::fieldwork_faults(survey, draft));
  }
  faults = joined(std::move(faults), definition::role_faults(draft));
  for (const auto& scheme : draft.schemes) {
    faults = joined(std::move(faults), definition::scheme_faults(scheme, draft));
  }
  for (const auto& source : draft.sources) {
    faults = joined(std::move(faults), definition::source_faults(source, draft));
  }
  for (const auto& adapter : draft.adapters) {
    faults = joined(std::move(faults), definition::adapter_faults(adapter, draft));
  }
  if (draft.areas) {
    faults = joined(std::move(faults), definition::area_faults(*draft.areas));
  }
  if (draft.measures) {
    faults = joined(std::move(faults), definition::measure_faults(*draft.measures, draft));
    faults = joined(std::move(faults), definition::section_faults(*draft.measures));
  }
  if (draft.suppression) {
    faults = joined(std::move(faults), definition::suppression_faults(*draft.suppression, draft));
  }
  if (draft.protection) {
    faults = joined(std::move(faults), definition::protection_faults(*draft.protection));
  }
  if (draft.series) {
    faults = joined(std::move(faults), definition::series_faults(*draft.series, draft));
  }
  if (draft.aims) {
    faults = joined(std::move(faults), definition::aim_faults(*draft.aims, draft));
  }
  for (const auto& set : draft.releases) {
    faults = joined(std::move(faults), definition::release_set_faults(set, draft));
  }
  return faults;
}

/// Two schemes may share a file of targets, and find the same fault in it.
Faults without_repeats(Faults faults) {
  Faults once;
  for (DefinitionFault& found : faults) {
    if (std::ranges::find(once, found) == once.end()) {
      once.push_back(std::move(found));
    }
  }
  return once;
}

}  // namespace

Expected<Definitions, std::vector<DefinitionFault>> definition::read(const Folder& folder) {
  Faults faults = folder.faults;
  if (faults.empty()) {
    faults = unknown_file_faults(folder);
  }
  Draft draft;
  std::map<std::string, Doubts> doubts;
  for (const auto& [file, text] : folder.files) {
    if (is_schema(file)) {
      faults = joined(std::move(faults), definition::syntax_faults(file, text));
    } else if (is_targets(file)) {
      auto read = definition::read_targets(file, text);
      if (!read.faults.empty()) {
        draft.broken.insert(file);
      }
      draft.targets.emplace(file, std::move(read.targets));
      faults = joined(std::move(faults), std::move(read.faults));
    } else if (const auto kind = kind_of(file)) {
      Doubts found = read_into(draft, folder, file, *kind);
      faults = joined(std::move(faults), found.form);
      doubts.emplace(file, std::move(found));
    }
  }
  Faults broken_rules = every_rule_fault(draft);
  std::erase_if(broken_rules, [&doubts](const DefinitionFault& fault) {
    const auto at = doubts.find(fault.file);
    return at != doubts.end() && definition::is_repeat(fault, at->second);
  });
  faults = joined(std::move(faults), std::move(broken_rules));
  if (!faults.empty()) {
    std::ranges::stable_sort(faults, {}, &DefinitionFault::file);
    faults = without_repeats(std::move(faults));
    return unexpected(std::move(faults));
  }
  return definition::assembled(draft, definition::text_of(folder.files));
}

Expected<Definitions, std::vector<DefinitionFault>> read_definitions(
    const std::filesystem::path& path) {
  return definition::read(definition::read_folder(path));
}

Expected<Definitions, std::vector<DefinitionFault>> read_definitions_text(std::string_view text) {
  return definition::read(definition::folder_of(text));
}

}  // namespace soundings
