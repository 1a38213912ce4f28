// A response put together from its row, its codes and its comment.
#include "sqlite/kept_response.h"

#include <utility>

#include "rules/coding.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {

KeptResponses::KeptResponses(SQLite::Database& database)
    : read_(database,
            "SELECT r.survey, r.completed_at, r.invited_at, r.person, l.parts, r.codes, r.given,"
            " ifnull(c.text, '') FROM response r JOIN layout l ON l.no = r.layout"
            " LEFT JOIN comment c ON c.seq = r.seq WHERE r.seq = ?"),
      read_code_(database,
                 "SELECT code FROM domain_code WHERE survey = ? AND domain = ? AND no = ?") {}

std::string KeptResponses::code(std::int64_t survey, const std::string& domain, std::uint8_t no) {
  const bool known = prepare(read_code_, survey, domain, std::int64_t{no}).executeStep();
  std::string code = known ? text_at(read_code_, 0) : std::string{};
  read_code_.reset();
  return code;
}

std::optional<KeptResponse> KeptResponses::find(std::int64_t submission) {
  if (!prepare(read_, submission).executeStep()) {
    read_.reset();
    return std::nullopt;
  }
  const std::int64_t survey = number_at(read_, 0);
  KeptResponse kept;
  kept.said.completed_at = from_epoch_microseconds(number_at(read_, 1));
  if (const auto invited_at = optional_at(read_, 2)) {
    kept.said.invited_at = from_epoch_microseconds(*invited_at);
  }
  kept.person = blob_at(read_, 3);
  const Layout layout = parse_layout(text_at(read_, 4));
  const Bytes codes = blob_at(read_, 5);
  auto answers = parse_given(blob_at(read_, 6), layout);
  kept.said.free_texts = {{.text = text_at(read_, 7)}};
  read_.reset();
  if (!answers || codes.size() != layout.columns.size() + layout.items.size()) {
    return std::nullopt;
  }
  kept.said.answers = std::move(*answers);
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    if (codes[i] != 0) {
      kept.said.domains[layout.columns[i]] = code(survey, layout.columns[i], codes[i]);
    }
  }
  return kept;
}

}  // namespace soundings::store::sqlite
