import Foundation
import Interception
import Packages
import Resolution

/// What pipx recorded of its environments: `upgrade` and `reinstall` go by it, past everything on their line.
///
/// Format: `VENVS/NAME/pipx_metadata.json` with `main_package` and `injected_packages`, each with `package_or_url`,
/// `pip_args` and, in newer versions, `lock_file`.
struct PipxRecords {
    private let command: InstallCommand
    private let pipx: ClientProcess
    private let surroundings: Surroundings
    private let scratch: ScratchFolder

    /// Throws for the first environment that would be made anew from anything but releases of the index.
    static func refuseOtherSources(
        _ command: InstallCommand, pipx: ClientProcess, surroundings: Surroundings, scratch: ScratchFolder
    ) async throws {
        guard ["upgrade", "upgrade-all", "reinstall", "reinstall-all"].contains(command.subcommandWord) else { return }
        let records = PipxRecords(
            command: command, pipx: pipx, surroundings: surroundings, scratch: scratch)
        let folder = try await records.folder()
        for name in records.environments(in: folder) {
            guard let problem = records.otherSource(of: "\(folder)/\(name)") else { continue }
            throw GuardError.usage(
                "'\(Messages.untrusted(name))' was installed with \(Messages.untrusted(problem, limit: 200)), which Airlock does not cover for pipx yet",
                hint: "install a release anew: airlock pipx install --force \(Messages.untrusted(name))")
        }
    }

    private func folder() async throws -> String {
        if command.arguments.contains(option: "global") {
            return surroundings.environment["PIPX_GLOBAL_HOME", default: "/opt/pipx"] + "/venvs"
        }
        let run = try await pipx.collect(
            ["environment", "--value", "PIPX_LOCAL_VENVS"], environment: surroundings.environment,
            folder: surroundings.workingDirectory, scratch: scratch)
        let folder = String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard run.end == .exited(status: 0), folder.hasPrefix("/") else {
            throw GuardError.clientFailed(program: pipx.program, cause: "'pipx environment' names no folder")
        }
        return folder
    }

    /// The folders of the named environments, or of all but those that are to be skipped.
    private func environments(in folder: String) -> [String] {
        let named = Set(command.specs.map { PackageName($0, ecosystem: .pypi).normalized })
        guard command.subcommandWord.hasSuffix("-all") else { return named.sorted() }
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return all.filter { !named.contains($0) }.sorted()
    }

    /// What but a release of the index an environment was made from; nil where there is no such environment.
    private func otherSource(of place: String) -> String? {
        let path = place + "/pipx_metadata.json"
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard let record = try? JSONValue.parse(Array(data), path: path), let main = record["main_package"] else {
            return "an unreadable 'pipx_metadata.json'"
        }
        for package in [main] + (record["injected_packages"]?.members ?? [:]).values {
            if let source = package["package_or_url"]?.text, !isReleaseForPipx(source) { return "'\(shown(source))'" }
            if let options = package["pip_args"]?.elements, !options.isEmpty {
                return "'--pip-args=\(options.compactMap(\.text).map(shown).joined(separator: " "))'"
            }
            if package["lock_file"]?.text != nil { return "a lock file" }
            if case .object = package["lock_file"] { return "a lock file" }
        }
        return nil
    }
}
