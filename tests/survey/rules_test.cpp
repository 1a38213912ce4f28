// Every rule of survey_defs/README.md, broken once in a copy of the shipped definitions.
#include <fstream>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "slips.h"

using namespace soundings;
using namespace soundings::test;

namespace {

/// What the source livechat says of how its survey comes.
const std::string sent = R"({"application/json": "", "text/csv": "livechat_csv"})";

/// Words for the answer on treatment, in whatever languages `words` has.
std::string spoken(const std::string& words) {
  return "\"values_by_language\": {" + words + "}, \"paths\": [\"Treatment\",";
}

const Slips form_slips{
    {"json_syntax", "areas.json", "\"areas\": [", "\"areas\": [[,", "line 6", "  \"areas\": [[,"},
    {"json_key_repeated", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"mode\": \"poll\",", "/mode", "mode"},
    {"json_key_repeated", "areas.json", "\"id\": \"birmingham\",",
     "\"id\": \"birmingham\", \"id\": \"brum\",", "/areas/1/id", "id"},
    {"schema_required", livechat, "\"mode\": \"exit_popup\",", "", "/mode", ""},
    {"schema_type", "measures.json", "\"decimals\": 0", "\"decimals\": \"none\"",
     "/measures/0/decimals", "none"},
    {"schema_enum", "areas.json", "\"level\": \"city\"", "\"level\": \"town\"", "/areas/1/level",
     "town"},
    {"schema_unknown_field", "suppression.json", "\"unreliable_below\": 30",
     "\"unreliable_below\": 30, \"unrelaible_below\": 20", "/unrelaible_below", "20"},
    {"schema_pattern", "measures.json", "\"id\": \"victim_satisfied_whole_experience\"",
     "\"id\": \"Victims satisfied\"", "/measures/0/id", "Victims satisfied", 2},
    {"schema_minimum", livechat, "\"raw_payload_days\": 90", "\"raw_payload_days\": 0",
     "/retention/raw_payload_days", "0"},
    {"schema_maximum", "measures.json", "\"item_decimals\": 1", "\"item_decimals\": 9",
     "/measures/0/item_decimals", "9"},
    {"schema_min_items", adapter, "\"paths\": [\"NPU\", \"npu\"]", "\"paths\": []", "/map/6/paths",
     "[]"},
    {"schema_max_items", raked, "[0.3, 3.0]", "[0.3, 3.0, 5.0]", "/bounds", "[0.3,3.0,5.0]"},
    {"schema_min_length", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"valid_to\": \"\",", "/valid_to", ""},
    {"schema_min_properties", source, sent, "{}", "/adapters/livechat", "{}"},
    {"schema_unknown_field", source, "\"text/csv\"", "\"text/tsv\"", "/adapters/livechat/text~1tsv",
     "livechat_csv"},
    {"schema_unique_items", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 2]",
     "/items/0/positive", "[1,2,2]"},
};

const Slips header_slips{
    {"schema_named", "suppression.json", "schemas/suppression.schema.json",
     "schemas/areas.schema.json", "/$schema", "schemas/areas.schema.json"},
    {"id_matches_file", "areas.json", "\"id\": \"areas\"", "\"id\": \"places\"", "/id", "places"},
    {"version_is_semantic", "areas.json", "\"version\": \"1.0.0\"", "\"version\": \"1.0\"",
     "/version", "1.0"},
    {"date_valid", "areas.json", "\"valid_from\": \"2018-02-01\"", "\"valid_from\": \"2018-02-30\"",
     "/valid_from", "2018-02-30"},
    {"validity_in_order", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"valid_to\": \"2018-07-31\",", "/valid_to", "2018-07-31"},
};

