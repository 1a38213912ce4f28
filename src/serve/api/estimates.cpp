// Tables of estimates and the monthly headline export.
#include "soundings/release/headline.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

Reply headline_as(const Context& context, const Request& request, const std::string& name) {
  const auto format =
      report::find_format(report::headline_formats(), name, report::Reader::program);
  const auto month = figures::parse_month_of_headline(request.path_parameters);
  if (!month) {
    return misread(month.error(), request);
  }
  const auto headline = release::headline(context.definitions, context.figures, *month);
  if (!headline) {
    return refused(headline.error(), request);
  }
  std::string body = (*format)->write(context.definitions, *headline, 0);
  const std::string text = to_text(headline->month);
  return with_etag(
      marked(context, (*format)->media_type == report::csv_media_type
                          ? csv_reply(std::move(body), "headline-" + text + ".csv",
                                      "/api/v1/headline/" + text + ".json" +
                                          (context.shows_working ? "?tier=working" : ""))
                          : json_reply(std::move(body))),
      request);
}

}  // namespace

Reply read_estimates(const Context& context, const Request& request) {
  const auto format = format_of(request, report::estimate_formats());
  if (!format) {
    return misread(format.error(), request);
  }
  const auto question = figures::parse_table(context.definitions, question_of(request));
  if (!question) {
    return misread(question.error(), request);
  }
  const auto figures = figures_asked(context, request);
  if (!figures) {
    return refused(figures.error(), request);
  }
  const auto read = (*figures)->ask(*question, (*format)->with_readings);
  if (read) {
    return written(context, request, **format, *read, "estimates.csv");
  }
  // A row that names no code of the survey is a field that cannot be read.
  return question->rows.contains(read.error().field) ? misread(read.error(), request)
                                                     : refused(read.error(), request);
}

Reply headline_as_csv(const Context& context, const Request& request) {
  return headline_as(context, request, "csv");
}

Reply headline_as_json(const Context& context, const Request& request) {
  return headline_as(context, request, "json");
}

}  // namespace soundings::serve
