#include "operator_access.h"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "soundings/base/metrics.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/serve/operator_socket.h"
#include "soundings/store/cells.h"
#include "soundings/store/release_reader.h"

#include "open.h"
#include "peppers.h"

namespace soundings::app {

namespace {

// A server that has just taken the database opens its socket soon after; another command lets go.
constexpr int tries = 40;
constexpr auto between_tries = std::chrono::milliseconds(50);

std::optional<Definitions> definitions_for(const DatabasePaths& paths,
                                           OperatorAccess::Needs needs) {
  if (needs == OperatorAccess::Needs::database) {
    return Definitions{};
  }
  return open_definitions(paths.definitions);
}

}  // namespace

/// The operator's routes in this process, over an intake of its own.
struct OperatorAccess::Here {
  Here(Definitions defs, std::unique_ptr<store::Store> store, const std::vector<Pepper>& known,
       const DatabasePaths& paths)
      : definitions(std::move(defs)),
        intake(definitions, std::move(store), known.front(), metrics,
               {.former_peppers = {known.begin() + 1, known.end()}}),
        reader(paths.database, master_key(paths)),
        cells(store::open_cells(paths.database, definitions)),
        releases(store::open_releases(paths.database)),
        api({.definitions = definitions,
             .intake = intake,
             .reader = reader,
             .change_pepper =
                 [this, paths](const store::Act& act) {
                   return app::change_pepper(paths, intake, act);
                 },
             .cells = cells.get(),
             .program_version = SOUNDINGS_VERSION,
             .releases = releases.get()}) {}

  Definitions definitions;
  Metrics metrics;
  intake::Intake intake;
  intake::Reader reader;
  std::unique_ptr<store::CellReader> cells;
  std::unique_ptr<store::ReleaseReader> releases;
  serve::OperatorApi api;
};

OperatorAccess::OperatorAccess(std::filesystem::path socket, std::unique_ptr<Here> here)
    : socket_(std::move(socket)), here_(std::move(here)) {}
OperatorAccess::OperatorAccess(OperatorAccess&&) noexcept = default;
OperatorAccess::~OperatorAccess() = default;

Expected<OperatorAccess, Exit> OperatorAccess::open(const DatabasePaths& paths, Needs needs) {
  const std::filesystem::path socket = serve::operator_socket_of(real_database(paths));
  for (int left = tries; left > 0; --left) {
    auto store = try_store(paths);
    if (store) {
      const auto known = peppers(paths, (*store)->peppers().in_use());
      if (!known) {
        return unexpected(Exit::machine_failed);
      }
      auto definitions = definitions_for(paths, needs);
      if (!definitions) {
        return unexpected(Exit::refused);
      }
      return OperatorAccess(
          {}, std::make_unique<Here>(std::move(*definitions), std::move(*store), *known, paths));
    }
    if (store.error().kind != store::OpenFault::Kind::in_use) {
      std::cerr << store.error().message << '\n';
      return unexpected(Exit::machine_failed);
    }
    if (serve::operator_answers(socket)) {
      return OperatorAccess(socket, nullptr);
    }
    std::this_thread::sleep_for(between_tries);
  }
  std::cerr << paths.database.string()
            << " is open for writing in another process, which has no operator's socket; wait "
               "until it is done\n";
  return unexpected(Exit::machine_failed);
}

serve::Reply OperatorAccess::read(const std::string& path, Fields fields) const {
  return ask("GET", path, std::move(fields));
}

serve::Reply OperatorAccess::act(const std::string& path, Fields fields) const {
  return ask("POST", path, std::move(fields));
}

bool OperatorAccess::in_server() const noexcept {
  return here_ == nullptr;
}

serve::Reply OperatorAccess::ask(const std::string& method, const std::string& path,
                                 Fields fields) const {
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  serve::Request request;
  request.method = method;
  request.path = path;
  request.form = std::move(fields);
  request.received_at = now();
  request.caller = access::Principal::local_operator(serve::user_name(::getuid()));
  if (here_) {
    return here_->api.answer(std::move(request));
  }
  auto reply = serve::ask_operator(socket_, request);
  if (!reply) {
    throw std::runtime_error("the server at " + socket_.string() + " has gone");
  }
  return std::move(*reply);
}

}  // namespace soundings::app
