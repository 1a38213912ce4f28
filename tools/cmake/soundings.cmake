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
  $<$<BOOL:${SOUNDINGS_WERROR}>:-Werror>)

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
endfunction()

# soundings_test(NAME LABEL pure|store|http|journey SOURCES a_test.cpp ... LINKS lib ...)
#
# One Catch2 executable, soundings_NAME_test, its cases discovered as ctest tests.
function(soundings_test name)
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;LINKS" ${ARGN})
  if(NOT SOUNDINGS_TESTS)
    return()
  endif()
  set(target soundings_${name}_test)
  add_executable(${target} ${ARG_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${target} PRIVATE CATCH_CONFIG_ENABLE_OPTIONAL_STRINGMAKER
    SOUNDINGS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${ARG_LINKS} soundings_warnings Catch2::Catch2WithMain)
  list(LENGTH ARG_SOURCES source_count)
  if(SOUNDINGS_PCH AND source_count GREATER 2)  # for fewer, making it costs more than it saves
    target_precompile_headers(${target} PRIVATE <catch2/catch.hpp>)
  endif()
  catch_discover_tests(${target} TEST_PREFIX "${name}: " PROPERTIES LABELS ${ARG_LABEL})
endfunction()
