import AirlockTestSupport
import Foundation

/// A folder for one test, removed with the value.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let base = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        path = base + "/airlock-interception-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String, isExecutable: Bool = false) throws -> String {
        try write(name, Data(text.utf8), isExecutable: isExecutable)
    }

    @discardableResult
    func write(_ name: String, _ data: Data, isExecutable: Bool = false) throws -> String {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        if isExecutable { try makeExecutable(file.path) }
        return file.path
    }
}
