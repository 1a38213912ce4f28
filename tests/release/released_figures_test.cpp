// Questions answered from a release: what it prints, and nothing else.
#include "soundings/release/released_figures.h"

#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "soundings/survey/definitions.h"

#include "support/store.h"

using namespace soundings;

namespace {

constexpr const char* overall = "victim_satisfied_whole_experience";

/// The shipped definitions.
const Definitions& definitions() {
  static const Definitions read =
      read_definitions(std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs").value();
  return read;
}

store::ReleaseRow row(const std::string& by, const std::string& codes, const std::string& weighting,
                      const std::string& value, const std::string& n) {
  return {.survey = "victim_satisfaction",
          .period = "2019-05",
          .by = by,
          .codes = codes,
          .print_class = "A",
          .item = "whole_experience",
          .weighting = weighting,
          .value = value,
          .n = n};
}

store::Release frozen(const std::string& id, const std::string& satisfied) {
  store::Release made;
  made.line = {.id = id,
               .month = Month(2019, 5),
               .revision = id.back() - '0',
               .state = store::ReleaseState::published,
               .data_version = 904};
  store::ReleaseRow weighted = row("", "", "invited_by_npu", "41.6", "904");
  weighted.lo = "38.4";
  weighted.hi = "44.8";
  store::ReleaseRow hidden = row("npu,crime_group", "SW,hate", "none", "", "");
  hidden.marks = "c";
  store::ReleaseRow answer = row("", "", "none", "12.5", "904");
  answer.answer = "1";
  store::ReleaseRow contact = row("contact_channel", "999", "none", "64.1", "312");
  contact.item = "ease_of_contact";
  made.rows = {row("", "", "none", satisfied, "904"),
               std::move(weighted),
               std::move(answer),
               row("npu", "SH", "none", "51.1", "88"),
               row("npu", "SW", "none", "39.0", "118"),
               row("npu,crime_group", "SW,burglary", "none", "41.5", "41"),
               std::move(hidden),
               std::move(contact)};
  made.files = {{.name = "victim_satisfaction.2019-05.npu.against_rest.csv",
                 .bytes =
                     "period,release,survey,measure,item,npu,weighting,difference,lo,hi,level,test,"
                     "decimals,rest,rest_lo,rest_hi\n"
                     "2019-05,2019-05.r0,victim_satisfaction,victim_satisfied_whole_experience,"
                     "whole_experience,SH,invited_by_npu,10.2,-0.8,21.2,0.95,,1,40.9,37.5,44.3\n"
                     "2019-05,2019-05.r0,victim_satisfaction,victim_satisfied_whole_experience,"
                     "whole_experience,SW,invited_by_npu,-9.5,-17.0,-2.0,0.95,p < "
                     "0.05,1,42.0,38.6,45.5\n"}};
  return made;
}

/// The month before, of which only the force is printed.
store::Release of_april() {
  store::Release made = frozen("2019-04.r0", "44.5");
  made.line.month = Month(2019, 4);
  made.files.clear();
  made.rows.resize(2);
  for (store::ReleaseRow& one : made.rows) {
    one.period = "2019-04";
    one.value = "44.5";
    one.lo = "41.3";
    one.hi = "47.8";
    one.n = "880";
  }
  return made;
}

/// Releases in memory, the newest first.
class Shelf final : public store::ReleaseReader {
 public:
  explicit Shelf(std::vector<store::Release> releases) : releases_(std::move(releases)) {}

  [[nodiscard]] store::ReleaseLines list() const override {
    std::vector<store::ReleaseLine> lines;
    for (const store::Release& release : releases_) {
      lines.push_back(release.line);
    }
    return std::make_shared<const std::vector<store::ReleaseLine>>(std::move(lines));
  }
  [[nodiscard]] std::optional<store::Release> find(std::string_view id) const override {
    const auto found = std::ranges::find_if(
        releases_, [&](const store::Release& release) { return release.line.id == id; });
    return found == releases_.end() ? std::nullopt : std::optional(*found);
  }
  [[nodiscard]] store::ProvisionalHistory provisional() const override { return {}; }
  [[nodiscard]] bool is_sample() const override { return false; }
  [[nodiscard]] std::vector<store::ReleaseFileLine> files(std::string_view /*id*/) const override {
    return {};
  }
  [[nodiscard]] std::optional<store::ReleaseFile> file(std::string_view id,
                                                       std::string_view name) const override {
    const auto release = find(id);
    const store::ReleaseFile* file = release ? release->file(name) : nullptr;
    return file == nullptr ? std::nullopt : std::optional(*file);
  }

  void withdraw_all() { releases_.clear(); }

 private:
  std::vector<store::Release> releases_;
};

figures::Question of_may(std::vector<std::string> by = {}) {
  return {.measure = overall, .by = std::move(by), .period = Period::month(Month(2019, 5))};
}

std::string refused(const release::ReleasedFigures& figures, const figures::Question& question) {
  const auto answer = figures.answer(question);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == "not_released");
  return answer.error().message;
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a released figure is what its release prints, without what no release prints",
          "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const Table table = figures.answer(of_may()).value();
  CHECK(table.release == "2019-05.r0");
  CHECK(table.scheme == "invited_by_npu");
  REQUIRE(table.rows.size() == 1);
  const Row& force = table.rows.front();
  CHECK(force.base == 904);
  CHECK(force.marks.empty());
  CHECK(force.unweighted->value == 42.1);
  CHECK(force.weighted->value == 41.6);
  CHECK((force.weighted->lo == 38.4 && force.weighted->hi == 44.8));
  CHECK_FALSE(
      (force.weighted->se || force.weighted->n_eff || force.weighted->deff || force.weighted->df));
}

TEST_CASE("the newest release of the month answers unless another is named", "[release]") {
  const Shelf shelf({frozen("2019-05.r1", "42.6"), frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures newest(definitions(), shelf);
  CHECK(newest.answer(of_may())->rows.front().unweighted->value == 42.6);
  const release::ReleasedFigures first(definitions(), shelf, "2019-05.r0");
  CHECK(first.answer(of_may())->rows.front().unweighted->value == 42.1);
  const release::ReleasedFigures unknown(definitions(), shelf, "2019-05.r7");
  CHECK(says(refused(unknown, of_may()), "2019-05.r1, 2019-05.r0"));
}

TEST_CASE("a hidden row of a release has a mark and no number", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const Table table = figures.answer(of_may({"npu", "crime_group"})).value();
  const Row* hate = table.find({{"npu", "SW"}, {"crime_group", "hate"}});
  REQUIRE(hate != nullptr);
  CHECK(hate->hidden.has_value());
  CHECK(hate->marks == std::vector<std::string>{"c"});
  CHECK_FALSE((hate->base || hate->unweighted || hate->weighted));
  CHECK(table.find({{"npu", "SW"}, {"crime_group", "burglary"}})->base == 41);
  CHECK(table.find({{"npu", "SW"}})->base == 118);
}

TEST_CASE("a measure of one channel is the row of that channel", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  auto question = of_may();
  question.measure = "victim_satisfied_contact_999";
  const Table table = figures.answer(question).value();
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows.front().key.empty());
  CHECK(table.rows.front().base == 312);
  CHECK(table.rows.front().unweighted->value == 64.1);
}

TEST_CASE("a table that is printed without weights in part is answered without them", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const Table table = figures.answer(of_may({"npu"})).value();
  CHECK(table.scheme == "none");
  CHECK(std::ranges::none_of(table.rows, [](const Row& row) { return row.weighted.has_value(); }));
}

TEST_CASE("a distribution is the answers that a release prints", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  auto question = of_may();
  question.statistic = Statistic::distribution;
  const Table table = figures.answer(question).value();
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows.front().answer == "1");
  CHECK(table.rows.front().unweighted->value == 12.5);
}

TEST_CASE("what a release does not print is refused, and what it has is named", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  CHECK(says(refused(figures, of_may({"sex"})), "it has force, npu, npu by crime_group"));
  auto finer = of_may();
  finer.level = 0.9;
  CHECK(says(refused(figures, finer), "0.95"));
  finer = of_may();
  finer.statistic = Statistic::net;
  CHECK(says(refused(figures, finer), "per cent satisfied"));
  finer = of_may();
  finer.interval = estimate::IntervalMethod::wald;
  CHECK(says(refused(figures, finer), "Wilson"));
  finer = of_may();
  finer.scheme = "invited_by_npu_crime";
  CHECK(says(refused(figures, finer), "weighted by invited_by_npu"));
  finer = of_may();
  finer.period = Period::month(Month(2019, 4));
  CHECK(says(refused(figures, finer), "released: 2019-05.r0"));
}

TEST_CASE("an area is compared with the rest as the release prints it", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const figures::ComparisonQuestion question{
      .measure = overall, .period = Period::month(Month(2019, 5)), .by = "npu"};
  const Comparisons made = figures.compare(question).value();
  CHECK(made.release == "2019-05.r0");
  CHECK(made.family == 1);  // each passes or fails by its own test
  const Comparison* solihull = made.find({{"npu", "SH"}});
  REQUIRE(solihull != nullptr);
  CHECK(solihull->verdict == Verdict::same);
  CHECK(solihull->weighted->points == 10.2);
  CHECK((solihull->weighted->lo == -0.8 && solihull->weighted->hi == 21.2));
  CHECK_FALSE((solihull->weighted->p || solihull->weighted->se || solihull->weighted->covariance));
  CHECK(solihull->b->base == 904 - 88);
  CHECK(solihull->b->weighted->value == 40.9);
  CHECK(solihull->b->weighted->lo == 37.5);
  CHECK(solihull->b->weighted->hi == 44.3);
  CHECK(made.find({{"npu", "SW"}})->verdict == Verdict::lower);
  auto other = question;
  other.against = Against::code;
  other.other = "BE";
  const auto refusal = figures.compare(other);
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().code == "not_released");
}

