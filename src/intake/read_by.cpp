#include "read_by.h"

namespace soundings::intake {

ReadByPairs::ReadByPairs(const Definitions& definitions) : definitions_(definitions) {
  for (const Source& source : definitions.sources) {
    for (const auto& [id, by_type] : source.adapters) {
      const Survey* survey = definitions.find_survey(id);
      if (survey == nullptr) {
        continue;
      }
      make(named_, *survey, nullptr);
      for (const auto& [media_type, adapter] : by_type) {
        make(named_, *survey, definitions.find_adapter(adapter));
      }
    }
  }
}

const ReadBy& ReadByPairs::make(Pairs& pairs, const Survey& survey, const Adapter* adapter) {
  const auto at = pairs.find({&survey, adapter});
  if (at != pairs.end()) {
    return at->second;
  }
  return pairs
      .emplace(std::pair(&survey, adapter),
               ReadBy{.layout = receive::Layout(adapter, &survey),
                      .safeguard = normalise::Safeguard(definitions_, survey, adapter)})
      .first->second;
}

const ReadBy& ReadByPairs::of(const Survey& survey, const Adapter* adapter) {
  if (const auto at = named_.find({&survey, adapter}); at != named_.end()) {
    return at->second;
  }
  const std::lock_guard lock(mutex_);
  return make(others_, survey, adapter);
}

}  // namespace soundings::intake
