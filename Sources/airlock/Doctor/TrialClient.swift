import Foundation
import Interception
import Packages

/// A client that `airlock doctor` installs trial packages with.
enum TrialClient: String, Sendable, CaseIterable {
    case npm
    case pip

    /// The names under which it is looked for on PATH.
    var programs: [String] {
        switch self {
        case .npm: ["npm"]
        case .pip: ["pip", "pip3"]
        }
    }

    /// Below the first version some install cannot be planned at all; below the second nothing was tried.
    var versions: (least: String, tried: String) {
        switch self {
        // npm 7 writes the lockfiles that hold the whole tree.
        case .npm: ("7.0.0", "9.2.0")
        // pip 22.2 brought the dry run with a report.
        case .pip: ("22.2", "23.0.1")
        }
    }

    var update: String {
        switch self {
        case .npm: "airlock npm install --global npm@latest"
        case .pip: "python3 -m pip install --upgrade pip"
        }
    }

    var kind: ArtifactKind {
        switch self {
        case .npm: .npmTarball
        case .pip: .wheel
        }
    }

    /// The number in what `--version` prints: `10.8.2`, or `pip 23.2.1 from …`.
    static func version(in output: String) -> String? {
        output.split(whereSeparator: \.isWhitespace).map(String.init).first {
            $0.first?.isNumber == true && $0.contains(".")
        }
    }

    func make(isFlagged: Bool) -> TrialPackage? {
        switch self {
        case .npm: TrialPackage.npm(isFlagged: isFlagged)
        case .pip: TrialPackage.wheel(isFlagged: isFlagged)
        }
    }

    /// An install into `folder` that runs nothing of the package, even if it were not refused.
    func arguments(installing name: String, in folder: String) -> [String] {
        switch self {
        case .npm: ["install", "--ignore-scripts", "--no-audit", "--no-fund", name]
        case .pip: ["install", "--no-deps", "--no-compile", "--disable-pip-version-check", "--target", folder, name]
        }
    }

    /// Variables that leave the trial registry as the only one.
    func variables(registry: String) -> [String: String] {
        switch self {
        case .npm:
            [
                "npm_config_registry": registry + "/", "npm_config_userconfig": "/dev/null",
                "npm_config_noproxy": "127.0.0.1", "npm_config_update_notifier": "false",
            ]
        case .pip: ["PIP_INDEX_URL": registry + "/simple/", "PIP_CONFIG_FILE": "/dev/null"]
        }
    }
}
