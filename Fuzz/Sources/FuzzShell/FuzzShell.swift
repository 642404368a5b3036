import FuzzDriver

@testable import Behaviors

/// Reads the input as shell text, as a hook of npm and as a command in code; a trap, a hang or findings without bound
/// are finds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzShell(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let findings = shellFindings(in: text)
    precondition(findings.count <= 64 * (count + 64), "findings grow faster than the text")
    _ = hookFindings(in: text)
    _ = looksLikeCommand(text)
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzShell_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzShell(bytes, count) }
}
