// What commands of figures print when there is no answer, and the fields they were given.
#include "figure_answers.h"

#include "soundings/release/released_figures.h"
#include "soundings/store/engine.h"

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

FigureSource::FigureSource() = default;
FigureSource::FigureSource(FigureSource&&) noexcept = default;
FigureSource::~FigureSource() = default;

Expected<FigureSource, Exit> FigureSource::open(const FigureOptions& options,
                                                const Definitions& definitions) {
  if (!database_present(options.paths)) {
    return unexpected(Exit::refused);
  }
  FigureSource source;
  if (options.release.empty()) {
    source.cells_ = store::open_cells(options.paths.database, definitions);
    source.figures_ = std::make_unique<figures::WorkingFigures>(definitions, *source.cells_);
    return source;
  }
  source.releases_ = store::open_releases(options.paths.database);
  source.figures_ = std::make_unique<release::ReleasedFigures>(
      definitions, *source.releases_,
      options.release == newest_release ? std::string() : options.release);
  return source;
}

}  // namespace soundings::app
