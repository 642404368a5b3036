import Behaviors
import FuzzDriver
import Packages

/// The kinds of package that the first byte chooses from, with the names of their files in order.
private let forms: [(Ecosystem, ArtifactKind, [String])] = [
    (.pypi, .sdist, ["setup.py", "name/__init__.py", "name/part.py", "setup.cfg", "pyproject.toml", "name/data.txt"]),
    (.pypi, .wheel, ["name/__init__.py", "name/part.py", "name.pth", "name-1.dist-info/entry_points.txt"]),
    (.npm, .npmTarball, ["package.json", "index.js", "lib/part.js", "binding.gyp", "install.sh", "part.json"]),
    (.npm, .npmTarball, ["index.js", "part.ts", "part.mjs", "node_modules/other/index.js"]),
]

/// Extracts behaviors from a package whose files are the input's stretches between NUL bytes; a trap, a hang or an event
/// outside of the package is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBehaviors(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let source = Array(UnsafeBufferPointer(start: bytes, count: count))
    let (ecosystem, kind, names) = forms[Int(source[0]) % forms.count]
    let stretches = source.dropFirst().split(separator: 0, maxSplits: names.count - 1, omittingEmptySubsequences: false)
    let files = zip(names, stretches).map { PackageFile(path: $0, bytes: Array($1), isExecutable: false) }
    let sequence = extractBehaviors(from: PackageSource(ecosystem: ecosystem, kind: kind, files: files))
    for event in sequence.units.flatMap(\.events) {
        precondition(Int(event.file) < sequence.paths.count)
        precondition(event.origin.map { Int($0.file) < sequence.paths.count } ?? true)
    }
    precondition(canonicalText(of: sequence).utf8.count >= sequence.units.reduce(0) { $0 + $1.events.count })
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzBehaviors_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzBehaviors(bytes, count) }
}
