#include "desk_access.h"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "soundings/base/metrics.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/serve/door.h"

#include "open.h"
#include "peppers.h"

namespace soundings::app {

namespace {

// A server that has just taken the database opens its door soon after; another command lets go.
constexpr int tries = 40;
constexpr auto between_tries = std::chrono::milliseconds(50);

std::optional<Definitions> definitions_for(const Place& place, DeskAccess::Needs needs) {
  if (needs == DeskAccess::Needs::database) {
    return Definitions{};
  }
  return open_definitions(place.definitions);
}

}  // namespace

/// The desk in this process, over an intake of its own.
struct DeskAccess::Here {
  Here(Definitions defs, std::unique_ptr<store::Ledger> ledger, const std::vector<Pepper>& known,
       const Place& place)
      : definitions(std::move(defs)),
        intake(definitions, std::move(ledger), known.front(), metrics,
               {.former_peppers = {known.begin() + 1, known.end()}}),
        reader(place.database, master_key(place)),
        desk({.definitions = definitions,
              .intake = intake,
              .reader = reader,
              .change_pepper = [this, place](const store::Act& act) {
                return app::change_pepper(place, intake, act);
              }}) {}

  Definitions definitions;
  Metrics metrics;
  intake::Intake intake;
  intake::Reader reader;
  serve::Desk desk;
};

DeskAccess::DeskAccess(std::filesystem::path door, std::unique_ptr<Here> here)
    : door_(std::move(door)), here_(std::move(here)) {}
DeskAccess::DeskAccess(DeskAccess&&) noexcept = default;
DeskAccess::~DeskAccess() = default;

Expected<DeskAccess, Exit> DeskAccess::open(const Place& place, Needs needs) {
  const std::filesystem::path door = serve::door_of(place.database);
  for (int left = tries; left > 0; --left) {
    auto ledger = try_ledger(place, store::Access::read_write);
    if (ledger) {
      const auto known = peppers(place, (*ledger)->pepper());
      if (!known) {
        return unexpected(Exit::machine_failed);
      }
      auto definitions = definitions_for(place, needs);
      if (!definitions) {
        return unexpected(Exit::refused);
      }
      return DeskAccess(
          {}, std::make_unique<Here>(std::move(*definitions), std::move(*ledger), *known, place));
    }
    if (ledger.error().kind != store::OpenFault::Kind::in_use) {
      std::cerr << ledger.error().message << '\n';
      return unexpected(Exit::machine_failed);
    }
    if (serve::answers(door)) {
      return DeskAccess(door, nullptr);
    }
    std::this_thread::sleep_for(between_tries);
  }
  std::cerr
      << place.database.string()
      << " is open for writing in another process, which has no door; wait until it is done\n";
  return unexpected(Exit::machine_failed);
}

serve::Answer DeskAccess::read(const std::string& path, Fields fields) const {
  return ask("GET", path, std::move(fields));
}

serve::Answer DeskAccess::act(const std::string& path, Fields fields) const {
  return ask("POST", path, std::move(fields));
}

bool DeskAccess::at_door() const noexcept {
  return here_ == nullptr;
}

serve::Answer DeskAccess::ask(const std::string& method, const std::string& path,
                              Fields fields) const {
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  const serve::Ask asked{.method = method,
                         .path = path,
                         .fields = std::move(fields),
                         .user = serve::user_name(::getuid()),
                         .at = now()};
  if (here_) {
    return here_->desk.answer(asked);
  }
  auto answer = serve::ask_at_door(door_, asked);
  if (!answer) {
    throw std::runtime_error("the server at " + door_.string() + " has gone");
  }
  return std::move(*answer);
}

}  // namespace soundings::app
