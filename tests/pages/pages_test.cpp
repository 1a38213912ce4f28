// What pages say: of figures, of months without any, of breaks that are only assumed.
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <zlib.h>

#include "soundings/base/digest.h"

#include "embedded.h"
#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

bool says(const std::string& page, std::string_view words) {
  return page.find(words) != std::string::npos;
}

std::string unpacked(std::string_view gzip) {
  std::string plain(2'000'000, '\0');
  std::string packed{gzip};
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 31) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

/// The ids of the figures on a page, in order.
std::vector<std::string> figures(const std::string& page) {
  const Reading reading = read_html(page);
  std::vector<std::string> ids;
  for (const Element* each : reading.named("figure")) {
    ids.push_back(each->attributes.at("id"));
  }
  return ids;
}

}  // namespace

TEST_CASE("the Overview leads with the overall figure, its range, base and response rate",
          "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = overview(definitions, model_overview(definitions));
  CHECK(says(page, "<p class=\"sd-big\">42%"));
  CHECK(says(page, "95% range 38 to 45"));
  CHECK(says(page, "904 answers. 8,000 invited; response rate of the survey: 11.3%"));
  CHECK(says(page, "Six separate questions from the same survey."));
}

TEST_CASE("surveys of confidence each have a table of their own, self-selection said", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = overview(definitions, model_overview(definitions));
  CHECK(says(page, "Listening to the Public Voice, waves 1 to 4</h3>"));
  CHECK(says(page, "How are we doing, wave 3 (February 2019)</h3>"));
  CHECK(says(page, "People chose to take part, so these are the views of respondents"));
}

TEST_CASE("each page has its figures", "[pages]") {
  const Definitions definitions = model_definitions();
  CHECK(figures(overview(definitions, model_overview(definitions))) ==
        std::vector<std::string>{"trend"});
  CHECK(figures(npu(definitions, model_npu(definitions))) ==
        std::vector<std::string>{"npu-trend", "npu-channels"});
  CHECK(figures(compare(definitions, model_compare(definitions))) ==
        std::vector<std::string>{"ranked", "funnel"});
  CHECK(figures(channels(definitions, model_channels(definitions))) ==
        std::vector<std::string>{"by-channel-victim_ease_of_contact",
                                 "by-channel-public_voice_confidence_in_wmp"});
  CHECK(figures(measure(definitions, model_measure(definitions))) ==
        std::vector<std::string>{"measure-trend", "measure-areas"});
}

TEST_CASE("NPUs of a measure stand in the order of the register, those compared by value",
          "[pages]") {
  const Definitions definitions = model_definitions();
  const auto names_of = [](const std::string& page) {
    std::vector<std::string> names;
    const Reading reading = read_html(page);
    for (const Element* row : reading.with("data-name")) {
      names.push_back(row->attributes.at("data-name"));
    }
    names.resize(8);
    return names;
  };
  CHECK(names_of(compare(definitions, model_compare(definitions))) ==
        std::vector<std::string>{"Solihull", "Dudley", "Coventry", "Walsall", "Wolverhampton",
                                 "Sandwell", "Birmingham East", "Birmingham West"});
  CHECK(names_of(measure(definitions, model_measure(definitions))) ==
        std::vector<std::string>{"Birmingham East", "Birmingham West", "Coventry", "Dudley",
                                 "Sandwell", "Solihull", "Walsall", "Wolverhampton"});
}

TEST_CASE("a channel's own survey speaks for its page and stands first", "[pages]") {
  const Definitions definitions = model_definitions();
  ChannelPage model = model_channel(definitions);
  const std::string page = channel(definitions, model);
  const std::string own = "<h2 class=\"sd-h2\" id=\"livechat\">";
  REQUIRE(says(page, own));
  CHECK(page.find(own) < page.find("<h2 class=\"sd-h2\" id=\"", page.find(own) + 1));
  CHECK(page.find("<h2 class=\"sd-h2\" id=\"") == page.find(own));
  CHECK_FALSE(says(page, "The whole force: "));
  model.own.clear();
  CHECK(says(channel(definitions, model), "The whole force: "));
}

