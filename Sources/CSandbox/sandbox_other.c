#include "CSandbox.h"

#if !defined(__linux__)

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

// Safety: as in sandbox_linux.c, with the limits that every POSIX system has.
int airlock_sandbox_limit(int lowest, pid_t parent) {
    for (int descriptor = lowest; descriptor < 65536; descriptor++) close(descriptor);
    struct rlimit none = {0, 0};
    struct rlimit descriptors = {AIRLOCK_SANDBOX_DESCRIPTORS, AIRLOCK_SANDBOX_DESCRIPTORS};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return errno;
    if (setrlimit(RLIMIT_FSIZE, &none) != 0) return errno;
    if (setrlimit(RLIMIT_NOFILE, &descriptors) != 0) return errno;
    return parent > 0 && getppid() != parent ? ESRCH : 0;
}

int airlock_sandbox_offered_abi(void) {
    return 0;
}

int airlock_sandbox_give_up_files(void) {
    return 0;
}

int airlock_sandbox_give_up_calls(void) {
    return 0;
}

int airlock_sandbox_thread_count(void) {
    return 0;
}

#endif