const Slips survey_slips{
    {"id_unique", victim, "\"id\": \"told_of_victims_code\"", "\"id\": \"treatment\"",
     "/items/6/id", "treatment", 3},
    {"item_name_unambiguous", victim, "\"id\": \"told_of_victims_code\"", "\"id\": \"treat_ment\"",
     "/items/6/id", "treat_ment", 3},
    {"id_unique", victim, "\"code\": 4,", "\"code\": 5,", "/scales/sat7/codes/4/code", "5"},
    {"id_unique", voice, "\"number\": 2", "\"number\": 1", "/waves/1/number", "1"},
    {"scale_exists", victim, "\"id\": \"follow_up\",\n      \"scale\": \"sat7\"",
     "\"id\": \"follow_up\",\n      \"scale\": \"sat5\"", "/items/3/scale", "sat5"},
    {"positive_code_in_scale", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 8]",
     "/items/0/positive/2", "8"},
    {"positive_code_in_scale", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 97]",
     "/items/0/positive/2", "97"},
    {"negative_code_in_scale", victim, "\"negative\": [5, 6, 7]", "\"negative\": [5, 6, 8]",
     "/items/0/negative/2", "8"},
    {"negative_not_positive", victim, "\"negative\": [5, 6, 7]", "\"negative\": [3, 6, 7]",
     "/items/0/negative/0", "3"},
    {"item_kind_consistent", livechat, "\"max_graphemes\": 4000,", "", "/items/2", "comment"},
    {"routing_well_formed", victim, "\"item\": \"police_attended\",",
     "\"item\": \"police_attended\", \"domain\": \"npu\",", "/items/2/ask_if", "actions"},
    {"routing_target_exists", victim, "\"item\": \"police_attended\",",
     "\"item\": \"police_came\",", "/items/2/ask_if/item", "police_came"},
    {"routing_code_exists", victim, "\"in\": [1]", "\"in\": [3]", "/items/2/ask_if/in/0", "3"},
    {"routing_code_exists", victim, "\"in\": [\"999\",", "\"in\": [\"112\",",
     "/items/0/ask_if/in/0", "112"},
    {"labels_complete", victim, "\"en\": \"Very satisfied\", \"pl\": \"Bardzo zadowolony(-a)\"",
     "\"en\": \"Very satisfied\"", "/scales/sat7/codes/1/label/pl", ""},
    {"spelling_unambiguous", victim, "\"also\": [\"Neither\"]", "\"also\": [\"FAIRLY satisfied\"]",
     "/scales/sat7/codes/3/also/0", "FAIRLY satisfied"},
    {"waves_with_fieldwork", voice, "\"fieldwork\": \"waves\"", "\"fieldwork\": \"continuous\"",
     "/fieldwork", "continuous", 5},
    {"date_valid", poll, "\"closes\": \"2019-02-28\"", "\"closes\": \"2019-02-29\"",
     "/waves/2/closes", "2019-02-29"},
    {"wave_dates_in_order", poll, "\"opens\": \"2019-02-01\"", "\"opens\": \"2019-03-01\"",
     "/waves/2/closes", "2019-02-28", 2},
    {"wave_month_in_fieldwork", poll, "\"month\": \"2018-02\"", "\"month\": \"2018-03\"",
     "/waves/0/month", "2018-03"},
    {"waves_do_not_overlap", voice, "\"closes\": \"2018-11-30\"", "\"closes\": \"2019-01-01\"",
     "/waves/1/opens", "2019-01-01"},
    {"break_within_validity", victim, "\"at\": \"2018-11\"", "\"at\": \"2018-10\"", "/breaks/0/at",
     "2018-10"},
    {"scheme_exists", victim, "\"default\": \"invited_by_npu\"",
     "\"default\": \"invited_by_force\"", "/weighting/default", "invited_by_force"},
};

