// The pages and what they are made of: addresses to models to HTML, and assets that
// never change under their names.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "soundings/base/gzip.h"
#include "soundings/survey/codes.h"
#include "soundings/wording/wording.h"

#include "routes.h"
#include "web/months.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

Reply page_reply(std::string html, const Request& request) {
  return with_etag(
      {.status = 200, .media_type = "text/html; charset=utf-8", .body = std::move(html)}, request);
}

/// What a form asks again: where, and with which NPU (empty: it asks for none).
struct Asked {
  std::string action;
  std::string npu;
};

/// The form again, with the fault at its field and the months there are to choose from.
Reply wrong_choice(const Context& context, const std::vector<Month>& months, const Asked& asked,
                   int status, std::string field, std::string message) {
  pages::WrongChoice wrong{.action = asked.action,
                           .field = std::move(field),
                           .message = std::move(message),
                           .months = month_choices(months, usual_month(context, months)),
                           .frame = frame_of(context)};
  if (asked.action == "/npus") {
    wrong.npus = npu_choices(context, asked.npu);
  }
  return {.status = status,
          .media_type = "text/html; charset=utf-8",
          .body = pages::wrong_choice(context.definitions, wrong),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply wrong_month(const Context& context, const std::vector<Month>& months, const Asked& asked) {
  const auto words = [](Month month) { return wording::period(Period::month(month), nullptr); };
  return wrong_choice(
      context, months, asked, 400, "period",
      months.size() == 1
          ? "Choose " + words(months.front()) + ", the only month with figures"
          : "Choose a month from " + words(months.back()) + " to " + words(months.front()));
}

Reply wrong_npu(const Context& context, int status) {
  const auto months = months_with_figures(context);
  const std::string message = "Choose an NPU from the list";
  return months.empty()
             ? problem_page({status, "npu_unknown", "There is no such NPU.", {}}, context)
             : wrong_choice(context, months, {.action = "/npus"}, status,
                            std::string(pages::area_field), message);
}

/// The page of a program without any figures; a month asked for cannot be shown there.
Reply nothing_yet(const Context& context, const Request& request, std::string_view address) {
  Reply reply{.status = 200,
              .media_type = "text/html; charset=utf-8",
              .body = pages::no_figures(context.definitions, address, frame_of(context))};
  if (request.asked("period").empty()) {
    return with_etag(std::move(reply), request);
  }
  reply.status = 400;
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

/// The month asked for, the usual one without a choice; nothing for one that is not offered.
std::optional<Month> chosen_month(const Context& context, const std::vector<Month>& months,
                                  const Request& request) {
  const std::string asked = request.asked("period");
  if (asked.empty()) {
    return usual_month(context, months);
  }
  const auto month = parse_month(asked);
  return month && std::find(months.begin(), months.end(), *month) != months.end() ? month
                                                                                  : std::nullopt;
}

/// To the page of an NPU, with the period and the tier that were asked for.
Reply to_npu(const Context& context, const std::string& npu, const std::string& period) {
  std::string address = "/npus/" + npu;
  if (!period.empty()) {
    address += "?period=" + period;
  }
  if (context.shows_working) {
    address += (period.empty() ? "?" : "&") + std::string("tier=working");
  }
  return {.status = 303,
          .headers = {{"Location", std::move(address)}, {"Cache-Control", "no-cache"}}};
}

/// The NPU that is shown to somebody who named none: their own, or the first.
std::string usual_npu(const Context& context, const std::vector<const Area*>& npus) {
  const Request* asked = context.request;
  return asked == nullptr || asked->caller.npus.empty() ? npus.front()->id
                                                        : asked->caller.npus.front();
}

/// The file behind "name.hash.ext" in the folder used while developing: "name.ext".
std::optional<std::string> from_disk(const std::filesystem::path& folder, std::string_view file) {
  const auto last = file.rfind('.');
  const auto hash = last == std::string_view::npos ? last : file.rfind('.', last - 1);
  if (folder.empty() || hash == std::string_view::npos ||
      file.find_first_of("/\\") != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string name = std::string(file.substr(0, hash)) + std::string(file.substr(last));
  std::ifstream stream(folder / name, std::ios::binary);
  if (!stream) {
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Reply overview_page(const Context& context, const Request& request) {
  const auto months = months_with_figures(context);
  if (months.empty()) {
    return nothing_yet(context, request, "/");
  }
  const auto month = chosen_month(context, months, request);
  if (!month) {
    return wrong_month(context, months, {.action = "/"});
  }
  return page_reply(pages::overview(context.definitions, make_overview(context, *month, months)),
                    request);
}

Reply npus_page(const Context& context, const Request& request) {
  const std::string field(pages::area_field);
  const auto npus = context.definitions.reported_areas();
  const std::string asked = request.asked(field);
  const Area* named =
      asked.empty() ? nullptr
                    : area_named(context.definitions, context.definitions.area_level(), asked);
  if (npus.empty() || (!asked.empty() && named == nullptr)) {
    return wrong_npu(context, 400);
  }
  const std::string npu = named == nullptr ? usual_npu(context, npus) : named->id;
  const std::string period = request.asked("period");
  if (!period.empty() && !parse_month(period)) {
    const auto months = months_with_figures(context);
    return months.empty() ? nothing_yet(context, request, "/npus/" + npu)
                          : wrong_month(context, months, {.action = "/npus", .npu = npu});
  }
  return to_npu(context, npu, period);
}

Reply npu_page(const Context& context, const Request& request) {
  const std::string& asked = request.path_parameters.at(std::string(pages::area_field));
  const Area* named = area_named(context.definitions, context.definitions.area_level(), asked);
  if (named == nullptr) {
    return wrong_npu(context, 404);
  }
  const std::string& npu = named->id;
  const std::string period = request.asked("period");
  if (asked != npu && (period.empty() || parse_month(period))) {
    return to_npu(context, npu, period);
  }
  const auto months = months_with_figures(context);
  if (months.empty()) {
    return nothing_yet(context, request, "/npus/" + npu);
  }
  const auto month = chosen_month(context, months, request);
  if (!month) {
    return wrong_month(context, months, {.action = "/npus", .npu = npu});
  }
  return page_reply(pages::npu(context.definitions, make_npu_page(context, npu, *month, months)),
                    request);
}

Reply symbols_page(const Context& context, const Request& request) {
  return page_reply(pages::symbols(context.definitions, frame_of(context)), request);
}

Reply asset_file(const Context& context, const Request& request) {
  const pages::Asset* asset = pages::asset(request.path);
  if (asset == nullptr) {
    const Problem nowhere{404, "unknown_address", "There is nothing at this address.", {}};
    return asks_for_page(request) ? problem_page(nowhere, context)
                                  : problem_reply(nowhere, request);
  }
  if (auto file = from_disk(context.settings.web_dir, request.path_parameters.at("file"))) {
    return {.status = 200,
            .media_type = asset->media_type,
            .body = std::move(*file),
            .headers = {{"Cache-Control", "no-cache"}}};
  }
  Reply reply{.status = 200,
              .media_type = asset->media_type,
              .headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                          {"Vary", "Accept-Encoding"}}};
  if (request.header("accept-encoding").find("gzip") == std::string_view::npos) {
    reply.body = gunzip(asset->gzip);
  } else {
    reply.body = asset->gzip;
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  return reply;
}

}  // namespace soundings::serve
