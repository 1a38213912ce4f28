# Comparisons as figures makes them, answered by R `survey`: eight NPUs each against the rest of
# the force with Benjamini and Hochberg's q, and two months weighted apart, once with everybody
# answering once and once with forty people of Birmingham East answering in both.
# Run: Rscript tools/oracle_r/comparisons.R ; the numbers stand in tests/figures/compare_test.cpp.
suppressMessages(library(survey))
npu <- c("BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV")
invited <- c(1450, 1720, 980, 760, 1020, 520, 830, 720)
counts <- list("2019-04" = list(s = c(60, 70, 58, 45, 47, 44, 36, 32), n = c(144, 166, 121, 93, 115, 86, 82, 73)),
               "2019-05" = list(s = c(57, 65, 56, 46, 46, 45, 35, 31), n = c(148, 171, 124, 96, 118, 88, 84, 75)))
people <- do.call(rbind, lapply(names(counts), function(m) with(counts[[m]],
  do.call(rbind, lapply(seq_along(npu), function(i)
    data.frame(month = m, npu = npu[i], y = rep(c(1, 0), c(s[i], n[i] - s[i]))))))))
people$person <- seq_len(nrow(people)); people$cell <- paste(people$month, people$npu)
targets <- data.frame(cell = paste(rep(names(counts), each = 8), npu), Freq = invited)
# a less b as the slope of a line through the two groups, which has the linearised variance
difference <- function(design, side, df) {
  design <- update(design, side = as.numeric(eval(side, design$variables)))
  fit <- svyglm(y ~ side, design); d <- coef(fit)[[2]]; s <- SE(fit)[[2]]; t <- qt(.975, df)
  c(diff = d, se = s, df = df, p = 2 * pt(-abs(d / s), df), lo = d - t * s, hi = d + t * s)
}
show <- function(name, x) cat(name, ":", paste(names(x), formatC(x, digits = 12, format = "g"), collapse = "  "), "\n")

may <- subset(people, month == "2019-05"); may$person <- seq_len(nrow(may))
design <- postStratify(svydesign(ids = ~1, weights = ~1, data = may), ~cell, targets[9:16, ])
p <- sapply(npu, function(one) {
  x <- difference(design, bquote(npu == .(one)), nrow(may) - 2)
  show(paste(one, "against the rest"), x); x[["p"]]
})
show("q", p.adjust(p, "BH"))

later <- quote(month == "2019-05")
months <- function(people, strata, df_of) {
  design <- if (strata) svydesign(ids = ~person, strata = ~month, weights = ~1, data = people, nest = TRUE)
            else svydesign(ids = ~person, weights = ~1, data = people)
  fitted <- postStratify(design, ~cell, targets)
  for (d in list(design, fitted)) {
    show(if (identical(d, design)) "  months, unweighted" else "  months, weighted",
         difference(d, later, degf(d) - 1))
    one <- subset(d, npu == "BE")
    show("  Birmingham East", difference(one, later, degf(one) - 1))
  }
}
cat("everybody once\n"); months(people, TRUE)
# April satisfied and May satisfied 15, April only 5, May only 3, neither 17
rows <- function(m, y, k, skip = 0) which(people$month == m & people$npu == "BE" & people$y == y)[skip + seq_len(k)]
link <- function(a, b) people$person[b] <<- people$person[a]
link(rows("2019-04", 1, 15), rows("2019-05", 1, 15)); link(rows("2019-04", 1, 5, 15), rows("2019-05", 0, 5))
link(rows("2019-04", 0, 3), rows("2019-05", 1, 3, 15)); link(rows("2019-04", 0, 17, 3), rows("2019-05", 0, 17, 5))
cat("forty people twice\n"); months(people, FALSE)
