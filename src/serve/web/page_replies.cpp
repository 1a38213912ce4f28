#include "web/page_replies.h"

#include <utility>

#include "soundings/base/gzip.h"

#include "http/encoding.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

constexpr auto html_type = "text/html; charset=utf-8";

}  // namespace

Reply page_reply(std::string html, const Request& request) {
  const bool packed = accepts_gzip(request) && request.visit.form_token.empty();
  Reply reply{.status = 200,
              .media_type = html_type,
              .body = packed ? gzip(html) : std::move(html),
              .headers = {{"Vary", "Accept-Encoding"}}};
  if (packed) {
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  return with_etag(std::move(reply), request);
}

Reply plain_page(std::string html, int status) {
  return {.status = status,
          .media_type = html_type,
          .body = std::move(html),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply nothing_yet(const Context& context, const Request& request, std::string_view address) {
  std::string html = pages::no_figures(context.definitions, address, frame_of(context));
  return request.asked("period").empty() ? page_reply(std::move(html), request)
                                         : plain_page(std::move(html), 400);
}

}  // namespace soundings::serve
