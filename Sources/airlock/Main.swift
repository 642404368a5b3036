import ArgumentParser
import CProcess
import Foundation
import Interception

/// Entry of `airlock-guard`: a guarded tool's command line, or one of Airlock's own commands.
///
/// The small front executable has passed straight through what installs nothing; when this binary is called
/// directly, it does the same itself, so no way in skips the reading of the command line.
@main
enum Main {
    static func main() async {
        // A closed pipe on the reader's side must end in an error of `write`, not in a silent death.
        signal(SIGPIPE, SIG_IGN)
        var arguments = Array(CommandLine.arguments.dropFirst())
        if let program = CommandLine.arguments.first, ScriptStandIn.isNamed(by: program) {
            exit(await ScriptStandIn.run(as: program, arguments, surroundings: Surroundings.current()))
        }
        var shim: String?
        if arguments.first == "--shim", arguments.count >= 3 {
            shim = arguments[1]
            arguments.removeFirst(2)
        }
        if arguments.first == RestoredRun.option {
            let messages = Messages(Surroundings.current())
            exit(RestoredRun.run(Array(arguments.dropFirst()), messages: messages))
        }
        if arguments.first == InspectionWorker.option {
            let messages = Messages(Surroundings.current())
            exit(InspectionWorker.run(Array(arguments.dropFirst()), messages: messages))
        }
        if arguments.first == GitStandIn.option {
            exit(await GitStandIn.run(Array(arguments.dropFirst()), surroundings: Surroundings.current()))
        }
        let (options, words) = GuardOptions.split(arguments)
        if let name = words.first, let tool = GuardedTool(named: name) {
            airlock_keep_memory_small()
            let command = GuardedCommand(tool: tool, arguments: Array(words.dropFirst()), shim: shim, options: options)
            exit(await command.run(Surroundings.current()))
        }
        await AirlockCommand.main(arguments)
    }
}
