#include "editions.h"

#include <algorithm>

#include "soundings/release/released_figures.h"

namespace soundings::serve {

store::ReleaseLines Editions::list() const {
  static const auto none = std::make_shared<const std::vector<store::ReleaseLine>>();
  return reader_ == nullptr ? none : reader_->list();
}

std::optional<store::ReleaseLine> Editions::find(const std::string& id) const {
  const auto lines = list();
  const auto found = std::ranges::find(*lines, id, &store::ReleaseLine::id);
  return found == lines->end() ? std::nullopt : std::optional(*found);
}

std::optional<store::ReleaseLine> Editions::newest_of(Month month) const {
  const auto lines = list();
  const auto found = std::ranges::find(*lines, month, &store::ReleaseLine::month);
  return found == lines->end() ? std::nullopt : std::optional(*found);
}

std::vector<release::ProvisionalLine> Editions::provisional() const {
  return reader_ == nullptr ? std::vector<release::ProvisionalLine>{}
                            : release::provisional_lines(reader_->provisional(), *reader_->list());
}

std::vector<store::ReleaseFileLine> Editions::files(const std::string& id) const {
  return reader_ == nullptr ? std::vector<store::ReleaseFileLine>{} : reader_->files(id);
}

std::optional<store::ReleaseFile> Editions::file(const std::string& id,
                                                 const std::string& name) const {
  return reader_ == nullptr ? std::nullopt : reader_->file(id, name);
}

std::optional<store::Release> Editions::whole(const std::string& id) const {
  return reader_ == nullptr ? std::nullopt : reader_->find(id);
}

const figures::Figures& Editions::figures_of(const store::ReleaseLine& line) const {
  const auto newest = newest_of(line.month);
  if (!newest || newest->id == line.id) {
    return newest_;
  }
  const std::lock_guard lock(mutex_);
  auto& known = earlier_[line.id];
  if (known == nullptr) {
    known = std::make_unique<release::ReleasedFigures>(definitions_, *reader_, line.id);
  }
  return *known;
}

}  // namespace soundings::serve
