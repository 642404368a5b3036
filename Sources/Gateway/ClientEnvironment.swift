/// The environment in which a package manager sees nothing but the gateway's doors.
///
/// All families of clients are set for every guarded command, since tools start each other (a lifecycle script runs
/// pip, pipx runs uv). Clients read several spellings of one key, so every twin of a key is removed before ours is set.
package struct ClientEnvironment: Sendable {
    package var npmDoors: [NpmDoor]
    package var npmToken: String
    package var pypiIndexURL: String
    package var proxyURL: String
    /// Owned by the guard, so that only judged bytes can be in it.
    package var npmCacheDirectory: String
    package var pythonCacheDirectory: String
    /// The absolute path of git, so that a checkout's own `.npmrc` cannot name another program.
    package var gitProgram: String
    /// What the user's pip configuration files set, option to value (`timeout`, `no-binary`), since those files are not
    /// read by a guarded pip; network options among them are ignored.
    package var pipSettings: [(option: String, value: String)]

    package init(
        gateway: Gateway, npmCacheDirectory: String, pythonCacheDirectory: String, gitProgram: String = "git",
        pipSettings: [(option: String, value: String)] = []
    ) {
        self.init(
            npmDoors: gateway.npmDoors, npmToken: gateway.npmToken, pypiIndexURL: gateway.pypiIndexURL,
            proxyURL: gateway.proxyURL, npmCacheDirectory: npmCacheDirectory,
            pythonCacheDirectory: pythonCacheDirectory, gitProgram: gitProgram, pipSettings: pipSettings)
    }

    package init(
        npmDoors: [NpmDoor], npmToken: String, pypiIndexURL: String, proxyURL: String, npmCacheDirectory: String,
        pythonCacheDirectory: String, gitProgram: String, pipSettings: [(option: String, value: String)]
    ) {
        self.npmDoors = npmDoors
        self.npmToken = npmToken
        self.pypiIndexURL = pypiIndexURL
        self.proxyURL = proxyURL
        self.npmCacheDirectory = npmCacheDirectory
        self.pythonCacheDirectory = pythonCacheDirectory
        self.gitProgram = gitProgram
        self.pipSettings = pipSettings
    }

    /// The environment of a guarded child, made from the one that the user's own command would have had.
    package func applied(to inherited: [String: String]) -> [String: String] {
        var environment = inherited.filter { !Self.isRemoved($0.key) }
        for family in [proxyEnvironment(), npmEnvironment(), pipEnvironment()] {
            environment.merge(family) { _, ours in ours }
        }
        return environment
    }

    /// How long a client may wait for one answer, in seconds: an artifact is fetched and judged meanwhile.
    private static let patienceSeconds = 3600

    /// The keys of npm, npx and yarn.
    package func npmEnvironment() -> [String: String] {
        var environment = [
            "npm_config_replace_registry_host": "always",
            "npm_config_cache": npmCacheDirectory,
            "npm_config_git": gitProgram,
            "npm_config_noproxy": "127.0.0.1",
            "npm_config_proxy": proxyURL,
            "npm_config_https_proxy": proxyURL,
            "npm_config_update_notifier": "false",
            "npm_config_offline": "false",
            "npm_config_prefer_offline": "false",
            // The gateway has already repeated what is worth repeating; npm would wait ten seconds and more.
            "npm_config_fetch_retries": "0",
            "npm_config_fetch_timeout": String(Self.patienceSeconds * 1000),
            "YARN_CACHE_FOLDER": npmCacheDirectory + "/yarn",
        ]
        for (position, door) in npmDoors.enumerated() {
            environment["npm_config_//127.0.0.1:\(door.port)/:_authToken"] = npmToken
            for scope in door.upstream.scopes { environment["npm_config_\(scope):registry"] = door.url }
            if position == 0 {
                environment["npm_config_registry"] = door.url
                environment["YARN_REGISTRY"] = door.url
            }
        }
        return environment
    }

    /// The keys of pip, pipx and uv.
    package func pipEnvironment() -> [String: String] {
        var environment: [String: String] = [:]
        for (option, value) in pipSettings {
            let key = "PIP_" + option.uppercased().replacing("-", with: "_")
            if !Self.isRemoved(key) { environment[key] = value }
        }
        environment.merge([
            "PIP_INDEX_URL": pypiIndexURL,
            "PIP_CONFIG_FILE": "/dev/null",
            "PIP_CACHE_DIR": pythonCacheDirectory,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_RETRIES": "0",
            "PIP_TIMEOUT": String(Self.patienceSeconds),
            "UV_DEFAULT_INDEX": pypiIndexURL,
            "UV_INDEX_URL": pypiIndexURL,
            "UV_CACHE_DIR": pythonCacheDirectory + "/uv",
            "UV_HTTP_TIMEOUT": String(Self.patienceSeconds),
        ]) { _, ours in ours }
        return environment
    }

    /// The proxy door for whoever goes past the gateway, in every spelling, and no transport for git.
    package func proxyEnvironment() -> [String: String] {
        [
            "HTTP_PROXY": proxyURL, "http_proxy": proxyURL, "HTTPS_PROXY": proxyURL, "https_proxy": proxyURL,
            "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "GIT_ALLOW_PROTOCOL": "none",
        ]
    }

    /// Whether an inherited key must go: a twin of one of ours, or another way to name an index, registry or proxy.
    package static func isRemoved(_ key: String) -> Bool {
        let lower = key.lowercased()
        if ["http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy"].contains(lower) { return true }
        if lower.hasPrefix("npm_config_") {
            let option = String(lower.dropFirst("npm_config_".count)).replacing("_", with: "-")
            return npmOptions.contains(option) || option.hasPrefix("@") && option.hasSuffix(":registry")
                || option.hasPrefix("//127.0.0.1")
        }
        if let option = pipOption(ofVariable: key) { return pipOptions.contains(option) }
        if lower.hasPrefix("uv_") { return uvOptions.contains(String(lower.dropFirst(3))) }
        return ["yarn_registry", "yarn_cache_folder", "git_allow_protocol"].contains(lower)
    }

    /// The option that a variable sets for pip, as pip makes its name of the variable's; nil for other variables.
    package static func pipOption(ofVariable key: String) -> String? {
        guard key.utf8.starts(with: "PIP_".utf8) else { return nil }
        let name = String(Substring(key.utf8.dropFirst(4))).lowercased().replacing("_", with: "-")
        return name.hasPrefix("--") ? String(name.dropFirst(2)) : name
    }

    private static let npmOptions: Set<String> = [
        "registry", "replace-registry-host", "cache", "git", "noproxy", "no-proxy", "proxy", "http-proxy",
        "https-proxy",
        "update-notifier", "offline", "prefer-offline", "prefer-online", "fetch-retries", "fetch-timeout",
        "fetch-retry-mintimeout", "fetch-retry-maxtimeout", "fetch-retry-factor", "local-address",
    ]

    private static let pipOptions: Set<String> = [
        "index-url", "pypi-url", "extra-index-url", "find-links", "no-index", "config-file", "cache-dir",
        "no-cache-dir",
        "disable-pip-version-check", "retries", "timeout", "default-timeout", "proxy", "trusted-host", "isolated",
        // These would take pip past the proxy door, or have it send what belongs to an index to the gateway.
        "no-proxy-env", "cert", "client-cert", "keyring-provider",
    ]

    private static let uvOptions: Set<String> = [
        "default_index", "index_url", "index", "extra_index_url", "find_links", "no_index", "cache_dir", "no_cache",
        "offline", "http_timeout", "insecure_host", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
    ]
}
