# Installs exactly what package-lock.json names into FOLDER, without running any package's script.
#   cmake -DSOURCE=src/pages -DFOLDER=build/npm -P install_packages.cmake
cmake_minimum_required(VERSION 3.25)
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${FOLDER})
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm was not found. Install nodejs and npm, or name a folder that already "
                      "holds the packages of src/pages/package.json: -DSOUNDINGS_WEB_VENDOR=FOLDER")
endif()
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "npm could not fetch the pages' packages. Try again, or name a folder that "
                      "already holds them: -DSOUNDINGS_WEB_VENDOR=FOLDER")
endif()
file(TOUCH ${FOLDER}/installed)
