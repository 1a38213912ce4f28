// How a command answers a question about figures: its fields are read, the answer is made, and it
// is written in the format chosen. What cannot be done is said on standard error.
#pragma once

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/base/nearest.h"
#include "soundings/figures/figures.h"
#include "soundings/figures/silence.h"
#include "soundings/report/estimates.h"
#include "soundings/report/formats.h"
#include "soundings/store/cells.h"
#include "soundings/store/release_reader.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "columns.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

/// Prints why there is no answer.
void complain(const figures::Fault& fault);

/// Prints that the definitions have no such survey, source or adapter, and the one probably meant.
template <typename Thing>
void complain_of_unknown(const std::string& kind, const std::string& id,
                         const std::vector<Thing>& things) {
  std::vector<std::string> known;
  known.reserve(things.size());
  for (const Thing& thing : things) {
    known.push_back(thing.id);
  }
  std::cerr << "no " << kind << ' ' << visible(id) << " in the definitions"
            << did_you_mean(nearest(id, known)) << '\n';
}

/// Whether the definitions have the survey; says so when they do not.
[[nodiscard]] bool knows_survey(const Definitions& definitions, const std::string& survey);

/// The fields that were given: an option that was left out leaves none.
[[nodiscard]] figures::Fields given_fields(const FigureOptions& options);

/// "estimate: measure=..., period=...": what the audit trail holds of a question.
[[nodiscard]] std::string in_words(const FigureOptions& options);

/// Prints that what is asked is never released, where working figures were not asked for.
[[nodiscard]] bool complain_of_released(const FigureOptions& options, const std::string& what);

/// Writes a question about working figures to the audit trail. The exit code where that could not
/// be done: then nothing is answered.
[[nodiscard]] std::optional<Exit> note_working_figures(const FigureOptions& options,
                                                       const std::string& question);

/// An answer that says something, and the tables it was made of. The document beside a CSV file
/// describes their weighting.
template <typename Answer>
struct Made {
  Answer answer;
  std::vector<Table> tables;
};

/// Where a command's figures come from: a release, or the answers that are kept.
class FigureSource {
 public:
  /// question: in words, for the audit trail. Prints why there are none, and gives the exit code.
  [[nodiscard]] static Expected<FigureSource, Exit> open(const FigureOptions& options,
                                                         const Definitions& definitions,
                                                         const std::string& question);
  FigureSource(FigureSource&&) noexcept;
  ~FigureSource();

  [[nodiscard]] const figures::Figures& figures() const noexcept { return *figures_; }

 private:
  FigureSource();
  std::unique_ptr<store::CellReader> cells_;
  std::unique_ptr<store::ReleaseReader> releases_;
  std::unique_ptr<const figures::Figures> figures_;
};

/// Reads the question, answers it and writes the answer. usual: the format when none was named.
/// parse: of definitions and fields; answer: of definitions, figures, question and format. Fields
/// that cannot be read are a wrong command line; a question without an answer is refused.
template <typename Answer, typename Parse, typename Ask>
[[nodiscard]] Exit answer_question(const FigureOptions& options, report::Formats<Answer> formats,
                                   const std::string& usual, Parse parse, Ask answer) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  const auto format = report::find_format(formats, options.format.empty() ? usual : options.format,
                                          report::Reader::person);
  if (!format) {
    complain(format.error());
    return Exit::wrong_usage;
  }
  const auto question = parse(*definitions, given_fields(options));
  if (!question) {
    complain(question.error());
    return Exit::wrong_usage;
  }
  const auto source = FigureSource::open(options, *definitions, in_words(options));
  if (!source) {
    return source.error();
  }
  const Expected<Made<Answer>, figures::Fault> made =
      answer(*definitions, source->figures(), *question, **format);
  if (!made) {
    complain(made.error());
    return Exit::refused;
  }
  const bool csv = (*format)->media_type == report::csv_media_type;
  const bool noticed = options.working && (*format)->reader == report::Reader::person;
  const bool sample = is_sample(options.paths);
  std::string text = (*format)->write(*definitions, made->answer, terminal_width());
  if (sample) {
    text = report::marked(std::move(text), (*format)->media_type);
  }
  return write_csv(
      options.output, (noticed ? std::string(working_notice) + "\n" : "") + text,
      csv ? report::csv_metadata(*definitions, file_name(options.output), made->tables, sample)
          : "");
}

}  // namespace soundings::app
