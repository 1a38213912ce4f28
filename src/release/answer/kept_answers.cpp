#include "answer/kept_answers.h"

namespace soundings::release {

std::string key_of_answer(const std::string& release, const figures::Asked& asked) {
  constexpr char between = '\n';
  std::string key = release + between + asked.measure->id + between + to_text(asked.period) +
                    between + std::string(to_text(asked.statistic)) + between +
                    (asked.scheme == nullptr ? std::string() : asked.scheme->id);
  for (const std::string& domain : asked.by) {
    key += between + domain;
  }
  for (const auto& [domain, code] : asked.of) {
    key += between + domain + '=' + code;
  }
  return key;
}

}  // namespace soundings::release
