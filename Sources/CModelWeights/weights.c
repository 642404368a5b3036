#include "CModelWeights.h"

// `#embed` is C23; clang has it in every mode and only remarks on it.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Training/export.py writes weights.bin; clang tracks it as a dependency of this file.
static const unsigned char weights[] __attribute__((aligned(64))) = {
#embed "weights.bin"
};

const unsigned char *airlock_model_weights(void) {
    return weights;
}

size_t airlock_model_weights_size(void) {
    return sizeof weights;
}