TEST_CASE("a released month is read against the printed figures of earlier months", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1"), of_april()});
  const release::ReleasedFigures figures(definitions(), shelf);
  figures::ComparisonQuestion question{
      .measure = overall, .period = Period::month(Month(2019, 5)), .against = Against::previous};
  const Comparisons made = figures.compare(question).value();
  REQUIRE(made.rows.size() == 1);
  const Comparison& change = made.rows.front();
  CHECK(change.verdict == Verdict::same);
  CHECK(change.b->base == 880);
  CHECK(change.weighted->points == Approx(41.6 - 44.5));
  CHECK(change.weighted->lo == Approx(-2.9 - std::hypot(3.2, 3.3)));
  question.against = Against::period;
  question.other = "2019-03/2019-04";
  const auto refused = figures.compare(question);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "not_released");
}

TEST_CASE("what is asked again is answered as before, each question and release by itself",
          "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1"), of_april()});
  const release::ReleasedFigures figures(definitions(), shelf);
  std::vector<figures::Question> questions{of_may(), of_may({"npu"}),
                                           of_may({"npu", "crime_group"}), of_may(), of_may()};
  questions[3].statistic = Statistic::distribution;
  questions[4].period = Period::month(Month(2019, 4));
  questions.push_back(of_may());
  questions.back().of = {{"npu", "SW"}};
  const auto printed = [](const Table& table) {
    std::string text = table.release + to_text(table.period);
    for (const Row& row : table.rows) {
      for (const auto& [domain, code] : row.key) {
        text += " " + domain + "=" + code;
      }
      text += row.answer + (row.unweighted ? std::to_string(row.unweighted->value) : " hidden");
    }
    return text;
  };
  std::set<std::string> all;
  for (int time = 0; time < 2; ++time) {
    for (const figures::Question& question : questions) {
      const release::ReleasedFigures anew(definitions(), shelf);
      const std::string text = printed(figures.answer(question).value());
      CHECK(text == printed(anew.answer(question).value()));
      all.insert(text);
    }
  }
  CHECK(all.size() == questions.size());
}

