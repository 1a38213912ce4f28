// Writes the model pages and their assets into a folder, to be looked at in a browser:
//   soundings_pages_preview FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "soundings/pages/pages.h"

#include "embedded.h"
#include "pages/model_pages.h"

namespace {

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << bytes;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: soundings_pages_preview FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = words[1];
  const auto definitions = soundings::pages::model_definitions();
  write(folder / "index.html",
        soundings::pages::overview(definitions, soundings::pages::model_overview(definitions)));
  write(folder / "npus/BE.html",
        soundings::pages::npu(definitions, soundings::pages::model_npu(definitions)));
  write(folder / "npus.html",
        soundings::pages::compare(definitions, soundings::pages::model_compare(definitions)));
  write(folder / "channels.html",
        soundings::pages::channels(definitions, soundings::pages::model_channels(definitions)));
  write(folder / "measure.html",
        soundings::pages::measure(definitions, soundings::pages::model_measure(definitions)));
  write(folder / "about/symbols.html", soundings::pages::symbols(definitions, {.sample = true}));
  write(folder / "problem.html",
        soundings::pages::problem(definitions, 404, "There is no such page",
                                  "Check the address, or start from the Overview.",
                                  {.sample = true}));
  for (const auto& each : soundings::pages::embedded_assets()) {
    write(folder / (each.asset.path.substr(1) + ".gz"), each.asset.gzip);
  }
}
