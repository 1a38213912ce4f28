// A release and what has changed since -> its next revision.
#include "freeze/revise.h"

#include <algorithm>

#include "count/layer_counts.h"
#include "count/layer_history.h"
#include "freeze/held_against.h"
#include "freeze/manifest_json.h"
#include "freeze/proof_json.h"
#include "freeze/protect_survey.h"
#include "freeze/release_parts.h"
#include "freeze/revision_table.h"
#include "tables/csv.h"
#include "tables/lines.h"
#include "tables/printed_rows.h"
#include "tables/tables.h"

namespace soundings::release {
namespace {

/// A released table with another release in its second column.
std::string renamed(std::string_view table, const std::string& release) {
  std::string text;
  auto rows = csv_rows(table);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row > 0) {
      rows[row].at(1) = release;
    }
    text += csv_line(rows[row]);
  }
  return text;
}

bool is_table(const store::ReleaseFile& file, const std::string& survey) {
  return file.published && file.name.starts_with(survey + ".") &&
         file.name != primitives_name(survey);
}

bool is_weighted_alone(const store::ReleaseFile& file) {
  return file.name.find(weighted_alone_name) != std::string::npos;
}

/// A survey of which nothing is printed anew.
void copy_survey(Parts& parts, const store::Release& base, const std::string& survey,
                 const std::string& release) {
  for (const store::ReleaseFile& file : base.files) {
    const bool own = file.name.starts_with(survey + ".");
    if (own && is_table(file, survey)) {
      parts.files.push_back({.name = file.name, .bytes = renamed(file.bytes, release)});
    } else if (own) {
      parts.files.push_back(file);
    }
  }
  std::ranges::copy_if(base.rows, std::back_inserter(parts.rows),
                       [&survey](const store::ReleaseRow& row) { return row.survey == survey; });
}

/// Raked tables are of answers as they were counted first: they stand.
void copy_raked(Parts& parts, const store::Release& base, const Plan& plan,
                const std::string& release) {
  if (plan.scheme == nullptr || plan.scheme->method != Scheme::Method::rake) {
    return;
  }
  for (const store::ReleaseFile& file : base.files) {
    if (is_table(file, plan.survey->id) && is_weighted_alone(file)) {
      parts.files.push_back({.name = file.name, .bytes = renamed(file.bytes, release)});
    }
  }
  std::ranges::copy_if(base.rows, std::back_inserter(parts.rows),
                       [&plan](const store::ReleaseRow& row) {
                         return row.survey == plan.survey->id && row.weighting == plan.scheme->id;
                       });
}

/// Every row that the base printed, in today's layers, and the new ones.
std::string primitives_of(const ProtectedSurvey& survey, const store::Release& base,
                          const LayerHistory& history) {
  const Plan& plan = survey.counted->plan;
  auto printed = printed_of(base, plan, history);
  printed.insert(printed.end(), survey.made.printed.begin(), survey.made.printed.end());
  return disclose::printed_csv(printed, plan.areas);
}

/// The periods of the base, of which the survey's own has a print more.
std::vector<Manifest::Period> periods_of(const CountedSurvey& survey,
                                         const Manifest::SurveyPart& base,
                                         const LayerHistory& history) {
  std::vector<Manifest::Period> periods = base.periods;
  for (Manifest::Period& period : periods) {
    for (std::vector<std::string>& print : period.prints) {
      print = history.parts_of(print);
    }
    for (const CountedPeriod& counted : survey.periods) {
      if (to_text(counted.period) == period.period) {
        period.prints.insert(period.prints.begin(), counted.layers);
      }
    }
  }
  return periods;
}

