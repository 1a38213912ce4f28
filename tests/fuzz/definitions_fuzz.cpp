// The reader of definitions: a small folder of good ones is edited as the input says. Either every
// reference in what is read leads somewhere, or there are faults, each under a rule that
// survey_defs/README.md lists; the same files are always read the same.
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "definitions/definition_folder.h"
#include "must.h"

using namespace soundings;
using namespace soundings::fuzz;
using definition::Folder;
using nlohmann::json;

namespace {

const std::string& source_folder() {
  static const std::string folder = std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs";
  return folder;
}

bool kept(const json& named) {
  return named.at("survey") == "livechat" || named.at("survey") == "how_are_we_doing";
}

/// Two surveys, with what belongs to them: what is small is read often.
Folder small_folder() {
  Folder folder = definition::read_folder(source_folder());
  const auto edit = [&](const std::string& file, const auto& change) {
    json document = json::parse(folder.files.at(file));
    change(document);
    folder.files.at(file) = document.dump();
  };
  std::erase_if(folder.files, [](const auto& entry) {
    const std::string& file = entry.first;
    const auto has = [&](const char* word) { return file.find(word) != std::string::npos; };
    return has("victim") || has("pilot") || has("public_voice") || has("wmnow") || has("bench") ||
           has(".md");
  });
  edit("measures.json", [](json& document) {
    for (const char* list : {"measures", "denominators"}) {
      json some = json::array();
      std::ranges::copy_if(document.at(list), std::back_inserter(some), kept);
      document[list] = std::move(some);
    }
  });
  folder.files["sources/wmnow.json"] =
      R"({"$schema": "../schemas/source.schema.json", "id": "wmnow",
    "version": "1.1.0", "valid_from": "2018-02-01", "title": "WMNow",
    "verification": "standard_webhooks", "tolerance_seconds": 300,
    "adapters": {"how_are_we_doing": ""}})";
  return folder;
}

const std::set<std::string>& listed_rules() {
  static const std::set<std::string> rules = [] {
    std::set<std::string> found;
    std::ifstream text(source_folder() + "/README.md");
    for (std::string line; std::getline(text, line);) {
      if (line.starts_with("| `")) {
        found.insert(line.substr(3, line.find('`', 3) - 3));
      }
    }
    return found;
  }();
  return rules;
}

/// Every value of a document, the root first.
void gather(json& value, std::vector<json*>& all) {
  all.push_back(&value);
  if (value.is_structured()) {
    for (auto& child : value) {
      gather(child, all);
    }
  }
}

json scalar(std::size_t choice) {
  const std::array<json, 16> values{nullptr,
                                    true,
                                    0,
                                    -1,
                                    1,
                                    1e300,
                                    0.5,
                                    "",
                                    "a",
                                    "npu",
                                    "1",
                                    json::array(),
                                    json::object(),
                                    "2019-02-30",
                                    4294967296,
                                    "\xC3\xA9|BE"};
  return values.at(choice);
}

/// One edit of a document, by way of its tree.
void edit_tree(json& document, Input& input) {
  std::vector<json*> all;
  gather(document, all);
  json& chosen = *all[(input.choose(256) * 256 + input.choose(256)) % all.size()];
  const json& other = *all[(input.choose(256) * 256 + input.choose(256)) % all.size()];
  const std::size_t child = chosen.empty() ? 0 : input.choose(256) % chosen.size();
  switch (input.choose(6)) {
    case 0:
      chosen = scalar(input.choose(16));
      return;
    case 1: {
      json copy = other;
      chosen = std::move(copy);
      return;
    }
    case 2:
      if (chosen.is_structured() && !chosen.empty()) {
        chosen.erase(std::next(chosen.begin(), static_cast<std::ptrdiff_t>(child)));
      }
      return;
    case 3:
      if (chosen.is_array() && !chosen.empty()) {
        const json copy = chosen[child];
        chosen.push_back(copy);
      }
      return;
    case 4:
      if (chosen.is_object()) {
        chosen["extra"] = scalar(input.choose(16));
      }
      return;
    default:
      if (chosen.is_string()) {
        chosen = chosen.get<std::string>() + static_cast<char>('a' + input.choose(26));
      } else if (chosen.is_number_integer()) {
        chosen = chosen.get<std::int64_t>() / 2 + static_cast<int>(input.choose(256)) - 128;
      }
  }
}

