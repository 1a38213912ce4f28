// TLS in direct mode: a certificate read once at the start, and one session a
// connection that never blocks, so that the deadlines above it hold for handshakes too.
//
// TLS 1.2 and 1.3, forward-secret AEAD ciphers only, no renegotiation, no compression.
// A new certificate is taken up by a restart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"

struct ssl_ctx_st;
struct ssl_st;

namespace soundings::serve {

/// A certificate chain and its private key. Immutable; thread-safe.
class Certificate {
 public:
  /// Both files in PEM; the chain with the server's own certificate first. Errors: a sentence that
  /// names the file: it cannot be read, is not PEM, the key belongs to another certificate, or
  /// everybody may read the key.
  [[nodiscard]] static Expected<Certificate, std::string> read(const std::filesystem::path& chain,
                                                               const std::filesystem::path& key);

  /// When the server's own certificate ends, in seconds since 1970.
  [[nodiscard]] std::int64_t not_after() const noexcept { return not_after_; }

  /// Whether the key's group may read it too: allowed, and worth a word in the log.
  [[nodiscard]] bool key_shared_with_group() const noexcept { return shared_; }

 private:
  friend class TlsSession;
  using Context = std::shared_ptr<ssl_ctx_st>;
  Certificate(Context context, std::int64_t not_after, bool shared)
      : context_(std::move(context)), not_after_(not_after), shared_(shared) {}

  Context context_;
  std::int64_t not_after_ = 0;
  bool shared_ = false;
};

/// The server's half of one connection. Used by one thread at a time.
class TlsSession {
 public:
  /// What came of a call. bytes: count of them were moved, at least one. The two waits: nothing
  /// can be done until the descriptor is readable, or writable. ended: the peer has said goodbye.
  /// failed: the session cannot go on; see fault().
  enum class State { bytes, wait_readable, wait_writable, ended, failed };
  struct Step {
    State state = State::failed;
    std::size_t count = 0;
  };

  /// socket: a connected descriptor that does not block, and that outlives the session.
  TlsSession(const Certificate& certificate, int socket);
  ~TlsSession();
  TlsSession(TlsSession&&) noexcept;
  TlsSession& operator=(TlsSession&&) noexcept;

  /// The first calls of either shake hands.
  [[nodiscard]] Step read(std::span<char> into);
  /// bytes: not empty. Takes as many as fit.
  [[nodiscard]] Step write(std::string_view bytes);

  /// Says goodbye, once, as far as that can be done without waiting.
  void part() noexcept;

  /// Why a session failed, as a label of metrics: "plain_http", "old_version", "no_shared_cipher",
  /// "cut_off" or "other"; empty while none has.
  [[nodiscard]] std::string_view fault() const noexcept { return fault_; }

 private:
  struct Free {
    void operator()(ssl_st* session) const noexcept;
  };
  [[nodiscard]] Step settle(int result, std::size_t count);

  std::unique_ptr<ssl_st, Free> session_;
  std::string_view fault_;
};

}  // namespace soundings::serve
