// Strata of the lines of printed tables.
#include "tables/lines.h"

#include <algorithm>

#include "soundings/disclose/release_rules.h"

namespace soundings::release {
namespace {

using disclose::FigureCell;
using disclose::Quantity;
using figures::PrintedCount;
using figures::PrintedStratum;

constexpr std::int64_t whole = 1000;  // thousandths

std::optional<std::int64_t> exact(const disclose::PrintedFigure* figure) {
  return figure != nullptr && figure->value && figure->unit == whole
             ? std::optional(*figure->value / whole)
             : std::nullopt;
}

/// An area of a line: who answered there, what they weigh, and the line's cell. in_line: nothing
/// when the cell is hidden.
struct Part {
  std::int64_t responses = 0;
  std::int64_t target = 0;
  std::optional<PrintedCount> in_line;
};

/// The cell of a line in an area: the area's own for the force and for other areas nothing.
std::optional<Part> part_of_line(const PrintedPeriod& period, const std::string& item,
                                 const FigureCell& line, const std::string& area) {
  const auto responses = count_of_people(period, area);
  if (!responses) {
    return std::nullopt;
  }
  const auto target = period.targets.find(area);
  Part part{.responses = *responses,
            .target = target == period.targets.end() ? 0 : target->second,
            .in_line = PrintedCount{}};
  if (!line.area.empty() && line.area != area) {
    return part;
  }
  const FigureCell cell{.area = area, .domain = line.domain, .code = line.code};
  if (period.numbers.find(period.layers, item, cell, Quantity::base) == nullptr) {
    return std::nullopt;
  }
  part.in_line = count_of(period, item, cell);
  return part;
}

/// Which parts are weighted together, by the number of their group. A part without a target is a
/// group of its own.
std::vector<std::size_t> groups_of(const std::vector<Part>& parts,
                                   const disclose::ProtectionParameters& parameters) {
  std::vector<disclose::WeightedCell> cells;
  for (const Part& part : parts) {
    if (part.target > 0) {
      cells.push_back({.base = part.responses,
                       .people = part.responses,
                       .target = static_cast<double>(part.target),
                       .hidden = !part.in_line});
    }
  }
  const auto targeted = disclose::weighted_together(cells, parameters);
  std::vector<std::size_t> groups;
  groups.reserve(parts.size());
  std::size_t at = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    groups.push_back(parts[part].target > 0 ? targeted[at++] : parts.size() + part);
  }
  return groups;
}

/// The parts as strata. total: of the line; what the parts do not show of it is in the hidden ones.
std::vector<PrintedStratum> strata_of(const std::vector<Part>& parts,
                                      const std::vector<std::size_t>& groups,
                                      const PrintedCount& total) {
  std::map<std::size_t, PrintedStratum> strata;
  PrintedCount shown;
  std::optional<std::size_t> hidden;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    PrintedStratum& stratum = strata[groups[at]];
    stratum.responses += parts[at].responses;
    stratum.target += static_cast<double>(parts[at].target);
    if (!parts[at].in_line) {
      hidden = groups[at];
      continue;
    }
    stratum.line.base += parts[at].in_line->base;
    stratum.line.satisfied += parts[at].in_line->satisfied;
    shown.base += parts[at].in_line->base;
    shown.satisfied += parts[at].in_line->satisfied;
  }
  if (hidden) {
    strata[*hidden].line.base += total.base - shown.base;
    strata[*hidden].line.satisfied += total.satisfied - shown.satisfied;
  }
  std::vector<PrintedStratum> all;
  for (auto& [group, stratum] : strata) {
    if (stratum.responses > 0 || stratum.target > 0.0) {
      all.push_back(stratum);
    }
  }
  return all;
}

std::optional<std::vector<Part>> parts_of_line(const PrintedPeriod& period, const std::string& item,
                                               const FigureCell& line) {
  std::vector<Part> parts;
  for (const std::string& area : period.areas) {
    auto part = part_of_line(period, item, line, area);
    if (!part) {
      return std::nullopt;
    }
    parts.push_back(*part);
  }
  return parts.empty() ? std::nullopt : std::optional(std::move(parts));
}

}  // namespace

PrintedPeriod printed_period(std::span<const disclose::PrintedFigure> figures,
                             const PrintedNumbers& numbers, std::vector<std::string> layers,
                             std::map<std::string, std::int64_t> targets) {
  std::ranges::sort(layers);
  PrintedPeriod period{.numbers = numbers,
                       .layers = std::move(layers),
                       .areas = {},
                       .codes = {},
                       .targets = std::move(targets)};
  const auto once = [](std::vector<std::string>& all, const std::string& one) {
    if (!one.empty() && std::ranges::find(all, one) == all.end()) {
      all.push_back(one);
    }
  };
  for (const disclose::PrintedFigure& figure : figures) {
    if (figure.layers != period.layers) {
      continue;
    }
    if (figure.cell.domain.empty()) {
      once(period.areas, figure.cell.area);
    } else {
      once(period.codes[figure.cell.domain], figure.cell.code);
    }
  }
  return period;
}

