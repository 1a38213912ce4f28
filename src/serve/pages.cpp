// The pages and what they are made of: addresses to models to HTML, and assets that
// never change under their names.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <Poco/InflatingStream.h>

#include "soundings/normalise/normalise.h"

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

Problem malformed_period(const std::string& asked) {
  return bad_value("period", "period_malformed",
                   "The period '" + asked + "' is not a month, as in 2019-05.");
}

/// The month asked for, and those there are. Without a choice: the newest, or this one where
/// there are no answers yet.
struct Choice {
  Month month;
  std::vector<Month> months;
};

Expected<Choice, Problem> choose_month(const House& house, const Request& request) {
  const Month present = normalise::london_month(request.received_at);
  Choice choice{.month = present, .months = months_with_answers(house)};
  const std::string asked = request.asked("period");
  if (asked.empty()) {
    if (!choice.months.empty()) {
      choice.month = choice.months.front();
    }
    return choice;
  }
  const auto month = parse_month(asked);
  if (!month) {
    return unexpected(malformed_period(asked));
  }
  if (std::find(choice.months.begin(), choice.months.end(), *month) == choice.months.end()) {
    return unexpected(bad_value("period", "period_without_answers",
                                "There are no answers for the period '" + asked + "'."));
  }
  choice.month = *month;
  return choice;
}

bool is_npu(const Definitions& definitions, const std::string& id) {
  const Area* area = definitions.areas.find(id);
  return area != nullptr && area->level == "npu";
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
  const auto choice = choose_month(house, request);
  if (!choice) {
    return problem_page(choice.error(), house);
  }
  return page_reply(
      pages::overview(house.definitions, make_overview(house, choice->month, choice->months)),
      request);
}

Reply npus_page(const House& house, const Request& request) {
  const auto npus = house.definitions.areas.at_level("npu");
  const std::string asked = request.asked("npu");
  if (npus.empty() || (!asked.empty() && !is_npu(house.definitions, asked))) {
    return problem_page(bad_value("npu", "npu_unknown", "There is no NPU '" + asked + "'."), house);
  }
  const std::string period = request.asked("period");
  if (!period.empty() && !parse_month(period)) {
    return problem_page(malformed_period(period), house);
  }
  const std::string npu = asked.empty() ? npus.front()->id : asked;
  return {.status = 303,
          .media_type = {},
          .body = {},
          .headers = {{"Location", "/npus/" + npu + (period.empty() ? "" : "?period=" + period)},
                      {"Cache-Control", "no-cache"}}};
}

Reply npu_page(const House& house, const Request& request) {
  const std::string& npu = request.place.at("npu");
  if (!is_npu(house.definitions, npu)) {
    return problem_page({404, "npu_unknown", "There is no NPU '" + npu + "'.", {}}, house);
  }
  const auto choice = choose_month(house, request);
  if (!choice) {
    return problem_page(choice.error(), house);
  }
  return page_reply(
      pages::npu(house.definitions, make_npu_page(house, npu, choice->month, choice->months)),
      request);
}

Reply symbols_page(const House& house, const Request& request) {
  return page_reply(pages::symbols(house.definitions, house.settings.sample), request);
}

Reply asset_file(const House& house, const Request& request) {
  const pages::Asset* asset = pages::asset(request.path);
  if (asset == nullptr) {
    return problem_reply({404, "unknown_address", "There is nothing at this address.", {}},
                         request);
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
