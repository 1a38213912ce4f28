// Tables and cells -> columns and codes.
#include "tables/cell_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace soundings::release {
namespace {

constexpr std::array<std::string_view, 3> usual_domains{"npu", "contact_channel", "crime_group"};

}  // namespace

std::vector<std::string> columns_of(const ReleasedTable& table) {
  std::vector<std::string> columns(usual_domains.begin(), usual_domains.end());
  for (const std::string& domain : table.by) {
    if (std::ranges::find(columns, domain) == columns.end()) {
      columns.push_back(domain);
    }
  }
  return columns;
}

std::string code_in(const Plan& plan, const disclose::FigureCell& cell, const std::string& domain) {
  return domain == plan.areas ? cell.area : domain == cell.domain ? cell.code : "";
}

std::string codes_of(const Plan& plan, const ReleasedTable& table,
                     const disclose::FigureCell& cell) {
  std::string codes;
  for (const std::string& domain : table.by) {
    codes += (codes.empty() ? "" : ",") + code_in(plan, cell, domain);
  }
  return codes;
}

}  // namespace soundings::release
