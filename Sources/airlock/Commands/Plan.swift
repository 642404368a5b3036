import ArgumentParser
import Foundation
import Interception

/// `airlock plan`: the tree that an install would take, with a verdict each, installing nothing.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resolves and judges what a command would install, prints the tree, installs nothing.")

    @Flag(help: "Warnings block.")
    var strict = false

    @Option(help: "Trusts the project's policy file if it has exactly this digest, as 'airlock trust' prints it.")
    var policyDigest: String?

    @Argument(parsing: .captureForPassthrough, help: "The tool's own command line, such as 'npm install express'.")
    var command: [String]

    func run() async throws {
        guard let name = command.first, let tool = GuardedTool(named: name) else {
            throw ValidationError("'plan' takes a command of npm, npx, pip or python -m pip")
        }
        let guarded = GuardedCommand(
            tool: tool, arguments: Array(command.dropFirst()), shim: nil,
            options: GuardOptions(isStrict: strict, policyDigest: policyDigest), isPlanOnly: true)
        throw ExitCode(await guarded.run(Surroundings.current()))
    }
}