const Slips domain_slips{
    {"id_unique", victim, "\"id\": \"sex\"", "\"id\": \"ethnic_group\"", "/domains/5/id",
     "ethnic_group", 13},
    {"id_unique", victim, "\"code\": \"asb\"", "\"code\": \"robbery\"", "/domains/2/codes/5/code",
     "robbery", 2},
    {"spelling_unambiguous", victim, "\"also\": [\"hate incident\"]", "\"also\": [\"assault\"]",
     "/domains/2/codes/3/also/0", "assault"},
    {"spelling_unambiguous", victim, "\"also\": [\"hate incident\"]", "\"also\": [\"DA\"]",
     "/domains/2/refuse/domestic_abuse/also/0", "DA"},
    {"least_age_banded", victim, "\"id\": \"sex\",",
     "\"id\": \"sex\", \"below_min\": \"safeguarding_exclusion\",", "/domains/4/below_min",
     "safeguarding_exclusion"},
    {"bands_in_order", victim, "\"from\": 25", "\"from\": 24", "/domains/3/codes/1", "25-34"},
    {"derivation_known", voice, "\"derived_from\": \"npu\"", "\"derived_from\": \"town\"",
     "/domains/5/derived_from", "town"},
    {"domain_has_codes", livechat, "\"domains\": [",
     "\"domains\": [{\"id\": \"tenure\", \"label\": {\"en\": \"Tenure\"}},", "/domains/0/codes",
     ""},
    {"unweighted_code_exists", victim, "\"unweighted\": [\"other\",",
     "\"unweighted\": [\"others\",", "/domains/4/unweighted/0", "others"},
    {"id_unique", "areas.json", "\"id\": \"WV\"", "\"id\": \"WS\"", "/areas/9/id", "WS"},
    {"parent_exists", "areas.json", "\"parent\": \"birmingham\"", "\"parent\": \"brum\"",
     "/areas/2/parent", "brum"},
    {"parent_above", "areas.json", "\"parent\": \"birmingham\"", "\"parent\": \"CV\"",
     "/areas/2/parent", "CV"},
    {"local_authority_exists", "areas.json", "\"local_authority\": \"E08000026\"",
     "\"local_authority\": \"E08000099\"", "/areas/4/local_authority", "E08000099"},
    {"alias_unambiguous", "areas.json", "\"aliases\": [\"Cov\"]", "\"aliases\": [\"wolves\"]",
     "/areas/9/aliases/1", "Wolves"},
    {"one_force", "areas.json", "\"level\": \"city\"", "\"level\": \"force\"", "/areas", "2", 2},
    {"role_unique", victim, "\"id\": \"crime_group\",",
     "\"id\": \"crime_group\", \"role\": \"contact_channel\",", "/domains/2/role",
     "contact_channel"},
    {"area_role_in_register", victim, "\"role\": \"contact_channel\"", "\"role\": \"area\"",
     "/domains/1/role", "area"},
    {"role_agrees", poll, "\"id\": \"age_band\",",
     "\"id\": \"age_band\", \"role\": \"contact_channel\",", "/domains/1/id", "age_band"},
};

const Slips measure_slips{
    {"id_unique", "measures.json", "\"id\": \"victim_satisfied_contact_101\"",
     "\"id\": \"victim_satisfied_contact_999\"", "/measures/2/id", "victim_satisfied_contact_999",
     2},
    {"measure_survey_exists", "measures.json", "\"survey\": \"livechat\"",
     "\"survey\": \"webchat\"", "/measures/13/survey", "webchat", 2},
    {"measure_item_exists", "measures.json", "\"item\": \"whole_experience\"",
     "\"item\": \"comment\"", "/measures/0/item", "comment", 2},
    {"measure_item_has_positive", "measures.json", "\"item\": \"whole_experience\"",
     "\"item\": \"police_attended\"", "/measures/0/item", "police_attended", 2},
    {"headline_is_per_cent", "measures.json", "\"statistic\": \"pct_positive\"",
     "\"statistic\": \"net\"", "/measures/0/statistic", "net"},
    {"statistic_can_be_made", "measures.json",
     "\"item\": \"whole_experience\",\n"
     "      \"title\": {\"en\": \"Satisfied overall, citizen satisfaction pilot\"},\n"
     "      \"subtitle\": {\"en\": \"Vehicle crime, burglary and hate crime only\"},\n"
     "      \"group\": \"pilot\",\n"
     "      \"statistic\": \"pct_positive\"",
     "\"item\": \"told_of_victims_code\",\n"
     "      \"title\": {\"en\": \"Told of the code\"},\n"
     "      \"subtitle\": {\"en\": \"Pilot\"},\n"
     "      \"group\": \"pilot\",\n"
     "      \"statistic\": \"mean\"",
     "/measures/15/statistic", "mean", 2},
    {"filter_domain_exists", "measures.json", "\"domain\": \"contact_channel\"",
     "\"domain\": \"channel\"", "/measures/1/filter/domain", "channel"},
    {"filter_code_exists", "measures.json", "\"code\": \"999\"", "\"code\": \"112\"",
     "/measures/1/filter/code", "112"},
    {"by_domain_exists", "measures.json", "\"crime_group\"", "\"offence\"", "/measures/0/by/2",
     "offence"},
    {"by_domain_is_free", "measures.json", "[\"npu\", \"crime_group\"",
     "[\"npu\", \"contact_channel\"", "/measures/1/by/1", "contact_channel"},
    {"by_domain_not_nested", "measures.json",
     "[\"npu\", \"contact_channel\", \"age_band\", \"sex\", \"ethnic_group\"]",
     "[\"npu\", \"contact_channel\", \"local_authority\", \"sex\", \"ethnic_group\"]",
     "/measures/8/by/2", "local_authority"},
    {"headline_period_complete", "measures.json", "{\"kind\": \"latest_wave\"}",
     "{\"kind\": \"month\"}", "/measures/11/headline_period", ""},
    {"baseline_readable", "measures.json", "\"period\": \"2018-11/2019-01\"",
     "\"period\": \"2019-01/2018-11\"", "/measures/0/baseline/period", "2019-01/2018-11"},
    {"measure_group_exists", "measures.json", "\"group\": \"pilot\"", "\"group\": \"trial\"",
     "/measures/15/group", "trial"},
    {"one_leading_group", "measures.json", "\"leads\": true", "\"leads\": false", "/groups", "0"},
    {"id_unique", "measures.json", "{\"id\": \"stages\"}",
     "{\"id\": \"stages\"}, {\"id\": \"stages\"}", "/groups/2/id", "stages"},
    {"section_group_exists", "measures.json", "\"groups\": [\"pilot\"]",
     "\"groups\": [\"pilot\", \"trials\"]", "/sections/force/4/groups/1", "trials"},
    {"group_in_one_section", "measures.json", "\"groups\": [\"stages\"]",
     "\"groups\": [\"stages\", \"pilot\"]", "/sections/force", "pilot"},
    {"intro_count_known", "measures.json", "{questions} separate", "{answers} separate",
     "/sections/force/1/intro/en", "answers"},
    {"suppression_thresholds", "suppression.json", "\"unreliable_below\": 30",
     "\"unreliable_below\": 5", "/unreliable_below", "5"},
};

