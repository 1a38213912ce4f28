#include "tls.h"

#include <ctime>
#include <system_error>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

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

/// The label of the error at the front of OpenSSL's queue.
std::string_view label_of(unsigned long code) noexcept {
  switch (ERR_GET_REASON(code)) {
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
      return "plain_http";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
      return "old_version";
    case SSL_R_NO_SHARED_CIPHER:
      return "no_shared_cipher";
    default:
      return code == 0 ? "cut_off" : "other";
  }
}

}  // namespace

Expected<Certificate, std::string> Certificate::read(const std::filesystem::path& chain,
                                                     const std::filesystem::path& key) {
  const auto refused = [](const std::filesystem::path& file, const std::string& why) {
    return unexpected("'" + file.string() + "': " + why);
  };
  std::error_code unreadable;
  const auto rights = std::filesystem::status(key, unreadable).permissions();
  if (unreadable) {
    return refused(key, unreadable.message());
  }
  using std::filesystem::perms;
  if ((rights & (perms::others_read | perms::others_write)) != perms::none) {
    return refused(key, "everybody may read this private key; chmod 600 it, then make a new one");
  }
  ERR_clear_error();
  Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) {
    return unexpected(last_words());
  }
  set_rules(context.get());
  if (SSL_CTX_use_certificate_chain_file(context.get(), chain.c_str()) != 1) {
    return refused(chain, "no certificate chain in PEM: " + last_words());
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1) {
    return refused(key, "no private key of that certificate in PEM: " + last_words());
  }
  const X509* own = SSL_CTX_get0_certificate(context.get());
  const bool shared = (rights & (perms::group_read | perms::group_write)) != perms::none;
  return Certificate(std::move(context), seconds_since_1970(X509_get0_notAfter(own)), shared);
}

void TlsSession::Free::operator()(ssl_st* session) const noexcept {
  SSL_free(session);
}

TlsSession::TlsSession(const Certificate& certificate, int socket)
    : session_(SSL_new(certificate.context_.get())) {
  if (!session_ || SSL_set_fd(session_.get(), socket) != 1) {
    throw std::bad_alloc();
  }
  SSL_set_accept_state(session_.get());
}

TlsSession::~TlsSession() = default;
TlsSession::TlsSession(TlsSession&&) noexcept = default;
TlsSession& TlsSession::operator=(TlsSession&&) noexcept = default;

TlsSession::Step TlsSession::read(std::span<char> into) {
  std::size_t count = 0;
  ERR_clear_error();
  const int result = SSL_read_ex(session_.get(), into.data(), into.size(), &count);
  return settle(result, count);
}

TlsSession::Step TlsSession::write(std::string_view bytes) {
  std::size_t count = 0;
  ERR_clear_error();
  const int result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count);
  return settle(result, count);
}

TlsSession::Step TlsSession::settle(int result, std::size_t count) {
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_NONE:
      return {.state = State::bytes, .count = count};
    case SSL_ERROR_WANT_READ:
      return {.state = State::wait_readable};
    case SSL_ERROR_WANT_WRITE:
      return {.state = State::wait_writable};
    case SSL_ERROR_ZERO_RETURN:
      if (SSL_is_init_finished(session_.get()) != 0) {
        return {.state = State::ended};
      }
      fault_ = "cut_off";
      return {.state = State::failed};
    default:
      fault_ = label_of(ERR_peek_error());
      ERR_clear_error();
      return {.state = State::failed};
  }
}

void TlsSession::part() noexcept {
  if (fault_.empty() && SSL_is_init_finished(session_.get()) != 0 &&
      (SSL_get_shutdown(session_.get()) & SSL_SENT_SHUTDOWN) == 0) {
    ERR_clear_error();
    SSL_shutdown(session_.get());
    ERR_clear_error();
  }
}

}  // namespace soundings::serve