TEST_CASE("a channel by area is shown where an area has a figure, shown or hidden", "[pages]") {
  const Definitions definitions = model_definitions();
  ChannelPage model = model_channel(definitions);
  CHECK(figures(channel(definitions, model)) == std::vector<std::string>{"channel-areas"});
  model.channel = "livechat";
  std::erase_if(model.areas->rows, [](const Row& row) {
    return row.key.contains("contact_channel") && row.key.at("contact_channel") == "livechat";
  });
  CHECK_FALSE(says(channel(definitions, model), "channel-areas"));
  Row hidden{.key = {{"npu", "BE"}, {"contact_channel", "livechat"}}};
  hidden.hidden = Hidden::small_base;
  model.areas->rows.push_back(hidden);
  CHECK(says(channel(definitions, model), "channel-areas"));
}

TEST_CASE("the symbols have the words, lines and bands of the pages", "[pages]") {
  const std::string page = symbols(model_definitions());
  for (const char* part :
       {"<span>No clear change</span>", "about 40%", "data-mini=\"key-band\"",
        "data-mini=\"key-force\"", "data-mini=\"key-break\"", "a figure of 1 to 9 people"}) {
    INFO(part);
    CHECK(says(page, part));
  }
}

TEST_CASE("a channel whose people were not asked the question has no row", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = channels(definitions, model_channels(definitions));
  const auto contact = page.find("id=\"by-channel-victim_ease_of_contact\"");
  const auto end = page.find("</figure>", contact);
  CHECK_FALSE(says(page.substr(contact, end - contact), "Officer"));
  CHECK(says(page.substr(contact, end - contact), "Front counter"));
}

TEST_CASE("the overall figure is read against its baseline, up or down only with a verdict",
          "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  const std::string lower = overview(definitions, shown);
  CHECK(says(lower, "<span>Lower than the baseline</span>"));
  CHECK(says(lower,
             "Down 5.7 points from 47.3% in November 2018 to January 2019, the assumed "
             "baseline. The 95% range of the change is \u22129.4 to \u22122.1 points."));
  CHECK(says(lower, "data-baseline=\"47.3"));
  shown.changes.front().rows.front().verdict = Verdict::same;
  const std::string same = overview(definitions, shown);
  CHECK(says(same, "<span>No clear change</span>"));
  CHECK(says(same, "It was 47.3% in November 2018 to January 2019, the assumed baseline."));
  shown.with = ComparedWith::previous;
  shown.changes.front().rows.front().verdict = Verdict::lower;
  const std::string before = overview(definitions, shown);
  CHECK(says(before, "<span>Lower than the month before</span>"));
  CHECK_FALSE(says(before, "data-baseline"));
  shown.changes.clear();
  CHECK_FALSE(says(overview(definitions, shown), "data-kind=\"lower\""));
}

TEST_CASE("an NPU's page begins with who, what, how much and how sure", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  CHECK(says(npu(definitions, shown),
             "Victims in Birmingham East are <strong>less satisfied overall than in the rest of "
             "the force</strong>: 38.0% against 42.3%."));
  CHECK(
      says(npu(definitions, shown),
           "<p class=\"sd-meaning\">The 95% range is 30.5 to 46.1. Of ranges made in this way, 19 "
           "in 20 hold the figure that asking again and again would average. People who did not "
           "reply may think differently.</p>"));
  const auto read_as = [&](Verdict verdict) {
    shown.readings.front().rows.front().verdict = verdict;
    return npu(definitions, shown);
  };
  CHECK(says(read_as(Verdict::higher), "<strong>more satisfied overall than in the rest"));
  CHECK(says(read_as(Verdict::same), "<strong>about as satisfied overall as in the rest"));
  CHECK(says(read_as(Verdict::too_few),
             "In Birmingham East, <strong>38.0% of victims were satisfied overall</strong> "
             "in May 2019. Against the rest of the force: too few to say."));
  const std::string unclear = read_as(Verdict::not_clear);
  CHECK(says(unclear,
             "<strong>not clearly more or less satisfied overall than in the rest of the force"));
  CHECK(says(unclear, "<span>Not clearly different</span>"));
  CHECK(says(unclear,
             "Not clearly different: the 95% range of the difference leaves out zero, but among "
             "seven comparisons chance alone often gives such a one."));
  shown.readings.clear();
  CHECK(says(npu(definitions, shown),
             "In Birmingham East, <strong>38.0% of victims were satisfied overall</strong>"));
}

