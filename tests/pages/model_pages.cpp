// May 2019 as the fixtures have it, set down as tables.
#include "pages/model_pages.h"

#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace soundings::pages {
namespace {

constexpr std::array<std::string_view, 8> npu_ids{"BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"};
const Period may = Period::month(Month{2019, 5});

Table table(const Definitions& definitions, const std::string& measure_id, Period period,
            std::string scheme, std::vector<std::string> by, std::vector<Row> rows) {
  const Measure& of = *definitions.find_measure(measure_id);
  Table made;
  made.survey = of.survey;
  made.measure = of.id;
  made.item = of.item;
  made.period = period;
  made.release = "2019-05.r0";
  made.by = std::move(by);
  made.scheme = std::move(scheme);
  made.interval = "wilson";
  made.rows = std::move(rows);
  return made;
}

Table may_force(const Definitions& definitions, const std::string& measure_id,
                std::int64_t positive, std::int64_t base) {
  Table made =
      table(definitions, measure_id, may, "invited_by_npu", {}, {model_row({}, positive, base)});
  made.invited = 8000;
  made.rows.front().response_rate = 11.3;
  return made;
}

/// The force, then the eight NPUs in order.
Table by_npu(const Definitions& definitions, const std::string& measure_id, Period period,
             const std::array<std::int64_t, 8>& positive, const std::array<std::int64_t, 8>& base) {
  std::vector<Row> rows;
  std::int64_t all_positive = 0;
  std::int64_t all = 0;
  for (std::size_t at = 0; at < npu_ids.size(); ++at) {
    rows.push_back(model_row({{"npu", std::string{npu_ids[at]}}}, positive[at], base[at]));
    rows.back().response_rate = 10.2;
    all_positive += positive[at];
    all += base[at];
  }
  rows.insert(rows.begin(), model_row({}, all_positive, all));
  return table(definitions, measure_id, period, "invited_by_npu", {"npu"}, std::move(rows));
}

Table overall_by_npu(const Definitions& definitions) {
  return by_npu(definitions, "victim_satisfied_whole_experience", may,
                {57, 65, 56, 46, 46, 45, 35, 31}, {148, 171, 124, 96, 118, 88, 84, 75});
}

Trend monthly(const Definitions& definitions) {
  constexpr std::array<std::pair<std::int64_t, std::int64_t>, 7> months{
      {{398, 862}, {428, 871}, {439, 907}, {420, 894}, {418, 911}, {392, 880}, {381, 904}}};
  Trend trend;
  trend.measure = definitions.find_measure("victim_satisfied_whole_experience");
  for (std::size_t at = 0; at < months.size(); ++at) {
    const auto [positive, base] = months[at];
    Table point = table(definitions, trend.measure->id,
                        Period::month(Month{2018, 11}.plus(static_cast<int>(at))), "invited_by_npu",
                        {"npu"}, {model_row({}, positive, base)});
    point.rows.push_back(model_row({{"npu", "BE"}}, positive / 6, base / 6));
    trend.points.push_back(std::move(point));
  }
  return trend;
}

/// Seven months of a stage that ended at `positive` of `base`, a point a month higher before.
Trend falling(const Definitions& definitions, const Table& last) {
  Trend trend;
  trend.measure = definitions.find_measure(last.measure);
  const std::int64_t base = *last.rows.front().base;
  const double share = last.rows.front().unweighted->value / 100;
  for (int before = 6; before >= 0; --before) {
    const auto positive = std::llround((share + 0.01 * before) * static_cast<double>(base));
    trend.points.push_back(table(definitions, last.measure,
                                 Period::month(Month{2019, 5}.plus(-before)), "invited_by_npu", {},
                                 {model_row({}, positive, base)}));
  }
  return trend;
}

/// An NPU of a table against the rest of the force, as read beside seven others.
Comparisons read(const Table& table, Verdict verdict, const std::string& npu = "BE") {
  const Row& whole = table.rows.front();
  const Row& part = *table.find({{"npu", npu}});
  const auto positive = [](const Row& row) {
    return std::llround(row.unweighted->value * static_cast<double>(*row.base) / 100);
  };
  const Row rest = model_row(part.key, positive(whole) - positive(part), *whole.base - *part.base);
  const auto side = [&table](const Row& row) {
    return Side{.measure = table.measure,
                .key = row.key,
                .period = table.period,
                .base = row.base,
                .unweighted = row.unweighted,
                .weighted = row.weighted};
  };
  Difference found{.points = part.weighted->value - rest.weighted->value, .verdict = verdict};
  found.lo = found.points - 8.0;
  found.hi = found.points + 8.0;
  Comparison row{.a = side(part),
                 .b = side(rest),
                 .unweighted = found,
                 .weighted = found,
                 .verdict = verdict,
                 .marks = part.marks};
  row.b->rest = true;
  Comparisons comparisons;
  comparisons.survey = table.survey;
  comparisons.measure = table.measure;
  comparisons.item = table.item;
  comparisons.period = table.period;
  comparisons.by = "npu";
  comparisons.scheme = table.scheme;
  comparisons.family = 7;
  comparisons.rows = {row};
  return comparisons;
}

ChoiceList month_choices() {
  return {.field = "period",
          .label = "Month",
          .options = {{.value = "2019-05", .words = "May 2019", .selected = true},
                      {.value = "2019-04", .words = "April 2019", .selected = false}}};
}

ChoiceList npu_choices() {
  return {.field = "npu",
          .label = "NPU",
          .options = {{.value = "BE", .words = "Birmingham East", .selected = true},
                      {.value = "BW", .words = "Birmingham West", .selected = false}}};
}

Edition of_may() {
  return {.period = may, .release = "2019-05.r0", .published = "12 June 2019"};
}

/// A measure of May against the same share of more answers, two points or more apart.
Comparisons changed(const Table& table, Verdict verdict, double points) {
  const Row& now = table.rows.front();
  Row then = now;
  for (auto* shown : {&then.unweighted, &then.weighted}) {
    if (*shown) {
      (*shown)->value -= points;
      *(*shown)->lo -= points;
      *(*shown)->hi -= points;
    }
  }
  const auto side = [&table](const Row& row, Period period) {
    return Side{.measure = table.measure,
                .period = period,
                .base = row.base,
                .unweighted = row.unweighted,
                .weighted = row.weighted};
  };
  const Difference found{
      .points = points, .lo = points - 3.7, .hi = points + 3.6, .verdict = verdict};
  Comparisons made;
  made.survey = table.survey;
  made.measure = table.measure;
  made.item = table.item;
  made.period = table.period;
  made.release = table.release;
  made.against = Against::period;
  made.family = 7;
  made.rows = {Comparison{.a = side(now, may),
                          .b = side(then, Period::months(Month{2018, 11}, Month{2019, 1})),
                          .unweighted = found,
                          .weighted = found,
                          .verdict = verdict}};
  return made;
}

/// All areas of a table against the rest.
Comparisons all_read(const Table& table) {
  Comparisons made;
  for (const std::string_view npu : npu_ids) {
    const Verdict verdict = npu == "BE"   ? Verdict::lower
                            : npu == "SH" ? Verdict::higher
                                          : Verdict::same;
    Comparisons one = read(table, verdict, std::string{npu});
    one.rows.insert(one.rows.begin(), made.rows.begin(), made.rows.end());
    made = std::move(one);
  }
  made.release = table.release;
  return made;
}

}  // namespace

