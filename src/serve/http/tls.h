// TLS in direct mode: Poco's sessions under a context of ours, which is reread when its
// files change.
//
// TLS 1.2 and 1.3, forward-secret AEAD ciphers only, no renegotiation, no compression.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <Poco/AutoPtr.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocketImpl.h>

#include "soundings/base/expected.h"
#include "soundings/serve/settings.h"

namespace soundings::serve {

/// A certificate chain and its private key. Immutable; thread-safe.
class Certificate {
 public:
  /// Both files in PEM; the chain with the server's own certificate first. Errors: a sentence that
  /// names the file: it cannot be read, is not PEM, the key belongs to another certificate, or
  /// everybody may read the key.
  [[nodiscard]] static Expected<Certificate, std::string> read(const TlsFiles& files);

  /// When the server's own certificate ends, in seconds since 1970.
  [[nodiscard]] std::int64_t not_after() const noexcept { return not_after_; }

  /// Whether the key's group may read it too: allowed, and worth a line in the log.
  [[nodiscard]] bool key_shared_with_group() const noexcept { return shared_; }

  /// The server's half of a session over `plain`, a connected socket.
  [[nodiscard]] Poco::AutoPtr<Poco::Net::StreamSocketImpl> secure(
      Poco::AutoPtr<Poco::Net::StreamSocketImpl> plain) const;

 private:
  Certificate(Poco::Net::Context::Ptr context, std::int64_t not_after, bool shared)
      : context_(std::move(context)), not_after_(not_after), shared_(shared) {}

  Poco::Net::Context::Ptr context_;
  std::int64_t not_after_ = 0;
  bool shared_ = false;
};

/// The certificate in use. When its files change, sessions that begin later use the new one; one
/// that cannot be used is reported in the log, and the present one stays. Thread-safe.
class CertificateInUse {
 public:
  /// taken: called with each certificate that comes into use, the first among them. Throws
  /// std::invalid_argument with what is wrong with the files.
  CertificateInUse(TlsFiles files, std::function<void(const Certificate&)> taken);

  /// Looks at the files when it has not for a few seconds.
  [[nodiscard]] std::shared_ptr<const Certificate> now();

 private:
  /// What distinguishes one state of the files from another.
  struct Stamp {
    std::int64_t chain = 0;
    std::int64_t key = 0;
    bool operator==(const Stamp&) const = default;
  };
  [[nodiscard]] Stamp stamp() const;
  void reread(const Stamp& found);

  const TlsFiles files_;
  const std::function<void(const Certificate&)> taken_;
  std::mutex mutex_;
  std::shared_ptr<const Certificate> current_;
  Stamp stamp_;     ///< of the files as they were taken
  Stamp reported_;  ///< of files that could not be used, reported once
  std::chrono::steady_clock::time_point looked_;
};

/// The label of a peer that speaks plain HTTP.
inline constexpr std::string_view tls_plain_http = "plain_http";

/// Begins the session of a socket that Certificate::secure() made. wait: waits until the descriptor
/// is ready for an event of poll(2); false when time is over. Nothing when the session has begun,
/// otherwise why not, as a label of metrics: "plain_http", "old_version", "no_shared_cipher",
/// "cut_off" or "other".
[[nodiscard]] std::optional<std::string_view> shake_hands(
    Poco::Net::StreamSocketImpl& socket, const std::function<bool(short events)>& wait);

}  // namespace soundings::serve