TEST_CASE("every measure of an NPU is read against the rest of the force, in words and shape",
          "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = npu(definitions, model_npu(definitions));
  CHECK(says(page, "Readings allow for seven comparisons at once."));
  CHECK(says(page, "sd-verdict--worse"));
  CHECK(says(page, "<span>Lower</span>"));
  CHECK(says(page, "<span>Too few to say</span>"));
  CHECK(says(page, "<span>Similar</span>"));
  CHECK(says(page, "data-ref=\"42.3"));
}

TEST_CASE("a hidden rest is in no byte of a page", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  Comparison& row = shown.readings[1].rows.front();
  row.verdict = Verdict::hidden;
  row.hidden = Hidden::complementary;
  row.b->base.reset();
  row.b->weighted.reset();
  row.b->unweighted.reset();
  row.weighted.reset();
  row.unweighted.reset();
  const std::string page = npu(definitions, shown);
  CHECK(says(page, "<span>Hidden</span>"));
  CHECK(says(
      page,
      "data-label=\"Rest of force\" class=\"sd-num\"><span class=\"sd-val sd-val--soft\">[c]"));
}

TEST_CASE("an NPU's page and a measure's show crime groups, and hide what is hidden", "[pages]") {
  const Definitions definitions = model_definitions();
  for (const std::string& page : {npu(definitions, model_npu(definitions)),
                                  measure(definitions, model_measure(definitions))}) {
    CHECK(says(page, "<h3 class=\"sd-h3\">Crime group</h3>"));
    CHECK(says(page, "<th scope=\"row\">Burglary</th>"));
    CHECK(says(page,
               "<th scope=\"row\">Hate crime</th><td class=\"sd-num\">[c]</td>"
               "<td class=\"sd-num\">[c]"));
  }
}

TEST_CASE("an NPU's page compares with nothing that is not computed", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  shown.readings.clear();
  const std::string page = npu(definitions, shown);
  for (const char* const word : {"rest of the force", "Higher", "Lower", "Similar", "Reading",
                                 "Comments", "Themes", "baseline", "Baseline"}) {
    INFO(word);
    CHECK_FALSE(says(page, word));
  }
}

TEST_CASE("a month without answers is said to be one", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  shown.edition.period = Period::month(Month{2019, 6});
  shown.headline.front().period = shown.edition.period;
  shown.headline.front().rows.front() = Row{.base = 0, .marks = {"x"}};
  const std::string page = overview(definitions, shown);
  CHECK(says(page, "<p class=\"sd-big\">[x]</p>"));
  CHECK(says(page, "There is no figure for June 2019."));
}

TEST_CASE("an assumed break is shown as an assumption, a known one as a fact", "[pages]") {
  Definitions definitions = model_definitions();
  const Overview shown = model_overview(definitions);
  CHECK(says(overview(definitions, shown),
             "We assume, but have not confirmed, that the way of asking changed in November "
             "2018, so the series starts there."));
  definitions.surveys.front().breaks.front().assumed = false;
  CHECK(says(overview(definitions, shown),
             "Break in series: the way of asking changed in November 2018"));
}

TEST_CASE("months before a break stand apart from those after it", "[pages]") {
  Definitions definitions = model_definitions();
  definitions.surveys.front().breaks.front().at = Month{2019, 2};
  const Reading reading = read_html(overview(definitions, model_overview(definitions)));
  std::size_t before = 0;
  for (const Element* row : reading.with("data-series")) {
    CHECK(row->attributes.at("data-series") == "before");
    ++before;
  }
  CHECK(before == 3);
}

