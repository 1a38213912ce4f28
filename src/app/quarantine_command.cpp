// `soundings quarantine`: held items listed, shown, replayed, admitted and discarded.
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr auto address = "/operator/quarantine";

std::string text(const Json& object, const char* name) {
  return object.value(name, std::string{});
}

/// Errors: why nobody can be asked; it is printed.
Expected<OperatorAccess, Exit> open_access(const QuarantineOptions& options) {
  if (!database_present(options.paths)) {
    return unexpected(Exit::refused);
  }
  return OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
}

OperatorAccess::Fields filter_of(const QuarantineOptions& options) {
  return {{"source", options.source}, {"survey", options.survey}, {"code", options.code},
          {"since", options.since},   {"until", options.until},   {"after", options.after},
          {"limit", options.limit}};
}

std::string first(const Json& errors, const char* name) {
  return errors.empty() ? std::string{} : text(errors.front(), name);
}

std::vector<std::string> list_row(const Json& item) {
  const Json& errors = item.at("errors");
  return {text(item, "receipt"), text(item, "received_at"), text(item, "source"),
          text(item, "code"),    first(errors, "pointer"),  first(errors, "value_class"),
          text(item, "state")};
}

void print_page(const Json& page) {
  std::vector<std::vector<std::string>> rows{
      {"RECEIPT", "RECEIVED", "SOURCE", "CODE", "FIELD", "VALUE", "STATE"}};
  for (const Json& item : page.at("items")) {
    rows.push_back(list_row(item));
  }
  std::cout << columns(rows);
  for (const auto& [code, items] : page.at("counts").items()) {
    std::cerr << code << ' ' << items << '\n';
  }
  if (page.contains("next")) {
    std::cerr << "There is more: --after " << text(page, "next") << '\n';
  }
}

/// "under its id: accepted version 2, counts, changed ..., received ..., receipt ..."
std::string version_words(const Json& version) {
  std::string words = "under its id: " + text(version, "outcome");
  if (version.contains("version")) {
    words += " version " + std::to_string(version.at("version").get<int>());
  }
  words += version.value("counts", false) ? ", counts" : "";
  if (version.contains("changed_at")) {
    words += ", changed " + text(version, "changed_at");
  }
  return words + ", received " + text(version, "received_at") + ", receipt " +
         text(version, "receipt");
}

void print_item(const Json& item) {
  std::vector<std::vector<std::string>> rows;
  for (const char* name : {"receipt", "received_at", "source", "survey", "source_response_id",
                           "outcome", "code", "state", "decided_at", "by", "reason"}) {
    if (item.contains(name)) {
      rows.push_back({name, text(item, name)});
    }
  }
  std::cout << columns(rows);
  for (const Json& version : item.value("versions", Json::array())) {
    std::cout << version_words(version) << '\n';
  }
  if (item.contains("warning")) {
    std::cout << text(item, "warning") << '\n';
  }
  for (const Json& error : item.at("errors")) {
    const std::string value = text(error, "value_class");
    std::cout << visible(text(error, "pointer")) << ": " << visible(text(error, "message")) << " ("
              << text(error, "code") << (value.empty() ? "" : ", " + value) << ")\n";
  }
  if (item.contains("body")) {
    std::cout << (item.at("body").is_null()
                      ? "The body is no longer kept."
                      : visible(item.at("body").get<std::string>(), Lines::many))
              << '\n';
  }
}

/// "area_unknown", "accepted version 1", "already_decided".
std::string replay_words(const Json& item) {
  if (item.contains("refused")) {
    return text(item, "refused");
  }
  std::string words = text(item, "status");
  if (item.contains("version")) {
    words += " version " + std::to_string(item.at("version").get<int>());
  }
  return item.contains("code") ? words + " " + text(item, "code") : words;
}

/// A server replays by the definitions it started with; an operator who has just mended them on
/// disk should know.
void warn_of_other_definitions(const QuarantineOptions& options, const Json& page) {
  const auto ours = read_definitions(options.paths.definitions);
  if (ours && ours->digest != text(page, "definitions")) {
    std::cerr << "the server still has the definitions it started with, which are not those in "
              << options.paths.definitions.string() << "; restart it to replay by these\n";
  }
}

bool has_filter(const QuarantineOptions& options) {
  return !options.source.empty() || !options.survey.empty() || !options.code.empty() ||
         !options.since.empty() || !options.until.empty();
}

bool asks_for_something(const QuarantineOptions& options) {
  return options.all || !options.receipts.empty() || has_filter(options);
}

std::string joined(const std::vector<std::string>& receipts) {
  std::string all;
  for (const std::string& receipt : receipts) {
    all += (all.empty() ? "" : ",") + receipt;
  }
  return all;
}

void print_replayed(const std::vector<Json>& items, bool applied) {
  std::map<std::string, int> sums;
  std::vector<std::vector<std::string>> rows{{"RECEIPT", "HELD FOR", applied ? "NOW" : "WOULD BE"}};
  for (const Json& item : items) {
    rows.push_back({text(item, "receipt"), text(item, "held_for"), replay_words(item)});
    ++sums[item.contains("refused") ? text(item, "refused") : text(item, "status")];
  }
  std::cout << columns(rows);
  for (const auto& [status, count] : sums) {
    std::cerr << status << ' ' << count << '\n';
  }
  if (!applied) {
    std::cerr << "A preview: nothing was changed; --apply does it.\n";
  }
}

