# usage: Rscript cases.R FOLDER
# Writes every case that the engine is held against: FOLDER/<name>/case.json, responses.csv and
# margins.csv. Half of them are real survey data that ships with the R packages survey and carData.
# The answers are computed by estimate.R; tools/oracle runs both.
suppressMessages({library(survey); library(carData); library(jsonlite)})
root <- commandArgs(TRUE)[1]

as_text <- function(x) { x <- as.data.frame(lapply(x, as.character), check.names = FALSE); x[is.na(x)] <- ""; x }
prop <- function(name, column, positive, valid) list(name = name, column = column, type = "prop", positive = I(positive), valid = I(valid))
score <- function(name, column, values) list(name = name, column = column, type = "mean", scores = as.list(setNames(as.numeric(values), as.character(values))))
margin <- function(name, counts) data.frame(margin = name, category = names(counts), target = as.numeric(counts))
everybody <- setNames(list(), character())
versus <- function(a, b) list(a = a, b = b)

case <- function(name, rows, measures, weighting = list(method = "none"), design = NULL, domains = list(character()),
                 contrasts = NULL, levels = NULL, margins = NULL, level = NULL, tests = NULL) {
  dir <- file.path(root, name); dir.create(dir, recursive = TRUE, showWarnings = FALSE)
  write.csv(as_text(rows), file.path(dir, "responses.csv"), row.names = FALSE, quote = FALSE)
  if (!is.null(margins)) {
    totals <- tapply(margins$target, margins$margin, sum)
    if (any(abs(totals - totals[1]) > 1e-9 * totals[1])) weighting$rescale <- TRUE
    weighting$margins <- "margins.csv"; write.csv(margins, file.path(dir, "margins.csv"), row.names = FALSE, quote = FALSE)
  }
  spec <- list(name = name, responses = "responses.csv", weighting = weighting, measures = measures, domains = lapply(domains, I))
  if (!is.null(design)) spec$design <- design
  if (!is.null(contrasts)) spec$contrasts <- contrasts
  if (!is.null(levels)) spec$levels <- lapply(levels, I)
  if (!is.null(level)) spec[["level"]] <- level
  if (!is.null(tests)) spec$tests <- I(tests)
  writeLines(toJSON(spec, auto_unbox = TRUE, digits = NA, pretty = TRUE), file.path(dir, "case.json"))
}

# ---- real survey data --------------------------------------------------------------------------
data(api); data(nhanes); data(scd); data(hospital); data(mu284); data(crowd); data(fpc)
schools <- c("stype", "awards", "sch.wide", "comp.imp", "yr.rnd", "api00", "pw", "fpc", "dnum")
awarded <- prop("awarded", "awards", "Yes", c("Yes", "No")); target_met <- prop("target_met", "sch.wide", "Yes", c("Yes", "No"))
of_type <- as.list(table(apipop$stype)); met <- table(apipop$sch.wide)
case("api_stratified", apistrat[schools], list(awarded, score("api00", "api00", sort(unique(apistrat$api00)))),
     list(method = "base", base_weight = "pw"), list(strata = "stype", fpc = "fpc"), list(character(), "stype", c("stype", "sch.wide")),
     list(versus(list(stype = "E"), list(stype = "H")), versus(list(stype = "M"), everybody)))
case("api_clusters", apiclus1[schools], list(awarded, target_met), list(method = "base", base_weight = "pw"), list(psu = "dnum", fpc = "fpc"),
     list(character(), "stype", "yr.rnd"), list(versus(list(stype = "E"), list(stype = "M"))))
case("api_clusters_raked", apiclus1[schools], list(awarded, score("api00", "api00", sort(unique(apiclus1$api00)))),
     list(method = "rake", base_weight = "pw"), list(psu = "dnum", fpc = "fpc"), list(character(), "stype"),
     list(versus(list(stype = "H"), everybody)), margins = rbind(margin("stype", of_type), margin("sch.wide", met)))
case("api_poststratified", apistrat[schools], list(awarded, target_met), list(method = "poststrat", base_weight = "pw"),
     list(strata = "stype", fpc = "fpc"), list(character(), "stype", "comp.imp"), margins = margin("sch.wide", met))
case("api_bounded", apiclus1[schools], list(awarded), list(method = "rake", base_weight = "pw", bounds = c(0.6, 1.6)), list(psu = "dnum"),
     list(character(), "stype"), margins = rbind(margin("stype", of_type), margin("sch.wide", met)))
