// The pages of figures: addresses to models to HTML.
#include <algorithm>
#include <utility>

#include "soundings/survey/codes.h"

#include "editions.h"
#include "routes.h"
#include "web/months.h"
#include "web/page_models.h"
#include "web/page_replies.h"
#include "web/questions.h"

namespace soundings::serve {
namespace {

/// What a form asks again where a choice of it cannot be used: its address, and its lists beside
/// that of periods.
struct Form {
  std::string action;
  std::vector<pages::ChoiceList> lists;
  bool windows = true;  ///< longer periods may be chosen too
};

std::vector<Period> offered_by(const Context& context, const std::vector<Month>& months,
                               bool windows) {
  auto offered = periods_to_choose(context, months);
  if (!windows) {
    std::erase_if(offered, [](const Period& period) { return !period.single(); });
  }
  if (const auto draft = context.editions.find(context.draft)) {
    std::erase_if(offered, [&](const Period& period) { return period.last != draft->month; });
  }
  return offered;
}

/// The form again, with the fault at its field.
Reply wrong_choice(const Context& context, const Form& form, const std::vector<Month>& months,
                   const WrongField& wrong, int status) {
  pages::WrongChoice page{.action = form.action,
                          .field = wrong.field,
                          .message = wrong.message,
                          .choices = form.lists,
                          .frame = frame_of(context)};
  page.choices.push_back(period_choices(offered_by(context, months, form.windows),
                                        Period::month(usual_month(context, months))));
  return plain_page(pages::wrong_choice(context.definitions, page), status);
}

/// A page of figures of what was chosen; the form again for a choice that cannot be used. address:
/// the page's own. make: from PageMaterial to HTML.
template <typename Make>
Reply figure_page(const Context& context, const Request& request, const Form& form,
                  std::string_view address, Make make) {
  const auto months = months_with_figures(context);
  if (months.empty()) {
    return nothing_yet(context, request, address);
  }
  const auto offered = offered_by(context, months, form.windows);
  const auto made = chosen(context, offered, request);
  if (!made) {
    return wrong_choice(context, form, months, made.error(), 400);
  }
  return page_reply(make(PageMaterial{context, months, offered, *made}), request);
}

/// A choice of another list than that of periods that cannot be used.
Reply wrong_of_list(const Context& context, const Form& form, const WrongField& wrong, int status) {
  const auto months = months_with_figures(context);
  return months.empty()
             ? problem_page({status, "unknown_address", wrong.message + ".", {}}, context)
             : wrong_choice(context, form, months, wrong, status);
}

/// To the page of one part, with the period that was asked for; the form again for what is none.
Reply to_part(const Context& context, const Request& request, const Form& form,
              const std::string& address) {
  const std::string asked = request.asked("period");
  const auto period = parse_period(asked);
  if (!asked.empty() && !period) {
    return figure_page(context, request, form, address,
                       [](const PageMaterial& /*asked*/) { return std::string(); });
  }
  std::string query = period ? "?period=" + to_text(*period) : "";
  if (context.shows_working) {
    query += (query.empty() ? "?" : "&") + std::string("tier=working");
  }
  return {.status = 303, .headers = {{"Location", address + query}, {"Cache-Control", "no-cache"}}};
}

Form npu_form(const Context& context, const std::string& shown) {
  return {.action = "/npus", .lists = {area_choices(context, shown)}};
}

Form channel_form(const Context& context, const std::string& shown) {
  return {.action = "/channels", .lists = {channel_choices(context, shown)}};
}

const Area* area_of(const Context& context, const std::string& asked) {
  return area_named(context.definitions, context.definitions.area_level(), asked);
}

const DomainCode* channel_of(const Context& context, const std::string& asked) {
  const Domain* domain = context.definitions.domain_with(DomainRole::contact_channel);
  return domain == nullptr ? nullptr : domain->find(asked);
}

Reply wrong_npu(const Context& context, int status) {
  if (months_with_figures(context).empty()) {
    return problem_page({status, "npu_unknown", "There is no such NPU.", {}}, context);
  }
  return wrong_of_list(
      context, npu_form(context, ""),
      {.field = std::string(pages::area_field), .message = "Choose an NPU from the list"}, status);
}

Reply wrong_channel(const Context& context, int status) {
  return wrong_of_list(context, channel_form(context, ""),
                       {.field = "channel", .message = "Choose a channel from the list"}, status);
}

/// All areas beside one another, by the measure that was chosen.
Reply compare_page(const Context& context, const Request& request) {
  const auto measures = measures_by_area(context.definitions);
  const Measure* leading = leading_measure(context.definitions);
  const std::string asked = request.asked("measure");
  const auto found =
      std::ranges::find_if(measures, [&asked](const Measure* each) { return each->id == asked; });
  const Measure* measure = asked.empty() ? leading : found == measures.end() ? nullptr : *found;
  const std::string shown = measure == nullptr ? "" : measure->id;
  const Form form{.action = "/npus", .lists = {measure_choices(context, shown)}};
  if (measure == nullptr) {
    return wrong_of_list(context, form,
                         {.field = "measure", .message = "Choose a measure from the list"}, 400);
  }
  return figure_page(context, request, form, "/npus", [&](const PageMaterial& made) {
    return pages::compare(context.definitions, make_compare_page(made, *measure));
  });
}

}  // namespace

Reply overview_page(const Context& context, const Request& request) {
  const std::string asked = request.asked("compare");
  const auto with = asked.empty()
                        ? pages::ComparedWith::baseline
                        : pages::parse_compared_with(asked).value_or(pages::ComparedWith::baseline);
  const Form form{.action = "/",
                  .lists = {comparison_choices(context, std::string(pages::to_text(with)))},
                  .windows = false};
  if (!asked.empty() && !pages::parse_compared_with(asked)) {
    return wrong_of_list(
        context, form, {.field = "compare", .message = "Choose what to compare with from the list"},
        400);
  }
  return figure_page(context, request, form, "/", [&](const PageMaterial& made) {
    return pages::overview(context.definitions, make_overview(made, with));
  });
}

Reply npus_page(const Context& context, const Request& request) {
  const std::string asked = request.asked(std::string(pages::area_field));
  if (asked.empty()) {
    return compare_page(context, request);
  }
  const Area* named = area_of(context, asked);
  return named == nullptr
             ? wrong_npu(context, 400)
             : to_part(context, request, npu_form(context, named->id), "/npus/" + named->id);
}

Reply npu_page(const Context& context, const Request& request) {
  const std::string& asked = request.path_parameters.at(std::string(pages::area_field));
  const Area* named = area_of(context, asked);
  if (named == nullptr) {
    return wrong_npu(context, 404);
  }
  const std::string address = "/npus/" + named->id;
  const Form form = npu_form(context, named->id);
  if (asked != named->id) {
    return to_part(context, request, form, address);
  }
  return figure_page(context, request, form, address, [&](const PageMaterial& made) {
    return pages::npu(context.definitions, make_npu_page(made, named->id));
  });
}

Reply channels_page(const Context& context, const Request& request) {
  const std::string asked = request.asked("channel");
  if (!asked.empty()) {
    const DomainCode* code = channel_of(context, asked);
    return code == nullptr ? wrong_channel(context, 400)
                           : to_part(context, request, channel_form(context, code->id),
                                     "/channels/" + code->id);
  }
  return figure_page(context, request, {.action = "/channels", .lists = {}}, "/channels",
                     [&](const PageMaterial& made) {
                       return pages::channels(context.definitions, make_channels_page(made));
                     });
}

Reply channel_page(const Context& context, const Request& request) {
  const DomainCode* code = channel_of(context, request.path_parameters.at("channel"));
  if (code == nullptr) {
    return wrong_channel(context, 404);
  }
  return figure_page(context, request, channel_form(context, code->id), "/channels/" + code->id,
                     [&](const PageMaterial& made) {
                       return pages::channel(context.definitions,
                                             make_channel_page(made, code->id));
                     });
}

Reply measure_page(const Context& context, const Request& request) {
  const Measure* measure = context.definitions.find_measure(request.path_parameters.at("measure"));
  if (measure == nullptr) {
    return problem_page({404, "unknown_address", "There is no such measure.", {}}, context);
  }
  const std::string address = "/measures/" + measure->id;
  return figure_page(
      context, request, {.action = address, .lists = {}}, address, [&](const PageMaterial& made) {
        return pages::measure(context.definitions, make_measure_page(made, *measure));
      });
}

}  // namespace soundings::serve
