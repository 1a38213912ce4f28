// What commands of figures print when there is no answer, and the fields they were given.
#include "figure_answers.h"

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

}  // namespace soundings::app
