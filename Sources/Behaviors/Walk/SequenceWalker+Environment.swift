import SourceSyntax

// What reading the environment and the names of its variables tell.
extension SequenceWalker {
    /// Whether a value is the process environment itself.
    func isEnvironment(_ value: Value) -> Bool {
        guard let node = value.node else { return false }
        return file.isPython ? node == WellKnown.pythonEnvironment : node == WellKnown.javaScriptEnvironment
    }

    /// Records the reading of an environment variable.
    func readEnvironment(_ name: String, at node: NodeID) -> Value {
        let kind = EnvironmentNames.behavior(of: name)
        emit(kind, at: node)
        switch kind {
        case .envSecret: return Value(labels: [.secret])
        case .sysUser, .sysHost: return Value(labels: [.system])
        case .envCi, .fsHome, .pathAppData, .pathTemporary: return Value(origin: makeOrigin())
        default: return Value(labels: name == "NODE_ENV" || name == "PATH" ? [] : [.environment])
        }
    }
}

/// Catalogue nodes that the walk itself must know.
enum WellKnown {
    static let pythonEnvironment = Catalogue.python.resolve("os.environ")
    static let javaScriptEnvironment = Catalogue.javaScript.resolve("process.env")
    static let pythonBuiltIns = Catalogue.python.root("builtins")
    static let pythonGlobalThis = Catalogue.python.root("globalThis")
    static let javaScriptBuiltIns = Catalogue.javaScript.root("builtins")
    static let javaScriptGlobalThis = Catalogue.javaScript.root("globalThis")
    static let pythonString = Catalogue.python.root("string")
    static let pythonModules = Catalogue.python.resolve("sys.modules")
    static let pythonInterpreter = Catalogue.python.resolve("sys.executable")
    static let javaScriptInterpreter = Catalogue.javaScript.resolve("process.execPath")
}

/// What the name of an environment variable tells.
enum EnvironmentNames {
    static func behavior(of name: String) -> Behavior {
        let upper = name.uppercased()
        if serviceNames.contains(upper) { return .envCi }
        switch upper {
        case "USER", "USERNAME", "LOGNAME", "SUDO_USER": return .sysUser
        case "COMPUTERNAME", "HOSTNAME", "USERDOMAIN": return .sysHost
        case "HOME", "USERPROFILE", "HOMEPATH": return .fsHome
        case "APPDATA", "LOCALAPPDATA", "PROGRAMDATA": return .pathAppData
        case "TEMP", "TMP", "TMPDIR": return .pathTemporary
        default: break
        }
        return secretWords.contains { upper.containsBytes(of: $0) } ? .envSecret : .envGet
    }

    private static let secretWords: [StaticString] = [
        "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY",
    ]

    private static let serviceNames: Set<String> = [
        "CI", "GITHUB_ACTIONS", "TRAVIS", "JENKINS_URL", "GITLAB_CI", "CIRCLECI", "BUILDKITE", "APPVEYOR", "TF_BUILD",
        "CODEBUILD_BUILD_ID", "GITHUB_REPOSITORY", "GITHUB_WORKFLOW", "RUNNER_OS", "BITBUCKET_BUILD_NUMBER", "DRONE",
        "TEAMCITY_VERSION", "GITHUB_RUN_ID",
    ]
}
