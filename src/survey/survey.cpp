// What a survey consists of, looked up by id.
#include "soundings/survey/survey.h"

#include <algorithm>

#include "definitions/by_id.h"

namespace soundings {

std::string_view to_text(DomainRole role) noexcept {
  switch (role) {
    case DomainRole::area:
      return "area";
    case DomainRole::contact_channel:
      return "contact_channel";
    case DomainRole::none:
      break;
  }
  return "";
}

DomainRole parse_domain_role(std::string_view text) noexcept {
  for (const DomainRole role : {DomainRole::area, DomainRole::contact_channel}) {
    if (to_text(role) == text) {
      return role;
    }
  }
  return DomainRole::none;
}

const DomainCode* Domain::find(std::string_view code) const noexcept {
  return find_by_id(codes, code);
}

const Item* Survey::find_item(std::string_view item) const noexcept {
  return find_by_id(items, item);
}

const Domain* Survey::find_domain(std::string_view domain) const noexcept {
  return find_by_id(domains, domain);
}

const Domain* Survey::domain_with(DomainRole role) const noexcept {
  const auto found = std::ranges::find(domains, role, &Domain::role);
  return found == domains.end() ? nullptr : &*found;
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
