// The page of a choice that cannot be used: the form, with the message at its field.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string wrong_choice(const Definitions& definitions, const WrongChoice& wrong) {
  std::vector<View> choices = choice_views(wrong.choices);
  for (View& each : choices) {
    each.text("choice_error", each.texts.at("choice_name") == wrong.field ? wrong.message : "");
  }
  return framed(definitions, wrong.frame, {.title = "Error: " + wrong.message, .address = ""},
                "wrong_choice",
                View{}
                    .text("wrong_field", wrong.field)
                    .text("wrong_message", wrong.message)
                    .text("choices_action", wrong.action)
                    .list("choice_list", std::move(choices)));
}

}  // namespace soundings::pages
