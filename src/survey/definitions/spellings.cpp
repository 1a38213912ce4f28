// Names and spellings that must not be mistaken for each other.
#include "definitions/spellings.h"

#include <map>
#include <set>

#include "definitions/value_text.h"

namespace soundings::definition {

Faults ambiguous_spellings(const Header& header, const std::vector<Spelling>& spellings,
                           const std::string& rule) {
  Faults faults;
  std::map<std::string, const Spelling*> first;
  for (const Spelling& spelling : spellings) {
    const auto [at, fresh] = first.emplace(spelling_key(spelling.text), &spelling);
    if (!fresh && at->second->owner != spelling.owner) {
      faults.push_back(fault(header, spelling.pointer, spelling.text, rule,
                             "\"" + spelling.text + "\" already stands for " + at->second->owner +
                                 " and cannot stand for " + spelling.owner));
    }
  }
  return faults;
}

Faults repeated_ids(const Header& header, const std::vector<Named>& ids) {
  Faults faults;
  std::set<std::string> seen;
  for (const Named& named : ids) {
    if (!seen.insert(named.id).second) {
      faults.push_back(
          fault(header, named.pointer, named.id, "id_unique", named.id + " is given twice"));
    }
  }
  return faults;
}

}  // namespace soundings::definition
