#include "channels/channel_parts.h"

#include <optional>

#include "soundings/wording/wording.h"

#include "figures/figure_parts.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {

std::vector<const DomainCode*> channels_of(const Definitions& definitions) {
  std::vector<const DomainCode*> codes;
  if (const Domain* domain = definitions.domain_with(DomainRole::contact_channel)) {
    for (const DomainCode& code : domain->codes) {
      codes.push_back(&code);
    }
  }
  return codes;
}

namespace {

/// The rows of channels that have a range to be set against another.
std::vector<const Row*> ranged_rows(const Table& table, const std::string& domain) {
  std::vector<const Row*> rows;
  for (const Row& row : table.rows) {
    const Shown* shown = leading(row);
    if (row.key.contains(domain) && shown != nullptr && shown->lo && shown->hi &&
        !unreliable(row)) {
      rows.push_back(&row);
    }
  }
  return rows;
}

struct Pair {
  const Row* higher = nullptr;
  const Row* lower = nullptr;

  [[nodiscard]] double gap() const { return leading(*higher)->value - leading(*lower)->value; }
};

/// Whether the range of the lower figure reaches that of the higher one.
bool meets(const Shown& lower, const Shown& higher) {
  return !lower.hi || !higher.lo || *lower.hi >= *higher.lo;
}

/// The widest pair whose ranges do not meet. The highest and the lowest figure may have ranges so
/// wide that another pair is the only one.
std::optional<Pair> widest_apart(const std::vector<const Row*>& rows) {
  std::optional<Pair> found;
  for (const Row* higher : rows) {
    for (const Row* lower : rows) {
      const Pair pair{.higher = higher, .lower = lower};
      if (!meets(*leading(*lower), *leading(*higher)) && (!found || pair.gap() > found->gap())) {
        found = pair;
      }
    }
  }
  return found;
}

}  // namespace

std::string widest_words(const Definitions& definitions, const Table& table) {
  const std::string domain = definitions.domain_id(DomainRole::contact_channel);
  const Survey* survey = definitions.find_survey(table.survey);
  const auto rows = ranged_rows(table, domain);
  const std::string what = measure_title(definitions, table);
  if (rows.size() < 2 || survey == nullptr) {
    return what + ": too few figures by channel to say which differ.";
  }
  const auto pair = widest_apart(rows);
  if (!pair) {
    return what + ": the ranges of any two channels meet.";
  }
  const int places = decimals(definitions, table, Scope::part);
  const auto said = [&](const Row& row) {
    return wording::code_label(definitions, *survey, domain, row.key.at(domain)) + " (" +
           wording::percent(leading(row)->value, places) + ")";
  };
  return what + " is higher for " + said(*pair->higher) + " than for " + said(*pair->lower) +
         ", and their ranges do not meet.";
}

}  // namespace soundings::pages
