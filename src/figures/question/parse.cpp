// Named text fields become questions: the one place that says what a field of the command line or
// of an address means.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/figures/compare.h"
#include "soundings/figures/question.h"

#include "question/fault.h"

namespace soundings::figures {
namespace {

/// What a reading may be against: the words that need nothing beside them.
constexpr std::array readings{Against::rest, Against::force, Against::previous,
                              Against::year_before};

/// The value of a field; empty when it was not given.
std::string given(const Fields& fields, const std::string& name) {
  const auto at = fields.find(name);
  return at == fields.end() ? std::string() : at->second;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return parts;
}

Expected<Period, Fault> period_in(const Fields& fields, const std::string& name) {
  const std::string text = given(fields, name);
  const auto period = parse_period(text);
  if (!period) {
    return unexpected(
        fault("period_malformed", name, text, "it takes " + std::string(period_forms)));
  }
  return *period;
}

/// Nothing for the end of what there is.
Expected<std::optional<Period>, Fault> end_in(const Fields& fields, const std::string& name) {
  if (given(fields, name).empty()) {
    return std::optional<Period>();
  }
  const auto period = period_in(fields, name);
  if (!period) {
    return unexpected(period.error());
  }
  return std::optional(*period);
}

/// `of`, and the fields of domains with a role, which say the same of their domains.
Expected<DomainKey, Fault> part_in(const Definitions& definitions, const Fields& fields) {
  const std::string text = given(fields, "of");
  auto part = parse_domain_key(text);
  if (!part) {
    return unexpected(fault("of_malformed", "of", text,
                            "it takes DOMAIN=CODE, as npu=SH, or two such with a comma between "
                            "them, each of a domain of its own"));
  }
  for (const DomainRole role : {DomainRole::area, DomainRole::contact_channel}) {
    const std::string domain = definitions.domain_id(role);
    const std::string code = domain.empty() ? std::string() : given(fields, domain);
    if (!code.empty() && !part->emplace(domain, code).second) {
      return unexpected(
          fault("repeated_domain", domain, code, "the domain is named in 'of' already"));
    }
  }
  return part.value();
}

/// Nothing for the measure's own.
Expected<std::optional<Statistic>, Fault> statistic_in(const Fields& fields) {
  const std::string text = given(fields, "statistic");
  const auto statistic = parse_statistic(text);
  if (!text.empty() && !statistic) {
    return unexpected(fault("unknown_statistic", "statistic", text,
                            "it takes pct_positive, pct_negative, net, mean or distribution"));
  }
  return statistic;
}

Expected<double, Fault> level_in(const Fields& fields) {
  const std::string text = given(fields, "level");
  const auto level = text.empty() ? std::optional(usual_level) : parse_double(text);
  if (!level) {
    return unexpected(fault("level_out_of_range", "level", text,
                            "it takes a number, such as " + shortest(usual_level)));
  }
  return *level;
}

Expected<estimate::IntervalMethod, Fault> interval_in(const Fields& fields) {
  const std::string text = given(fields, "interval");
  const auto method = text.empty() ? std::optional(estimate::IntervalMethod::wilson)
                                   : estimate::parse_interval(text);
  if (!method) {
    return unexpected(
        fault("unknown_interval", "interval", text, "it takes wilson, logit, beta or wald"));
  }
  return *method;
}

Expected<ReadingChoice, Fault> reading_in(const Fields& fields) {
  const std::string text = given(fields, "reading");
  if (text.empty() || text == "none") {
    return ReadingChoice{.kind =
                             text.empty() ? ReadingChoice::Kind::usual : ReadingChoice::Kind::none};
  }
  const auto against = parse_against(text);
  if (!against || std::ranges::find(readings, *against) == readings.end()) {
    return unexpected(fault("unknown_against", "reading", text,
                            "it takes rest, force, previous, year_before or none"));
  }
  return ReadingChoice{.kind = ReadingChoice::Kind::named, .against = *against};
}

Expected<Grain, Fault> grain_in(const Fields& fields) {
  const std::string text = given(fields, "grain");
  if (!text.empty() && text != "month" && text != "quarter") {
    return unexpected(fault("unknown_grain", "grain", text, "it takes month or quarter"));
  }
  return text == "quarter" ? Grain::quarter : Grain::month;
}

/// The fields of every question about one measure in one period.
Expected<Question, Fault> question_in(const Fields& fields) {
  const auto period = period_in(fields, "period");
  if (!period) {
    return unexpected(period.error());
  }
  const auto statistic = statistic_in(fields);
  if (!statistic) {
    return unexpected(statistic.error());
  }
  const auto level = level_in(fields);
  if (!level) {
    return unexpected(level.error());
  }
  return Question{.measure = given(fields, "measure"),
                  .by = split(given(fields, "by")),
                  .period = *period,
                  .scheme = given(fields, "weighting"),
                  .statistic = *statistic,
                  .level = *level};
}

/// Rows are picked by the domains that the table is by.
std::optional<Fault> refuse_rows(const DomainKey& rows, const std::vector<std::string>& by) {
  for (const auto& [domain, code] : rows) {
    if (std::ranges::find(by, domain) == by.end()) {
      return fault("filter_not_in_by", domain, code,
                   "it picks rows of a table by its domain; add " + domain + " to 'by'");
    }
  }
  return std::nullopt;
}

}  // namespace

Expected<TableQuestion, Fault> parse_table(const Definitions& definitions, const Fields& fields) {
  auto question = question_in(fields);
  if (!question) {
    return unexpected(question.error());
  }
  const auto interval = interval_in(fields);
  if (!interval) {
    return unexpected(interval.error());
  }
  question->interval = *interval;
  const auto rows = part_in(definitions, fields);
  if (!rows) {
    return unexpected(rows.error());
  }
  if (!fields.contains("by")) {
    for (const auto& [domain, code] : *rows) {
      question->by.push_back(domain);
    }
  }
  if (auto refused = refuse_rows(*rows, question->by)) {
    return unexpected(*std::move(refused));
  }
  const auto reading = reading_in(fields);
  if (!reading) {
    return unexpected(reading.error());
  }
  return TableQuestion{.question = *std::move(question), .rows = *rows, .reading = *reading};
}

Expected<ComparisonQuestion, Fault> parse_comparison(const Definitions& definitions,
                                                     const Fields& fields) {
  const auto question = question_in(fields);
  if (!question) {
    return unexpected(question.error());
  }
  const auto of = part_in(definitions, fields);
  if (!of) {
    return unexpected(of.error());
  }
  const std::string against = given(fields, "against");
  const Counterpart other = counterpart(definitions, against.empty() ? "rest" : against);
  return ComparisonQuestion{.measure = question->measure,
                            .period = question->period,
                            .by = given(fields, "by"),
                            .code = given(fields, "code"),
                            .against = other.against,
                            .other = other.other,
                            .scheme = question->scheme,
                            .statistic = question->statistic,
                            .level = question->level,
                            .of = *of};
}

Expected<SeriesQuestion, Fault> parse_series(const Definitions& definitions, const Fields& fields) {
  const auto of = part_in(definitions, fields);
  if (!of) {
    return unexpected(of.error());
  }
  const auto first = end_in(fields, "from");
  const auto last = end_in(fields, "to");
  if (!first || !last) {
    return unexpected(first ? last.error() : first.error());
  }
  const auto grain = grain_in(fields);
  if (!grain) {
    return unexpected(grain.error());
  }
  const auto statistic = statistic_in(fields);
  if (!statistic) {
    return unexpected(statistic.error());
  }
  const auto level = level_in(fields);
  if (!level) {
    return unexpected(level.error());
  }
  return SeriesQuestion{.measure = given(fields, "measure"),
                        .of = *of,
                        .first = *first,
                        .last = *last,
                        .grain = *grain,
                        .scheme = given(fields, "weighting"),
                        .statistic = *statistic,
                        .level = *level};
}

Expected<Question, Fault> parse_small_areas(const Definitions& definitions, const Fields& fields) {
  auto question = question_in(fields);
  if (question) {
    const std::string by = given(fields, "by");
    question->by = {by.empty() ? definitions.domain_id(DomainRole::area) : by};
  }
  return question;
}

Expected<WeightsQuestion, Fault> parse_weights(const Fields& fields) {
  const auto period = period_in(fields, "period");
  if (!period) {
    return unexpected(period.error());
  }
  return WeightsQuestion{
      .survey = given(fields, "survey"), .period = *period, .scheme = given(fields, "weighting")};
}

Expected<Month, Fault> parse_month_of_headline(const Fields& fields) {
  const std::string text = given(fields, "period");
  const auto month = parse_month(text);
  if (!month) {
    return unexpected(fault("period_malformed", "period", text, "it takes a month, as in 2019-05"));
  }
  return *month;
}

}  // namespace soundings::figures
