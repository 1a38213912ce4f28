#include "desk_access.h"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "soundings/base/metrics.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"

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
  serve::OperatorApi desk;
};

DeskAccess::DeskAccess(std::filesystem::path door, std::unique_ptr<Here> here)
    : door_(std::move(door)), here_(std::move(here)) {}
DeskAccess::DeskAccess(DeskAccess&&) noexcept = default;
DeskAccess::~DeskAccess() = default;

Expected<DeskAccess, Exit> DeskAccess::open(const Place& place, Needs needs) {
  const std::filesystem::path door = serve::operator_socket_of(real_database(place));
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
    if (serve::operator_answers(door)) {
      return DeskAccess(door, nullptr);
    }
    std::this_thread::sleep_for(between_tries);
  }
  std::cerr
      << place.database.string()
      << " is open for writing in another process, which has no door; wait until it is done\n";
  return unexpected(Exit::machine_failed);
}

serve::Reply DeskAccess::read(const std::string& path, Fields fields) const {
  return ask("GET", path, std::move(fields));
}

serve::Reply DeskAccess::act(const std::string& path, Fields fields) const {
  return ask("POST", path, std::move(fields));
}

bool DeskAccess::at_door() const noexcept {
  return here_ == nullptr;
}

serve::Reply DeskAccess::ask(const std::string& method, const std::string& path,
                             Fields fields) const {
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  serve::Request request;
  request.method = method;
  request.path = path;
  request.form = std::move(fields);
  request.received_at = now();
  request.client.user = serve::user_name(::getuid());
  if (here_) {
    return here_->desk.answer(std::move(request));
  }
  auto reply = serve::ask_operator(door_, request);
  if (!reply) {
    throw std::runtime_error("the server at " + door_.string() + " has gone");
  }
  return std::move(*reply);
}

}  // namespace soundings::app
