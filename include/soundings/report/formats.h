// The formats in which figures are written: one table for each kind of answer, used by the command
// line and by HTTP.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/figures/weights.h"
#include "soundings/report/headline.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/series.h"
#include "soundings/survey/small_areas.h"
#include "soundings/survey/spread.h"

namespace soundings::report {

/// Who reads what is written: people in a terminal, or programs and spreadsheets.
enum class Reader { person, program };

/// One format of an answer. write: for a terminal `width` columns wide, where that matters.
template <typename Answer>
struct Format {
  std::string_view name;  ///< as --format and ?format= have it
  std::string_view media_type;
  std::string (*write)(const Definitions& definitions, const Answer& answer, std::size_t width);
  Reader reader = Reader::program;
  bool with_readings = true;  ///< has room for what the rows are read against
};

template <typename Answer>
using Formats = std::span<const Format<Answer>>;

[[nodiscard]] Formats<figures::ReadTable> estimate_formats() noexcept;
[[nodiscard]] Formats<SpreadComparisons> comparison_formats() noexcept;
[[nodiscard]] Formats<Series> series_formats() noexcept;
[[nodiscard]] Formats<SmallAreas> small_area_formats() noexcept;
[[nodiscard]] Formats<figures::Weights> weights_formats() noexcept;
[[nodiscard]] Formats<Headline> headline_formats() noexcept;

/// The media type of CSV: such a file says in a document beside it what its columns cannot.
inline constexpr std::string_view csv_media_type = "text/csv; charset=utf-8";

/// What was written in a format, with the mark of sample data: a column of CSV, a member of JSON,
/// a first line of what people read.
[[nodiscard]] std::string marked(std::string text, std::string_view media_type);

/// unknown_format. known: the formats there are, with commas between them.
[[nodiscard]] figures::Fault unknown_format(const std::string& name, const std::string& known);

/// Whether a format is offered to a reader: a program is given none that is laid out for people.
template <typename Answer>
[[nodiscard]] bool offered(const Format<Answer>& format, Reader reader) noexcept {
  return reader == Reader::person || format.reader == Reader::program;
}

/// The format of a name, among those offered to the reader. Errors: unknown_format.
template <typename Answer>
[[nodiscard]] Expected<const Format<Answer>*, figures::Fault> find_format(
    std::span<const Format<Answer>> formats, const std::string& name, Reader reader) {
  std::string known;
  for (const Format<Answer>& format : formats) {
    if (!offered(format, reader)) {
      continue;
    }
    if (format.name == name) {
      return &format;
    }
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  return unexpected(unknown_format(name, known));
}

}  // namespace soundings::report