const Slips weighting_slips{
    {"scheme_survey_exists", raked, "\"survey\": \"public_voice\"", "\"survey\": \"private_voice\"",
     "/survey", "private_voice", 3},
    {"margin_names_domain", by_npu, "\"margins\": [\"npu\"]", "\"margins\": [\"beat\"]",
     "/margins/0", "beat"},
    {"invitation_margin_known", by_npu, "\"margins\": [\"npu\"]", "\"margins\": [\"sex\"]",
     "/margins/0", "sex"},
    {"poststratify_one_margin", by_npu, "\"margins\": [\"npu\"]",
     "\"margins\": [\"npu\", \"crime_group\"]", "/margins", "2"},
    {"bounds_on_raked_only", by_npu, "\"absent\": \"error\"",
     "\"absent\": \"error\", \"bounds\": [0.3, 3.0]", "/bounds", "0.3 to 3"},
    {"bounds_sane", raked, "[0.3, 3.0]", "[1.3, 3.0]", "/bounds", "1.3 to 3"},
    {"targets_with_file", raked, "\"targets\": \"population_16_and_over.csv\",", "", "/targets",
     ""},
    {"target_file_exists", raked, "\"targets\": \"population_16_and_over.csv\"",
     "\"targets\": \"population.csv\"", "/targets", "population.csv"},
    {"target_readable", targets, "sex,male,1123339,count,\"", "sex,male,many,count,\"", "line 10",
     "sex,male,many,count,\"ONS mid-2018 population estimates, MYE2, aged 16 and over\",..."},
    {"target_category_exists", targets, "sex,male,", "sex,men,", "line 10", "men", 4},
    {"target_unique", targets, "sex,female,", "sex,male,", "line 10", "male", 3},
    {"target_kinds_agree", targets, "sex,male,1123339,count", "sex,male,1123339,share", "line 10",
     "male"},
    {"target_counts_agree", targets, "sex,male,1123339", "sex,male,1123340", "line 9", "2290263"},
    {"target_shares_sum", targets, "ethnic_group,other,0.0153", "ethnic_group,other,0.1153",
     "line 11", "1.1"},
    {"collapse_margin_known", by_crime, "\"within\": \"npu\"", "\"within\": \"sex\"",
     "/collapse/0/margin", "npu|crime_group"},
    {"collapse_category_exists", by_crime, "\"category\": \"hate\"", "\"category\": \"hatred\"",
     "/collapse/0/category", "hatred"},
    {"collapse_in_order", by_crime, "\"category\": \"robbery\", \"into\": \"violence\"",
     "\"category\": \"robbery\", \"into\": \"hate\"", "/collapse/1/into", "hate"},
};

