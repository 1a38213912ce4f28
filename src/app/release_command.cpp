// `soundings publish` and `soundings release`: a month is frozen, and what was frozen is listed,
// shown, compared, checked and decided about.
#include <array>
#include <iostream>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/release/release.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"
#include "soundings/store/releases.h"
#include "soundings/store/sample_mark.h"
#include "soundings/survey/sample_data.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"
#include "release_lookup.h"

namespace soundings::app {

std::unique_ptr<const store::Store> open_releases(const ReleaseOptions& options) {
  return database_present(options.paths) ? open_store_to_read(options.paths) : nullptr;
}

std::optional<store::Release> find_release(const store::Store& store, const std::string& id) {
  auto release = store.releases().find(id);
  if (!release) {
    std::cerr << "no release " << visible(id) << " (unknown_release)\n";
  }
  return release;
}

std::vector<store::Release> all_releases(const store::Releases& releases) {
  std::vector<store::Release> all;
  for (const store::ReleaseLine& line : releases.list()) {
    if (auto release = releases.find(line.id)) {
      all.push_back(*std::move(release));
    }
  }
  return all;
}

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

constexpr const char* address = "/operator/releases";
constexpr const char* revisions_address = "/operator/revisions";

void print(const Json& document) {
  std::cout << visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

Json line_json(const store::ReleaseLine& line) {
  const auto word = [](const store::ReleaseWord& said) {
    return Json{{"at", rfc3339(said.at)}, {"by", said.actor}, {"reason", said.reason}};
  };
  Json document{{"release", line.id},
                {"month", to_text(line.month)},
                {"state", store::to_text(line.state)},
                {"data_version", line.data_version},
                {"made", word(line.made)}};
  const auto add = [&](const char* name, const std::optional<store::ReleaseWord>& said) {
    if (said) {
      document[name] = word(*said);
    }
  };
  add("published", line.published);
  add("withdrawal_asked", line.asked);
  add("withdrawn", line.withdrawn);
  return document;
}

/// Asks for a decision about one release, and says what has become of it.
Exit decide(const ReleaseOptions& options, const std::string& verb) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto reply = access->act(std::string(address) + "/" + options.release + "/" + verb,
                                 {{"reason", options.reason}, {"by", options.by}});
  if (const auto exit = complain(reply)) {
    return *exit;
  }
  const Json document = Json::parse(reply.body);
  const std::string state = document.value("state", "");
  if (verb == "discard") {
    std::cout << options.release << " is discarded\n";
  } else if (verb == "withdraw" && state == "published") {
    std::cout << options.release << " is still published: a second user withdraws it\n";
  } else {
    std::cout << options.release << " is " << state << '\n';
  }
  return Exit::done;
}

std::vector<std::string> file_row(const store::ReleaseFile& file) {
  return {file.name, std::to_string(file.bytes.size()), to_hex(file.digest),
          file.published ? "" : "kept, not published"};
}

std::string cell_of(const store::ReleaseRow& row) {
  return row.codes.empty() ? "force" : row.codes;
}

std::string printed(const store::ReleaseRow& row, bool there) {
  if (!there) {
    return "";
  }
  const std::string range = row.lo.empty() ? "" : " (" + row.lo + " to " + row.hi + ")";
  const std::string marks = row.marks.empty() ? "" : " [" + row.marks + "]";
  return row.value + range + (row.n.empty() ? "" : " of " + row.n) + marks;
}

/// What differs between two releases, under a row of headings.
Rows rows_of(const std::vector<release::RowDifference>& differences) {
  Rows rows{{"SURVEY", "PERIOD", "TABLE", "ITEM", "CELL", "WEIGHTING", "BEFORE", "AFTER"}};
  for (const release::RowDifference& each : differences) {
    const store::ReleaseRow& row = each.in_after ? each.after : each.before;
    rows.push_back({row.survey, row.period, row.by.empty() ? "force" : row.by,
                    row.item + (row.answer.empty() ? "" : " " + row.answer), cell_of(row),
                    row.weighting, printed(each.before, each.in_before),
                    printed(each.after, each.in_after)});
  }
  return rows;
}

/// rows: the first holds the headings.
Json comparison_json(const ReleaseOptions& options, const Rows& rows, bool sample) {
  constexpr std::array names{"survey", "period",    "table",  "item",
                             "cell",   "weighting", "before", "after"};
  Json list = Json::array();
  for (std::size_t at = 1; at < rows.size(); ++at) {
    Json row = Json::object();
    for (std::size_t column = 0; column < names.size(); ++column) {
      row[names[column]] = rows[at][column];
    }
    list.push_back(std::move(row));
  }
  Json document = Json::object();
  if (sample) {
    document[std::string(sample_column)] = sample_value;
  }
  document["before"] = options.release;
  document["after"] = options.other;
  document["rows"] = std::move(list);
  return document;
}

/// What a release is held against: the others, and the answers in the database counted again.
std::vector<store::Check> checks_of(const Definitions& definitions,
                                    const std::filesystem::path& database,
                                    const store::Release& release,
                                    const std::vector<store::Release>& all) {
  const auto kept = release::kept_definitions(definitions, release);
  const Definitions& made_by = kept ? *kept : definitions;
  const auto cells = store::open_cells(database, made_by);
  auto checks = release::verify(made_by, release, all);
  checks.push_back(release::counted_again(made_by, *cells, release, all));
  return checks;
}

/// Prints what was checked of a release; whether all is sound.
bool say(const store::Release& release, const std::vector<store::Check>& checks) {
  bool sound = true;
  for (const store::Check& check : checks) {
    std::cout << release.line.id << ' ' << (check.passed ? "ok   " : "FAIL ") << check.name << ": "
              << visible(check.detail) << '\n';
    sound = sound && check.passed;
  }
  return sound;
}

/// Asks for a release of a month, and says what has become of it.
Exit make(const ReleaseOptions& options, const char* at) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto reply = access->act(at, {{"period", options.period},
                                      {"draft", options.draft ? "yes" : ""},
                                      {"reason", options.reason},
                                      {"by", options.by}});
  if (const auto exit = complain(reply)) {
    return *exit;
  }
  const Json document = Json::parse(reply.body);
  const std::string id = document.value("release", "");
  std::cout << id << " is "
            << (options.draft ? "a draft; `soundings release approve " + id + "` publishes it"
                              : std::string("published"))
            << '\n';
  return Exit::done;
}

}  // namespace

