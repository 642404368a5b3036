import AirlockTestSupport
import Foundation
import Testing

/// What only the files show, not the behavior of code, stops an install as well.
@Suite("Archive signals, end to end")
struct ArchiveSignalTests {
    /// The first bytes of a Linux program, with nothing behind them that could run.
    private static let programHead = "\u{7f}ELF\u{2}\u{1}\u{1}" + String(repeating: "\0", count: 93)

    @Test("npm: a program named as a picture blocks, the same package with a picture's bytes installs")
    func disguisedProgram() async throws {
        for (bytes, status) in [(Self.programHead, Int32(77)), ("\u{1}PNG" + Self.programHead, 0)] {
            let registry = try await LoopbackRegistry.start()
            var package = LoopbackRegistry.NpmPackage("picture")
            package.files["logo.png"] = bytes
            try registry.add(package)
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            let run = try await user.guarded("npm", "install", "picture")
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains("disguised-program") == (status == 77), "\(run.errors)")
            #expect(run.errors.contains("logo.png") == (status == 77), "\(run.errors)")
            let installed = ScratchDirectory.files(below: user.project).contains { $0.hasSuffix("logo.png") }
            #expect(installed == (status == 0))
            await registry.stop()
        }
    }

    @Test("pip: a module that exists as bytecode only blocks, beside its source it installs")
    func strayBytecode() async throws {
        // The magic of Python 3.9 and an empty header.
        let bytecode = "a\r\r\n" + String(repeating: "\0", count: 16)
        for (name, status) in [("core.pyc", Int32(77)), ("plain.pyc", 0)] {
            let registry = try await LoopbackRegistry.start()
            registry.addWheel(
                "compiled",
                files: [
                    "compiled/__init__.py": "value = 1\n", "compiled/plain.py": "a = 1\n", "compiled/\(name)": bytecode,
                ])
            let user = try ThrowawayUser(indexURL: registry.simpleURL)
            let environment = try await VirtualEnvironment(for: user)
            let run = try await user.guarded(words: ["pip", "install", "compiled"], adding: environment.path(user))
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains("stray-bytecode") == (status == 77), "\(run.errors)")
            await registry.stop()
        }
    }
}
