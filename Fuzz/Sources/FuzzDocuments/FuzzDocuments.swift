import FuzzDriver

@testable import Gateway
@testable import Resolution

/// Reads the input as a document that a registry, an index, a package or a cloned repository brings, by its first byte; a
/// trap, a hang or a place outside of the document is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDocuments(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let document = Array(input.dropFirst())
    switch input[0] % 8 {
    case 0: readPackument(document)
    case 1: readPage(document, "application/vnd.pypi.simple.v1+json")
    case 2: readPage(document, "text/html")
    case 3:
        _ = try? NpmLockfile(parsing: document, path: "package-lock.json")
    case 4:
        _ = try? PipReport(parsing: document, path: "report.json")
    case 5:
        _ = NpmConfigurationFile(
            parsing: String(decoding: document, as: UTF8.self), environment: ["NAME": "value"])
    case 6: _ = DirectRequirements.inMetadata(document)
    default:
        _ = DirectRequirements.inProjectFile(document)
        _ = DirectRequirements.referencedPaths(inProjectFile: document)
    }
    return 0
}

private func readPackument(_ bytes: [UInt8]) {
    guard let packument = Packument(bytes, askedFor: "name") else { return }
    for (place, entry) in packument.versions.entries.enumerated() {
        precondition(entry.start <= entry.end && Int(entry.end) <= bytes.count)
        _ = packument.release(at: place)
    }
    _ = packument.likelyRelease(for: "^1.0.0")
}

private func readPage(_ bytes: [UInt8], _ type: String) {
    guard let page = WebAddress("https://index.invalid/simple/name/") else { preconditionFailure("an address") }
    for file in SimplePageReader.files(of: bytes, contentType: type, page: page, project: "name") ?? [] {
        precondition(!file.artifact.url.hasPrefix("file:"), "a page that points into the file system")
    }
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzDocuments_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzDocuments(bytes, count) }
}
