// A comparison, checked against the definitions: what may be set against what.
#include <algorithm>

#include "soundings/base/nearest.h"
#include "soundings/figures/compare.h"
#include "soundings/survey/breaks.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "answer/statistics.h"
#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

Fault fault(std::string code, std::string field, std::string value, std::string message) {
  return {.code = std::move(code),
          .field = std::move(field),
          .value = std::move(value),
          .message = std::move(message)};
}

Question question_of(const ComparisonQuestion& asked, const std::string& by) {
  return {.measure = asked.measure,
          .by = by.empty() ? std::vector<std::string>{} : std::vector<std::string>{by},
          .period = asked.period,
          .scheme = asked.scheme,
          .statistic = asked.statistic,
          .level = asked.level,
          .of = asked.of};
}

/// The first domain of areas a measure is broken down by and nothing is fixed of; empty when there
/// is none.
std::string area_domain(const Definitions& definitions, const ComparisonQuestion& question) {
  const Measure* found = definitions.find_measure(question.measure);
  const Survey* survey = found == nullptr ? nullptr : definitions.find_survey(found->survey);
  for (const std::string& id : found == nullptr ? std::vector<std::string>{} : found->by) {
    const Domain* domain = survey == nullptr ? nullptr : survey->find_domain(id);
    if (domain != nullptr && !domain->register_level.empty() && !question.of.contains(id)) {
      return id;
    }
  }
  return {};
}

/// The words that may stand for the other side, beside periods.
std::vector<KnownWord> counterparts(const Definitions& definitions, const Asked& asked) {
  std::vector<KnownWord> words = row_spellings(definitions, *asked.survey, asked.by.front());
  for (const Against word :
       {Against::rest, Against::force, Against::previous, Against::year_before}) {
    const std::string spelling(to_text(word));
    words.push_back({.spelling = spelling, .shown = spelling});
  }
  for (const Measure& measure : definitions.measures) {
    if (measure.survey == asked.survey->id && measure.item == asked.item->id) {
      words.push_back({.spelling = measure.id, .shown = measure.id});
    }
  }
  return words;
}

/// The code that `name` stands for along the domain compared; a name that is none stays.
std::string coded(const Definitions& definitions, const Asked& asked, const std::string& name) {
  if (name.empty() || asked.by.empty()) {
    return name;
  }
  return row_code(definitions, *asked.survey, asked.by.front(), name).value_or(name);
}