const std::string pooled_sex = R"("code": "other_or_not_given",
      "label": {"en": "Other or not given"},
      "codes": ["other", "prefer_not_to_say"])";

const Slips report_slips{
    {"series_relation_complete", "series.json", R"("of": "burglary", "per": 1000, )",
     R"("of": "burglary", )", "/series/10/relations/0", "burglary_rate"},
    {"series_relation_exists", "series.json", R"("kind": "monthly_average", "of": "robbery")",
     R"("kind": "monthly_average", "of": "robberies")", "/series/13/relations/0", "robberies"},
    {"series_baseline_readable", "series.json", R"("baseline": "2016-03")",
     R"("baseline": "2016-13")", "/series/0/baseline", "2016-13"},
    {"series_break_readable", "series.json", R"("break_before": "2016-03")",
     R"("break_before": "2016")", "/series/21/break_before", "2016"},
    {"series_aim_exists", "series.json", R"("aim": "recorded_crime")", R"("aim": "crime")",
     "/series/0/aim", "crime"},
    {"series_area_exists", "series.json", R"("area": "force")", R"("area": "fource")",
     "/areas/0/area", "fource"},
    {"series_area_unambiguous", "series.json", R"("GMP")", R"("MSF")", "/areas/4/also/1", "MSF"},
    {"population_once", "series.json", R"("area": "Birmingham", "year": 2016)",
     R"("area": "Birmingham", "year": 2015)", "/populations/8", "Birmingham"},
    {"aim_measure_exists", "aims.json", R"("victim_satisfied_whole_experience")",
     R"("victim_satisfied")", "/aims/10/measures/0", "victim_satisfied"},
    {"aim_measured_or_says_so", "aims.json",
     R"(, "no_source": {"en": "No survey and no imported series measures the fear of crime. The report says so in place of a figure."})",
     "", "/aims/7", "fear_of_crime"},
    {"aim_computed_from", "aims.json", R"("measures": ["public_voice_confidence_in_wmp"])",
     R"("measures": ["livechat_rated_excellent_or_good"])", "/aims/12/computed", "confidence_gap"},
};

