// Floor for storage: bare SQLite C API, prepared inserts of one response + 6 answers (+ the raw
// body).
//   store_floor DIR MODE ROWS [--reader] [--sync=FULL|NORMAL|OFF] [--journal=WAL|DELETE] [--noraw]
//   [--preload=N] [--bgckpt=PAGES] [--seq] [--ckpt=PAGES] [--page=BYTES] MODE = 1 (a commit a row)
//   | 32 | 256 | all (one transaction) | dup (ON CONFLICT DO NOTHING probes)
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <thread>
#include <vector>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "payload.h"
static double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}
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
// Ends the program from whichever thread met the fault; stderr keeps nothing back.
[[noreturn]] static void fail(const std::string& during, const char* fault) {
  fprintf(stderr, "%s%s\n", during.c_str(), fault);
  _exit(1);
}
static void x(sqlite3* d, const std::string& s) {
  char* e = nullptr;
  if (sqlite3_exec(d, s.c_str(), nullptr, nullptr, &e))
    fail(s + ": ", e);
}
static sqlite3_stmt* p(sqlite3* d, const char* s) {
  sqlite3_stmt* st;
  if (sqlite3_prepare_v3(d, s, -1, SQLITE_PREPARE_PERSISTENT, &st, nullptr))
    fail("", sqlite3_errmsg(d));
  return st;
}
int main(int argc, char** argv) {
  const std::string dir = argv[1];
  const std::string mode = argv[2];
  std::string sync = "FULL", journal = "WAL";
  const auto rows = size_t(atol(argv[3]));
  bool reader = false, raw = true, seq = false;
  int ckpt = 1000, page = 4096, bg = 0;
  size_t pre = 0;
  for (int i = 4; i < argc; ++i) {
    const std::string a = argv[i];
    if (a == "--reader")
      reader = true;
    if (a == "--noraw")
      raw = false;
    if (a == "--seq")
      seq = true;
    if (a.starts_with("--bgckpt="))
      bg = atoi(a.c_str() + 9);
    if (a.starts_with("--preload="))
      pre = size_t(atol(a.c_str() + 10));
    if (a.starts_with("--ckpt="))
      ckpt = atoi(a.c_str() + 7);
    if (a.starts_with("--page="))
      page = atoi(a.c_str() + 7);
    if (a.starts_with("--sync="))
      sync = a.substr(7);
    if (a.starts_with("--journal="))
      journal = a.substr(10);
  }
  std::string f = dir + "/floor.db";
  for (auto s : {"", "-wal", "-shm", "-journal"})
    unlink((f + s).c_str());
  sqlite3* d;
  sqlite3_open(f.c_str(), &d);
  x(d, "PRAGMA page_size=" + std::to_string(page));
  x(d, "PRAGMA journal_mode=" + journal);
  x(d, "PRAGMA wal_autocheckpoint=" + std::to_string(ckpt));
  x(d, "PRAGMA synchronous=" + sync);
  x(d, "PRAGMA cache_size=-65536");
  x(d,
    "CREATE TABLE response(id INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL UNIQUE, survey TEXT "
    "NOT NULL, version INTEGER NOT NULL, channel TEXT NOT NULL, team TEXT NOT NULL, submitted_at "
    "INTEGER NOT NULL, received_at INTEGER NOT NULL, raw BLOB) STRICT;"
    "CREATE INDEX response_survey ON response(survey, submitted_at);"
    "CREATE TABLE answer(response_id INTEGER NOT NULL REFERENCES response(id), question INTEGER "
    "NOT NULL, num REAL, txt TEXT, PRIMARY KEY(response_id, question)) STRICT, WITHOUT ROWID;");
  sqlite3_stmt *b = p(d, "BEGIN IMMEDIATE"), *c = p(d, "COMMIT"),
               *r = p(d,
                      "INSERT INTO "
                      "response(webhook_id,survey,version,channel,team,submitted_at,received_at,"
                      "raw) VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(webhook_id) DO NOTHING"),
               *a = p(d, "INSERT INTO answer VALUES(?,?,?,?)");
  std::vector<std::string> ids(rows + pre), bodies(rows + pre);
  for (size_t i = 0; i < rows + pre; ++i) {
    ids[i] = bench::message_id(7, i);
    if (seq) {
      char t[32];
      snprintf(t, sizeof t, "msg_%012zu", i);
      ids[i] = t + ids[i].substr(16);
    }
    bodies[i] = bench::payload(7, i);
  }
  size_t group = mode == "all" ? rows : mode == "dup" ? 256 : size_t(atol(mode.c_str()));
  std::vector<double> lat;
  lat.reserve(rows / group + 1);
  const char* surveys[] = {"victim-satisfaction", "public-voice", "livechat"};
  const char* chans[] = {"sms", "email", "web"};
  std::atomic<bool> stop{false};
  static int inl = 0;
  static std::atomic<int> wal_pages{0};
  long queries = 0, got = 0;
  double rdcpu = 0;
  auto run = [&](size_t from, size_t to) {
    for (size_t i = from; i < to;) {
      const size_t end = std::min(to, i + group);
      const double t = now();
      sqlite3_step(b);
      sqlite3_reset(b);
      for (; i < end; ++i) {
        const uint64_t h = bench::splitmix(i);
        sqlite3_bind_text(r, 1, ids[i].data(), int(ids[i].size()), SQLITE_STATIC);
        sqlite3_bind_text(r, 2, surveys[h % 3], -1, SQLITE_STATIC);
        sqlite3_bind_int(r, 3, 3);
        sqlite3_bind_text(r, 4, chans[h / 3 % 3], -1, SQLITE_STATIC);
        char team[8];
        snprintf(team, sizeof team, "LPU-%02u", unsigned(h >> 16) % 40);
        sqlite3_bind_text(r, 5, team, -1, SQLITE_TRANSIENT);
        sqlite3_bind_int64(r, 6, 1772323200 + int64_t(h % 2592000));
        sqlite3_bind_int64(r, 7, 1772323200 + int64_t(i));
        if (raw)
          sqlite3_bind_blob(r, 8, bodies[i].data(), int(bodies[i].size()), SQLITE_STATIC);
        if (sqlite3_step(r) != SQLITE_DONE)
          fail("", sqlite3_errmsg(d));
        sqlite3_reset(r);
        if (!sqlite3_changes(d))
          continue;
        const int64_t id = sqlite3_last_insert_rowid(d);
        for (int q = 0; q < 6; ++q) {
          sqlite3_bind_int64(a, 1, id);
          sqlite3_bind_int(a, 2, q);
          if (q < 5) {
            sqlite3_bind_double(a, 3, double(1 + (h >> (20 + 4 * q)) % 5));
            sqlite3_bind_null(a, 4);
          } else {
            sqlite3_bind_null(a, 3);
            sqlite3_bind_text(a, 4, bench::verbatims[h % 4], -1, SQLITE_STATIC);
          }
          if (sqlite3_step(a) != SQLITE_DONE)
            fail("", sqlite3_errmsg(d));
          sqlite3_reset(a);
        }
      }
      if (sqlite3_step(c) != SQLITE_DONE)
        fail("commit: ", sqlite3_errmsg(d));
      sqlite3_reset(c);
      lat.push_back(now() - t);
      if (bg && wal_pages > 16 * bg) {
        sqlite3_wal_checkpoint_v2(d, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        wal_pages = 0;
        ++inl;
      }
    }
  };
  if (mode == "dup") {
    const size_t keep = group;
    group = rows;
    run(0, rows);
    group = keep;
    lat.clear();
  }
  if (pre) {
    const size_t keep = group;
    group = pre;
    run(0, pre);
    group = keep;
    lat.clear();
    x(d, "PRAGMA wal_checkpoint(TRUNCATE)");
  }
  // --bgckpt=N: the writer never checkpoints inline; a second connection runs PASSIVE once the WAL
  // passes N pages, and the writer itself runs TRUNCATE only past 16*N (so a pinned WAL cannot grow
  // without bound)
  std::atomic<int> bg_runs{0};
  std::thread ck;
  if (bg) {
    sqlite3_wal_hook(
        d,
        [](void*, sqlite3*, const char*, int n) {
          wal_pages = n;
          return SQLITE_OK;
        },
        nullptr);
    ck = std::thread([&] {
      sqlite3* k;
      sqlite3_open(f.c_str(), &k);
      sqlite3_busy_timeout(k, 100);
      x(k, "PRAGMA synchronous=" + sync);
      x(k, "PRAGMA wal_autocheckpoint=0");
      while (!stop) {
        if (wal_pages > bg) {
          int nl = 0, nc = 0;
          sqlite3_wal_checkpoint_v2(k, nullptr, SQLITE_CHECKPOINT_PASSIVE, &nl, &nc);
          ++bg_runs;
        }
        usleep(20000);
      }
      sqlite3_close(k);
    });
  }
  std::thread rd;
  if (reader)
    rd = std::thread([&] {
      sqlite3* q;
      sqlite3_open_v2(f.c_str(), &q, SQLITE_OPEN_READONLY, nullptr);
      sqlite3_busy_timeout(q, 2000);
      auto* s = p(q,
                  "SELECT survey, count(*), avg(num) FROM response JOIN answer ON "
                  "answer.response_id=response.id WHERE question=3 AND submitted_at>=1772323200 "
                  "GROUP BY survey");
      while (!stop) {
        int rc;
        while ((rc = sqlite3_step(s)) == SQLITE_ROW)
          got += sqlite3_column_int64(s, 1);
        if (rc != SQLITE_DONE)
          fail("reader: ", sqlite3_errmsg(q));
        sqlite3_reset(s);
        ++queries;
      }
      rusage u;
      getrusage(RUSAGE_THREAD, &u);
      rdcpu = double(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
              double(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
      sqlite3_finalize(s);
      sqlite3_close(q);
    });
  rusage u0, u1;
  getrusage(RUSAGE_SELF, &u0);
  const double mb0 = machine_busy();
  const double t0 = now();
  run(mode == "dup" ? 0 : pre, mode == "dup" ? rows : pre + rows);
  const double w = now() - t0;
  const double mb = machine_busy() - mb0;
  getrusage(RUSAGE_SELF, &u1);
  stop = true;
  if (rd.joinable())
    rd.join();
  if (ck.joinable())
    ck.join();
  struct stat sb;
  const double wal_mb = stat((f + "-wal").c_str(), &sb) == 0 ? double(sb.st_size) / 1e6 : 0;
  const double cpu =
      double(u1.ru_utime.tv_sec - u0.ru_utime.tv_sec + u1.ru_stime.tv_sec - u0.ru_stime.tv_sec) +
      double(u1.ru_utime.tv_usec - u0.ru_utime.tv_usec + u1.ru_stime.tv_usec -
             u0.ru_stime.tv_usec) *
          1e-6;
  std::sort(lat.begin(), lat.end());
  const size_t m = lat.size();
  sqlite3_stmt* ps = p(d, "SELECT page_count*page_size FROM pragma_page_count, pragma_page_size");
  sqlite3_step(ps);
  const auto bytes = double(sqlite3_column_int64(ps, 0));
  printf(
      "{\"mode\":\"%s\",\"sync\":\"%s\",\"journal\":\"%s\",\"raw\":%d,\"seq\":%d,\"ckpt\":%d,"
      "\"page\":%d,\"rows\":%zu,\"wall_s\":%.3f,\"rows_per_s\":%.0f,\"us_per_row\":%.1f,\"cpu_us_"
      "per_row\":%.1f,\"commit_p50_us\":%.0f,\"commit_p99_us\":%.0f,\"commit_max_us\":%.0f,\"db_"
      "bytes_per_row\":%.0f,\"reader_queries\":%ld,\"reader_rows\":%ld,\"reader_cpu_s\":%.2f,\"wal_"
      "MB\":%.1f,\"bg_ckpt\":%d,\"inline_ckpt\":%d,\"other_cores\":%.2f}\n",
      mode.c_str(), sync.c_str(), journal.c_str(), int(raw), int(seq), ckpt, page, rows, w,
      double(rows) / w, w / double(rows) * 1e6, cpu / double(rows) * 1e6, lat[m / 2] * 1e6,
      lat[m * 99 / 100] * 1e6, lat[m - 1] * 1e6, bytes / double(rows + pre), queries, got, rdcpu,
      wal_mb, int(bg_runs), inl, std::max(0.0, (mb - cpu) / w));
}
