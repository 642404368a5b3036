import FuzzDriver
import SourceSyntax

/// Parses the input as JavaScript or TypeScript, by its first byte; a trap, a hang or a broken tree is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJavaScript(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let source = Array(UnsafeBufferPointer(start: bytes, count: count))
    let rest = Array(source.dropFirst())
    let tree = parseJavaScript(rest, isTypeScript: source[0] & 1 == 1, allowsMarkup: source[0] & 2 == 2)
    precondition(tree.nodes.allSatisfy { $0.start <= $0.end && Int($0.end) <= rest.count })
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzJavaScript_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzJavaScript(bytes, count) }
}
