// The manifest as JSON.
#include "freeze/manifest_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/survey/sample_data.h"

namespace soundings::release {
namespace {

using Json = nlohmann::ordered_json;

std::string fate_text(disclose::TableFate fate) {
  constexpr std::array texts{"released", "not released this month", "not revised"};
  return texts.at(static_cast<std::size_t>(fate));
}

std::string rung_text(disclose::Rung rung) {
  constexpr std::array texts{"complement", "fewer_answers", "class_c", "left_out", "stands"};
  return texts.at(static_cast<std::size_t>(rung));
}

std::string class_text(disclose::PrintClass print) {
  constexpr std::array texts{"A", "B", "C"};
  return texts.at(static_cast<std::size_t>(print));
}

Json parameters_json(const ProtectionRules& rules) {
  return {{"version", rules.version},
          {"hide_below", rules.hide_below},
          {"unanimous_below", rules.unanimous_below},
          {"range_width", rules.range_width},
          {"answers_from", rules.answers_from},
          {"window_from", rules.window_from},
          {"complement_below", rules.complement_below},
          {"coarse_base", rules.coarse_base},
          {"coarse_per_cent", rules.coarse_per_cent},
          {"batch", rules.batch},
          {"raked_from", rules.raked_from},
          {"solver_nodes", rules.solver_nodes}};
}

Json table_json(const disclose::ReleasedTable& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    if (row.size() > 1) {
      rows.push_back(row);
    }
  }
  return {{"table", table.id},
          {"class", class_text(table.print_class)},
          {"fate", fate_text(table.fate)},
          {"hidden_cells", table.hidden_cells},
          {"joined_rows", std::move(rows)}};
}

/// Which rung each table took. What failed there is not written: it names the cell that is
/// protected.
Json ladder_json(const std::vector<disclose::LadderStep>& ladder) {
  Json steps = Json::array();
  for (const disclose::LadderStep& step : ladder) {
    steps.push_back({{"table", step.table}, {"step", rung_text(step.rung)}});
  }
  return steps;
}

Json survey_json(const ProtectedSurvey& survey) {
  const CountedSurvey& counted = *survey.counted;
  const Plan& plan = counted.plan;
  Json periods = Json::array();
  for (const CountedPeriod& period : counted.periods) {
    Json described{{"period", to_text(period.period)}, {"layers", period.layers}};
    if (period.layers.size() == 1) {
      for (const CountedLayer& layer : counted.layers) {
        if (layer.counts.id == period.layers.front() && !layer.targets.empty()) {
          described["targets"] = layer.targets;
        }
      }
    }
    periods.push_back(std::move(described));
  }
  Json tables = Json::array();
  for (const disclose::ReleasedTable& table : survey.made.tables) {
    tables.push_back(table_json(table));
  }
  Json notes = Json::array();
  for (const std::string& layer : survey.made.unknown_area_left_out) {
    notes.push_back(layer + ": fewer than 10 answers without a known area are left out");
  }
  return {{"survey", plan.survey->id},
          {"version", plan.survey->version},
          {"set", plan.set->version},
          {"weighting", plan.scheme == nullptr ? "none" : plan.scheme->id},
          {"periods", std::move(periods)},
          {"tables", std::move(tables)},
          {"ladder", ladder_json(survey.made.ladder)},
          {"notes", std::move(notes)}};
}

Manifest::Period period_of(const Json& json) {
  Manifest::Period period{.period = json.at("period"),
                          .prints = {json.at("layers").get<std::vector<std::string>>()},
                          .targets = json.value("targets", std::map<std::string, std::int64_t>{})};
  for (const Json& print : json.value("earlier_prints", Json::array())) {
    period.prints.push_back(print.get<std::vector<std::string>>());
  }
  return period;
}

/// definitions: those of the release; a survey that stands since other ones has its own.
Manifest::SurveyPart survey_of(const Json& json, const std::string& definitions) {
  Manifest::SurveyPart part{.version = json.at("version"),
                            .definitions = json.value("definitions", definitions),
                            .periods = {},
                            .revised_layers = {}};
  for (const Json& period : json.at("periods")) {
    part.periods.push_back(period_of(period));
  }
  for (const Json& layer : json.value("revised_layers", Json::array())) {
    part.revised_layers.push_back(
        {.id = layer.at("layer"),
         .of = layer.at("of"),
         .arrived = {.after = layer.at("after"), .until = layer.at("until")}});
  }
  return part;
}

/// Adds the hash of every file, and the mark of sample data.
void add_files(Json& manifest, const std::vector<store::ReleaseFile>& files, bool sample) {
  if (sample) {
    manifest[std::string(sample_column)] = sample_value;
  }
  Json published = Json::object();
  Json kept = Json::object();
  for (const store::ReleaseFile& file : files) {
    (file.published ? published : kept)[file.name] = to_hex(sha256(file.bytes));
  }
  manifest["files"] = std::move(published);
  manifest["kept_files"] = std::move(kept);
}

constexpr const char* revision_note =
    "Rows marked r are revised. The others are not revised: they stand as they were first printed, "
    "so that parts need not add up to a revised whole.";

/// What a revision made of one survey, into what the release before said of it.
void revise(Json& survey, const ProtectedSurvey& revised) {
  const CountedSurvey& counted = *revised.counted;
  for (const CountedPeriod& period : counted.periods) {
    for (Json& known : survey.at("periods")) {
      if (known.at("period") == to_text(period.period)) {
        known["layers"] = period.layers;
        known["earlier_prints"] = period.earlier_prints;
      }
    }
  }
  Json& layers = survey["revised_layers"];
  for (const RevisedLayer& layer : counted.revised_layers) {
    layers.push_back({{"layer", layer.id},
                      {"of", layer.of},
                      {"after", layer.arrived.after},
                      {"until", layer.arrived.until}});
  }
  Json tables = Json::array();
  for (const disclose::ReleasedTable& table : revised.made.tables) {
    tables.push_back({{"table", table.id}, {"fate", fate_text(table.fate)}});
  }
  survey["revised_tables"] = std::move(tables);
  survey["ladder"] = ladder_json(revised.made.ladder);
  const Json said = revision_note;
  Json& notes = survey.at("notes");
  if (std::ranges::find(notes, said) == notes.end()) {
    notes.push_back(said);
  }
}

}  // namespace

