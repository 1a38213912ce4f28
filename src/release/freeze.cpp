// A snapshot -> the protected tables, their files, and the manifest that names them.
#include <algorithm>
#include <iterator>
#include <set>

#include "soundings/disclose/protect.h"
#include "soundings/release/release.h"

#include "layer_counts.h"
#include "lines.h"
#include "manifest_json.h"
#include "printed_rows.h"
#include "proof_json.h"
#include "snapshot.h"
#include "tables.h"

namespace soundings::release {
namespace {

disclose::PrintClass class_of(PrintClass print) {
  return print == PrintClass::a   ? disclose::PrintClass::a
         : print == PrintClass::b ? disclose::PrintClass::b
                                  : disclose::PrintClass::c;
}

/// A table of one period. index: among the tables of the set.
disclose::PublishedTable published_table(const CountedSurvey& survey, const CountedPeriod& period,
                                         std::size_t index) {
  const Plan& plan = survey.plan;
  const ReleasedTable& table = plan.set->tables[index];
  const std::string other = other_domain(plan, table);
  return {.id = to_text(period.period) + " " + (table.by.empty() ? "force" : name_of(table)),
          .by_area = is_by_area(plan, table),
          .domain = other,
          .print_class = class_of(table.print),
          .answers = table.answers && period.layers.size() == 1,
          .responses = table.print == PrintClass::a && period.layers.size() == 1,
          .items = plan.set->items_of(table),
          .layers = period.layers,
          .revises = {},
          .rows = {},
          .people = period.people[index]};
}

disclose::Publication publication_of(const CountedSurvey& survey) {
  disclose::Publication publication = survey.plan.frame;
  for (const CountedLayer& layer : survey.layers) {
    publication.layers.push_back(layer.counts);
  }
  for (const CountedPeriod& period : survey.periods) {
    const bool window = period.layers.size() > 1;
    for (std::size_t at = 0; at < survey.plan.set->tables.size(); ++at) {
      if (window || !survey.plan.set->tables[at].windows_only) {
        publication.tables.push_back(published_table(survey, period, at));
      }
    }
  }
  return publication;
}

std::vector<disclose::PrintedFigure> printed_of(const store::Release& release, const Plan& plan) {
  const store::ReleaseFile* file = release.file(primitives_name(plan.survey->id));
  return file == nullptr ? std::vector<disclose::PrintedFigure>{}
                         : parse_printed(file->bytes, plan.areas)
                               .value_or(std::vector<disclose::PrintedFigure>{});
}

bool has_layer(const disclose::Publication& publication, const std::string& id) {
  return std::ranges::find(publication.layers, id, &disclose::Layer::id) !=
         publication.layers.end();
}

/// Adds a layer that an earlier release printed, as the first release that counted it froze it.
void add_frozen_layer(disclose::Publication& publication, const Plan& plan,
                      const std::vector<store::Release>& earlier, const std::string& id) {
  for (const store::Release& release : earlier) {
    const store::ReleaseFile* file = release.file(counts_file);
    auto layer = file == nullptr ? std::nullopt : frozen_layer(plan, file->bytes, id);
    if (layer) {
      publication.layers.push_back(std::move(layer->counts));
      return;
    }
  }
}

/// Adds what an earlier release printed, if it is of people who are counted here too, with all the
/// layers that it counted.
bool hold_against(disclose::Publication& publication, const Plan& plan,
                  const std::vector<store::Release>& earlier, const store::Release& release) {
  const auto printed = printed_of(release, plan);
  const bool shares = std::ranges::any_of(printed, [&](const disclose::PrintedFigure& figure) {
    return std::ranges::any_of(
        figure.layers, [&](const std::string& layer) { return has_layer(publication, layer); });
  });
  for (const disclose::PrintedFigure& figure :
       shares ? printed : std::vector<disclose::PrintedFigure>{}) {
    publication.earlier.push_back(figure);
    for (const std::string& layer : figure.layers) {
      if (!has_layer(publication, layer)) {
        add_frozen_layer(publication, plan, earlier, layer);
      }
    }
  }
  return shares;
}

/// The releases that share people with this one, or with one that does; what they printed is in the
/// publication then.
std::vector<std::string> hold_against(disclose::Publication& publication, const Plan& plan,
                                      const std::vector<store::Release>& earlier) {
  std::set<std::string> ids;
  for (bool more = true; more;) {
    more = false;
    for (const store::Release& release : earlier) {
      if (!ids.contains(release.line.id) && hold_against(publication, plan, earlier, release)) {
        ids.insert(release.line.id);
        more = true;
      }
    }
  }
  return {ids.begin(), ids.end()};
}

std::string refusal_text(const std::string& survey, const disclose::Refusal& refusal) {
  using Kind = disclose::RefusalKind;
  const std::string why =
      refusal.kind == Kind::counts_disagree ? "the counts of two tables disagree"
      : refusal.kind == Kind::contradiction ? "what is printed does not agree with what was counted"
                                            : "a hidden figure could not be proved safe";
  return survey + ": " + why + " (" + refusal.where + ")";
}

std::map<std::string, std::int64_t> targets_of(const CountedSurvey& survey,
                                               const CountedPeriod& period) {
  for (const CountedLayer& layer : survey.layers) {
    if (period.layers.size() == 1 && layer.counts.id == period.layers.front()) {
      return layer.targets;
    }
  }
  return {};
}

/// The parts of a release as they come.
struct Parts {
  std::vector<store::ReleaseFile> files;
  std::vector<store::ReleaseRow> rows;