TEST_CASE("of what is withdrawn nothing is answered, whatever was answered before", "[release]") {
  Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const figures::ComparisonQuestion question{
      .measure = overall, .period = Period::month(Month(2019, 5)), .by = "npu"};
  CHECK(figures.answer(of_may()).has_value());
  CHECK(figures.compare(question).has_value());
  shelf.withdraw_all();
  CHECK(says(refused(figures, of_may()), "nothing is released yet"));
  CHECK_FALSE(figures.compare(question).has_value());
}

TEST_CASE("the periods of a survey are those its releases print", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1"), of_april()});
  const release::ReleasedFigures figures(definitions(), shelf);
  CHECK(figures.periods("victim_satisfaction") ==
        std::vector{Period::month(Month(2019, 4)), Period::month(Month(2019, 5))});
  CHECK(figures.periods("livechat").empty());
}

TEST_CASE("areas of a release stand among limits and beside a gap of their printed bases",
          "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const auto compared = figures.compare_along(
      {.measure = overall, .period = Period::month(Month(2019, 5)), .by = "npu"});
  REQUIRE(compared);
  REQUIRE(compared->spread);
  REQUIRE(compared->spread->funnel);
  const AreaFunnel& funnel = *compared->spread->funnel;
  REQUIRE(funnel.areas.size() == 2);
  CHECK(funnel.centre == Approx((51.1 * 88 + 39.0 * 118) / (88 + 118)));
  CHECK_FALSE(funnel.areas.front().n_eff);
  REQUIRE(compared->spread->gap);
  CHECK(compared->spread->gap->gap == Approx(51.1 - 39.0));
  CHECK(compared->spread->gap->highest == "SH");
  CHECK(compared->spread->gap->typical > 0.0);
  CHECK(compared->spread->left_out.empty());
}

