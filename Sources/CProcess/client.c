#define _GNU_SOURCE
#ifdef __linux__
#include <malloc.h>
#endif
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
// The guard has hundreds of megabytes mapped, whose page tables `fork` would copy. The child shares them for the few
// system calls below, which change nothing in memory.
#define START_PROCESS vfork
#else
#define START_PROCESS fork
#endif

struct client {
    const char *program;
    char *const *arguments;
    char *const *environment;
    const char *folder;
    int output;
    const char *error_file;
};

// The child's part, with every signal blocked: only calls that are safe in a signal handler.
static int prepare(const struct client *client, pid_t parent) {
#if defined(__linux__)
    // A kernel that refuses leaves a child that may outlive us, as on other systems.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Had the guard ended before that call, nobody would tell us.
    if (getppid() != parent) _exit(127);
#else
    (void)parent;
#endif
    // Our handlers would run in the child, on memory that is not its own, as soon as signals are let in.
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0) continue;
        if (action.sa_handler == SIG_DFL || (action.sa_handler == SIG_IGN && number != SIGPIPE)) continue;
        action.sa_handler = SIG_DFL;
        action.sa_flags = 0;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, NULL);
    }
    if (client->output == STDOUT_FILENO) {
        if (fcntl(STDOUT_FILENO, F_SETFD, 0) != 0) return errno;
    } else if (client->output >= 0) {
        if (dup2(client->output, STDOUT_FILENO) < 0) return errno;
    }
    if (client->error_file != NULL) {
        int file = open(client->error_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (file < 0) return errno;
        if (file != STDERR_FILENO) {
            if (dup2(file, STDERR_FILENO) < 0) return errno;
            close(file);
        }
    }
    if (client->folder != NULL && chdir(client->folder) != 0) return errno;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(client->program, client->arguments, client->environment);
    return errno;
}

static pid_t start(const struct client *client, int report) {
    pid_t parent = getpid();
    pid_t child = START_PROCESS();
    if (child != 0) return child;
    int code = prepare(client, parent);
    ssize_t written;
    do written = write(report, &code, sizeof code);
    while (written < 0 && errno == EINTR);
    _exit(127);
}

// A pipe that exec closes, its writing end none of the three standard descriptors, which the child replaces.
static int report_pipe(int ends[2]) {
    if (pipe(ends) != 0) return errno;
    int high = fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int code = high < 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 ? errno : 0;
    close(ends[1]);
    ends[1] = high;
    if (code != 0) {
        close(ends[0]);
        if (high >= 0) close(high);
    }
    return code;
}

int airlock_start_client(
    const char *program, char *const arguments[], char *const environment[], const char *folder, int output,
    const char *error_file, pid_t *child) {
    struct client client = {program, arguments, environment, folder, output, error_file};
    int ends[2];
    int code = report_pipe(ends);
    if (code != 0) return code;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t started = start(&client, ends[1]);
    code = started < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (code == 0) {
        // The end comes with exec, an errno when something before it failed.
        int cause = 0;
        ssize_t count;
        do count = read(ends[0], &cause, sizeof cause);
        while (count < 0 && errno == EINTR);
        if (count == (ssize_t)sizeof cause) {
            while (waitpid(started, NULL, 0) < 0 && errno == EINTR) continue;
            code = cause;
        }
    }
    close(ends[0]);
    if (code == 0) *child = started;
    return code;
}

void airlock_keep_memory_small(void) {
#ifdef __GLIBC__
    // Large blocks of their own, returned when freed; few arenas, since each keeps its own leftovers.
    mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    mallopt(M_TRIM_THRESHOLD, 128 * 1024);
    mallopt(M_ARENA_MAX, 2);
#endif
}

void airlock_keep_memory_warm(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 128 * 1024 * 1024);
#endif
}

void airlock_give_memory_back(void) {
#ifdef __GLIBC__
    malloc_trim(1024 * 1024);
#endif
}
