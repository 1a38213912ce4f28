// The counts of layers as lines of a file, and back. They are kept with a release, unpublished, so
// that a later release is held against the same people.
#include <algorithm>
#include <map>

#include "soundings/base/number.h"

#include "count/layer_counts.h"
#include "tables/csv.h"

namespace soundings::release {
namespace {

using disclose::CellCount;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

/// A cell's counts: what is counted -> how many.
void add_lines(std::string& text, const std::vector<std::string>& cell, const Plan& plan,
               const CellCount& count) {
  const auto line = [&](const std::string& item, const std::string& what, std::int64_t value) {
    if (value != 0) {
      std::vector<std::string> fields = cell;
      fields.insert(fields.end(), {item, what, number(value)});
      text += csv_line(fields);
    }
  };
  line("", "people", count.people);
  line("", "responses", count.responses);
  for (std::size_t item = 0; item < count.items.size(); ++item) {
    const disclose::PublishedItem& published = plan.frame.items[item];
    line(published.id, "base", count.items[item].base);
    line(published.id, "satisfied", count.items[item].satisfied);
    for (std::size_t at = 0; at < count.items[item].answers.size(); ++at) {
      line(published.id, "answer:" + published.answers[at].code, count.items[item].answers[at]);
    }
  }
}

std::string area_code(const Plan& plan, std::size_t at) {
  return plan.frame.areas.codes.empty() ? "" : plan.frame.areas.codes[at].code;
}

std::optional<std::size_t> find_code(const disclose::PublishedDomain& domain,
                                     const std::string& code) {
  for (std::size_t at = 0; at < domain.codes.size(); ++at) {
    if (domain.codes[at].code == code) {
      return at;
    }
  }
  return domain.codes.empty() && code.empty() ? std::optional<std::size_t>(0) : std::nullopt;
}

/// A layer of zeroes.
CountedLayer empty_layer(const Plan& plan, const std::string& id) {
  const std::size_t areas = std::max<std::size_t>(1, plan.frame.areas.codes.size());
  CellCount none{.people = 0, .responses = 0, .items = {}};
  none.items.resize(plan.frame.items.size());
  CellCount with_answers = none;
  for (std::size_t item = 0; item < plan.frame.items.size(); ++item) {
    with_answers.items[item].answers.resize(plan.frame.items[item].answers.size());
  }
  CountedLayer layer{.counts = {.id = id, .areas = {}, .domains = {}}, .targets = {}};
  layer.counts.areas.assign(areas, with_answers);
  for (const disclose::PublishedDomain& domain : plan.frame.domains) {
    layer.counts.domains.emplace_back(areas * domain.codes.size(), none);
  }
  return layer;
}

/// The place of an item that a line counts in; nullptr when the item has no such place.
std::int64_t* place_in(disclose::ItemCount& count, const disclose::PublishedItem& published,
                       const std::string& what) {
  if (what == "base" || what == "satisfied") {
    return what == "base" ? &count.base : &count.satisfied;
  }
  for (std::size_t answer = 0; answer < count.answers.size(); ++answer) {
    if (what == "answer:" + published.answers[answer].code) {
      return &count.answers[answer];
    }
  }
  return nullptr;
}

/// The place that a line counts in; nullptr when the plan has no such place.
std::int64_t* place_in(CellCount& cell, const Plan& plan, const std::string& item,
                       const std::string& what) {
  if (item.empty()) {
    return what == "people" ? &cell.people : what == "responses" ? &cell.responses : nullptr;
  }
  const auto& items = plan.frame.items;
  const auto published = std::ranges::find(items, item, &disclose::PublishedItem::id);
  return published == items.end()
             ? nullptr
             : place_in(cell.items[static_cast<std::size_t>(published - items.begin())], *published,
                        what);
}

CellCount* cell_in(CountedLayer& layer, const Plan& plan, const std::string& area,
                   const std::string& domain, const std::string& code) {
  const auto row = find_code(plan.frame.areas, area);
  if (!row) {
    return nullptr;
  }
  if (domain.empty()) {
    return &layer.counts.areas[*row];
  }
  for (std::size_t at = 0; at < plan.frame.domains.size(); ++at) {
    const disclose::PublishedDomain& known = plan.frame.domains[at];
    const auto column = known.id == domain ? find_code(known, code) : std::nullopt;
    if (column) {
      return &layer.counts.domains[at][*row * known.codes.size() + *column];
    }
  }
  return nullptr;
}

/// Says of a layer that its answers without a known area were printed.
constexpr const char* printed_unknown = "unknown_area_printed";

enum Column : std::size_t { survey, layer, area, domain, code, item, what, value, columns };

}  // namespace

std::string counts_header() {
  return csv_line({"survey", "layer", "area", "domain", "code", "item", "what", "value"});
}

std::string counts_lines(const CountedSurvey& counted) {
  std::string text;
  const Plan& plan = counted.plan;
  for (const CountedLayer& one : counted.layers) {
    for (const auto& [target, eligible] : one.targets) {
      text += csv_line(
          {plan.survey->id, one.counts.id, target, "", "", "", "target", number(eligible)});
    }
    if (one.counts.unknown_area_printed) {
      text += csv_line({plan.survey->id, one.counts.id, "", "", "", "", printed_unknown, "1"});
    }
    for (std::size_t at = 0; at < one.counts.areas.size(); ++at) {
      add_lines(text, {plan.survey->id, one.counts.id, area_code(plan, at), "", ""}, plan,
                one.counts.areas[at]);
    }
    for (std::size_t at = 0; at < one.counts.domains.size(); ++at) {
      const disclose::PublishedDomain& known = plan.frame.domains[at];
      for (std::size_t cell = 0; cell < one.counts.domains[at].size(); ++cell) {
        add_lines(text,
                  {plan.survey->id, one.counts.id, area_code(plan, cell / known.codes.size()),
                   known.id, known.codes[cell % known.codes.size()].code},
                  plan, one.counts.domains[at][cell]);
      }
    }
  }
  return text;
}

std::optional<CountedLayer> frozen_layer(const Plan& plan, std::string_view file,
                                         const std::string& id) {
  CountedLayer found = empty_layer(plan, id);
  bool any = false;
  for (const auto& fields : csv_rows(file)) {
    if (fields.size() != columns || fields[survey] != plan.survey->id || fields[layer] != id) {
      continue;
    }
    const auto count = parse_integer(fields[value]);
    if (fields[what] == "target") {
      found.targets[fields[area]] = count.value_or(0);
      continue;
    }
    if (fields[what] == printed_unknown) {
      found.counts.unknown_area_printed = true;
      continue;
    }
    CellCount* cell = cell_in(found, plan, fields[area], fields[domain], fields[code]);
    std::int64_t* place =
        cell == nullptr ? nullptr : place_in(*cell, plan, fields[item], fields[what]);
    if (place == nullptr || !count) {
      return std::nullopt;
    }
    *place = *count;
    any = true;
  }
  return any ? std::optional(std::move(found)) : std::nullopt;
}

}  // namespace soundings::release