/// One edit of a file's bytes.
void edit_bytes(std::string& text, Input& input) {
  const std::size_t at = (input.choose(256) * 256 + input.choose(256)) % (text.size() + 1);
  if (const std::size_t gone = input.choose(4); gone > 0) {
    text.erase(at, gone);
  }
  for (std::size_t more = input.choose(4); more > 0; --more) {
    text.insert(at, 1, static_cast<char>(input.choose(256)));
  }
}

Folder edited(Input& input) {
  static const Folder base = small_folder();
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [file, text] : base.files) {
      all.push_back(file);
    }
    return all;
  }();
  Folder folder = base;
  for (int edits = 0; edits < 6 && !input.rest().empty(); ++edits) {
    const std::string& file = names[input.choose(names.size())];
    const std::size_t how = input.choose(8);
    if (how == 0) {
      folder.files.erase(file);
    } else if (how == 1 || !file.ends_with(".json") || file.starts_with("schemas/")) {
      edit_bytes(folder.files[file], input);
    } else if (json document = json::parse(folder.files[file], nullptr, false);
               !document.is_discarded()) {
      edit_tree(document, input);
      folder.files[file] = document.dump(-1, ' ', false, json::error_handler_t::replace);
    }
  }
  return folder;
}

void must_be_reported(const std::vector<DefinitionFault>& faults) {
  must(!faults.empty(), "what is refused has a fault");
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const DefinitionFault& fault = faults[i];
    if (!listed_rules().contains(fault.rule)) {
      std::fprintf(stderr, "rule %s\n", fault.rule.c_str());
    }
    must(listed_rules().contains(fault.rule), "a rule is listed");
    must(!fault.message.empty(), "a fault has words");
    must(fault.pointer.empty() || fault.pointer.starts_with("/") ||
             fault.pointer.starts_with("line "),
         "a fault says where");
    must(i == 0 || faults[i - 1].file <= fault.file, "faults are in file order");
    must(std::find(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(i), fault) ==
             faults.begin() + static_cast<std::ptrdiff_t>(i),
         "a fault is reported once");
  }
}

template <typename All>
void must_differ(const All& all, const char* what) {
  std::set<std::string> ids;
  for (const auto& each : all) {
    must(ids.insert(each.id).second, what);
  }
}

void must_lead_somewhere(const Definitions& read) {
  must_differ(read.surveys, "surveys have ids of their own");
  must_differ(read.measures, "measures have ids of their own");
  must_differ(read.sources, "sources have ids of their own");
  for (const Survey& survey : read.surveys) {
    must_differ(survey.items, "items have ids of their own");
    must_differ(survey.domains, "domains have ids of their own");
    for (const Item& item : survey.items) {
      must(item.kind == Item::Kind::free_text || survey.scales.contains(item.scale),
           "an item has a scale");
    }
    for (const Domain& domain : survey.domains) {
      must_differ(domain.codes, "codes differ");
    }
    must(survey.default_scheme == "none" ||
             read.find_scheme(survey.id, survey.default_scheme) != nullptr,
         "a survey's scheme is there");
  }
  for (const Measure& measure : read.measures) {
    const Survey* survey = read.find_survey(measure.survey);
    must(survey != nullptr && survey->find_item(measure.item) != nullptr, "a measure has an item");
    for (const std::string& domain : measure.by) {
      must(survey->find_domain(domain) != nullptr, "a measure's domain is there");
    }
  }
  for (const Scheme& scheme : read.schemes) {
    const Survey* survey = read.find_survey(scheme.survey);
    must(survey != nullptr, "a scheme has a survey");
    for (const std::string& margin : scheme.margins) {
      for (const std::string& part : margin_parts(margin)) {
        must(survey->find_domain(part) != nullptr, "a margin is a domain");
      }
    }
  }
  for (const Source& source : read.sources) {
    for (const auto& [survey, by_type] : source.adapters) {
      must(read.find_survey(survey) != nullptr, "a source sends a survey");
      for (const auto& [type, adapter] : by_type) {
        must(adapter.empty() || read.find_adapter(adapter) != nullptr, "and by an adapter");
      }
    }
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const Folder folder = edited(input);
  const auto read = definition::read(folder);
  if (size % 16 == 0) {  // reading takes long
    const auto again = definition::read(folder);
    must(read.has_value() == again.has_value() && (read || read.error() == again.error()),
         "the same files are read the same");
  }
  if (!read) {
    must_be_reported(read.error());
    return 0;
  }
  must(read->text == definition::text_of(folder.files), "the text is that of the files");
  must_lead_somewhere(*read);
  return 0;
}
