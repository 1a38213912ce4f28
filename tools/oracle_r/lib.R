# Oracle library: row-level estimates from R `survey`, driven by a case folder.
# Nothing here is used by the engine; it is the yardstick.  R survey >= 4.1-1.
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE,
        survey.ultimate.cluster = FALSE, stringsAsFactors = FALSE, warn = 1)

SEP <- "|"
MISSING <- "(missing)"

read_case <- function(dir) {
  cs <- fromJSON(file.path(dir, "case.json"), simplifyVector = TRUE,
                 simplifyDataFrame = FALSE, simplifyMatrix = FALSE)
  rd <- function(f) read.csv(f, colClasses = "character", na.strings = "", check.names = FALSE,
                             encoding = "UTF-8")
  cs$rows <- rd(file.path(dir, cs$responses))
  if (!is.null(cs$weighting$margins)) {
    m <- rd(file.path(dir, cs$weighting$margins)); m$target <- as.numeric(m$target)
    cs$margins_table <- m
  }
  cs$dir <- dir
  if (is.null(cs[["level"]])) cs[["level"]] <- 0.95
  cs
}

# ---- profile key of one margin; "a|b" is the cross-classification of a and b ----------
margin_key <- function(rows, margin) {
  vars <- strsplit(margin, SEP, fixed = TRUE)[[1]]
  bad <- setdiff(vars, names(rows)); if (length(bad)) stop("no column ", bad[1])
  k <- do.call(paste, c(lapply(vars, function(v) rows[[v]]), sep = SEP))
  k[Reduce(`|`, lapply(vars, function(v) is.na(rows[[v]])))] <- MISSING
  k
}

# ---- targets made consistent: the rules the engine must follow too -----------------------
# N = declared population_total, else the total of the first margin.
# 1 every margin is rescaled to N
# 2 "(missing)" respondents: category of their own, target = N * their base-weighted share;
#   the known categories share what is left, in proportion to their targets
# 3 a target category with no respondent: policy "renormalise" drops it and spreads its
#   share pro rata over the margin's other categories; policy "error" stops
# 4 a respondent category with no (or zero) target: always an error
prepare_margins <- function(cs, d) {
  mt <- cs$margins_table; names_m <- unique(mt$margin)
  N <- cs$weighting$population_total
  if (is.null(N)) N <- sum(mt$target[mt$margin == names_m[1]])
  absent_policy <- if (is.null(cs$weighting$absent)) "error" else cs$weighting$absent
  diag <- list(); out <- list()
  for (mg in names_m) {
    key <- margin_key(cs$rows, mg)
    t <- setNames(mt$target[mt$margin == mg], mt$category[mt$margin == mg])
    if (anyDuplicated(names(t))) stop("duplicate target category in margin ", mg)
    raw_total <- sum(t)
    t <- t * (N / raw_total)
    seen <- unique(key)
    extra <- setdiff(seen, c(names(t)[t > 0], MISSING))
    if (length(extra)) stop("respondents in categories without a target: ", mg, "=",
                            paste(extra, collapse = ","))
    absent <- setdiff(names(t)[t > 0], seen)
    uncovered <- sum(t[absent]) / N
    if (length(absent)) {
      if (absent_policy != "renormalise") stop("target categories without respondents: ", mg, "=",
                                               paste(absent, collapse = ","))
      t <- t[!(names(t) %in% absent)]
      t <- t * (N / sum(t))
    }
    t <- t[t > 0]
    miss <- 0
    if (MISSING %in% seen) {
      miss <- sum(d[key == MISSING]) / sum(d)
      t <- c(t * (1 - miss), setNames(N * miss, MISSING))
    }
    out[[mg]] <- list(key = key, target = t)
    diag[[mg]] <- data.frame(margin = mg, raw_total = raw_total, used_total = N,
                             absent = paste(absent, collapse = ";"), uncovered_share = uncovered,
                             missing_share = miss)
  }
  list(margins = out, N = N, diag = do.call(rbind, diag))
}

base_weights <- function(cs) {
  bw <- cs$weighting$base_weight
  if (is.null(bw)) rep(1, nrow(cs$rows)) else as.numeric(cs$rows[[bw]])
}

