#include "published_series.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "soundings/intake/reference_files.h"

namespace soundings::test {

namespace {

const std::filesystem::path root = SOUNDINGS_SOURCE_DIR;

}  // namespace

const Definitions& shipped() {
  static const Definitions definitions = read_definitions(root / "survey_defs").value();
  return definitions;
}

std::string fixture(const std::string& file) {
  std::ifstream stream(root / "fixtures" / "published" / file, std::ios::binary);
  if (!stream) {
    throw std::runtime_error(file);
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

const std::vector<ExternalPoint>& published_points() {
  static const std::vector<ExternalPoint> points =
      intake::read_series_in(fixture("headline_series.csv"), shipped()).value().points;
  return points;
}

const claims::Evidence& published() {
  static const claims::Evidence evidence(shipped(), published_points(), Month(2019, 6));
  return evidence;
}

}  // namespace soundings::test
