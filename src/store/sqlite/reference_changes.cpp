#include "sqlite/reference_changes.h"

namespace soundings::store::sqlite {
namespace {

/// A row of the audit that names more changes would be hard to read, and to find.
constexpr std::size_t changes_in_a_row = 100;

}  // namespace

void Changes::add(const std::string& place, const std::string& before, const std::string& after) {
  if (before == after) {
    ++put_.unchanged;
    return;
  }
  ++(before.empty() ? put_.added : put_.changed);
  if (!before.empty()) {
    put_.changes.push_back(place + ": " + before + " -> " + after);
  }
  lines_.push_back(place + " " + (before.empty() ? "none" : before) + " -> " + after);
}

void Changes::replace(const std::string& place, const std::string& before,
                      const std::string& after) {
  ++put_.replaced;
  put_.changes.push_back(place + ": " + before + " -> " + after);
  lines_.push_back(place + " " + before + " -> " + after);
}

std::vector<std::string> Changes::details() const {
  return in_rows(
      std::to_string(put_.added) + " rows new, " + std::to_string(put_.changed) + " changed, " +
          std::to_string(put_.unchanged) + " as before" +
          (put_.replaced == 0 ? "" : ", " + std::to_string(put_.replaced) + " of others replaced"),
      lines_);
}

Put sum(const ChangesOf& all) {
  Put put;
  for (const auto& [subject, changes] : all) {
    put.added += changes.put().added;
    put.changed += changes.put().changed;
    put.unchanged += changes.put().unchanged;
    put.replaced += changes.put().replaced;
    for (const std::string& change : changes.put().changes) {
      put.changes.push_back(subject + " " + change);
    }
  }
  return put;
}

std::vector<std::string> in_rows(const std::string& head, std::span<const std::string> lines) {
  std::vector<std::string> rows{head};
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (at > 0 && at % changes_in_a_row == 0) {
      rows.emplace_back("continued");
    }
    rows.back() += (at % changes_in_a_row == 0 ? ": " : "; ") + lines[at];
  }
  return rows;
}

void write_audit(AuditTrail& audit, const ChangesOf& all, const AuditRow& row) {
  for (const auto& [subject, changes] : all) {
    for (const std::string& detail : changes.details()) {
      audit.append({.at = row.at,
                    .actor = row.actor,
                    .action = row.action,
                    .subject = subject,
                    .detail = detail});
    }
  }
}

}  // namespace soundings::store::sqlite
