// What the operator asks of a database, wherever it is answered: in this process when no other
// has the database, else by the server that has it, through its operator's socket.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "soundings/base/expected.h"
#include "soundings/serve/operator.h"

#include "options.h"

namespace soundings::app {

class OperatorAccess {
 public:
  /// What an act done here needs. A key can be ended while the definitions have faults.
  enum class Needs { definitions, database };

  /// Prints why it cannot be had, and gives the exit code: machine_failed when there is neither a
  /// free database nor a server, refused when the definitions have faults.
  [[nodiscard]] static Expected<OperatorAccess, Exit> open(const DatabasePaths& paths, Needs needs);
  OperatorAccess(OperatorAccess&&) noexcept;
  ~OperatorAccess();

  using Fields = std::map<std::string, std::string>;
  /// Fields without a value are left out. Throws std::runtime_error when the server goes midway.
  [[nodiscard]] serve::Reply read(const std::string& path, Fields fields) const;
  [[nodiscard]] serve::Reply act(const std::string& path, Fields fields) const;

  /// Whether another process answers, by the definitions it started with.
  [[nodiscard]] bool in_server() const noexcept;

 private:
  struct Here;
  OperatorAccess(std::filesystem::path socket, std::unique_ptr<Here> here);
  [[nodiscard]] serve::Reply ask(const std::string& method, const std::string& path,
                                 Fields fields) const;

  std::filesystem::path socket_;
  std::unique_ptr<Here> here_;
};

/// Prints why an answer is a refusal, from its problem document, and gives the exit code: 1, or 3
/// when it was the machine's failure. Nothing for one that is none.
[[nodiscard]] std::optional<Exit> complain(const serve::Reply& answer);

}  // namespace soundings::app
