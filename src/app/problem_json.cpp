// A refusal of what an operator asked, as a line for people.
#include <iostream>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "operator_access.h"

namespace soundings::app {

std::optional<Exit> complain(const serve::Reply& answer) {
  if (answer.status < 400) {
    return std::nullopt;
  }
  const auto document = nlohmann::json::parse(answer.body, nullptr, false);
  if (document.is_object()) {
    std::cerr << visible(document.value("detail", "")) << " ("
              << visible(document.value("code", "")) << ")\n";
  } else {
    std::cerr << "the server answered " << answer.status << '\n';
  }
  return answer.status < 500 ? Exit::refused : Exit::machine_failed;
}

}  // namespace soundings::app
