// Reports to a board in the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/reports.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// As Reports says; each change in a transaction of its own.
[[nodiscard]] std::vector<ReportLine> report_lines(const SQLite::Database& database);
[[nodiscard]] std::optional<Report> find_report(SQLite::Database& database, std::string_view id);
[[nodiscard]] Expected<ReportLine, ReportFault> begin_report(Session& session,
                                                             const std::string& day,
                                                             const std::string& release,
                                                             const Act& act);
[[nodiscard]] Expected<ReportLine, ReportFault> write_words(Session& session, std::string_view id,
                                                            const ReportWords& words,
                                                            const Act& act);
[[nodiscard]] Expected<ReportLine, ReportFault> sign_aims(
    Session& session, std::string_view id, const std::vector<ReportSignOff>& sign_offs,
    const Act& act);
[[nodiscard]] Expected<ReportLine, ReportFault> publish_report(Session& session,
                                                               std::string_view id,
                                                               const std::string& file,
                                                               const Act& act);

/// The first published report that does not have its hash; empty when all have.
[[nodiscard]] std::string changed_report(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