build_design <- function(cs) {
  rows <- cs$rows; d <- base_weights(cs)
  rows$.d <- d
  if (!is.null(cs$design$lonely_psu)) options(survey.lonely.psu = cs$design$lonely_psu)
  ids <- if (is.null(cs$design$psu)) ~1 else as.formula(paste0("~`", cs$design$psu, "`"))
  strata <- if (is.null(cs$design$strata)) NULL else as.formula(paste0("~`", cs$design$strata, "`"))
  fpc <- NULL
  if (!is.null(cs$design$fpc)) { rows$.fpc <- as.numeric(rows[[cs$design$fpc]]); fpc <- ~.fpc }
  rows$.row <- seq_len(nrow(rows))
  des <- svydesign(ids = ids, strata = strata, weights = ~.d, fpc = fpc, data = rows, nest = TRUE)
  res <- list(design = des, design_rake = NULL, d = d, converged = TRUE, iterations = 0L,
              max_margin_gap = 0, method = cs$weighting$method)
  if (cs$weighting$method %in% c("none", "base")) {
    if (!is.null(cs$weighting$trim)) {
      des <- trimWeights(des, upper = cs$weighting$trim$upper, strict = isTRUE(cs$weighting$trim$strict))
      res$design <- des
    }
    return(res)
  }
  pm <- prepare_margins(cs, d); res$prep <- pm
  for (i in seq_along(pm$margins)) des$variables[[paste0(".m", i)]] <- factor(pm$margins[[i]]$key,
                                               levels = names(pm$margins[[i]]$target))
  k <- length(pm$margins)
  pops <- lapply(seq_len(k), function(i) setNames(data.frame(names(pm$margins[[i]]$target),
                 as.numeric(pm$margins[[i]]$target)), c(paste0(".m", i), "Freq")))
  forms <- lapply(seq_len(k), function(i) as.formula(paste0("~.m", i)))
  if (k == 1) {                                            # post-stratification
    res$design <- postStratify(des, forms[[1]], pops[[1]])
    res$iterations <- 1L
    res$design_rake <- res$design
  } else {
    if (!is.null(cs$weighting$bounds)) {                    # bounded raking: g = clamp(exp(x'lambda), L, U), g relative to N / sum(d)
      des$prob <- 1 / (d * pm$N / sum(d)); res$d <- d * pm$N / sum(d)
      fm <- as.formula(paste("~", paste0(".m", seq_len(k), collapse = "+"))); pop <- c(`(Intercept)` = pm$N)
      for (i in seq_len(k)) { t <- pm$margins[[i]]$target; pop <- c(pop, setNames(as.numeric(t[-1]), paste0(".m", i, names(t)[-1]))) }
      bd <- as.numeric(unlist(cs$weighting$bounds))
      dc <- tryCatch(suppressWarnings(suppressMessages(calibrate(des, fm, population = pop, calfun = "raking", bounds = bd, epsilon = 1e-12, maxit = 500))),
                     error = function(e) NULL)
      if (is.null(dc)) { res$converged <- FALSE; res$max_margin_gap <- NA_real_; res["design"] <- list(NULL); return(res) }
      w <- weights(dc); res$max_margin_gap <- max(sapply(pm$margins, function(m) max(abs(tapply(w, m$key, sum)[names(m$target)] - m$target) / m$target)))
      res$converged <- res$max_margin_gap < 1e-9; res$design <- dc; return(res)
    }
    maxit <- if (is.null(cs$weighting$max_iterations)) 2000L else cs$weighting$max_iterations
    rk <- suppressWarnings(rake(des, forms, pops, control = list(maxit = maxit, epsilon = 1e-13)))
    res$design_rake <- rk
    w <- weights(rk)
    gap <- max(sapply(pm$margins, function(m) max(abs(tapply(w, m$key, sum)[names(m$target)] -
                                                        m$target) / m$target)))
    res$max_margin_gap <- gap
    res$converged <- gap < 1e-9
    if (res$converged) {
      fm <- as.formula(paste("~", paste0(".m", seq_len(k), collapse = "+")))
      pop <- c(`(Intercept)` = pm$N)
      for (i in seq_len(k)) { t <- pm$margins[[i]]$target
        pop <- c(pop, setNames(as.numeric(t[-1]), paste0(".m", i, names(t)[-1]))) }
      res$design <- suppressMessages(calibrate(des, fm, population = pop, calfun = "raking",
                                               epsilon = 1e-12, maxit = 200))
    } else res["design"] <- list(NULL)
  }
  res
}

