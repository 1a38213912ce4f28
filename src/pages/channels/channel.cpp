// One contact channel: what its people said beside the whole force, its months, and the areas down
// the page.
#include <algorithm>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/wording.h"

#include "channels/channel_parts.h"
#include "figures/figure.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

DomainKey key_of(const Definitions& definitions, const ChannelPage& page) {
  return {{definitions.domain_id(DomainRole::contact_channel), page.channel}};
}

std::string name_of(const Definitions& definitions, const std::string& channel) {
  const auto codes = channels_of(definitions);
  const auto found = std::ranges::find(codes, channel, &DomainCode::id);
  return found == codes.end() ? channel : english((*found)->label);
}

/// " The whole force: 64.1%."; empty where it is not shown.
std::string whole_force(const Definitions& definitions, const Table& table) {
  const Row* force = table.find({});
  const Shown* shown = force == nullptr ? nullptr : leading(*force);
  return shown == nullptr
             ? ""
             : " The whole force: " +
                   value_words(table, *shown, decimals(definitions, table, Scope::part)) + ".";
}

/// What speaks for the page: a channel's own survey where it has one, else the first measure by
/// channel.
struct Leader {
  const Table* table = nullptr;
  const Row* row = nullptr;
  Scope scope = Scope::part;
  std::string place;  ///< whose figure it is
  std::string after;  ///< what follows the sentence: the figure of the force beside that of a part
};

Leader leader_of(const Definitions& definitions, const ChannelPage& page, const std::string& name) {
  if (!page.own.empty()) {
    const Table& table = page.own.front();
    return {.table = &table,
            .row = table.find({}),
            .scope = Scope::force,
            .place = wording::force_name(definitions),
            .after = ""};
  }
  if (page.measures.empty()) {
    return {};
  }
  const Table& table = page.measures.front();
  return {.table = &table,
          .row = table.find(key_of(definitions, page)),
          .scope = Scope::part,
          .place = name,
          .after = whole_force(definitions, table)};
}

void add_finding(const Definitions& definitions, const ChannelPage& page, const std::string& name,
                 View& view) {
  view.list("finding", {}).text("no_finding", "").text("meaning", "");
  const Leader leader = leader_of(definitions, page, name);
  if (leader.row == nullptr || leading(*leader.row) == nullptr) {
    view.text("no_finding", leader.row != nullptr && leader.row->hidden
                                ? std::string{wording::hidden(*leader.row->hidden)}
                                : "There is no figure for " + name + " in " +
                                      period_words(page.edition.period) + ".");
    return;
  }
  const HeadlineSentence said =
      headline_sentence(definitions, *leader.table, *leader.row, leader.place,
                        decimals(definitions, *leader.table, leader.scope));
  view.part("finding", View{}
                           .text("before", said.before)
                           .text("strong", said.stressed)
                           .text("after", said.after + leader.after))
      .text("meaning", said.meaning);
}

/// Whether an area has a figure of people who came this way, shown or hidden.
bool known_by_area(const Table& areas, const DomainKey& channel) {
  return std::ranges::any_of(areas.rows, [&](const Row& row) {
    return row.key.size() > channel.size() && std::ranges::includes(row.key, channel) &&
           (row.hidden.has_value() || leading(row) != nullptr);
  });
}

std::vector<View> figures(const Definitions& definitions, const ChannelPage& page,
                          const std::string& name) {
  std::vector<View> views;
  const DomainKey key = key_of(definitions, page);
  if (page.trend && !page.trend->points.empty()) {
    views.push_back(trend_figure(definitions, {.id = "channel-trend",
                                               .trend = &*page.trend,
                                               .key = key,
                                               .place = name,
                                               .edition = page.edition}));
  }
  if (page.areas && known_by_area(*page.areas, key)) {
    views.push_back(interval_figure(definitions, {.id = "channel-areas",
                                                  .table = &*page.areas,
                                                  .domain = definitions.domain_id(DomainRole::area),
                                                  .within = key,
                                                  .of_areas = true,
                                                  .edition = page.edition}));
  }
  return views;
}

/// The channel's own survey; then all measures of people who came this way, beside the whole force.
std::vector<View> sections(const Definitions& definitions, const ChannelPage& page,
                           const std::string& name) {
  std::vector<MeasureLine> own;
  own.reserve(page.own.size());
  for (const Table& table : page.own) {
    own.push_back({.table = &table});
  }
  auto views = measure_sections(definitions, own, {.edition = page.edition, .scope = Scope::force});
  std::vector<MeasureLine> lines;
  lines.reserve(page.measures.size());
  for (const Table& table : page.measures) {
    lines.push_back(
        {.table = &table, .key = key_of(definitions, page), .reference = table.find({})});
  }
  for (View& view : measure_sections(definitions, lines,
                                     {.edition = page.edition,
                                      .scope = Scope::part,
                                      .result = name,
                                      .other = "Whole force",
                                      .reference = "Whole force"})) {
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

std::string channel(const Definitions& definitions, const ChannelPage& page) {
  const std::string name = name_of(definitions, page.channel);
  const std::string when = period_words(page.edition.period);
  auto drawn = figures(definitions, page, name);
  View view;
  view.text("channel_name", name)
      .text("when", when)
      .text("overview_href", page_link("/", page.edition))
      .text("channels_href", page_link("/channels", page.edition))
      .text("choices_action", "/channels")
      .list("choice_list", choice_views(page.choices))
      .list("sections", sections(definitions, page, name))
      .flag("has_figures", !drawn.empty())
      .list("figures", std::move(drawn));
  add_finding(definitions, page, name, view);
  return framed(definitions, page.frame,
                {.title = name + ", " + when,
                 .address = "/channels/" + page.channel,
                 .edition = page.edition},
                "channel", std::move(view));
}

}  // namespace soundings::pages
