# The same estimates from a table of distinct cells instead of rows: base R only, no `survey`.
# This is the formula sheet the engine implements (docs/methods/cells.md, docs/methods/variance.md).
#
# cell  = calibration profile x stratum x domain variables x answers;   per cell: m, s1 = sum d, s2 = sum d^2
# If a PSU can hold several responses the unit is the PSU *type*: the multiset of (cell, sum d) it holds,
# with the number of PSUs of that type; a one-response PSU is a type of one cell.

collapse <- function(cs) {
  rows <- cs$rows; d <- base_weights(cs)
  cal <- cs$weighting$method %in% c("rake", "poststrat")
  pm <- if (cal) prepare_margins(cs, d) else NULL
  mk <- if (cal) as.data.frame(lapply(pm$margins, `[[`, "key"), check.names = FALSE) else data.frame(.r = rep("all", nrow(rows)))
  vars <- unique(c(unlist(cs$domains), unlist(lapply(cs$contrasts, function(x) c(names(x$a), names(x$b)))),
                   vapply(cs$measures, `[[`, "", "column"), cs$design$strata, cs$design$fpc))
  kd <- c(mk, lapply(setNames(vars, paste0("v.", vars)), function(v) ifelse(is.na(rows[[v]]), "", rows[[v]])))
  key <- do.call(paste, c(kd, sep = "\x1f"))
  u <- !duplicated(key); cell <- match(key, key[u])
  out <- list(cs = cs, pm = pm, n = nrow(rows), vars = rows[u, vars, drop = FALSE],
              m = tabulate(cell, sum(u)), s1 = as.numeric(rowsum(d, cell)), s2 = as.numeric(rowsum(d^2, cell)))
  rk <- do.call(paste, c(mk, sep = "\x1f")); out$r <- match(rk[u], unique(rk[u])); out$prof <- mk[u, , drop = FALSE][!duplicated(rk[u]), , drop = FALSE]
  out$h <- if (is.null(cs$design$strata)) rep(1L, sum(u)) else match(out$vars[[cs$design$strata]], unique(out$vars[[cs$design$strata]]))
  H <- max(out$h)
  out$fpc <- if (is.null(cs$design$fpc)) rep(Inf, H) else as.numeric(tapply(as.numeric(out$vars[[cs$design$fpc]]), out$h, function(v) v[1]))
  if (!is.null(cs$design$psu)) {
    pid <- if (is.null(cs$design$strata)) rows[[cs$design$psu]] else paste(rows[[cs$design$strata]], rows[[cs$design$psu]], sep = "\x1f")
    o <- order(pid, cell, method = "radix"); k2 <- paste(pid[o], cell[o], sep = "\x1f"); f <- !duplicated(k2)
    s <- as.numeric(rowsum(d[o], match(k2, k2[f]))); pp <- match(pid[o][f], unique(pid[o][f])); cc <- cell[o][f]
    sig <- vapply(split(paste(cc, format(s, digits = 17), sep = ":"), pp), paste, "", collapse = ";")
    tf <- !duplicated(sig); out$type_mult <- tabulate(match(sig, sig[tf]), sum(tf))
    keep <- pp %in% which(tf); tid <- match(pp[keep], which(tf))
    out$types <- data.frame(t = tid, cell = cc[keep], s = s[keep]); out$type_h <- out$h[out$types$cell[!duplicated(out$types$t)]]
    out$nh <- as.numeric(tapply(out$type_mult, factor(out$type_h, 1:H), sum)); out$units <- length(out$type_mult)
  } else { out$nh <- as.numeric(tapply(out$m, factor(out$h, 1:H), sum)); out$units <- sum(u) }
  out
}