people <- data.frame(psu = nhanes$SDMVPSU, stratum = nhanes$SDMVSTRA, w = nhanes$WTMEC2YR, high = nhanes$HI_CHOL, race = nhanes$race,
                     age = c("0-19", "20-39", "40-59", "60+")[as.integer(nhanes$agecat)], sex = nhanes$RIAGENDR)
chol <- prop("high_cholesterol", "high", "1", c("0", "1"))
case("nhanes_design", people, list(chol), list(method = "base", base_weight = "w"), list(psu = "psu", strata = "stratum"),
     list(character(), "race", c("sex", "age")), list(versus(list(sex = "1"), list(sex = "2")), versus(list(race = "1", sex = "1"), list(race = "1"))))
case("nhanes_raked", people[seq(1, nrow(people), 3), ], list(chol), list(method = "rake", base_weight = "w", population_total = 277e6), list(psu = "psu", strata = "stratum"),
     list(character(), "race", "age"), list(versus(list(age = "60+"), list(age = "40-59"))),
     margins = rbind(margin("sex", c(`1` = 136, `2` = 141)), margin("age", c(`0-19` = 77, `20-39` = 78, `40-59` = 79, `60+` = 43)),
                     margin("race", c(`1` = 47, `2` = 178, `3` = 33, `4` = 19))))
case("cardiac_arrests", scd, list(score("alive", "alive", sort(unique(scd$alive)))), list(method = "none"), list(psu = "ambulance", strata = "ESA"),
     list(character(), "ESA"), list(versus(list(ESA = "1"), list(ESA = "3"))))
case("hospital_births", hospital, list(score("births", "births", sort(unique(hospital$births)))), list(method = "base", base_weight = "weighta"),
     list(strata = "oblevel", fpc = "tothosp"), list(character(), "oblevel"))
municipal <- transform(mu284, w = n1 / 5 * n2 / 3)
case("swedish_municipalities", municipal, list(score("y1", "y1", sort(unique(mu284$y1)))), list(method = "base", base_weight = "w"),
     list(psu = "id1", fpc = "n1"), list(character()))
case("households_crowded", crowd, list(score("person", "person", sort(unique(crowd$person)))), list(method = "base", base_weight = "weight"),
     list(psu = "cluster", strata = "stratum"), list(character(), "stratum"))
case("fpc_small", fpc, list(score("x", "x", sort(unique(fpc$x)))), list(method = "base", base_weight = "weight"),
     list(psu = "psuid", strata = "stratid", fpc = "Nh"), list(character()))
canada <- transform(CES11, weight = round(weight, 6))[c("province", "weight", "gender", "abortion", "importance", "education", "urban")]
ban <- prop("ban_abortion", "abortion", "Yes", c("Yes", "No"))
case("canada_2011", canada, list(ban, prop("religious", "importance", c("very", "somewhat"), c("not", "notvery", "somewhat", "very"))),
     list(method = "base", base_weight = "weight"), list(strata = "province"), list(character(), "province", c("gender", "urban")),
     list(versus(list(gender = "Female"), list(gender = "Male")), versus(list(province = "QC"), everybody)))
case("canada_2011_raked", canada, list(ban), list(method = "rake", base_weight = "weight", population_total = 24e6), list(strata = "province"),
     list(character(), "education"), list(versus(list(urban = "rural"), list(urban = "urban"))),
     margins = rbind(margin("gender", c(Female = 51, Male = 49)), margin("urban", c(rural = 20, urban = 80)),
                     margin("education", c(lessHS = 18, HS = 24, somePS = 12, college = 24, bachelors = 15, higher = 7))))
britain <- data.frame(BEPS[c("vote", "gender", "political.knowledge", "economic.cond.national")], age = cut(BEPS$age, c(0, 34, 54, 120), labels = c("18-34", "35-54", "55+")))
economy <- list(name = "economy", column = "economic.cond.national", type = "mean", scores = list(`1` = 0, `2` = 25, `3` = 50, `4` = 75, `5` = 100))
case("britain_1997", britain, list(prop("labour", "vote", "Labour", levels(BEPS$vote)), economy), list(method = "rake"), NULL,
     list(character(), "age", c("gender", "age")), list(versus(list(age = "18-34"), list(age = "55+")), versus(list(gender = "male"), everybody)),
     margins = rbind(margin("gender", c(female = 52, male = 48)), margin("age", c(`18-34` = 30, `35-54` = 35, `55+` = 35))))
