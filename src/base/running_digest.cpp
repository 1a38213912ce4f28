// OpenSSL's digest of bytes that come some at a time.
#include "soundings/base/running_digest.h"

#include <stdexcept>

#include <openssl/evp.h>

namespace soundings {
namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

void require(int succeeded) {
  if (succeeded != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
}

}  // namespace

struct RunningSha256::State {
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

RunningSha256::RunningSha256() : state_(std::make_unique<State>()) {
  require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

RunningSha256::~RunningSha256() = default;

void RunningSha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Sha256 RunningSha256::finish() {
  Sha256 digest{};
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr));
  return digest;
}

}  // namespace soundings