calibrate_cells <- function(C, tol = 1e-15, maxit = 5000) {
  R <- max(C$r); D <- as.numeric(rowsum(C$s1, C$r)); C$D <- D; C$g <- rep(1, R); C$Q <- NULL; C$iter <- 0L
  if (is.null(C$pm)) return(C)
  idx <- lapply(names(C$pm$margins), function(k) match(C$prof[[k]], names(C$pm$margins[[k]]$target)))
  tg <- lapply(C$pm$margins, function(m) as.numeric(m$target)); g <- rep(1, R); gap <- Inf
  for (it in seq_len(maxit)) {
    for (k in seq_along(idx)) { f <- tg[[k]] / as.numeric(rowsum(g * D, idx[[k]])); g <- g * f[idx[[k]]] }
    new <- max(mapply(function(i, t) max(abs(as.numeric(rowsum(g * D, i)) - t) / t), idx, tg))
    if (new <= tol || (new < 1e-13 && new >= gap)) { gap <- new; break }
    gap <- new
  }
  X <- do.call(cbind, lapply(idx, function(i) outer(i, seq_len(max(i)), "==") + 0))
  if (!is.null(b <- C$cs$weighting$bounds)) {            # Newton on lambda for g = clamp(exp(X lambda), L, U)
    b <- as.numeric(unlist(b)); sc <- C$pm$N / sum(D); D <- D * sc; C$D <- D; C$s1 <- C$s1 * sc; C$s2 <- C$s2 * sc^2
    q0 <- qr(X * sqrt(D)); Xi <- X[, q0$pivot[seq_len(q0$rank)], drop = FALSE]; tt <- unlist(tg)[q0$pivot[seq_len(q0$rank)]]
    lam <- qr.coef(qr(Xi), log(g / sc)); cl <- function(l) pmin(b[2], pmax(b[1], exp(as.numeric(Xi %*% l))))
    for (it in 1:200) { g <- cl(lam); F <- as.numeric(crossprod(Xi, D * g)) - tt; if (max(abs(F) / tt) < 1e-14) break
      e <- exp(as.numeric(Xi %*% lam)); inr <- e > b[1] & e < b[2]
      st <- tryCatch(solve(crossprod(Xi * sqrt(D * g * inr)), F), error = function(x) F / sum(D)); a <- 1
      repeat { n2 <- max(abs(as.numeric(crossprod(Xi, D * cl(lam - a * st))) - tt) / tt); if (n2 < max(abs(F) / tt) || a < 1e-6) break; a <- a / 2 }
      lam <- lam - a * st }
    g <- cl(lam); gap <- max(abs(as.numeric(crossprod(X, D * g)) - unlist(tg)) / unlist(tg))
  }
  C$g <- g; C$iter <- it; C$gap <- gap
  q <- qr(X * sqrt(D)); C$Q <- qr.Q(q)[, seq_len(q$rank), drop = FALSE]; C$rank <- q$rank
  C
}

# residual-and-weight ("influence") of every domain for one measure, per cell: list(est, W, E, n, ...)
influence_cells <- function(C, doms, m) {
  y <- measure_values(C$vars, m); w1 <- C$g[C$r] * C$s1
  M <- vapply(doms, function(d) domain_mask(C$vars, d) & !is.na(y), logical(length(y)))
  y0 <- ifelse(is.na(y), 0, y); W <- colSums(w1 * M); est <- colSums(w1 * y0 * M) / W
  Z <- sweep(y0 - outer(rep(0, length(y0)), rep(1, ncol(M))), 2, est) * M; Z <- sweep(Z, 2, W, "/"); Z[!M] <- 0
  if (!is.null(C$Q)) {
    A <- rowsum(C$s1 * Z, C$r) / sqrt(C$D); Fh <- (C$Q %*% crossprod(C$Q, A)) / sqrt(C$D); E <- Z - Fh[C$r, , drop = FALSE]
  } else E <- Z
  list(est = est, W = W, E = E, n = colSums(C$m * M), npos = colSums(C$m * y0 * M),
       w2 = colSums((C$g[C$r]^2) * C$s2 * M), M = M)
}

# covariance matrix of the columns of E
vcov_cells <- function(C, E, lonely = "fail") {
  H <- length(C$nh); V <- matrix(0, ncol(E), ncol(E)); g <- C$g[C$r]
  for (h in seq_len(H)) {
    n <- C$nh[h]; f <- if (is.finite(C$fpc[h])) 1 - n / C$fpc[h] else 1
    if (is.null(C$types)) {
      i <- which(C$h == h); e <- E[i, , drop = FALSE]
      S2 <- crossprod(e * (g[i]^2 * C$s2[i]), e); S1 <- colSums(g[i] * C$s1[i] * e)
    } else {
      j <- which(C$type_h == h); tt <- C$types[C$types$t %in% j, ]
      T <- rowsum((g[tt$cell] * tt$s) * E[tt$cell, , drop = FALSE], tt$t); mult <- C$type_mult[as.integer(rownames(T))]
      S2 <- crossprod(T * mult, T); S1 <- colSums(mult * T)
    }
    if (n > 1) V <- V + f * n / (n - 1) * (S2 - outer(S1, S1) / n)
    else V <- V + switch(lonely, adjust = f * S2, certainty = 0 * S2, stop("lonely PSU"))
  }
  V
}