void add_revised(Parts& parts, const Definitions& definitions, const ProtectedSurvey& survey,
                 const store::Release& base, const Manifest::SurveyPart& said,
                 const std::string& release, const std::vector<store::Release>& earlier) {
  const CountedSurvey& counted = *survey.counted;
  const Plan& plan = counted.plan;
  LayerHistory history(plan, earlier);
  std::ranges::for_each(counted.revised_layers,
                        [&history](const RevisedLayer& layer) { history.add(layer); });
  const std::string primitives = primitives_of(survey, base, history);
  parts.files.push_back({.name = primitives_name(plan.survey->id), .bytes = primitives});
  parts.files.push_back(witnesses_of(survey));
  const auto printed = parse_printed(primitives, plan.areas).value();
  const PrintedNumbers numbers(printed);
  for (const Manifest::Period& period : periods_of(counted, said, history)) {
    const TableContext context{definitions, plan, release, parse_period(period.period).value()};
    parts.add(tables_of(context, printed_prints(printed, numbers, period.prints, period.targets)));
  }
  copy_raked(parts, base, plan, release);
}

bool prints_anything(const ProtectedSurvey& survey) {
  return std::ranges::any_of(survey.made.tables, [](const disclose::ReleasedTable& table) {
    return table.fate == disclose::TableFate::released;
  });
}

/// The counts that the base froze, with those of the new layers.
std::string counts_with(const store::Release& base, const std::vector<ProtectedSurvey>& surveys) {
  const store::ReleaseFile* file = base.file(counts_file);
  std::string text = file == nullptr ? counts_header() : file->bytes;
  for (const ProtectedSurvey& survey : surveys) {
    CountedSurvey anew = *survey.counted;
    std::erase_if(anew.layers, [&anew](const CountedLayer& layer) {
      return std::ranges::find(anew.revised_layers, layer.counts.id, &RevisedLayer::id) ==
             anew.revised_layers.end();
    });
    text += counts_lines(anew);
  }
  return text;
}

}  // namespace

Expected<store::Release, Fault> freeze_revision(const Definitions& definitions,
                                                const Snapshot& snapshot,
                                                std::string_view program_version, bool sample) {
  const std::string id = release_id(snapshot.month, snapshot.revision);
  const auto base = std::ranges::find(snapshot.earlier, snapshot.revises,
                                      [](const store::Release& each) { return each.line.id; });
  const std::string& said = base->file(manifest_name)->bytes;
  const Manifest manifest = parse_manifest(said).value();
  const bool marked = sample || manifest.sample;
  Parts parts;
  std::vector<ProtectedSurvey> revised;
  for (const CountedSurvey& counted : snapshot.surveys) {
    auto survey = protect_survey(definitions, counted, snapshot);
    if (!survey) {
      return unexpected(survey.error());
    }
    if (prints_anything(*survey)) {
      revised.push_back(*std::move(survey));
    }
  }
  if (revised.empty()) {
    return unexpected(Fault{.code = "nothing_to_revise",
                            .message = "every figure of " + snapshot.revises +
                                       " stands: too few answers came or went for any to be "
                                       "printed anew"});
  }
  for (const auto& [survey, part] : manifest.surveys) {
    const auto made = std::ranges::find(
        revised, survey, [](const ProtectedSurvey& each) { return each.counted->plan.survey->id; });
    if (made == revised.end()) {
      copy_survey(parts, *base, survey, id);
    } else {
      add_revised(parts, definitions, *made, *base, part, id, snapshot.earlier);
    }
  }
  parts.files.push_back(
      {.name = revisions_file, .bytes = revision_table(*base, id, parts, revised)});
  parts.files.push_back(
      {.name = std::string(counts_file), .bytes = counts_with(*base, revised), .published = false});
  return finished(definitions, snapshot, std::move(parts), marked,
                  [&](const std::vector<store::ReleaseFile>& files) {
                    return revised_manifest_json({.definitions = definitions,
                                                  .snapshot = snapshot,
                                                  .release = id,
                                                  .program_version = std::string(program_version),
                                                  .surveys = revised,
                                                  .files = files,
                                                  .sample = marked},
                                                 said);
                  });
}

}  // namespace soundings::release
