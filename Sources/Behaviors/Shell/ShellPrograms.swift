/// What well-known programs do when a command starts them.
enum ShellPrograms {
    static let behaviors: [String: Behavior] = {
        let table: [(Behavior, String)] = [
            (
                .cmdDownload,
                """
                curl wget aria2c bitsadmin invoke-webrequest iwr invoke-restmethod irm start-bitstransfer
                lwp-download ftp tftp scp
                """
            ),
            (.cmdPowershell, "powershell pwsh powershell_ise"),
            (.cmdShell, "sh bash zsh dash ash ksh fish cmd busybox"),
            (
                .cmdInterpreter,
                """
                python python2 python3 py pythonw node nodejs deno bun perl ruby php osascript lua wscript
                cscript ts-node tsx java
                """
            ),
            (
                .cmdSystemLoader,
                "rundll32 regsvr32 regasm regsvcs mshta installutil msiexec odbcconf cmstp forfiles pcalua"
            ),
            (
                .cmdInstall,
                """
                pip pip2 pip3 npm npx yarn pnpm apt apt-get brew gem conda apk dnf yum easy_install pipx uv
                poetry choco winget pacman cargo
                """
            ),
            (
                .cmdRecon,
                """
                whoami id uname hostname ifconfig ipconfig netstat systeminfo tasklist ps arp route nslookup dig
                host wmic getmac lsb_release lscpu lspci sw_vers system_profiler printenv env set last w who net
                nltest quser qwinsta getent groups ioreg nmap vol
                """
            ),
            (.cmdPersist, "crontab schtasks systemctl launchctl reg at chkconfig update-rc.d service sc new-service"),
            (.cmdPermission, "chmod chown icacls attrib takeown chattr xattr setfacl"),
            (.cmdRemoteShell, "nc ncat netcat socat telnet"),
            (.cmdMiner, "xmrig minerd cpuminer xmr-stak t-rex nbminer ethminer"),
            (.cmdDelete, "rm rmdir del rd erase shred unlink rimraf remove-item"),
            (.cmdKill, "kill pkill killall taskkill stop-process shutdown poweroff reboot halt"),
            (.cmdVersionControl, "git hg svn"),
            (
                .cmdBuild,
                """
                make gmake gcc cc g++ clang cmake node-gyp node-pre-gyp prebuild-install node-gyp-build go javac
                msbuild ninja meson rustc tsc webpack rollup swig protoc ar ld strip cython maturin nmake
                autoreconf bazel
                """
            ),
            (.cmdPublish, "twine flit"),
            (.cmdPrivilege, "sudo su runas doas pkexec"),
            (
                .cmdDefense,
                "set-mppreference add-mppreference netsh vssadmin setenforce iptables ufw bcdedit wevtutil mpcmdrun"
            ),
            (.cmdSecretScan, "trufflehog gitleaks"),
            (.cmdContainer, "docker docker-compose kubectl podman helm"),
            (.cmdEncoded, "base64 certutil openssl xxd"),
            (.netSsh, "ssh rsync sftp"),
        ]
        var result: [String: Behavior] = [:]
        for (behavior, names) in table {
            for name in names.split(whereSeparator: \.isWhitespace) { result[String(name)] = behavior }
        }
        return result
    }()

    private static let longestName = 31

    /// First letters and lengths of all known names: nearly every word of a text is none of them.
    private static let outlines: [Bool] = {
        var outlines = [Bool](repeating: false, count: 256 * (longestName + 1))
        for name in [String](behaviors.keys) + [String](wrappers) {
            guard let first = name.utf8.first else { continue }
            outlines[Int(first) * (longestName + 1) + min(name.utf8.count, longestName)] = true
        }
        return outlines
    }()

    /// Whether a name may begin with this byte, in either case, and be so long; false is certain.
    static func mayBegin(with byte: UInt8, length: Int) -> Bool {
        let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        return outlines[Int(lower) * (longestName + 1) + min(length, longestName)]
    }

    static let shells: Set<String> = ["sh", "bash", "zsh", "dash", "ash", "ksh", "fish", "cmd", "busybox"]
    static let javaScriptInterpreters: Set<String> = ["node", "nodejs", "bun", "deno", "ts-node", "tsx", "electron"]
    static let pythonInterpreters: Set<String> = ["python", "python2", "python3", "py", "pythonw"]
    /// Programs that run the command behind them.
    static let wrappers: Set<String> = [
        "sudo", "env", "nohup", "exec", "time", "timeout", "xargs", "start", "call", "command", "cross-env", "doas",
        "setsid", "nice", "cross-env-shell", "then", "do", "else", "elif", "if", "while", "until", "!", "builtin",
        "stdbuf", "unbuffer", "winpty", "corepack",
    ]
    /// Programs that run a script of every workspace.
    static let workspaceRunners: Set<String> = ["lerna", "turbo", "nx", "wsrun"]
    /// Options of those programs whose value is the next word, which is not the program that they run.
    static let wrapperValues: [String: Set<String>] = [
        "env": ["-u", "--unset", "-C", "--chdir"],
        "sudo": ["-u", "-g", "-C", "-D", "-p", "-h", "-r", "-t", "-T", "-U", "-R", "--user", "--group", "--chdir"],
        "doas": ["-u", "-C"], "timeout": ["-s", "-k", "--signal", "--kill-after"], "nice": ["-n", "--adjustment"],
        "xargs": ["-I", "-n", "-P", "-L", "-d", "-E", "-s", "-a", "--arg-file", "--max-args", "--max-procs"],
        "exec": ["-a"], "time": ["-f", "-o"], "stdbuf": ["-i", "-o", "-e"], "start": ["/d", "/D"],
    ]
    /// Words of the shell's grammar that begin or end something and run nothing themselves.
    static let grammar: Set<String> = ["done", "fi", "esac", "for", "case", "select", "function", "in", "[[", "]]"]
}
