import Foundation
import Resolution

/// The clients' own configuration files, as far as they are there: readable, and nothing in them that makes what is
/// fetched easier to replace or a token easier to read.
func clientFileChecks(_ surroundings: Surroundings) -> [Check] {
    let environment = surroundings.environment
    let home = surroundings.home
    let npm = [
        surroundings.workingDirectory + "/.npmrc", environment["npm_config_userconfig"] ?? home + "/.npmrc",
    ]
    let configuration = surroundings.absoluteFolder("XDG_CONFIG_HOME") ?? home + "/.config"
    let pip = [
        "/etc/pip.conf", home + "/.pip/pip.conf", configuration + "/pip/pip.conf", environment["PIP_CONFIG_FILE"],
    ].compactMap(\.self)
    return checks("npmrc", npm) { npmFindings($0, path: $1, environment: environment) }
        + checks("pip.conf", pip) { text, path in pipFindings(text, path: path) }
}

/// What is wrong in a configuration file, and the command that mends it.
struct ClientFileFinding: Equatable {
    let finding: String
    let mend: String
}

private func checks(
    _ subject: String, _ paths: [String], find: (_ text: String, _ path: String) -> [ClientFileFinding]
) -> [Check] {
    var present: [String] = []
    var found: [Check] = []
    for path in paths.distinct() where path != "/dev/null" && FileManager.default.fileExists(atPath: path) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            found.append(.failed(subject, "'\(path)' cannot be read", mend: asRoot("chmod +r \(quoted(path))")))
            continue
        }
        present.append("'\(path)'")
        let text = String(decoding: bytes, as: UTF8.self)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        var findings = find(text, path)
        if mode & 0o044 != 0, holdsSecret(text) {
            findings.append(
                ClientFileFinding(
                    finding: "'\(path)' holds a token or password and others may read it",
                    mend: "chmod 600 \(quoted(path))"))
        }
        found += findings.map { .warning(subject, $0.finding, mend: $0.mend) }
    }
    guard found.isEmpty else { return found }
    return [.ok(subject, present.isEmpty ? "no file of yours, which is fine" : present.joined(separator: " and "))]
}

/// Settings of an `.npmrc` that let somebody on the way put in other packages.
func npmFindings(_ text: String, path: String, environment: [String: String]) -> [ClientFileFinding] {
    let values = NpmConfigurationFile(parsing: text, environment: environment).values
    return values.sorted { $0.key < $1.key }.compactMap { key, given in
        guard let value = given.last else { return nil }
        func mend(_ command: String) -> String { "npm config \(command) --userconfig \(quoted(path))" }
        if key == "strict-ssl", value == "false" {
            return ClientFileFinding(
                finding: "'\(path)' turns certificates off (strict-ssl)", mend: mend("delete strict-ssl"))
        }
        guard key == "registry" || key.hasSuffix(":registry"), isInsecure(value) else { return nil }
        let safer = "https" + value.dropFirst("http".count)
        return ClientFileFinding(
            finding: "'\(path)' names a registry over plain http ('\(key)')",
            mend: mend("set \(quoted(key)) \(quoted(safer))"))
    }
}

/// The same of a `pip.conf`; each setting by its section.
func pipFindings(_ text: String, path: String) -> [ClientFileFinding] {
    var findings: [ClientFileFinding] = []
    var section = ""
    var key = ""
    for line in text.split(whereSeparator: \.isNewline) {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        guard let first = trimmed.first, first != "#", first != ";" else { continue }
        if first == "[" {
            section = trimmed.trimmingCharacters(in: ["[", "]"])
            continue
        }
        // An indented line goes on with the value of the line before.
        var value = trimmed
        if line.first?.isWhitespace == false {
            guard let mark = trimmed.firstIndex(where: { $0 == "=" || $0 == ":" }) else { continue }
            key = trimmed[..<mark].trimmingCharacters(in: .whitespaces).lowercased().replacing("_", with: "-")
            value = trimmed[trimmed.index(after: mark)...].trimmingCharacters(in: .whitespaces)
        }
        let mend = "PIP_CONFIG_FILE=\(quoted(path)) pip config unset \(quoted("\(section).\(key)"))"
        let isIndex = ["index-url", "extra-index-url", "find-links"].contains(key)
        let finding: String
        if key == "trusted-host", !value.isEmpty {
            finding = "'\(path)' turns certificates off for a host (\(section).trusted-host)"
        } else if isIndex, value.split(separator: " ").contains(where: { isInsecure(String($0)) }) {
            finding = "'\(path)' names an index over plain http (\(section).\(key))"
        } else {
            continue
        }
        if !findings.contains(where: { $0.finding == finding }) {
            findings.append(ClientFileFinding(finding: finding, mend: mend))
        }
    }
    return findings
}

/// A token of npm's, or a password in an address.
private func holdsSecret(_ text: String) -> Bool {
    text.contains(/(?m)^[^#;\n]*(_authToken|_auth|_password)\s*=/)
        || text.contains(/(?m)^[^#;\n]*:\/\/[^\/\s:@]+:[^\/\s@]+@/)
}