Row model_row(DomainKey key, std::int64_t positive, std::int64_t base) {
  const auto n = static_cast<double>(base);
  const auto wilson = [n](double p, double deff) {
    constexpr double z = 1.959963984540054;
    const double m = n / deff;
    const double middle = (p + z * z / (2 * m)) / (1 + z * z / m);
    const double half = z / (1 + z * z / m) * std::sqrt(p * (1 - p) / m + z * z / (4 * m * m));
    Shown shown;
    shown.value = 100 * p;
    shown.lo = 100 * (middle - half);
    shown.hi = 100 * (middle + half);
    return shown;
  };
  Row row;
  row.key = std::move(key);
  row.base = base;
  row.unweighted = wilson(static_cast<double>(positive) / n, 1.0);
  row.weighted = wilson(static_cast<double>(positive) / n * 0.987, 1.0115);
  if (base < 30) {
    row.marks.emplace_back("u");
  }
  return row;
}

Row hidden_row(DomainKey key, Hidden why) {
  Row row;
  row.key = std::move(key);
  row.marks = {"c"};
  row.hidden = why;
  return row;
}

Overview model_overview(const Definitions& definitions) {
  const Period waves = Period::waves(1, 4);
  Overview page;
  page.edition = of_may();
  page.choices = {month_choices(),
                  {.field = "compare",
                   .label = "Compare with",
                   .options = {{.value = "baseline", .words = "Baseline"}}}};
  page.headline = {may_force(definitions, "victim_satisfied_whole_experience", 381, 904),
                   may_force(definitions, "victim_satisfied_contact_999", 200, 312),
                   may_force(definitions, "victim_satisfied_contact_101", 237, 342),
                   may_force(definitions, "victim_satisfied_contact_online", 88, 158),
                   may_force(definitions, "victim_satisfied_initial_actions", 240, 548),
                   may_force(definitions, "victim_satisfied_feedback", 315, 902),
                   may_force(definitions, "victim_satisfied_treatment", 543, 904),
                   table(definitions, "public_voice_confidence_in_wmp", waves, "raked_population",
                         {}, {model_row({}, 3410, 6200)}),
                   table(definitions, "public_voice_local_police_good_job", waves,
                         "raked_population", {}, {model_row({}, 2728, 6200)}),
                   table(definitions, "how_are_we_doing_confidence_in_local_police",
                         Period::waves(3, 3), "none", {}, {model_row({}, 3919, 5607)}),
                   table(definitions, "livechat_rated_excellent_or_good",
                         Period::months(Month{2018, 8}, Month{2019, 5}), "none", {},
                         {model_row({}, 32973, 43385)})};
  page.headline[9].invited = 49184;
  page.headline[9].rows.front().response_rate = 11.4;
  page.headline[9].rows.front().weighted.reset();
  page.headline[10].invited = 96234;
  page.headline[10].rows.front().response_rate = 45.1;
  page.headline[10].rows.front().weighted.reset();
  page.trends = {monthly(definitions)};
  for (std::size_t stage = 1; stage <= 6; ++stage) {
    page.trends.push_back(falling(definitions, page.headline[stage]));
  }
  page.assumed_baseline = true;
  page.changes = {changed(page.headline[0], Verdict::lower, -5.7),
                  changed(page.headline[1], Verdict::same, -2.8),
                  changed(page.headline[2], Verdict::same, -0.9),
                  changed(page.headline[3], Verdict::not_clear, -3.2),
                  changed(page.headline[4], Verdict::lower, -5.8),
                  changed(page.headline[5], Verdict::lower, -6.9),
                  changed(page.headline[6], Verdict::same, -2.2)};
  page.areas = {all_read(overall_by_npu(definitions))};
  page.frame.sample = true;
  return page;
}

