// What commands of figures print when there is no answer, and the fields they were given.
#include "figure_answers.h"

#include <utility>

#include "soundings/release/released_figures.h"
#include "soundings/store/engine.h"

#include "operator_access.h"

namespace soundings::app {

void complain(const figures::Fault& fault) {
  std::cerr << visible(fault.message) << " (" << fault.code << ")\n";
}

bool knows_survey(const Definitions& definitions, const std::string& survey) {
  const bool known = definitions.find_survey(survey) != nullptr;
  if (!known) {
    complain_of_unknown("survey", survey, definitions.surveys);
  }
  return known;
}

figures::Fields given_fields(const FigureOptions& options) {
  figures::Fields given = options.fields;
  std::erase_if(given, [](const auto& field) { return field.second.empty(); });
  return given;
}

std::string in_words(const FigureOptions& options) {
  std::string words = options.command;
  const char* between = ": ";
  for (const auto& [name, value] : given_fields(options)) {
    words += std::exchange(between, ", ") + (name + "=" + value);
  }
  return words;
}

bool complain_of_released(const FigureOptions& options, const std::string& what) {
  if (!options.working) {
    complain({.code = "not_released",
              .field = "working",
              .value = "",
              .message = what + " is not released; ask for the working figures with --working"});
  }
  return !options.working;
}

std::optional<Exit> note_working_figures(const FigureOptions& options,
                                         const std::string& question) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  return complain(
      access->act("/operator/working-figures", {{"question", question}, {"by", options.asked_by}}));
}

FigureSource::FigureSource() = default;
FigureSource::FigureSource(FigureSource&&) noexcept = default;
FigureSource::~FigureSource() = default;

Expected<FigureSource, Exit> FigureSource::open(const FigureOptions& options,
                                                const Definitions& definitions,
                                                const std::string& question) {
  if (!database_present(options.paths)) {
    return unexpected(Exit::refused);
  }
  FigureSource source;
  if (!options.working) {
    source.releases_ = store::open_releases(options.paths.database);
    source.figures_ =
        std::make_unique<release::ReleasedFigures>(definitions, *source.releases_, options.release);
    return source;
  }
  if (const auto refused = note_working_figures(options, question)) {
    return unexpected(*refused);
  }
  source.cells_ = store::open_cells(options.paths.database, definitions);
  source.figures_ = std::make_unique<figures::WorkingFigures>(definitions, *source.cells_);
  return source;
}

}  // namespace soundings::app
