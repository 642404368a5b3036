import Foundation
import Testing

@testable import Interception

@Suite("shims", .serialized)
struct ShimTests {
    private static let names = ["npm", "npx", "pip", "pip3"]

    @Test("a shim becomes airlock with its own path and the arguments untouched", arguments: names)
    func becomesAirlock(_ name: String) throws {
        let prefix = try install(name)
        try prefix.write("bin/airlock", "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 9\n", isExecutable: true)
        let shim = prefix.path + "/lib/airlock/shims/" + name
        let result = try runChild(shim, arguments: [shim, "a b", "", "$x", "--"], output: .captured(limit: 4_096))
        #expect(String(decoding: result.output, as: UTF8.self) == "<--shim><\(shim)><\(name)><a b><><$x><-->")
        #expect(result.end == .exited(status: 9))
    }

    @Test("a shim without airlock ends with 127 and says so", arguments: names)
    func failsWithoutAirlock(_ name: String) throws {
        let prefix = try install(name)
        let shim = prefix.path + "/lib/airlock/shims/" + name
        let result = try runChild(shim, arguments: [shim, "install"], errorFile: prefix.path + "/errors")
        #expect(result.end == .exited(status: 127))
        #expect(try String(contentsOfFile: prefix.path + "/errors", encoding: .utf8).hasPrefix("airlock: error: "))
    }

    @Test("a shim is recognized by its marker", arguments: names)
    func isRecognized(_ name: String) throws {
        #expect(isShim(Self.repository + "/shims/" + name))
        #expect(!isShim("/bin/sh"))
    }

    private static let repository: String = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    }()

    private func install(_ name: String) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        let source = URL(fileURLWithPath: Self.repository + "/shims/" + name)
        try folder.write("lib/airlock/shims/" + name, try Data(contentsOf: source), isExecutable: true)
        return folder
    }
}
