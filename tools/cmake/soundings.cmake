# Two functions declare the whole program, so that no module forgets its warnings or its tests.

add_library(soundings_warnings INTERFACE)
# Designated initialisers leave members at their defaults on purpose: -Wextra would ask for each.
target_compile_options(soundings_warnings INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  # GCC 12 reports std::string's inline buffer as uninitialised or overlapping once it inlines
  # (GCC bugs 105329 and 105593); the sanitizers and clang's analyser look for the real thing.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized;-Wno-restrict>
  # Of precompiled headers it forgets that they are the system's; the builds without them hold these.
  $<$<AND:$<BOOL:${SOUNDINGS_PCH}>,$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>
  $<$<BOOL:${SOUNDINGS_WERROR}>:-Werror>)

# With SOUNDINGS_PCH, what most files include is parsed once and not once a file. Each file still
# includes what it uses: asan, tsan, fuzz and the linter, which reads every changed file, do without it.
set(soundings_common_headers
  <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
  <optional> <ranges> <set> <span> <sstream> <string> <string_view> <utility> <vector>
  <tl/expected.hpp>)

# soundings_precompile(TARGET FIRST [HEADER ...])
#
# FIRST is the target whose precompiled headers are shared. What is compiled with Poco's definitions,
# which change the system's headers, has its own. nlohmann/json.hpp is not among them: its literals
# make every file that loads it instantiate the parser, a quarter of a second each.
function(soundings_precompile target first)
  if(NOT SOUNDINGS_PCH)
    return()
  endif()
  get_target_property(libraries ${target} LINK_LIBRARIES)
  if(target STREQUAL first OR "${libraries}" MATCHES "Poco::")
    target_precompile_headers(${target} PRIVATE ${soundings_common_headers} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

# soundings_folder(NAME SOURCES a.cpp ... HEADERS x.h ... [PUBLIC lib ...] [PRIVATE lib ...])
#
# The static library soundings_NAME of src/NAME and include/soundings/NAME. PUBLIC libraries are the
# modules and vocabulary types its headers name; PRIVATE ones are known to its .cpp files alone.
function(soundings_folder name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  set(target soundings_${name})
  list(TRANSFORM ARG_HEADERS PREPEND ${PROJECT_SOURCE_DIR}/include/soundings/${name}/)
  add_library(${target} STATIC ${ARG_SOURCES})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${ARG_HEADERS})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE soundings_warnings ${ARG_PRIVATE})
  soundings_precompile(${target} soundings_base)
endfunction()

# soundings_test(NAME LABEL pure|store|http|journey SOURCES a_test.cpp ... LINKS lib ... [PROPERTIES name value ...])
#
# One Catch2 executable, soundings_NAME_test, its cases discovered as ctest tests with PROPERTIES of theirs.
function(soundings_test name)
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;LINKS;PROPERTIES" ${ARGN})
  if(NOT SOUNDINGS_TESTS)
    return()
  endif()
  set(target soundings_${name}_test)
  add_executable(${target} ${ARG_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${target} PRIVATE CATCH_CONFIG_ENABLE_OPTIONAL_STRINGMAKER
    SOUNDINGS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${ARG_LINKS} soundings_warnings Catch2::Catch2WithMain)
  soundings_precompile(${target} soundings_base_test <catch2/catch.hpp>)
  catch_discover_tests(${target} TEST_PREFIX "${name}: " PROPERTIES LABELS ${ARG_LABEL} ${ARG_PROPERTIES})
endfunction()
