// Files of invitations and denominators, as a signed post and for the operator.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/intake/reference_files.h"
#include "soundings/store/reference.h"

#include "context.h"

namespace soundings::serve {

/// POST .../sources/{source}/invitations: a CSV file, signed by a key of the scope "invitations" or
/// "sandbox". It waits for the writer.
[[nodiscard]] Reply post_invitations(const Context& context, const Request& request);

/// A file with faults: nothing of it was kept, and each fault has its line.
[[nodiscard]] Problem rows_refused(std::vector<Finding> faults);

/// What became of the rows, and what was passed over, as JSON.
[[nodiscard]] std::string to_json(const store::Put& put, const intake::PassedOver& passed_over);
/// The same for the operator, with each value that changed.
[[nodiscard]] std::string to_json_with_changes(const store::Put& put,
                                               const intake::PassedOver& passed_over);

}  // namespace soundings::serve
