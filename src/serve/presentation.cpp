#include "soundings/pages/pages.h"

#include "exchange.h"

namespace soundings::serve {

Reply problem_page(const Problem& problem, const House& house) {
  return {.status = problem.status,
          .media_type = "text/html; charset=utf-8",
          .body = pages::problem(
              house.definitions, problem.status,
              problem.status == 404 ? "Page not found" : reason_phrase(problem.status),
              problem.detail, house.settings.sample),
          .headers = {{"Cache-Control", "no-store"}}};
}

Presentation presentation_of(const House& house) {
  return {.problem_page = [&house](const Problem& problem) { return problem_page(problem, house); },
          .failure_page =
              [&house](const std::string& reference) {
                return Reply{
                    .status = 500,
                    .media_type = "text/html; charset=utf-8",
                    .body = pages::failure(house.definitions, reference, house.settings.sample),
                    .headers = {{"Cache-Control", "no-store"}}};
              },
          .content_security_policy = std::string(pages::content_security_policy())};
}

}  // namespace soundings::serve
