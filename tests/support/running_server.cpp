#include "support/running_server.h"

#include <stdexcept>
#include <utility>

#include "soundings/serve/operator_socket.h"

namespace soundings::testing {
namespace {

serve::Settings on_any_port(serve::Settings settings, std::filesystem::path operator_socket) {
  settings.port = 0;
  if (settings.operator_socket.empty()) {
    settings.operator_socket = std::move(operator_socket);
  }
  return settings;
}

intake::Settings reading(intake::Settings settings, const std::filesystem::path& database) {
  settings.database = database;
  return settings;
}

}  // namespace

const Definitions& real_definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

RunningServer::RunningServer(serve::Settings settings, intake::Settings intake_settings)
    : intake(real_definitions(), open_store(folder.file("soundings.db")),
             std::vector<std::uint8_t>(32, 7), metrics,
             reading(std::move(intake_settings), folder.file("soundings.db"))),
      cells(store::open_cells(folder.file("soundings.db"), real_definitions())),
      figures(real_definitions(), *cells),
      reader(folder.file("soundings.db"), test_key()),
      server(
          {.definitions = real_definitions(),
           .intake = intake,
           .figures = figures,
           .metrics = metrics},
          on_any_port(std::move(settings), serve::operator_socket_of(folder.file("soundings.db"))),
          serve::OperatorTools{
              .definitions = real_definitions(), .intake = intake, .reader = reader}) {
  intake.with_store(
      [](store::Store& store) { store.keys().add(sender_key("wmnow"), Instant{}, "test"); });
}

std::string RunningServer::post_bytes(const std::string& webhook_id, const std::string& body,
                                      const HttpHeaders& more) const {
  HttpHeaders headers = signed_headers(webhook_id, wall_clock(), body);
  headers.emplace_back("Content-Type", "application/json");
  headers.insert(headers.end(), more.begin(), more.end());
  return request_bytes("POST", responses_address, headers, body);
}

HttpReply RunningServer::post(const std::string& body, const HttpHeaders& more) {
  Connection connection(port());
  connection.send(post_bytes("msg_" + std::to_string(++posted), body, more));
  auto reply = connection.read();
  if (!reply) {
    throw std::runtime_error("no reply to a post");
  }
  return std::move(*reply);
}

std::int64_t RunningServer::arrived(store::Outcome outcome) {
  std::int64_t items = 0;
  intake.with_store([&](store::Store& store) {
    for (const auto& count : store.arrivals().counts()) {
      items += count.outcome == outcome ? count.items : 0;
    }
  });
  return items;
}

}  // namespace soundings::testing
