// The gap between the highest and the lowest area in words. It is the difference of printed
// figures, and has as many decimals as they have.
#include "soundings/claims/series_points.h"
#include "soundings/wording/fill.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

std::string area_name(const Definitions& definitions, const std::string& code) {
  const Area* area = definitions.areas.find(code);
  return area == nullptr ? code : area->name;
}

std::string how_it_is_read(const AreaGap& gap) {
  return gap.reading == GapReading::unclear ? " What chance alone would give lies so near that "
                                              "rounding decides, so that we cannot "
                                              "tell whether the gap is wider."
                                            : "";
}

const char* kind_of(GapReading reading) {
  return reading == GapReading::wider      ? "higher"
         : reading == GapReading::no_wider ? "same"
                                           : "none";
}

Tone tone_of(GapReading reading) {
  return reading == GapReading::wider      ? Tone::worse
         : reading == GapReading::no_wider ? Tone::same
                                           : Tone::none;
}

}  // namespace

void say_gap(const Definitions& definitions, const MeasureMaterial& material, AimFigure& figure,
             AimSheet& sheet) {
  const AreaGap& gap = *material.gap;
  const Survey* survey = definitions.find_survey(material.measure->survey);
  const auto number = [&](double points) {
    return claims::printed(points, material.areas->decimals);
  };
  const std::string reach = number(gap.lo) + " to " + number(gap.hi);
  figure.period = wording::period(material.force->period, survey);
  figure.value = number(gap.gap) + " points";
  figure.range = reach + " before rounding";
  figure.change = "chance alone: " + number(gap.typical) + " as a rule, up to " +
                  number(gap.nineteen_in_twenty) + " points 19 times in 20";
  figure.reading = wording::gap(gap);
  figure.kind = kind_of(gap.reading);
  figure.tone = tone_of(gap.reading);
  figure.source = english(survey->title);
  figure.evidence = "release " + material.force->release;
  sheet.notes.push_back(
      "The gap is the difference of two printed figures. Before they were rounded "
      "it was " +
      reach + " points." + how_it_is_read(gap));
  sheet.notes.push_back(
      "The gap that chance alone would give is drawn " + wording::count(gap.draws) +
      " times from areas that answer alike, with these numbers of answers; seed " +
      std::to_string(gap.seed) + ".");
  sheet.sentences.push_back(
      {.subject = material.measure->id,
       .kind = "gap",
       .text = wording::filled(
           "The gap between {highest} and {lowest} was {gap} points in {time}, {reach} before "
           "rounding; chance alone would give a gap of up to {chance} points 19 times in 20.",
           {{"highest", area_name(definitions, gap.highest)},
            {"lowest", area_name(definitions, gap.lowest)},
            {"gap", number(gap.gap)},
            {"time", figure.period},
            {"reach", reach},
            {"chance", number(gap.nineteen_in_twenty)}}),
       .verdict = figure.reading});
}

}  // namespace soundings::reports
