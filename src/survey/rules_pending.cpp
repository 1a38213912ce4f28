// The rules between values and files, not yet written: nothing is refused.
#include "rules.h"
namespace soundings::definition {
Faults scale_faults(const SurveyDraft&) {
  return {};
}
Faults item_faults(const SurveyDraft&) {
  return {};
}
Faults domain_faults(const SurveyDraft&) {
  return {};
}
Faults fieldwork_faults(const SurveyDraft&, const Draft&) {
  return {};
}
Faults area_faults(const AreasDraft&) {
  return {};
}
Faults measure_faults(const MeasuresDraft&, const Draft&) {
  return {};
}
Faults scheme_faults(const SchemeDraft&, const Draft&) {
  return {};
}
Faults suppression_faults(const SuppressionDraft&) {
  return {};
}
Faults source_faults(const SourceDraft&, const Draft&) {
  return {};
}
Faults adapter_faults(const AdapterDraft&, const Draft&) {
  return {};
}
}  // namespace soundings::definition
