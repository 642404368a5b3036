// The whole bridge to zlib: its public header, nothing of our own.
#ifndef AIRLOCK_CZLIB_SHIM_H
#define AIRLOCK_CZLIB_SHIM_H

#include <zlib.h>

#endif
