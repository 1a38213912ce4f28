// `soundings provisional`: what leads read of months without a release, and a look at today's
// answers.
#include <iostream>

#include <nlohmann/json.hpp>

#include "soundings/release/provisional.h"
#include "soundings/store/releases.h"
#include "soundings/store/sample_mark.h"
#include "soundings/survey/sample_data.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"
#include "output.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;

/// Of months without a published release, as leads read them.
std::vector<release::ProvisionalLine> lines_of(const store::Store& store) {
  auto releases = store.releases().list();
  std::erase_if(releases, [](const store::ReleaseLine& line) {
    return line.state != store::ReleaseState::published;
  });
  return release::provisional_lines(store.provisional().history(), releases);
}

}  // namespace

Exit list_provisional(const ReleaseOptions& options) {
  const auto store = database_present(options.paths) ? open_store_to_read(options.paths) : nullptr;
  if (!store) {
    return Exit::refused;
  }
  const bool sample = store->sample_mark().stands();
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows{
      {"SURVEY", "MONTH", "ITEM", "AREA", "ABOUT", "OF ABOUT", "COUNTED TO"}};
  for (const release::ProvisionalLine& line : lines_of(*store)) {
    rows.push_back({line.survey, to_text(line.month), line.item,
                    line.area.empty() ? "force" : line.area, std::to_string(line.per_cent) + "%",
                    std::to_string(line.base), line.counted_to});
    list.push_back({{"survey", line.survey},
                    {"period", to_text(line.month)},
                    {"item", line.item},
                    {"area", line.area},
                    {"value", line.per_cent},
                    {"n", line.base},
                    {"counted_to", line.counted_to}});
  }
  if (options.json) {
    const std::string document = Json{{"provisional", std::move(list)}}.dump(2);
    std::cout << visible_json(sample ? marked_json(document) : document) << '\n';
    return Exit::done;
  }
  if (sample) {
    std::cout << sample_notice << '\n';
  }
  std::cout << columns(rows)
            << "Provisional: bases down to tens, whole per cents. Not for publication.\n";
  return Exit::done;
}

Exit look_at_answers(const ReleaseOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto reply = access->act("/operator/provisional", {{"by", options.by}});
  if (const auto exit = complain(reply)) {
    return *exit;
  }
  const Json document = Json::parse(reply.body);
  std::cout << document.value("day", "") << ": " << document.value("printed", 0)
            << " figures are printed\n";
  return Exit::done;
}

}  // namespace soundings::app
