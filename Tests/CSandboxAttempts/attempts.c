#define _GNU_SOURCE
#include "CSandboxAttempts.h"

#if defined(__linux__)

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int opened = -1;
static int listener = -1;
static struct sockaddr_in listening;

static int outcome(long result) {
    return result >= 0 ? 0 : errno;
}

static void *nothing(void *argument) {
    return argument;
}

static int joined(const char *path, const char *suffix, char *buffer, size_t size) {
    return snprintf(buffer, size, "%s%s", path, suffix);
}

void airlock_prepare_attempt(const char *name, const char *path) {
    if (strcmp(name, "grow-file") == 0) opened = open(path, O_RDWR | O_CLOEXEC);
    if (strcmp(name, "connect-tcp") != 0) return;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    listening.sin_family = AF_INET;
    listening.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof listening;
    if (bind(listener, (struct sockaddr *)&listening, size) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&listening, &size) != 0)
        abort();
}

static int files(const char *name, const char *path) {
    char other[4096];
    joined(path, ".other", other, sizeof other);
    if (strcmp(name, "read-file") == 0) return outcome(open(path, O_RDONLY));
    if (strcmp(name, "read-system-file") == 0) return outcome(open("/etc/passwd", O_RDONLY));
    if (strcmp(name, "read-own-process") == 0) return outcome(open("/proc/self/environ", O_RDONLY));
    if (strcmp(name, "write-file") == 0) return outcome(open(path, O_WRONLY));
    if (strcmp(name, "create-file") == 0) return outcome(open(other, O_WRONLY | O_CREAT, 0600));
    if (strcmp(name, "list-folder") == 0) return opendir("/tmp") != NULL ? 0 : errno;
    if (strcmp(name, "make-folder") == 0) return outcome(mkdir(other, 0700));
    if (strcmp(name, "remove-file") == 0) return outcome(unlink(path));
    if (strcmp(name, "rename-file") == 0) return outcome(rename(path, other));
    if (strcmp(name, "link-file") == 0) return outcome(symlink(path, other));
    if (strcmp(name, "truncate-file") == 0) return outcome(truncate(path, 0));
    if (strcmp(name, "examine-file") == 0) {
        struct stat status;
        return outcome(stat(path, &status));
    }
    if (strcmp(name, "change-mode") == 0) return outcome(chmod(path, 0777));
    if (strcmp(name, "change-folder") == 0) return outcome(chdir("/"));
    if (strcmp(name, "grow-file") == 0) {
        signal(SIGXFSZ, SIG_IGN);
        return outcome(pwrite(opened, "x", 1, 0));
    }
    return -1;
}

static int network(const char *name) {
    if (strcmp(name, "socket-tcp") == 0) return outcome(socket(AF_INET, SOCK_STREAM, 0));
    if (strcmp(name, "socket-udp") == 0) return outcome(socket(AF_INET6, SOCK_DGRAM, 0));
    if (strcmp(name, "socket-unix") == 0) return outcome(socket(AF_UNIX, SOCK_STREAM, 0));
    if (strcmp(name, "socket-netlink") == 0) return outcome(socket(AF_NETLINK, SOCK_RAW, 0));
    if (strcmp(name, "connect-tcp") == 0) {
        int client = socket(AF_INET, SOCK_STREAM, 0);
        if (client < 0) return errno;
        return outcome(connect(client, (struct sockaddr *)&listening, sizeof listening));
    }
    if (strcmp(name, "bind-tcp") == 0) {
        int server = socket(AF_INET, SOCK_STREAM, 0);
        if (server < 0) return errno;
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        return outcome(bind(server, (struct sockaddr *)&address, sizeof address));
    }
    return -1;
}

static int processes(const char *name) {
    if (strcmp(name, "execute") == 0) {
        char *const words[] = {"true", NULL};
        execv("/bin/true", words);
        return errno;
    }
    if (strcmp(name, "fork") == 0) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        return outcome(child);
    }
    if (strcmp(name, "clone-process") == 0) {
        long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
        if (child == 0) _exit(0);
        return outcome(child);
    }
    if (strcmp(name, "make-thread") == 0) {
        pthread_t thread;
        return pthread_create(&thread, NULL, nothing, NULL);
    }
    if (strcmp(name, "trace") == 0) return outcome(ptrace(PTRACE_TRACEME, 0, 0, 0));
    if (strcmp(name, "signal-parent") == 0) return outcome(kill(getppid(), 0));
    if (strcmp(name, "read-memory") == 0) {
        char byte;
        struct iovec here = {&byte, 1}, there = {(void *)(uintptr_t)&opened, 1};
        return outcome(process_vm_readv(getpid(), &here, 1, &there, 1, 0));
    }
    if (strcmp(name, "new-namespace") == 0) return outcome(unshare(CLONE_FS));
    if (strcmp(name, "raise-limit") == 0) {
        struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
        return outcome(setrlimit(RLIMIT_CORE, &limit));
    }
    return -1;
}

static int memory(const char *name) {
    size_t page = 4096;
    if (strcmp(name, "map-executable") == 0)
        return mmap(NULL, page, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ? 0 : errno;
    if (strcmp(name, "make-executable") == 0) {
        void *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) return errno;
        return outcome(mprotect(memory, page, PROT_READ | PROT_EXEC));
    }
    if (strcmp(name, "executable-memory-file") == 0) return outcome(memfd_create("x", 0));
    if (strcmp(name, "much-memory") == 0)
        return mmap(NULL, (size_t)5 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                   0) != MAP_FAILED
                   ? 0
                   : errno;
    if (strcmp(name, "many-descriptors") == 0) {
        for (int count = 0; count < 64; count++)
            if (dup(0) < 0) return errno;
        return 0;
    }
    if (strcmp(name, "compute") == 0) {
        // What a worker must be able to do: a control that the filter does not simply refuse everything.
        char *block = malloc(64 << 20);
        if (block == NULL) return ENOMEM;
        memset(block, 1, 64 << 20);
        free(block);
        struct timespec time;
        return outcome(clock_gettime(CLOCK_MONOTONIC, &time));
    }
#if defined(__x86_64__)
    if (strcmp(name, "other-numbers") == 0) return outcome(syscall(0x40000000 | SYS_getpid));
#endif
    return -1;
}

int airlock_refuse_sandboxes(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 444, 2, 0), // landlock_create_ruleset
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    };
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
}

int airlock_limit_memory(int process, unsigned long bytes) {
    struct rlimit limit = {bytes, bytes};
    return prlimit(process, RLIMIT_DATA, &limit, NULL) == 0 ? 0 : errno;
}

int airlock_attempt(const char *name, const char *path) {
    int result = files(name, path);
    if (result < 0) result = network(name);
    if (result < 0) result = processes(name);
    if (result < 0) result = memory(name);
    return result;
}

#else

int airlock_refuse_sandboxes(void) {
    return -1;
}

int airlock_limit_memory(int process, unsigned long bytes) {
    (void)process;
    (void)bytes;
    return -1;
}

void airlock_prepare_attempt(const char *name, const char *path) {
    (void)name;
    (void)path;
}

int airlock_attempt(const char *name, const char *path) {
    (void)name;
    (void)path;
    return -1;
}

#endif
