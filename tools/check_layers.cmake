# Who may include whom, and where each technology may be named: the table of ARCHITECTURE.md,
# read against every include line under include/ and src/. Tests are exempt.
#
#   cmake -DROOT=<tree> -P tools/check_layers.cmake
#
# Fails with one line for each breach: file, line, rule.
cmake_minimum_required(VERSION 3.25)

if(NOT DEFINED ROOT)
  set(ROOT "${CMAKE_CURRENT_LIST_DIR}/..")
endif()
get_filename_component(ROOT "${ROOT}" ABSOLUTE)

# A module always sees itself; app sees all of them.
set(sees_base "")
set(sees_survey base)
set(sees_access base survey)
set(sees_receive base survey)
set(sees_normalise base survey receive)
set(sees_store base survey)
set(sees_intake base survey access receive normalise store)
set(sees_accounts base survey access store intake)
set(sees_weigh base survey)
set(sees_estimate base survey weigh)
set(sees_disclose base)
set(sees_wording base survey)
set(sees_claims base survey receive wording)
set(sees_figures base survey access store weigh estimate wording)
set(sees_pages base survey access wording)
set(sees_report base survey store figures pages wording)
set(sees_release base survey access store figures disclose report wording)
set(sees_analyse base survey receive weigh estimate)
set(sees_reports base survey store figures claims wording)
set(sees_serve base survey access store intake accounts figures report release reports pages wording)
set(modules base survey access receive normalise store intake accounts weigh estimate disclose wording claims
          figures pages report release reports analyse serve app)

# The counted face of the store: figures makes working figures of it, and release counts what disclose
# protects for it. app only makes the reader and hands it to figures.
set(sees_cells store intake figures release app)

# Opening a database: intake opens its reader, app all else.
set(sees_engine store intake app)

# technology | include pattern | modules, or folders of one, that may name it
set(technologies
  "SQL|^(SQLiteCpp/|sqlite3)|store/sqlite"
  "Poco|^Poco/|serve/http"
  "ICU|^unicode/|base,receive,normalise,wording,claims"
  "zlib|^zlib|base"
  "Eigen|^Eigen/|weigh,estimate"
  "libxlsxwriter|^xlsxwriter|report/xlsx"
  "libreadstat|^readstat|report/sav"
  "OpenSSL|^openssl/|base,store,serve"
  "libsodium|^sodium|store,accounts"
  "zxcvbn|^zxcvbn|accounts"
  "COIN-OR|^(Cbc|Clp|Cgl|Coin|Osi)[A-Z]|disclose")

# folder | what its files may include of ours: serve/http serves HTTP and knows no survey; the store's
# rules and counts know no engine
set(folders
  "serve/http|^(soundings/(base|access)/|soundings/serve/(mail|message|operator_socket|settings)\\.h$|http/)"
  "store/rules|^(soundings/(base|survey)/|soundings/store/(act|entries|held|ledger|releases|reports|retention)\\.h$|rules/)"
  "store/counts|^(soundings/(base|survey)/|soundings/store/cells\\.h$|rules/coding\\.h$|counts/)")

# Third-party types stay out of what other modules include. JSON types stay in .cpp files and in the
# private headers, named for it, that those share.
set(header_allows "^tl/expected\\.hpp$")
set(third_party
  "^(SQLiteCpp|Poco|unicode|Eigen|xlsxwriter|openssl|nlohmann|valijson|boost|CLI|spdlog|fmt|tl|kainjow|catch2|cld2|coin)/|^((Cbc|Clp|Cgl|Coin|Osi)[A-Z]|sqlite3|readstat|sodium|xlsxwriter|zlib|zxcvbn)")

set(breaches 0)

function(breach file line rule)
  message(NOTICE "${file}:${line}: ${rule}")
  math(EXPR count "${breaches} + 1")
  set(breaches ${count} PARENT_SCOPE)
endfunction()

function(check_module file line module included header)
  if(NOT included IN_LIST modules)
    breach(${file} ${line} "no module is called ${included}")
  elseif(header STREQUAL "store/cells.h" AND NOT module IN_LIST sees_cells)
    breach(${file} ${line} "store/cells.h is for intake and figures, not for ${module}")
  elseif(header STREQUAL "store/engine.h" AND NOT module IN_LIST sees_engine)
    breach(${file} ${line} "store/engine.h is for intake and app, not for ${module}")
  elseif(NOT module STREQUAL "app" AND NOT module STREQUAL included
         AND NOT included IN_LIST sees_${module})
    list(JOIN sees_${module} ", " allowed)
    if(allowed STREQUAL "")
      set(allowed "nothing")
    endif()
    breach(${file} ${line} "${module} may not include ${included}; it sees ${allowed}")
  endif()
  set(breaches ${breaches} PARENT_SCOPE)
