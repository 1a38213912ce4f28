// A folder with a specification and its files, for tests of analyses.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "soundings/analyse/analyse.h"

namespace soundings::testing {

namespace fs = std::filesystem;

/// A folder with a specification, responses and margins, gone when it is left.
class Study {
 public:
  Study() : folder_(fs::temp_directory_path() / ("soundings-study-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    put("responses.csv",
        "npu,month,person,size,w,q\n"
        "BE,April,a,900,1,yes\nBE,April,b,900,1.5,no\nBW,May,c,800,2,yes\n"
        "BW,May,d,800,1,no\nBE,May,e,800,1,yes\n");
    put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,40\n");
  }
  ~Study() { fs::remove_all(folder_); }
  Study(const Study&) = delete;
  Study& operator=(const Study&) = delete;

  /// A measure of column q: which answers are valid, and which of them positive.
  [[nodiscard]] static std::string share(const std::string& valid, const std::string& positive) {
    return R"({"name": "m", "column": "q", "valid": )" + valid + R"(, "positive": )" + positive +
           "}";
  }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] fs::path file(const std::string& name) const { return folder_ / name; }

  [[nodiscard]] Expected<analyse::Analysis, analyse::Fault> analysed(
      const std::string& spec) const {
    put("spec.json", spec);
    return analyse::analyse(file("spec.json").string());
  }

  /// The specification's usual parts with `more` members added.
  [[nodiscard]] Expected<analyse::Analysis, analyse::Fault> with(const std::string& more) const {
    return analysed(R"({"responses": "responses.csv", "measures": [{"name": "yes", "column": "q",
      "valid": ["yes", "no"], "positive": ["yes"]}], "domains": [[], ["npu"]])" +
                    (more.empty() ? "" : ", " + more) + "}");
  }

 private:
  fs::path folder_;
};

inline void refused(const Expected<analyse::Analysis, analyse::Fault>& analysis,
                    const std::string& code, const std::string& words) {
  CAPTURE(code, words);
  REQUIRE_FALSE(analysis.has_value());
  CHECK(analysis.error().code == code);
  CHECK(analysis.error().message == words);
}

/// The values of a key of the diagnostics, in their order.
inline std::vector<std::string> diagnostics(const analyse::Analysis& analysis,
                                            const std::string& wanted) {
  std::vector<std::string> values;
  for (const auto& [key, value] : analysis.diagnostics) {
    if (key == wanted) {
      values.push_back(value);
    }
  }
  return values;
}

/// The row of a domain and measure.
inline const analyse::EstimateRow& row_of(const analyse::Analysis& analysis,
                                          const std::string& domain) {
  for (const analyse::EstimateRow& row : analysis.estimates) {
    if (row.domain == domain) {
      return row;
    }
  }
  throw std::runtime_error("no row for " + domain);
}

}  // namespace soundings::testing
