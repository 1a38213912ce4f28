// Witnesses as JSON.
#include "freeze/proof_json.h"

#include <nlohmann/json.hpp>

namespace soundings::release {
namespace {

using Json = nlohmann::ordered_json;
using disclose::Condition;
using disclose::ConditionKind;
using disclose::FigureCell;
using disclose::WitnessNumber;

Json cell_json(const FigureCell& cell) {
  return Json::array({cell.area, cell.domain, cell.code});
}

FigureCell cell_of(const Json& json) {
  return {.area = json.at(0), .domain = json.at(1), .code = json.at(2)};
}

Json number_json(const WitnessNumber& number) {
  return Json::array({number.layer, number.item, cell_json(number.cell),
                      static_cast<int>(number.quantity), number.answer, number.value});
}

WitnessNumber number_of(const Json& json) {
  return {.layer = json.at(0),
          .item = json.at(1),
          .cell = cell_of(json.at(2)),
          .quantity = static_cast<disclose::Quantity>(json.at(3).get<int>()),
          .answer = json.at(4),
          .value = json.at(5)};
}

Json condition_json(const Condition& condition) {
  return {{"kind", static_cast<int>(condition.kind)},
          {"layers", condition.layers},
          {"item", condition.item},
          {"cell", cell_json(condition.cell)},
          {"answer", condition.answer},
          {"number", condition.number}};
}

Condition condition_of(const Json& json) {
  return {.kind = static_cast<ConditionKind>(json.at("kind").get<int>()),
          .layers = json.at("layers").get<std::vector<std::string>>(),
          .item = json.at("item"),
          .cell = cell_of(json.at("cell")),
          .answer = json.at("answer"),
          .number = json.at("number")};
}

ProofFile file_of(const Json& json) {
  ProofFile file{.held_against = json.at("held_against").get<std::vector<std::string>>(),
                 .rules = {},
                 .witnesses = {},
                 .proofs = {},
                 .provisional = json.value("provisional", "")};
  for (const Json& rule : json.at("rules")) {
    file.rules.push_back({.item = rule.at("item"),
                          .valid = rule.at("valid").get<std::vector<std::string>>(),
                          .satisfied = rule.at("satisfied").get<std::vector<std::string>>()});
  }
  for (const Json& witness : json.at("witnesses")) {
    disclose::Witness& numbers = file.witnesses.emplace_back();
    for (const Json& number : witness) {
      numbers.push_back(number_of(number));
    }
  }
  for (const Json& proof : json.at("proofs")) {
    file.proofs.push_back(
        {.condition = condition_of(proof.at("condition")), .witness = proof.at("witness")});
  }
  return file;
}

}  // namespace

std::string witnesses_name(const std::string& survey) {
  return survey + ".witnesses.json";
}

std::string to_json(const ProofFile& file) {
  Json rules = Json::array();
  for (const disclose::AnswerRule& rule : file.rules) {
    rules.push_back({{"item", rule.item}, {"valid", rule.valid}, {"satisfied", rule.satisfied}});
  }
  Json witnesses = Json::array();
  for (const disclose::Witness& witness : file.witnesses) {
    Json numbers = Json::array();
    for (const WitnessNumber& number : witness) {
      numbers.push_back(number_json(number));
    }
    witnesses.push_back(std::move(numbers));
  }
  Json proofs = Json::array();
  for (const disclose::Proof& proof : file.proofs) {
    proofs.push_back({{"condition", condition_json(proof.condition)}, {"witness", proof.witness}});
  }
  Json json{{"held_against", file.held_against},
            {"rules", std::move(rules)},
            {"witnesses", std::move(witnesses)},
            {"proofs", std::move(proofs)}};
  if (!file.provisional.empty()) {
    json["provisional"] = file.provisional;
  }
  return json.dump() + "\n";
}

std::optional<ProofFile> parse_proofs(std::string_view json) {
  try {
    return file_of(Json::parse(json));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace soundings::release
