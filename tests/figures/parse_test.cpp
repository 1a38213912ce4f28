// What a field means, on the command line and in an address alike.
#include <catch2/catch.hpp>

#include "soundings/figures/question.h"

#include "support/small_force.h"

using namespace soundings;
using figures::Fields;
using figures::ReadingChoice;

namespace {

const Period may = Period::month(Month(2019, 5));

/// A question about May 2019, with further fields.
Fields asked(Fields further) {
  further.emplace("measure", "victims_satisfied");
  further.emplace("period", "2019-05");
  return further;
}

Expected<figures::TableQuestion, figures::Fault> table(const Fields& fields) {
  return figures::parse_table(testing::small_force(), asked(fields));
}

figures::Fault refused(const Fields& fields) {
  return table(fields).error();
}

}  // namespace

TEST_CASE("a measure and a period are a whole question", "[figures]") {
  const auto read = table({}).value();
  CHECK(read.question.measure == "victims_satisfied");
  CHECK(read.question.period == may);
  CHECK(read.question.by.empty());
  CHECK(read.question.scheme.empty());
  CHECK(!read.question.statistic);
  CHECK(read.question.interval == estimate::IntervalMethod::wilson);
  CHECK(read.question.level == figures::usual_level);
  CHECK(read.rows.empty());
  CHECK(read.reading.kind == ReadingChoice::Kind::usual);
}

TEST_CASE("every field of a table is read", "[figures]") {
  const auto read = table({{"by", "npu,crime_group"},
                           {"weighting", "none"},
                           {"statistic", "net"},
                           {"interval", "beta"},
                           {"level", "0.9"},
                           {"reading", "force"}})
                        .value();
  CHECK(read.question.by == std::vector<std::string>{"npu", "crime_group"});
  CHECK(read.question.scheme == "none");
  CHECK(read.question.statistic == Statistic::net);
  CHECK(read.question.interval == estimate::IntervalMethod::beta);
  CHECK(read.question.level == 0.9);
  CHECK(read.reading.kind == ReadingChoice::Kind::named);
  CHECK(read.reading.against == Against::force);
}

TEST_CASE("a fault names the field, the value and the rule", "[figures]") {
  const auto fault = refused({{"period", "may"}});
  CHECK(fault.code == "period_malformed");
  CHECK(fault.field == "period");
  CHECK(fault.value == "may");
  CHECK(fault.message == "period \"may\": it takes " + std::string(period_forms));
  CHECK(refused({{"statistic", "median"}}).code == "unknown_statistic");
  CHECK(refused({{"interval", "exact"}}).message ==
        "interval \"exact\": it takes wilson, logit, beta or wald");
  CHECK(refused({{"level", "high"}}).code == "level_out_of_range");
  CHECK(refused({{"of", "npu"}}).code == "of_malformed");
}

TEST_CASE("a reading is against a word that needs nothing beside it", "[figures]") {
  CHECK(table({{"reading", "none"}}).value().reading.kind == ReadingChoice::Kind::none);
  for (const char* word : {"code", "period", "measure", "everybody"}) {
    CHECK(refused({{"reading", word}}).code == "unknown_against");
  }
}

TEST_CASE("rows are of a table by their domain, which stands in when none is named", "[figures]") {
  const auto read = table({{"of", "npu=Sandwell"}}).value();
  CHECK(read.question.by == std::vector<std::string>{"npu"});
  CHECK(read.rows == DomainKey{{"npu", "Sandwell"}});
  CHECK(read.question.of.empty());
  CHECK(refused({{"of", "npu=SW"}, {"by", "crime_group"}}).code == "filter_not_in_by");
  CHECK(refused({{"of", "npu=SW"}, {"by", ""}}).code == "filter_not_in_by");
}

TEST_CASE("a domain with a role is a field of its own", "[figures]") {
  const auto definitions = testing::small_force();
  const auto read = figures::parse_series(
      definitions, asked({{"npu", "SH"}, {"contact_channel", "999"}, {"crime_group", "hate"}}));
  CHECK(read.value().of == DomainKey{{"contact_channel", "999"}, {"npu", "SH"}});
  const auto twice = figures::parse_series(definitions, asked({{"of", "npu=BE"}, {"npu", "SH"}}));
  CHECK(twice.error().code == "repeated_domain");
  CHECK(twice.error().field == "npu");
}

TEST_CASE("a comparison is with the rest unless another side is named", "[figures]") {
  const auto definitions = testing::small_force();
  const auto against = [&](const Fields& fields) {
    return figures::parse_comparison(definitions, asked(fields)).value();
  };
  CHECK(against({}).against == Against::rest);
  CHECK(against({{"against", "year_before"}}).against == Against::year_before);
  CHECK(against({{"against", "2019-04"}}).other == "2019-04");
  CHECK(against({{"against", "victims_ease"}}).against == Against::measure);
  const auto other = against({{"against", "SH"}, {"code", "BE"}, {"by", "npu"}});
  CHECK(other.against == Against::code);
  CHECK(other.other == "SH");
  CHECK(other.code == "BE");
}

TEST_CASE("a series goes by month or quarter, from end to end when neither is named", "[figures]") {
  const auto definitions = testing::small_force();
  const auto open = figures::parse_series(definitions, asked({})).value();
  CHECK(!open.first);
  CHECK(!open.last);
  CHECK(open.grain == figures::Grain::month);
  const auto ended =
      figures::parse_series(definitions,
                            asked({{"from", "2018-11"}, {"to", "2019-05"}, {"grain", "quarter"}}))
          .value();
  CHECK(ended.first == Period::month(Month(2018, 11)));
  CHECK(ended.last == may);
  CHECK(ended.grain == figures::Grain::quarter);
  CHECK(figures::parse_series(definitions, asked({{"grain", "week"}})).error().code ==
        "unknown_grain");
  CHECK(figures::parse_series(definitions, asked({{"to", "later"}})).error().field == "to");
}

TEST_CASE("small areas are the areas of the definitions when no domain is named", "[figures]") {
  const auto definitions = testing::small_force();
  CHECK(figures::parse_small_areas(definitions, asked({})).value().by ==
        std::vector<std::string>{"npu"});
  CHECK(figures::parse_small_areas(definitions, asked({{"by", "crime_group"}})).value().by ==
        std::vector<std::string>{"crime_group"});
}

TEST_CASE("a headline is of a month alone", "[figures]") {
  CHECK(figures::parse_month_of_headline({{"period", "2019-05"}}).value() == Month(2019, 5));
  CHECK(figures::parse_month_of_headline({{"period", "2019-Q2"}}).error().message ==
        "period \"2019-Q2\": it takes a month, as in 2019-05");
  CHECK(figures::parse_weights({{"survey", "victims"}, {"period", "2019-05"}}).value().survey ==
        "victims");
}
