// The script that makes the figures of the records again, written for R with `survey`.
//
// It does what docs/methods say, by another program: post-stratification or raking to the targets
// of the file, linearised variance with the calibration in it, Wilson's range with the effective
// base. It reads nothing but the files beside it. Without a headline figure it says so and ends.
#include "records/record_files.h"

namespace soundings::report {
namespace {

constexpr std::string_view script = R"R(# @TITLE@, @PERIOD@
# @NOTICE@
#
# Recomputes the headline figures of these records with the R package `survey`, and holds them
# against those that Soundings made: @NAME@.figures.csv. Run it in the folder of the files:
#
#   Rscript @NAME@.R
#
# It prints each figure with its range and base, and ends with an error where one differs by more
# than one part in ten million. The figures it makes are also written to
# @NAME@.recomputed.csv.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", stringsAsFactors = FALSE)

started_as <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- if (length(started_as) == 1) dirname(started_as) else "."
file_of <- function(what) file.path(folder, paste0("@NAME@.", what, ".csv"))
table_of <- function(what) {
  read.csv(file_of(what), colClasses = "character", na.strings = "", check.names = FALSE,
           encoding = "UTF-8")
}

records <- table_of("records")
targets <- table_of("targets")
measures <- table_of("measures")
figures <- table_of("figures")
if (nrow(figures) == 0) {
  cat("No headline figure is made of these records: there is nothing to compare.\n")
  cat("@NOTICE@\n")
  quit(status = 0)
}
records$stratum <- records[["@STRATUM@"]]
weighted <- nrow(targets) > 0
records$plain_weight <- 1
records$start_weight <- if (weighted) as.numeric(records$base_weight) else 1

# ---- the design: people are the units, months or waves the strata ----
design_with <- function(weight) {
  svydesign(ids = ~person, strata = ~stratum, weights = as.formula(paste0("~", weight)),
            data = records, nest = TRUE)
}

# ---- the weights ----
calibrated <- function() {
  design <- design_with("start_weight")
  columns <- unique(targets$column)
  margins <- lapply(columns, function(column) {
    own <- targets[targets$column == column, ]
    setNames(as.numeric(own$target), own$category)
  })
  for (i in seq_along(columns)) {
    design$variables[[paste0("margin", i)]] <-
      factor(records[[columns[i]]], levels = names(margins[[i]]))
  }
  formulas <- lapply(seq_along(columns), function(i) as.formula(paste0("~margin", i)))
  populations <- lapply(seq_along(columns), function(i) {
    setNames(data.frame(names(margins[[i]]), as.numeric(margins[[i]])),
             c(paste0("margin", i), "Freq"))
  })
  if (length(columns) == 1) {
    return(postStratify(design, formulas[[1]], populations[[1]]))
  }
  total <- sum(margins[[1]])
  every_margin <- as.formula(paste("~", paste0("margin", seq_along(columns), collapse = "+")))
  population <- c(`(Intercept)` = total)
  for (i in seq_along(columns)) {
    population <- c(population, setNames(as.numeric(margins[[i]][-1]),
                                         paste0("margin", i, names(margins[[i]])[-1])))
  }
  bounds <- c(-Inf, Inf)
  if (targets$method[1] == "bounded_rake") {
    # Bounds are on the weight relative to its mean.
    bounds <- as.numeric(c(targets$bound_low[1], targets$bound_high[1]))
  }
  start <- records$start_weight * total / sum(records$start_weight)
  design$prob <- 1 / start
  made <- suppressMessages(calibrate(design, every_margin, population = population,
                                     calfun = "raking", bounds = bounds, epsilon = 1e-12,
                                     maxit = 500, force = FALSE))
  for (i in seq_along(columns)) {
    met <- tapply(weights(made), records[[columns[i]]], sum)[names(margins[[i]])]
    stopifnot(max(abs(met - margins[[i]]) / margins[[i]]) < 1e-9)
  }
  made
}

plain <- design_with("plain_weight")
fitted <- if (weighted) calibrated() else NULL

# ---- one figure ----
range_of <- function(method, p, v, n, kish, df, level) {
  if (df < 1) return(c(NA, NA))
  t <- qt(1 - (1 - level) / 2, df)
  if (method == "wald") return(p + c(-1, 1) * t * sqrt(v))
  certain <- p <= 1e-15 || p >= 1 - 1e-15
  if (!certain && v <= 1e-12 * p * (1 - p) / n) return(c(p, p))
  base <- if (certain) min(n, kish) else p * (1 - p) / v
  ends <- (p + t^2 / (2 * base) + c(-1, 1) * t / (2 * base) * sqrt(4 * base * p * (1 - p) + t^2)) /
    (1 + t^2 / base)
  c(if (p <= 1e-15) 0 else ends[1], if (p >= 1 - 1e-15) 1 else ends[2])
}

figure_of <- function(design, mask, y, method, level) {
  counted <- mask & !is.na(y)
  n <- sum(counted)
  if (n == 0) return(list(value = NA, lo = NA, hi = NA, n = 0, n_eff = NA))
  design$variables$y <- ifelse(counted, y, 0)
  part <- design[counted, ]
  made <- svymean(~y, part)
  p <- as.numeric(coef(made))
  v <- max(as.numeric(vcov(made)), 0)
  w <- weights(design)[counted]
  ends <- range_of(method, p, v, n, sum(w)^2 / sum(w^2), degf(part), level)
  proportion <- method != "wald" && p > 1e-15 && p < 1 - 1e-15 && v > 1e-12 * p * (1 - p) / n
  list(value = 100 * p, lo = 100 * ends[1], hi = 100 * ends[2], n = n,
       n_eff = if (proportion) p * (1 - p) / v else NA)
}

# ---- every line of the figures ----
is_domain <- intersect(c("npu", "contact_channel", "crime_group"), names(records))
line_of <- function(line) {
  own <- measures[measures$measure == line[["measure"]], ]
  y <- setNames(as.numeric(own$counts), own$code)[records[[own$item[1]]]]
  mask <- rep(TRUE, nrow(records))
  if (!is.na(own$domain[1])) mask <- records[[own$domain[1]]] %in% own$domain_code[1]
  for (domain in is_domain) {
    if (!is.na(line[[domain]])) mask <- mask & records[[domain]] %in% line[[domain]]
  }
  design <- if (line[["weighting"]] == "none") plain else fitted
  figure_of(design, mask, unname(y), own$interval[1], as.numeric(line[["level"]]))
}

made <- lapply(seq_len(nrow(figures)), function(i) line_of(figures[i, ]))
compared <- c("value", "lo", "hi", "n", "n_eff")
recomputed <- figures[, c("measure", is_domain, "weighting", "marks", "decimals")]
for (column in compared) recomputed[[column]] <- sapply(made, function(one) as.numeric(one[[column]]))

apart <- 0
for (column in compared) {
  theirs <- as.numeric(figures[[column]])
  ours <- recomputed[[column]]
  there <- !is.na(theirs)
  stopifnot(identical(there | recomputed$n == 0, !is.na(ours) | recomputed$n == 0))
  gap <- abs(ours[there] - theirs[there]) / pmax(1, abs(theirs[there]))
  apart <- max(apart, gap)
}

shown <- function(x, decimals) ifelse(is.na(x), "[x]", sprintf(paste0("%.", decimals, "f"), x))
of_whom <- apply(recomputed[, is_domain, drop = FALSE], 1, function(codes) {
  codes <- codes[!is.na(codes)]
  if (length(codes)) paste(codes, collapse = ", ") else "all"
})
for (i in seq_len(nrow(recomputed))) {
  one <- recomputed[i, ]
  d <- as.integer(one$decimals)
  cat(sprintf("%s, %s, weights %s: %s (%s to %s) of %d answers\n", one$measure, of_whom[i],
              one$weighting, shown(one$value, d), shown(one$lo, d), shown(one$hi, d),
              as.integer(one$n)))
}
recomputed$release <- "working"
recomputed$notice <- "@NOTICE@"
write.csv(recomputed, file_of("recomputed"), row.names = FALSE, na = "")
cat(sprintf("%d figures, the furthest %.1e apart from those of Soundings\n", nrow(recomputed), apart))
cat("@NOTICE@\n")
if (apart > 1e-7) quit(status = 1)
)R";

std::string replaced(std::string text, std::string_view name, const std::string& value) {
  for (std::size_t at = text.find(name); at != std::string::npos;
       at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
  return text;
}

/// Words that stand in a comment and between quotes: without what would end either.
std::string in_a_script(std::string_view words) {
  std::string safe;
  for (const char character : words) {
    const bool ends = character == '"' || character == '\\' || character == '%' ||
                      static_cast<unsigned char>(character) < ' ';
    safe += ends ? ' ' : character;
  }
  return safe;
}

}  // namespace

std::string r_script(const RecordBundle& bundle) {
  const RespondentRecords& records = bundle.records;
  std::string made(script);
  made = replaced(std::move(made), "@TITLE@", in_a_script(records.title));
  made = replaced(std::move(made), "@PERIOD@", in_a_script(records.period_words));
  made = replaced(std::move(made), "@NOTICE@", in_a_script(records.notice()));
  made = replaced(std::move(made), "@NAME@", records.name());
  return replaced(std::move(made), "@STRATUM@",
                  records.period.kind == Period::Kind::waves ? "wave" : "month");
}

}  // namespace soundings::report