std::vector<PrintedPeriod> printed_prints(std::span<const disclose::PrintedFigure> figures,
                                          const PrintedNumbers& numbers,
                                          const std::vector<std::vector<std::string>>& layers,
                                          const std::map<std::string, std::int64_t>& targets) {
  const PrintedPeriod first = printed_period(figures, numbers, layers.back(), targets);
  std::vector<PrintedPeriod> prints;
  for (const std::vector<std::string>& of_print : layers) {
    prints.push_back({.numbers = numbers,
                      .layers = of_print,
                      .areas = first.areas,
                      .codes = first.codes,
                      .targets = targets});
    std::ranges::sort(prints.back().layers);
  }
  return prints;
}

disclose::ProtectionParameters parameters_of(const ProtectionRules& rules) {
  return {.hide_below = rules.hide_below,
          .unanimous_below = rules.unanimous_below,
          .range_width = rules.range_width,
          .answers_from = rules.answers_from,
          .window_from = rules.window_from,
          .complement_below = rules.complement_below,
          .coarse_base = rules.coarse_base,
          .coarse_per_cent = rules.coarse_per_cent,
          .batch = rules.batch,
          .raked_from = rules.raked_from,
          .solver_nodes = rules.solver_nodes};
}

std::optional<std::int64_t> count_of_people(const PrintedPeriod& period, const std::string& area) {
  return exact(
      period.numbers.find(period.layers, disclose::responses_item, {.area = area}, Quantity::base));
}

std::optional<PrintedCount> count_of(const PrintedPeriod& period, const std::string& item,
                                     const FigureCell& cell) {
  const auto base = exact(period.numbers.find(period.layers, item, cell, Quantity::base));
  if (!base) {
    return std::nullopt;
  }
  if (*base == 0) {
    return PrintedCount{};
  }
  const disclose::PrintedFigure* share =
      period.numbers.find(period.layers, item, cell, Quantity::per_cent);
  return share == nullptr || !share->value
             ? std::nullopt
             : std::optional(PrintedCount{.base = *base,
                                          .satisfied = disclose::part_of(*share->value, *base)});
}

std::optional<std::vector<PrintedStratum>> plain_line(const PrintedPeriod& period,
                                                      const std::string& item,
                                                      const FigureCell& cell) {
  const auto line = count_of(period, item, cell);
  if (!line) {
    return std::nullopt;
  }
  const std::int64_t all = std::max(count_of_people(period, "").value_or(line->base), line->base);
  return std::vector<PrintedStratum>{{.responses = all, .target = 0.0, .line = *line, .other = {}}};
}

std::optional<std::vector<PrintedStratum>> weighted_line(
    const PrintedPeriod& period, const std::string& item, const FigureCell& cell,
    const disclose::ProtectionParameters& parameters) {
  const auto total = count_of(period, item, cell);
  if (!total || period.targets.empty()) {
    return std::nullopt;
  }
  const auto parts = parts_of_line(period, item, cell);
  return parts ? std::optional(strata_of(*parts, groups_of(*parts, parameters), *total))
               : std::nullopt;
}

std::optional<std::vector<PrintedStratum>> against_rest(
    const PrintedPeriod& period, const std::string& item, const std::string& area, bool weighted,
    const disclose::ProtectionParameters& parameters) {
  const auto all = count_of(period, item, {});
  const auto part = count_of(period, item, {.area = area});
  const auto parts = parts_of_line(period, item, {});
  const auto own = std::ranges::find(period.areas, area);
  if (!all || !part || !parts || own == period.areas.end() ||
      (weighted && period.targets.empty())) {
    return std::nullopt;
  }
  if (!weighted) {
    const std::int64_t responses =
        std::max(count_of_people(period, "").value_or(all->base), all->base);
    return std::vector<PrintedStratum>{
        {.responses = responses,
         .target = 0.0,
         .line = *part,
         .other = {all->base - part->base, all->satisfied - part->satisfied}}};
  }
  auto groups = groups_of(*parts, parameters);
  const auto at = static_cast<std::size_t>(own - period.areas.begin());
  if (std::ranges::count(groups, groups[at]) != 1) {
    return std::nullopt;
  }
  // The area's own stratum comes first, under a number that no other has.
  for (std::size_t& group : groups) {
    ++group;
  }
  groups[at] = 0;
  auto strata = strata_of(*parts, groups, *all);
  for (std::size_t stratum = 1; stratum < strata.size(); ++stratum) {
    std::swap(strata[stratum].line, strata[stratum].other);
  }
  return strata;
}

}  // namespace soundings::release
