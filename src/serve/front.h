// Between Poco and the handlers: turns a guarded request into a Request, keeps the
// order of the checks, and sends the Reply. No exception leaves it.
#pragma once

#include <atomic>

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "exchange.h"

namespace soundings::serve {

/// One front for every connection; thread-safe.
class Front : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Front(const House& house);

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& request) override;

 private:
  House house_;
  std::atomic<int> large_bodies_{0};
};

}  // namespace soundings::serve
