// The published releases and their files, and what is read of months without one. Whoever takes a
// file is in the audit before it leaves.
#include <array>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/release/made_files.h"
#include "soundings/report/csvw.h"
#include "soundings/report/exported_files.h"
#include "soundings/report/formats.h"
#include "soundings/report/workbook.h"

#include "api/figure_requests.h"
#include "api/releases.h"
#include "editions.h"
#include "routes.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string who(const Request& request) {
  return request.caller.name.empty() ? "a reader on this machine" : request.caller.name;
}

Json files_of(const Context& context, const std::string& release) {
  Json files = Json::array();
  for (const store::ReleaseFileLine& file : context.editions.files(release)) {
    files.push_back({{"name", file.name},
                     {"bytes", file.bytes},
                     {"lines", file.lines},
                     {"sha256", to_hex(file.digest)},
                     {"href", file_address(release, file.name)}});
  }
  return files;
}

/// A file that the release has, or one that is made of its files.
std::optional<store::ReleaseFile> taken_file(const Context& context, const std::string& release,
                                             const std::string& name) {
  if (auto file = context.editions.file(release, name)) {
    return file;
  }
  const auto whole = context.editions.whole(release);
  return whole ? release::made_file({.definitions = context.definitions,
                                     .release = *whole,
                                     .sample = context.is_sample()},
                                    name)
               : std::nullopt;
}

std::string media_type_of(const std::string& name) {
  if (name.ends_with(".csv")) {
    return std::string(report::csv_media_type);
  }
  if (name.ends_with(report::csvw_name(".csv"))) {
    return std::string(report::csvw_media_type);
  }
  return name.ends_with(".xlsx") ? report::workbook_media_type : "application/json";
}

/// A table's description is found by its address.
std::vector<std::pair<std::string, std::string>> headers_of(const std::string& release,
                                                            const std::string& name) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Disposition", R"(attachment; filename=")" + name + "\""}};
  if (name.ends_with(".csv")) {
    headers.emplace_back("Link", "<" + file_address(release, report::csvw_name(name)) +
                                     R"(>; rel="describedby"; type=")" +
                                     std::string(report::csvw_media_type) + "\"");
  }
  return headers;
}

}  // namespace

std::string file_address(const std::string& release, const std::string& name) {
  return "/api/v1/releases/" + percent_encoded(release) + "/files/" + percent_encoded(name);
}

Reply list_releases(const Context& context, const Request& request) {
  Json releases = Json::array();
  const auto lines = context.editions.list();
  for (const store::ReleaseLine& line : *lines) {
    const std::string month = to_text(line.month);
    releases.push_back(
        {{"id", line.id},
         {"month", month},
         {"revision", line.revision},
         {"published_at", line.published ? Json(rfc3339(line.published->at)) : Json(nullptr)},
         {"data_version", line.data_version},
         {"files", files_of(context, line.id)},
         {"links",
          {{"page", "/?period=" + month + "&release=" + line.id},
           {"exports", "/exports?release=" + line.id},
           {"overview", "/api/v1/overview?period=" + month + "&release=" + line.id}}}});
  }
  return with_etag(marked(context, json_reply(Json{{"releases", std::move(releases)}}.dump())),
                   request);
}

Reply list_provisional(const Context& context, const Request& request) {
  Json figures = Json::array();
  for (const release::ProvisionalLine& line : context.editions.provisional()) {
    figures.push_back({{"survey", line.survey},
                       {"period", to_text(line.month)},
                       {"item", line.item},
                       {"area", line.area},
                       {"value", line.per_cent},
                       {"n", line.base},
                       {"counted_to", line.counted_to}});
  }
  return with_etag(marked(context, json_reply(Json{{"provisional", std::move(figures)}}.dump())),
                   request);
}

Reply release_file(const Context& context, const Request& request) {
  const std::string& release = request.path_parameters.at("release");
  const auto file = taken_file(context, release, request.path_parameters.at("file"));
  if (!file) {
    return problem_reply({404, "unknown_file", "No published release has this file.", {}}, request);
  }
  intake::AuditTrail(context.intake)
      .append({.at = request.received_at,
               .actor = who(request),
               .action = "file_exported",
               .subject = release + "/" + file->name,
               .detail = "from " + request.client.address + ": " +
                         report::to_text(std::array{report::ExportedFile{
                             file->name, static_cast<std::int64_t>(file->bytes.size()),
                             to_hex(sha256(file->bytes))}})});
  return with_etag({.status = 200,
                    .media_type = media_type_of(file->name),
                    .body = file->bytes,
                    .headers = headers_of(release, file->name)},
                   request);
}

}  // namespace soundings::serve
