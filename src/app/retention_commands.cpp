// `soundings purge`, `erase` and `pepper rotate`: what is kept no longer, and how people are known.
#include <iostream>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

namespace {

using Json = nlohmann::json;
using Needs = OperatorAccess::Needs;

std::string flag(bool set) {
  return set ? "yes" : "";
}

/// What was deleted is in the WAL until every reader has moved on.
void note_wal(const Json& document) {
  if (document.contains("wal_emptied") && !document.at("wal_emptied").get<bool>()) {
    std::cerr << "A reader still needs the write-ahead log; what went leaves it with the next "
                 "purge.\n";
  }
}

/// Why what is past its retention stays without --accept-jump.
void say_why(const Json& document, const Json& one) {
  const std::string why = one.value("waits", "");
  if (why == "clock_ahead") {
    std::cerr << "These stay without --accept-jump: " << document.value("at", "")
              << " is more than 7 days after " << document.value("seen", "")
              << ", when the database was last known to be in use (clock_ahead).\n";
  } else if (why == "large_share") {
    std::cerr << "These stay without --accept-jump: they are more than half of the "
              << one.value("kept", 0) << " that are kept (large_share).\n";
  }
}

}  // namespace

Exit purge(const PurgeOptions& options) {
  const auto access = OperatorAccess::open(options.paths, Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/purge", {{"at", options.at},
                                                      {"apply", flag(options.apply)},
                                                      {"accept_jump", flag(options.accept_jump)},
                                                      {"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const Json document = Json::parse(answer.body);
  for (const Json& one : document.at("items")) {
    std::cout << visible(one.at("survey").get<std::string>()) << ": " << one.at("items").get<int>()
              << ' ' << one.at("what").get<std::string>() << '\n';
    if (!options.accept_jump) {
      say_why(document, one);
    }
  }
  if (document.at("items").empty()) {
    std::cout << "nothing is past its retention\n";
  } else if (!options.apply) {
    std::cerr << "Nothing was changed. With --apply these go.\n";
  }
  note_wal(document);
  return document.value("waiting", 0) == 0 ? Exit::done : Exit::refused;
}

Exit erase(const EraseOptions& options) {
  const auto access = OperatorAccess::open(options.paths, Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/erase", {{"source", options.source},
                                                      {"respondent", options.respondent},
                                                      {"source_response_id", options.response},
                                                      {"receipt", options.receipt},
                                                      {"reference", options.reference},
                                                      {"apply", flag(options.apply)},
                                                      {"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const Json document = Json::parse(answer.body);
  for (const Json& one : document.at("records")) {
    std::cout << visible(one.value("receipt", "")) << ' ' << visible(one.value("source", "")) << ' '
              << visible(one.value("survey", "")) << " of " << one.value("received_at", "") << ": "
              << one.value("submissions", 0) << " submissions, " << one.value("responses", 0)
              << " versions, " << one.value("comments", 0) << " comments, "
              << (one.value("counted", false) ? "counted" : "not counted") << '\n';
  }
  for (const Json& receipt : document.at("held")) {
    std::cout << visible(receipt.get<std::string>())
              << " is held and has this word in it; look at it, then erase it by its receipt\n";
  }
  if (document.at("records").empty()) {
    std::cout << "no record\n";
  } else if (!options.apply) {
    std::cerr << "Nothing was changed. With --apply and --reference these are erased for good.\n";
  }
  note_wal(document);
  return Exit::done;
}

Exit rotate_pepper(const PepperOptions& options) {
  const auto access = OperatorAccess::open(options.paths, Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/pepper/rotate", {{"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  std::cout << "pepper " << Json::parse(answer.body).at("pepper").get<int>()
            << " is in use; keep a copy of its file with the master key's\n";
  return Exit::done;
}

}  // namespace soundings::app
