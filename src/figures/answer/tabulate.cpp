// A table from its evidence: estimates, response rates, marks and the weighting report.
#include "soundings/figures/tabulate.h"

#include <algorithm>

#include "soundings/survey/breaks.h"

#include "answer/layout.h"
#include "answer/showing.h"
#include "answer/statistics.h"
#include "answer/weighing.h"

namespace soundings::figures {
namespace {

std::int64_t eligible(const std::vector<Invitation>& invitations, const std::string& domain,
                      const std::string& code) {
  std::int64_t sum = 0;
  for (const Invitation& invitation : invitations) {
    const bool counted = domain.empty() || invitation.code_in(domain) == code;
    sum += counted ? invitation.eligible() : 0;
  }
  return sum;
}

/// Rates are given for the force and by the domains that invitations count by, never by contact
/// channel.
std::optional<double> response_rate(const Evidence& evidence, const DomainKey& key) {
  const std::string domain = key.empty() ? "" : key.begin()->first;
  const bool known = key.empty() || (key.size() == 1 && counts_invitations(domain));
  const auto counted = evidence.completed.find(domain);
  if (!known || counted == evidence.completed.end()) {
    return std::nullopt;
  }
  const std::string code = key.empty() ? "" : key.begin()->second;
  const auto completed = counted->second.find(code);
  std::int64_t asked = eligible(evidence.invitations, domain, code);
  if (key.empty() && asked == 0) {
    asked = evidence.events.value_or(0);
  }
  if (asked <= 0) {
    return std::nullopt;
  }
  const std::int64_t replies = completed == counted->second.end() ? 0 : completed->second;
  return 100.0 * static_cast<double>(replies) / static_cast<double>(asked);
}

/// "u", "p", "x", "b": every working figure is provisional, and none is hidden.
std::vector<std::string> marks_of(const Definitions& definitions, std::int64_t base, bool breaks) {
  std::vector<std::string> marks;
  if (few_answers(definitions, base)) {
    marks.emplace_back("u");
  }
  marks.emplace_back("p");
  if (base == 0) {
    marks.emplace_back("x");
  }
  if (breaks) {
    marks.emplace_back("b");
  }
  return marks;
}

/// A sample with the cells of every slot.
struct Ready {
  weigh::Sample sample;
  std::vector<estimate::Domain> domains;
};

Ready ready(const Definitions& definitions, const Asked& asked, weigh::Sample sample,
            const std::vector<Slot>& slots) {
  std::vector<estimate::Domain> domains = domains_of(definitions, asked, sample.cells(), slots);
  return {.sample = std::move(sample), .domains = std::move(domains)};
}

Table heading(const Asked& asked, const Evidence& evidence) {
  const Measure& measure = *asked.measure;
  Table table{
      .survey = asked.survey->id,
      .measure = measure.id,
      .item = measure.item,
      .statistic = asked.statistic,
      .period = asked.period,
      .release = std::string(working_release),
      .by = asked.by,
      .scheme = asked.scheme == nullptr ? "none" : asked.scheme->id,
      .scheme_version = asked.scheme == nullptr ? "" : asked.scheme->version,
      .interval = std::string(estimate::to_text(interval_of(asked))),
      .level = asked.level,
      .decimals = asked.by.empty() && asked.of.empty() ? measure.decimals : measure.item_decimals,
      .definition_version = asked.survey->version,
      .data_version = evidence.data_version};
  if (!evidence.invitations.empty()) {
    table.invited = eligible(evidence.invitations, "", "");
  }
  return table;
}

/// What every row of a table is made from.
struct Material {
  const Definitions& definitions;
  const Asked& asked;
  const Evidence& evidence;
  const Ready& plain;
  const std::optional<Ready>& fitted;
};

Row row_of(const Material& material, const Slot& slot, std::size_t at, const Part& part) {
  const Asked& asked = material.asked;
  const estimate::Domain& domain = material.plain.domains[at];
  const std::int64_t base = base_of(material.plain.sample.cells(), domain, part.variable);
  Row row{.key = slot.key,
          .answer = part.answer,
          .base = base,
          .response_rate = response_rate(material.evidence, slot.key),
          .unweighted = shown(material.plain.sample, domain, part.variable, asked)};
  if (material.fitted) {
    row.weighted =
        shown(material.fitted->sample, material.fitted->domains[at], part.variable, asked);
  }
  row.marks = marks_of(material.definitions, base,
                       break_between(*asked.survey, asked.period, asked.period) != nullptr);
  return row;
}

}  // namespace

Table tabulate(const Definitions& definitions, const Asked& asked, const Evidence& evidence) {
  const Cells& cells = *evidence.cells;
  const std::vector<Slot> slots = slots_of(definitions, asked);
  const std::vector<std::string> by = dimensions(asked);
  Table table = heading(asked, evidence);
  const Ready plain = ready(definitions, asked, unweighted(cells, by), slots);
  std::optional<Ready> fitted;
  if (asked.scheme != nullptr && !cells.cells.empty()) {
    auto made = weighted(asked, evidence, by);
    if (made) {
      fitted = ready(definitions, asked, made->sample, slots);
      table.weighting = std::move(made->report);
      table.collapsed = std::move(made->collapsed);
    } else {
      table.weighting_fault = "weighting_infeasible";
      table.weighting_problem = std::move(made.error());
    }
  }
  const Material material{definitions, asked, evidence, plain, fitted};
  const std::vector<Part> parts = parts_of(asked, cells);
  for (std::size_t at = 0; at < slots.size(); ++at) {
    for (const Part& part : parts) {
      table.rows.push_back(row_of(material, slots[at], at, part));
    }
  }
  return table;
}

}  // namespace soundings::figures
