// The tables of one survey and period as files and rows, made of printed numbers alone: whoever has
// the primitives and the targets makes the same bytes again.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "count/plan.h"
#include "tables/lines.h"

namespace soundings::release {

struct TableFiles {
  std::vector<store::ReleaseFile> files;
  std::vector<store::ReleaseRow> rows;
};

/// What stands in every row of a release's tables.
struct TableContext {
  const Definitions& definitions;
  const Plan& plan;
  std::string release;
  Period period;
};

/// A table in the columns of the headline export, and areas against the rest of the force. A table
/// that was left out makes no file. prints: the newest first; a row is of the newest print that has
/// it, and marked r unless that is the first.
[[nodiscard]] TableFiles tables_of(const TableContext& context,
                                   std::span<const PrintedPeriod> prints);

/// A weighted table of a raked survey: whole per cents of the rows of `least` people or more, where
/// nothing of the printed table is hidden; nothing else.
[[nodiscard]] TableFiles raked_table(const TableContext& context, const PrintedPeriod& printed,
                                     const ReleasedTable& table, const std::string& item,
                                     const Table& working, std::int64_t least);

/// What stands in the name of a table that is weighted alone, before its item.
inline constexpr const char* weighted_alone_name = ".weighted.";

/// What a table of each area beside the rest of the force has before its ending.
inline constexpr const char* against_rest_name = "against_rest";

/// "victim_satisfaction.2019-05.npu.crime_group.csv", the domains in the order of `by`; `what`
/// stands before the ending.
[[nodiscard]] std::string table_file_name(const std::string& survey, const Period& period,
                                          const std::vector<std::string>& by,
                                          const std::string& what);

}  // namespace soundings::release
