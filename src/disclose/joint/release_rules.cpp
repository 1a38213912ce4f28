// Rules of a release that need no solver.
#include "soundings/disclose/release_rules.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace soundings::disclose {
namespace {

bool is_few(std::int64_t people, const ProtectionParameters& parameters) {
  return people > 0 && people < parameters.hide_below;
}

/// The place of a code in its domain; that of the last code and one when there is none such.
std::size_t place_of(const PublishedDomain& domain, const std::string& code) {
  const auto at = std::find_if(domain.codes.begin(), domain.codes.end(),
                               [&code](const PublishedCode& known) { return known.code == code; });
  return static_cast<std::size_t>(at - domain.codes.begin());
}

std::int64_t people_in(std::span<const WeightedCell> line, std::span<const std::size_t> groups,
                       std::size_t group) {
  std::int64_t people = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    people += groups[at] == group ? line[at].people : 0;
  }
  return people;
}

/// The groups of a line that hold anybody, smallest first.
std::vector<std::size_t> by_size(std::span<const WeightedCell> line,
                                 std::span<const std::size_t> groups) {
  std::vector<std::size_t> order(groups.begin(), groups.end());
  std::sort(order.begin(), order.end());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  std::erase_if(order, [&](std::size_t group) { return people_in(line, groups, group) == 0; });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return people_in(line, groups, a) < people_in(line, groups, b);
  });
  return order;
}

}  // namespace

std::vector<std::vector<std::string>> pooled_rows(const PublishedDomain& domain,
                                                  std::span<const std::int64_t> people,
                                                  const ProtectionParameters& parameters) {
  assert(people.size() == domain.codes.size());
  const std::size_t count = domain.codes.size();
  std::vector<std::size_t> row(count);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t with = place_of(domain, domain.codes[at].pool_with);
    if (is_few(people[at], parameters) && with < count) {
      const std::size_t from = row[at];
      const std::size_t first = std::min(from, row[with]);
      const std::size_t last = std::max(from, row[with]);
      std::replace(row.begin(), row.end(), last, first);
    }
  }
  std::vector<std::vector<std::string>> rows(count);
  for (std::size_t at = 0; at < count; ++at) {
    rows[row[at]].push_back(domain.codes[at].code);
  }
  std::erase_if(rows, [](const std::vector<std::string>& codes) { return codes.empty(); });
  return rows;
}

std::string row_code(std::span<const std::string> codes) {
  std::string text;
  for (const std::string& code : codes) {
    text += (text.empty() ? "" : "|") + code;
  }
  return text;
}

bool leaves_out_unknown_area(std::int64_t people, const ProtectionParameters& parameters) noexcept {
  return is_few(people, parameters);
}

bool may_be_seen(const Batch& batch, const ProtectionParameters& parameters) noexcept {
  if (batch.people == 0 && batch.base == 0) {
    return true;
  }
  const bool unanimous = batch.satisfied == 0 || batch.satisfied == batch.base;
  return batch.people >= parameters.batch && batch.base >= parameters.batch && !unanimous;
}

bool is_revised(const Batch& late, const Batch& withdrawn,
                const ProtectionParameters& parameters) noexcept {
  return may_be_seen(late, parameters) && may_be_seen(withdrawn, parameters);
}

std::optional<ProvisionalPrint> provisional_print(const ProvisionalCount& count,
                                                  const ProtectionParameters& parameters) noexcept {
  const Batch& all = count.counted;
  const bool enough = all.people >= parameters.answers_from && all.base >= parameters.answers_from;
  const bool batches = count.since.people > 0 && may_be_seen(count.since, parameters) &&
                       count.rest.people > 0 && may_be_seen(count.rest, parameters) &&
                       may_be_seen(count.withdrawn, parameters);
  if (!enough || !batches) {
    return std::nullopt;
  }
  constexpr std::int64_t tens = 10;
  constexpr std::int64_t whole_per_cent = 1000;
  return ProvisionalPrint{.base = all.base / tens * tens,
                          .per_cent = per_cent_of(all.satisfied, all.base, whole_per_cent)};
}

std::vector<std::size_t> weighted_together(std::span<const WeightedCell> line,
                                           const ProtectionParameters& parameters) {
  std::vector<std::size_t> groups(line.size());
  std::iota(groups.begin(), groups.end(), std::size_t{0});
  const auto hidden =
      std::find_if(line.begin(), line.end(), [](const WeightedCell& cell) { return cell.hidden; });
  const auto first_hidden = static_cast<std::size_t>(hidden - line.begin());
  for (std::size_t at = first_hidden; at < line.size(); ++at) {
    groups[at] = line[at].hidden ? first_hidden : at;
  }
  for (auto order = by_size(line, groups);
       order.size() > 1 && is_few(people_in(line, groups, order[0]), parameters);
       order = by_size(line, groups)) {
    std::replace(groups.begin(), groups.end(), order[0], order[1]);
  }
  return groups;
}

std::vector<double> weights_of(std::span<const WeightedCell> line,
                               std::span<const std::size_t> groups) {
  assert(line.size() == groups.size());
  std::vector<double> targets(line.size());
  std::vector<double> bases(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    targets[groups[at]] += line[at].target;
    bases[groups[at]] += static_cast<double>(line[at].base);
  }
  std::vector<double> weights;
  for (const std::size_t group : groups) {
    weights.push_back(bases[group] > 0.0 ? targets[group] / bases[group] : 0.0);
  }
  return weights;
}

std::vector<bool> raked_rows(std::span<const std::int64_t> people, const std::vector<bool>& hidden,
                             const ProtectionParameters& parameters) {
  const bool whole = std::find(hidden.begin(), hidden.end(), true) == hidden.end();
  std::vector<bool> printed;
  for (const std::int64_t count : people) {
    printed.push_back(whole && count >= parameters.raked_from);
  }
  return printed;
}

}  // namespace soundings::disclose