const Slips release_slips{
    {"release_survey_exists", release, "\"id\": \"victim_satisfaction\"", "\"id\": \"victims\"",
     "/id", "victims", 2},
    {"release_item_exists", release, "\"follow_up\", \"actions\"",
     "\"follow_up\", \"police_attended\"", "/items/3", "police_attended"},
    {"release_item_exists", release, R"("follow_up", "ease_of_contact"])",
     R"("follow_up", "told_of_victims_code"])", "/tables/7/items/3", "told_of_victims_code"},
    {"release_item_measured", release, "\"follow_up\", \"actions\"",
     "\"follow_up\", \"told_of_victims_code\"", "/items/3", "told_of_victims_code"},
    {"release_domain_exists", release, R"({"by": ["age_band"], "class": "B"})",
     R"({"by": ["age"], "class": "B"})", "/tables/4/by/0", "age", 3},
    {"release_domain_exists", release, R"({"domain": "crime_group", "code")",
     R"({"domain": "crime", "code")", "/pooled/1/domain", "crime"},
    {"release_not_a_star", release, R"("by": ["npu", "crime_group"])",
     R"("by": ["contact_channel", "crime_group"])", "/tables/8/by",
     "contact_channel and crime_group", 2},
    {"release_class_fits", release, R"({"by": ["sex"], "class": "B"})",
     R"({"by": ["sex"], "class": "A"})", "/tables/5/class", "A"},
    {"release_class_fits", release, R"("by": ["npu", "sex"],)",
     R"("by": ["npu", "sex"], "weighted": true,)", "/tables/10/class", "C"},
    {"release_table_once", release, R"({"by": ["sex"], "class": "B"})",
     R"({"by": ["sex"], "class": "B"}, {"by": ["sex"], "class": "B"})", "/tables/6/by", "sex"},
    {"release_totals_given", release, R"({"by": ["sex"], "class": "B"},)", "", "/tables/9/by",
     "sex"},
    {"release_totals_given", release, R"({"by": ["sex"], "class": "B"})",
     R"({"by": ["sex"], "class": "B", "items": ["treatment"]})", "/tables/10/by", "sex"},
    {"release_areas_not_nested", poll_release, R"({"by": ["sex"], "class": "B"})",
     R"({"by": ["local_authority"], "class": "B"})", "/tables/3/by", "local_authority"},
    {"release_weights_told", release, R"({"by": ["age_band"], "class": "B"})",
     R"({"by": ["age_band"], "class": "B", "weighted": true})", "/tables/4/weighted", "true"},
    {"release_weights_told", poll_release, R"({"by": ["sex"], "class": "B"})",
     R"({"by": ["sex"], "class": "B", "weighted": true})", "/tables/3/weighted", "true"},
    {"release_code_exists", release, R"("code": "not_applicable", "into": "officer")",
     R"("code": "not_applicable", "into": "officers")", "/pool_with/0", "officers"},
    {"release_pooled_row_own", release, pooled_sex,
     R"("code": "male", "label": {"en": "Male"}, "codes": ["other"])", "/pooled/3/code", "male"},
    {"release_joined_once", release, R"("code": "not_applicable", "into": "officer")",
     R"("code": "officer", "into": "officer")", "/pool_with/0", "officer"},
    {"release_window_fits", release, R"({"kind": "months", "count": 12})",
     R"({"kind": "waves", "count": 4})", "/windows/0", "victim_satisfaction"},
    {"release_window_fits", release, R"({"kind": "months", "count": 12})",
     R"({"kind": "quarter", "from": "2018-11"})", "/windows/0", "victim_satisfaction"},
    {"release_provisional_fits", release, R"("provisional": "whole_experience")",
     R"("provisional": "ease_of_contact")", "/provisional", "ease_of_contact"},
    {"release_provisional_fits", release, R"("provisional": "whole_experience")",
     R"("provisional": "told_of_victims_code")", "/provisional", "told_of_victims_code"},
    {"protection_numbers", "protection.json", "\"hide_below\": 10", "\"hide_below\": 2",
     "/hide_below", "2", 2},
    {"protection_numbers", "protection.json", "\"coarse_base\": 20", "\"coarse_base\": 25",
     "/coarse_base", "25"},
    {"protection_numbers", "protection.json", "\"unanimous_below\": 30", "\"unanimous_below\": 9",
     "/unanimous_below", "9"},
};

