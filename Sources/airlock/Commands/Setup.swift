import ArgumentParser
import Foundation

/// `airlock setup`: shims and startup files, so that bare commands are guarded.
struct Setup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes bare 'npm' and 'pip' guarded: shims first on PATH, and functions in your shells.",
        discussion: """
            Writes shims into '~/.local/share/airlock/shims' and a marked block into the startup files of bash, zsh and \
            fish. Running it again changes nothing; 'airlock teardown' takes everything back byte for byte. Nothing \
            else is changed, and nothing outside your home folder.
            """)

    @Flag(name: .customLong("print"), help: "Show what would be written, and change nothing.")
    var printsOnly = false

    @Flag(help: "Guard 'python -m pip' too; puts Airlock in front of every python, for about 2 ms.")
    var withPython = false

    @Option(
        name: .customLong("shell"),
        help: "Only this shell's startup files: bash, zsh or fish; may be repeated. Default: the installed ones.")
    var shells: [GuardedShell] = []

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let shells = shells.isEmpty ? SetupPlan.installedShells(surroundings) : shells
            let plan = try SetupPlan(surroundings, shells: shells, withPython: withPython)
            if printsOnly {
                show(plan)
            } else {
                try apply(plan, messages)
            }
            return .success
        }
        throw ExitCode(status)
    }

    private func show(_ plan: SetupPlan) {
        let missing = plan.missingShims
        for tool in plan.tools {
            print("\(missing.contains(tool) ? "write" : "keep") '\(plan.shims.shim(of: tool))'")
        }
        for tool in plan.staleShims { print("remove '\(plan.shims.shim(of: tool))'") }
        for edit in plan.edits {
            let link = edit.file.target == edit.file.path ? "" : " (a link to '\(edit.file.target)')"
            guard edit.isChange else {
                print("keep '\(edit.file.path)'\(link)")
                continue
            }
            let old = edit.file.bytes ?? []
            let action =
                edit.file.bytes == nil ? "create" : ManagedBlock.hasBlock(old) ? "renew the block in" : "add to"
            print("\(action) '\(edit.file.path)'\(link):")
            let block = String(decoding: edit.block.installed(in: [], createdFolders: nil), as: UTF8.self)
            for line in block.split(separator: "\n") { print("    \(line)") }
        }
    }

    private func apply(_ plan: SetupPlan, _ messages: Messages) throws {
        guard plan.isChange else {
            messages.note("everything is set up already")
            return
        }
        try plan.apply()
        messages.note("shims for \(plan.tools.joined(separator: ", ")) in '\(plan.shims.path)'")
        for edit in plan.edits where edit.isChange {
            messages.note("\(edit.file.bytes == nil ? "made" : "wrote the block into") '\(edit.file.path)'")
        }
        messages.hint("open a new shell, then run 'airlock doctor'; 'airlock teardown' takes everything back")
    }
}
