// What requests for figures have in common: periods, formats, refusals and files.
#pragma once

#include <optional>
#include <string>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/period.h"

#include "context.h"

namespace soundings::serve {

/// A question that figures cannot answer, as a 400.
[[nodiscard]] Problem to_problem(const figures::Fault& fault);

[[nodiscard]] Expected<Period, Problem> read_period(const Request& request,
                                                    const std::string& field);

/// The codes that all of an answer is of: `of`, and `npu` and `contact_channel`, which say the same
/// of their domains.
[[nodiscard]] Expected<DomainKey, Problem> read_of(const Request& request);

/// The level of ranges; the usual one when left out.
[[nodiscard]] Expected<double, Problem> read_level(const Request& request);

/// Nothing when left out.
[[nodiscard]] Expected<std::optional<Statistic>, Problem> read_statistic(const Request& request);

/// The problem of a format that is neither json nor csv.
[[nodiscard]] std::optional<Problem> wrong_format(const Request& request);

/// A file to be saved under `file_name`. described: the address of the same figures as JSON, which
/// says what the columns cannot: to what they are weighted.
[[nodiscard]] Reply csv_reply(std::string body, const std::string& file_name,
                              const std::string& described);

/// The address of a request for figures as JSON.
[[nodiscard]] std::string as_json(const Request& request);

}  // namespace soundings::serve
