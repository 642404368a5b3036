import FuzzDriver
import Interception

/// Reads the input's lines as the arguments of a guarded tool; a trap or a hang is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCommandLines(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let name = words.first, let tool = GuardedTool(named: name) else { return 0 }
    if case .install(let command) = readCommand(of: tool, arguments: Array(words.dropFirst())) {
        _ = command.guardedArguments
        _ = command.npmPlanArguments
        _ = command.pipPlanArguments(report: "r", scratchFolder: "s")
    }
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzCommandLines_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzCommandLines(bytes, count) }
}
