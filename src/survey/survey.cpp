// What a survey consists of, looked up by id.
#include "soundings/survey/survey.h"

#include "by_id.h"

namespace soundings {

const DomainCode* Domain::find(std::string_view code) const noexcept {
  return find_by_id(codes, code);
}

const Item* Survey::find_item(std::string_view item) const noexcept {
  return find_by_id(items, item);
}

const Domain* Survey::find_domain(std::string_view domain) const noexcept {
  return find_by_id(domains, domain);
}

const Wave* Survey::find_wave(int number) const noexcept {
  for (const Wave& wave : waves) {
    if (wave.number == number) {
      return &wave;
    }
  }
  return nullptr;
}

}  // namespace soundings
