# cmake -DFOLDER=... -P empty_folder.cmake: makes a folder that is empty, or fails.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
file(GLOB left ${FOLDER}/*)
if(left OR NOT IS_DIRECTORY ${FOLDER})
  message(FATAL_ERROR "${FOLDER} is not an empty folder")
endif()
