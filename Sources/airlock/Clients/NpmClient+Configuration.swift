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

    /// The whole chain in npm's order: command line, environment, project, user, global; and the global file's path.
    static func configuration(
        _ command: InstallCommand, surroundings: Surroundings, projectFile: String?, builtInGlobalFile: String
    ) throws -> (chain: NpmConfiguration, globalFile: String) {
        var configuration = NpmConfiguration()
        var line: [String: [String]] = [:]
        for pair in command.sources.registryKeys { line[pair.key] = [pair.value] }
        if let index = command.sources.index { line["registry"] = [index] }
        for name in ["os", "cpu", "libc", "prefix"] {
            if let value = command.arguments.lastValue(of: name) { line[name] = [value] }
        }
        configuration.set(.commandLine, to: NpmConfigurationFile(values: line))
        configuration.setEnvironment(surroundings.environment)
        if let projectFile {
            try configuration.read(.project, fromFile: projectFile, environment: surroundings.environment)
        }
        // In the home folder itself, one file is both; npm then reads it as the user's.
        let userFile = userFile(command, configuration, surroundings)
        try configuration.read(.user, fromFile: userFile, environment: surroundings.environment)
        // Wherever a prefix is set, its own file becomes the global one.
        let stated = command.sources.globalConfiguration ?? configuration.value(of: "globalconfig")
        let prefix = configuration.value(of: "prefix")
        let global =
            stated.map(surroundings.npmPath) ?? prefix.map { surroundings.npmPath($0) + "/etc/npmrc" }
            ?? builtInGlobalFile
        // A path such as `/proc/self/cwd/x` is another file for another process.
        let globalFile = URL(fileURLWithPath: global).resolvingSymlinksInPath().path
        try configuration.read(.global, fromFile: globalFile, environment: surroundings.environment)
        return (configuration, globalFile)
    }

    /// The user's own configuration file.
    static func userFile(
        _ command: InstallCommand, _ configuration: NpmConfiguration, _ surroundings: Surroundings
    ) -> String {
        let stated = command.sources.userConfiguration ?? configuration.value(of: "userconfig")
        return stated.map(surroundings.npmPath) ?? surroundings.home + "/.npmrc"
    }

    /// npm takes a given prefix as it is, and searches upward without one.
    static func project(_ command: InstallCommand, _ surroundings: Surroundings) throws -> NpmProject {
        if let prefix = command.npm.prefix { return try NpmProject(openingRoot: surroundings.npmPath(prefix)) }
        // Told to leave workspaces alone, npm does not look for the root of one either.
        let searchesRoot = command.arguments.lastValue(of: "workspaces") != "false"
        return try NpmProject.find(from: surroundings.workingDirectory, searchingWorkspaceRoot: searchesRoot)
    }

    /// Where a global install goes.
    static func globalPrefix(
        _ configuration: NpmConfiguration, _ planner: ClientProcess, _ scratch: ScratchFolder,
        _ surroundings: Surroundings, _ constants: ClientConstants
    ) async throws -> String {
        if let prefix = configuration.value(of: "prefix") { return surroundings.npmPath(prefix) }
        if let prefix = surroundings.environment["PREFIX"], !prefix.isEmpty { return surroundings.npmPath(prefix) }
        return try await builtIn("prefix", planner, scratch, surroundings, constants)
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

extension Surroundings {
    /// A path as npm reads one in an option or a setting: below the home folder, or below the working folder.
    func npmPath(_ text: String) -> String {
        text.hasPrefix("~/")
            ? standardizedPath(String(text.dropFirst(2)), in: home) : standardizedPath(text, in: workingDirectory)
    }
}
