// Lines of comma-separated values go out and come back.
#include "tables/csv.h"

#include <catch2/catch.hpp>

using namespace soundings::release;

TEST_CASE("fields come back as they went out", "[release]") {
  const std::vector<std::string> plain{"victim_satisfaction", "", "42.1"};
  CHECK(csv_line(plain) == "victim_satisfaction,,42.1\n");
  const std::vector<std::string> odd{"a,b", "\"c\"", "d\ne", ""};
  CHECK(csv_rows(csv_line(plain) + csv_line(odd)) ==
        std::vector<std::vector<std::string>>{plain, odd});
  CHECK(csv_rows("").empty());
}
