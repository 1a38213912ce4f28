// Pages without figures: the symbols, what went wrong, and that nothing has come in yet.
#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "parts/phrase.h"

namespace soundings::pages {

std::string symbols(const Definitions& definitions, bool sample) {
  std::vector<View> rows;
  for (const wording::Symbol& symbol : wording::symbols()) {
    rows.push_back(View{}
                       .text("mark", "[" + std::string{symbol.mark} + "]")
                       .text("meaning", std::string{symbol.meaning}));
  }
  return framed(
      definitions,
      {.title = "Symbols used", .address = "/about/symbols", .period = {}, .sample = sample},
      "symbols",
      View{}
          .text("range_meaning", wording::range_meaning(nullptr, 0.95))
          .list("symbol_rows", std::move(rows)));
}

std::string problem(const Definitions& definitions, int status, std::string_view title,
                    std::string_view detail, bool sample) {
  return framed(definitions,
                {.title = std::string{title}, .address = {}, .period = {}, .sample = sample},
                "problem",
                View{}
                    .text("problem_title", std::string{title})
                    .text("problem_detail", std::string{detail})
                    .text("status", std::to_string(status)));
}

std::string wrong_choice(const Definitions& definitions, const WrongChoice& wrong) {
  std::vector<View> choices;
  if (!wrong.npus.empty()) {
    choices.push_back(choice(std::string(area_field), area_label(definitions), wrong.npus));
  }
  choices.push_back(choice("period", "Month", wrong.months));
  for (View& each : choices) {
    each.text("choice_error", each.texts.at("choice_name") == wrong.field ? wrong.message : "");
  }
  return framed(
      definitions,
      {.title = "Error: " + wrong.message, .address = {}, .period = {}, .sample = wrong.sample},
      "wrong_choice",
      View{}
          .text("wrong_field", wrong.field)
          .text("wrong_message", wrong.message)
          .text("choices_action", wrong.action)
          .list("choice_list", std::move(choices)));
}

std::string no_answers(const Definitions& definitions, std::string_view address, bool sample) {
  return framed(
      definitions,
      {.title = "No answers yet", .address = std::string{address}, .period = {}, .sample = sample},
      "no_answers", {});
}

std::string failure(const Definitions& definitions, std::string_view reference, bool sample) {
  return framed(
      definitions,
      {.title = "Sorry, we cannot show this page", .address = {}, .period = {}, .sample = sample},
      "failure", View{}.text("reference", std::string{reference}));
}

}  // namespace soundings::pages
