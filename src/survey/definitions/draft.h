// Definition files as they were written: decoded, not yet held against each other.
// What only the rules need (languages, validity, collapse rules as stated) lives here
// and not in the nouns that the rest of the program reads.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "soundings/survey/definitions.h"

namespace soundings::definition {

using Faults = std::vector<DefinitionFault>;

/// What every definition file says of itself. Dates are text as given; valid_to may be empty.
struct Header {
  std::string file;  ///< relative to survey_defs
  std::string schema;
  std::string id;
  std::string version;
  std::string valid_from;
  std::string valid_to;
};

struct SurveyDraft {
  Header header;
  Survey survey;
  /// By scale: the languages in which every reply of it must be labelled.
  std::map<std::string, std::vector<std::string>> languages;
  std::set<std::string> worst_first;  ///< scales written from their worst point to their best
};

struct AreasDraft {
  Header header;
  std::vector<Area> areas;
};

struct MeasuresDraft {
  Header header;
  std::vector<Measure> measures;
  std::vector<Denominator> denominators;
  std::vector<MeasureGroup> groups;
  std::vector<MeasureSection> force_sections;
  std::vector<MeasureSection> area_sections;
  /// By measure: the periods as given, before they are read.
  std::vector<std::string> baseline_text;
  std::vector<std::string> since_text;
};

/// "Merge this category into that one", within each category of another dimension if named.
struct CollapseRule {
  std::string margin;
  std::string within;
  std::string category;
  std::string into;
};

struct SchemeDraft {
  Header header;
  Scheme scheme;
  std::vector<CollapseRule> collapse;
};

struct SourceDraft {
  Header header;
  Source source;
};

/// A sender's words for our codes, as one language of its form has them.
using Words = std::map<std::string, std::string>;

struct AdapterDraft {
  Header header;
  Adapter adapter;
  /// Beside each mapping: language -> its words; under "" those of no language, such as codes.
  std::vector<std::map<std::string, Words>> words;
  std::vector<std::string> surveys;    ///< whose responses it reads
  std::vector<std::string> languages;  ///< those of its sender's form, when it says so
};

struct SuppressionDraft {
  Header header;
  DisclosureRules rules;
};

struct ReleaseSetDraft {
  Header header;
  ReleaseSet set;
};

struct ProtectionDraft {
  Header header;
  ProtectionRules rules;
};

struct SeriesDraft {
  Header header;
  std::vector<SeriesArea> areas;
  std::vector<ExternalSeries> series;
  std::vector<Population> populations;
};

struct AimsDraft {
  Header header;
  std::string report_title;
  std::string report_date;
  std::vector<Aim> aims;
};

/// A target and the line of its file it stands on.
struct TargetLine {
  std::size_t line = 0;
  Target target;
};

/// Every file that could be decoded, in name order. A file of which a part that others refer to
/// is in doubt, or that could not be decoded at all, is in `broken`: rules between files stay
/// silent about what it might have said.
struct Draft {
  std::vector<SurveyDraft> surveys;
  std::optional<AreasDraft> areas;
  std::optional<MeasuresDraft> measures;
  std::vector<SchemeDraft> schemes;
  std::optional<SuppressionDraft> suppression;
  std::optional<ProtectionDraft> protection;
  std::optional<SeriesDraft> series;
  std::optional<AimsDraft> aims;
  std::vector<ReleaseSetDraft> releases;
  std::vector<SourceDraft> sources;
  std::vector<AdapterDraft> adapters;
  std::map<std::string, std::vector<TargetLine>> targets;  ///< by file, relative to survey_defs
  std::set<std::string> broken;

  /// Nothing too when the survey's file is broken: see survey_stands.
  [[nodiscard]] const SurveyDraft* find_survey(std::string_view id) const noexcept;
  /// Whether `survey` is known, or might be: its file is there but broken.
  [[nodiscard]] bool survey_stands(const std::string& survey) const;
  [[nodiscard]] bool scheme_stands(const std::string& survey, const std::string& scheme) const;
  [[nodiscard]] bool adapter_stands(const std::string& adapter) const;
  /// Every code of `domain`: the areas of its level, then its own. Nothing when the register
  /// it needs is broken.
  [[nodiscard]] std::optional<std::vector<std::string>> codes_of(const Domain& domain) const;
};

}  // namespace soundings::definition