chile <- data.frame(Chile[c("region", "sex", "education", "vote")], age = cut(Chile$age, c(0, 29, 44, 99), labels = c("18-29", "30-44", "45+")))
case("chile_1988", chile, list(prop("yes", "vote", "Y", c("Y", "N", "U", "A"))), list(method = "rake"), NULL, list(character(), "region", "education"),
     list(versus(list(education = "P"), list(education = "PS"))),
     margins = rbind(margin("region", c(C = 23, M = 3, N = 12, S = 27, SA = 35)), margin("sex", c(F = 51, M = 49)),
                     margin("education", c(P = 48, S = 37, PS = 15)), margin("age", c(`18-29` = 40, `30-44` = 33, `45+` = 27))))
world <- WVS[seq(1, nrow(WVS), 4), ]
case("world_values_crossed", world, list(prop("too_little", "poverty", "Too Little", levels(WVS$poverty))), list(method = "poststrat"), NULL,
     list(character(), "country", "degree"), list(versus(list(country = "Sweden"), list(country = "USA"))),
     margins = margin("country|gender", c(`Australia|female` = 10, `Australia|male` = 9, `Norway|female` = 2, `Norway|male` = 2.5, `Sweden|female` = 4,
                                          `Sweden|male` = 5, `USA|female` = 140, `USA|male` = 133)))

# ---- made by hand: the corners -----------------------------------------------------------------
npu <- c("BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"); satisfied <- c(57, 65, 56, 46, 46, 45, 35, 31); answered <- c(148, 171, 124, 96, 118, 88, 84, 75)
invited <- setNames(c(1450, 1720, 980, 760, 1020, 520, 830, 720), npu)
may <- data.frame(npu = rep(npu, answered), q = unlist(mapply(function(s, n) rep(c("satisfied", "not"), c(s, n - s)), satisfied, answered)))
happy <- prop("satisfied", "q", "satisfied", c("satisfied", "not"))
case("may_2019", may, list(happy), list(method = "poststrat"), NULL, list(character(), "npu"),
     list(versus(list(npu = "SH"), everybody), versus(list(npu = "SH"), list(npu = "BE"))), margins = margin("npu", invited))
case("may_2019_unweighted", may, list(happy), domains = list(character(), "npu"), level = 0.9)

set.seed(20190612)
draw <- function(n) data.frame(npu = sample(npu, n, TRUE, answered), channel = sample(c("999", "101", "online"), n, TRUE, c(4, 4, 2)),
  age = sample(c("18-34", "35-54", "55+", ""), n, TRUE, c(3, 5, 6, 1)), sex = sample(c("female", "male", ""), n, TRUE, c(10, 8, 1)),
  month = sample(c("2019-04", "2019-05"), n, TRUE), q = sample(c("1", "2", "3", "4", "5", "dk", ""), n, TRUE, c(3, 5, 2, 4, 4, 1, 1)),
  d = sample(c(0.5, 1, 1.25, 3), n, TRUE))
good <- prop("good", "q", c("1", "2"), as.character(1:5)); mean5 <- list(name = "mean", column = "q", type = "mean", scores = list(`1` = 100, `2` = 75, `3` = 50, `4` = 25, `5` = 0))
by_age <- margin("age", c(`18-34` = 29, `35-54` = 35, `55+` = 36)); by_sex <- margin("sex", c(female = 1020, male = 980)); by_npu <- margin("npu", invited)
gap <- list(versus(list(npu = "SH"), everybody), versus(list(npu = "BE", sex = "female"), list(npu = "BE")), versus(list(month = "2019-05"), list(month = "2019-04")))
crossed <- list(character(), "npu", c("npu", "channel"))
base_raked <- list(method = "rake", base_weight = "d")
case("raked_with_blanks", draw(900), list(good, mean5), base_raked, NULL, crossed, gap, margins = rbind(by_npu, by_age, by_sex))
case("raked_by_month", draw(800), list(good), list(method = "rake"), list(strata = "month"), crossed, gap,
     margins = rbind(margin("month|npu", setNames(rep(invited, 2), paste(rep(c("2019-04", "2019-05"), each = 8), npu, sep = "|"))), by_age))
