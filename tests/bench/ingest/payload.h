// Shared by the load generator and the micro-benchmarks: the ~500-byte example webhook.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace bench {

inline uint64_t splitmix(uint64_t x) {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

// Random-looking (so unique-index inserts land all over the b-tree), deterministic per (run, i).
inline std::string message_id(uint64_t run, uint64_t i) {
  static const char* a = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  uint64_t x = splitmix(run * 0x1000003ull + i), y = splitmix(x ^ run);
  std::string s = "msg_";
  for (int k = 0; k < 12; ++k) {
    s += a[x & 31];
    x >>= 5;
  }
  for (int k = 0; k < 12; ++k) {
    s += a[y & 31];
    y >>= 5;
  }
  return s;
}

inline const char* verbatims[] = {
    "The officer rang back twice and explained what would happen next, very reassuring.",
    "Nobody called me for nine days \xE2\x80\x93 I had to chase 101 myself & felt ignored.",
    "Dim problem o gwbl, gwasanaeth da iawn gan yr heddlu. Diolch yn fawr i\xE2\x80\x99r "
    "t\xC3\xAEm.",
    "I still don\xE2\x80\x99t know if anyone was charged. \"Under investigation\" is all I get.",
};

// A victim-survey response in the native shape (about 460 bytes).
inline std::string payload(uint64_t run, uint64_t i) {
  uint64_t r = splitmix(run ^ (i * 2654435761ull));
  char buf[1024];
  static const char* npus[] = {"Birmingham East", "Birmingham West", "Coventry", "Dudley",
                               "Sandwell",        "Solihull",        "Walsall",  "Wolverhampton"};
  static const char* chans[] = {"999", "101", "online", "front_counter"};
  static const char* crimes[] = {"burglary", "vehicle", "violence", "hate", "robbery", "asb"};
  static const char* sexes[] = {"female", "male"};
  static const char* eths[] = {"white", "mixed", "asian", "black", "other"};
  const int n =
      snprintf(buf, sizeof buf,
               "{\"source_response_id\":\"%08x-%04x-4%03x-8%03x-%012llx\",\"completed_at\":"
               "\"2019-05-%02dT%02d:%02d:%02dZ\","
               "\"npu\":\"%s\",\"contact_channel\":\"%s\",\"crime_group\":\"%s\",\"age\":%d,"
               "\"sex\":\"%s\",\"ethnic_group\":\"%s\","
               "\"answers\":{\"police_attended\":1,\"ease_of_contact\":%d,\"actions\":%d,"
               "\"follow_up\":%d,\"treatment\":%d,\"whole_experience\":%d},"
               "\"comment\":\"%s\"}",
               unsigned(r), unsigned(r >> 32) & 0xffff, unsigned(r >> 48) & 0xfff,
               unsigned(i) & 0xfff, (unsigned long long)i, int(1 + r % 28), int(r / 28 % 24),
               int(r / 700 % 60), int(r / 42000 % 60), npus[(r >> 8) % 8], chans[(r >> 12) % 4],
               crimes[(r >> 16) % 6], int(18 + (r >> 20) % 70), sexes[(r >> 27) % 2],
               eths[(r >> 29) % 5], int(1 + (r >> 32) % 7), int(1 + (r >> 36) % 7),
               int(1 + (r >> 40) % 7), int(1 + (r >> 44) % 7), int(1 + (r >> 48) % 7), [&] {
                 static thread_local std::string esc;
                 esc.clear();
                 for (const char c : std::string_view(verbatims[(r >> 52) % 4])) {
                   if (c == '"')
                     esc += '\\';
                   esc += c;
                 }
                 return esc.c_str();
               }());
  return {buf, size_t(n)};
}
}  // namespace bench
