# usage: Rscript answer_all.R FOLDER
# Runs estimate.R over every case in FOLDER in one process.
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
suppressMessages({library(survey); library(jsonlite)})
script <- parse(file.path(here, "estimate.R"))
for (dir in list.dirs(commandArgs(TRUE)[1], recursive = FALSE)) {
  room <- new.env(parent = globalenv())
  room$commandArgs <- function(trailingOnly = FALSE) if (trailingOnly) dir else paste0("--file=", file.path(here, "estimate.R"))
  room$quit <- function(...) stop(structure(list(message = "", call = NULL), class = c("left", "error", "condition")))
  room$source <- function(file) sys.source(file, room)
  tryCatch(for (line in script) eval(line, room), left = function(e) NULL,
           error = function(e) writeLines(conditionMessage(e), file.path(dir, "gave_up")))
}
