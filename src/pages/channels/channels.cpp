// All contact channels: each question that is drawn by channel, and where to read more.
#include <algorithm>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/wording.h"

#include "channels/channel_parts.h"
#include "figures/figure.h"
#include "parts/frame.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

/// Whether any figure of the page is of a channel.
bool has_figures(const Definitions& definitions, const ChannelsPage& page,
                 const std::string& channel) {
  const DomainKey key{{definitions.domain_id(DomainRole::contact_channel), channel}};
  return std::ranges::any_of(page.tables, [&key](const Table& table) {
    const Row* row = table.find(key);
    return row != nullptr && (row->hidden || row->base.value_or(0) > 0);
  });
}

std::vector<View> links(const Definitions& definitions, const ChannelsPage& page) {
  std::vector<View> views;
  for (const DomainCode* code : channels_of(definitions)) {
    if (!has_figures(definitions, page, code->id)) {
      continue;
    }
    views.push_back(View{}
                        .text("href", page_link("/channels/" + code->id, page.edition))
                        .text("words", english(code->label)));
  }
  return views;
}

}  // namespace

std::string channels(const Definitions& definitions, const ChannelsPage& page) {
  const std::string when = period_words(page.edition.period);
  std::vector<View> figures;
  figures.reserve(page.tables.size());
  for (const Table& table : page.tables) {
    figures.push_back(
        interval_figure(definitions, {.id = "by-channel-" + table.measure,
                                      .table = &table,
                                      .domain = definitions.domain_id(DomainRole::contact_channel),
                                      .within = {},
                                      .of_areas = false,
                                      .edition = page.edition}));
  }
  View view;
  view.text("when", when)
      .text("choices_action", "/channels")
      .text("finding_words", page.tables.empty() ? "There is no figure for " + when + "."
                                                 : widest_words(definitions, page.tables.front()))
      .list("choice_list", choice_views(page.choices))
      .list("channel_links", links(definitions, page))
      .flag("has_figures", !figures.empty())
      .list("figures", std::move(figures));
  return framed(
      definitions, page.frame,
      {.title = "Contact channels, " + when, .address = "/channels", .edition = page.edition},
      "channels", std::move(view));
}

}  // namespace soundings::pages
