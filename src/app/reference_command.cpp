// `soundings invitations import` and `series import`: reference figures that stand beside
// responses, taken in by the process that has the database.
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/intake/reference_files.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

namespace {

using Json = nlohmann::json;

/// Bytes of a file that a running server is handed: in base64 it fits a form.
constexpr std::size_t most_bytes_in_server = 10'000'000;

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Exit complain_of(const std::string& file, const std::vector<Finding>& faults) {
  for (const Finding& fault : faults) {
    std::cerr << file << ' ' << visible(fault.pointer) << ": " << visible(fault.message) << " ("
              << fault.code << ")\n";
  }
  std::cerr << faults.size() << (faults.size() == 1 ? " fault" : " faults")
            << "; nothing imported\n";
  return Exit::refused;
}

/// The faults that a server's own definitions find in a file that ours do not.
std::vector<Finding> faults_in(const serve::Reply& answer) {
  std::vector<Finding> faults;
  const Json document = Json::parse(answer.body, nullptr, false);
  if (!document.is_object() || document.value("code", "") != "rows_refused") {
    return faults;
  }
  for (const Json& error : document.at("errors")) {
    faults.push_back({.code = error.value("code", ""),
                      .pointer = error.value("pointer", ""),
                      .message = error.value("message", "")});
  }
  return faults;
}

/// What of a file the reply says was not read.
void say_passed_over(const Json& put) {
  for (const Json& finding : put.value("findings", Json::array())) {
    std::cout << visible(finding.value("message", "")) << " (" << finding.value("code", "")
              << ")\n";
  }
  for (const Json& unread : put.value("unread", Json::array())) {
    const auto count = unread.value("count", std::uint64_t{0});
    std::cout << "Not read: column \"" << visible(unread.value("name", "")) << "\", " << count
              << (count == 1 ? " value\n" : " values\n");
  }
  if (put.contains("unread_more")) {
    std::cout << "Not read: " << put.at("unread_more") << " values of further columns\n";
  }
}

Exit hand_over(const ReferenceOptions& options, const OperatorAccess& access,
               const std::string& address) {
  const std::string bytes = bytes_of(options.file);
  if (access.in_server() && bytes.size() > most_bytes_in_server) {
    std::cerr << options.file << ": a running server takes files up to " << most_bytes_in_server
              << " bytes; send its rows in several files, or stop the server\n";
    return Exit::refused;
  }
  const std::vector<std::uint8_t> file(bytes.begin(), bytes.end());
  OperatorAccess::Fields fields{{"file", to_base64(file)}, {"by", options.by}};
  if (options.replace) {
    fields["replace"] = "yes";
  }
  const auto answer = access.act(address, fields);
  if (const auto faults = faults_in(answer); !faults.empty()) {
    return complain_of(options.file, faults);
  }
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const Json put = Json::parse(answer.body);
  std::cout << options.file << ": " << put.at("rows") << " rows imported: " << put.at("added")
            << " new, " << put.at("changed") << " changed, " << put.at("unchanged") << " as before";
  if (const auto replaced = put.value("replaced", std::uint64_t{0}); replaced > 0) {
    std::cout << "; " << replaced << (replaced == 1 ? " kept point" : " kept points")
              << " replaced";
  }
  std::cout << '\n';
  for (const Json& change : put.at("changes")) {
    std::cout << "  " << visible(change.get<std::string>()) << '\n';
  }
  say_passed_over(put);
  return Exit::done;
}

/// Reads the file first, so that one with faults makes no database.
template <typename Read>
Exit import_reference(const ReferenceOptions& options, const std::string& address, Read read) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  const auto rows = read(options.file, *definitions);
  if (!rows) {
    return complain_of(options.file, rows.error());
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  return access ? hand_over(options, *access, address) : access.error();
}

}  // namespace

Exit import_invitations(const ReferenceOptions& options) {
  return import_reference(options, "/operator/invitations", intake::read_invitations);
}

Exit import_series(const ReferenceOptions& options) {
  return import_reference(options, "/operator/series", intake::read_series);
}

}  // namespace soundings::app
