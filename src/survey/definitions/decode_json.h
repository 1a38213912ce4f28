// JSON text of a definition file -> its draft. The text must have passed syntax_faults and
// shape_faults, or been mended (mend.h); a shape these do not allow is a bug, and throws.
#pragma once

#include <string>
#include <string_view>

#include "definitions/draft.h"

namespace soundings::definition {

/// Text that is no JSON (with its line), or an object that names one key twice.
[[nodiscard]] Faults syntax_faults(const std::string& file, std::string_view text);

[[nodiscard]] SurveyDraft decode_survey(const std::string& file, std::string_view text);
[[nodiscard]] AreasDraft decode_areas(const std::string& file, std::string_view text);
[[nodiscard]] MeasuresDraft decode_measures(const std::string& file, std::string_view text);
[[nodiscard]] SchemeDraft decode_scheme(const std::string& file, std::string_view text);
[[nodiscard]] SuppressionDraft decode_suppression(const std::string& file, std::string_view text);
[[nodiscard]] ProtectionDraft decode_protection(const std::string& file, std::string_view text);
[[nodiscard]] SeriesDraft decode_series(const std::string& file, std::string_view text);
[[nodiscard]] AimsDraft decode_aims(const std::string& file, std::string_view text);
[[nodiscard]] ReleaseSetDraft decode_release_set(const std::string& file, std::string_view text);
[[nodiscard]] SourceDraft decode_source(const std::string& file, std::string_view text);
[[nodiscard]] AdapterDraft decode_adapter(const std::string& file, std::string_view text);

}  // namespace soundings::definition