bool stands(const Definitions& definitions, const Asked& asked, const std::string& code) {
  const auto codes = asked.by.empty() ? std::vector<std::string>{}
                                      : row_codes(definitions, *asked.survey, asked.by.front());
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::optional<Fault> refuse_codes(const Definitions& definitions, const Compared& compared) {
  if (!compared.code.empty() && !stands(definitions, compared.a, compared.code)) {
    const std::string domain = compared.a.by.empty() ? "none" : compared.a.by.front();
    const std::string meant =
        nearest(compared.code, row_spellings(definitions, *compared.a.survey, domain));
    return fault("unknown_code", "code", compared.code,
                 "code \"" + compared.code + "\": no code of the domain compared along (" + domain +
                     ")" + did_you_mean(meant));
  }
  if (compared.against != Against::code) {
    return std::nullopt;
  }
  if (!stands(definitions, compared.a, compared.other_code)) {
    return fault(
        "unknown_against", "against", compared.other_code,
        "against \"" + compared.other_code +
            "\": neither rest, force, previous or year_before, nor a period, a measure or "
            "a code of " +
            compared.a.by.front() +
            did_you_mean(nearest(compared.other_code, counterparts(definitions, compared.a))));
  }
  if (compared.code == compared.other_code) {
    return fault("comparison_with_itself", "against", compared.other_code,
                 "against \"" + compared.other_code + "\": nothing is compared with itself");
  }
  return std::nullopt;
}

Period spanning(const Period& a, const Period& b) {
  return a.kind == Period::Kind::months
             ? Period::months(std::min(a.first, b.first), std::max(a.last, b.last))
             : Period::waves(std::min(a.first_wave, b.first_wave),
                             std::max(a.last_wave, b.last_wave));
}

std::optional<Fault> refuse_periods(const Asked& a, const Asked& b) {
  const Survey& survey = *a.survey;
  if (a.period == b.period) {
    return fault("comparison_with_itself", "against", to_text(b.period),
                 "against \"" + to_text(b.period) + "\": nothing is compared with itself");
  }
  if (overlaps(a.period, b.period)) {
    const auto earlier = year_before(a.period, survey);
    const std::string advice = earlier && !overlaps(a.period, *earlier)
                                   ? " Compare with " + wording::period(*earlier, &survey) + "."
                                   : "";
    return fault("comparison_of_overlapping_periods", "against", to_text(b.period),
                 "We cannot compare " + wording::period(a.period, &survey) + " with " +
                     wording::period(b.period, &survey) + ": they share answers." + advice);
  }
  if (const Break* change = break_between(survey, a.period, b.period)) {
    return fault("comparison_across_break", "against", to_text(b.period),
                 wording::across_break(survey, *change, a.period, b.period));
  }
  return std::nullopt;
}

/// Why two measures are no one question; nothing when they are.
std::optional<Fault> refuse_questions(const Asked& a, const Asked& b) {
  if (a.measure->id == b.measure->id) {
    return fault("comparison_with_itself", "against", b.measure->id,
                 "against \"" + b.measure->id + "\": nothing is compared with itself");
  }
  if (a.survey == b.survey && a.item == b.item) {
    return std::nullopt;
  }
  const bool same_survey = a.survey == b.survey;
  return fault("comparison_of_different_questions", "against", b.measure->id,
               "We cannot compare " + a.measure->id + " with " + b.measure->id + ": they are " +
                   (same_survey ? "different questions, " : "questions of different surveys, ") +
                   a.survey->id + "/" + a.item->id + " and " + b.survey->id + "/" + b.item->id +
                   ".");
}

/// The period on the other side; nothing where the survey had none.
std::optional<Period> other_period(const Asked& a, const ComparisonQuestion& question) {
  if (question.against == Against::previous) {
    return previous(a.period, *a.survey);
  }
  return question.against == Against::year_before ? year_before(a.period, *a.survey)
                                                  : parse_period(question.other);
}

Expected<std::optional<Asked>, Fault> other_side(const Definitions& definitions, const Asked& a,
                                                 const ComparisonQuestion& question) {
  ComparisonQuestion other = question;
  if (question.against == Against::measure) {
    other.measure = question.other;
  }
  if (over_time(question.against)) {
    const auto period = other_period(a, question);
    if (!period && question.against == Against::period) {
      return unexpected(fault("period_malformed", "against", question.other,
                              "against \"" + question.other + "\": not a period"));
    }
    if (!period) {
      return std::optional<Asked>();
    }
    other.period = *period;
  }
  auto b = understand(definitions, question_of(other, a.by.empty() ? "" : a.by.front()));
  if (!b) {
    Fault refused = b.error();
    refused.field = "against";
    return unexpected(std::move(refused));
  }
  std::optional<Fault> refused;
  if (question.against == Against::measure) {
    refused = refuse_questions(a, *b);
  } else if (over_time(question.against)) {
    refused = refuse_periods(a, *b);
  }
  if (refused) {
    return unexpected(*std::move(refused));
  }
  return std::optional(*std::move(b));
}

}  // namespace

Counterpart counterpart(const Definitions& definitions, const std::string& text) {
  for (const Against word :
       {Against::rest, Against::force, Against::previous, Against::year_before}) {
    if (to_text(word) == text) {
      return {.against = word};
    }
  }
  if (parse_period(text)) {
    return {.against = Against::period, .other = text};
  }
  return {.against = definitions.find_measure(text) != nullptr ? Against::measure : Against::code,
          .other = text};
}

Asked Compared::whole() const {
  Asked asked = a;
  if (b) {
    asked.period = spanning(a.period, b->period);
  }
  return asked;
}

Expected<Compared, Fault> understand(const Definitions& definitions,
                                     const ComparisonQuestion& question) {
  const bool along = question.against == Against::rest || question.against == Against::force ||
                     question.against == Against::code;
  const std::string by =
      question.by.empty() && along ? area_domain(definitions, question) : question.by;
  auto a = understand(definitions, question_of(question, by));
  if (!a) {
    return unexpected(a.error());
  }
  if (a->statistic == Statistic::distribution) {
    return unexpected(several_figures());
  }
  if (along && by.empty()) {
    return unexpected(fault("comparison_needs_domain", "by", "",
                            "by: the whole has no rest and no part; measure " + question.measure +
                                " is not broken down by a further area, so name a domain to "
                                "compare along"));
  }
  Compared compared{.a = *a,
                    .b = std::nullopt,
                    .against = question.against,
                    .code = coded(definitions, *a, question.code),
                    .other_code = question.against == Against::code
                                      ? coded(definitions, *a, question.other)
                                      : ""};
  if (auto refused = refuse_codes(definitions, compared)) {
    return unexpected(*std::move(refused));
  }
  auto b = other_side(definitions, *a, question);
  if (!b) {
    return unexpected(b.error());
  }
  compared.b = *std::move(b);
  return compared;
}

}  // namespace soundings::figures