# ---- intervals (one definition each; see docs/methods/intervals.md) -----------------------------------
ci_all <- function(p, v, n, kish_neff, df, level = 0.95) {
  a <- (1 - level) / 2; NA2 <- c(NA_real_, NA_real_)
  out <- list(wald = NA2, logit = NA2, wilson = NA2, kg = NA2)
  if (is.na(p) || !is.finite(df) || df < 1) return(out)
  t <- qt(1 - a, df)
  out$wald <- p + c(-1, 1) * t * sqrt(v)
  # A proportion that the margins or a census fix: its variance is 0 but for the machine's rounding.
  if (p > 1e-15 && p < 1 - 1e-15 && v <= 1e-12 * p * (1 - p) / n) {
    return(list(wald = c(p, p), logit = c(p, p), wilson = c(p, p), kg = c(p, p)))
  }
  degenerate <- p <= 1e-15 || p >= 1 - 1e-15 || v <= 0
  if (!degenerate) {
    s <- sqrt(v) / (p * (1 - p)); out$logit <- plogis(qlogis(p) + c(-1, 1) * t * s)
  }
  ne <- if (degenerate) min(n, kish_neff) else p * (1 - p) / v
  out$wilson <- (p + t^2 / (2 * ne) + c(-1, 1) * t / (2 * ne) * sqrt(4 * ne * p * (1 - p) + t^2)) /
    (1 + t^2 / ne)
  out$wilson <- c(if (p <= 1e-15) 0 else max(0, out$wilson[1]), if (p >= 1 - 1e-15) 1 else min(1, out$wilson[2]))
  ns <- ne * (qt(a, n - 1) / qt(a, df))^2
  ns <- min(n, ns)
  x <- ns * p
  out$kg <- c(if (p <= 1e-15) 0 else qbeta(a, x, ns - x + 1),
              if (p >= 1 - 1e-15) 1 else qbeta(1 - a, x + 1, ns - x))
  out
}

measure_values <- function(rows, m) {
  x <- rows[[m$column]]
  if (!is.null(m$type) && m$type == "mean") {
    sc <- unlist(m$scores); y <- as.numeric(sc[x]); y
  } else {
    y <- ifelse(x %in% m$positive, 1, 0); y[!(x %in% m$valid)] <- NA; y
  }
}

domain_mask <- function(rows, dom) {
  if (!length(dom)) return(rep(TRUE, nrow(rows)))
  Reduce(`&`, lapply(names(dom), function(v) !is.na(rows[[v]]) & rows[[v]] == dom[[v]]))
}
dom_label <- function(dom) if (!length(dom)) "all" else
  paste(paste0(names(dom), "=", unlist(dom)), collapse = SEP)

enumerate_domains <- function(cs) {
  out <- list()
  for (vars in cs$domains) {
    vars <- unlist(vars)
    if (!length(vars)) { out <- c(out, list(list())); next }
    lv <- lapply(vars, function(v) if (!is.null(cs$levels[[v]])) unlist(cs$levels[[v]]) else
      sort(unique(na.omit(cs$rows[[v]])), method = "radix"))
    g <- do.call(expand.grid, c(rev(setNames(lv, vars)), stringsAsFactors = FALSE))[, rev(seq_along(vars)), drop = FALSE]
    for (i in seq_len(nrow(g))) out <- c(out, list(as.list(setNames(as.character(unlist(g[i, ])), vars))))
  }
  out
}

infl <- function(des, mask, y) {                     # linearised variable times final weight
  w <- weights(des); ok <- mask & !is.na(y); W <- sum(w[ok]); p <- sum(w[ok] * y[ok]) / W
  u <- numeric(length(w)); u[ok] <- w[ok] * (y[ok] - p) / W
  list(u = u, p = p, W = W, ok = ok)
}
vrec <- function(des, x) svyrecvar(x, des$cluster, des$strata, des$fpc, postStrata = des$postStrata)

