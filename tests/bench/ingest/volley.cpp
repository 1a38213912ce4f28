// volley: closed- or open-loop HTTP/1.1 POST generator for signed webhooks (loopback only).
// Every request is built and signed BEFORE the clock starts, so during the run the generator only
// writes a ready buffer and reads the reply: one epoll thread, one outstanding request per
// connection.
//   volley PORT -c CONNS -n REQUESTS [-R RATE] [-p PATH] [-P SERVER_PID] [-u] [-d PCT]
//   [-t SECONDS] [-w FILE] [-a FILE] -w FILE  only write the requests, NUL-separated,   -a FILE
//   append the id of every reply that says accepted or duplicate -R RATE  open loop: request i is
//   due at i/RATE; latency is counted from the due time -u       unsigned (ceiling servers)   -d
//   PCT  percent of requests that repeat an earlier id+body
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "payload.h"
using std::string;

static double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}
static string b64(const unsigned char* p, size_t n) {
  string o(4 * ((n + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(o.data()), p, int(n));
  return o;
}
static double proc_cpu(int pid) {
  if (!pid)
    return 0;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE* f = fopen(path, "r");
  if (!f)
    return 0;
  char b[2048];
  const size_t n = fread(b, 1, sizeof b - 1, f);
  b[n] = 0;
  fclose(f);
  char* q = strrchr(b, ')');
  unsigned long ut = 0, st = 0;
  sscanf(q + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &ut, &st);
  return double(ut + st) / double(sysconf(_SC_CLK_TCK));
}
// busy CPU-seconds of the whole machine (user+nice+sys+irq+softirq+steal), to show what OTHERS used
// meanwhile
static double machine_busy() {
  FILE* f = fopen("/proc/stat", "r");
  if (!f)
    return 0;
  unsigned long u, n, s, id, io, irq, si, st;
  const int k =
      fscanf(f, "cpu %lu %lu %lu %lu %lu %lu %lu %lu", &u, &n, &s, &id, &io, &irq, &si, &st);
  fclose(f);
  return k == 8 ? double(u + n + s + irq + si + st) / double(sysconf(_SC_CLK_TCK)) : 0;
}
struct Conn {
  int fd;
  size_t req;
  size_t off;
  double t0;
  string in;
  bool busy;
};

int main(int argc, char** argv) {
  int port = 0, conns = 16, n = 10000, pid = 0;
  double rate = 0, dup = 0, limit = 30;
  string path = "/api/v1/sources/bench/surveys/victim_satisfaction/responses", dump, acks;
  bool sign = true;
  string key =
      "0123456789abcdef0123456789abcdef";  // of the bench alone; the source `bench` is given it
  for (int i = 1; i < argc; ++i) {
    const string a = argv[i];
    auto v = [&] { return argv[++i]; };
    if (a == "-c")
      conns = atoi(v());
    else if (a == "-n")
      n = atoi(v());
    else if (a == "-R")
      rate = atof(v());
    else if (a == "-p")
      path = v();
    else if (a == "-P")
      pid = atoi(v());
    else if (a == "-u")
      sign = false;
    else if (a == "-d")
      dup = atof(v());
    else if (a == "-w")
      dump = v();
    else if (a == "-a")
      acks = v();
    else if (a == "-t")
      limit = atof(v());
    else
      port = atoi(argv[i]);
  }
  if (!port) {
    fprintf(stderr, "volley PORT -c CONNS -n REQUESTS ...\n");
    return 2;
  }
  const uint64_t run = uint64_t(time(nullptr)) * 1000003u + uint64_t(getpid());
  std::vector<string> reqs;
  reqs.reserve(size_t(n));
  std::vector<uint64_t> keys;
  std::vector<size_t> acked;
  const string ts = std::to_string(time(nullptr));
  size_t body_bytes = 0;
  for (int i = 0; i < n; ++i) {
    auto k = uint64_t(i);
    if (dup > 0 && i > 0 && double(bench::splitmix(run + k) % 10000) < dup * 100)
      k = bench::splitmix(k) % uint64_t(i);
    const string id = bench::message_id(run, k);
    const string body = bench::payload(run, k);
    body_bytes += body.size();
    string r = "POST " + path +
               " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: volley\r\nContent-Type: "
               "application/json\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n";
    if (sign) {
      unsigned char mac[32];
      unsigned ml = 32;
      string s = id + "." + ts + "." + body;
      HMAC(EVP_sha256(), key.data(), int(key.size()),
           reinterpret_cast<const unsigned char*>(s.data()), s.size(), mac, &ml);
      r += "webhook-id: " + id + "\r\nwebhook-timestamp: " + ts + "\r\nwebhook-signature: v1," +
           b64(mac, 32) + "\r\n";
    }
    reqs.push_back(r + "\r\n" + body);
    keys.push_back(k);
  }
  if (!dump.empty()) {
    FILE* f = fopen(dump.c_str(), "wb");
    for (auto& r : reqs) {
      fwrite(r.data(), 1, r.size(), f);
      fputc(0, f);
    }
    fclose(f);
    return 0;
  }
  int ep = epoll_create1(0);
  std::vector<Conn> cs(size_t(conns), Conn{});
  for (auto& c : cs) {
    c.fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in sa{};
    sa.sin_family = AF_INET;
    sa.sin_port = htons(uint16_t(port));
    sa.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(c.fd, reinterpret_cast<sockaddr*>(&sa), sizeof sa)) {
      perror("connect");
      return 1;
    }
    int one = 1;
    setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(c.fd, F_SETFL, O_NONBLOCK);
    epoll_event e{};
    e.events = EPOLLIN;
    e.data.ptr = &c;
    epoll_ctl(ep, EPOLL_CTL_ADD, c.fd, &e);
  }
  std::vector<double> lat;
  lat.reserve(size_t(n));
  std::map<int, long> codes;
  size_t next = 0;
  long errs = 0, reconnects = 0, accepted = 0, duplicates = 0;
  int live = conns;
  rusage ru0;
  getrusage(RUSAGE_SELF, &ru0);
  const double cpu0 = proc_cpu(pid);
  const double mb0 = machine_busy();
  const double t0 = now();
  auto fire = [&](Conn& c) {
    if (next >= reqs.size()) {
      c.busy = false;
      return;
    }
    if (rate > 0 && now() - t0 < double(next) / rate) {
      c.busy = false;
      return;
    }
    c.req = next++;
    c.busy = true;
    c.in.clear();
    c.t0 = rate > 0 ? t0 + double(c.req) / rate : now();
    const string& r = reqs[c.req];
    const ssize_t w = send(c.fd, r.data(), r.size(), MSG_NOSIGNAL);
    if (w != ssize_t(r.size())) {
      ++errs;
      c.busy = false;
      epoll_ctl(ep, EPOLL_CTL_DEL, c.fd, nullptr);
      close(c.fd);
      c.fd = -1;
      --live;
    }
  };
  for (auto& c : cs)
    fire(c);
  char buf[65536];
  epoll_event ev[256];
  while (lat.size() + size_t(errs) < reqs.size() && live > 0) {
    if (now() - t0 > limit)
      break;
    int wait = 200;
    if (rate > 0 && next < reqs.size()) {
      const double d = double(next) / rate - (now() - t0);
      wait = d <= 0 ? 0 : std::min(200, int(d * 1000));
      for (auto& c : cs)
        if (c.fd >= 0 && !c.busy && next < reqs.size() && now() - t0 >= double(next) / rate)
          fire(c);
    }
    const int k = epoll_wait(ep, ev, 256, wait);
    for (int i = 0; i < k; ++i) {
      Conn& c = *static_cast<Conn*>(ev[i].data.ptr);
      if (c.fd < 0)
        continue;
      const ssize_t r = recv(c.fd, buf, sizeof buf, 0);
      if (r <= 0) {
        if (r < 0 && errno == EAGAIN)
          continue;
        if (c.busy)
          ++errs;
        epoll_ctl(ep, EPOLL_CTL_DEL, c.fd, nullptr);
        close(c.fd);
        // server closed keep-alive: open a new connection
        c.fd = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in sa{};
        sa.sin_family = AF_INET;
        sa.sin_port = htons(uint16_t(port));
        sa.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(c.fd, reinterpret_cast<sockaddr*>(&sa), sizeof sa)) {
          close(c.fd);
          c.fd = -1;
          --live;
          continue;
        }
        int one = 1;
        setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        fcntl(c.fd, F_SETFL, O_NONBLOCK);
        ++reconnects;
        epoll_event e{};
        e.events = EPOLLIN;
        e.data.ptr = &c;
        epoll_ctl(ep, EPOLL_CTL_ADD, c.fd, &e);
        fire(c);
        continue;
      }
      c.in.append(buf, size_t(r));
      const size_t h = c.in.find("\r\n\r\n");
      if (h == string::npos)
        continue;
      size_t cl = 0;
      const char* p = strcasestr(c.in.c_str(), "\r\ncontent-length:");
      if (p && size_t(p - c.in.c_str()) < h)
        cl = size_t(atol(p + 17));
      if (c.in.size() < h + 4 + cl)
        continue;
      const int code = atoi(c.in.c_str() + 9);
      ++codes[code];
      const bool ok = c.in.find("\"accepted\"", h) != string::npos;
      const bool again = c.in.find("duplicate\"", h) != string::npos;
      accepted += ok;
      duplicates += again;
      if (!acks.empty() && code / 100 == 2 && (ok || again))
        acked.push_back(c.req);
      lat.push_back(now() - c.t0);
      fire(c);
    }
  }
  const double wall = now() - t0;
  const double mb = machine_busy() - mb0;
  rusage ru1;
  getrusage(RUSAGE_SELF, &ru1);
  auto tv = [](timeval a, timeval b) {
    return double(b.tv_sec - a.tv_sec) + double(b.tv_usec - a.tv_usec) * 1e-6;
  };
  const double ccpu = tv(ru0.ru_utime, ru1.ru_utime) + tv(ru0.ru_stime, ru1.ru_stime);
  const double scpu = proc_cpu(pid) - cpu0;
  if (!acks.empty()) {
    FILE* f = fopen(acks.c_str(), "ab");
    for (const size_t i : acked)
      fprintf(f, "%s\n", bench::message_id(run, keys[i]).c_str());
    fclose(f);
  }
  size_t m = lat.size();
  std::sort(lat.begin(), lat.end());
  auto q = [&](double f) { return m ? lat[std::min(m - 1, size_t(f * double(m)))] * 1e6 : 0; };
  string cd;
  for (auto& [k, v] : codes)
    cd += (cd.empty() ? "" : ",") + ("\"" + std::to_string(k) + "\":" + std::to_string(v));
  printf(
      "{\"conns\":%d,\"n\":%zu,\"wall_s\":%.3f,\"rps\":%.0f,\"p50_us\":%.0f,\"p90_us\":%.0f,\"p99_"
      "us\":%.0f,\"p999_us\":%.0f,\"max_us\":%.0f,"
      "\"codes\":{%s},\"accepted\":%ld,\"duplicates\":%ld,\"errors\":%ld,\"reconnects\":%ld,"
      "\"unfinished\":%zu,\"gen_cpu_us_per_req\":%.1f,\"srv_cpu_us_per_req\":%.1f,\"other_cores\":%"
      ".2f,\"body_bytes\":%zu}\n",
      conns, m, wall, double(m) / wall, q(.5), q(.9), q(.99), q(.999), q(1), cd.c_str(), accepted,
      duplicates, errs, reconnects, reqs.size() - m - size_t(errs), ccpu / double(m ? m : 1) * 1e6,
      scpu / double(m ? m : 1) * 1e6, std::max(0.0, (mb - ccpu - scpu) / wall),
      body_bytes / size_t(n));
}