const Slips sender_slips{
    {"source_survey_exists", source, "{\"livechat\": {", "{\"webchat\": \"\", \"livechat\": {",
     "/adapters/webchat", "webchat"},
    {"adapter_exists", source, sent, "\"smart\"", "/adapters/livechat", "smart"},
    {"adapter_exists", source, "\"livechat_csv\"", "\"smart\"", "/adapters/livechat/text~1csv",
     "smart"},
    {"adapter_for_survey", source, "\"livechat_csv\"", "\"wmnow_csv\"",
     "/adapters/livechat/text~1csv", "wmnow_csv"},
    {"signature_header_given", source, "standard_webhooks", "hex_body_hmac", "/signature_header",
     ""},
    {"adapter_survey_exists", adapter, "\"citizen_satisfaction_pilot\"", "\"other_pilot\"",
     "/surveys/1", "other_pilot", 2},
    {"id_unique", adapter, "\"field\": \"answers/treatment\"", "\"field\": \"answers/actions\"",
     "/map/15/field", "answers/actions"},
    {"path_unambiguous", adapter, "\"paths\": [\"Sex\",", "\"paths\": [\"AGE\",", "/map/11/paths/0",
     "AGE"},
    {"must_send_mapped", adapter, "\"must_send\": [", "\"must_send\": [\"beat\", ", "/must_send/0",
     "beat"},
    {"mapping_target_exists", adapter, "\"field\": \"answers/treatment\"",
     "\"field\": \"answers/manner\"", "/map/14/field", "answers/manner", 2},
    {"value_target_exists", adapter, "\"website\": \"online\"", "\"website\": \"on_line\"",
     "/map/8/values/website", "on_line", 2},
    {"value_map_total", adapter, "\"paths\": [\"Overall\",",
     "\"values\": {\"1\": \"1\", \"2\": \"2\", \"3\": \"3\", \"4\": \"4\", \"5\": \"5\", "
     "\"7\": \"7\"}, \"paths\": [\"Overall\",",
     "/map/13/values", "6"},
    {"value_map_total", adapter, "\"paths\": [\"Treatment\",",
     spoken(R"("en": {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6", "g": "7"},
               "pl": {"h": "1", "i": "2", "j": "3", "k": "4", "l": "5", "m": "6"})"),
     "/map/14/values_by_language/pl", "7"},
    {"value_map_total", adapter, "\"paths\": [\"Treatment\",",
     spoken(R"("pl": {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7"})"),
     "/map/14/values_by_language/en", "1", 7},
    {"value_language_declared", adapter, "\"paths\": [\"Crime\",",
     "\"values_by_language\": {\"ur\": {\"chori\": \"burglary\"}}, \"paths\": [\"Crime\",",
     "/map/7/values_by_language/ur", "ur"},
    {"value_language_told", adapter, "\"paths\": [\"Overall\",",
     "\"values\": {\"1\": \"1\", \"2\": \"2\", \"3\": \"3\", \"4\": \"4\", \"5\": \"5\", "
     "\"6\": \"6\", \"worst\": \"7\"}, \"paths\": [\"Overall\",",
     "/map/13/values/worst", "worst"},
    {"value_word_unambiguous", adapter, "\"paths\": [\"Crime\",",
     "\"values_by_language\": {\"en\": {\"auto\": \"vehicle\"}, \"pl\": {\"auto\": \"hate\"}}, "
     "\"paths\": [\"Crime\",",
     "/map/7/values_by_language/pl/auto", "auto"},
    {"value_word_unambiguous", adapter, "\"theft from vehicle\": \"vehicle\",",
     "\"theft from vehicle\": \"vehicle\", \"Theft, from vehicle\": \"hate\",",
     "/map/7/values/theft from vehicle", "theft from vehicle"},
    {"form_languages_labelled", "adapters/livechat_csv.json", "\"languages\": [\"en\"]",
     "\"languages\": [\"en\", \"ur\"]", "/map/6/field", "answers/rating", 2},
    {"mapping_complete", adapter, "{\"field\": \"npu\", \"paths\": [\"NPU\", \"npu\"]},", "",
     "/map", "npu", 2},
};

}  // namespace

TEST_CASE("a file that is no JSON, or not of its schema's shape, says where", "[survey]") {
  check(form_slips);
}

TEST_CASE("a definition says what it is, in which version, valid when", "[survey]") {
  check(header_slips);
}

TEST_CASE("a survey's scales, items, waves and breaks hold together", "[survey]") {
  check(survey_slips);
}

TEST_CASE("domains and areas leave no doubt which is meant", "[survey]") {
  check(domain_slips);
}

TEST_CASE("measures and thresholds point at what is there", "[survey]") {
  check(measure_slips);
}

TEST_CASE("weighting targets cover their margins and agree with each other", "[survey]") {
  check(weighting_slips);
}

TEST_CASE("a publication set is a star of tables that are there, printed as finely as they may be",
          "[survey]") {
  check(release_slips);
}

TEST_CASE("series follow from each other, and every aim is measured or says why not", "[survey]") {
  check(report_slips);
}

TEST_CASE("senders and adapters map to what is there", "[survey]") {
  check(sender_slips);
}

TEST_CASE("README lists every rule, and every listed rule has been broken", "[survey]") {
  // Those of whole files and folders are broken in faults_test.cpp.
  std::set<std::string> broken{"file_readable", "file_known",   "file_present", "schema_present",
                               "schema_usable", "schema_other", "target_given"};
  for (const auto* slips :
       {&form_slips, &header_slips, &survey_slips, &domain_slips, &measure_slips, &weighting_slips,
        &report_slips, &release_slips, &sender_slips}) {
    for (const Slip& slip : *slips) {
      broken.insert(slip.rule);
    }
  }
  std::ifstream readme(std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs/README.md");
  std::set<std::string> listed;
  bool in_rules = false;
  for (std::string line; std::getline(readme, line);) {
    in_rules = line.starts_with("## ") ? line == "## Rules" : in_rules;
    if (in_rules && line.starts_with("| `")) {
      listed.insert(line.substr(3, line.find('`', 3) - 3));
    }
  }
  CHECK(listed == broken);
}
