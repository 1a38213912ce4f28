// Provisional figures for the operator: a look at today's answers, which the server also takes by
// itself once a day.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "soundings/base/civil_time.h"
#include "soundings/release/provisional.h"
#include "soundings/store/store.h"

#include "operator/calls.h"

namespace soundings::serve {

std::optional<std::size_t> look_for_provisional_figures(const Definitions& definitions,
                                                        store::CellReader& cells,
                                                        intake::Intake& intake, Instant at,
                                                        std::string_view actor) {
  store::ProvisionalHistory history;
  std::vector<store::ReleaseLine> releases;
  const auto read = [&](const store::Store& store) {
    history = store.provisional().history();
    releases = store.releases().list();
  };
  const std::string today = london_date(at);
  intake.with_store([&](store::Store& store) { read(store); });
  if (!history.looks.empty() && history.looks.back().day >= today) {
    return std::nullopt;
  }
  auto prints = release::look_at_answers(definitions, cells, history, releases, today);
  bool added = false;
  intake.with_store([&](store::Store& store) {
    read(store);  // a month may have been frozen meanwhile
    std::erase_if(prints.figures, [&](const store::ProvisionalFigure& figure) {
      return std::ranges::any_of(releases, [&](const store::ReleaseLine& line) {
        return to_text(line.month) == figure.period;
      });
    });
    added = store.provisional().add(prints.look, prints.figures, at, actor);
  });
  return added ? std::optional(prints.figures.size()) : std::nullopt;
}

Reply look_at_answers(const OperatorTools& tools, const Request& request) {
  const auto printed = look_for_provisional_figures(tools.definitions, *tools.cells, tools.intake,
                                                    request.received_at, actor_of(request));
  if (!printed) {
    return refused({409,
                    "looked_at_today",
                    "Today's answers were looked at already. There is one look a day.",
                    {}});
  }
  const nlohmann::ordered_json document{{"day", london_date(request.received_at)},
                                        {"printed", *printed}};
  return {.status = 200, .body = document.dump()};
}

}  // namespace soundings::serve
