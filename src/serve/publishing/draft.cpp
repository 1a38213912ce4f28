#include "publishing/draft.h"

#include <algorithm>
#include <utility>

#include "context.h"

namespace soundings::serve {

store::ReleaseLines ReleasesWithDraft::list() const {
  auto lines = *published_.list();
  const auto place = std::ranges::find_if(
      lines, [this](const store::ReleaseLine& line) { return line.month <= draft_.line.month; });
  lines.insert(place, draft_.line);
  return std::make_shared<const std::vector<store::ReleaseLine>>(std::move(lines));
}

std::optional<store::Release> ReleasesWithDraft::find(std::string_view id) const {
  return id == draft_.line.id ? std::optional(draft_) : published_.find(id);
}

store::ProvisionalHistory ReleasesWithDraft::provisional() const {
  return published_.provisional();
}

bool ReleasesWithDraft::is_sample() const {
  return published_.is_sample();
}

std::vector<store::ReleaseFileLine> ReleasesWithDraft::files(std::string_view id) const {
  return published_.files(id);
}

std::optional<store::ReleaseFile> ReleasesWithDraft::file(std::string_view id,
                                                          std::string_view name) const {
  return published_.file(id, name);
}

Context Context::with_draft(const DraftLook& look, std::string id) const {
  return {definitions, intake,        look.figures, metrics,  settings,     limits,
          permits,     look.editions, working,      sign_in,  hashing,      request,
          false,       reader,        shown_once,   releases, std::move(id)};
}

}  // namespace soundings::serve
