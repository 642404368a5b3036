// Interception: what the user asked npm or pip to do, the real program, and the hand-over to it.
//
// What it does: reads a command line the way the tool itself would (npm's nopt, pip's optparse), tells installs from
// everything else, reads requirements files, finds the real program on PATH and replaces this process by it. What it
// never does: network, configuration files, environment variables of npm and pip (Resolution reads those). What it
// guarantees: a command line that might install something is never read as one that installs nothing; what Airlock
// does not understand is an install or a refusal. No Foundation, since this module is on the path of every command.

/// What one command line of a guarded tool asks for.
package enum PackageCommand: Sendable, Equatable {
    /// Installs nothing: the real tool runs at once, unguarded.
    case passThrough(PassThroughReason)
    case install(InstallCommand)
    /// Might install something that Airlock cannot judge yet; nothing runs.
    case refused(reason: String, hint: String)
    /// A tool, or a part of one, that Airlock knows and cannot guard yet: run with a warning, refused in strict mode.
    case uncovered(tool: String)
}

/// Why a command needs no guard.
package enum PassThroughReason: Sendable, Equatable {
    case noSubcommand
    case helpRequested
    case versionRequested
    /// A subcommand, named as the tool names it, that takes nothing from a registry into the project.
    case installsNothing(subcommand: String)
    /// python was asked to run something other than pip.
    case notAPackageCommand
}

/// Reads the arguments of one tool; `arguments` does not contain the tool's own name.
package func readCommand(of tool: GuardedTool, arguments: [String]) -> PackageCommand {
    switch tool.family {
    case .npm: readNpmCommand(arguments, calledAs: tool)
    case .npx: readNpxCommand(arguments, calledAs: tool)
    case .pip: readPipCommand(arguments, program: [tool.name], calledAs: tool)
    case .python: readPythonCommand(arguments, calledAs: tool)
    case .uv: readUvCommand(arguments, calledAs: tool)
    case .uvx: readUvxCommand(arguments, calledAs: tool)
    case .pipx: readPipxCommand(arguments, calledAs: tool)
    case .uncovered: readUncoveredCommand(arguments, calledAs: tool)
    }
}
