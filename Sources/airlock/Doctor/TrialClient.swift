import Foundation
import Interception
import Packages

/// A way to call a client, with which `airlock doctor` installs trial packages: one row of a table.
struct TrialClient: Sendable, CustomStringConvertible {
    /// What the trial needs to know of a client's kind.
    enum Family: Sendable {
        case npm
        case pip
        case uv
        case pipx
    }

    let family: Family
    /// The program as it is looked for on PATH, and the words behind it that name the client: `python3 -m pip`.
    let words: [String]
    /// The arguments of an install that runs nothing of the package, even if it were not refused.
    let arguments: @Sendable (_ package: String, _ folder: String) -> [String]
    /// A command of the same client that no guard covers, where there is one.
    var other: [String] = []

    static let all = [
        TrialClient(family: .npm, words: ["npm"]) { name, _ in
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", name]
        },
        // With a command of its own, since npx would run the package's.
        TrialClient(family: .npm, words: ["npx"]) { name, _ in
            ["--yes", "--ignore-scripts", "--package", name, "--call", "exit 0"]
        },
        TrialClient(family: .pip, words: ["pip"], arguments: pipArguments),
        TrialClient(family: .pip, words: ["pip3"], arguments: pipArguments),
        TrialClient(family: .pip, words: ["python3", "-m", "pip"], arguments: pipArguments),
        TrialClient(
            family: .uv, words: ["uv"],
            arguments: { name, folder in ["pip", "install", "--no-deps", "--target", folder, name] }, other: ["sync"]),
        TrialClient(family: .uv, words: ["uvx"]) { name, _ in ["--from", name, "python", "-c", "pass"] },
        TrialClient(family: .pipx, words: ["pipx"]) { name, _ in ["install", name] },
    ]

    private static let pipArguments: @Sendable (String, String) -> [String] = { name, folder in
        ["install", "--no-deps", "--no-compile", "--disable-pip-version-check", "--target", folder, name]
    }

    /// As a person types it.
    var name: String { words.joined(separator: " ") }
    var program: String { words[0] }

    /// Whether a harmless package can be installed from a registry that has nothing else: pipx may want a newer pip first.
    var installsTwin: Bool { family != .pipx }

    var description: String { name }

    /// How Airlock reads the trial's command line: a trial is of use only where it is an install.
    func reading(_ arguments: [String]) -> PackageCommand? {
        GuardedTool(named: program).map { readCommand(of: $0, arguments: Array(words.dropFirst()) + arguments) }
    }

    /// Below the first version some install cannot be planned at all; below the second nothing was tried.
    var versions: (least: String, tried: String)? {
        switch family {
        // npm 7 writes the lockfiles that hold the whole tree.
        case .npm: ("7.0.0", "9.2.0")
        // pip 22.2 brought the dry run with a report.
        case .pip: ("22.2", "23.0.1")
        case .uv, .pipx: nil
        }
    }

    /// The command that brings a newer version; none for a client that has no least one.
    var update: String {
        switch family {
        case .npm: "airlock npm install --global npm@latest"
        case .pip: "python3 -m pip install --upgrade pip"
        case .uv: "airlock pip install --upgrade uv"
        case .pipx: "airlock pip install --upgrade pipx"
        }
    }

    var kind: ArtifactKind { family == .npm ? .npmTarball : .wheel }

    /// The number in what `--version` prints: `10.8.2`, or `pip 23.2.1 from …`.
    static func version(in output: String) -> String? {
        output.split(whereSeparator: \.isWhitespace).map(String.init).first {
            $0.first?.isNumber == true && $0.contains(".")
        }
    }

    func make(isFlagged: Bool) -> TrialPackage? {
        family == .npm ? TrialPackage.npm(isFlagged: isFlagged) : TrialPackage.wheel(isFlagged: isFlagged)
    }

    /// Variables that leave the trial registry as the only one, and keep all that is installed below `folder`, also
    /// where nothing guards.
    func variables(registry: String, folder: String) -> [String: String] {
        switch family {
        case .npm:
            [
                "npm_config_registry": registry + "/", "npm_config_userconfig": "/dev/null",
                "npm_config_noproxy": "127.0.0.1", "npm_config_update_notifier": "false",
                "npm_config_cache": folder + "/npm-cache",
            ]
        case .pip: ["PIP_INDEX_URL": registry + "/simple/", "PIP_CONFIG_FILE": "/dev/null"]
        case .uv, .pipx:
            [
                "PIP_INDEX_URL": registry + "/simple/", "PIP_CONFIG_FILE": "/dev/null",
                "UV_DEFAULT_INDEX": registry + "/simple/", "UV_NO_CONFIG": "1", "UV_CACHE_DIR": folder + "/uv-cache",
                "UV_TOOL_DIR": folder + "/uv-tools", "UV_PYTHON_DOWNLOADS": "never", "PIPX_HOME": folder + "/pipx",
                "PIPX_BIN_DIR": folder + "/pipx-bin", "PIPX_MAN_DIR": folder + "/pipx-man",
            ]
        }
    }

    /// Variables of the user's that would name other registries than the trial's.
    static func isOwn(variable: String) -> Bool {
        let name = variable.lowercased()
        return ["npm_config_", "pip_", "uv_", "pipx_"].contains(where: name.hasPrefix)
    }
}
