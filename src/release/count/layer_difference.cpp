// What is left of a layer when another one is taken from it.
#include "count/layer_difference.h"

#include <algorithm>
#include <vector>

namespace soundings::release {
namespace {

using disclose::CellCount;

/// Takes `part` from `whole`; false where it has more answers. Whoever took one of two answers back
/// is still one of the people of the other.
bool take(CellCount& whole, const CellCount& part) {
  bool sound = true;
  const auto less = [&sound](std::int64_t& number, std::int64_t taken) {
    number -= taken;
    sound = sound && number >= 0;
  };
  less(whole.responses, part.responses);
  for (std::size_t item = 0; item < whole.items.size(); ++item) {
    less(whole.items[item].base, part.items[item].base);
    less(whole.items[item].satisfied, part.items[item].satisfied);
    for (std::size_t at = 0; at < whole.items[item].answers.size(); ++at) {
      less(whole.items[item].answers[at], part.items[item].answers[at]);
    }
  }
  whole.people = std::max<std::int64_t>(whole.people - part.people, whole.responses > 0 ? 1 : 0);
  return sound;
}

bool take(std::vector<CellCount>& whole, const std::vector<CellCount>& part) {
  bool sound = true;
  for (std::size_t cell = 0; cell < whole.size(); ++cell) {
    sound = take(whole[cell], part[cell]) && sound;
  }
  return sound;
}

}  // namespace

std::optional<disclose::Layer> without(disclose::Layer whole, const disclose::Layer& part) {
  bool sound = take(whole.areas, part.areas);
  for (std::size_t domain = 0; domain < whole.domains.size(); ++domain) {
    sound = take(whole.domains[domain], part.domains[domain]) && sound;
  }
  return sound ? std::optional(std::move(whole)) : std::nullopt;
}

std::int64_t responses_in(const disclose::Layer& layer) {
  std::int64_t responses = 0;
  for (const CellCount& cell : layer.areas) {
    responses += cell.responses;
  }
  return responses;
}

}  // namespace soundings::release
