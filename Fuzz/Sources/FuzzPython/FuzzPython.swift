import FuzzDriver
import SourceSyntax

/// Parses the input as Python; a trap, a hang or a tree that breaks its promises is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPython(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let tree = parsePython(Array(UnsafeBufferPointer(start: bytes, count: count)))
    precondition(tree.nodes.allSatisfy { $0.start <= $0.end && Int($0.end) <= count })
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzPython_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzPython(bytes, count) }
}
