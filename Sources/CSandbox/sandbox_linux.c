#define _GNU_SOURCE
#include "CSandbox.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock's interface by its documentation: the headers of a build machine may be older than the kernel it runs on.
#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_VERSION_FLAG 1u

// The kernel takes the size of the structure that the caller knows, and wants what is beyond its own to be zero.
struct ruleset_attributes {
    uint64_t handled_files;
    uint64_t handled_network;
    uint64_t scoped;
};

// Safety: sets one limit of this process; `wanted` is only ever lowered to what the hard limit allows.
static int lower(int resource, rlim_t wanted) {
    struct rlimit current;
    if (getrlimit((__rlimit_resource_t)resource, &current) != 0) return errno;
    if (current.rlim_max != RLIM_INFINITY && current.rlim_max < wanted) wanted = current.rlim_max;
    struct rlimit limit = {wanted, wanted};
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0 ? 0 : errno;
}

// Safety: closes descriptors that this process has no owner for: it runs first in a fresh program.
static void close_from(unsigned lowest) {
    if (syscall(SYS_close_range, lowest, ~0u, 0) == 0) return;
    struct rlimit limit;
    // Without close_range (before Linux 5.9), every number is tried; above 65,536 nobody has open files by chance.
    rlim_t end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
    for (rlim_t descriptor = lowest; descriptor < end; descriptor++) close((int)descriptor);
}

int airlock_sandbox_limit(int lowest, pid_t parent) {
    close_from((unsigned)lowest);
    // The machine's memory ran out: this process goes before the guard or anything of the user's. Best effort, and
    // before the process stops being readable, since /proc/self belongs to root from then on.
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0) {
        ssize_t ignored = write(score, "1000", 4);
        (void)ignored;
        close(score);
    }
    int code = 0;
    if ((code = lower(RLIMIT_CORE, 0)) != 0) return code;
    if ((code = lower(RLIMIT_FSIZE, 0)) != 0) return code;
    if ((code = lower(RLIMIT_MEMLOCK, 0)) != 0) return code;
    if ((code = lower(RLIMIT_MSGQUEUE, 0)) != 0) return code;
    // The three standard ones, the socket, an artifact, and a few in reserve.
    if ((code = lower(RLIMIT_NOFILE, AIRLOCK_SANDBOX_DESCRIPTORS)) != 0) return code;
    // An archive keeps at most 512 MiB, held twice while its buffers grow; syntax trees take up to some 50 bytes for
    // one of the largest file's 16 MiB; a deep stack counts whole. 4 GiB is twice that: less would refuse honest
    // packages, more would let a bomb push the machine into its swap.
    if ((code = lower(RLIMIT_DATA, (rlim_t)AIRLOCK_SANDBOX_MEMORY)) != 0) return code;
    // A guard that is killed leaves no orphan at work. The signal is sent when the thread that started this process
    // ends, so the guard keeps that thread. A parent that died before the request is caught by the comparison.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    if (parent > 0 && getppid() != parent) return ESRCH;
    // Both are inherited by later threads: no set-user-id program helps, and no process of the same user can attach.
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    return 0;
}

int airlock_sandbox_offered_abi(void) {
    // Safety: with this flag the kernel reads nothing and returns a number.
    long abi = syscall(LANDLOCK_CREATE_RULESET, NULL, 0, LANDLOCK_VERSION_FLAG);
    return abi > 0 ? (int)abi : 0;
}

int airlock_sandbox_give_up_files(void) {
    int abi = airlock_sandbox_offered_abi();
    if (abi <= 0) return 0;
    // Every right that an ABI knows, and no rule that grants one: bits 0-12 since the first, then refer, truncate and
    // ioctl of devices. Rights of later ABIs than 6 are not known here; opening a file is denied by all.
    struct ruleset_attributes attributes = {0x1fff, 0, 0};
    size_t size = sizeof attributes.handled_files;
    if (abi >= 2) attributes.handled_files |= 1u << 13;
    if (abi >= 3) attributes.handled_files |= 1u << 14;
    if (abi >= 5) attributes.handled_files |= 1u << 15;
    if (abi >= 4) {
        attributes.handled_network = 3; // bind and connect of TCP
        size = 2 * sizeof(uint64_t);
    }
    if (abi >= 6) {
        attributes.scoped = 3; // abstract UNIX sockets and signals to the outside
        size = 3 * sizeof(uint64_t);
    }
    // Safety: `attributes` outlives the call and `size` does not reach beyond it.
    int ruleset = (int)syscall(LANDLOCK_CREATE_RULESET, &attributes, size, 0);
    if (ruleset < 0) return 0;
    long refused = syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0);
    close(ruleset);
    return refused == 0 ? abi : 0;
}

int airlock_sandbox_thread_count(void) {
    // The folder has one subfolder a thread: its links are two more than that.
    struct stat status;
    if (stat("/proc/self/task", &status) != 0 || status.st_nlink < 3) return 0;
    return (int)status.st_nlink - 2;
}

#endif
