#ifndef AIRLOCK_MODEL_WEIGHTS_H
#define AIRLOCK_MODEL_WEIGHTS_H

#include <stddef.h>

/// The weight file that ships inside the binary, on a boundary of 64 bytes; `ModelWeights.swift` specifies its format.
const unsigned char *airlock_model_weights(void);

/// The size of that file in bytes.
size_t airlock_model_weights_size(void);

#endif
