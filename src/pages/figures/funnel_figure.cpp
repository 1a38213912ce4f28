// Areas by their number of answers, among the limits that chance allows a base of that size.
#include <algorithm>
#include <vector>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "figures/estimate_columns.h"
#include "figures/figure.h"
#include "figures/figure_parts.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

constexpr int shortest_axis = 20;

std::string area_name(const Definitions& definitions, const std::string& code) {
  const Area* area = definitions.areas.find(code);
  return area == nullptr ? code : area->name;
}

/// "outside" in words; empty for one within.
std::string place_of(const FunnelArea& area) {
  return area.flag == "high_99.8"  ? "above the 99.8% limit"
         : area.flag == "high_95"  ? "above the 95% limit"
         : area.flag == "low_95"   ? "below the 95% limit"
         : area.flag == "low_99.8" ? "below the 99.8% limit"
                                   : "";
}

std::string finding(const AreaFunnel& funnel) {
  const auto outside = static_cast<std::size_t>(std::ranges::count_if(
      funnel.areas, [](const FunnelArea& area) { return !place_of(area).empty(); }));
  if (outside == 0) {
    return "All lie within the limits of chance";
  }
  return number_word(outside) + (outside == 1 ? " lies outside the limits of chance"
                                              : " lie outside the limits of chance");
}

std::string summary(const Definitions& definitions, const FunnelFigure& figure) {
  std::string said = "Funnel plot.";
  for (const FunnelArea& area : figure.funnel->areas) {
    if (!place_of(area).empty()) {
      said += " " + area_name(definitions, area.code) + " lies " + place_of(area) + ".";
    }
  }
  return said +
         (said == "Funnel plot." ? " All lie within the limits." : " The others lie inside.");
}

View row_view(const Definitions& definitions, const FunnelFigure& figure, const FunnelArea& area,
              const EstimateColumns& columns) {
  const DomainKey key{{figure.readings->by, area.code}};
  const Row* row = figure.table->find(key);
  auto data = figure_data(*figure.table, row, columns.places);
  data.push_back(datum("name", area_name(definitions, area.code)));
  data.push_back(datum("code", area.code));
  add_reading_data(figure.readings, figure.readings->find(key), data);
  auto texts = cells(columns, *figure.table, row);
  texts.push_back(View{}.text("cell", wording::range(area.lo95, area.hi95, columns.places)));
  texts.push_back(View{}.text("cell", wording::range(area.lo998, area.hi998, columns.places)));
  return View{}
      .text("row_name", area_name(definitions, area.code))
      .text("row_href", page_link("/npus/" + area.code, figure.edition))
      .list("row_data", std::move(data))
      .list("cells", std::move(texts));
}

/// The tens outside every figure and the widest limits.
Axis ends_of(const FunnelFigure& figure) {
  std::vector<Shown> shown;
  shown.reserve(figure.funnel->areas.size());
  for (const FunnelArea& area : figure.funnel->areas) {
    shown.push_back({.value = area.value, .lo = area.lo998, .hi = area.hi998});
  }
  std::vector<const Shown*> drawn;
  std::ranges::transform(shown, std::back_inserter(drawn), [](const Shown& each) { return &each; });
  return axis(drawn, shortest_axis);
}

}  // namespace

View funnel_figure(const Definitions& definitions, const FunnelFigure& figure) {
  const Table& table = *figure.table;
  const AreaFunnel& funnel = *figure.funnel;
  const int places = decimals(definitions, table, Scope::part);
  std::vector<const Row*> rows;
  rows.reserve(funnel.areas.size());
  for (const FunnelArea& area : funnel.areas) {
    rows.push_back(table.find({{figure.readings->by, area.code}}));
  }
  const EstimateColumns columns = estimate_columns(rows, table, places);
  std::vector<View> views;
  views.reserve(funnel.areas.size());
  for (const FunnelArea& area : funnel.areas) {
    views.push_back(row_view(definitions, figure, area, columns));
  }
  auto headers = headings(columns);
  headers.insert(headers.begin(), View{}.text("column", area_label(definitions)));
  headers.push_back(View{}.text("column", "95% limits"));
  headers.push_back(View{}.text("column", "99.8% limits"));
  const Axis ends = ends_of(figure);
  const std::string centre = wording::percent(funnel.centre, places);
  return View{}
      .text("figure_id", figure.id)
      .text("chart", "funnel")
      .text("figure_title", finding(funnel))
      .text("figure_say", "")
      .text("figure_sub", measure_title(definitions, table) + ", against the number of answers. " +
                              "Inside the funnel, areas vary no more than chance would.")
      .text("summary", summary(definitions, figure))
      .text("without_chart", std::string{needs_scripts})
      .text("figure_note",
            axis_note(ends, "vertical") +
                " One in twenty would fall outside the inner limits by chance, and one in 500 "
                "outside the outer limits. The limits are made of the printed numbers of answers." +
                marks_note(rows))
      .text("csv", table_file(table, {}))
      .list("figure_data",
            {datum("min", std::to_string(ends.min)), datum("max", std::to_string(ends.max)),
             datum("centre", plotted(funnel.centre)),
             datum("widened", plotted(funnel.inflation * funnel.inflation)),
             datum("line-label", "All " + centre)})
      .list("columns", std::move(headers))
      .list("figure_rows", std::move(views));
}

}  // namespace soundings::pages
