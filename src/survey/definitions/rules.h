// The rules that definitions must keep, beyond their shape. Each function answers with
// every fault it finds; each rule's id is listed in survey_defs/README.md.
#pragma once

#include <string>

#include "definitions/draft.h"

namespace soundings::definition {

/// A fault's place and value; the rest is said where it is found.
[[nodiscard]] DefinitionFault fault(const Header& header, std::string pointer,
                                    const std::string& value, std::string rule,
                                    std::string message);

/// `more` put behind `faults`.
[[nodiscard]] Faults joined(Faults faults, Faults more);

/// Schema named, id as the file is called, semantic version, dates in order.
[[nodiscard]] Faults header_faults(const Header& header, const std::string& schema,
                                   const std::string& expected_id);

[[nodiscard]] Faults scale_faults(const SurveyDraft& draft);
[[nodiscard]] Faults item_faults(const SurveyDraft& draft);
[[nodiscard]] Faults domain_faults(const SurveyDraft& draft);
[[nodiscard]] Faults fieldwork_faults(const SurveyDraft& draft, const Draft& all);
[[nodiscard]] Faults area_faults(const AreasDraft& draft);
[[nodiscard]] Faults measure_faults(const MeasuresDraft& draft, const Draft& all);
[[nodiscard]] Faults section_faults(const MeasuresDraft& draft);
[[nodiscard]] Faults role_faults(const Draft& all);
[[nodiscard]] Faults scheme_faults(const SchemeDraft& draft, const Draft& all);
[[nodiscard]] Faults suppression_faults(const SuppressionDraft& draft, const Draft& all);
[[nodiscard]] Faults protection_faults(const ProtectionDraft& draft);
[[nodiscard]] Faults series_faults(const SeriesDraft& draft, const Draft& all);
[[nodiscard]] Faults aim_faults(const AimsDraft& draft, const Draft& all);
[[nodiscard]] Faults release_set_faults(const ReleaseSetDraft& draft, const Draft& all);
[[nodiscard]] Faults source_faults(const SourceDraft& draft, const Draft& all);
[[nodiscard]] Faults adapter_faults(const AdapterDraft& draft, const Draft& all);

}  // namespace soundings::definition
