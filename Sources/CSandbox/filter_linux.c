#define _GNU_SOURCE
#include "CSandbox.h"

#if defined(__linux__)

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(OWN_ARCHITECTURE)

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000u
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
// One comparison and one answer: the jump distances stay 0 and 1, so that no count can be wrong.
#define WHEN(name, value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), ANSWER(value)
#define ALLOW(name) WHEN(name, SECCOMP_RET_ALLOW)
#define KILL(name) WHEN(name, SECCOMP_RET_KILL_PROCESS)
#define REFUSE(code) ANSWER(SECCOMP_RET_ERRNO | (code))
// The low half of the third argument holds all protection bits, on both (little-endian) architectures.
#define ALLOW_WITHOUT_EXECUTION(name)                                                                             \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 4),                                                       \
        LOAD(args[2]),                                                                                            \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),                                                    \
        REFUSE(EPERM),                                                                                            \
        ANSWER(SECCOMP_RET_ALLOW)

// What computing on one thread needs, and receiving and answering on descriptors that are there already. Everything
// else is refused with EPERM, so that a library which merely asks goes on; what only an exploit asks for kills.
static struct sock_filter filter[] = {
    // Calls of another architecture have other numbers.
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
    ANSWER(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    // x32: the same architecture with this bit, and numbers of its own.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1),
    ANSWER(SECCOMP_RET_KILL_PROCESS),
#endif
    // Memory: read and write, never execute.
    ALLOW(madvise),
    ALLOW(munmap),
    ALLOW(brk),
    ALLOW(mremap),
    ALLOW_WITHOUT_EXECUTION(mmap),
    ALLOW_WITHOUT_EXECUTION(mprotect),
    // Requests in, answers out, the artifact's size. No path, no new descriptor but a received one.
    ALLOW(recvmsg),
    ALLOW(write),
    ALLOW(close),
    ALLOW(lseek),
    // Locks, time, signals to itself that are already decided, random numbers of hash tables.
    ALLOW(futex),
    ALLOW(clock_gettime),
    ALLOW(clock_nanosleep),
    ALLOW(sched_yield),
    ALLOW(rt_sigprocmask),
    ALLOW(rt_sigreturn),
    ALLOW(restart_syscall),
    ALLOW(getrandom),
    ALLOW(getpid),
    ALLOW(gettid),
    ALLOW(exit),
    ALLOW(exit_group),
    // Nothing of ours and no library that we use calls these.
    KILL(execve),
    KILL(execveat),
    KILL(ptrace),
    KILL(process_vm_readv),
    KILL(process_vm_writev),
    KILL(bpf),
    KILL(userfaultfd),
    KILL(perf_event_open),
    KILL(unshare),
    KILL(setns),
    KILL(mount),
    KILL(init_module),
    KILL(finit_module),
    KILL(kexec_load),
    // Made of numbers, as older headers lack the names; equal on all architectures.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 425, 0, 1), // io_uring_setup
    ANSWER(SECCOMP_RET_KILL_PROCESS),
    // glibc tries clone3 first and clone next; neither makes a thread or a process.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 435, 0, 1), // clone3
    REFUSE(ENOSYS),
    REFUSE(EPERM),
};

int airlock_sandbox_give_up_calls(void) {
    // Without seccomp this still keeps an ordinary user's process from making others; root is not bound by it.
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_NPROC, &none);
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
    // Safety: the kernel copies the program, checks it, and puts it on every thread or on none.
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0 ? 1 : 0;
}

#else

int airlock_sandbox_give_up_calls(void) {
    return 0;
}

#endif
#endif
