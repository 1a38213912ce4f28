// A measure of a specification as JSON: which answers are its base, and what each counts as.
#include <algorithm>

#include "answers.h"
#include "fields_json.h"

namespace soundings::analyse {
namespace {

/// An answer that was given before, also as another spelling of the same number, counts once; with
/// another value it is refused.
void add_value(MeasureSpec& made, const std::string& answer, double value) {
  for (const auto& [known, counts] : made.values) {
    if (same_answer(known, answer)) {
      if (counts < value || counts > value) {
        refuse("measure " + made.name + ": " + known + " and " + answer +
               " are one answer with two values");
      }
      return;
    }
  }
  made.values.emplace_back(answer, value);
}

bool holds(const std::vector<std::string>& answers, const std::string& answer) {
  return std::any_of(answers.begin(), answers.end(),
                     [&answer](const std::string& one) { return same_answer(one, answer); });
}

void read_scores(MeasureSpec& made, const Json& scores) {
  if (!scores.is_object() || scores.empty()) {
    refuse("measure " + made.name + ": scores must give each answer a number");
  }
  for (const auto& score : scores.items()) {
    if (score.value().is_null()) {
      made.excluded.push_back(plain(score.key()));
    } else {
      add_value(made, plain(score.key()),
                number_or_text(score.value(), "measure " + made.name + ": a score"));
    }
  }
}

void read_positives(MeasureSpec& made, const Json& value) {
  const auto valid = texts(member(value, "valid"), "measure " + made.name + ": valid");
  const auto positive = texts(member(value, "positive"), "measure " + made.name + ": positive");
  if (valid.empty()) {
    refuse("measure " + made.name + ": valid must list the answers of the base");
  }
  if (positive.empty()) {
    refuse("measure " + made.name + ": positive must list one answer of valid at least");
  }
  for (const std::string& answer : positive) {
    if (!holds(valid, answer)) {
      refuse("measure " + made.name + ": positive has " + answer + ", which valid has not");
    }
  }
  for (const std::string& answer : valid) {
    add_value(made, answer, holds(positive, answer) ? 1.0 : 0.0);
  }
}

/// An excluded answer is outside the base, so it cannot be one of it.
void check_excluded(const MeasureSpec& made) {
  for (const auto& [answer, value] : made.values) {
    if (holds(made.excluded, answer)) {
      refuse("measure " + made.name + ": " + answer + " is both in the base and excluded from it");
    }
  }
}

}  // namespace

MeasureSpec measure(const Json& value, std::vector<std::string>& ignored) {
  if (!value.is_object()) {
    refuse("each of measures must be an object");
  }
  MeasureSpec made{.name = text(member(value, "name"), "measures.name"),
                   .column = text(member(value, "column"), "measures.column")};
  const std::string type = optional_text(value, "type", "measure " + made.name);
  made.excluded = texts(member(value, "excluded"), "measure " + made.name + ": excluded");
  const std::string where = "measures." + made.name + ".";
  if (type == "mean") {
    made.kind = estimate::Variable::Kind::mean;
    read_scores(made, member(value, "scores"));
    note_ignored(value, where, {"name", "column", "type", "scores", "excluded"}, ignored);
  } else if (type.empty() || type == "prop") {
    read_positives(made, value);
    note_ignored(value, where, {"name", "column", "type", "valid", "positive", "excluded"},
                 ignored);
  } else {
    refuse("measure " + made.name + ": type is prop or mean, not " + type);
  }
  check_excluded(made);
  return made;
}

}  // namespace soundings::analyse
