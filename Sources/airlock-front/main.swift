// airlock: the small front of the guard.
//
// It decides whether a command line installs anything. What does not is replaced by the real tool at once; everything
// else goes on to `airlock-guard`, which has the network, the archives and the classifier. It links neither.

import Interception

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Prints one line on standard error and ends with `status`.
private func fail(_ message: String, hint: String? = nil, status: Int32) -> Never {
    var text = "airlock: error: \(message)\n"
    if let hint { text += "airlock: hint: \(hint)\n" }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let written = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        if written <= 0 { break }
        bytes = bytes.dropFirst(written)
    }
    exit(status)
}

/// Runs the real tool in this process's place.
private func pass(to tool: GuardedTool, arguments: [String], shim: String?) -> Never {
    do {
        // Safety: `getenv` returns a zero-terminated string that is copied at once.
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let program = try findRealProgram(named: tool.name, onPath: path, calledThroughShim: shim)
        let failure = replaceProcess(
            by: program, arguments: [tool.firstArgument(ofProgram: program)] + arguments, restoringSignals: false)
        fail(failure.description, status: 126)
    } catch {
        fail(error.description, status: 127)
    }
}

/// Goes on as the full guard, with the same arguments.
private func continueAsGuard(_ arguments: [String]) -> Never {
    do {
        let program = try findGuardExecutable()
        fail(
            replaceProcess(by: program, arguments: ["airlock"] + arguments, restoringSignals: false).description,
            status: 70)
    } catch {
        fail(error.description, hint: "reinstall Airlock with 'make install'", status: 70)
    }
}

private let arguments = Array(CommandLine.arguments.dropFirst())
private let isFromShim = arguments.count >= 3 && arguments[0] == "--shim"
private let shim = isFromShim ? arguments[1] : nil
private let words = Array(arguments.dropFirst(isFromShim ? 2 : 0))

guard let name = words.first, let tool = GuardedTool(named: name) else { continueAsGuard(arguments) }

switch readCommand(of: tool, arguments: Array(words.dropFirst())) {
case .passThrough: pass(to: tool, arguments: Array(words.dropFirst()), shim: shim)
case .refused(let reason, let hint): fail(reason, hint: hint, status: 64)
case .install, .uncovered: continueAsGuard(arguments)
}
