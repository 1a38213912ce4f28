#include "soundings/figures/tabulate.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "soundings/base/number.h"

#include "domain_codes.h"
#include "protection.h"
#include "showing.h"
#include "weighing.h"

namespace soundings::figures {
namespace {

/// One row to be: its key as it prints and its place in every domain, the measure's filter
/// included.
struct Slot {
  DomainKey key;
  Place place;
};

/// The force, then the rows of each domain, then their crossing in row-major order.
class Layout {
 public:
  Layout(const Definitions& definitions, const Asked& asked) {
    for (const std::string& domain : asked.by) {
      codes_[domain] = row_codes(definitions, *asked.survey, domain);
    }
    Place filter;
    const Measure& measure = *asked.measure;
    if (!measure.filter_domain.empty()) {
      const auto codes = row_codes(definitions, *asked.survey, measure.filter_domain);
      const auto at = std::find(codes.begin(), codes.end(), measure.filter_code);
      filter[measure.filter_domain] = static_cast<std::size_t>(at - codes.begin());
    }
    slots_.push_back({.key = {}, .place = filter});
    for (const std::string& domain : asked.by) {
      for (const Slot& slot : crossed({slots_.front()}, domain)) {
        slots_.push_back(slot);
      }
    }
    if (asked.by.size() == 2) {
      for (const Slot& slot : crossed(crossed({slots_.front()}, asked.by[0]), asked.by[1])) {
        slots_.push_back(slot);
      }
    }
  }

  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }

 private:
  [[nodiscard]] std::vector<Slot> crossed(const std::vector<Slot>& slots,
                                          const std::string& domain) const {
    std::vector<Slot> made;
    for (const Slot& slot : slots) {
      for (std::size_t row = 0; row < codes_.at(domain).size(); ++row) {
        Slot& next = made.emplace_back(slot);
        next.key[domain] = codes_.at(domain)[row];
        next.place[domain] = row;
      }
    }
    return made;
  }

  std::map<std::string, std::vector<std::string>> codes_;
  std::vector<Slot> slots_;
};

/// Cells of a sample by slot: each cell stands in the force and in one row of each domain.
std::vector<estimate::Domain> domains_of(const Definitions& definitions, const Asked& asked,
                                         const Cells& cells, const std::vector<Slot>& slots) {
  std::map<Place, std::size_t> index;
  std::vector<std::string> dimensions;
  for (std::size_t at = 0; at < slots.size(); ++at) {
    index.emplace(slots[at].place, at);
  }
  dimensions = asked.by;
  if (!asked.measure->filter_domain.empty()) {
    dimensions.push_back(asked.measure->filter_domain);
  }
  std::vector<RowColumn> columns;
  for (const std::string& domain : dimensions) {
    columns.push_back(
        row_column(definitions, *asked.survey, cells, domain, "by " + domain).value());
  }
  const std::size_t subsets = std::size_t{1} << dimensions.size();
  std::vector<estimate::Domain> domains(slots.size());
  for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
    for (std::size_t subset = 0; subset < subsets; ++subset) {
      Place place;
      bool known = true;
      for (std::size_t at = 0; at < dimensions.size(); ++at) {
        if ((subset >> at & 1U) == 0) {
          continue;
        }
        const auto row = columns[at].row_of_code[cells.cells[cell].codes[columns[at].column]];
        known = known && row.has_value();
        place[dimensions[at]] = row.value_or(0);
      }
      const auto slot = known ? index.find(place) : index.end();
      if (slot != index.end()) {
        domains[slot->second].push_back(static_cast<std::uint32_t>(cell));
      }
    }
  }
  return domains;
}

std::int64_t eligible(const std::vector<Invitation>& invitations, const std::string& domain,
                      const std::string& code) {
  std::int64_t sum = 0;
  for (const Invitation& invitation : invitations) {
    const std::string& own = domain == "npu" ? invitation.npu : invitation.crime_group;
    sum += domain.empty() || own == code ? invitation.eligible() : 0;
  }
  return sum;
}

/// Rates are told for the force and by what invitations tell apart, never by contact channel.
std::optional<double> response_rate(const Evidence& evidence, const DomainKey& key) {
  const std::string domain = key.empty() ? "" : key.begin()->first;
  const bool told =
      key.empty() || (key.size() == 1 && (domain == "npu" || domain == "crime_group"));
  const auto counted = evidence.completed.find(domain);
  if (!told || counted == evidence.completed.end()) {
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

bool spans_break(const Survey& survey, const Period& period) {
  return period.kind == Period::Kind::months &&
         std::any_of(survey.breaks.begin(), survey.breaks.end(), [&period](const Break& each) {
           return !each.comparable && period.first < each.at && each.at <= period.last;
         });
}

/// "c", "u", "p", "x", "b": everything told now is provisional.
std::vector<std::string> marks_of(const Row& row, const DisclosureRules& rules, bool breaks) {
  std::vector<std::string> marks;
  if (row.hidden) {
    marks.emplace_back("c");
  } else if (row.base > 0 && row.base < rules.unreliable_below) {
    marks.emplace_back("u");
  }
  marks.emplace_back("p");
  if (!row.hidden && row.base == 0) {
    marks.emplace_back("x");
  }
  if (breaks) {
    marks.emplace_back("b");
  }
  return marks;
}

bool hides(const Asked& asked, const Protection& protection, const std::string& margin) {
  const std::vector<std::string> parts = margin_parts(margin);
  return (parts.size() == 2 && protection.hides_in(parts[0], parts[1])) ||
         std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
           const Domain* domain = asked.survey->find_domain(part);
           return protection.hides_in(part) ||
                  (domain != nullptr && protection.hides_in(domain->derived_from));
         });
}

