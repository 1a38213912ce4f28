// Problems as pages.
#include "soundings/pages/pages.h"

#include "context.h"
#include "web/page_models.h"

namespace soundings::serve {

Reply problem_page(const Problem& problem, const Context& context) {
  return {.status = problem.status,
          .media_type = "text/html; charset=utf-8",
          .body = pages::problem(
              context.definitions, problem.status,
              problem.status == 404 ? "Page not found" : reason_phrase(problem.status),
              problem.detail, frame_of(context)),
          .headers = {{"Cache-Control", "no-store"}}};
}

Presentation presentation_of(const Context& context) {
  return {.problem_page =
              [&context](const Problem& problem, const Request& request) {
                return problem_page(problem, context.of(request));
              },
          .failure_page =
              [&context](const std::string& reference) {
                return Reply{
                    .status = 500,
                    .media_type = "text/html; charset=utf-8",
                    .body = pages::failure(context.definitions, reference, frame_of(context)),
                    .headers = {{"Cache-Control", "no-store"}}};
              },
          .content_security_policy = std::string(pages::content_security_policy()),
          .https_only = needs_sign_in(context.settings) && !context.settings.tls.chain.empty()};
}

}  // namespace soundings::serve
