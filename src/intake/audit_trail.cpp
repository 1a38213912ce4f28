#include "soundings/intake/audit_trail.h"

namespace soundings::intake {

void AuditTrail::append(const AuditRow& row) const {
  intake_.with_ledger([&row](store::Ledger& ledger) {
    ledger.note({.seq = 0,
                 .at = row.at,
                 .actor = row.actor,
                 .action = row.action,
                 .subject = row.subject,
                 .detail = row.detail});
  });
}

}  // namespace soundings::intake