endfunction()

function(check_technology file line module included)
  foreach(technology IN LISTS technologies)
    string(REGEX MATCH "^([^|]*)\\|(.*)\\|([^|]*)$" matched "${technology}")
    set(name ${CMAKE_MATCH_1})
    set(pattern ${CMAKE_MATCH_2})
    set(places ${CMAKE_MATCH_3})
    string(REPLACE "," ";" allowed "${places}")
    if(NOT included MATCHES "${pattern}")
      continue()
    endif()
    set(named_here FALSE)
    foreach(place IN LISTS allowed)
      if(place STREQUAL module OR file MATCHES "^src/${place}/")
        set(named_here TRUE)
      endif()
    endforeach()
    if(NOT named_here)
      breach(${file} ${line} "${name} is named in ${places} alone, not in ${module} (${included})")
    endif()
  endforeach()
  if(file MATCHES "^include/" AND included MATCHES "${third_party}"
     AND NOT included MATCHES "${header_allows}")
    breach(${file} ${line} "a module's face names no third-party type but tl::expected (${included})")
  elseif(file MATCHES "\\.h$" AND included MATCHES "^xlsxwriter")
    breach(${file} ${line} "libxlsxwriter is named in .cpp files (${included})")
  elseif(file MATCHES "\\.h$" AND included MATCHES "^readstat")
    breach(${file} ${line} "libreadstat is named in .cpp files (${included})")
  elseif(file MATCHES "\\.h$" AND included MATCHES "^(Cbc|Clp|Cgl|Coin|Osi)[A-Z]")
    breach(${file} ${line} "COIN-OR is named in .cpp files (${included})")
  elseif(file MATCHES "\\.h$" AND NOT file MATCHES "json[a-z_]*\\.h$" AND included MATCHES "^nlohmann/")
    breach(${file} ${line} "JSON types appear where JSON is decoded or printed (${included})")
  endif()
  set(breaches ${breaches} PARENT_SCOPE)
endfunction()

function(check_folder file line included)
  foreach(folder IN LISTS folders)
    string(REGEX MATCH "^([^|]*)\\|(.*)$" matched "${folder}")
    set(name ${CMAKE_MATCH_1})
    set(pattern ${CMAKE_MATCH_2})
    if(file MATCHES "^src/${name}/" AND NOT included MATCHES "${pattern}")
      breach(${file} ${line} "${name} may not include ${included}")
    endif()
  endforeach()
  set(breaches ${breaches} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${ROOT}"
  "${ROOT}/include/soundings/*.h" "${ROOT}/src/*.h" "${ROOT}/src/*.cpp")
list(FILTER files EXCLUDE REGEX "/node_modules/")
list(SORT files)
list(LENGTH files file_count)
if(file_count EQUAL 0)
  message(FATAL_ERROR "no sources under ${ROOT}")
endif()

foreach(file IN LISTS files)
  if(NOT file MATCHES "^(include/soundings|src)/([a-z_]+)/")
    breach(${file} 1 "every source belongs to a module")
    continue()
  endif()
  set(module ${CMAKE_MATCH_2})
  if(NOT module IN_LIST modules)
    breach(${file} 1 "no module is called ${module}")
    continue()
  endif()
  # Semicolons and brackets would split or join the list that file(STRINGS) makes of the lines.
  file(READ "${ROOT}/${file}" text)
  string(REGEX REPLACE "[][;\\]" "_" text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(number 0)
  foreach(text_line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(NOT text_line MATCHES "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"]")
      continue()
    endif()
    set(included ${CMAKE_MATCH_1})
    if(text_line MATCHES "#[ \t]*include[ \t]*\"")
      check_folder(${file} ${number} ${included})
    endif()
    if(included MATCHES "^soundings/([a-z_]+)/(.*)$")
      check_module(${file} ${number} ${module} ${CMAKE_MATCH_1} "${CMAKE_MATCH_1}/${CMAKE_MATCH_2}")
    elseif(included MATCHES "\\.\\./")
      breach(${file} ${number} "a path that climbs out of its folder (${included})")
    else()
      check_technology(${file} ${number} ${module} ${included})
    endif()
  endforeach()
endforeach()

if(breaches GREATER 0)
  message(FATAL_ERROR "${breaches} includes against the order of the modules, in ${file_count} files")
endif()
message(STATUS "${file_count} files include only what their module may see")