NpuPage model_npu(const Definitions& definitions) {
  NpuPage page;
  page.npu = "BE";
  page.edition = of_may();
  page.choices = {npu_choices(), month_choices()};
  page.measures = {
      by_npu(definitions, "victim_satisfied_whole_experience", may,
             {57, 65, 56, 46, 46, 45, 35, 31}, {148, 171, 124, 96, 118, 88, 84, 75}),
      by_npu(definitions, "victim_satisfied_contact_999", may, {33, 38, 26, 21, 25, 20, 19, 18},
             {51, 60, 41, 33, 41, 30, 29, 27}),
      by_npu(definitions, "victim_satisfied_contact_101", may, {39, 43, 33, 27, 29, 23, 23, 20},
             {56, 64, 48, 37, 44, 33, 32, 28}),
      by_npu(definitions, "victim_satisfied_contact_online", may, {15, 16, 12, 9, 10, 10, 9, 7},
             {26, 30, 22, 16, 20, 17, 15, 12}),
      by_npu(definitions, "victim_satisfied_initial_actions", may, {39, 45, 29, 28, 32, 24, 24, 19},
             {90, 104, 75, 58, 72, 53, 51, 45}),
      by_npu(definitions, "victim_satisfied_feedback", may, {47, 58, 47, 39, 38, 27, 31, 28},
             {147, 170, 124, 96, 118, 88, 84, 75}),
      by_npu(definitions, "victim_satisfied_treatment", may, {88, 100, 79, 63, 70, 48, 52, 43},
             {148, 171, 124, 96, 118, 88, 84, 75}),
      by_npu(definitions, "public_voice_confidence_in_wmp", Period::waves(1, 4),
             {560, 610, 480, 390, 420, 350, 310, 290}, {1020, 1110, 870, 700, 780, 620, 580, 520})};
  for (const Table& each : page.measures) {
    const bool overall = each.measure == "victim_satisfied_whole_experience";
    const bool few = each.find({{"npu", "BE"}})->base < 30;
    page.readings.push_back(
        read(each, overall ? Verdict::lower : (few ? Verdict::too_few : Verdict::same)));
  }
  page.trend = monthly(definitions);
  const auto at = [](std::string channel) {
    return DomainKey{{"npu", "BE"}, {"contact_channel", std::move(channel)}};
  };
  page.channels = table(
      definitions, "victim_ease_of_contact", may, "invited_by_npu", {"npu", "contact_channel"},
      {model_row({}, 580, 881), model_row({{"npu", "BE"}}, 95, 148),
       model_row({{"contact_channel", "999"}}, 200, 312), model_row(at("999"), 33, 51),
       model_row(at("101"), 39, 56), model_row(at("online"), 15, 26),
       hidden_row(at("livechat"), Hidden::complementary),
       hidden_row(at("front_counter"), Hidden::small_base),
       hidden_row(at("officer"), Hidden::small_base)});
  page.groups = {table(definitions, "victim_satisfied_whole_experience", may, "none",
                       {"npu", "sex"}, {model_row({}, 381, 904)})};
  Table& groups = page.groups.front();
  groups.coarse = true;
  groups.decimals = 0;
  for (const auto& [sex, value, base] :
       {std::tuple("female", 35.0, 80), std::tuple("male", 40.0, 60)}) {
    Row row;
    row.key = {{"npu", "BE"}, {"sex", sex}};
    row.base = base;
    row.unweighted = Shown{.value = value};
    groups.rows.push_back(std::move(row));
  }
  groups.rows.push_back(hidden_row({{"npu", "BE"}, {"sex", "other"}}, Hidden::complementary));
  page.groups.insert(
      page.groups.begin(),
      table(
          definitions, "victim_satisfied_whole_experience", may, "none", {"npu", "crime_group"},
          {model_row({}, 381, 904), model_row({{"npu", "BE"}, {"crime_group", "burglary"}}, 17, 41),
           hidden_row({{"npu", "BE"}, {"crime_group", "violence"}}, Hidden::complementary),
           hidden_row({{"npu", "BE"}, {"crime_group", "hate"}}, Hidden::small_base)}));
  page.frame.sample = true;
  return page;
}