  void add(TableFiles tables) {
    std::ranges::move(tables.files, std::back_inserter(files));
    std::ranges::move(tables.rows, std::back_inserter(rows));
  }
};

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
                const std::string& release, const std::vector<std::string>& held_against) {
  const Plan& plan = survey.counted->plan;
  const std::string primitives = disclose::printed_csv(survey.made.printed, plan.areas);
  parts.files.push_back({.name = primitives_name(plan.survey->id), .bytes = primitives});
  parts.files.push_back(
      {.name = witnesses_name(plan.survey->id),
       .bytes = to_json({.held_against = held_against,
                         .rules = disclose::answer_rules(survey.publication.items),
                         .witnesses = survey.made.witnesses,
                         .proofs = survey.made.proofs}),
       .published = false});
  // The tables are made of the rows as they were written, so that a check can make them again.
  const auto printed = parse_printed(primitives, plan.areas).value();
  const PrintedNumbers numbers(printed);
  for (const CountedPeriod& period : survey.counted->periods) {
    const TableContext context{definitions, plan, release, period.period};
    const PrintedPeriod of_period =
        printed_period(printed, numbers, period.layers, targets_of(*survey.counted, period));
    parts.add(tables_of(context, of_period));
    add_raked(parts, context, period, of_period);
  }
}

}  // namespace

Expected<store::Release, Fault> freeze(const Definitions& definitions, const Snapshot& snapshot,
                                       std::string_view program_version) {
  const std::string id = release_id(snapshot.month, snapshot.revision);
  Parts parts;
  std::vector<ProtectedSurvey> surveys;
  std::string counts = counts_header();
  for (const CountedSurvey& counted : snapshot.surveys) {
    ProtectedSurvey survey{.counted = &counted, .publication = publication_of(counted), .made = {}};
    const auto held_against = hold_against(survey.publication, counted.plan, snapshot.earlier);
    auto made = disclose::protect(survey.publication, parameters_of(definitions.protection));
    if (!made) {
      return unexpected(Fault{.code = "release_refused",
                              .message = refusal_text(counted.plan.survey->id, made.error())});
    }
    survey.made = *std::move(made);
    add_survey(parts, definitions, survey, id, held_against);
    counts += counts_lines(counted);
    surveys.push_back(std::move(survey));
  }
  parts.files.push_back(
      {.name = std::string(counts_file), .bytes = std::move(counts), .published = false});
  std::ranges::sort(parts.files, {}, &store::ReleaseFile::name);
  parts.files.push_back({.name = std::string(manifest_name),
                         .bytes = manifest_json({.definitions = definitions,
                                                 .snapshot = snapshot,
                                                 .release = id,
                                                 .program_version = std::string(program_version),
                                                 .surveys = surveys,
                                                 .files = parts.files})});
  std::ranges::sort(parts.files, {}, &store::ReleaseFile::name);
  return store::Release{.line = {.id = id,
                                 .month = snapshot.month,
                                 .revision = snapshot.revision,
                                 .state = store::ReleaseState::draft,
                                 .data_version = snapshot.data_version,
                                 .made = {},
                                 .published = {},
                                 .asked = {},
                                 .withdrawn = {}},
                        .files = std::move(parts.files),
                        .rows = std::move(parts.rows)};
}

}  // namespace soundings::release
