import ArgumentParser
import Foundation
import Interception

/// `airlock plan`: the tree that an install would take, with a verdict each, installing nothing.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resolves and judges what a command would install, prints the tree, installs nothing.",
        discussion: "Airlock's own options stand before the tool's name; everything behind it is the tool's.")

    @OptionGroup var formats: ReportFormats

    @Flag(help: "Warnings block.")
    var strict = false

    @Option(help: "Trusts the project's policy file if it has exactly this digest, as 'airlock trust' prints it.")
    var policyDigest: String?

    @Flag(help: "No progress and no closing line.")
    var quiet = false

    @Flag(help: "Each release with its verdict, whatever it is.")
    var verbose = false

    @Argument(parsing: .captureForPassthrough, help: "The tool's own command line, such as 'npm install express'.")
    var command: [String]

    func run() async throws {
        guard let name = command.first, let tool = GuardedTool(named: name) else {
            throw ValidationError("'plan' takes a command of npm, npx, pip or python -m pip")
        }
        let guarded = GuardedCommand(
            tool: tool, arguments: Array(command.dropFirst()), shim: nil,
            options: GuardOptions(
                isStrict: strict, policyDigest: policyDigest,
                verbosity: Verbosity(isQuiet: quiet, isVerbose: verbose)), planOutput: try formats.output())
        throw ExitCode(await guarded.run(Surroundings.current()))
    }
}

/// The forms that a plan or report is written in.
struct ReportFormats: ParsableArguments {
    @Flag(help: "One JSON object: policy, releases, verdicts, behaviors.")
    var json = false

    @Flag(help: "SARIF 2.1.0.")
    var sarif = false

    @Flag(help: "A CycloneDX 1.6 bill of materials of exactly what was resolved.")
    var sbom = false

    @Option(help: ArgumentHelp("One self-contained page.", valueName: "file"))
    var html: String?

    func output() throws -> PlanOutput {
        guard let output = PlanOutput(json: json, sarif: sarif, bill: sbom, page: html) else {
            throw ValidationError("'--json', '--sarif' and '--sbom' exclude each other")
        }
        return output
    }
}
