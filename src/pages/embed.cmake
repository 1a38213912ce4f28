# Writes embedded.S and embedded.cpp: every template as it is, every asset under a name that
# carries the first eight digits of its SHA-256, compressed without name or time, so that equal
# inputs give equal bytes.
#   cmake -DSOURCE=src/pages -DPACKAGES=node_modules -DOUT=build/web -DTEMPLATES=a;b -P embed.cmake
cmake_minimum_required(VERSION 3.25)
set(vendor_names govuk-frontend.css govuk-frontend.js d3.js source-sans-3.woff2)
set(own_names icon.svg start.js charts.js report.css soundings.css app.js)  # those that name others come last
set(type_css "text/css; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_svg "image/svg+xml")
set(type_woff2 "font/woff2")

file(REMOVE_RECURSE ${OUT}/plain ${OUT}/packed)
file(MAKE_DIRECTORY ${OUT}/plain ${OUT}/packed)

# The four files of others: found in the packages or lying flat in the folder, and checked.
file(STRINGS ${SOURCE}/vendor.sha256 vendor_lines)
foreach(line name IN ZIP_LISTS vendor_lines vendor_names)
  string(REGEX MATCH "^([0-9a-f]+)  (.+)$" whole "${line}")
  set(expected ${CMAKE_MATCH_1})
  set(path ${CMAKE_MATCH_2})
  get_filename_component(flat ${path} NAME)
  set(found "")
  foreach(candidate ${PACKAGES}/${path} ${PACKAGES}/node_modules/${path} ${PACKAGES}/${flat})
    if(NOT found AND EXISTS ${candidate})
      set(found ${candidate})
    endif()
  endforeach()
  if(NOT found)
    message(FATAL_ERROR "${path} is not in ${PACKAGES}")
  endif()
  file(SHA256 ${found} actual)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${found} is not the file vendor.sha256 names: ${actual}")
  endif()
  configure_file(${found} ${OUT}/plain/${name} COPYONLY)
endforeach()

set(assembly "// Written by embed.cmake.\n.section .rodata\n")
set(declarations "")
set(assets "")
set(template_rows "")

# embed(SYMBOL FILE): the bytes of FILE between SYMBOL and SYMBOL_end.
macro(embed symbol file)
  string(APPEND assembly ".global ${symbol}\n${symbol}:\n.incbin \"${file}\"\n"
                         ".global ${symbol}_end\n${symbol}_end:\n")
  string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
endmacro()

set(named "")
foreach(name ${vendor_names} ${own_names})
  if(name IN_LIST own_names)
    file(READ ${SOURCE}/static/${name} text)
    foreach(other ${named})
      string(REPLACE "/assets/${other}" "${path_of_${other}}" text "${text}")
    endforeach()
    file(WRITE ${OUT}/plain/${name} "${text}")
  endif()
  file(SHA256 ${OUT}/plain/${name} hash)
  string(SUBSTRING ${hash} 0 8 hash)
  get_filename_component(stem ${name} NAME_WLE)
  get_filename_component(extension ${name} LAST_EXT)
  string(SUBSTRING ${extension} 1 -1 extension)
  set(path_of_${name} "/assets/${stem}.${hash}.${extension}")
  list(APPEND named ${name})
  execute_process(COMMAND gzip -9nc ${OUT}/plain/${name} OUTPUT_FILE ${OUT}/packed/${name}.gz
                  COMMAND_ERROR_IS_FATAL ANY)
  string(MAKE_C_IDENTIFIER "soundings_asset_${name}" symbol)
  embed(${symbol} ${OUT}/packed/${name}.gz)
  string(APPEND assets "      {\"${name}\",\n       {.path = \"${path_of_${name}}\",\n"
    "        .media_type = \"${type_${extension}}\",\n"
    "        .gzip = between(${symbol}, ${symbol}_end)}},\n")
endforeach()

foreach(template ${TEMPLATES})
  get_filename_component(stem ${template} NAME_WE)
  string(MAKE_C_IDENTIFIER "soundings_template_${stem}" symbol)
  embed(${symbol} ${SOURCE}/${template})
  string(APPEND template_rows "      {\"${stem}\", between(${symbol}, ${symbol}_end)},\n")
endforeach()

file(WRITE ${OUT}/embedded.S "${assembly}.section .note.GNU-stack,\"\",@progbits\n")
file(WRITE ${OUT}/embedded.cpp "// Written by embed.cmake: the files that stand in embedded.S.
#include \"embedded.h\"

#include <array>
#include <cstddef>

extern \"C\" {
${declarations}}

namespace soundings::pages {
namespace {

std::string_view between(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

}  // namespace

std::span<const NamedAsset> embedded_assets() {
  static const auto assets = std::to_array<NamedAsset>({
${assets}  });
  return assets;
}

std::span<const Template> embedded_templates() {
  static const auto templates = std::to_array<Template>({
${template_rows}  });
  return templates;
}

}  // namespace soundings::pages
")