ComparePage model_compare(const Definitions& definitions) {
  ComparePage page;
  page.measure = definitions.find_measure("victim_satisfied_whole_experience");
  page.edition = of_may();
  page.choices = {{.field = "measure",
                   .label = "Measure",
                   .options = {{.value = page.measure->id,
                                .words = "Victims satisfied overall",
                                .selected = true}}},
                  month_choices()};
  page.table = overall_by_npu(definitions);
  AreaSpread spread{.weighting = "invited_by_npu"};
  spread.gap = AreaGap{.gap = 13.1,
                       .highest = "SH",
                       .lowest = "BW",
                       .typical = 14.0,
                       .nineteen_in_twenty = 21.2,
                       .draws = 4000};
  AreaFunnel funnel{.centre = 42.1};
  for (const std::string_view code : npu_ids) {
    const Row& row = *page.table->find({{"npu", std::string{code}}});
    const double half = 196.0 * std::sqrt(0.421 * 0.579 / static_cast<double>(*row.base));
    funnel.areas.push_back({.code = std::string{code},
                            .value = row.weighted->value,
                            .lo95 = 42.1 - half,
                            .hi95 = 42.1 + half,
                            .lo998 = 42.1 - 1.58 * half,
                            .hi998 = 42.1 + 1.58 * half,
                            .flag = "within"});
  }
  spread.funnel = std::move(funnel);
  page.readings = SpreadComparisons{.comparisons = all_read(*page.table), .spread = spread};
  page.frame.sample = true;
  return page;
}

