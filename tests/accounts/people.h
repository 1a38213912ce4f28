// A store with an intake and a reader over it, for tests of accounts.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "soundings/accounts/accounts.h"
#include "soundings/accounts/one_time_code.h"
#include "soundings/accounts/sign_in.h"

#include "support/store.h"

namespace soundings::testing {

const inline Instant morning = parse_rfc3339("2019-06-03T09:00:00Z").value();
const inline std::string good_password = "purple kettle orbit";

/// The areas that leads have, and nothing else.
inline Definitions definitions_of_people() {
  return small_definitions();
}

struct People {
  Folder folder;
  Definitions definitions = definitions_of_people();
  Metrics metrics;
  intake::Intake intake{definitions,
                        open_store(folder.file("soundings.db")),
                        std::vector<std::uint8_t>(32, 7),
                        metrics,
                        {.database = folder.file("soundings.db")}};
  intake::Reader reader{folder.file("soundings.db"), test_key()};
  accounts::SignIn sign_in{intake, reader, morning};

  accounts::Secrets add(const std::string& name, const std::string& role) {
    return accounts::create(intake, definitions,
                            {.name = name, .role = role, .npus = {}, .password = good_password},
                            {.at = morning, .actor = "s.patel", .reason = ""})
        .value();
  }

  /// The seed of an account's one-time codes.
  accounts::Seed seed(const std::string& name) {
    accounts::Seed found;
    intake.with_store(
        [&](store::Store& store) { found = store.accounts().find(name).value().code_seed; });
    return found;
  }

  /// Rows of the audit with one action, the latest first.
  std::vector<store::AuditLine> audited(const std::string& action) {
    std::vector<store::AuditLine> lines;
    intake.with_store([&](store::Store& store) {
      lines = store.audit().lines(
          {.action = action, .since = std::nullopt, .until = std::nullopt, .limit = 1000});
    });
    return lines;
  }
};

inline accounts::Origin from(const std::string& address, Instant at = morning) {
  return {.address = address, .agent = "Firefox", .at = at};
}

}  // namespace soundings::testing
