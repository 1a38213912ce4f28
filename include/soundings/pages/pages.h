// Figures and tables as HTML. Pages read tables alone; every number is
// worded by `wording`; every chart is drawn in the browser from the table printed
// with it. Assets are embedded, compressed, under names that carry their hash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/figure_pages.h"
#include "soundings/pages/frame.h"
#include "soundings/survey/definitions.h"

namespace soundings::pages {

// ---- about the figures ----

/// Marks and their meanings.
[[nodiscard]] std::string symbols(const Definitions& definitions, const PageFrame& frame = {});
/// How figures are made.
[[nodiscard]] std::string method(const Definitions& definitions, const PageFrame& frame = {});
/// The accessibility statement.
[[nodiscard]] std::string accessibility(const Definitions& definitions,
                                        const PageFrame& frame = {});

/// An address of the API and what may be asked of it, as its description has them.
struct ApiParameter {
  std::string name;
  std::string description;
  bool required = false;
};
struct ApiCall {
  std::string method;
  std::string path;
  std::string summary;
  std::vector<ApiParameter> parameters;
};
/// The reference at /api.
[[nodiscard]] std::string api_reference(const Definitions& definitions,
                                        const std::vector<ApiCall>& calls,
                                        const PageFrame& frame = {});

// ---- when there is nothing to show ----

/// A choice that cannot be used: the form again, with the message at the field it is about.
struct WrongChoice {
  std::string action;   ///< where the form asks: "/", "/npus"
  std::string field;    ///< "period"; one of `choices`
  std::string message;  ///< "Choose a month from November 2018 to May 2019"
  std::vector<ChoiceList> choices;
  PageFrame frame;
};
[[nodiscard]] std::string wrong_choice(const Definitions& definitions, const WrongChoice& wrong);

/// A page that says what went wrong in plain words. status: the HTTP status it is sent with.
[[nodiscard]] std::string problem(const Definitions& definitions, int status,
                                  std::string_view title, std::string_view detail,
                                  const PageFrame& frame = {});
/// No month has been released: says so, and how figures come here. address: the page's own.
[[nodiscard]] std::string no_figures(const Definitions& definitions, std::string_view address,
                                     const PageFrame& frame = {});
/// The server could not make a page. reference: what the reader may quote, "7f3a-22c1".
[[nodiscard]] std::string failure(const Definitions& definitions, std::string_view reference,
                                  const PageFrame& frame = {});

// ---- what pages are sent with ----

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
