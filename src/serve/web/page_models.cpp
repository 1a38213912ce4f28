// The models of the Overview, of one area and of all areas, from answers of figures.
#include "web/page_models.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "soundings/access/may.h"

#include "editions.h"
#include "web/changes.h"
#include "web/moments.h"
#include "web/questions.h"

namespace soundings::serve {
namespace {

/// The edition of a page, and whether its figures are said to be provisional.
pages::Edition edition_of(const PageMaterial& asked, const std::vector<Table>& tables) {
  pages::Edition edition = asked.chosen.edition;
  edition.provisional = std::ranges::any_of(tables, [](const Table& table) {
    return std::ranges::any_of(table.rows, [](const Row& row) {
      return std::ranges::find(row.marks, "p") != row.marks.end();
    });
  });
  return edition;
}

/// The NPU of every table that has such readings against the rest of the force, as one family.
std::vector<Comparisons> against_rest(const PageMaterial& asked, const std::vector<Table>& tables,
                                      const std::string& npu) {
  std::vector<figures::ComparisonQuestion> questions;
  questions.reserve(tables.size());
  for (const Table& table : tables) {
    questions.push_back({.measure = table.measure,
                         .period = table.period,
                         .by = asked.context.definitions.domain_id(DomainRole::area),
                         .code = npu,
                         .against = Against::rest});
  }
  return read_together(*asked.chosen.figures, std::move(questions));
}

/// The changes of the trends of the force whose months are looked at for what is out of the
/// ordinary.
void add_changes(const PageMaterial& asked, std::vector<pages::Trend>& trends) {
  for (pages::Trend& trend : trends) {
    if (trend.series) {
      trend.change = change_of_trend(asked, trend, {});
    }
  }
}

/// Who answered: a table by `within` and each other domain that the release has, but for areas and
/// contact channels, which have figures of their own.
std::vector<Table> groups(const PageMaterial& asked, const Measure& measure,
                          const std::vector<std::string>& within) {
  const Survey* survey = asked.context.definitions.find_survey(measure.survey);
  std::vector<Table> tables;
  for (const Domain& domain : survey == nullptr ? std::vector<Domain>{} : survey->domains) {
    if (domain.role == DomainRole::none && measure.may_be_broken_down_by(domain.id)) {
      std::vector<std::string> by = within;
      by.push_back(domain.id);
      add(tables, ask(asked.context, asked.chosen, measure, by));
    }
  }
  return tables;
}

/// The first of some measures whose table by area and contact channel is there. measures: nullptr
/// for none.
std::optional<Table> by_channel(const PageMaterial& asked,
                                const std::vector<const Measure*>& measures) {
  const Definitions& definitions = asked.context.definitions;
  const std::string area = definitions.domain_id(DomainRole::area);
  const std::string channel = definitions.domain_id(DomainRole::contact_channel);
  for (const Measure* measure : measures) {
    if (measure == nullptr || !measure->may_be_broken_down_by(channel)) {
      continue;
    }
    auto table = ask(asked.context, asked.chosen, *measure, {area, channel});
    const auto crossed = [](const Row& row) { return row.key.size() == 2; };
    if (table && std::ranges::any_of(table->rows, crossed)) {
      return table;
    }
  }
  return std::nullopt;
}

/// The newest provisional figure of the leading measure, for whoever may read it. area: empty for
/// the force.
std::optional<pages::SoFar> so_far(const Context& context, const std::string& area) {
  const Measure* leading = leading_measure(context.definitions);
  if (context.request == nullptr || leading == nullptr ||
      !access::may(context.request->caller, access::to_read(access::Tier::provisional))) {
    return std::nullopt;
  }
  std::optional<pages::SoFar> newest;
  for (const release::ProvisionalLine& line : context.editions.provisional()) {
    const auto day = parse_day(line.counted_to);
    if (day && line.survey == leading->survey && line.item == leading->item && line.area == area) {
      newest = {.month = line.month,
                .per_cent = line.per_cent,
                .base = line.base,
                .counted_to = day_words(*day)};
    }
  }
  return newest;
}

/// An entry for each of these pages that this server has and that `who` may open.
struct Entry {
  access::Permission permission;
  std::string_view address;
  std::string_view words;
  enum class Needs { nothing, reader, records };
  Needs needs = Needs::records;
};

std::vector<pages::MenuEntry> open_to(const Context& context, const access::Principal& who,
                                      std::span<const Entry> entries) {
  const bool records = context.sign_in != nullptr && context.reader != nullptr;
  std::vector<pages::MenuEntry> open;
  for (const Entry& entry : entries) {
    const bool there = entry.needs == Entry::Needs::nothing || records ||
                       (entry.needs == Entry::Needs::reader && context.reader != nullptr);
    if (access::may(who, entry.permission) && there) {
      open.push_back({std::string(entry.address), std::string(entry.words)});
    }
  }
  return open;
}

std::vector<pages::MenuEntry> menu_of(const Context& context, const access::Principal& who) {
  using access::Permission;
  constexpr std::array entries{
      Entry{Permission::read_released_figures, "/exports", "Exports", Entry::Needs::nothing},
      Entry{Permission::read_released_figures, "/reports", "Reports", Entry::Needs::reader},
      Entry{Permission::decide_releases, "/releases", "Releases"},
      Entry{Permission::read_arrivals, "/responses", "Responses"},
      Entry{Permission::read_safeguarding_items, "/responses/safeguarding", "Safeguarding"},
      Entry{Permission::read_audit, "/audit", "Audit"},
      Entry{Permission::read_accounts, "/accounts", "Accounts"},
  };
  return open_to(context, who, entries);
}

std::vector<pages::MenuEntry> foot_of(const Context& context, const access::Principal& who) {
  constexpr std::array entries{
      Entry{access::Permission::read_data_protection, "/about/data", "Data protection"}};
  return open_to(context, who, entries);
}

/// What a channel's page can show: ease of contact by all channels, then headline measures.
std::vector<const Measure*> measures_by_channel(const Definitions& definitions) {
  const Measure* whole = whole_of_channels(definitions);
  std::vector<const Measure*> measures;
  if (whole != nullptr) {
    measures.push_back(whole);
  }
  for (const Measure& measure : definitions.measures) {
    if (&measure != whole && measure.headline && measure.filter_domain.empty() &&
        measure.may_be_broken_down_by(definitions.domain_id(DomainRole::contact_channel))) {
      measures.push_back(&measure);
    }
  }
  return measures;
}

}  // namespace

pages::PageFrame frame_of(const Context& context) {
  pages::PageFrame frame{
      .sample = context.is_sample(), .working = context.shows_working, .draft = context.draft};
  if (const Request* asked = context.request) {
    const access::Principal& who = asked->caller;
    frame.offers_sign_in = context.sign_in != nullptr && !who.is_person();
    frame.signed_in = who.is_person() ? who.name : "";
    frame.form_token = asked->visit.shown_token;
    frame.own_npu = who.npus.empty() ? "" : who.npus.front();
    frame.menu = menu_of(context, who);
    frame.foot = foot_of(context, who);
  }
  return frame;
}

pages::Overview make_overview(const PageMaterial& asked, pages::ComparedWith with) {
  const auto& [context, months, offered, chosen] = asked;
  const Definitions& definitions = context.definitions;
  pages::Overview overview;
  overview.with = with;
  overview.choices = {period_choices(offered, chosen.edition.period),
                      comparison_choices(context, std::string(pages::to_text(with)))};
  const Measure* leading = leading_measure(definitions);
  for (const Measure& measure : definitions.measures) {
    if (!measure.headline) {
      continue;
    }
    add(overview.headline, ask(context, chosen, measure, {}));
    if (monthly(measure)) {
      const auto series =
          &measure == leading ? std::optional<DomainKey>(DomainKey{}) : std::nullopt;
      overview.trends.push_back(make_trend(context, chosen, measure, {}, months, series));
    }
  }
  overview.changes = changes(asked, overview.headline, with);
  add_changes(asked, overview.trends);
  overview.assumed_baseline = leading != nullptr && leading->baseline && leading->baseline->assumed;
  const std::string area = definitions.domain_id(DomainRole::area);
  for (const Measure* measure : charted(definitions, DomainRole::area)) {
    const auto period = period_of(context, *measure, chosen.edition);
    auto read = period ? chosen.figures->compare(figures::ComparisonQuestion{
                             .measure = measure->id, .period = *period, .by = area})
                       : unexpected(figures::Fault{});
    if (read) {
      overview.areas.push_back(*std::move(read));
    }
  }
  overview.edition = edition_of(asked, overview.headline);
  overview.so_far = so_far(context, "");
  overview.frame = frame_of(context);
  return overview;
}

pages::NpuPage make_npu_page(const PageMaterial& asked, const std::string& npu) {
  const auto& [context, months, offered, chosen] = asked;
  const Definitions& definitions = context.definitions;
  pages::NpuPage page;
  page.npu = npu;
  page.choices = {area_choices(context, npu), period_choices(offered, chosen.edition.period)};
  const std::string area = definitions.domain_id(DomainRole::area);
  for (const Measure* measure : measures_by_area(definitions)) {
    if (auto table = ask(context, chosen, *measure, {area})) {
      page.measures.push_back(*std::move(table));
    } else {
      add(page.of_force, ask(context, chosen, *measure, {}));
    }
  }
  page.readings = against_rest(asked, page.measures, npu);
  const Measure* leading = leading_measure(definitions);
  if (leading != nullptr && monthly(*leading)) {
    page.trend = make_trend(context, chosen, *leading, {area}, months, DomainKey{{area, npu}});
    page.trend->change = change_of_trend(asked, *page.trend, {{area, npu}});
  }
  if (leading != nullptr) {
    page.groups = groups(asked, *leading, {area});
  }
  page.channels = by_channel(asked, {whole_of_channels(definitions), leading});
  page.so_far = so_far(context, npu);
  page.edition = edition_of(asked, page.measures);
  page.frame = frame_of(context);
  return page;
}

pages::ComparePage make_compare_page(const PageMaterial& asked, const Measure& measure) {
  const auto& [context, months, offered, chosen] = asked;
  const std::string area = context.definitions.domain_id(DomainRole::area);
  pages::ComparePage page;
  page.measure = &measure;
  page.choices = {measure_choices(context, measure.id),
                  period_choices(offered, chosen.edition.period)};
  page.table = ask(context, chosen, measure, {area});
  if (page.table) {
    auto read = chosen.figures->compare_along(
        {.measure = measure.id, .period = page.table->period, .by = area});
    if (read) {
      page.readings = *std::move(read);
    }
  } else {
    page.of_force = ask(context, chosen, measure, {}).has_value();
  }
  page.edition = edition_of(asked, page.table ? std::vector{*page.table} : std::vector<Table>{});
  page.frame = frame_of(context);
  return page;
}

pages::ChannelsPage make_channels_page(const PageMaterial& asked) {
  const auto& [context, months, offered, chosen] = asked;
  const Definitions& definitions = context.definitions;
  const std::string channel = definitions.domain_id(DomainRole::contact_channel);
  std::vector<const Measure*> measures = charted(definitions, DomainRole::contact_channel);
  if (const Measure* leading = leading_measure(definitions);
      leading != nullptr && leading->may_be_broken_down_by(channel)) {
    measures.insert(measures.begin(), leading);
  }
  if (const Measure* whole = whole_of_channels(definitions)) {
    measures.insert(measures.begin(), whole);
  }
  pages::ChannelsPage page;
  page.choices = {period_choices(offered, chosen.edition.period)};
  for (const Measure* measure : measures) {
    add(page.tables, ask(context, chosen, *measure, {channel}));
  }
  page.edition = edition_of(asked, page.tables);
  page.frame = frame_of(context);
  return page;
}

pages::ChannelPage make_channel_page(const PageMaterial& asked, const std::string& channel) {
  const auto& [context, months, offered, chosen] = asked;
  const Definitions& definitions = context.definitions;
  const std::string domain = definitions.domain_id(DomainRole::contact_channel);
  pages::ChannelPage page;
  page.channel = channel;
  page.choices = {channel_choices(context, channel),
                  period_choices(offered, chosen.edition.period)};
  for (const Measure& measure : definitions.measures) {
    // A survey that is named like a channel is of that channel.
    if (measure.headline && measure.survey == channel) {
      add(page.own, ask(context, chosen, measure, {}));
    }
  }
  const auto measures = measures_by_channel(definitions);
  for (const Measure* measure : measures) {
    auto table = ask(context, chosen, *measure, {domain});
    if (!table) {
      continue;
    }
    const Row* row = table->find({{domain, channel}});
    if (row != nullptr && (row->hidden || row->base.value_or(0) > 0)) {
      page.measures.push_back(*std::move(table));
    }
  }
  const Measure* first =
      page.measures.empty() ? nullptr : definitions.find_measure(page.measures.front().measure);
  if (first != nullptr && monthly(*first)) {
    page.trend =
        make_trend(context, chosen, *first, {domain}, months, DomainKey{{domain, channel}});
    page.trend->change = change_of_trend(asked, *page.trend, {{domain, channel}});
  }
  page.areas = by_channel(asked, measures);
  page.edition = edition_of(asked, page.measures);
  page.frame = frame_of(context);
  return page;
}

pages::MeasurePage make_measure_page(const PageMaterial& asked, const Measure& measure) {
  const auto& [context, months, offered, chosen] = asked;
  const std::string area = context.definitions.domain_id(DomainRole::area);
  pages::MeasurePage page;
  page.measure = &measure;
  page.choices = {period_choices(offered, chosen.edition.period)};
  page.table = ask(context, chosen, measure, {});
  if (page.table && measure.filter_domain.empty()) {
    auto spread = chosen.figures->answer({.measure = measure.id,
                                          .period = page.table->period,
                                          .scheme = "none",
                                          .statistic = Statistic::distribution});
    if (spread && !spread->rows.empty()) {
      page.answers = *std::move(spread);
    }
  }
  if (monthly(measure)) {
    page.trend = make_trend(context, chosen, measure, {}, months, DomainKey{});
    page.trend->change = change_of_trend(asked, *page.trend, {});
  }
  if (measure.may_be_broken_down_by(area)) {
    page.areas = ask(context, chosen, measure, {area});
  }
  if (measure.filter_domain.empty()) {
    page.groups = groups(asked, measure, {});
  }
  page.edition = edition_of(asked, page.table ? std::vector{*page.table} : std::vector<Table>{});
  page.frame = frame_of(context);
  return page;
}

}  // namespace soundings::serve
