#include "soundings/accounts/reading_keys.h"

#include "soundings/base/uuid.h"

namespace soundings::accounts {
namespace {

constexpr std::string_view prefix = "sndk_";
constexpr std::size_t secret_bytes = 32;

}  // namespace

MadeReadingKey create_reading_key(intake::Intake& intake, const std::string& label,
                                  const std::optional<Instant>& not_after, const store::Act& act) {
  const MadeReadingKey made{.id = "rkey_" + uuid_v7(act.at),
                            .secret = std::string(prefix) + to_hex(random_bytes(secret_bytes))};
  intake.with_store([&](store::Store& store) {
    store.accounts().add_reading_key({.id = made.id,
                                      .label = label,
                                      .hash = sha256(made.secret),
                                      .made = act.at,
                                      .not_after = not_after},
                                     act);
  });
  return made;
}

std::vector<store::ReadingKey> list_reading_keys(intake::Intake& intake) {
  std::vector<store::ReadingKey> keys;
  intake.with_store([&](store::Store& store) { keys = store.accounts().reading_keys(); });
  return keys;
}

bool end_reading_key(intake::Intake& intake, std::string_view id, const store::Act& act) {
  bool ended = false;
  intake.with_store(
      [&](store::Store& store) { ended = store.accounts().end_reading_key(id, act); });
  return ended;
}

std::optional<Sha256> reading_key_hash(std::string_view secret) {
  return secret.starts_with(prefix) && secret.size() == prefix.size() + 2 * secret_bytes
             ? std::optional(sha256(secret))
             : std::nullopt;
}

}  // namespace soundings::accounts
