// The frame around a page. Navigation and footer name only pages that are there.
#include "parts/frame.h"

#include <algorithm>

#include "soundings/wording/wording.h"

#include "embedded.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

/// "asset_soundings_css" for "soundings.css".
std::string template_name(std::string_view asset) {
  std::string name = "asset_" + std::string{asset};
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
}

View link(std::string href, std::string words, std::string active) {
  return View{}
      .text("href", std::move(href))
      .text("words", std::move(words))
      .text("active", std::move(active));
}

/// "page" for the page itself, "true" for one of its kind.
std::string active(const Heading& heading, std::string_view address, std::string_view kind) {
  if (heading.address == address) {
    return "page";
  }
  return !kind.empty() && heading.address.starts_with(kind) ? "true" : "";
}

std::vector<View> navigation(const Definitions& definitions, const PageFrame& frame,
                             const Heading& heading) {
  std::string query = heading.period.empty() ? "" : "?period=" + heading.period;
  if (frame.working) {
    query += (query.empty() ? "?" : "&") + std::string("tier=working");
  }
  std::vector<View> links{link("/" + query, "Overview", active(heading, "/", ""))};
  const auto npus = definitions.reported_areas();
  if (!npus.empty()) {
    const std::string first = "/npus/" + (frame.own_npu.empty() ? npus.front()->id : frame.own_npu);
    links.push_back(link(first + query, "NPUs", active(heading, first, "/npus/")));
  }
  return links;
}

}  // namespace

std::string framed(const Definitions& definitions, const PageFrame& frame, const Heading& heading,
                   std::string_view name, View view) {
  for (const NamedAsset& each : embedded_assets()) {
    view.text(template_name(each.name), each.asset.path);
  }
  view.text("title", heading.title)
      .text("force", wording::force_name(definitions))
      .text("definitions", definitions.digest.substr(0, 12))
      .text("release", heading.release)
      .flag("released", !heading.release.empty() && !frame.working)
      .flag("sample", frame.sample)
      .text("working_notice", frame.working ? std::string(working_notice) : "")
      .flag("offers_sign_in", frame.offers_sign_in && frame.signed_in.empty())
      .text("signed_in", frame.signed_in)
      .text("form_token", frame.form_token)
      .list("navigation", navigation(definitions, frame, heading))
      .list("footer_links",
            {link("/about/symbols", "Symbols used", ""), link("/api/v1/openapi.json", "API", "")});
  return render(name, view);
}

View choice(std::string name, std::string label, const std::vector<Choice>& options) {
  std::vector<View> views;
  views.reserve(options.size());
  for (const Choice& option : options) {
    views.push_back(View{}
                        .text("option_value", option.value)
                        .text("option_words", option.words)
                        .flag("selected", option.selected));
  }
  return View{}
      .text("choice_name", std::move(name))
      .text("choice_label", std::move(label))
      .list("options", std::move(views));
}

}  // namespace soundings::pages