Exit publish(const ReleaseOptions& options) {
  return make(options, address);
}

Exit revise(const ReleaseOptions& options) {
  return make(options, revisions_address);
}

Exit list_releases(const ReleaseOptions& options) {
  const auto store = open_releases(options);
  if (!store) {
    return Exit::refused;
  }
  const auto lines = store->releases().list();
  if (options.json) {
    Json list = Json::array();
    for (const store::ReleaseLine& line : lines) {
      list.push_back(line_json(line));
    }
    print({{"releases", std::move(list)}});
    return Exit::done;
  }
  Rows rows{{"RELEASE", "STATE", "MADE", "BY", "DATA", "REASON"}};
  for (const store::ReleaseLine& line : lines) {
    rows.push_back({line.id, std::string(store::to_text(line.state)), rfc3339(line.made.at),
                    line.made.actor, std::to_string(line.data_version), line.made.reason});
  }
  std::cout << columns(rows);
  return Exit::done;
}

Exit show_release(const ReleaseOptions& options) {
  const auto store = open_releases(options);
  const auto release = store ? find_release(*store, options.release) : std::nullopt;
  if (!release) {
    return Exit::refused;
  }
  const store::ReleaseFile* manifest = release->file("manifest.json");
  if (options.json) {
    Json document = line_json(release->line);
    document["manifest"] = manifest == nullptr ? Json() : Json::parse(manifest->bytes);
    print(document);
    return Exit::done;
  }
  std::cout << release->line.id << " is " << store::to_text(release->line.state) << "; made "
            << rfc3339(release->line.made.at) << " by " << visible(release->line.made.actor) << ": "
            << visible(release->line.made.reason) << '\n';
  Rows rows{{"FILE", "BYTES", "SHA-256", "NOTE"}};
  for (const store::ReleaseFile& file : release->files) {
    rows.push_back(file_row(file));
  }
  std::cout << columns(rows);
  return Exit::done;
}

Exit compare_releases(const ReleaseOptions& options) {
  const auto store = open_releases(options);
  const auto before = store ? find_release(*store, options.release) : std::nullopt;
  const auto after = before ? find_release(*store, options.other) : std::nullopt;
  if (!after) {
    return Exit::refused;
  }
  const bool sample = store->sample_mark().stands();
  const Rows rows = rows_of(release::differences(*before, *after));
  if (options.json) {
    print(comparison_json(options, rows, sample));
    return Exit::done;
  }
  std::cout << (sample ? std::string(sample_notice) + "\n" : "") << columns(rows);
  return Exit::done;
}

Exit verify_releases(const ReleaseOptions& options) {
  const auto definitions = open_definitions(options.paths.definitions);
  const auto store = definitions ? open_releases(options) : nullptr;
  if (!store) {
    return Exit::refused;
  }
  const std::vector<store::Release> all = all_releases(store->releases());
  bool found = options.release.empty();
  bool sound = true;
  for (const store::Release& release : all) {
    if (!options.release.empty() && release.line.id != options.release) {
      continue;
    }
    found = true;
    sound = say(release, checks_of(*definitions, options.paths.database, release, all)) && sound;
  }
  if (!found) {
    std::cerr << "no release " << visible(options.release) << " (unknown_release)\n";
  }
  return found && sound ? Exit::done : Exit::refused;
}

Exit approve_release(const ReleaseOptions& options) {
  return decide(options, "approve");
}

Exit discard_release(const ReleaseOptions& options) {
  return decide(options, "discard");
}

Exit withdraw_release(const ReleaseOptions& options) {
  return decide(options, "withdraw");
}

}  // namespace soundings::app
