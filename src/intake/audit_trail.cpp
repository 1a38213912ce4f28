#include "soundings/intake/audit_trail.h"

#include "soundings/store/audit.h"
#include "soundings/store/store.h"

namespace soundings::intake {

void AuditTrail::append(const AuditRow& row) const {
  intake_.with_store([&row](store::Store& store) {
    store.audit().note({.row = 0,
                        .at = row.at,
                        .actor = row.actor,
                        .action = row.action,
                        .subject = row.subject,
                        .detail = row.detail});
  });
}

}  // namespace soundings::intake
