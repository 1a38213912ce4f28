// releases/*.json and protection.json -> their drafts.
#include "definitions/decode_json.h"
#include "definitions/fields_json.h"

namespace soundings::definition {
namespace {

using Strings = std::vector<std::string>;

ReleasedTable decode_table(const json& object) {
  const std::map<std::string, PrintClass> classes{
      {"A", PrintClass::a}, {"B", PrintClass::b}, {"C", PrintClass::c}};
  return {.by = object.at("by").get<Strings>(),
          .print = classes.at(object.at("class").get<std::string>()),
          .items = field<Strings>(object, "items"),
          .weighted = field<bool>(object, "weighted"),
          .answers = field<bool>(object, "answers"),
          .windows_only = field<bool>(object, "windows_only")};
}

PooledRow decode_pooled(const json& object) {
  return {.domain = object.at("domain"),
          .code = object.at("code"),
          .label = object.at("label").get<Labels>(),
          .codes = object.at("codes").get<Strings>()};
}

JoinedRow decode_joined(const json& object) {
  return {.domain = object.at("domain"), .code = object.at("code"), .into = object.at("into")};
}

ReleaseWindow decode_window(const json& object) {
  using Kind = ReleaseWindow::Kind;
  const std::map<std::string, Kind> kinds{{"quarter", Kind::quarter},
                                          {"months", Kind::months},
                                          {"since", Kind::since},
                                          {"waves", Kind::waves}};
  return {.kind = kinds.at(object.at("kind").get<std::string>()),
          .count = field<int>(object, "count"),
          .from = field<std::string>(object, "from")};
}

}  // namespace

ReleaseSetDraft decode_release_set(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  Header header = decode_header(file, object);
  ReleaseSet set{.survey = header.id,
                 .version = header.version,
                 .items = object.at("items").get<Strings>(),
                 .tables = each(object, "tables", decode_table),
                 .pooled = each(object, "pooled", decode_pooled),
                 .pool_with = each(object, "pool_with", decode_joined),
                 .windows = each(object, "windows", decode_window),
                 .provisional = field<std::string>(object, "provisional")};
  return {.header = std::move(header), .set = std::move(set)};
}

ProtectionDraft decode_protection(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  Header header = decode_header(file, object);
  ProtectionRules rules{.version = header.version,
                        .hide_below = object.at("hide_below"),
                        .unanimous_below = object.at("unanimous_below"),
                        .range_width = object.at("range_width"),
                        .answers_from = object.at("answers_from"),
                        .window_from = object.at("window_from"),
                        .complement_below = object.at("complement_below"),
                        .coarse_base = object.at("coarse_base"),
                        .coarse_per_cent = object.at("coarse_per_cent"),
                        .batch = object.at("batch"),
                        .raked_from = object.at("raked_from"),
                        .solver_nodes = object.at("solver_nodes")};
  return {.header = std::move(header), .rules = std::move(rules)};
}

}  // namespace soundings::definition
