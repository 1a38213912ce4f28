// Figures and tables as HTML. Pages read tables alone; every number is
// worded by `wording`; every chart is drawn in the browser from the table printed
// with it. Assets are embedded, compressed, under names that carry their hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::pages {

/// The name of an area in the addresses of its page and in forms: "/npus/{npu}", "?npu=". Addresses
/// are published, so that this word does not follow the definitions.
inline constexpr std::string_view area_field = "npu";

/// What stands around every page, whatever it shows.
struct PageFrame {
  bool sample = false;          ///< the answers are synthetic, and the page says so
  bool working = false;         ///< of the answers that are kept now, and the page says so
  bool offers_sign_in = false;  ///< to whoever has not signed in
  std::string signed_in{};      ///< the account's name; empty for nobody
  std::string form_token{};     ///< of the forms of this visit
  std::string own_npu{};        ///< of a lead: where the menu leads first
};

/// A choice in a page's form: value ("2019-05", "BE"), words, whether it is the one shown.
/// Forms ask by GET: the Overview for /?period=, an NPU page for /npus?npu=&period=, which the
/// server answers with 303 to /npus/{npu}?period=.
struct Choice {
  std::string value;
  std::string words;
  bool selected = false;
};

/// A measure and its points in time, oldest first, each a force or one-NPU table of one period.
struct Trend {
  const Measure* measure = nullptr;
  std::vector<Table> points;
};

/// What the Overview at / shows of one month.
struct Overview {
  Month month;
  std::vector<Choice> months;
  std::vector<Table> headline;        ///< force-level tables, one per measure, in order
  std::vector<Trend> trends;          ///< for measures with a monthly series
  std::optional<Comparisons> change;  ///< of the overall figure, in time
  bool from_baseline = false;         ///< the change is from the measure's baseline
  bool assumed_baseline = false;      ///< nobody has confirmed that it is the baseline
  std::vector<Table> by_npu;          ///< by area, a figure each: overall satisfaction, confidence
  std::vector<Table> by_channel;      ///< by contact channel: ease of contact, confidence
  PageFrame frame;
};

/// What /npus/{npu} shows of one month.
struct NpuPage {
  std::string npu;
  Month month;
  std::vector<Choice> npus;
  std::vector<Choice> months;
  std::vector<Table> measures;  ///< per measure: the table by area; the page takes its NPU's row
  std::vector<Comparisons> readings;  ///< of the NPU against the rest, read together; by measure
  std::optional<Trend> trend;         ///< by area, one table a month
  std::optional<Table> channels;      ///< ease of contact by area and contact channel
  PageFrame frame;
};

/// A choice that cannot be used: the form again, with the message at the field it is about.
struct WrongChoice {
  std::string action;        ///< where the form asks: "/", "/npus"
  std::string field;         ///< "period" or area_field
  std::string message;       ///< "Choose a month from November 2018 to May 2019"
  std::vector<Choice> npus;  ///< empty: the form does not ask for one
  std::vector<Choice> months;
  PageFrame frame;
};

[[nodiscard]] std::string overview(const Definitions& definitions, const Overview& overview);
[[nodiscard]] std::string npu(const Definitions& definitions, const NpuPage& page);
/// Marks and their meanings.
[[nodiscard]] std::string symbols(const Definitions& definitions, const PageFrame& frame = {});
/// A page that says what went wrong in plain words. status: the HTTP status it is sent with.
[[nodiscard]] std::string problem(const Definitions& definitions, int status,
                                  std::string_view title, std::string_view detail,
                                  const PageFrame& frame = {});

/// What may be chosen, and what is wrong with the choice made.
[[nodiscard]] std::string wrong_choice(const Definitions& definitions, const WrongChoice& wrong);
/// No month has been released: says so, and how figures come here. address: the page's own.
[[nodiscard]] std::string no_figures(const Definitions& definitions, std::string_view address,
                                     const PageFrame& frame = {});
/// The server could not make a page. reference: what the reader may quote, "7f3a-22c1".
[[nodiscard]] std::string failure(const Definitions& definitions, std::string_view reference,
                                  const PageFrame& frame = {});

/// An embedded file. path: "/assets/<name>.<hash>.<ext>"; body: gzip.
struct Asset {
  std::string path;
  std::string media_type;
  std::string_view gzip;
};
/// nullptr for an unknown path.
[[nodiscard]] const Asset* asset(std::string_view path) noexcept;

/// The Content-Security-Policy every page is sent with.
[[nodiscard]] std::string_view content_security_policy() noexcept;

}  // namespace soundings::pages
