// Properties over generated files: another spelling of the same rows changes no figure, and
// every row of every file is in the base, blank, excluded or reported.
#include <array>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"

using namespace soundings;
using soundings::testing::Study;

namespace {

struct Generated {
  std::string npu;
  std::string weight;
  std::string answer;
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::vector<Generated> rows() {
    std::vector<Generated> made;
    const int count = 4 + below(40);
    for (int row = 0; row < count; ++row) {
      made.push_back({.npu = pick<3>({"\xC3\x85"
                                      "by",
                                      "BW", "St Paul's"}),
                      .weight = pick<3>({"1", "2", "0.5"}),
                      .answer = pick<7>({"1", "2", "3", "1", "2", "", "dk"})});
    }
    return made;
  }

  /// The same text as people, spreadsheets and other programs write it.
  std::string respelt(std::string text) {
    if (text.starts_with("\xC3\x85") && below(2) == 0) {
      text = "A\xCC\x8A" + text.substr(2);
    }
    if (!text.empty() && text.find_first_not_of("0123456789.") == std::string::npos) {
      const bool whole = text.find('.') == std::string::npos;
      text = pick<3>({text, whole ? text + ".0" : text + "0", "+" + text});
    }
    static const std::array<std::string, 5> around{"", "", " ", "\t", "\xC2\xA0"};
    return around.at(static_cast<std::size_t>(below(5))) + text +
           around.at(static_cast<std::size_t>(below(5)));
  }

  std::string written(const std::vector<Generated>& rows, bool strangely) {
    std::string text = "npu,w,q\n";
    for (const Generated& row : rows) {
      while (strangely && below(4) == 0) {
        text += pick<3>({",,\n", "\n", " ,,,\n"});
      }
      text += strangely ? respelt(row.npu) + "," + row.weight + "," + respelt(row.answer) + "\n"
                        : row.npu + "," + row.weight + "," + row.answer + "\n";
    }
    return text;
  }

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  template <std::size_t Size>
  std::string pick(const std::array<std::string, Size>& from) {
    return from.at(static_cast<std::size_t>(below(static_cast<int>(Size))));
  }

 private:
  std::mt19937 random_;
};

std::int64_t reported_outside(const analyse::Analysis& analysis) {
  std::int64_t rows = 0;
  for (const auto& [key, value] : analysis.diagnostics) {
    rows += key.starts_with("answer_outside:") ? std::stoll(value) : 0;
  }
  return rows;
}

void finite(const std::optional<double>& value) {
  CHECK((!value || std::isfinite(*value)));
}

const std::string spec = R"({"responses": "responses.csv",
  "weighting": {"method": "base", "base_weight": "w"},
  "measures": [{"name": "m", "column": "q", "valid": ["1", "2", "3"], "positive": ["1"]}],
  "domains": [[], ["npu"]]})";

}  // namespace

TEST_CASE("another spelling of the same rows changes no figure", "[analyse]") {
  const Study study;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Maker maker(seed);
    const auto rows = maker.rows();
    study.put("responses.csv", maker.written(rows, false));
    const auto plain = study.analysed(spec);
    study.put("responses.csv", maker.written(rows, true));
    const auto strange = study.analysed(spec);
    REQUIRE(plain.has_value() == strange.has_value());
    if (!plain) {
      CHECK(plain.error().code == strange.error().code);
      continue;
    }
    REQUIRE(plain->estimates.size() == strange->estimates.size());
    for (std::size_t at = 0; at < plain->estimates.size(); ++at) {
      CHECK(plain->estimates[at].domain == strange->estimates[at].domain);
      CHECK(plain->estimates[at].estimate.n == strange->estimates[at].estimate.n);
      CHECK(plain->estimates[at].estimate.value == strange->estimates[at].estimate.value);
      CHECK(plain->estimates[at].estimate.se == strange->estimates[at].estimate.se);
    }
    CHECK(reported_outside(*plain) == reported_outside(*strange));
  }
}

TEST_CASE("every row is in the base, blank, or reported by its answer", "[analyse]") {
  const Study study;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Maker maker(seed);
    auto rows = maker.rows();
    std::int64_t blank = 0;
    for (Generated& row : rows) {
      if (maker.below(6) == 0) {
        row.answer = maker.pick<5>({"Yes", "1x", "4", "0", "1 5"});
      }
      blank += row.answer.empty() ? 1 : 0;
    }
    study.put("responses.csv", maker.written(rows, true));
    const auto analysis = study.analysed(spec);
    if (!analysis) {
      CHECK(analysis.error().code == "spec_invalid");
      continue;
    }
    const auto& all = analysis->estimates.front().estimate;
    CHECK(all.n + blank + reported_outside(*analysis) == std::ssize(rows));
  }
}

TEST_CASE("weights of any size give finite figures or a refusal by rule", "[analyse]") {
  const Study study;
  static const std::array<std::string, 10> sizes{"0",     "1",    "1e-320", "1e-60", "1e-50",
                                                 "1e-20", "3e20", "1e50",   "1e60",  "1e308"};
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    Maker maker(seed);
    auto rows = maker.rows();
    for (Generated& row : rows) {
      row.weight = maker.below(5) == 0 ? maker.pick<10>(sizes) : row.weight;
    }
    study.put("responses.csv", maker.written(rows, false));
    const auto analysis = study.analysed(spec);
    if (!analysis) {
      CHECK((analysis.error().code == "number_extreme" || analysis.error().code == "spec_invalid"));
      continue;
    }
    for (const analyse::EstimateRow& row : analysis->estimates) {
      for (const auto& value : {row.estimate.value, row.estimate.se, row.estimate.deff,
                                row.estimate.n_kish, row.estimate.deff_kish}) {
        finite(value);
      }
      for (const auto& interval : {row.wald, row.logit, row.wilson, row.beta}) {
        finite(interval ? std::optional(interval->lo) : std::nullopt);
        finite(interval ? std::optional(interval->hi) : std::nullopt);
      }
    }
  }
}
