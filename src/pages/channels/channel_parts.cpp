#include "channels/channel_parts.h"

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

std::string widest_words(const Definitions& definitions, const Table& table) {
  const std::string domain = definitions.domain_id(DomainRole::contact_channel);
  const Survey* survey = definitions.find_survey(table.survey);
  const Row* highest = nullptr;
  const Row* lowest = nullptr;
  for (const Row& row : table.rows) {
    const Shown* shown = leading(row);
    if (!row.key.contains(domain) || shown == nullptr || !shown->lo || unreliable(row)) {
      continue;
    }
    highest = highest == nullptr || shown->value > leading(*highest)->value ? &row : highest;
    lowest = lowest == nullptr || shown->value < leading(*lowest)->value ? &row : lowest;
  }
  const std::string what = measure_title(definitions, table);
  if (highest == nullptr || highest == lowest || survey == nullptr) {
    return what + ": too few figures by channel to say which differ.";
  }
  if (*leading(*lowest)->hi >= *leading(*highest)->lo) {
    return what + ": no channel can be told apart from another by its range.";
  }
  const int places = decimals(definitions, table, Scope::part);
  const auto said = [&](const Row& row) {
    return wording::code_label(definitions, *survey, domain, row.key.at(domain)) + " (" +
           wording::percent(leading(row)->value, places) + ")";
  };
  return what + " is higher for " + said(*highest) + " than for " + said(*lowest) +
         ", and their ranges do not meet.";
}

}  // namespace soundings::pages
