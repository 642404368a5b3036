/// The texts that name private data, places or analysis tools; `|` marks a word boundary (see `KeywordAutomaton`).
///
/// Every word was tried on ordinary packages: what also stands in ordinary text (`token`, `ncat` in `truncate`,
/// `id$` in `chat_id`) is left out or bounded.
enum LiteralKeywords {
    static let automaton = KeywordAutomaton(credentials + places + others)

    static let credentials: [(Behavior, [String])] = [
        (
            .credBrowser,
            [
                "login data", "cookies.sqlite", "logins.json", "key4.db", "key3.db", "google\\chrome", "google/chrome",
                "chrome\\user data", "chrome/user data", "bravesoftware", "opera software", "microsoft\\edge",
                "microsoft/edge", "mozilla\\firefox", "mozilla/firefox", "firefox/profiles", "firefox\\profiles",
                "yandexbrowser", "vivaldi\\user data", "vivaldi/user data", "\\local state", "/local state",
                "web data|", "network\\cookies", "google-chrome", "com.google.chrome", "\\default\\cookies",
                "\\user data\\", "formhistory.sqlite", "signons.sqlite", "|moz_cookies|", "|moz_logins|",
                "encrypted_value", "password_value", "from logins", "chromium/default", "epic privacy browser",
                "local extension settings", "library/safari/",
            ]
        ),
        (
            .credDiscord,
            [
                "discord\\local storage", "discord/local storage", "discordcanary", "discordptb", "lightcord",
                "local storage\\leveldb", "local storage/leveldb", "discord_desktop_core", "betterdiscord",
                "roaming\\discord", "dqw4w9wgxcq", "api/v9/users/@me", "api/v6/users/@me", "api/v8/users/@me",
                "api/users/@me",
            ]
        ),
        (
            .credWallet,
            [
                "wallet.dat", "exodus.wallet", "exodus\\", "/exodus/", "atomic\\local storage", "electrum\\wallets",
                "electrum/wallets", "ethereum\\keystore", "ethereum/keystore", "nkbihfbeogaeaoehlefnkodbefgpgknn",
                "bfnaelmomeimhlpmgjnjophhpkkoljpa", "ejbalbakoplchlghecdalmeeeajnimhm",
                "fhbohimaelbohpjbbldcngcnapndodjp", "hnfanknocfeofbddgcijnmhnfnkdnaad",
                "ibnejdfjmmkpcnlpebklmnkoeoihofec", "egjidjbpglichdcondbcbdnbeeppgdph", "coinomi", "jaxx",
                "guarda\\", "metamask", "|phantom wallet", "trustwallet", "trust wallet", ".solana", "solana/id.json",
                "ledger live", "trezor suite", "|zcash|", "armory|", "bytecoin", "multibit", "daedalus",
                "keystore/utc--", "|binance wallet", "ronin wallet", "tronlink",
            ]
        ),
        (.credSsh, [".ssh/", ".ssh\\", "/.ssh", "\\.ssh", "id_rsa", "id_ed25519", "id_ecdsa", "authorized_keys"]),
        (.pathLoginKeys, ["authorized_keys"]),
        (
            .credCloud,
            [
                ".aws/", ".aws\\", "/.aws", "aws_secret_access_key", "application_default_credentials.json",
                "gcloud/credentials", ".config/gcloud", ".azure/", "accesstokens.json", ".boto", "digitalocean",
                "security-credentials", "|.s3cfg", "terraform.tfstate", "credentials.tfrc", ".oci/config",
            ]
        ),
        (.credPackageToken, [".npmrc", ".pypirc", ".yarnrc", "_authtoken", ".gem/credentials", ".cargo/credentials"]),
        (.credGit, [".git-credentials", ".netrc", ".config/gh/hosts", ".gitconfig", "gh auth token", "ghp_"]),
        (
            .credGame,
            [
                "loginusers.vdf", "ssfn", "steam\\config", "steam/config", ".minecraft", "launcher_profiles.json",
                "launcher_accounts", "roblosecurity", "lunarclient", ".lunarclient", "epicgameslauncher", "riot games",
                "battle.net", "growtopia", "feather\\accounts",
            ]
        ),
        (
            .credChat,
            [
                "telegram desktop", "\\tdata", "/tdata", "d877f783d5d3ef8c", "slack\\", "\\signal\\", "whatsapp",
                "skype\\", "element\\indexeddb", "session\\", "icq\\", ".purple",
            ]
        ),
        (
            .credSystem,
            ["/etc/passwd", "/etc/shadow", "/etc/sudoers", "sam\\domains", "config\\sam", "ntds.dit", "lsass"]
        ),
        (
            .credKeychain,
            [
                "login.keychain", "library/keychains", "keyrings/", "kwallet", "credential manager",
                "find-generic-password", "|vaultcmd",
            ]
        ),
        (
            .credContainer,
            [
                ".docker/config.json", ".kube/config", ".kube\\config", "docker.sock", "/var/run/secrets/kubernetes",
                "serviceaccount/token",
            ]
        ),
        (.credEnvFile, [".env.local", ".env.production", "/.env|", "\\.env|"]),
        (
            .credPrivateKey,
            [
                "begin rsa private key", "begin private key", "begin openssh private key", "begin ec private key",
                "seed phrase", "seed_phrase", "seedphrase", "mnemonic phrase", "recovery phrase", "private_key.pem",
                "|privatekey|", "|mnemonic|", "keypair.json", "secret phrase",
            ]
        ),
        (
            .credHistory,
            [
                ".bash_history", ".zsh_history", "consolehost_history", "\\history|", "/history|", ".python_history",
                ".mysql_history",
            ]
        ),
        (
            .credTokenPattern,
            [
                "[\\w-]{24}", "mfa\\.[\\w-]", "[\\w-]{26}", "[a-za-z0-9_-]{24}", "akia[", "ghp_[",
                "[5kl][1-9a-hj-np-z]", "npm_[a-za-z0-9]", "xox[", "0x[a-fa-f0-9]{40}", "[13][a-km-za-hj-np-z1-9]",
            ]
        ),
    ]

