# usage: Rscript survey.R CSV - R `survey` on one month: rake to four margins, then one question by
# NPU x channel (48 domains) with raked standard errors; times 24 months by 5 questions, reckoned.
suppressMessages(library(survey)); options(warn = -1)
x <- as.data.frame(lapply(read.csv(commandArgs(TRUE)[1]), as.numeric)); x$y <- ifelse(x$q1 == 9, NA, x$q1 >= 4) + 0
m <- x[x$month == 12, ]; N <- 2.3e6
pops <- list(data.frame(npu = 1:8, Freq = N * c(.20, .19, .12, .11, .12, .07, .10, .09)), data.frame(age = 1:7, Freq = N * c(.15, .19, .17, .16, .14, .10, .09)),
             data.frame(sex = 1:2, Freq = N * c(.51, .49)), data.frame(eth = 1:5, Freq = N * c(.62, .22, .09, .04, .03)))
t1 <- system.time(rk <- rake(svydesign(ids = ~1, weights = rep(1, nrow(m)), data = m), list(~npu, ~age, ~sex, ~eth), pops, list(maxit = 50, epsilon = 1e-7)))[["elapsed"]]
t2 <- system.time(svyby(~y, ~npu + channel, rk, svymean, na.rm = TRUE))[["elapsed"]]
cat(sprintf("R survey: one month raked %.2f s, 48 domains of one question %.2f s; 24 months, 5 questions reckoned at %.0f s\n", t1, t2, 24 * (t1 + 5 * t2)))
