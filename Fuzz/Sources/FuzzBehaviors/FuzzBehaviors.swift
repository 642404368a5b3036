import Behaviors
import Packages

/// Extracts behaviors from a one-file package of the kind that the first byte chooses; a trap or a hang is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBehaviors(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let source = Array(UnsafeBufferPointer(start: bytes, count: count))
    let forms: [(Ecosystem, ArtifactKind, String)] = [
        (.pypi, .sdist, "setup.py"), (.pypi, .wheel, "name/__init__.py"), (.npm, .npmTarball, "index.js"),
        (.npm, .npmTarball, "package.json"), (.pypi, .wheel, "name.pth"), (.npm, .npmTarball, "binding.gyp"),
    ]
    let (ecosystem, kind, path) = forms[Int(source[0]) % forms.count]
    let file = PackageFile(path: path, bytes: Array(source.dropFirst()), isExecutable: false)
    let sequence = extractBehaviors(from: PackageSource(ecosystem: ecosystem, kind: kind, files: [file]))
    precondition(sequence.units.allSatisfy { $0.events.allSatisfy { Int($0.file) < sequence.paths.count } })
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// The entry point under the name that SwiftPM gives it; libFuzzer's driver does the rest.
@_cdecl("FuzzBehaviors_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments) { bytes, count in fuzzBehaviors(bytes, count) }
}