    static let places: [(Behavior, [String])] = [
        (
            .pathStartup,
            [
                "start menu\\programs\\startup", "start menu/programs/startup", "programs\\startup", "programs/startup",
                "shell:startup", ".config/autostart",
            ]
        ),
        (
            .pathRegistryRun,
            ["currentversion\\run", "currentversion/run", "winlogon\\shell", "policies\\explorer\\run"]
        ),
        (
            .pathShellProfile,
            [".bashrc", ".zshrc", ".bash_profile", ".profile|", "/etc/profile", ".zprofile", "profile.ps1"]
        ),
        (
            .pathService,
            [
                "/etc/systemd", "systemd/user", "library/launchagents", "library/launchdaemons", "/etc/cron",
                "/var/spool/cron", "/etc/init.d", "/etc/rc.local", "system32\\tasks",
            ]
        ),
        (
            .pathAppData,
            ["appdata", "%localappdata%", "application support", "/.local/share", "/.config/", "programdata"]
        ),
        (
            .pathTemporary,
            [
                "/tmp/", "\\temp\\", "%temp%", "%tmp%", "/var/tmp", "/dev/shm", "|/tmp|", "c:\\windows\\temp", "$temp",
                "$env:temp",
            ]
        ),
        (
            .pathSystem,
            [
                "system32", "syswow64", "c:\\windows", "/usr/bin/", "/usr/local/bin", "/etc/hosts",
                "/etc/ld.so.preload", "/lib/systemd", "program files",
            ]
        ),
        (
            .pathProcess,
            [
                "/proc/self", "/proc/cpuinfo", "/proc/version", "/proc/1/", "/proc/net", "/proc/meminfo", "/proc/%",
                "/sys/class", "/etc/machine-id", "/proc/",
            ]
        ),
        (
            .pathWorkflow,
            [
                ".github/workflows", ".gitlab-ci.yml", ".circleci/config", "actions/runner", "_runnertoken",
                "runner.worker",
            ]
        ),
        (
            .pathEditor,
            [
                ".vscode/", ".cursor/", "\\.vscode\\", ".claude", ".gemini/", "claude_desktop_config",
                "code/user/settings.json", ".git/hooks",
            ]
        ),
    ]

    static let others: [(Behavior, [String])] = [
        (.litUserAgent, ["mozilla/5.0", "mozilla/4.0", "applewebkit/"]),
        (
            .litSandboxWords,
            [
                "vmware", "virtualbox", "vboxservice", "vboxguest", "vboxtray", "qemu-ga", "wireshark", "processhacker",
                "sandboxie", "sbiedll", "xenservice", "httpdebugger", "fiddler", "ollydbg", "x64dbg", "x32dbg",
                "idaq.exe",
                "ida64", "cuckoo", "wdagutilityaccount", "|hyper-v|", "joebox", "vmtoolsd", "dnspy", "pestudio",
                "ksdumper", "triage", "virustotal", "anyrun", "any.run",
            ]
        ),
        (
            .litCode,
            [
                "import os", "import base64", "import subprocess", "import requests", "import socket", "exec(", "eval(",
                "__import__(", "require('", "require(\"", "child_process", "from urllib", "import urllib", "b64decode",
                "os.system", "urlopen(", "subprocess.", "string.fromcharcode", "lambda _", "invoke-expression",
                "#!/bin/", "#!/usr/bin", "@echo off", "wscript.shell", "createobject(", "new-object net.webclient",
                "document.cookie",
            ]
        ),
    ]
}