std::string act_address(const std::string& receipt, const std::string& verb) {
  return std::string(address) + "/" + receipt + "/" + verb;
}

void print_decided(const std::string& receipt, const std::string& verb, const std::string& body) {
  if (verb != "admit") {
    std::cout << receipt << " discarded\n";
    return;
  }
  const Json admitted = Json::parse(body);
  std::cout << receipt << " admitted as version " << admitted.value("version", 0) << '\n';
  if (admitted.contains("warning")) {
    std::cerr << receipt << ": " << text(admitted, "warning") << '\n';
  }
}

/// One act on each receipt, in order; stops at none. The first refusal's exit code.
Exit decide(const QuarantineOptions& options, const std::string& verb) {
  const auto access = open_access(options);
  if (!access) {
    return access.error();
  }
  Exit exit = Exit::done;
  for (const std::string& receipt : options.receipts) {
    OperatorAccess::Fields fields{{"reason", options.reason}, {"by", options.by}};
    if (verb == "discard") {
      fields["scope"] = options.scope;
    } else {
      fields["over_newer"] = options.over_newer ? "yes" : "";
    }
    const auto answer = access->act(act_address(receipt, verb), std::move(fields));
    if (answer.status >= 400) {
      std::cerr << receipt << ": ";
      exit = complain(answer).value_or(exit);
      continue;
    }
    if (options.json) {
      std::cout << visible_json(answer.body) << '\n';
    } else {
      print_decided(receipt, verb, answer.body);
    }
  }
  return exit;
}

/// Every page that the filter finds, one act a page.
Exit act_on_pages(const OperatorAccess& access, const QuarantineOptions& options,
                  const std::string& verb, OperatorAccess::Fields fields) {
  std::vector<Json> items;
  fields["apply"] = options.apply ? "yes" : "";
  fields["reason"] = options.reason;
  fields["by"] = options.by;
  do {
    const auto answer = access.act(std::string(address) + "/" + verb, fields);
    if (const auto exit = complain(answer)) {
      return *exit;
    }
    const Json page = Json::parse(answer.body);
    if (access.in_server() && items.empty() && page.contains("definitions")) {
      warn_of_other_definitions(options, page);
    }
    items.insert(items.end(), page.at("items").begin(), page.at("items").end());
    fields["after"] = text(page, "next");
  } while (!fields["after"].empty());
  if (options.json) {
    std::cout << visible_json(Json{{"applied", options.apply}, {"items", items}}.dump()) << '\n';
  } else {
    print_replayed(items, options.apply);
  }
  return Exit::done;
}

/// On the receipts that are named, or on what a filter finds.
Exit decide_either(const QuarantineOptions& options, const std::string& verb) {
  const bool filtered = has_filter(options);
  if (filtered == !options.receipts.empty()) {
    std::cerr << "name receipts or a filter" << (filtered ? ", not both" : "") << '\n';
    return Exit::wrong_usage;
  }
  if (!filtered) {
    return decide(options, verb);
  }
  if (!options.scope.empty()) {
    std::cerr << "what only safeguarding may see is discarded by its receipts\n";
    return Exit::wrong_usage;
  }
  const auto access = open_access(options);
  if (!access) {
    return access.error();
  }
  OperatorAccess::Fields fields = filter_of(options);
  if (verb == "admit") {
    fields["over_newer"] = options.over_newer ? "yes" : "";
  }
  return act_on_pages(*access, options, verb, std::move(fields));
}

}  // namespace

Exit list_held(const QuarantineOptions& options) {
  const auto access = open_access(options);
  if (!access) {
    return access.error();
  }
  OperatorAccess::Fields fields = filter_of(options);
  fields["state"] = options.state;
  fields["scope"] = options.scope;
  fields["by"] = options.by;
  const auto answer = access->read(address, std::move(fields));
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
  } else {
    print_page(Json::parse(answer.body));
  }
  return Exit::done;
}

Exit show_held(const QuarantineOptions& options) {
  const auto access = open_access(options);
  if (!access) {
    return access.error();
  }
  const auto answer = access->read(std::string(address) + "/" + options.receipts.front(),
                                   {{"scope", options.scope},
                                    {"body", options.body ? "yes" : ""},
                                    {"reason", options.reason},
                                    {"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
  } else {
    print_item(Json::parse(answer.body));
  }
  return Exit::done;
}

Exit replay_held(const QuarantineOptions& options) {
  if (!asks_for_something(options)) {
    std::cerr << "name receipts, a filter, or --all\n";
    return Exit::wrong_usage;
  }
  const auto access = open_access(options);
  if (!access) {
    return access.error();
  }
  OperatorAccess::Fields fields = filter_of(options);
  fields["receipts"] = joined(options.receipts);
  fields["scope"] = options.scope;
  return act_on_pages(*access, options, "replay", std::move(fields));
}

Exit admit_held(const QuarantineOptions& options) {
  return decide_either(options, "admit");
}

Exit discard_held(const QuarantineOptions& options) {
  return decide_either(options, "discard");
}

}  // namespace soundings::app