people_twice <- draw(700); people_twice$person <- sample(1:480, 700, TRUE)
case("repeat_respondents", people_twice, list(good, mean5), base_raked, list(psu = "person"), crossed, gap, margins = rbind(by_npu, by_sex))
case("repeat_respondents_by_month", people_twice, list(good), list(method = "rake"), list(psu = "person", strata = "month"), crossed, gap, margins = rbind(by_npu, by_age))
case("declared_total", draw(300), list(good), list(method = "rake", population_total = 5000, base_weight = "d"), NULL, list(character(), "npu"), margins = rbind(by_npu, by_age))
few <- subset(draw(300), npu != "WV")
case("absent_renormalised", few, list(good), list(method = "rake", absent = "renormalise"), NULL, list(character(), "npu"),
     list(versus(list(npu = "WV"), everybody)), levels = list(npu = npu), margins = rbind(by_npu, by_age))
case("absent_refused", few, list(good), list(method = "rake"), margins = rbind(by_npu, by_age))
case("unmatched_refused", draw(100), list(good), list(method = "rake"), margins = rbind(by_npu[-3, ], by_age))
case("zero_target_refused", draw(100), list(good), list(method = "poststrat"), margins = rbind(transform(by_npu, target = ifelse(category == "DY", 0, target))))
case("repeated_refused", draw(100), list(good), list(method = "rake"), margins = rbind(by_npu, by_age, by_npu[2, ]))
diagonal <- data.frame(npu = rep(c("BE", "BW"), c(60, 40)), sex = rep(c("female", "male"), c(60, 40)), q = rep(c("1", "4"), 50))
case("margins_disagree", diagonal, list(good), list(method = "rake"), margins = rbind(margin("npu", c(BE = 50, BW = 50)), margin("sex", c(female = 70, male = 30))))
case("too_few_cycles", draw(400), list(good), list(method = "rake", max_iterations = 2), margins = rbind(by_npu, by_age, by_sex))
wanted <- draw(500)
case("bounded", wanted, list(good, mean5), list(method = "rake", bounds = c(0.6, 1.8)), NULL, crossed, gap, margins = rbind(by_npu, by_age, by_sex))
case("bounds_infeasible", wanted, list(good), list(method = "rake", bounds = c(0.97, 1.03)), margins = rbind(by_npu, by_age, by_sex))
heavy <- draw(250); heavy$d <- as.character(round(exp(rnorm(250, 0, 1.2)), 4)); heavy$d[17] <- "900"
near <- data.frame(npu = rep(c("BE", "BE", "BW", "BW"), c(400, 3, 2, 300)), sex = rep(c("female", "male", "female", "male"), c(400, 3, 2, 300)), q = rep(c("1", "4", "2", "dk", "5"), 141))
case("raked_slowly", near, list(good), list(method = "rake", max_iterations = 490), NULL, list(character(), "npu"), list(versus(list(npu = "BE"), list(npu = "BW"))),
     margins = rbind(margin("npu", c(BE = 56, BW = 44)), margin("sex", c(female = 55.9, male = 44.1))))
case("bounded_from_the_mean", wanted, list(good), list(method = "rake", base_weight = "d", bounds = c(0.4, 2), max_iterations = 1), NULL, list(character(), "npu"), gap,
     margins = rbind(by_npu, by_age, by_sex))
