#include "answer/frozen_tables.h"

#include <algorithm>
#include <utility>

#include "tables/csv.h"

namespace soundings::release {
namespace {

std::string key_of(const std::string& survey, const std::string& period,
                   std::vector<std::string> domains, const std::string& item) {
  std::ranges::sort(domains);
  std::string key = survey + '\n' + period + '\n' + item;
  for (const std::string& domain : domains) {
    key += '\n' + domain;
  }
  return key;
}

}  // namespace

FrozenTables::FrozenTables(store::Release release) : release_(std::move(release)) {
  for (const store::ReleaseRow& row : release_.rows) {
    const auto domains = parts_between(row.by, ',');
    const auto codes = parts_between(row.codes, ',');
    FrozenRow frozen{.row = &row, .codes = {}};
    for (std::size_t i = 0; i < std::min(domains.size(), codes.size()); ++i) {
      frozen.codes[domains[i]] = codes[i];
    }
    tables_[key_of(row.survey, row.period, domains, row.item)].push_back(std::move(frozen));
    auto& periods = periods_[row.survey];
    const auto period = parse_period(row.period);
    if (period && std::ranges::find(periods, *period) == periods.end()) {
      periods.push_back(*period);
    }
  }
}

const std::vector<FrozenRow>& FrozenTables::rows(const std::string& survey, const Period& period,
                                                 std::vector<std::string> domains,
                                                 const std::string& item) const {
  static const std::vector<FrozenRow> none;
  const auto found = tables_.find(key_of(survey, to_text(period), std::move(domains), item));
  return found == tables_.end() ? none : found->second;
}

const std::vector<Period>& FrozenTables::periods(std::string_view survey) const {
  static const std::vector<Period> none;
  const auto found = periods_.find(survey);
  return found == periods_.end() ? none : found->second;
}

bool FrozenTables::prints(std::string_view survey, const Period& period) const {
  const auto& all = periods(survey);
  return std::ranges::find(all, period) != all.end();
}

std::string FrozenTables::tables_in_words(std::string_view survey, const Period& period) const {
  std::vector<std::string> found;
  for (const store::ReleaseRow& row : release_.rows) {
    if (row.survey != survey || row.period != to_text(period)) {
      continue;
    }
    std::string words = row.by.empty() ? "force" : row.by;
    if (const auto comma = words.find(','); comma != std::string::npos) {
      words.replace(comma, 1, " by ");
    }
    if (std::ranges::find(found, words) == found.end()) {
      found.push_back(std::move(words));
    }
  }
  std::string all;
  for (const std::string& words : found) {
    all += (all.empty() ? "" : ", ") + words;
  }
  return all;
}

}  // namespace soundings::release
