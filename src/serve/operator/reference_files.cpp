// Files of invitations and series for the operator, taken whole or refused whole; and points of
// external series that are removed.
#include "soundings/intake/reference_files.h"

#include <span>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/survey/disagreement.h"

#include "api/invitations.h"
#include "context.h"
#include "operator/calls.h"

namespace soundings::serve {
namespace {

/// The bytes of the field `file`, which come in base64: a file need not be a text.
Expected<std::string, Problem> file_of(const Request& request) {
  const auto bytes = from_base64(field(request, "file"));
  if (!bytes || bytes->empty()) {
    return unexpected(bad_value("file", "fields_malformed", "'file' is a file in base64."));
  }
  return std::string(bytes->begin(), bytes->end());
}

/// What became of the rows, or why they were refused.
using Taken = Expected<store::Put, std::vector<Finding>>;

/// Reads the file by `read` and stores its rows by `put`.
template <typename Read, typename Put>
Reply taken(const OperatorTools& tools, const Request& request, Read read, Put put) {
  const auto file = file_of(request);
  if (!file) {
    return refused(file.error());
  }
  const auto given = read(*file, tools.definitions);
  if (!given) {
    return refused(rows_refused(given.error()));
  }
  Taken done;
  tools.intake.with_store([&](store::Store& store) { done = put(store.reference(), *given); });
  if (!done) {
    return refused(rows_refused(std::move(done.error())));
  }
  return {.status = 200, .body = to_json_with_changes(*done, given->passed_over)};
}

Taken put_points(store::ReferenceFigures& figures, const intake::SeriesFile& file,
                 const Request& request) {
  auto put = figures.put_external(
      file.points, request.received_at, actor_of(request), store::Putting::kept,
      field(request, "replace").empty() ? store::Contradicted::refuse
                                        : store::Contradicted::give_way);
  if (!put) {
    return unexpected(intake::conflicts_in_words(file, put.error()));
  }
  return *std::move(put);
}

}  // namespace

Reply put_invitations(const OperatorTools& tools, const Request& request) {
  return taken(
      tools, request, intake::read_invitations_in,
      [&request](store::ReferenceFigures& figures, const intake::InvitationFile& file) -> Taken {
        return figures.put_invitations(file.rows, request.received_at, actor_of(request),
                                       store::Putting::kept);
      });
}

Reply put_series(const OperatorTools& tools, const Request& request) {
  return taken(
      tools, request, intake::read_series_in,
      [&request](store::ReferenceFigures& figures, const intake::SeriesFile& file) -> Taken {
        return file.points.empty() ? figures.put_series(file.denominators, request.received_at,
                                                        actor_of(request), store::Putting::kept)
                                   : put_points(figures, file, request);
      });
}

Reply remove_points(const OperatorTools& tools, const Request& request) {
  const intake::PointChoice choice{.series = field(request, "series"),
                                   .area = field(request, "area"),
                                   .period_type = field(request, "period_type"),
                                   .period = field(request, "period"),
                                   .source = field(request, "source"),
                                   .evidence = field(request, "evidence")};
  const bool apply = !field(request, "apply").empty();
  const std::string reason = reason_of(request);
  if (apply && reason.empty()) {
    return refused(bad_value("reason", "reason_missing", "A reason is needed, for the audit."));
  }
  std::vector<ExternalPoint> chosen;
  tools.intake.with_store([&](store::Store& store) {
    store::ReferenceFigures& figures = store.reference();
    chosen = intake::points_chosen(choice, figures.external_points(), tools.definitions);
    if (apply) {
      figures.remove_external(
          chosen, {.at = request.received_at, .actor = actor_of(request), .reason = reason});
    }
  });
  if (chosen.empty()) {
    return refused({404,
                    "unknown_point",
                    "No imported point is meant by this; 'soundings series list' has those that "
                    "are kept.",
                    {}});
  }
  nlohmann::ordered_json points = nlohmann::ordered_json::array();
  for (const ExternalPoint& point : chosen) {
    points.push_back(point.series + ", " + place_in_words(point) + ": " + point_with_source(point));
  }
  const nlohmann::ordered_json document{{"applied", apply}, {"points", std::move(points)}};
  return {.status = 200,
          .body = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

}  // namespace soundings::serve
