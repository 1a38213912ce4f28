// What requests for figures have in common: the fields of a question, formats, refusals and files.
#pragma once

#include <string>
#include <utility>

#include "soundings/figures/question.h"
#include "soundings/report/formats.h"

#include "context.h"

namespace soundings::serve {

/// A question whose fields cannot be read, as a 400 with the code bad_query.
[[nodiscard]] Reply misread(const figures::Fault& fault, const Request& request);

/// A question that figures cannot answer, as a 400 with the code of the fault.
[[nodiscard]] Reply refused(const figures::Fault& fault, const Request& request);

/// A file to be saved under `file_name`. described: the address of the same figures as JSON, which
/// says what the columns cannot: to what they are weighted.
[[nodiscard]] Reply csv_reply(std::string body, const std::string& file_name,
                              const std::string& described);

/// The reply with the mark of sample data in its document or its file, where the answers are
/// invented.
[[nodiscard]] Reply marked(const Context& context, Reply reply);

/// The address of a request for figures as JSON.
[[nodiscard]] std::string as_json(const Request& request);

/// The fields of a question: what was asked for but the tier, which is settled before.
[[nodiscard]] figures::Fields question_of(const Request& request);
/// Who answers: the release that was named, else the newest of each month. Errors: not_released.
[[nodiscard]] Expected<const figures::Figures*, figures::Fault> figures_asked(
    const Context& context, const Request& request);

/// The format that was asked for; JSON when none was. Errors: unknown_format.
template <typename Answer>
[[nodiscard]] Expected<const report::Format<Answer>*, figures::Fault> format_of(
    const Request& request, report::Formats<Answer> formats) {
  const std::string name = request.asked("format");
  return report::find_format(formats, name.empty() ? "json" : name, report::Reader::program);
}

/// An answer in the format chosen. file_name: of the file that a CSV reply is saved under.
template <typename Answer>
[[nodiscard]] Reply written(const Context& context, const Request& request,
                            const report::Format<Answer>& format, const Answer& answer,
                            const std::string& file_name) {
  std::string body = format.write(context.definitions, answer, 0);
  return with_etag(marked(context, format.media_type == report::csv_media_type
                                       ? csv_reply(std::move(body), file_name, as_json(request))
                                       : json_reply(std::move(body))),
                   request);
}

/// Question and answer of most requests: parse and answer as their names say, each an Expected.
template <typename Answer, typename Parse, typename Ask>
[[nodiscard]] Reply answered(const Context& context, const Request& request,
                             report::Formats<Answer> formats, Parse parse, Ask ask,
                             const std::string& file_name) {
  const auto format = format_of(request, formats);
  if (!format) {
    return misread(format.error(), request);
  }
  const auto question = parse(question_of(request));
  if (!question) {
    return misread(question.error(), request);
  }
  const Expected<Answer, figures::Fault> answer = ask(*question, **format);
  return answer ? written(context, request, **format, *answer, file_name)
                : refused(answer.error(), request);
}

}  // namespace soundings::serve
