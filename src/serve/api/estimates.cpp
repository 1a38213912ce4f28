// Tables of estimates and the monthly headline export. `of` picks rows of the table that was
// disclosed; it never makes another.
#include <algorithm>
#include <utility>

#include "soundings/report/headline.h"
#include "soundings/survey/codes.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return parts;
}

/// The filters given. A filter stands for its domain when `by` was not given at all.
Expected<DomainKey, Problem> read_filters(const Request& request, std::vector<std::string>& by) {
  auto filters = read_of(request);
  if (!filters) {
    return filters;
  }
  for (const auto& [domain, code] : *filters) {
    if (!request.query.contains("by")) {
      by.push_back(domain);
    } else if (std::find(by.begin(), by.end(), domain) == by.end()) {
      return unexpected(
          bad_value(domain, "filter_not_in_by",
                    "The filter '" + domain + "' picks rows of a table by it; add it to 'by'."));
    }
  }
  return filters;
}

Expected<figures::Question, Problem> read_question(const Request& request) {
  const auto period = read_period(request, "period");
  if (!period) {
    return unexpected(period.error());
  }
  figures::Question question{.measure = request.asked("measure"),
                             .by = split(request.asked("by")),
                             .period = *period,
                             .scheme = request.asked("weighting")};
  if (const auto interval = request.asked("interval"); !interval.empty()) {
    const auto method = estimate::parse_interval(interval);
    if (!method) {
      return unexpected(
          bad_value("interval", "unknown_interval",
                    "The interval '" + interval + "' is not one of wilson, logit, beta and wald."));
    }
    question.interval = *method;
  }
  const auto statistic = read_statistic(request);
  const auto level = read_level(request);
  if (!statistic || !level) {
    return unexpected(statistic ? level.error() : statistic.error());
  }
  question.statistic = *statistic;
  question.level = *level;
  return question;
}

/// What the rows are read against.
struct Reading {
  bool wanted = true;
  std::optional<Against> against;  ///< nothing: the usual
};

Expected<Reading, Problem> read_reading(const Request& request) {
  const std::string text = request.asked("reading");
  if (text.empty() || text == "none") {
    return Reading{.wanted = text.empty() && request.asked("format") != "csv", .against = {}};
  }
  const auto against = parse_against(text);
  const bool known = against && *against != Against::code && *against != Against::measure &&
                     *against != Against::period;
  if (!known) {
    return unexpected(bad_value("reading", "unknown_against",
                                "The reading '" + text +
                                    "' is not one of rest, force, previous, year_before and "
                                    "none."));
  }
  return Reading{.wanted = true, .against = against};
}

Expected<figures::ReadTable, figures::Fault> answer(const Context& context,
                                                    const figures::Question& question,
                                                    const Reading& reading) {
  if (reading.wanted) {
    return context.figures.read(question, reading.against);
  }
  auto table = context.figures.answer(question);
  if (!table) {
    return unexpected(table.error());
  }
  return figures::ReadTable{.table = *std::move(table)};
}

Problem unknown_code(const Definitions& definitions, const Survey* survey,
                     const std::string& domain, const std::string& code) {
  const std::string meant =
      survey == nullptr ? std::string() : nearest(code, spellings_of(definitions, *survey, domain));
  return bad_value(domain, "unknown_code",
                   "The domain '" + domain + "' has no code '" + code + "'" + did_you_mean(meant) +
                       (meant.empty() ? "." : ""));
}

/// Leaves the rows whose key has every code of `filters`, each given by its code, its name or an
/// alias. A name the survey does not know is a problem, not an empty table.
std::optional<Problem> pick_rows(Table& table, const DomainKey& filters,
                                 const Definitions& definitions) {
  const Survey* survey = definitions.find_survey(table.survey);
  DomainKey coded;
  for (const auto& [domain, name] : filters) {
    const auto code = survey == nullptr ? std::optional<std::string>()
                                        : code_named(definitions, *survey, domain, name);
    if (!code) {
      return unknown_code(definitions, survey, domain, name);
    }
    coded.emplace(domain, *code);
  }
  std::erase_if(table.rows, [&](const Row& row) {
    return !std::all_of(coded.begin(), coded.end(), [&](const auto& filter) {
      const auto found = row.key.find(filter.first);
      return found != row.key.end() && found->second == filter.second;
    });
  });
  return std::nullopt;
}

Expected<report::Headline, Problem> read_headline(const Context& context, const Request& request) {
  const std::string& text = request.path_parameters.at("period");
  const auto month = parse_month(text);
  if (!month) {
    return unexpected(bad_value("period", "period_malformed",
                                "The period '" + text + "' is not a month, as in 2019-05."));
  }
  auto headline = report::headline(context.definitions, context.figures, *month);
  if (!headline) {
    return unexpected(to_problem(headline.error()));
  }
  return std::move(*headline);
}

}  // namespace

Reply read_estimates(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  auto question = read_question(request);
  if (!question) {
    return problem_reply(question.error(), request);
  }
  const auto filters = read_filters(request, question->by);
  if (!filters) {
    return problem_reply(filters.error(), request);
  }
  const auto reading = read_reading(request);
  if (!reading) {
    return problem_reply(reading.error(), request);
  }
  auto read = answer(context, *question, *reading);
  if (!read) {
    return problem_reply(to_problem(read.error()), request);
  }
  if (const auto problem = pick_rows(read->table, *filters, context.definitions)) {
    return problem_reply(*problem, request);
  }
  return with_etag(
      request.asked("format") == "csv"
          ? csv_reply(report::estimates_csv({read->table}), "estimates.csv", as_json(request))
          : json_reply(report::read_estimates_json(context.definitions, *read)),
      request);
}

Reply headline_as_csv(const Context& context, const Request& request) {
  const auto headline = read_headline(context, request);
  if (!headline) {
    return problem_reply(headline.error(), request);
  }
  return with_etag(
      csv_reply(report::headline_csv(*headline), "headline-" + to_text(headline->month) + ".csv",
                "/api/v1/headline/" + to_text(headline->month) + ".json"),
      request);
}

Reply headline_as_json(const Context& context, const Request& request) {
  const auto headline = read_headline(context, request);
  if (!headline) {
    return problem_reply(headline.error(), request);
  }
  return with_etag(json_reply(report::headline_json(context.definitions, *headline)), request);
}

}  // namespace soundings::serve
