#include "web/page_replies.h"

#include <utility>

#include "soundings/base/gzip.h"

#include "http/encoding.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

constexpr auto html_type = "text/html; charset=utf-8";

std::string without(std::string html, std::string_view token) {
  for (std::size_t at = html.find(token); !token.empty() && at != std::string::npos;
       at = html.find(token, at)) {
    html.erase(at, token.size());
  }
  return html;
}

}  // namespace

Reply page_reply(std::string html, const Request& request) {
  const std::string& token = request.visit.shown_token;
  Reply reply{.status = 200, .media_type = html_type, .headers = {{"Vary", "Accept-Encoding"}}};
  // The bytes differ with mask and encoding, and the page does not.
  reply = with_weak_etag(std::move(reply), token.empty() ? html : without(html, token), request);
  if (reply.status != 200) {
    return reply;
  }
  const bool packed = accepts_gzip(request);
  reply.body = packed ? gzip(html) : std::move(html);
  if (packed) {
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  return reply;
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
