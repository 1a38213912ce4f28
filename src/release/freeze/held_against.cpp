// Earlier releases -> rows and layers of a publication.
#include "freeze/held_against.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "freeze/proof_json.h"
#include "tables/printed_rows.h"

namespace soundings::release {
namespace {

bool has_layer(const disclose::Publication& publication, const std::string& id) {
  return std::ranges::find(publication.layers, id, &disclose::Layer::id) !=
         publication.layers.end();
}

/// The witnesses that are kept with a release, without the truth, which comes first.
void add_witnesses(disclose::Publication& publication, const Plan& plan,
                   const store::Release& release) {
  const store::ReleaseFile* file = release.file(witnesses_name(plan.survey->id));
  const auto proofs = file == nullptr ? std::nullopt : parse_proofs(file->bytes);
  if (proofs && !proofs->witnesses.empty()) {
    publication.known.insert(publication.known.end(), proofs->witnesses.begin() + 1,
                             proofs->witnesses.end());
  }
}

/// Adds what one release printed, if it is of people who are counted here too.
bool add(disclose::Publication& publication, const LayerHistory& history,
         const std::vector<disclose::PrintedFigure>& printed) {
  const bool shares = std::ranges::any_of(printed, [&](const disclose::PrintedFigure& figure) {
    return std::ranges::any_of(
        figure.layers, [&](const std::string& layer) { return has_layer(publication, layer); });
  });
  if (!shares) {
    return false;
  }
  for (const disclose::PrintedFigure& figure : printed) {
    publication.earlier.push_back(figure);
    for (const std::string& layer : figure.layers) {
      auto frozen = has_layer(publication, layer) ? std::nullopt : history.frozen(layer);
      if (frozen) {
        publication.layers.push_back(std::move(frozen->counts));
      }
    }
  }
  return true;
}

}  // namespace

std::vector<disclose::PrintedFigure> printed_of(const store::Release& release, const Plan& plan,
                                                const LayerHistory& history) {
  const store::ReleaseFile* file = release.file(primitives_name(plan.survey->id));
  auto printed = file == nullptr ? std::nullopt : parse_printed(file->bytes, plan.areas);
  if (!printed) {
    return {};
  }
  for (disclose::PrintedFigure& figure : *printed) {
    figure.layers = history.parts_of(figure.layers);
  }
  return *std::move(printed);
}

std::vector<std::string> hold_against(disclose::Publication& publication, const Plan& plan,
                                      const LayerHistory& history,
                                      std::span<const store::Release> earlier) {
  std::set<std::string> ids;
  for (bool more = true; more;) {
    more = false;
    for (const store::Release& release : earlier) {
      if (!ids.contains(release.line.id) &&
          add(publication, history, printed_of(release, plan, history))) {
        add_witnesses(publication, plan, release);
        ids.insert(release.line.id);
        more = true;
      }
    }
  }
  return {ids.begin(), ids.end()};
}

void hold_against(disclose::Publication& publication, const Plan& plan, const LayerHistory& history,
                  const store::ProvisionalHistory& provisional) {
  std::map<std::pair<std::string, std::string>, const store::ProvisionalFigure*> newest;
  for (const store::ProvisionalFigure& figure : provisional.figures) {
    if (figure.survey == plan.survey->id) {
      newest[{figure.period, figure.area}] = &figure;
    }
  }
  for (const auto& [of, figure] : newest) {
    auto layers = history.parts_of(std::vector{figure->period});
    const bool counted = std::ranges::all_of(
        layers, [&](const std::string& layer) { return has_layer(publication, layer); });
    if (counted) {
      publication.provisional.push_back({.item = figure->item,
                                         .area = figure->area,
                                         .layers = std::move(layers),
                                         .base = figure->answers,
                                         .satisfied = figure->satisfied});
    }
  }
}

}  // namespace soundings::release
