#include "soundings/access/words.h"

#include <string_view>
#include <vector>

#include "soundings/access/may.h"

namespace soundings::access {
namespace {

struct InWords {
  std::string_view one;
  std::string_view many;
  std::string_view sees;
};

InWords words_of(Role role) {
  switch (role) {
    case Role::lead:
      return {"a lead", "leads", "what is published, and provisional figures"};
    case Role::analyst:
      return {"an analyst", "analysts",
              "published, provisional and working figures, and what arrives"};
    case Role::publisher:
      return {"a publisher", "publishers",
              "every figure and what arrives, and decide about releases"};
    case Role::steward:
      return {"a steward", "stewards", "what is published, what arrives and what is held"};
    case Role::safeguarding:
      return {"somebody who sees to safeguarding", "those who see to safeguarding",
              "what is published and what safeguarding holds"};
    case Role::auditor:
      return {"an auditor", "auditors",
              "what is published, the audit, and data protection in numbers"};
    case Role::admin:
      return {"an administrator", "administrators",
              "what is published, accounts, keys, the audit, and data protection in numbers"};
    case Role::anyone:
    case Role::source:
    case Role::loopback_reader:
    case Role::local_operator:
    case Role::reading_key:
      break;
  }
  return {};
}

}  // namespace

std::string who_may(Permission what) {
  std::vector<std::string_view> names;
  for (const Role role : people) {
    if (may(Principal::person(role, {}), what)) {
      names.push_back(words_of(role).many);
    }
  }
  std::string words;
  for (std::size_t at = 0; at < names.size(); ++at) {
    words += at == 0 ? "" : at + 1 == names.size() ? " and " : ", ";
    words += names[at];
  }
  return words;
}

std::string refusal(const Principal& who, Permission what) {
  const std::string others = who_may(what);
  const InWords own = words_of(who.role);
  return (others.empty() ? "Nobody opens this page by an account. "
                         : "This page is for " + others + ". ") +
         "You are signed in as " + std::string(own.one) + ": you see " + std::string(own.sees) +
         ". If your work has changed, an administrator can change your account.";
}

}  // namespace soundings::access
