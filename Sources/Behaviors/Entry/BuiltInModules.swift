/// Modules that come with Python and Node, which a package's own file or folder of such a name does not replace.
///
/// Python looks into its library before it looks among what is installed; Node never looks further for these names.
enum BuiltInModules {
    /// Whether a dotted name begins with a module of Python's library.
    static func isOfPython(_ name: String) -> Bool {
        python.contains(name.prefix { $0 != "." })
    }

    /// Whether `require` of a specifier gives what is built into Node.
    static func isOfNode(_ specifier: String) -> Bool { node.contains(specifier[...]) }

    private static let python = Set(
        """
        abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2
        cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
        configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal
        difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
        fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq
        hmac html http imaplib imghdr imp importlib inspect io ipaddress itertools json keyword linecache locale
        logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis
        nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools
        pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc
        pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select
        selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile
        sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig
        syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize
        tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uu uuid venv warnings
        wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
        asynchat asyncore imp distutils smtpd
        """.split(whereSeparator: \.isWhitespace))

    private static let node = Set(
        """
        assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
        dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix
        path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers
        stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm
        wasi worker_threads zlib
        """.split(whereSeparator: \.isWhitespace))
}
