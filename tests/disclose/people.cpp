// People of a survey as the release tests make them.
#include "disclose/people.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace release_tests {

using namespace soundings::disclose;

namespace {

std::size_t place(const PublishedDomain& domain, const std::string& code) {
  for (std::size_t at = 0; at < domain.codes.size(); ++at) {
    if (domain.codes[at].code == code) {
      return at;
    }
  }
  throw std::invalid_argument(domain.id + " has no code " + code);
}

void add_answer(ItemCount& count, const PublishedItem& item, const std::string& given) {
  count.answers.resize(item.answers.size());
  for (std::size_t at = 0; at < item.answers.size(); ++at) {
    const PublishedAnswer& answer = item.answers[at];
    if (answer.code == given) {
      ++count.answers[at];
      count.base += answer.valid ? 1 : 0;
      count.satisfied += answer.valid && answer.satisfied ? 1 : 0;
    }
  }
}

/// Who has been counted in which cell of which layer.
using Seen = std::set<std::pair<const CellCount*, std::string>>;

void add_person(CellCount& cell, const Publication& publication, const Person& person, Seen& seen) {
  if (person.id.empty() || seen.emplace(&cell, person.id).second) {
    ++cell.people;
  }
  ++cell.responses;
  for (std::size_t item = 0; item < publication.items.size(); ++item) {
    const auto given = person.answers.find(publication.items[item].id);
    cell.items[item].answers.resize(publication.items[item].answers.size());
    if (given != person.answers.end()) {
      add_answer(cell.items[item], publication.items[item], given->second);
    }
  }
}

Layer empty_layer(const Publication& publication, const std::string& id) {
  CellCount none{.items = std::vector<ItemCount>(publication.items.size())};
  for (std::size_t item = 0; item < publication.items.size(); ++item) {
    none.items[item].answers.resize(publication.items[item].answers.size());
  }
  const std::size_t areas = std::max<std::size_t>(1, publication.areas.codes.size());
  Layer layer{.id = id, .areas = std::vector<CellCount>(areas, none), .domains = {}};
  for (const PublishedDomain& one : publication.domains) {
    layer.domains.emplace_back(areas * one.codes.size(), none);
  }
  return layer;
}

}  // namespace

void count_people(Publication& publication, const std::vector<Person>& people) {
  std::set<std::string> ids;
  for (const Person& person : people) {
    ids.insert(person.layer);
  }
  for (const std::string& id : ids) {
    publication.layers.push_back(empty_layer(publication, id));
  }
  Seen seen;
  for (const Person& person : people) {
    const auto found = std::find_if(publication.layers.begin(), publication.layers.end(),
                                    [&](const Layer& one) { return one.id == person.layer; });
    Layer& layer = *found;
    const std::size_t area =
        publication.areas.codes.empty() ? 0 : place(publication.areas, person.area);
    add_person(layer.areas[area], publication, person, seen);
    for (std::size_t at = 0; at < publication.domains.size(); ++at) {
      const PublishedDomain& one = publication.domains[at];
      const std::size_t code = place(one, person.codes.at(one.id));
      add_person(layer.domains[at][area * one.codes.size() + code], publication, person, seen);
    }
  }
}

std::vector<Person> read_people(const std::string& path, const std::string& layer,
                                const std::vector<std::string>& domains,
                                const std::vector<std::string>& items) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot read " + path);
  }
  const auto split = [](const std::string& line) {
    std::vector<std::string> fields;
    std::string field;
    for (std::istringstream in(line); std::getline(in, field, ',');) {
      fields.push_back(field);
    }
    return fields;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = split(line);
  std::vector<Person> people;
  while (std::getline(file, line)) {
    std::vector<std::string> fields = split(line);
    fields.resize(names.size());
    Person person{.layer = layer, .area = fields[0], .codes = {}, .answers = {}};
    for (std::size_t at = 1; at < names.size(); ++at) {
      if (std::find(domains.begin(), domains.end(), names[at]) != domains.end()) {
        person.codes[names[at]] = fields[at];
      }
      if (std::find(items.begin(), items.end(), names[at]) != items.end() && !fields[at].empty()) {
        person.answers[names[at]] = fields[at];
      }
    }
    people.push_back(person);
  }
  return people;
}