TEST_CASE("two months are a table and not a chart", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  shown.trends.front().points.resize(2);
  const std::string page = overview(definitions, shown);
  CHECK_FALSE(says(page, "data-chart=\"trend\""));
  CHECK(says(page, "A chart needs three months. The table below holds the figures."));
}

TEST_CASE("the months of a stage are read out from the first to the last", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = overview(definitions, model_overview(definitions));
  CHECK(says(page, "From 69.3% in November 2018 to 63.3% in May 2019"));
}

TEST_CASE("months are left out where no stage has three of them", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  CHECK(says(overview(definitions, shown),
             "<th role=\"columnheader\" scope=\"col\" "
             "class=\"sd-col-months\">Trend</th>"));
  for (Trend& trend : shown.trends) {
    trend.points.resize(2);
  }
  CHECK_FALSE(says(overview(definitions, shown), ">Trend</th>"));
}

TEST_CASE("sample data is said to be sample data on every page that holds it, and on no other",
          "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  CHECK(says(overview(definitions, shown), "These answers are synthetic."));
  CHECK(says(npu(definitions, model_npu(definitions)), "These answers are synthetic."));
  CHECK(says(symbols(definitions, {.sample = true}), "These answers are synthetic."));
  shown.frame.sample = false;
  CHECK_FALSE(says(overview(definitions, shown), "Sample data"));
  CHECK_FALSE(says(symbols(definitions), "Sample data"));
}

TEST_CASE("choices are forms that work without scripts", "[pages]") {
  const Definitions definitions = model_definitions();
  const Reading reading = read_html(npu(definitions, model_npu(definitions)));
  const auto forms = reading.named("form");
  REQUIRE(forms.size() == 1);
  CHECK(forms.front()->attributes.at("method") == "get");
  CHECK(forms.front()->attributes.at("action") == "/npus");
  std::set<std::string> names;
  for (const Element* select : reading.named("select")) {
    names.insert(select->attributes.at("name"));
  }
  CHECK(names == std::set<std::string>{"npu", "period"});
}

TEST_CASE("an asset is found by the name that carries its hash, and by no other", "[pages]") {
  CHECK(asset("/assets/soundings.css") == nullptr);
  CHECK(asset("/assets/../pages.h") == nullptr);
  CHECK(embedded_assets().size() == 10);
  for (const NamedAsset& each : embedded_assets()) {
    INFO(each.name);
    const Asset* found = asset(each.asset.path);
    REQUIRE(found != nullptr);
    const std::string hash = to_hex(sha256(unpacked(found->gzip)));
    CHECK(found->path.find("." + hash.substr(0, 8) + ".") != std::string::npos);
    CHECK_FALSE(found->media_type.empty());
  }
}

TEST_CASE("assets name one another by their hashes", "[pages]") {
  for (const NamedAsset& each : embedded_assets()) {
    if (each.name != "soundings.css" && each.name != "app.js") {
      continue;
    }
    const std::string text = unpacked(each.asset.gzip);
    std::size_t named = 0;
    for (auto at = text.find("/assets/"); at != std::string::npos;
         at = text.find("/assets/", at + 1)) {
      const std::string path = text.substr(at, text.find_first_of("\"'", at) - at);
      INFO(each.name << " names " << path);
      CHECK(asset(path) != nullptr);
      ++named;
    }
    CHECK(named > 0);
  }
}

TEST_CASE("all assets together stay near 160 KB and a page under 12 KB, compressed", "[pages]") {
  std::size_t all = 0;
  for (const NamedAsset& each : embedded_assets()) {
    all += each.asset.gzip.size();
  }
  CHECK(all < 170'000);
  const Definitions definitions = model_definitions();
  const std::string page = overview(definitions, model_overview(definitions));
  uLongf size = compressBound(page.size());
  std::string packed(size, '\0');
  REQUIRE(compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                    reinterpret_cast<const Bytef*>(page.data()), page.size(), 9) == Z_OK);
  CHECK(size < 12'000);
}

}  // namespace soundings::pages
