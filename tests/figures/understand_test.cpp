// Questions that cannot be answered, and why.
#include <catch2/catch.hpp>

#include "soundings/figures/tabulate.h"

#include "support/small_force.h"

using namespace soundings;
using figures::Question;

namespace {

const Period may = Period::month(Month(2019, 5));

figures::Fault refused(const Question& question) {
  return figures::understand(testing::small_force(), question).error();
}

}  // namespace

TEST_CASE("a measure nobody defined is named", "[figures]") {
  const auto fault = refused({.measure = "victims_happy", .period = may});
  CHECK(fault.code == "unknown_measure");
  CHECK(fault.field == "measure");
  CHECK(fault.value == "victims_happy");
  CHECK(fault.message == "measure \"victims_happy\": no measure of the definitions has this id");
}

TEST_CASE("a measure is broken down by its own domains alone", "[figures]") {
  const auto fault = refused({.measure = "poll_confidence", .by = {"crime_group"}, .period = may});
  CHECK(fault.code == "unknown_domain");
  CHECK(fault.message == "by \"crime_group\": measure poll_confidence is broken down by npu, sex");
  CHECK(refused({.measure = "victims_satisfied", .by = {"npu", "npu"}, .period = may}).code ==
        "repeated_domain");
}

TEST_CASE("two domains at once, and one where the measure is a slice itself", "[figures]") {
  CHECK(refused({.measure = "victims_satisfied",
                 .by = {"npu", "contact_channel", "crime_group"},
                 .period = may})
            .code == "too_many_domains");
  CHECK(refused({.measure = "victims_contact_999", .by = {"npu", "crime_group"}, .period = may})
            .message ==
        "by \"npu, crime_group\": measure victims_contact_999 is broken down by at most 1 domain "
        "at once");
}

TEST_CASE("months for a survey of months, waves for a poll of waves", "[figures]") {
  const auto month = refused({.measure = "poll_confidence", .period = may});
  CHECK(month.code == "wrong_period_kind");
  CHECK(month.message == "period \"2019-05\": survey poll has waves, such as wave-4");
  CHECK(refused({.measure = "victims_satisfied", .period = Period::waves(1, 1)}).code ==
        "wrong_period_kind");
  const auto wave = refused({.measure = "poll_confidence", .period = Period::waves(4, 5)});
  CHECK(wave.code == "period_outside_survey");
  CHECK(wave.message == "period \"waves-4-5\": survey poll has no wave 5");
}

TEST_CASE("a weighting scheme belongs to its survey", "[figures]") {
  const auto fault = refused({.measure = "victims_satisfied", .period = may, .scheme = "raked"});
  CHECK(fault.code == "unknown_scheme");
  CHECK(fault.field == "weighting");
  const Definitions definitions = testing::small_force();
  const auto plain = figures::understand(
      definitions, {.measure = "victims_satisfied", .period = may, .scheme = "none"});
  CHECK(plain.value().scheme == nullptr);
  const auto usual =
      figures::understand(definitions, {.measure = "victims_satisfied", .period = may});
  CHECK(usual.value().scheme->id == "invited_by_npu");
}

TEST_CASE("a level lies from 0.8 to 0.9999", "[figures]") {
  for (const double level : {95.0, 0.5, 0.99995, -0.95}) {
    CHECK(refused({.measure = "victims_satisfied", .period = may, .level = level}).code ==
          "level_out_of_range");
  }
  CHECK(refused({.measure = "victims_satisfied", .period = may, .level = 95.0}).message ==
        "level \"95\": a level lies from 0.8 to 0.9999, such as 0.95");
}

TEST_CASE("a part is named by codes that make rows, two at most with the measure's own slice",
          "[figures]") {
  const auto part = [](const char* measure, DomainKey of) {
    return refused({.measure = measure, .period = may, .of = std::move(of)});
  };
  CHECK(part("victims_satisfied", {{"npu", "unknown_npu"}}).message ==
        "npu \"unknown_npu\": the domain npu has no such code");
  CHECK(part("victims_satisfied", {{"age_band", "16-24"}}).field == "of");
  CHECK(part("victims_contact_999", {{"npu", "BE"}, {"crime_group", "hate"}}).code ==
        "too_many_domains");
}

TEST_CASE("cells are asked for every domain a figure of the item may be shown by", "[figures]") {
  const Definitions definitions = testing::small_force();
  const auto asked =
      figures::understand(definitions, {.measure = "victims_ease", .period = may}).value();
  CHECK(figures::columns(definitions, asked) ==
        std::vector<std::string>{"npu", "contact_channel", "crime_group"});
}

TEST_CASE("a statistic needs what it is made of", "[figures]") {
  Definitions definitions = testing::small_force();
  const auto asking = [&](const char* measure, Statistic statistic) {
    return figures::understand(
        definitions,
        {.measure = measure, .period = Period::month(Month(2019, 5)), .statistic = statistic});
  };
  CHECK(asking("victims_satisfied", Statistic::net).value().statistic == Statistic::net);
  CHECK(asking("victims_satisfied", Statistic::mean).has_value());
  const auto no_negative = asking("victims_ease", Statistic::net);
  REQUIRE_FALSE(no_negative.has_value());
  CHECK(no_negative.error().code == "statistic_undefined");
  CHECK(no_negative.error().message ==
        "statistic \"net\": item ease_of_contact says of no answer that it is negative");
  definitions.surveys[0].scales["sat7"].kind = Scale::Kind::nominal;
  CHECK(asking("victims_satisfied", Statistic::mean).error().code == "statistic_undefined");
  CHECK(asking("victims_satisfied", Statistic::distribution).has_value());
}

TEST_CASE("a code is given by its name as well, whatever its case and punctuation", "[figures]") {
  const Definitions definitions = testing::small_force();
  for (const auto* name : {"SH", "sh", "Solihull", "SOLIHULL", "solihull npu"}) {
    INFO(name);
    const auto asked = figures::understand(
        definitions, {.measure = "victims_satisfied", .period = may, .of = {{"npu", name}}});
    REQUIRE(asked.has_value());
    CHECK(asked->of == DomainKey{{"npu", "SH"}});
  }
}

TEST_CASE("a refusal names what was probably meant", "[figures]") {
  CHECK(refused({.measure = "victims_satisfide", .period = may}).message ==
        "measure \"victims_satisfide\": no measure of the definitions has this id; did you mean "
        "victims_satisfied?");
  CHECK(refused({.measure = "poll_confidence", .by = {"nqu"}, .period = may}).message ==
        "by \"nqu\": measure poll_confidence is broken down by npu, sex; did you mean npu?");
  CHECK(refused({.measure = "victims_satisfied", .period = may, .of = {{"npu", "Solihul"}}})
            .message ==
        "npu \"Solihul\": the domain npu has no such code; did you mean SH (Solihull)?");
  CHECK(refused({.measure = "victims_satisfied", .period = may, .scheme = "invited_by_npus"})
            .message ==
        "weighting \"invited_by_npus\": survey victims has no weighting scheme of "
        "this name; did you mean invited_by_npu?");
}