std::string manifest_json(const ManifestParts& parts) {
  Json surveys = Json::array();
  for (const ProtectedSurvey& survey : parts.surveys) {
    surveys.push_back(survey_json(survey));
  }
  Json manifest{{"release", parts.release},
                {"month", to_text(parts.snapshot.month)},
                {"data_version", parts.snapshot.data_version},
                {"definitions", parts.definitions.digest},
                {"program", parts.program_version},
                {"protection", parameters_json(parts.definitions.protection)},
                {"surveys", std::move(surveys)},
                {"without_answers", parts.snapshot.silent},
                {"ranges", "Ranges treat answers as independent."}};
  add_files(manifest, parts.files, parts.sample);
  return manifest.dump(2) + "\n";
}

std::string revised_manifest_json(const ManifestParts& parts, std::string_view base) {
  Json manifest = Json::parse(base);
  const Json before = manifest.at("definitions");
  manifest["release"] = parts.release;
  manifest["revises"] = parts.snapshot.revises;
  manifest["data_version"] = parts.snapshot.data_version;
  manifest["definitions"] = parts.definitions.digest;
  manifest["program"] = parts.program_version;
  manifest["protection"] = parameters_json(parts.definitions.protection);
  for (Json& survey : manifest.at("surveys")) {
    const auto revised =
        std::ranges::find_if(parts.surveys, [&survey](const ProtectedSurvey& each) {
          return survey.at("survey") == each.counted->plan.survey->id;
        });
    if (revised != parts.surveys.end()) {
      revise(survey, *revised);
      survey.erase("definitions");
    } else if (!survey.contains("definitions") && before != parts.definitions.digest) {
      survey["definitions"] = before;
    }
  }
  add_files(manifest, parts.files, parts.sample);
  return manifest.dump(2) + "\n";
}

std::optional<Manifest> parse_manifest(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Manifest manifest;
    manifest.definitions = json.at("definitions");
    manifest.sample = json.contains(sample_column);
    for (const char* part : {"files", "kept_files"}) {
      for (const auto& [name, hash] : json.at(part).items()) {
        manifest.hashes[name] = hash;
      }
    }
    for (const Json& survey : json.at("surveys")) {
      manifest.surveys.emplace(survey.at("survey"), survey_of(survey, manifest.definitions));
    }
    return manifest;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace soundings::release