PublishedItem seven_point(const std::string& id, bool routed) {
  PublishedItem item{.id = id, .routed = routed};
  for (int code = 1; code <= 7; ++code) {
    item.answers.push_back({.code = std::to_string(code), .valid = true, .satisfied = code <= 3});
  }
  item.answers.push_back({.code = "dont_know", .valid = false});
  return item;
}

PublishedDomain domain(const std::string& id, const std::vector<std::string>& codes) {
  PublishedDomain made{.id = id, .codes = {}};
  for (const std::string& code : codes) {
    made.codes.push_back({.code = code});
  }
  return made;
}

PublishedDomain eight_areas() {
  return domain("npu", {"BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"});
}

std::vector<PublishedTable> usual_tables(const Publication& publication,
                                         const std::vector<std::string>& layers,
                                         const std::vector<std::string>& coarse) {
  std::vector<PublishedTable> tables{{.id = "force",
                                      .print_class = PrintClass::a,
                                      .answers = true,
                                      .responses = true,
                                      .layers = layers}};
  const bool areas = !publication.areas.codes.empty();
  if (areas) {
    tables.push_back({.id = "npu",
                      .by_area = true,
                      .print_class = PrintClass::a,
                      .answers = true,
                      .responses = true,
                      .layers = layers});
  }
  for (const PublishedDomain& one : publication.domains) {
    const bool is_coarse = std::find(coarse.begin(), coarse.end(), one.id) != coarse.end();
    tables.push_back({.id = one.id, .domain = one.id, .layers = layers});
    if (areas) {
      tables.push_back({.id = "npu_" + one.id,
                        .by_area = true,
                        .domain = one.id,
                        .print_class = is_coarse ? PrintClass::c : PrintClass::b,
                        .layers = layers});
    }
  }
  return tables;
}

const ReleasedTable& table_of(const ProtectedRelease& release, const std::string& table) {
  for (const ReleasedTable& one : release.tables) {
    if (one.id == table) {
      return one;
    }
  }
  throw std::invalid_argument("no table " + table);
}

const ReleasedFigure& figure_at(const ProtectedRelease& release, const std::string& table,
                                const FigureCell& cell, const std::string& item) {
  for (const ReleasedFigure& figure : table_of(release, table).figures) {
    if (figure.cell == cell && figure.item == item) {
      return figure;
    }
  }
  throw std::invalid_argument("no figure of " + item + " in " + table);
}

std::vector<std::string> hidden_cells(const ProtectedRelease& release, const std::string& table) {
  std::vector<std::string> cells;
  for (const ReleasedFigure& figure : table_of(release, table).figures) {
    const std::string name = figure.cell.area + " " + figure.cell.code;
    if (figure.state == FigureState::hidden &&
        std::find(cells.begin(), cells.end(), name) == cells.end()) {
      cells.push_back(name);
    }
  }
  return cells;
}

void write_for_attack(const std::string& name, const Publication& publication,
                      const ProtectedRelease& release) {
  const char* folder = ::secure_getenv("SOUNDINGS_ATTACK_FOLDER");
  if (folder == nullptr) {
    return;
  }
  std::vector<PrintedFigure> all = publication.earlier;
  all.insert(all.end(), release.printed.begin(), release.printed.end());
  std::ofstream file(std::string(folder) + "/" + name + ".csv");
  file << printed_csv(all, publication.areas.id);
  if (!file.flush()) {
    throw std::runtime_error("cannot write " + name + " into " + folder);
  }
}

}  // namespace release_tests
