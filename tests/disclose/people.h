// People of a survey as the release tests make them: one row a response, counted into the layers of
// a publication.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "soundings/disclose/protect.h"
#include "soundings/disclose/publication.h"

namespace release_tests {

struct Person {
  std::string layer;
  std::string area;
  std::map<std::string, std::string> codes;    ///< by domain
  std::map<std::string, std::string> answers;  ///< by item; absent: no answer
  std::string id{};                            ///< empty: a person of their own
};

/// Counts the people into the layers of a publication that has its domains and items.
void count_people(soundings::disclose::Publication& publication, const std::vector<Person>& people);

/// The rows of a CSV file: `npu`, one column for each of the domains, one for each of the items.
std::vector<Person> read_people(const std::string& path, const std::string& layer,
                                const std::vector<std::string>& domains,
                                const std::vector<std::string>& items);

/// An item answered from 1 to 7, of which 1 to 3 are satisfied, with "dont_know" beside them.
soundings::disclose::PublishedItem seven_point(const std::string& id, bool routed = false);

soundings::disclose::PublishedDomain domain(const std::string& id,
                                            const std::vector<std::string>& codes);

/// The eight areas of the force.
soundings::disclose::PublishedDomain eight_areas();

/// Force and areas with answers, and for each domain its rows and its areas by codes.
std::vector<soundings::disclose::PublishedTable> usual_tables(
    const soundings::disclose::Publication& publication, const std::vector<std::string>& layers,
    const std::vector<std::string>& coarse = {});

/// What may be said of a figure in a test: "SW hate whole_experience".
const soundings::disclose::ReleasedFigure& figure_at(
    const soundings::disclose::ProtectedRelease& release, const std::string& table,
    const soundings::disclose::FigureCell& cell, const std::string& item);

/// The hidden cells of a table, as "area code".
std::vector<std::string> hidden_cells(const soundings::disclose::ProtectedRelease& release,
                                      const std::string& table);

const soundings::disclose::ReleasedTable& table_of(
    const soundings::disclose::ProtectedRelease& release, const std::string& table);

/// Writes the rows of a release and of what was printed before it for tests/attacks/attack.py, into
/// the folder that SOUNDINGS_ATTACK_FOLDER names; without one it writes nothing.
void write_for_attack(const std::string& name, const soundings::disclose::Publication& publication,
                      const soundings::disclose::ProtectedRelease& release);

}  // namespace release_tests
