import Foundation
import SourceSyntax

/// Prints the calls, imports and functions of files as our parsers see them, for the oracles to be compared with.
///
///     SyntaxFacts python|javascript|typescript < LIST_OF_PATHS
///
/// For each path: `FILE path`, then one line a fact, sorted; see `Tests/Oracles`.
@main
enum SyntaxFacts {
    static func main() {
        let language = CommandLine.arguments.dropFirst().first ?? ""
        guard ["python", "javascript", "typescript"].contains(language) else {
            FileHandle.standardError.write(
                Data("usage: SyntaxFacts python|javascript|typescript < LIST_OF_PATHS\n".utf8))
            exit(64)
        }
        while let path = readLine() {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let bytes = [UInt8](data)
            let ending = (path as NSString).pathExtension
            let tree =
                language == "python"
                ? parsePython(bytes)
                : parseJavaScript(
                    bytes, isTypeScript: language == "typescript", allowsMarkup: ["js", "jsx", "tsx"].contains(ending))
            var facts = FactReader(tree: tree, isPython: language == "python")
            print((["FILE \(path)"] + facts.read()).joined(separator: "\n"))
        }
    }
}
