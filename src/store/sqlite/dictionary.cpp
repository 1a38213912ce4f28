// Names and codes looked up in memory first, then in their tables, then added.
#include "sqlite/dictionary.h"

#include <algorithm>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {

Dictionary::Dictionary(SQLite::Database& database) : database_(database) {}

std::int64_t Dictionary::name(std::map<std::string, std::int64_t>& names, const char* find,
                              const char* add, const std::string& id) {
  if (const auto known = names.find(id); known != names.end()) {
    return known->second;
  }
  SQLite::Statement finding(database_, find);
  if (!prepare(finding, id).executeStep()) {
    run_once(database_, add, id);
    prepare(finding, id).executeStep();
  }
  return names[id] = number_at(finding, 0);
}

std::int64_t Dictionary::source(const std::string& id) {
  return name(sources_, "SELECT no FROM source WHERE id = ?", "INSERT INTO source (id) VALUES (?)",
              id);
}

std::int64_t Dictionary::survey(const std::string& id) {
  return name(surveys_, "SELECT no FROM survey WHERE id = ?", "INSERT INTO survey (id) VALUES (?)",
              id);
}

const Dictionary::Current& Dictionary::layout(const Survey& survey) {
  Known& known = layouts_[survey.id];
  if (known.read_from == &survey) {
    return known.current;
  }
  if (known.no != 0 && known.version == survey.version &&
      is_layout_of(known.current.layout, survey)) {
    known.read_from = &survey;
    return known.current;
  }
  Layout layout = layout_of(survey);
  const std::string parts = to_text(layout);
  const std::int64_t no = this->survey(survey.id);
  SQLite::Statement find(database_,
                         "SELECT no FROM layout WHERE survey = ? AND version = ? AND parts = ?");
  if (!prepare(find, no, survey.version, parts).executeStep()) {
    run_once(database_, "INSERT INTO layout (survey, version, parts) VALUES (?, ?, ?)", no,
             survey.version, parts);
    prepare(find, no, survey.version, parts).executeStep();
  }
  known = {.no = no,
           .version = survey.version,
           .read_from = &survey,
           .current = {.no = number_at(find, 0), .layout = std::move(layout)}};
  return known.current;
}

Dictionary::Codes& Dictionary::codes(std::int64_t survey, const std::string& domain) {
  const auto [found, added] = codes_.try_emplace({survey, domain});
  if (added) {
    SQLite::Statement read(database_,
                           "SELECT code, no FROM domain_code WHERE survey = ? AND domain = ?");
    for (prepare(read, survey, domain); read.executeStep();) {
      found->second.emplace_back(text_at(read, 0), static_cast<std::uint8_t>(number_at(read, 1)));
    }
  }
  return found->second;
}

std::optional<std::uint8_t> Dictionary::code(std::int64_t survey, const std::string& domain,
                                             const std::string& code) {
  Codes& known = codes(survey, domain);
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const auto& entry) { return entry.first == code; });
  if (found != known.end()) {
    return found->second;
  }
  constexpr std::size_t most = 255;
  if (known.size() >= most) {
    return std::nullopt;
  }
  const auto no = static_cast<std::uint8_t>(known.size() + 1);
  run_once(database_, "INSERT INTO domain_code (survey, domain, no, code) VALUES (?, ?, ?, ?)",
           survey, domain, std::int64_t{no}, code);
  known.emplace_back(code, no);
  return no;
}

void Dictionary::start_batch() noexcept {
  for (auto& [survey, known] : layouts_) {
    known.read_from = nullptr;
  }
}

void Dictionary::forget() {
  sources_.clear();
  surveys_.clear();
  layouts_.clear();
  codes_.clear();
}

}  // namespace soundings::store::sqlite
