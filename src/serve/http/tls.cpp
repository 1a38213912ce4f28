#include "http/tls.h"

#include <array>
#include <ctime>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SecureStreamSocketImpl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "soundings/base/log.h"

namespace soundings::serve {
namespace {

constexpr auto ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr std::string_view http_1_1 = "\x08http/1.1";

/// OpenSSL's own words for what failed last, without file names of its sources.
std::string last_words() {
  const unsigned long code = ERR_peek_last_error();
  const char* words = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return words == nullptr ? "it cannot be used" : words;
}

/// A key under a pass phrase cannot be opened by a server that starts alone.
int no_pass_phrase(char* /*out*/, int /*size*/, int /*writing*/, void* /*unused*/) {
  return -1;
}

/// HTTP/1.1 for whoever asks for a protocol; a client that names only others is turned away.
int choose_protocol(SSL* /*session*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void* /*unused*/) {
  unsigned char* match = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(http_1_1.data());
  const int found = SSL_select_next_proto(
      &match, size, ours, static_cast<unsigned int>(http_1_1.size()), offered, offered_size);
  *chosen = match;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::int64_t seconds_since_1970(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? static_cast<std::int64_t>(timegm(&parts)) : 0;
}

void set_rules(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, ciphers_of_1_2);
  SSL_CTX_set_options(
      context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(context, no_pass_phrase);
}

/// The label of what Poco says of a handshake that failed, in OpenSSL's words.
std::string_view label_of(const std::string& words) noexcept {
  const auto says = [&words](const char* text) { return words.find(text) != std::string::npos; };
  if (says("http request") || says("https proxy request")) {
    return tls_plain_http;
  }
  if (says("unsupported protocol") || says("version too low")) {
    return "old_version";
  }
  if (says("no shared cipher")) {
    return "no_shared_cipher";
  }
  return says("error:") ? "other" : "cut_off";
}

/// Poco's socket, whose server side is not open to others.
class ServerSession final : public Poco::Net::SecureStreamSocketImpl {
 public:
  ServerSession(Poco::Net::StreamSocketImpl* plain, Poco::Net::Context::Ptr context)
      : SecureStreamSocketImpl(plain, std::move(context)) {
    acceptSSL();
  }
};

/// Whether the first byte that came begins a method of HTTP, and no TLS record.
bool speaks_plain_http(int descriptor) noexcept {
  char first = 0;
  return ::recv(descriptor, &first, 1, MSG_PEEK | MSG_DONTWAIT) == 1 && first >= 'A' &&
         first <= 'Z';
}

}  // namespace

Expected<Certificate, std::string> Certificate::read(const TlsFiles& files) {
  const auto refused = [](const std::filesystem::path& file, const std::string& why) {
    return unexpected("'" + file.string() + "': " + why);
  };
  std::error_code unreadable;
  const auto rights = std::filesystem::status(files.key, unreadable).permissions();
  if (unreadable) {
    return refused(files.key, unreadable.message());
  }
  using std::filesystem::perms;
  if ((rights & (perms::others_read | perms::others_write)) != perms::none) {
    return refused(files.key,
                   "everybody may read this private key; chmod 600 it, then make a new one");
  }
  Poco::Net::initializeSSL();
  Poco::Net::Context::Params params;
  params.verificationMode = Poco::Net::Context::VERIFY_NONE;
  params.cipherList = ciphers_of_1_2;
  Poco::Net::Context::Ptr context(
      new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, params));
  SSL_CTX* raw = context->sslContext();
  set_rules(raw);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(raw, files.chain.c_str()) != 1) {
    return refused(files.chain, "no certificate chain in PEM: " + last_words());
  }
  if (SSL_CTX_use_PrivateKey_file(raw, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(raw) != 1) {
    return refused(files.key, "no private key of that certificate in PEM: " + last_words());
  }
  const X509* own = SSL_CTX_get0_certificate(raw);
  const bool shared = (rights & (perms::group_read | perms::group_write)) != perms::none;
  return Certificate(std::move(context), seconds_since_1970(X509_get0_notAfter(own)), shared);
}

Poco::AutoPtr<Poco::Net::StreamSocketImpl> Certificate::secure(
    Poco::AutoPtr<Poco::Net::StreamSocketImpl> plain) const {
  return {new ServerSession(plain.get(), context_)};
}

CertificateInUse::CertificateInUse(TlsFiles files, std::function<void(const Certificate&)> taken)
    : files_(std::move(files)), taken_(std::move(taken)), stamp_(stamp()) {
  auto certificate = Certificate::read(files_);
  if (!certificate) {
    throw std::invalid_argument(certificate.error());
  }
  current_ = std::make_shared<const Certificate>(std::move(*certificate));
  looked_ = std::chrono::steady_clock::now();
  taken_(*current_);
}

std::shared_ptr<const Certificate> CertificateInUse::now() {
  constexpr auto between_looks = std::chrono::seconds(2);
  const std::lock_guard lock(mutex_);
  const auto at = std::chrono::steady_clock::now();
  if (at - looked_ >= between_looks) {
    looked_ = at;
    if (const Stamp found = stamp(); found != stamp_) {
      reread(found);
    }
  }
  return current_;
}

CertificateInUse::Stamp CertificateInUse::stamp() const {
  // The time of a change of state: unlike that of the content it moves with the rights, too.
  const auto changed = [](const std::filesystem::path& file) {
    struct stat found{};
    return ::stat(file.c_str(), &found) == 0
               ? found.st_ctim.tv_sec * std::int64_t{1'000'000'000} + found.st_ctim.tv_nsec
               : std::int64_t{0};
  };
  return {.chain = changed(files_.chain), .key = changed(files_.key)};
}

void CertificateInUse::reread(const Stamp& found) {
  auto certificate = Certificate::read(files_);
  if (!certificate) {
    if (reported_ != found) {
      log::error("certificate_not_taken", {{"error", certificate.error()}});
      reported_ = found;
    }
    return;
  }
  stamp_ = found;
  current_ = std::make_shared<const Certificate>(std::move(*certificate));
  log::info("certificate_taken", {{"file", files_.chain.string()}});
  taken_(*current_);
}

std::optional<std::string_view> shake_hands(Poco::Net::StreamSocketImpl& socket,
                                            const std::function<bool(short events)>& wait) {
  using Poco::Net::SecureStreamSocket;
  auto& session = static_cast<ServerSession&>(socket);
  if (!wait(POLLIN)) {
    return "cut_off";
  }
  if (speaks_plain_http(session.sockfd())) {
    return tls_plain_http;
  }
  try {
    while (true) {
      const int result = session.completeHandshake();
      if (result > 0) {
        return std::nullopt;
      }
      const bool reads = result == SecureStreamSocket::ERR_SSL_WANT_READ;
      const bool writes = result == SecureStreamSocket::ERR_SSL_WANT_WRITE;
      if ((!reads && !writes) || !wait(reads ? POLLIN : POLLOUT)) {
        return "cut_off";
      }
    }
  } catch (const Poco::Exception& failure) {
    return label_of(failure.displayText());
  }
}

}  // namespace soundings::serve
