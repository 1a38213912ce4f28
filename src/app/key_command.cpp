// `soundings key`: the secrets by which sources prove who they are. A secret is shown
// once, when it is made; the ledger keeps it encrypted (docs/decisions/0004).
#include <iostream>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

namespace {

using Json = nlohmann::json;

/// The new key on standard output, everything else beside it.
Exit show_made(const serve::Reply& answer) {
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const Json made = Json::parse(answer.body);
  for (const Json& old : made.at("ending")) {
    std::cerr << old.value("key", "") << " is good until " << old.value("not_after", "") << '\n';
  }
  std::cout << made.value("key", "") << ' ' << made.value("secret", "") << '\n';
  std::cerr << "The secret above is shown this once.\n";
  return Exit::done;
}

void print_key(const Json& key) {
  const std::string label = key.value("label", "");
  std::cout << key.value("key", "") << ' ' << visible(key.value("source", "")) << ' '
            << (label.empty() ? "-" : visible(label)) << ' ' << key.value("scope", "") << " from "
            << key.value("not_before", "");
  if (key.contains("not_after")) {
    std::cout << " to " << key.value("not_after", "");
  }
  std::cout << ", "
            << (key.contains("last_used") ? "last used " + key.value("last_used", "")
                                          : "never used")
            << '\n';
}

}  // namespace

Exit create_key(const KeyOptions& options) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  return show_made(access->act("/operator/keys", {{"source", options.source},
                                                  {"label", options.label},
                                                  {"scope", options.scope},
                                                  {"secret", options.secret},
                                                  {"not_before", options.not_before},
                                                  {"not_after", options.not_after},
                                                  {"by", options.by}}));
}

Exit rotate_key(const KeyOptions& options) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  return show_made(access->act("/operator/keys/rotate", {{"source", options.source},
                                                         {"label", options.label},
                                                         {"scope", options.scope},
                                                         {"until", options.until},
                                                         {"by", options.by}}));
}

Exit revoke_key(const KeyOptions& options) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/keys/" + options.id + "/revoke", {{"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  std::cout << options.id << " revoked\n";
  return Exit::done;
}

Exit list_keys(const KeyOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  const auto answer = access->read("/operator/keys", {{"source", options.source}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
    return Exit::done;
  }
  const Json document = Json::parse(answer.body);
  for (const Json& key : document.at("keys")) {
    print_key(key);
  }
  return Exit::done;
}

}  // namespace soundings::app
