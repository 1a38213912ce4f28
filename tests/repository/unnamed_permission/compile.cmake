# Holds that a route without a permission does not compile, and that it is the permission which is
# missed: the same route with one does.
#
#   cmake -DCOMPILER=<c++> -DROOT=<tree> -P compile.cmake
cmake_minimum_required(VERSION 3.25)

set(compile ${COMPILER} -std=c++20 -fsyntax-only -I ${ROOT}/include -I ${ROOT}/src/serve
            ${CMAKE_CURRENT_LIST_DIR}/route.cpp)
execute_process(COMMAND ${compile} -DWITH_PERMISSION RESULT_VARIABLE named ERROR_VARIABLE said)
if(NOT named EQUAL 0)
  message(FATAL_ERROR "a route with a permission does not compile:\n${said}")
endif()
execute_process(COMMAND ${compile} RESULT_VARIABLE unnamed ERROR_QUIET)
if(unnamed EQUAL 0)
  message(FATAL_ERROR "a route without a permission compiles")
endif()