one_estimate <- function(b, cs, dom, m, deep = TRUE) {
  rows <- cs$rows; mask <- domain_mask(rows, dom); y <- measure_values(rows, m)
  ok <- mask & !is.na(y); n <- sum(ok); des <- b$design; w <- weights(des)
  mean_type <- !is.null(m$type) && m$type == "mean"
  r <- data.frame(domain = dom_label(dom), measure = m$name, n_domain = sum(mask), n_base = n,
                  n_pos = if (mean_type) NA else sum(y[ok]), sum_w = sum(w[ok]), est = NA_real_, se = NA_real_,
                  se_rake10 = NA_real_, deff = NA_real_, deff_kish = NA_real_, neff_kish = NA_real_,
                  df = NA_real_, wald_lo = NA_real_, wald_hi = NA_real_, logit_lo = NA_real_, logit_hi = NA_real_,
                  wilson_lo = NA_real_, wilson_hi = NA_real_, kg_lo = NA_real_, kg_hi = NA_real_,
                  status = "ok")
  if (n == 0) { r$status <- "empty"; r$sum_w <- 0; return(r) }
  des$variables$.y <- y
  if (!is.null(des$postStrata)) des$variables$.y[!ok] <- 0   # rows stay (weight 0): NA must not leak
  sub <- des[ok, ]
  mm <- svymean(~.y, sub, deff = if (n > 1) "replace" else FALSE)
  p <- as.numeric(coef(mm)); v <- as.numeric(vcov(mm))
  i1 <- infl(des, mask, y)
  stopifnot(abs(i1$p - p) <= 1e-12 * max(1, abs(p)))
  vi <- as.numeric(vrec(des, i1$u)); stopifnot(abs(vi - v) <= 1e-9 * max(v, 1e-12))
  r$est <- p; r$se <- sqrt(max(v, 0))
  if (!is.null(b$design_rake)) {
    i2 <- infl(b$design_rake, mask, y); r$se_rake10 <- sqrt(as.numeric(vrec(b$design_rake, i2$u)))
  }
  wk <- w[ok]; r$neff_kish <- sum(wk)^2 / sum(wk^2); r$deff_kish <- n / r$neff_kish
  s2 <- sum(wk * (y[ok] - p)^2) / sum(wk) * n / (n - 1)
  if (n > 1 && s2 > 1e-20) { r$deff <- v / (s2 / n)
    stopifnot(abs(r$deff - as.numeric(deff(mm))) <= 1e-6 * r$deff) }
  r$df <- degf(sub)
  if (n == 1) r$status <- "single"
  if (mean_type) {
    if (r$df >= 1) { t <- qt(1 - (1 - cs[["level"]]) / 2, r$df); r$wald_lo <- p - t * r$se; r$wald_hi <- p + t * r$se }
    return(r)
  }
  ci <- ci_all(p, v, n, r$neff_kish, r$df, cs[["level"]])
  r$wald_lo <- ci$wald[1]; r$wald_hi <- ci$wald[2]; r$logit_lo <- ci$logit[1]; r$logit_hi <- ci$logit[2]
  r$wilson_lo <- ci$wilson[1]; r$wilson_hi <- ci$wilson[2]; r$kg_lo <- ci$kg[1]; r$kg_hi <- ci$kg[2]
  if (deep && !is.na(r$logit_lo) && r$logit_lo < r$logit_hi) {                  # cross-check with survey's own intervals
    sl <- suppressWarnings(svyciprop(~.y, sub, method = "xlogit", level = cs[["level"]]))
    stopifnot(max(abs(as.numeric(confint(sl)) - ci$logit)) < 1e-8)
    if (is.null(des$postStrata)) {                   # survey's beta has a row-count quirk when calibrated
      sb <- svyciprop(~.y, sub, method = "beta", level = cs[["level"]])
      ns <- p * (1 - p) / v * (qt(.025, n - 1) / qt(.025, r$df))^2
      if (ns <= n) stopifnot(max(abs(as.numeric(confint(sb)) - ci$kg)) < 1e-7)
    }
  }
  r
}

