// The definitions that a release was made by, out of the release.
#include "soundings/release/release.h"

#include "freeze/manifest_json.h"

namespace soundings::release {

std::optional<Definitions> kept_definitions(const Definitions& today,
                                            const store::Release& release) {
  const store::ReleaseFile* manifest_file = release.file(manifest_name);
  const store::ReleaseFile* kept = release.file(definitions_file);
  const auto manifest =
      manifest_file == nullptr ? std::nullopt : parse_manifest(manifest_file->bytes);
  if (!manifest || kept == nullptr || manifest->definitions == today.digest) {
    return std::nullopt;
  }
  auto read = read_definitions_text(kept->bytes);
  if (!read || read->digest != manifest->definitions) {
    return std::nullopt;
  }
  return *std::move(read);
}

}  // namespace soundings::release
