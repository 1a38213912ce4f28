#include "support/store.h"

#include <atomic>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

namespace soundings::testing {
namespace {

const Instant noon = parse_rfc3339("2019-05-14T12:00:00Z").value();

Scale three_points() {
  return {.id = "sat3",
          .kind = Scale::Kind::ordinal,
          .points = {{.code = 1}, {.code = 2}, {.code = 3}},
          .excluded = {{.point = {.code = 97}, .state = Absence::dont_know}}};
}

Item scale_item(const std::string& id) {
  Item item;
  item.id = id;
  item.scale = "sat3";
  item.positive = {1};
  return item;
}

Domain coded(const std::string& id, const std::vector<std::string>& codes) {
  Domain domain;
  domain.id = id;
  for (const std::string& code : codes) {
    domain.codes.push_back({.id = code, .from = std::nullopt, .to = std::nullopt});
  }
  return domain;
}

Survey small_survey(const std::string& id, bool waved) {
  Survey survey;
  survey.id = id;
  survey.version = "1.0.0";
  survey.waved = waved;
  survey.scales["sat3"] = three_points();
  survey.items = {scale_item("whole_experience"), scale_item("follow_up")};
  survey.domains = {coded("npu", {"BE", "BW"}), coded("contact_channel", {"999", "101"})};
  return survey;
}

Answer answer(const std::string& item, int code) {
  if (code == 97) {
    return {.item = item, .code = code, .absence = Absence::dont_know};
  }
  return {.item = item, .code = code, .absence = std::nullopt};
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "soundings-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

Definitions small_definitions() {
  Definitions definitions;
  definitions.surveys = {small_survey("victim_satisfaction", false),
                         small_survey("public_voice", true)};
  return definitions;
}

std::vector<std::uint8_t> test_key() {
  return std::vector<std::uint8_t>(32, 7);
}

std::unique_ptr<store::Store> open_store(const std::filesystem::path& file) {
  auto store = store::open_for_writing(file, test_key());
  INFO((store ? "" : store.error().message));
  REQUIRE(store);
  return std::move(*store);
}

store::Entry entry(const Said& said) {
  const std::string text = said.id + "|" + std::to_string(said.whole_experience) + "|" +
                           std::to_string(said.follow_up) + "|" + said.npu + "|" + said.channel +
                           "|" + to_text(said.month) + "|" +
                           std::to_string(said.modified_minute.value_or(-1)) + "|" + said.comment;
  store::Entry made;
  made.receipt = uuid_v7(noon);
  made.delivery = uuid_v7(noon);
  made.source = "wmnow";
  made.survey = said.wave == 0 ? "victim_satisfaction" : "public_voice";
  made.received_at = noon;
  made.webhook_id = said.webhook_id;
  made.body = sha256(said.body.empty() ? text : said.body);
  made.content = sha256(text);
  made.original = sha256(text);
  made.source_response_id = said.id;
  if (said.modified_minute) {
    made.modified_at = noon + std::chrono::minutes(*said.modified_minute);
  }
  made.kept = "{\"said\":\"" + text + "\"}";
  made.raw = text;

  Response response;
  response.source = made.source;
  response.survey = made.survey;
  response.definition_version = "1.0.0";
  response.source_response_id = said.id;
  response.person = said.person.empty() ? "" : to_hex(sha256(said.person));
  response.completed_at = noon;
  response.modified_at = made.modified_at;
  response.month = said.month;
  response.wave = said.wave;
  response.domains = {{"npu", said.npu}, {"contact_channel", said.channel}};
  response.answers = {answer("whole_experience", said.whole_experience),
                      answer("follow_up", said.follow_up)};
  response.free_texts = {{.item = "comment", .text = said.comment}};
  made.response = response;
  return made;
}

store::Entry unreadable(const Said& said, const std::string& code) {
  store::Entry made = entry(said);
  made.response.reset();
  made.code = code;
  made.errors = {{.code = code, .pointer = "/npu", .message = "npu is not in the register"}};
  return made;
}

std::vector<store::Entry> batch(std::vector<store::Entry> entries) {
  const std::string delivery = uuid_v7(noon);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].delivery = delivery;
    entries[i].position = i;
  }
  return entries;
}

store::Recorded commit(store::Store& store, const store::Entry& entry) {
  const auto recorded = store.ledger().commit({&entry, 1}, small_definitions());
  REQUIRE(recorded.size() == 1);
  return recorded.front();
}

std::vector<std::string> failing_checks(const store::Store& store) {
  std::vector<std::string> failing;
  for (const store::Check& check : store.maintenance().verify(small_definitions())) {
    if (!check.passed) {
      failing.push_back(check.name + ": " + check.detail);
    }
  }
  return failing;
}

std::int64_t completed_in_may(store::CellReader& reader) {
  const Evidence counted = reader.count({.survey = "victim_satisfaction",
                                         .period = Period::month(Month(2019, 5)),
                                         .completed_by = {""}});
  const auto& all = counted.completed.at("");
  return all.empty() ? 0 : all.at("");
}

}  // namespace soundings::testing
