// Problems as pages.
#include <algorithm>
#include <array>
#include <string_view>

#include "soundings/pages/pages.h"

#include "context.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {

namespace {

/// A problem as people read it. detail: empty where the problem's own says it well enough.
struct InWords {
  int status = 0;
  std::string_view title;
  std::string_view detail;
};

constexpr std::array<InWords, 8> words{{
    {400, "We cannot read this address",
     "Something after the question mark is not written as an address may be."},
    {403, "You cannot open this page", ""},
    {404, "Page not found", ""},
    {405, "This cannot be done here", "The page can be read, and nothing can be sent to it."},
    {409, "This was not done", ""},
    {429, "Please wait a moment", "Too many pages were asked for at once. Try again in a minute."},
    {431, "We cannot read this address", "It is too long, or too much came with it."},
    {503, "Please try again", "The service is busy. Nothing has been lost."},
}};

}  // namespace

Reply problem_page(const Problem& problem, const Context& context) {
  const auto* const found = std::ranges::find(words, problem.status, &InWords::status);
  const bool known = found != words.end();
  const std::string_view title = known ? found->title : "Sorry, we cannot show this page";
  return plain_page(pages::problem(context.definitions, problem.status, title,
                                   known && !found->detail.empty() ? found->detail : problem.detail,
                                   frame_of(context)),
                    problem.status);
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
          .https_only = needs_sign_in(context.settings) && !context.settings.tls.chain.empty(),
          .cors_origins = context.settings.cors_origins};
}

}  // namespace soundings::serve
