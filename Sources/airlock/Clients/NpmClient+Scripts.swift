import Foundation
import Gateway
import Interception
import Packages
import Resolution

/// The gate before npm's scripts: how npm is led to it, and which folders are the user's own.
extension NpmClient {
    /// The environment in which npm's shell asks the guard first.
    ///
    /// A shell that the user configured is the one that then runs.
    func guardingScripts(
        _ environment: [String: String], through gateway: Gateway, restoring words: [String]
    ) throws -> [String: String] {
        let configured = command.arguments.lastValue(of: "script-shell") ?? configuration.value(of: "script-shell")
        let shell = configured.flatMap { ["", "null", "undefined", "true", "false"].contains($0) ? nil : $0 } ?? "sh"
        let link = try ScriptStandIn.make(
            door: gateway.scriptURL, token: gateway.npmToken, shell: shell, scratch: scratch)
        scripts.open(
            ScriptGate.Setting(
                own: try ownFolders(), cloneFolder: Self.resolved(surroundings.cacheFolder) + "/npm/_cacache/tmp",
                restoringWords: words, originals: { gateway.npmOriginals }))
        var guarded = environment.filter { $0.key.lowercased().replacing("-", with: "_") != "npm_config_script_shell" }
        guarded["npm_config_script_shell"] = link
        return guarded
    }

    /// Throws when a script was stopped: npm itself goes on where the package is an optional one.
    func checkScripts() throws {
        let refusals = scripts.refusals
        guard let first = refusals.first else { return }
        let root = Self.resolved(project?.root ?? surroundings.workingDirectory) + "/"
        let folder = first.folder.hasPrefix(root) ? String(first.folder.dropFirst(root.count)) : first.folder
        throw GuardError.unjudgedScript(
            Messages.untrusted(first.script, limit: 200), folder: Messages.untrusted(folder, limit: 300),
            count: refusals.count)
    }

    /// The folders whose scripts are the user's own: the project's, and what manifests and command line link to.
    private func ownFolders() throws -> Set<String> {
        let project = try project ?? NpmProject.find(from: surroundings.workingDirectory)
        let named = command.localFolders.map { $0.hasPrefix("file:") ? String($0.dropFirst("file:".count)) : $0 }
        let extra = named.map(surroundings.npmPath) + linkedFolders()
        let own = try project.ownFolders(home: surroundings.home, extraFolders: extra)
        return Set((own.paths + extra).map(Self.resolved))
    }

    /// The user's folders that an earlier `npm link` made global, from where the next one links them into the project.
    private func linkedFolders() -> [String] {
        guard subcommand == .link, let globalPrefix else { return [] }
        let files = FileManager.default
        let root = globalPrefix + "/lib/node_modules"
        let names = (try? files.contentsOfDirectory(atPath: root)) ?? []
        let places = names.flatMap { name -> [String] in
            guard name.hasPrefix("@") else { return ["\(root)/\(name)"] }
            return ((try? files.contentsOfDirectory(atPath: "\(root)/\(name)")) ?? []).map { "\(root)/\(name)/\($0)" }
        }
        return places.filter { (try? files.destinationOfSymbolicLink(atPath: $0)) != nil }.map(Self.resolved)
            .filter { !$0.split(separator: "/").contains("node_modules") }
    }

    /// The path without links; as it stands where it leads nowhere.
    private static func resolved(_ path: String) -> String {
        // Safety: `realpath` returns a zero-terminated string of its own, freed once it is copied.
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
