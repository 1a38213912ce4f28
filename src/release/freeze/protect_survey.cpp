// A survey's counts -> tables up for publication -> the protection and its gate.
#include "freeze/protect_survey.h"

#include <algorithm>

#include "soundings/disclose/protect.h"

#include "count/layer_history.h"
#include "freeze/held_against.h"
#include "freeze/proof_json.h"
#include "tables/lines.h"
#include "tables/printed_rows.h"

namespace soundings::release {
namespace {

disclose::PrintClass class_of(PrintClass print) {
  return print == PrintClass::a   ? disclose::PrintClass::a
         : print == PrintClass::b ? disclose::PrintClass::b
                                  : disclose::PrintClass::c;
}

/// The items that a table prints. One that is asked of some codes of a printed domain is printed by
/// that domain and by area alone: a row by any other domain, less those who answered the item
/// there, would reveal how many had the other codes, which is a row of a table by both.
std::vector<std::string> items_of(const Plan& plan, const ReleasedTable& table) {
  const std::string other = other_domain(plan, table);
  std::vector<std::string> items;
  for (const std::string& id : plan.set->items_of(table)) {
    const Item* item = plan.survey->find_item(id);
    const std::string asked_by = item->ask_if ? item->ask_if->domain : "";
    const bool printed = std::ranges::any_of(plan.set->tables, [&](const ReleasedTable& each) {
      return std::ranges::find(each.by, asked_by) != each.by.end();
    });
    if (asked_by.empty() || !printed || other.empty() || other == asked_by) {
      items.push_back(id);
    }
  }
  return items;
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
          .items = items_of(plan, table),
          .layers = period.layers,
          .revises = {},
          .revised_since = {},
          .rows = {},
          .people = period.people[index]};
}

/// The rows of a domain as they were first printed: codes that were joined stay joined.
std::vector<std::vector<std::string>> printed_rows(
    const std::vector<disclose::PrintedFigure>& printed, const std::vector<std::string>& layers,
    const std::string& domain) {
  std::vector<std::vector<std::string>> rows;
  for (const disclose::PrintedFigure& figure : printed) {
    if (figure.cell.domain != domain || figure.layers != layers) {
      continue;
    }
    auto row = codes_of(figure.cell.code);
    if (std::ranges::find(rows, row) == rows.end()) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// People by row, of a table that has them by code.
std::vector<std::int64_t> people_of_rows(const disclose::PublishedDomain& domain,
                                         const std::vector<std::vector<std::string>>& rows,
                                         const std::vector<std::int64_t>& by_code) {
  std::vector<std::int64_t> people;
  for (std::size_t first = 0; first < by_code.size(); first += domain.codes.size()) {
    for (const std::vector<std::string>& row : rows) {
      people.push_back(0);
      for (const std::string& code : row) {
        people.back() += by_code[first + place_of(domain, code)];
      }
    }
  }
  return people;
}

/// The table as it revises an earlier print of it.
disclose::PublishedTable revising_table(const CountedSurvey& survey, const CountedPeriod& period,
                                        std::size_t index, std::size_t print,
                                        const std::vector<disclose::PrintedFigure>& printed) {
  const std::vector<std::string>& first = period.earlier_prints[print];
  const ReleasedTable& table = survey.plan.set->tables[index];
  disclose::PublishedTable made = published_table(survey, period, index);
  made.answers = table.answers;
  made.responses = table.print == PrintClass::a;
  made.revises = first;
  made.revised_since.assign(period.earlier_prints.begin(),
                            period.earlier_prints.begin() + static_cast<std::ptrdiff_t>(print));
  if (!made.domain.empty()) {
    const auto domain =
        std::ranges::find(survey.plan.frame.domains, made.domain, &disclose::PublishedDomain::id);
    made.rows = printed_rows(printed, first, made.domain);
    made.people = people_of_rows(*domain, made.rows, made.people);
  }
  return made;
}

disclose::Publication publication_of(const CountedSurvey& survey) {
  disclose::Publication publication = survey.plan.frame;
  for (const CountedLayer& layer : survey.layers) {
    publication.layers.push_back(layer.counts);
  }
  if (!survey.revised_layers.empty()) {
    return publication;  // its tables stand beside earlier prints
  }
  for (const CountedPeriod& period : survey.periods) {
    const bool window = period.layers.size() > 1;
    for (std::size_t at = 0; at < survey.plan.set->tables.size(); ++at) {
      auto made = published_table(survey, period, at);
      if ((window || !survey.plan.set->tables[at].windows_only) && !made.items.empty()) {
        publication.tables.push_back(std::move(made));
      }
    }
  }
  return publication;
}

/// The tables of a revision, once for each earlier print: a row is printed anew beside the print
/// that has it.
void add_revising_tables(disclose::Publication& publication, const CountedSurvey& survey) {
  for (const CountedPeriod& period : survey.periods) {
    for (std::size_t print = 0; print < period.earlier_prints.size(); ++print) {
      for (std::size_t at = 0; at < survey.plan.set->tables.size(); ++at) {
        const ReleasedTable& table = survey.plan.set->tables[at];
        auto made = revising_table(survey, period, at, print, publication.earlier);
        const bool printed = !made.items.empty() && (made.domain.empty() || !made.rows.empty());
        if (!table.windows_only && printed) {
          publication.tables.push_back(std::move(made));
        }
      }
    }
  }
}

std::string refusal_text(const std::string& survey, const disclose::Refusal& refusal) {
  using Kind = disclose::RefusalKind;
  const std::string why =
      refusal.kind == Kind::counts_disagree ? "the counts of two tables disagree"
      : refusal.kind == Kind::contradiction ? "what is printed does not agree with what was counted"
                                            : "a hidden figure could not be proved safe";
  return survey + ": " + why + " (" + refusal.where + ")";
}

}  // namespace

Expected<ProtectedSurvey, Fault> protect_survey(const Definitions& definitions,
                                                const CountedSurvey& counted,
                                                const Snapshot& snapshot) {
  const std::span<const store::Release> earlier = snapshot.earlier;
  ProtectedSurvey survey{
      .counted = &counted, .publication = publication_of(counted), .made = {}, .held_against = {}};
  LayerHistory history(counted.plan, earlier);
  for (const RevisedLayer& layer : counted.revised_layers) {
    history.add(layer);
  }
  survey.held_against = hold_against(survey.publication, counted.plan, history, earlier);
  hold_against(survey.publication, counted.plan, history, snapshot.provisional);
  add_revising_tables(survey.publication, counted);
  auto made = disclose::protect(survey.publication, parameters_of(definitions.protection));
  if (!made) {
    return unexpected(Fault{.code = "release_refused",
                            .message = refusal_text(counted.plan.survey->id, made.error())});
  }
  survey.made = *std::move(made);
  if (!survey.made.held_against_earlier) {
    survey.held_against.clear();
  }
  return survey;
}

namespace {

std::string provisional_csv(const ProtectedSurvey& survey) {
  const auto& rows = survey.made.provisional;
  return rows.empty() ? std::string() : disclose::printed_csv(rows, survey.counted->plan.areas);
}

}  // namespace

store::ReleaseFile witnesses_of(const ProtectedSurvey& survey) {
  return {.name = witnesses_name(survey.counted->plan.survey->id),
          .bytes = to_json({.held_against = survey.held_against,
                            .rules = disclose::answer_rules(survey.publication.items),
                            .witnesses = survey.made.witnesses,
                            .proofs = survey.made.proofs,
                            .provisional = provisional_csv(survey)}),
          .published = false};
}

}  // namespace soundings::release