TEST_CASE("a released table by area is read against the rest", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  const auto read = figures.ask(
      {.question = of_may({"npu"}), .rows = {{"npu", "Solihull"}}, .reading = {}}, true);
  REQUIRE(read);
  REQUIRE(read->table.rows.size() == 1);
  CHECK(read->table.rows.front().base == 88);
  REQUIRE(read->readings);
  CHECK(read->readings->find({{"npu", "SH"}})->verdict == Verdict::same);
  CHECK_FALSE(read->unread);
}

TEST_CASE("a raked figure is printed whole", "[release]") {
  store::Release release = frozen("2019-05.r0", "42.1");
  for (const auto& [weighting, value] : {std::pair("none", "54.2"), {"raked_population", "54"}}) {
    store::ReleaseRow force = row("", "", weighting, value, "1512");
    force.survey = "public_voice";
    force.period = "wave-4";
    force.item = "confidence_in_wmp";
    release.rows.push_back(std::move(force));
  }
  const Shelf shelf({std::move(release)});
  const release::ReleasedFigures figures(definitions(), shelf);
  const Table table =
      figures.answer({.measure = "public_voice_confidence_in_wmp", .period = Period::waves(4, 4)})
          .value();
  CHECK(table.decimals == 0);
  CHECK(table.rows.front().weighted->value == 54.0);
}

TEST_CASE("the months of a survey are those that are released", "[release]") {
  const Shelf shelf({frozen("2019-05.r0", "42.1")});
  const release::ReleasedFigures figures(definitions(), shelf);
  CHECK(figures.months("victim_satisfaction") == std::pair(Month(2019, 5), Month(2019, 5)));
  CHECK_FALSE(figures.months("livechat"));
  CHECK(figures.waves("public_voice").empty());
}
