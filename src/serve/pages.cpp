// The pages and what they are made of: addresses to models to HTML, and assets that
// never change under their names.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <Poco/InflatingStream.h>

#include "soundings/survey/codes.h"
#include "soundings/wording/wording.h"

#include "months.h"
#include "page_models.h"
#include "routes.h"

namespace soundings::serve {
namespace {

Reply page_reply(std::string html, const Request& request) {
  return with_etag({.status = 200,
                    .media_type = "text/html; charset=utf-8",
                    .body = std::move(html),
                    .headers = {}},
                   request);
}

/// What a form asks again: where, and with which NPU (empty: it asks for none).
struct Asked {
  std::string action;
  std::string npu;
};

/// The form again, with the fault at its field and the months there are to choose from.
Reply wrong_choice(const House& house, const std::vector<Month>& months, const Asked& asked,
                   int status, std::string field, std::string message) {
  pages::WrongChoice wrong{.action = asked.action,
                           .field = std::move(field),
                           .message = std::move(message),
                           .npus = {},
                           .months = month_choices(months, usual_month(house, months)),
                           .sample = house.settings.sample};
  if (asked.action == "/npus") {
    wrong.npus = npu_choices(house, asked.npu);
  }
  return {.status = status,
          .media_type = "text/html; charset=utf-8",
          .body = pages::wrong_choice(house.definitions, wrong),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply wrong_month(const House& house, const std::vector<Month>& months, const Asked& asked) {
  const auto words = [](Month month) { return wording::period(Period::month(month), nullptr); };
  return wrong_choice(
      house, months, asked, 400, "period",
      months.size() == 1
          ? "Choose " + words(months.front()) + ", the only month with answers"
          : "Choose a month from " + words(months.back()) + " to " + words(months.front()));
}

Reply wrong_npu(const House& house, int status) {
  const auto months = months_with_answers(house);
  const std::string message = "Choose an NPU from the list";
  return months.empty()
             ? problem_page({status, "npu_unknown", "There is no such NPU.", {}}, house)
             : wrong_choice(house, months, {.action = "/npus", .npu = {}}, status, "npu", message);
}

/// The page of a database without any answers; a month asked for cannot be shown there.
Reply nothing_yet(const House& house, const Request& request, std::string_view address) {
  Reply reply{.status = 200,
              .media_type = "text/html; charset=utf-8",
              .body = pages::no_answers(house.definitions, address, house.settings.sample),
              .headers = {}};
  if (request.asked("period").empty()) {
    return with_etag(std::move(reply), request);
  }
  reply.status = 400;
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

/// The month asked for, the usual one without a choice; nothing for one that is not offered.
std::optional<Month> chosen_month(const House& house, const std::vector<Month>& months,
                                  const Request& request) {
  const std::string asked = request.asked("period");
  if (asked.empty()) {
    return usual_month(house, months);
  }
  const auto month = parse_month(asked);
  return month && std::find(months.begin(), months.end(), *month) != months.end() ? month
                                                                                  : std::nullopt;
}

/// To the page of an NPU, with the period that was asked for.
Reply to_npu(const std::string& npu, const std::string& period) {
  return {.status = 303,
          .media_type = {},
          .body = {},
          .headers = {{"Location", "/npus/" + npu + (period.empty() ? "" : "?period=" + period)},
                      {"Cache-Control", "no-cache"}}};
}

std::string inflated(std::string_view gzip) {
  std::istringstream compressed{std::string(gzip)};
  Poco::InflatingInputStream stream(compressed, Poco::InflatingStreamBuf::STREAM_GZIP);
  return {std::istreambuf_iterator<char>(stream), {}};
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

Reply overview_page(const House& house, const Request& request) {
  const auto months = months_with_answers(house);
  if (months.empty()) {
    return nothing_yet(house, request, "/");
  }
  const auto month = chosen_month(house, months, request);
  if (!month) {
    return wrong_month(house, months, {.action = "/", .npu = {}});
  }
  return page_reply(pages::overview(house.definitions, make_overview(house, *month, months)),
                    request);
}

Reply npus_page(const House& house, const Request& request) {
  const auto npus = house.definitions.areas.at_level("npu");
  const std::string asked = request.asked("npu");
  const Area* named = asked.empty() ? nullptr : area_named(house.definitions, "npu", asked);
  if (npus.empty() || (!asked.empty() && named == nullptr)) {
    return wrong_npu(house, 400);
  }
  const std::string npu = named == nullptr ? npus.front()->id : named->id;
  const std::string period = request.asked("period");
  if (!period.empty() && !parse_month(period)) {
    const auto months = months_with_answers(house);
    return months.empty() ? nothing_yet(house, request, "/npus/" + npu)
                          : wrong_month(house, months, {.action = "/npus", .npu = npu});
  }
  return to_npu(npu, period);
}

Reply npu_page(const House& house, const Request& request) {
  const Area* named = area_named(house.definitions, "npu", request.place.at("npu"));
  if (named == nullptr) {
    return wrong_npu(house, 404);
  }
  const std::string& npu = named->id;
  const std::string period = request.asked("period");
  if (request.place.at("npu") != npu && (period.empty() || parse_month(period))) {
    return to_npu(npu, period);
  }
  const auto months = months_with_answers(house);
  if (months.empty()) {
    return nothing_yet(house, request, "/npus/" + npu);
  }
  const auto month = chosen_month(house, months, request);
  if (!month) {
    return wrong_month(house, months, {.action = "/npus", .npu = npu});
  }
  return page_reply(pages::npu(house.definitions, make_npu_page(house, npu, *month, months)),
                    request);
}

Reply symbols_page(const House& house, const Request& request) {
  return page_reply(pages::symbols(house.definitions, house.settings.sample), request);
}

Reply asset_file(const House& house, const Request& request) {
  const pages::Asset* asset = pages::asset(request.path);
  if (asset == nullptr) {
    const Problem nowhere{404, "unknown_address", "There is nothing at this address.", {}};
    return asks_for_page(request) ? problem_page(nowhere, house) : problem_reply(nowhere, request);
  }
  if (auto file = from_disk(house.settings.web_dir, request.place.at("file"))) {
    return {.status = 200,
            .media_type = asset->media_type,
            .body = std::move(*file),
            .headers = {{"Cache-Control", "no-cache"}}};
  }
  Reply reply{.status = 200,
              .media_type = asset->media_type,
              .body = {},
              .headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                          {"Vary", "Accept-Encoding"}}};
  if (request.header("accept-encoding").find("gzip") == std::string_view::npos) {
    reply.body = inflated(asset->gzip);
  } else {
    reply.body = asset->gzip;
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  return reply;
}

}  // namespace soundings::serve
