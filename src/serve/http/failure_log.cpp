#include "http/failure_log.h"

#include <exception>
#include <new>

#include <Poco/ErrorHandler.h>
#include <Poco/Exception.h>

#include "soundings/base/log.h"

namespace soundings::serve {
namespace {

/// Everything else that ends a connection is its peer's doing, and reported elsewhere where it
/// matters.
class FailureLog final : public Poco::ErrorHandler {
 public:
  void exception(const Poco::Exception& failure) override {
    if (dynamic_cast<const Poco::OutOfMemoryException*>(&failure) != nullptr) {
      write();
    }
  }
  void exception(const std::exception& failure) override {
    if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr) {
      write();
    }
  }
  void exception() override {}

 private:
  static void write() { log::error("out_of_memory", {{"connection", "ended without a reply"}}); }
};

}  // namespace

void log_failures() {
  static FailureLog written;
  Poco::ErrorHandler::set(&written);
}

}  // namespace soundings::serve
