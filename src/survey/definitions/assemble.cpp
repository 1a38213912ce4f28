// Drafts without a fault -> the definitions that the rest of the program reads.
#include "definitions/assemble.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "soundings/base/digest.h"

namespace soundings::definition {
namespace {

/// A domain of the register has its areas as codes, before any code of its own.
void fill_register_domains(Survey& survey, const AreaRegister& areas) {
  for (Domain& domain : survey.domains) {
    if (domain.register_level.empty()) {
      continue;
    }
    std::vector<DomainCode> codes;
    for (const Area* area : areas.at_level(domain.register_level)) {
      codes.push_back({.id = area->id,
                       .label = {{"en", area->name}},
                       .also = area->aliases,
                       .from = std::nullopt,
                       .to = std::nullopt});
    }
    codes.insert(codes.end(), domain.codes.begin(), domain.codes.end());
    domain.codes = std::move(codes);
  }
}

/// Codes of each collapse rule, spelt out for every category it holds within.
std::vector<Scheme::Collapse> spelt_out(const SchemeDraft& draft, const Survey& survey) {
  std::vector<Scheme::Collapse> pairs;
  for (const auto& rule : draft.collapse) {
    if (rule.within.empty()) {
      pairs.push_back({.margin = rule.margin, .category = rule.category, .into = rule.into});
      continue;
    }
    const bool first = rule.margin.starts_with(rule.within + "|");
    const Domain* within = survey.find_domain(rule.within);
    for (const DomainCode& code : within->codes) {
      if (std::count(within->unweighted.begin(), within->unweighted.end(), code.id) > 0) {
        continue;
      }
      const auto crossed = [&](const std::string& category) {
        return first ? code.id + "|" + category : category + "|" + code.id;
      };
      pairs.push_back(
          {.margin = rule.margin, .category = crossed(rule.category), .into = crossed(rule.into)});
    }
  }
  return pairs;
}

/// The targets of a scheme's own margins; one file may serve schemes with fewer margins.
std::vector<Target> targets_of(const Scheme& scheme, const Draft& draft) {
  std::vector<Target> targets;
  if (scheme.totals.kind == TargetSource::Kind::file) {
    for (const auto& line : draft.targets.at("weighting/" + scheme.totals.file)) {
      if (std::count(scheme.margins.begin(), scheme.margins.end(), line.target.margin) > 0) {
        targets.push_back(line.target);
      }
    }
  }
  return targets;
}

/// The aims in their order, each with the series that name it.
ReportDefinitions report_of(const Draft& draft) {
  ReportDefinitions report;
  if (draft.series) {
    report.areas = draft.series->areas;
    report.series = draft.series->series;
    report.populations = draft.series->populations;
  }
  if (draft.aims) {
    report.report_title = draft.aims->report_title;
    report.report_date = draft.aims->report_date;
    report.aims = draft.aims->aims;
  }
  for (Aim& aim : report.aims) {
    for (const ExternalSeries& series : report.series) {
      if (series.aim == aim.id) {
        aim.series.push_back(series.id);
      }
    }
  }
  return report;
}

}  // namespace

Definitions assembled(const Draft& draft, std::string text) {
  assert(draft.areas && draft.measures && draft.suppression &&
         draft.protection);  // a missing file is a fault
  Definitions definitions;
  definitions.areas = AreaRegister(draft.areas->areas);
  for (const auto& survey : draft.surveys) {
    Survey& read = definitions.surveys.emplace_back(survey.survey);
    fill_register_domains(read, definitions.areas);
    for (const std::string& scale : survey.worst_first) {
      std::ranges::reverse(read.scales.at(scale).points);
    }
  }
  definitions.measures = draft.measures->measures;
  definitions.groups = draft.measures->groups;
  definitions.force_sections = draft.measures->force_sections;
  definitions.area_sections = draft.measures->area_sections;
  definitions.denominators = draft.measures->denominators;
  for (const auto& read : draft.schemes) {
    Scheme scheme = read.scheme;
    scheme.collapse = spelt_out(read, *definitions.find_survey(scheme.survey));
    scheme.targets = targets_of(scheme, draft);
    definitions.schemes.push_back(std::move(scheme));
  }
  for (const auto& source : draft.sources) {
    definitions.sources.push_back(source.source);
  }
  for (const auto& adapter : draft.adapters) {
    definitions.adapters.push_back(adapter.adapter);
  }
  definitions.disclosure = draft.suppression->rules;
  definitions.protection = draft.protection->rules;
  for (const auto& set : draft.releases) {
    definitions.releases.push_back(set.set);
  }
  definitions.report = report_of(draft);
  definitions.text = std::move(text);
  definitions.digest = to_hex(sha256(definitions.text));
  return definitions;
}

}  // namespace soundings::definition
