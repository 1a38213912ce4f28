// Between Poco's server and the dispatcher: a request off a guarded connection, and its reply
// back onto it.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include "http/dispatcher.h"

namespace soundings::serve {

/// Makes the handlers of one listener. Thread-safe.
class HandlerFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  HandlerFactory(const Audience& audience, Dispatcher& dispatcher)
      : audience_(audience), dispatcher_(dispatcher) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& request) override;

 private:
  const Audience& audience_;
  Dispatcher& dispatcher_;
};

}  // namespace soundings::serve