case("one_margin_with_bounds", wanted, list(good), list(method = "rake", bounds = c(0.99, 1.01), trim = list(upper = 2)), NULL, list(character(), "npu"), margins = by_npu)
case("giant_weight", heavy, list(good, mean5), list(method = "base", base_weight = "d"), NULL, crossed, gap)
case("giant_weight_raked", heavy, list(good), base_raked, NULL, crossed, gap, margins = rbind(by_npu, by_age))
case("trimmed", heavy, list(good), list(method = "base", base_weight = "d", trim = list(upper = 4)), NULL, list(character(), "npu"))
case("trimmed_strictly", heavy, list(good), list(method = "base", base_weight = "d", trim = list(upper = 9, strict = TRUE)), NULL, list(character(), "npu"))
lone <- rbind(draw(60), transform(draw(1), month = "2019-06", q = "2"))
case("lonely_certain", lone, list(good), list(method = "none"), list(strata = "month", lonely_psu = "certainty"), list(character(), "npu", "month"))
case("lonely_adjusted", lone, list(good), list(method = "rake"), list(strata = "month", lonely_psu = "adjust"), list(character(), "npu"), margins = rbind(by_age, by_sex))
corner <- draw(120); corner$q[corner$npu == "BE"] <- "dk"; corner$q[corner$npu == "BW"] <- "1"; corner$q[corner$npu == "CV"] <- "5"
corner <- rbind(subset(corner, npu != "SH"), transform(subset(corner, npu == "DY")[1, ], npu = "SH", q = "1"))
case("corners", corner, list(good, mean5), list(method = "rake", absent = "renormalise"), NULL, list(character(), "npu", c("npu", "channel")),
     list(versus(list(npu = "SH"), everybody), versus(list(npu = "BE"), everybody)),
     levels = list(npu = npu, channel = c("999", "101", "online", "officer")), margins = rbind(by_npu, by_sex))
case("one_respondent_carries_an_npu", rbind(subset(draw(600), npu != "SH"), transform(draw(1), npu = "SH", q = "1", d = 1)), list(good),
     list(method = "poststrat"), NULL, list(character(), "npu"), gap, margins = by_npu)

# ---- what a survey publishes beside its per cent positive -------------------------------------
net <- list(name = "net", column = "q", type = "mean", scores = list(`1` = 1, `2` = 1, `3` = 0, `4` = -1, `5` = -1))
bad <- prop("bad", "q", c("4", "5"), as.character(1:5))
every_answer <- c(lapply(1:5, function(k) prop(paste0("answer_", k), "q", as.character(k), as.character(1:5))),
                  list(prop("dont_know", "q", "dk", c(as.character(1:5), "dk"))))
case("net_satisfaction", draw(700), list(net, good, bad), base_raked, NULL, crossed, gap, margins = rbind(by_npu, by_age, by_sex))
case("every_answer", draw(650), every_answer, list(method = "rake"), NULL, list(character(), "npu"), gap, margins = rbind(by_npu, by_sex))
waves <- transform(draw(900), wave = rep(c("1", "2"), c(560, 340)))
in_waves <- function(name, shares) margin(paste0("wave|", name), setNames(rep(as.numeric(shares) / sum(shares), 2), paste(rep(c("1", "2"), each = length(shares)), names(shares), sep = "|")))
stated <- subset(waves, age != "" & sex != "")
case("waves_of_equal_share", stated, list(good, mean5), list(method = "rake", population_total = 2290262), list(strata = "wave"), list(character(), "wave", "npu"),
     list(versus(list(wave = "2"), list(wave = "1")), versus(list(npu = "SH"), everybody)),
     margins = rbind(in_waves("age", c(`18-34` = 29, `35-54` = 35, `55+` = 36)), in_waves("sex", c(female = 1020, male = 980))))
again <- draw(800); again$person <- sample(1:520, 800, TRUE)
case("repeat_respondents_across_periods", again, list(good), list(method = "poststrat"), list(psu = "person"), list(character(), "month", "npu"),
     list(versus(list(month = "2019-05"), list(month = "2019-04"))),
     margins = margin("month|npu", setNames(rep(invited, 2), paste(rep(c("2019-04", "2019-05"), each = 8), npu, sep = "|"))))

# ---- do answers differ between groups: Rao and Scott -------------------------------------------
case("tested_by_school_type", apiclus1[schools], list(awarded, target_met), list(method = "base", base_weight = "pw"), list(psu = "dnum", fpc = "fpc"),
     list("stype"), tests = c("stype", "yr.rnd"))
case("tested_by_race", people, list(chol), list(method = "base", base_weight = "w"), list(psu = "psu", strata = "stratum"), list("race"), tests = c("race", "sex", "age"))
case("tested_raked", britain, list(prop("labour", "vote", "Labour", levels(BEPS$vote)), economy), list(method = "rake"), NULL, list("gender"),
     margins = rbind(margin("gender", c(female = 52, male = 48)), margin("age", c(`18-34` = 30, `35-54` = 35, `55+` = 35))), tests = c("gender", "age"))
case("tested_by_channel", draw(1200), list(good, mean5), base_raked, NULL, list("channel"), margins = rbind(by_npu, by_sex), tests = c("channel", "npu"))
