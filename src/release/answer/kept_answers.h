// Answers out of published releases, kept for whoever asks the same again: what is published never
// changes.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "soundings/base/expected.h"
#include "soundings/figures/question.h"
#include "soundings/figures/tabulate.h"

namespace soundings::release {

/// What is asked of a release, as one text: two questions that may differ in their answer differ
/// in it. Level and kind of interval are those that releases print; others are refused before.
[[nodiscard]] std::string key_of_answer(const std::string& release, const figures::Asked& asked);

/// Thread-safe. Answer: has `rows`.
template <typename Answer>
class KeptAnswers {
 public:
  /// The answer that is kept under `key`, else what `make` returns. Faults are not kept.
  template <typename Make>
  [[nodiscard]] Expected<Answer, figures::Fault> find_or(std::string key, Make make) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = answers_.find(key); found != answers_.end()) {
        return found->second;
      }
    }
    Expected<Answer, figures::Fault> made = make();
    if (made) {
      keep(std::move(key), *made);
    }
    return made;
  }

 private:
  /// Somebody who asks for every table there is must not fill the memory.
  static constexpr std::size_t most_rows = 20'000;

  void keep(std::string key, const Answer& answer) {
    const std::lock_guard lock(mutex_);
    rows_ += answer.rows.size() + 1;
    if (rows_ > most_rows) {
      answers_.clear();
      rows_ = answer.rows.size() + 1;
    }
    answers_.insert_or_assign(std::move(key), answer);
  }

  std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  std::size_t rows_ = 0;  ///< of all of them, and one for each
};

}  // namespace soundings::release
