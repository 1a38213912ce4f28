// The formats of each kind of answer, with their writers.
#include "soundings/report/formats.h"

#include <array>
#include <utility>

#include "soundings/report/comparisons.h"
#include "soundings/report/estimates.h"
#include "soundings/report/series.h"
#include "soundings/report/small_areas.h"
#include "soundings/report/weights.h"
#include "soundings/survey/sample_data.h"

namespace soundings::report {
namespace {

constexpr std::string_view json_media_type = "application/json; charset=utf-8";
constexpr std::string_view plain_media_type = "text/plain; charset=utf-8";

constexpr std::array estimates{
    Format<figures::ReadTable>{
        .name = "table",
        .media_type = plain_media_type,
        .write = [](const Definitions& definitions, const figures::ReadTable& read,
                    std::size_t width) { return terminal_table(definitions, read, width); },
        .reader = Reader::person},
    Format<figures::ReadTable>{
        .name = "json",
        .media_type = json_media_type,
        .write = [](const Definitions& definitions, const figures::ReadTable& read,
                    std::size_t /*width*/) { return read_estimates_json(definitions, read); }},
    Format<figures::ReadTable>{
        .name = "csv",
        .media_type = csv_media_type,
        .write = [](const Definitions& /*definitions*/, const figures::ReadTable& read,
                    std::size_t /*width*/) { return estimates_csv({read.table}); },
        .with_readings = false}};

constexpr std::array comparisons{
    Format<SpreadComparisons>{.name = "table",
                              .media_type = plain_media_type,
                              .write = comparisons_table,
                              .reader = Reader::person},
    Format<SpreadComparisons>{
        .name = "json",
        .media_type = json_media_type,
        .write = [](const Definitions& definitions, const SpreadComparisons& compared,
                    std::size_t /*width*/) { return comparisons_json(definitions, compared); }},
    Format<SpreadComparisons>{
        .name = "csv",
        .media_type = csv_media_type,
        .write = [](const Definitions& definitions, const SpreadComparisons& compared,
                    std::size_t /*width*/) { return comparisons_csv(definitions, compared); }}};

constexpr std::array series{
    Format<Series>{.name = "table",
                   .media_type = plain_media_type,
                   .write = series_table,
                   .reader = Reader::person},
    Format<Series>{.name = "json",
                   .media_type = json_media_type,
                   .write = [](const Definitions& definitions, const Series& answer,
                               std::size_t /*width*/) { return series_json(definitions, answer); }},
    Format<Series>{.name = "csv",
                   .media_type = csv_media_type,
                   .write = [](const Definitions& /*definitions*/, const Series& answer,
                               std::size_t /*width*/) { return series_csv(answer); }}};

constexpr std::array small_areas{
    Format<SmallAreas>{.name = "table",
                       .media_type = plain_media_type,
                       .write = small_areas_table,
                       .reader = Reader::person},
    Format<SmallAreas>{
        .name = "json",
        .media_type = json_media_type,
        .write = [](const Definitions& definitions, const SmallAreas& areas,
                    std::size_t /*width*/) { return small_areas_json(definitions, areas); }},
    Format<SmallAreas>{.name = "csv",
                       .media_type = csv_media_type,
                       .write = [](const Definitions& /*definitions*/, const SmallAreas& areas,
                                   std::size_t /*width*/) { return small_areas_csv(areas); }}};

constexpr std::array weights{
    Format<figures::Weights>{
        .name = "markdown",
        .media_type = "text/markdown; charset=utf-8",
        .write = [](const Definitions& definitions, const figures::Weights& report,
                    std::size_t /*width*/) { return weights_markdown(definitions, report); },
        .reader = Reader::person},
    Format<figures::Weights>{
        .name = "json",
        .media_type = json_media_type,
        .write = [](const Definitions& definitions, const figures::Weights& report,
                    std::size_t /*width*/) { return weights_json(definitions, report); }},
    Format<figures::Weights>{
        .name = "csv",
        .media_type = csv_media_type,
        .write = [](const Definitions& /*definitions*/, const figures::Weights& report,
                    std::size_t /*width*/) { return weights_csv(report); }}};

constexpr std::array headlines{
    Format<Headline>{
        .name = "json",
        .media_type = json_media_type,
        .write = [](const Definitions& definitions, const Headline& headline,
                    std::size_t /*width*/) { return headline_json(definitions, headline); }},
    Format<Headline>{.name = "csv",
                     .media_type = csv_media_type,
                     .write = [](const Definitions& /*definitions*/, const Headline& headline,
                                 std::size_t /*width*/) { return headline_csv(headline); }}};

}  // namespace

Formats<figures::ReadTable> estimate_formats() noexcept {
  return estimates;
}

Formats<SpreadComparisons> comparison_formats() noexcept {
  return comparisons;
}

Formats<Series> series_formats() noexcept {
  return series;
}

Formats<SmallAreas> small_area_formats() noexcept {
  return small_areas;
}

Formats<figures::Weights> weights_formats() noexcept {
  return weights;
}

Formats<Headline> headline_formats() noexcept {
  return headlines;
}

std::string marked(std::string text, std::string_view media_type) {
  if (media_type == csv_media_type) {
    return marked_csv(text);
  }
  return media_type.starts_with("application/json")
             ? marked_json(text)
             : std::string(sample_notice) + "\n\n" + std::move(text);
}

figures::Fault unknown_format(const std::string& name, const std::string& known) {
  return {.code = "unknown_format",
          .field = "format",
          .value = name,
          .message = "format \"" + name + "\": it takes " + known};
}

}  // namespace soundings::report
