// The tables of the monthly headline, asked of figures one by one.
#include "soundings/release/headline.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/figures/silence.h"

#include "answer/released_tables.h"

namespace soundings::release {
namespace {

/// The domain that plays a role in the measure's survey, where the measure is broken down by it.
const Domain* declared(const Definitions& definitions, const Measure& measure, DomainRole role) {
  const Survey* survey = definitions.find_survey(measure.survey);
  const Domain* domain = survey == nullptr ? nullptr : survey->domain_with(role);
  return domain != nullptr && measure.may_be_broken_down_by(domain->id) ? domain : nullptr;
}

std::vector<std::vector<std::string>> breakdowns(const Definitions& definitions,
                                                 const Measure& measure) {
  std::vector<std::vector<std::string>> all{{}};
  for (const std::string_view domain : report::exported_domains) {
    if (measure.may_be_broken_down_by(domain)) {
      all.push_back({std::string(domain)});
    }
  }
  const Domain* area = declared(definitions, measure, DomainRole::area);
  const Domain* channel = declared(definitions, measure, DomainRole::contact_channel);
  if (measure.filter_domain.empty() && area != nullptr && channel != nullptr) {
    all.push_back({area->id, channel->id});
  }
  return all;
}

/// Whether a table is of the month itself and not of all since a date or of an earlier wave.
bool is_of(const Definitions& definitions, const Table& table, Month month) {
  if (!table.period.single()) {
    return false;
  }
  if (table.period.kind == Period::Kind::months) {
    return table.period.first == month;
  }
  const Survey* survey = definitions.find_survey(table.survey);
  const Wave* wave = survey == nullptr ? nullptr : survey->find_wave(table.period.first_wave);
  return wave != nullptr && wave->month == month;
}

/// Of one measure. left_out: why the first of the tables that are not released is not.
struct MeasureTables {
  std::vector<Table> released;
  std::optional<figures::Fault> left_out;
};

Expected<MeasureTables, figures::Fault> tables_of(const Definitions& definitions,
                                                  const figures::Figures& figures,
                                                  const Measure& measure, const Period& period) {
  MeasureTables made;
  for (const std::vector<std::string>& by : breakdowns(definitions, measure)) {
    auto table = figures.answer({.measure = measure.id, .by = by, .period = period, .scheme = {}});
    if (table) {
      made.released.push_back(*std::move(table));
    } else if (table.error().code == not_released) {
      made.left_out = made.left_out ? made.left_out : table.error();
    } else {
      return unexpected(table.error());
    }
  }
  return made;
}

}  // namespace

Expected<report::Headline, figures::Fault> headline(const Definitions& definitions,
                                                    const figures::Figures& figures, Month month) {
  report::Headline made{.month = month, .release = std::string(working_release), .tables = {}};
  std::optional<figures::Fault> left_out;
  for (const Measure& measure : definitions.measures) {
    const auto period = figures::headline_period(definitions, measure.id, month);
    if (!measure.headline || !period) {
      continue;
    }
    auto tables = tables_of(definitions, figures, measure, *period);
    if (!tables) {
      return unexpected(tables.error());
    }
    std::ranges::move(tables->released, std::back_inserter(made.tables));
    left_out = left_out ? left_out : tables->left_out;
  }
  if (made.tables.empty() && left_out) {
    return unexpected(*std::move(left_out));
  }
  if (!made.tables.empty()) {
    made.release = made.tables.front().release;
  }
  return made;
}

Expected<report::Headline, figures::Fault> headline_of(const Definitions& definitions,
                                                       const figures::Figures& figures,
                                                       const figures::WeightsQuestion& question) {
  report::Headline made{
      .month = question.period.first, .release = std::string(working_release), .tables = {}};
  for (const Measure& measure : definitions.measures) {
    if (!measure.headline || measure.survey != question.survey) {
      continue;
    }
    for (const std::vector<std::string>& by : breakdowns(definitions, measure)) {
      auto table = figures.answer(
          {.measure = measure.id, .by = by, .period = question.period, .scheme = question.scheme});
      if (!table) {
        return unexpected(table.error());
      }
      made.tables.push_back(*std::move(table));
    }
  }
  return made;
}

std::optional<figures::Fault> silence(const Definitions& definitions,
                                      const report::Headline& headline) {
  std::optional<figures::Fault> silence;
  for (const Table& table : headline.tables) {
    if (!is_of(definitions, table, headline.month)) {
      continue;
    }
    silence = figures::silence(table);
    if (!silence) {
      return std::nullopt;
    }
  }
  return silence;
}

}  // namespace soundings::release
