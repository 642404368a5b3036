import Behaviors
import Foundation
import Packages
import SourceSyntax

/// A file held in memory, with how it is read.
struct MeasuredFile: Sendable {
    enum Language: String, Sendable { case python, javaScript, typeScript }

    let name: String
    let language: Language
    let bytes: [UInt8]

    func countTokens() -> Int {
        language == .python ? countPythonTokens(bytes) : countJavaScriptTokens(bytes)
    }

    func parse() -> SyntaxTree {
        switch language {
        case .python: parsePython(bytes)
        case .javaScript: parseJavaScript(bytes, isTypeScript: false, allowsMarkup: true)
        case .typeScript: parseJavaScript(bytes, isTypeScript: true, allowsMarkup: name.hasSuffix("x"))
        }
    }

    /// The events of a package whose only file this is.
    func extract() -> BehaviorSequence {
        let path =
            switch language {
            case .python: "name/__init__.py"
            case .javaScript: "index.js"
            case .typeScript: name.hasSuffix("x") ? "index.tsx" : "index.ts"
            }
        let isPython = language == .python
        return extractBehaviorsOnThisStack(
            from: PackageSource(
                ecosystem: isPython ? .pypi : .npm, kind: isPython ? .wheel : .npmTarball,
                files: [PackageFile(path: path, bytes: bytes, isExecutable: false)]))
    }
}

/// Seconds of CPU that some work takes, of all threads of the process.
func processorSeconds(_ work: () -> Void) -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    work()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

func megabytesPerSecond(_ bytes: Int, _ seconds: Double) -> Double { Double(bytes) / 1e6 / max(seconds, 1e-9) }
