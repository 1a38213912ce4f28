#include "soundings/claims/statements.h"

#include "series_writer.h"

namespace soundings::claims {

Statements statements(const Evidence& evidence, std::string_view aim) {
  Statements all;
  for (const ExternalSeries& series : evidence.points().definitions().report.series) {
    if (aim.empty() || series.aim == aim) {
      SeriesWriter writer(evidence, series, all);
      write_value(writer);
      write_changes(writer);
      write_areas(writer);
      write_groups(writer);
    }
  }
  return all;
}

}  // namespace soundings::claims
