// Ceiling: Poco HTTPServer that reads the whole body and answers 202. No work at all.
//   poco_ceiling PORT THREADS
#include <csignal>
#include <cstdlib>
#include <string>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <unistd.h>
using namespace Poco::Net;
struct H : HTTPRequestHandler {
  void handleRequest(HTTPServerRequest& rq, HTTPServerResponse& rs) override {
    std::string body;
    body.resize(rq.getContentLength64() > 0 ? size_t(rq.getContentLength64()) : 0);
    rq.stream().read(body.data(), std::streamsize(body.size()));
    rs.setStatus(HTTPResponse::HTTP_ACCEPTED);
    rs.setContentType("application/json");
    const static char ok[] = "{\"status\":\"accepted\"}";
    rs.sendBuffer(ok, sizeof ok - 1);
  }
};
struct F : HTTPRequestHandlerFactory {
  HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new H; }
};
int main(int argc, char** argv) {
  const int port = atoi(argv[1]);
  const int threads = argc > 2 ? atoi(argv[2]) : 16;
  sigset_t s;
  sigemptyset(&s);
  sigaddset(&s, SIGTERM);
  sigaddset(&s, SIGINT);
  pthread_sigmask(SIG_BLOCK, &s, nullptr);
  Poco::ThreadPool pool(2, threads + 2);
  auto* p = new HTTPServerParams;
  p->setKeepAlive(true);
  p->setMaxKeepAliveRequests(0);
  p->setMaxThreads(threads);
  p->setMaxQueued(256);
  p->setKeepAliveTimeout(Poco::Timespan(15, 0));
  p->setTimeout(Poco::Timespan(30, 0));
  const ServerSocket ss(SocketAddress("127.0.0.1", Poco::UInt16(port)), 256);
  HTTPServer srv(new F, pool, ss, p);
  srv.start();
  int sig;
  sigwait(&s, &sig);
  srv.stopAll(true);
  _exit(0);
}
