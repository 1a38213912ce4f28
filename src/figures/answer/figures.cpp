// Tables asked of the store, with the protections remembered, and the periods of headlines.
#include "soundings/figures/figures.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "soundings/base/digest.h"
#include "soundings/figures/tabulate.h"
#include "soundings/store/cells.h"

#include "answer/gather.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

constexpr std::size_t remembered = 256;

/// Equal keys, equal cells: a digest of everything protection reads of them.
std::string memory_key(const Asked& asked, const Cells& cells) {
  std::string bytes;
  const auto add = [&bytes](std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
      bytes.push_back(static_cast<char>(number >> shift & 0xFF));
    }
  };
  for (const CellColumn& column : cells.columns) {
    bytes += column.id;
    for (const std::string& code : column.codes) {
      bytes += '\n' + code;
    }
  }
  for (const Cell& cell : cells.cells) {
    add(cell.stratum);
    add(cell.answer);
    add(cell.count);
    for (const std::uint16_t code : cell.codes) {
      bytes.push_back(static_cast<char>(code & 0xFF));
      bytes.push_back(static_cast<char>(code >> 8));
    }
  }
  return asked.survey->id + "/" + asked.item->id + "/" + to_text(asked.period) + "/" +
         to_hex(sha256(bytes));
}

/// The last wave labelled no later than `month`; nothing when there is none.
const Wave* latest_wave(const Survey& survey, Month month) {
  const Wave* latest = nullptr;
  for (const Wave& wave : survey.waves) {
    if (wave.month <= month && (latest == nullptr || latest->number < wave.number)) {
      latest = &wave;
    }
  }
  return latest;
}

Fault outside(const Measure& measure, Month month) {
  return {.code = "period_outside_survey",
          .field = "period",
          .value = to_text(month),
          .message = "period \"" + to_text(month) + "\": measure " + measure.id +
                     " has no period that covers this month"};
}

}  // namespace

/// Protections by what they were decided of: survey, item, period, columns and every cell.
struct WorkingFigures::Memory {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Protection>> protections;
};

WorkingFigures::WorkingFigures(const Definitions& definitions, store::CellReader& cells)
    : Figures(definitions), cells_(cells), memory_(std::make_shared<Memory>()) {}

Expected<Table, Fault> WorkingFigures::answer(const Question& question) const {
  const auto asked = understand(definitions_, question);
  if (!asked) {
    return unexpected(asked.error());
  }
  const Evidence evidence = gather(definitions_, cells_, *asked);
  return tabulate(definitions_, *asked, evidence, *protection(*asked, *evidence.cells));
}

std::shared_ptr<const Protection> WorkingFigures::protection(const Asked& asked,
                                                             const Cells& cells) const {
  const std::string key = memory_key(asked, cells);
  {
    const std::scoped_lock lock(memory_->mutex);
    const auto known = memory_->protections.find(key);
    if (known != memory_->protections.end()) {
      return known->second;
    }
  }
  auto protection = protect(definitions_, asked, cells);
  const std::scoped_lock lock(memory_->mutex);
  if (memory_->protections.size() >= remembered) {
    memory_->protections.clear();
  }
  memory_->protections.emplace(key, protection);
  return protection;
}

Expected<Period, Fault> headline_period(const Definitions& definitions, std::string_view measure,
                                        Month month) {
  const Measure* found = definitions.find_measure(measure);
  const Survey* survey = found == nullptr ? nullptr : definitions.find_survey(found->survey);
  if (survey == nullptr) {
    return unexpected(unknown_measure(definitions, std::string(measure)));
  }
  const HeadlinePeriod& period = found->headline_period;
  const bool waves = period.kind == HeadlinePeriod::Kind::latest_wave ||
                     period.kind == HeadlinePeriod::Kind::latest_waves;
  const Wave* latest = waves ? latest_wave(*survey, month) : nullptr;
  const bool early = period.kind == HeadlinePeriod::Kind::since && month < period.from;
  if (early || (waves && latest == nullptr)) {
    return unexpected(outside(*found, month));
  }
  switch (period.kind) {
    case HeadlinePeriod::Kind::month:
      return Period::month(month);
    case HeadlinePeriod::Kind::since:
      return Period::months(period.from, month);
    case HeadlinePeriod::Kind::latest_wave:
      return Period::waves(latest->number, latest->number);
    case HeadlinePeriod::Kind::latest_waves:
      break;
  }
  const int first = std::max(1, latest->number - std::max(1, period.count) + 1);
  return Period::waves(first, latest->number);
}

std::optional<std::pair<Month, Month>> WorkingFigures::months(const std::string& survey) const {
  return cells_.months(survey);
}

std::vector<int> WorkingFigures::waves(const std::string& survey) const {
  return cells_.waves(survey);
}

std::int64_t WorkingFigures::data_version() const {
  return cells_.data_version();
}

}  // namespace soundings::figures
