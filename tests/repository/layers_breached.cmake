# Holds check_layers.cmake to a small tree that breaks each of its rules once: the check must
# fail, name exactly these lines, and stay silent about the lines that are in order.
cmake_minimum_required(VERSION 3.25)

execute_process(
  COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_LIST_DIR}/bad_tree -P ${CHECK}
  RESULT_VARIABLE result ERROR_VARIABLE said OUTPUT_QUIET)
if(result EQUAL 0)
  message(FATAL_ERROR "the check passed a tree that breaks every rule")
endif()

set(expected
  "include/soundings/base/clock.h:1: base may not include survey"
  "include/soundings/survey/item.h:3: a module's face names no third-party type"
  "src/app/main.cpp:2: no module is called engine"
  "src/estimate/guess.cpp:4: estimate may not include store"
  "src/report/publication.cpp:1: report may not include release"
  "src/report/sheet.h:1: JSON types appear where JSON is decoded or printed"
  "src/report/sheet.h:2: SQL is named in store/sqlite alone"
  "src/serve/http/answer.cpp:2: serve/http may not include soundings/survey/item.h"
  "src/serve/http/answer.cpp:3: serve/http may not include context.h"
  "src/serve/shortcut.cpp:1: store/cells.h is for intake and figures"
  "src/serve/shortcut.cpp:2: Poco is named in serve/http alone"
  "src/store/counts/guess.cpp:3: store/counts may not include soundings/store/engine.h"
  "src/store/rules/guess.cpp:2: SQL is named in store/sqlite alone"
  "src/store/rules/guess.cpp:3: store/rules may not include sqlite/database.h"
  "src/utils/strings.cpp:1: no module is called utils"
  "src/weigh/shared.cpp:1: a path that climbs out of its folder"
  "src/weigh/shared.cpp:2: ICU is named in base,receive,normalise,wording,claims alone")
foreach(line IN LISTS expected)
  string(FIND "${said}" "${line}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "missing: ${line}\n${said}")
  endif()
endforeach()

string(REGEX MATCHALL "(include|src)/[a-z_/]+\\.(h|cpp):[0-9]+: " named "${said}")
list(LENGTH named named_count)
list(LENGTH expected expected_count)
if(NOT named_count EQUAL expected_count)
  message(FATAL_ERROR "${named_count} lines named, ${expected_count} expected:\n${said}")
endif()
