// The rules of the numbers by which a release protects people.
#include <string>

#include "definitions/rules.h"

namespace soundings::definition {

Faults protection_faults(const ProtectionDraft& draft) {
  const ProtectionRules& rules = draft.rules;
  Faults faults;
  const auto need = [&](bool kept, const char* field, std::int64_t value, const std::string& why) {
    if (!kept) {
      faults.push_back(fault(draft.header, "/" + std::string(field), std::to_string(value),
                             "protection_numbers",
                             std::string(field) + " is " + std::to_string(value) + ", " + why));
    }
  };
  need(rules.hide_below >= 3, "hide_below", rules.hide_below, "less than 3");
  need(rules.unanimous_below >= rules.hide_below, "unanimous_below", rules.unanimous_below,
       "less than hide_below");
  need(rules.answers_from >= rules.hide_below, "answers_from", rules.answers_from,
       "less than hide_below");
  need(rules.window_from >= rules.hide_below, "window_from", rules.window_from,
       "less than hide_below");
  need(rules.complement_below > rules.hide_below, "complement_below", rules.complement_below,
       "not more than hide_below");
  need(rules.raked_from >= rules.hide_below, "raked_from", rules.raked_from,
       "less than hide_below");
  need(rules.batch >= rules.hide_below, "batch", rules.batch, "less than hide_below");
  need(rules.coarse_base % 2 == 0 && rules.coarse_base >= rules.hide_below, "coarse_base",
       rules.coarse_base, "odd, or less than hide_below");
  need(100 % rules.coarse_per_cent == 0, "coarse_per_cent", rules.coarse_per_cent,
       "no part of 100");
  need(rules.range_width < rules.hide_below, "range_width", rules.range_width,
       "not less than hide_below");
  return faults;
}

}  // namespace soundings::definition
