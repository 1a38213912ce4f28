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
  const auto there = [&](const std::string& address) {
    return heading.edition ? page_link(address, *heading.edition) : address;
  };
  std::vector<View> links{link(there("/"), "Overview", active(heading, "/", ""))};
  const auto npus = definitions.reported_areas();
  if (!npus.empty()) {
    const std::string first = "/npus/" + (frame.own_npu.empty() ? npus.front()->id : frame.own_npu);
    links.push_back(link(there(first), "NPUs", active(heading, first, "/npus/")));
    links.push_back(link(there("/npus"), "Compare", active(heading, "/npus", "")));
  }
  if (definitions.domain_with(DomainRole::contact_channel) != nullptr) {
    links.push_back(
        link(there("/channels"), "Channels", active(heading, "/channels", "/channels/")));
  }
  for (const MenuEntry& entry : frame.menu) {
    links.push_back(
        link(entry.address, entry.words, active(heading, entry.address, entry.address + "/")));
  }
  return links;
}

std::vector<View> footer_links(const PageFrame& frame) {
  std::vector<View> links{link("/about/method", "How the figures are made", ""),
                          link("/about/symbols", "Symbols used", ""),
                          link("/about/accessibility", "Accessibility statement", ""),
                          link("/api", "API", "")};
  for (const MenuEntry& entry : frame.foot) {
    links.push_back(link(entry.address, entry.words, ""));
  }
  return links;
}

/// The address of the page as it is shown, for links to its parts.
std::string own_address(const Heading& heading) {
  std::string query = heading.edition ? query_of(*heading.edition) : "";
  if (!heading.choices.empty()) {
    query = heading.choices + (query.empty() ? "" : "&" + query);
  }
  return heading.address + (query.empty() ? "" : "?" + query);
}

}  // namespace

std::string query_of(const Edition& edition) {
  return "period=" + to_text(edition.period) +
         (edition.release.empty() ? "" : "&release=" + edition.release) +
         (edition.working ? "&tier=working" : "");
}

std::string page_link(const std::string& address, const Edition& edition) {
  return address + "?" + query_of(edition);
}

std::string framed(const Definitions& definitions, const PageFrame& frame, const Heading& heading,
                   std::string_view name, View view) {
  const Edition shown = heading.edition.value_or(Edition{});
  const bool other = is_release(heading.release) && heading.release != shown.release;
  for (const NamedAsset& each : embedded_assets()) {
    view.text(template_name(each.name), each.asset.path);
  }
  view.text("title", heading.title)
      .text("force", wording::force_name(definitions))
      .text("definitions", definitions.digest.substr(0, 12))
      .text("release", other ? heading.release : shown.release)
      .text("published", other ? "" : shown.published)
      .text("own_address", own_address(heading))
      .flag("released", !shown.release.empty() && frame.draft.empty())
      .flag("provisional", shown.provisional)
      .flag("sample", frame.sample)
      .text("working_notice", frame.working ? std::string(working_notice) : "")
      .text("draft", frame.draft)
      .flag("offers_sign_in", frame.offers_sign_in && frame.signed_in.empty())
      .text("signed_in", frame.signed_in)
      .text("form_token", frame.form_token)
      .list("navigation", navigation(definitions, frame, heading))
      .list("footer_links", footer_links(frame));
  return render(name, view);
}

std::vector<View> choice_views(const std::vector<ChoiceList>& lists) {
  std::vector<View> views;
  for (const ChoiceList& list : lists) {
    std::vector<View> options;
    options.reserve(list.options.size());
    for (const Choice& option : list.options) {
      options.push_back(View{}
                            .text("option_value", option.value)
                            .text("option_words", option.words)
                            .flag("selected", option.selected));
    }
    views.push_back(View{}
                        .text("choice_name", list.field)
                        .text("choice_label", list.label)
                        .text("choice_error", "")
                        .list("options", std::move(options)));
  }
  return views;
}

}  // namespace soundings::pages
