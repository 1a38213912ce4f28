// Assets: embedded files that never change under their names.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "soundings/base/gzip.h"
#include "soundings/pages/pages.h"

#include "http/encoding.h"
#include "routes.h"

namespace soundings::serve {
namespace {

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
  if (!accepts_gzip(request)) {
    reply.body = gunzip(asset->gzip);
  } else {
    reply.body = asset->gzip;
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  return reply;
}

}  // namespace soundings::serve