/// "(missing)", of one stratum or of several told apart.
bool is_missing(const std::string& category) {
  return margin_parts(category).back() == missing_category;
}

/// A report as far as it may leave. Its sums and sizes follow from the respondents of every
/// category, so that one hidden or small category withholds all of it. Answers without a target
/// speak of no group of people: where only they are few, the margin loses its lines.
std::optional<WeightingReport> released(WeightingReport report, const Asked& asked,
                                        const Protection& protection,
                                        const DisclosureRules& rules) {
  std::set<std::string> few_missing;
  for (const MarginLine& line : report.lines) {
    if (line.respondents > 0 && line.respondents < rules.hide_below) {
      if (!is_missing(line.category)) {
        return std::nullopt;
      }
      few_missing.insert(line.margin);
    }
  }
  for (const MarginSummary& summary : report.margins) {
    if (hides(asked, protection, summary.margin)) {
      return std::nullopt;
    }
  }
  std::erase_if(report.lines,
                [&](const MarginLine& line) { return few_missing.contains(line.margin); });
  return report;
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
  Table table{.survey = asked.survey->id,
              .measure = measure.id,
              .item = measure.item,
              .period = asked.period,
              .release = "current",
              .by = asked.by,
              .scheme = asked.scheme == nullptr ? "none" : asked.scheme->id,
              .scheme_version = asked.scheme == nullptr ? "" : asked.scheme->version,
              .interval = std::string(estimate::to_text(asked.interval)),
              .level = asked.level,
              .decimals = asked.by.empty() ? measure.decimals : measure.item_decimals,
              .definition_version = asked.survey->version,
              .data_version = evidence.data_version,
              .invited = {},
              .weighting_fault = {},
              .weighting = {},
              .rows = {}};
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
  const Protection& protection;
  const estimate::Variable& variable;
  const Ready& plain;
  const std::optional<Ready>& fitted;
};

std::int64_t base_of(const Cells& cells, const estimate::Domain& domain) {
  std::int64_t base = 0;
  for (const std::uint32_t at : domain) {
    base += cells.cells[at].answer >= 0 ? cells.cells[at].count : 0;
  }
  return base;
}

Row row_of(const Material& material, const Slot& slot, std::size_t at) {
  const Asked& asked = material.asked;
  const DisclosureRules& rules = material.definitions.disclosure;
  Row row{.key = slot.key, .marks = {}, .hidden = material.protection.hidden(slot.place)};
  if (row.hidden == Hidden::unanimous) {
    row.hidden = Hidden::small_base;  // the reason alone would tell what everybody said
  }
  if (!row.hidden) {
    row.base = base_of(material.plain.sample.cells(), material.plain.domains[at]);
    row.response_rate = response_rate(material.evidence, slot.key);
    row.unweighted =
        shown(material.plain.sample, material.plain.domains[at], material.variable, asked);
  }
  if (!row.hidden && material.fitted) {
    row.weighted =
        shown(material.fitted->sample, material.fitted->domains[at], material.variable, asked);
    if (row.weighted && weights_tell(asked, material.protection, slot.place)) {
      row.weighted = coarse(*row.weighted, asked.measure->item_decimals);
    }
  }
  row.marks = marks_of(row, rules, spans_break(*asked.survey, asked.period));
  return row;
}

}  // namespace

std::shared_ptr<const Protection> protect(const Definitions& definitions, const Asked& asked,
                                          const Cells& cells) {
  return std::make_shared<const Protection>(definitions, asked, cells,
                                            variable_of(*asked.item, cells).value);
}

Table tabulate(const Definitions& definitions, const Asked& asked, const Evidence& evidence) {
  return tabulate(definitions, asked, evidence, *protect(definitions, asked, *evidence.cells));
}

Table tabulate(const Definitions& definitions, const Asked& asked, const Evidence& evidence,
               const Protection& protection) {
  const Cells& cells = *evidence.cells;
  const estimate::Variable variable = variable_of(*asked.item, cells);
  const Layout layout(definitions, asked);
  std::vector<std::string> by = asked.by;
  if (!asked.measure->filter_domain.empty()) {
    by.push_back(asked.measure->filter_domain);
  }
  Table table = heading(asked, evidence);
  const Ready plain = ready(definitions, asked, unweighted(cells, by), layout.slots());
  std::optional<Ready> fitted;
  if (asked.scheme != nullptr && !cells.cells.empty()) {
    auto made = weighted(asked, evidence, by);
    if (made) {
      fitted = ready(definitions, asked, made->sample, layout.slots());
      table.weighting =
          released(std::move(made->report), asked, protection, definitions.disclosure);
    } else {
      table.weighting_fault = "weighting_infeasible";
    }
  }
  const Material material{definitions, asked, evidence, protection, variable, plain, fitted};
  for (std::size_t at = 0; at < layout.slots().size(); ++at) {
    table.rows.push_back(row_of(material, layout.slots()[at], at));
  }
  return table;
}

}  // namespace soundings::figures
