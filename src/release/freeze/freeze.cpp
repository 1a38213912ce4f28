// A snapshot -> the protected tables, their files, and the manifest that names them.
#include <algorithm>

#include "soundings/release/release.h"

#include "count/layer_counts.h"
#include "count/snapshot.h"
#include "freeze/manifest_json.h"
#include "freeze/protect_survey.h"
#include "freeze/release_parts.h"
#include "freeze/revise.h"
#include "tables/lines.h"
#include "tables/printed_rows.h"
#include "tables/tables.h"

namespace soundings::release {
namespace {

std::map<std::string, std::int64_t> targets_of(const CountedSurvey& survey,
                                               const CountedPeriod& period) {
  for (const CountedLayer& layer : survey.layers) {
    if (period.layers.size() == 1 && layer.counts.id == period.layers.front()) {
      return layer.targets;
    }
  }
  return {};
}

/// Raked tables are of working figures, rounded, and cannot be made of the primitives.
void add_raked(Parts& parts, const TableContext& context, const CountedPeriod& period,
               const PrintedPeriod& printed) {
  for (const auto& [what, working] : period.raked) {
    const auto table = std::ranges::find(context.plan.set->tables, what.first,
                                         [](const ReleasedTable& each) { return name_of(each); });
    if (table != context.plan.set->tables.end()) {
      parts.add(raked_table(context, printed, *table, what.second, working,
                            context.definitions.protection.raked_from));
    }
  }
}

void add_survey(Parts& parts, const Definitions& definitions, const ProtectedSurvey& survey,
                const std::string& release) {
  const Plan& plan = survey.counted->plan;
  const std::string primitives = disclose::printed_csv(survey.made.printed, plan.areas);
  parts.files.push_back({.name = primitives_name(plan.survey->id), .bytes = primitives});
  parts.files.push_back(witnesses_of(survey));
  // The tables are made of the rows as they were written, so that a check can make them again.
  const auto printed = parse_printed(primitives, plan.areas).value();
  const PrintedNumbers numbers(printed);
  for (const CountedPeriod& period : survey.counted->periods) {
    const TableContext context{definitions, plan, release, period.period};
    const auto prints =
        printed_prints(printed, numbers, {period.layers}, targets_of(*survey.counted, period));
    parts.add(tables_of(context, prints));
    add_raked(parts, context, period, prints.front());
  }
}

}  // namespace

Expected<store::Release, Fault> freeze(const Definitions& definitions, const Snapshot& snapshot,
                                       std::string_view program_version, bool sample) {
  if (snapshot.revision > 0) {
    return freeze_revision(definitions, snapshot, program_version, sample);
  }
  const std::string id = release_id(snapshot.month, snapshot.revision);
  Parts parts;
  std::vector<ProtectedSurvey> surveys;
  std::string counts = counts_header();
  for (const CountedSurvey& counted : snapshot.surveys) {
    auto survey = protect_survey(definitions, counted, snapshot);
    if (!survey) {
      return unexpected(survey.error());
    }
    add_survey(parts, definitions, *survey, id);
    counts += counts_lines(counted);
    surveys.push_back(*std::move(survey));
  }
  parts.files.push_back(
      {.name = std::string(counts_file), .bytes = std::move(counts), .published = false});
  return finished(definitions, snapshot, std::move(parts), sample,
                  [&](const std::vector<store::ReleaseFile>& files) {
                    return manifest_json({.definitions = definitions,
                                          .snapshot = snapshot,
                                          .release = id,
                                          .program_version = std::string(program_version),
                                          .surveys = surveys,
                                          .files = files,
                                          .sample = sample});
                  });
}

}  // namespace soundings::release
