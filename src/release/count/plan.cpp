// Definitions of a survey -> the shape of what is released of it.
#include "count/plan.h"

#include <algorithm>

#include "soundings/survey/table.h"

namespace soundings::release {
namespace {

constexpr const char* without_code = "not_given";

bool holds(const std::vector<std::string>& all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

disclose::PublishedDomain domain_of(const Plan& plan, const Domain& domain) {
  const PooledRow* pooled = plan.set->pooled_row(domain.id);
  disclose::PublishedDomain made{.id = domain.id, .codes = {}};
  for (const DomainCode& code : domain.codes) {
    if (pooled != nullptr && holds(pooled->codes, code.id)) {
      continue;
    }
    const auto joins = std::ranges::find_if(plan.set->pool_with, [&](const JoinedRow& row) {
      return row.domain == domain.id && row.code == code.id;
    });
    made.codes.push_back(
        {.code = code.id,
         .pool_with = joins == plan.set->pool_with.end() ? std::string() : joins->into});
  }
  made.codes.push_back({.code = pooled == nullptr ? without_code : pooled->code, .pool_with = {}});
  return made;
}

/// The areas of the register, then the one code for areas that are not known.
disclose::PublishedDomain areas_of(const Domain& domain) {
  disclose::PublishedDomain made{.id = domain.id, .codes = {}};
  for (const DomainCode& code : domain.codes) {
    if (!holds(domain.unweighted, code.id)) {
      made.codes.push_back({.code = code.id, .pool_with = {}});
    }
  }
  made.codes.push_back(
      {.code = domain.unweighted.empty() ? without_code : domain.unweighted.front(),
       .pool_with = {}});
  return made;
}

disclose::PublishedItem item_of(const Survey& survey, const Item& item) {
  disclose::PublishedItem made{.id = item.id, .routed = item.ask_if.has_value(), .answers = {}};
  const Scale& scale = survey.scales.at(item.scale);
  for (const ScalePoint& point : scale.points) {
    made.answers.push_back({.code = std::to_string(point.code),
                            .valid = true,
                            .satisfied = std::ranges::count(item.positive, point.code) > 0});
  }
  made.answers.push_back(
      {.code = std::string(dont_know_answer), .valid = false, .satisfied = false});
  return made;
}

}  // namespace

Plan plan_of(const Definitions& definitions, const ReleaseSet& set, const std::string& release) {
  Plan plan{.survey = definitions.find_survey(set.survey),
            .set = &set,
            .scheme = nullptr,
            .areas = {},
            .frame = {}};
  plan.scheme = definitions.find_scheme(set.survey, plan.survey->default_scheme);
  plan.frame.release = release;
  const Domain* areas = plan.survey->domain_with(DomainRole::area);
  const bool by_area = areas != nullptr && std::ranges::any_of(set.tables, [&](const auto& table) {
                         return holds(table.by, areas->id);
                       });
  if (by_area) {
    plan.areas = areas->id;
    plan.frame.areas = areas_of(*areas);
    plan.frame.unknown_area = plan.frame.areas.codes.back().code;
  }
  for (const Domain& domain : plan.survey->domains) {
    const bool printed =
        domain.id != plan.areas && std::ranges::any_of(set.tables, [&](const auto& table) {
          return holds(table.by, domain.id);
        });
    if (printed) {
      plan.frame.domains.push_back(domain_of(plan, domain));
    }
  }
  for (const std::string& item : set.items) {
    plan.frame.items.push_back(item_of(*plan.survey, *plan.survey->find_item(item)));
  }
  return plan;
}

std::size_t place_of(const disclose::PublishedDomain& domain, std::string_view code) {
  const auto at = std::ranges::find(domain.codes, code, &disclose::PublishedCode::code);
  return static_cast<std::size_t>((at == domain.codes.end() ? domain.codes.end() - 1 : at) -
                                  domain.codes.begin());
}

std::optional<Period> own_period(const Survey& survey, Month month) {
  if (!survey.waved) {
    return Period::month(month);
  }
  const auto wave = std::ranges::find(survey.waves, month, &Wave::month);
  return wave == survey.waves.end() ? std::nullopt
                                    : std::optional(Period::waves(wave->number, wave->number));
}

std::vector<Period> windows_of(const ReleaseSet& set, const Period& own) {
  using Kind = ReleaseWindow::Kind;
  constexpr int months_of_quarter = 3;
  std::vector<Period> windows;
  const auto add = [&windows](const Period& window) {
    if (std::ranges::find(windows, window) == windows.end()) {
      windows.push_back(window);
    }
  };
  for (const ReleaseWindow& window : set.windows) {
    if (window.kind == Kind::waves) {
      if (own.last_wave >= window.count) {
        add(Period::waves(own.last_wave - window.count + 1, own.last_wave));
      }
    } else if (window.kind == Kind::months) {
      add(Period::months_to(own.last, window.count));
    } else if (window.kind == Kind::quarter) {
      if (own.last.month() % months_of_quarter == 0) {
        add(Period::months_to(own.last, months_of_quarter));
      }
    } else if (const auto from = parse_month(window.from); from && *from < own.last) {
      add(Period::months(*from, own.last));
    }
  }
  return windows;
}

std::vector<Period> parts_of(const Period& period) {
  std::vector<Period> parts;
  if (period.kind == Period::Kind::waves) {
    for (int wave = period.first_wave; wave <= period.last_wave; ++wave) {
      parts.push_back(Period::waves(wave, wave));
    }
    return parts;
  }
  for (Month month = period.first; month <= period.last; month = month.plus(1)) {
    parts.push_back(Period::month(month));
  }
  return parts;
}

const Measure* measure_of(const Definitions& definitions, const std::string& survey,
                          const std::string& item) {
  const auto at = std::ranges::find_if(definitions.measures, [&](const Measure& measure) {
    return measure.survey == survey && measure.item == item && measure.filter_domain.empty();
  });
  return at == definitions.measures.end() ? nullptr : &*at;
}

std::string other_domain(const Plan& plan, const ReleasedTable& table) {
  for (const std::string& domain : table.by) {
    if (domain != plan.areas) {
      return domain;
    }
  }
  return "";
}

bool is_by_area(const Plan& plan, const ReleasedTable& table) {
  return !plan.areas.empty() && holds(table.by, plan.areas);
}

std::string name_of(const ReleasedTable& table) {
  std::string name;
  for (const std::string& domain : table.by) {
    name += (name.empty() ? "" : ",") + domain;
  }
  return name;
}

}  // namespace soundings::release
