# find_package(waarborg) for an installed libwaarborg: gives the target waarborg::waarborg. It looks beside itself, where
# it was installed or in this repository, and then where the system does.
get_filename_component(waarborg_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
get_filename_component(waarborg_SOURCE "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
find_path(waarborg_INCLUDE_DIR waarborg.h HINTS "${waarborg_PREFIX}/include" "${waarborg_SOURCE}/include")
find_library(waarborg_LIBRARY waarborg HINTS "${waarborg_PREFIX}" "${waarborg_SOURCE}/target/release"
  PATH_SUFFIXES "lib/${CMAKE_LIBRARY_ARCHITECTURE}" lib)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(waarborg REQUIRED_VARS waarborg_LIBRARY waarborg_INCLUDE_DIR)
if(waarborg_FOUND AND NOT TARGET waarborg::waarborg)
  add_library(waarborg::waarborg UNKNOWN IMPORTED)
  set_target_properties(waarborg::waarborg PROPERTIES
    IMPORTED_LOCATION "${waarborg_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${waarborg_INCLUDE_DIR}")
endif()