ChannelsPage model_channels(const Definitions& definitions) {
  ChannelsPage page;
  page.edition = of_may();
  page.choices = {month_choices()};
  page.tables = {
      table(definitions, "victim_ease_of_contact", may, "invited_by_npu", {"contact_channel"},
            {model_row({}, 580, 881), model_row({{"contact_channel", "999"}}, 200, 312),
             model_row({{"contact_channel", "101"}}, 237, 342),
             model_row({{"contact_channel", "online"}}, 88, 158),
             model_row({{"contact_channel", "livechat"}}, 16, 27),
             hidden_row({{"contact_channel", "front_counter"}}, Hidden::small_base),
             Row{.key = {{"contact_channel", "officer"}}, .base = 0, .marks = {"x"}}}),
      table(definitions, "public_voice_confidence_in_wmp", Period::waves(1, 4), "raked_population",
            {"contact_channel"},
            {model_row({}, 3410, 6200), model_row({{"contact_channel", "999"}}, 210, 400),
             model_row({{"contact_channel", "101"}}, 420, 800),
             model_row({{"contact_channel", "online"}}, 140, 300),
             model_row({{"contact_channel", "officer"}}, 320, 500),
             model_row({{"contact_channel", "none"}}, 2320, 4200)})};
  page.frame.sample = true;
  return page;
}

ChannelPage model_channel(const Definitions& definitions) {
  ChannelPage page;
  page.channel = "999";
  page.edition = of_may();
  page.choices = {month_choices()};
  page.measures = {model_channels(definitions).tables.front()};
  page.areas = *model_npu(definitions).channels;
  page.own = {model_overview(definitions).headline.back()};
  page.frame.sample = true;
  return page;
}

MeasurePage model_measure(const Definitions& definitions) {
  MeasurePage page;
  page.measure = definitions.find_measure("victim_satisfied_whole_experience");
  page.edition = of_may();
  page.choices = {month_choices()};
  page.table = may_force(definitions, page.measure->id, 381, 904);
  page.trend = monthly(definitions);
  page.areas = overall_by_npu(definitions);
  page.answers = *page.table;
  page.answers->scheme = "none";
  page.answers->statistic = Statistic::distribution;
  page.answers->rows.clear();
  for (int code = 1; code <= 7; ++code) {
    Row row;
    row.answer = std::to_string(code);
    row.base = 904;
    row.unweighted = Shown{.value = 100.0 / 7.0};
    page.answers->rows.push_back(std::move(row));
  }
  page.groups = {table(definitions, page.measure->id, may, "none", {"crime_group"},
                       {model_row({}, 381, 904), model_row({{"crime_group", "burglary"}}, 140, 330),
                        hidden_row({{"crime_group", "hate"}}, Hidden::small_base)})};
  page.frame.sample = true;
  return page;
}

WrongChoice model_wrong_choice() {
  return {.action = "/npus",
          .field = "period",
          .message = "Choose a month from November 2018 to May 2019",
          .choices = {npu_choices(), month_choices()},
          .frame = {.sample = true}};
}

}  // namespace soundings::pages
