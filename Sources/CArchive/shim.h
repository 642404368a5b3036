// The whole bridge to libarchive: the two public headers, nothing of our own.
#ifndef AIRLOCK_CARCHIVE_SHIM_H
#define AIRLOCK_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
