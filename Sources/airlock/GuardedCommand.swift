import Foundation
import Interception
import Resolution
import Verdicts

/// One command line of a guarded tool, from its reading to an exit status.
struct GuardedCommand: Sendable {
    let tool: GuardedTool
    /// The arguments behind the tool's name.
    let arguments: [String]
    /// The shim through which the command came, so that its folder is left out of the search for the real program.
    let shim: String?
    /// Those that stand before the tool's name.
    var options = GuardOptions()
    /// `airlock plan`: resolves and judges, installs nothing, writes this.
    var planOutput: PlanOutput?

    private var isPlanOnly: Bool { planOutput != nil }

    func run(_ surroundings: Surroundings) async -> Int32 {
        let messages = Messages(surroundings, verbosity: options.verbosity)
        if let malformed = options.malformed {
            messages.error("'--policy-digest' expected sha256: and 64 digits, got '\(Messages.untrusted(malformed))'")
            messages.hint("'airlock trust' prints the digest of the project's policy file")
            return ExitStatus.usage.rawValue
        }
        switch readCommand(of: tool, arguments: arguments) {
        case .passThrough:
            return isPlanOnly ? refusePlan(messages) : passThrough(surroundings, messages)
        case .refused(let reason, let hint):
            messages.error(Messages.untrusted(reason, limit: 400))
            messages.hint(Messages.untrusted(hint, limit: 400))
            return ExitStatus.usage.rawValue
        case .uncovered(let name): return runUncovered(name, surroundings, messages)
        case .install(let command):
            if !isPlanOnly, runsLocalProgram(command, surroundings) { return passThrough(surroundings, messages) }
            do {
                let end = try await GuardedInstall(
                    command: command, shim: shim, options: options, planOutput: planOutput,
                    surroundings: surroundings, messages: messages
                ).run()
                // A shell's loop goes on after a status and ends after a signal: it must see which of the two it was.
                if case .killed = end { endProcess(as: end) }
                return end.exitStatus
            } catch {
                return report(error, messages).rawValue
            }
        }
    }

    /// `npx NAME` where the project has the program already: npm runs that one and installs nothing.
    private func runsLocalProgram(_ command: InstallCommand, _ surroundings: Surroundings) -> Bool {
        guard let execution = command.npm.execution, !execution.namesPackages, execution.call == nil,
            let name = execution.packages.first, !name.dropFirst().contains("@")
        else { return false }
        guard findLocalNpmProgram(named: name, from: surroundings.workingDirectory) != nil else { return false }
        // A program of the project's own is not run from there: npx then installs the project itself.
        guard let project = try? NpmProject.find(from: surroundings.workingDirectory) else { return false }
        return project.manifest?["bin"] == nil
    }

    /// A tool that nobody guards yet: said plainly, and refused where warnings block.
    private func runUncovered(_ name: String, _ surroundings: Surroundings, _ messages: Messages) -> Int32 {
        let sentence = "'\(name)' is not covered by Airlock yet: what it installs is not judged"
        do {
            let locations = PolicyLocations(surroundings, project: ProjectRootSearch.here(surroundings).root)
            let policy = try Policy(at: locations) { _ in false }
            guard !options.isStrict, !policy.isStrict, !isPlanOnly else {
                messages.error(sentence)
                messages.hint("install by 'airlock npm', 'airlock pip' or 'airlock uv pip install' instead")
                return ExitStatus.usage.rawValue
            }
        } catch {
            return report(error, messages).rawValue
        }
        messages.warning(sentence)
        return passThrough(surroundings, messages)
    }

    /// Replaces this process by the real tool; returns only when that fails.
    private func passThrough(_ surroundings: Surroundings, _ messages: Messages) -> Int32 {
        do throws(InterceptionError) {
            let program = try findRealProgram(
                named: tool.name, onPath: surroundings.environment["PATH", default: ""], calledThroughShim: shim)
            throw replaceProcess(by: program, arguments: [tool.firstArgument(ofProgram: program)] + arguments)
        } catch {
            return report(error, messages).rawValue
        }
    }

    private func refusePlan(_ messages: Messages) -> Int32 {
        messages.error(
            "'\(tool.name) \(Messages.untrusted(arguments.joined(separator: " ")))' installs nothing to plan")
        return ExitStatus.usage.rawValue
    }
}
