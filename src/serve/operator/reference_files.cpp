// Files of invitations and denominators for the operator: taken whole or refused whole.
#include "soundings/intake/reference_files.h"

#include <span>
#include <vector>

#include "soundings/base/digest.h"

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
  store::Put done;
  tools.intake.with_store([&](store::Store& store) { done = put(store.reference(), *given); });
  return {.status = 200, .body = to_json_with_changes(done, given->passed_over)};
}

}  // namespace

Reply put_invitations(const OperatorTools& tools, const Request& request) {
  return taken(tools, request, intake::read_invitations_in,
               [&request](store::ReferenceFigures& figures, const intake::InvitationFile& file) {
                 return figures.put_invitations(file.rows, request.received_at, actor_of(request),
                                                store::Putting::kept);
               });
}

Reply put_series(const OperatorTools& tools, const Request& request) {
  return taken(tools, request, intake::read_series_in,
               [&request](store::ReferenceFigures& figures, const intake::SeriesFile& file) {
                 return file.points.empty()
                            ? figures.put_series(file.denominators, request.received_at,
                                                 actor_of(request), store::Putting::kept)
                            : figures.put_external(file.points, request.received_at,
                                                   actor_of(request), store::Putting::kept);
               });
}

}  // namespace soundings::serve
