// Everything survey_defs says, read once, checked whole and never changed: the
// nouns every module shares. Reading finds every fault, not only the first.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/survey/area.h"
#include "soundings/survey/disclosure_rule.h"
#include "soundings/survey/external_series.h"
#include "soundings/survey/measure.h"
#include "soundings/survey/protection_rules.h"
#include "soundings/survey/release_set.h"
#include "soundings/survey/scheme.h"
#include "soundings/survey/source.h"
#include "soundings/survey/survey.h"

namespace soundings {

/// One fault in a definition file: where, what stands there, and which rule it breaks.
/// rule: snake_case, stable, listed in survey_defs/README.md ("positive_code_in_scale").
struct DefinitionFault {
  std::string file;     ///< relative to survey_defs
  std::string pointer;  ///< RFC 6901, or "line 3" in a CSV file
  std::string value;
  std::string rule;
  std::string message;

  friend bool operator==(const DefinitionFault&, const DefinitionFault&) = default;
};

/// Immutable; safe to share between threads.
struct Definitions {
  AreaRegister areas;
  std::vector<Survey> surveys;
  std::vector<Measure> measures;  ///< in the order they are reported
  std::vector<MeasureGroup> groups;
  std::vector<MeasureSection> force_sections;  ///< of a page of the force, in order
  std::vector<MeasureSection> area_sections;   ///< of a page of one area, in order
  std::vector<Denominator> denominators;
  std::vector<Scheme> schemes;
  std::vector<Source> sources;
  std::vector<Adapter> adapters;
  DisclosureRules disclosure;
  ProtectionRules protection;
  std::vector<ReleaseSet> releases;  ///< in the order of the surveys' ids
  ReportDefinitions report;          ///< aims, and series that no survey measures
  /// Every file in name order, as its name, the count of its bytes, and these, with '\n' between.
  /// Empty where they were not read from files.
  std::string text;
  std::string digest;  ///< SHA-256 of `text`: the definitions' version

  [[nodiscard]] const Survey* find_survey(std::string_view id) const noexcept;
  [[nodiscard]] const Measure* find_measure(std::string_view id) const noexcept;
  /// The group whose first headline measure speaks for a page; nullptr when there is none.
  [[nodiscard]] const MeasureGroup* leading_group() const noexcept;
  /// The domain of a role in the first survey that has one; nullptr when none has.
  [[nodiscard]] const Domain* domain_with(DomainRole role) const noexcept;
  /// Its id; empty when there is none.
  [[nodiscard]] std::string domain_id(DomainRole role) const;
  /// The level of the register at which areas are set beside the force; empty when there is none.
  [[nodiscard]] std::string_view area_level() const noexcept;
  /// The areas of that level, in the order of the register.
  [[nodiscard]] std::vector<const Area*> reported_areas() const;
  /// A scheme of `survey` by id; nullptr for "none" and for a scheme of another survey.
  [[nodiscard]] const Scheme* find_scheme(std::string_view survey,
                                          std::string_view id) const noexcept;
  /// What a release holds of a survey; nullptr when nothing of it is released.
  [[nodiscard]] const ReleaseSet* find_release_set(std::string_view survey) const noexcept;
  [[nodiscard]] const Source* find_source(std::string_view id) const noexcept;
  [[nodiscard]] const Adapter* find_adapter(std::string_view id) const noexcept;
};

/// Reads and checks a survey_defs folder. Errors: every fault found, in file order.
/// A folder or file that cannot be opened is a fault with rule "file_readable".
[[nodiscard]] Expected<Definitions, std::vector<DefinitionFault>> read_definitions(
    const std::filesystem::path& folder);

/// Reads and checks what a folder held: the `text` of its definitions. Errors: as above; a text
/// that is not whole is a fault with rule "file_readable".
[[nodiscard]] Expected<Definitions, std::vector<DefinitionFault>> read_definitions_text(
    std::string_view text);

}  // namespace soundings