one_contrast <- function(b, cs, ct, m, deep = TRUE) {
  rows <- cs$rows; des <- b$design; y <- measure_values(rows, m)
  ma <- domain_mask(rows, ct$a); mb <- domain_mask(rows, ct$b)
  a <- infl(des, ma, y); bb <- infl(des, mb, y)
  r <- data.frame(a = dom_label(ct$a), b = dom_label(ct$b), measure = m$name, n_a = sum(a$ok), n_b = sum(bb$ok),
                  est_a = a$p, est_b = bb$p, diff = NA_real_, se = NA_real_, cov = NA_real_, df = NA_real_, t = NA_real_,
                  p = NA_real_, lo = NA_real_, hi = NA_real_)
  if (!sum(a$ok) || !sum(bb$ok)) { r$est_a[!sum(a$ok)] <- NA; r$est_b[!sum(bb$ok)] <- NA; return(r) }
  V <- vrec(des, cbind(a$u, bb$u))
  r$diff <- a$p - bb$p; r$cov <- V[1, 2]; v <- V[1, 1] + V[2, 2] - 2 * V[1, 2]; r$se <- sqrt(max(v, 0))
  un <- a$ok | bb$ok
  sub <- { des$variables$.y <- y; des$variables$.y[!un] <- 0; des[un, ] }
  r$df <- degf(sub) - 1
  if (r$se > 0 && r$df >= 1) {
    r$t <- r$diff / r$se; r$p <- 2 * pt(-abs(r$t), r$df)
    q <- qt(1 - (1 - cs[["level"]]) / 2, r$df); r$lo <- r$diff - q * r$se; r$hi <- r$diff + q * r$se
  }
  if (deep && !any(a$ok & bb$ok) && r$se > 0) {
    des$variables$.g <- ifelse(a$ok, 1, 0); des$variables$.y <- y; des$variables$.y[!un] <- 0
    tt <- svyttest(.y ~ .g, des[un, ])
    stopifnot(abs(unname(tt$estimate) - r$diff) < 1e-9, abs(unname(tt$statistic) - r$t) < 1e-6 * (1 + abs(r$t)))
  }
  r
}

# Rao-Scott second-order F of the answers by the groups of one column, over the valid base.
one_test <- function(b, cs, by, m) {
  rows <- cs$rows; y <- measure_values(rows, m); g <- rows[[by]]; ok <- !is.na(y) & !is.na(g); des <- b$design
  r <- data.frame(measure = m$name, by = by, n_base = sum(ok), answers = length(unique(y[ok])), groups = length(unique(g[ok])),
                  f = NA_real_, ndf = NA_real_, ddf = NA_real_, p = NA_real_)
  if (r$answers < 2 || r$groups < 2) return(r)
  des$variables$.a <- factor(ifelse(ok, y, y[ok][1])); des$variables$.g <- factor(ifelse(ok, g, g[ok][1]))   # rows outside weigh 0
  sub <- des[ok, ]; x <- svychisq(~.a + .g, sub, statistic = "F")
  r$f <- unname(x$statistic); r$ndf <- unname(x$parameter["ndf"]); r$ddf <- r$ndf * degf(sub)
  r$p <- pf(r$f, r$ndf, r$ddf, lower.tail = FALSE)
  r
}

profile_weights <- function(b, cs) {
  if (is.null(b$prep) || is.null(b$design)) return(NULL)
  keys <- as.data.frame(lapply(b$prep$margins, `[[`, "key"), check.names = FALSE)
  names(keys) <- names(b$prep$margins)
  g <- weights(b$design) / b$d
  k <- do.call(paste, c(keys, sep = "\x1f")); f <- !duplicated(k)
  o <- keys[f, , drop = FALSE]; o$n <- as.numeric(table(k)[k[f]])
  o$sum_base <- as.numeric(tapply(b$d, k, sum)[k[f]]); o$g <- g[f]
  stopifnot(max(abs(g - g[f][match(k, k[f])]) / g) < 1e-8)
  o[do.call(order, c(as.list(o[names(keys)]), method = "radix")), ]
}

fmt <- function(df) { for (c in names(df)) if (is.numeric(df[[c]])) df[[c]] <- ifelse(is.na(df[[c]]), "",
                        trimws(formatC(df[[c]], digits = 15, format = "g"))); df }
write_out <- function(df, f) write.csv(fmt(df), f, row.names = FALSE, quote = TRUE, na = "")
