import Foundation
import Interception
import Resolution

extension NpmClient {
    /// A value that npm has when nobody configured anything; npm is asked once per version of the program.
    static func builtIn(
        _ key: String, _ npm: ClientProcess, _ scratch: ScratchFolder, _ surroundings: Surroundings,
        _ constants: ClientConstants
    ) async throws -> String {
        let found = try await constants.value("npm-\(key)", of: npm.program) {
            var environment = surroundings.environment.filter { !$0.key.lowercased().hasPrefix("npm_config_") }
            environment["HOME"] = scratch.path
            environment["PREFIX"] = nil
            var arguments = ["config", "get", key, "--userconfig", scratch.file("no-user-file")]
            if key != "globalconfig" { arguments += ["--globalconfig", scratch.file("no-global-file")] }
            let run = try await npm.collect(arguments, environment: environment, folder: "/", scratch: scratch)
            guard run.end == .exited(status: 0) else { return nil }
            return parseNpmConfigGet(String(decoding: run.output, as: UTF8.self), keys: [key])[key]
        }
        guard let found, !found.isEmpty else {
            throw GuardError.clientFailed(program: npm.program, cause: "'npm config get \(key)' gave no answer")
        }
        return found
    }

    /// The whole chain in npm's order: command line, environment, project, user, global.
    static func configuration(
        _ command: InstallCommand, surroundings: Surroundings, projectFile: String?, globalFile: String
    ) throws -> NpmConfiguration {
        var configuration = NpmConfiguration()
        var line: [String: [String]] = [:]
        for pair in command.sources.registryKeys { line[pair.key] = [pair.value] }
        if let index = command.sources.index { line["registry"] = [index] }
        configuration.set(.commandLine, to: NpmConfigurationFile(values: line))
        configuration.setEnvironment(surroundings.environment)
        if let projectFile {
            try configuration.read(.project, fromFile: projectFile, environment: surroundings.environment)
        }
        let userFile =
            command.sources.userConfiguration ?? configuration.value(of: "userconfig")
            ?? surroundings.home + "/.npmrc"
        // In the home folder itself, one file is both; npm then reads it as the user's.
        try configuration.read(.user, fromFile: userFile, environment: surroundings.environment)
        let global = command.sources.globalConfiguration ?? configuration.value(of: "globalconfig") ?? globalFile
        try configuration.read(.global, fromFile: global, environment: surroundings.environment)
        return configuration
    }

    /// The words that make npm install the packages of `npx` and start the tool with the user's own environment.
    func executionWords(_ execution: NpmExecution, plan: InstallPlan) throws -> [String] {
        let restore = try RestoredRun.words(environment: surroundings.environment, scratch: scratch)
        var words = ["exec"]
        if let consent = execution.consent { words.append(consent ? "--yes" : "--no") }
        words += execution.packages.map { "--package=\($0)" } + ["--"] + restore
        if let call = execution.call { return words + ["sh", "-c", call] }
        let program: String
        if execution.namesPackages {
            guard let command = execution.command else {
                throw GuardError.usage("no command to run was given", hint: nil)
            }
            program = command
        } else {
            program = try programName(of: plan, requested: execution.packages.first ?? "")
        }
        return words + [program] + execution.arguments
    }

    /// npm's rule: the package's only program, else the one that is named as the package.
    private func programName(of plan: InstallPlan, requested: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: scratch.path + "/tree/package-lock.json"),
            let document = try? JSONValue.parse(Array(bytes), path: "package-lock.json"),
            let packages = document["packages"]?.members, let root = packages[""]?["dependencies"]?.members,
            let name = root.keys.first
        else { throw GuardError.usage("'\(requested)' has no program to run", hint: nil) }
        let base = name.split(separator: "/").last.map(String.init) ?? name
        switch packages["node_modules/\(name)"]?["bin"] {
        case .string: return base
        case .object(let programs):
            if programs.count == 1, let only = programs.keys.first { return only }
            if programs[base] != nil { return base }
        case nil, .null, .boolean, .number, .array: break
        }
        throw GuardError.usage(
            "'\(Messages.untrusted(name))' does not say which program to run",
            hint: "name it: npx --package=NAME PROGRAM")
    }
}
