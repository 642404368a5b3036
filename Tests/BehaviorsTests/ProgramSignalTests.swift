import Behaviors
import Packages
import Testing

@Suite("Signals of programs and bytecode")
struct ProgramSignalTests {
    // MARK: Programs under another name

    @Test(
        arguments: [
            ("x/logo.png", ProgramHead.windows), ("x/notes.txt", ProgramHead.linux), ("x/data.json", ProgramHead.macOS),
            ("x/font.woff", Array("#!/bin/sh\n".utf8)),
        ])
    func programUnderAnotherName(path: String, bytes: [UInt8]) {
        #expect(signals(.disguisedProgram, [archived(path, bytes)]).map(\.path) == [path])
    }

    @Test(
        arguments: [
            ("x/tool", ProgramHead.linux), ("x/lib.so", ProgramHead.linux), ("x/win.exe", ProgramHead.windows),
            ("x/build.txt", Array("#!/bin/sh\n".utf8)), ("x/run.py", Array("#!/usr/bin/python\n".utf8)),
            ("x/notes.txt", Array("MZ is how the letter of somebody whose initials are M and Z begins here.\n".utf8)),
            ("x/logo.png", [0x89, 0x50, 0x4e, 0x47]), ("x/empty.png", []), ("x/short.png", [0x4d, 0x5a]),
            ("x/elf.png", [0x7f, 0x45]), ("x/far.txt", Array("MZ".utf8) + [UInt8](repeating: 0x41, count: 80)),
        ])
    func ordinaryNames(path: String, bytes: [UInt8]) {
        #expect(signals(.disguisedProgram, [archived(path, bytes)]).isEmpty)
    }

    // MARK: Compiled code behind a stub

    private static let loader = "import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), 'engine.so'))\n"
    private static let neutral = archived("x-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")

    @Test func stubOfAWheelForEveryPlatform() {
        let files = [
            Self.neutral, archived("x/__init__.py", Self.loader), archived("x/engine.so", ProgramHead.linux),
        ]
        #expect(signals(.nativeBehindStub, files).map(\.path) == ["x/engine.so"])
    }

    @Test func stubOfAnNpmPackage() {
        let files = [
            archived("package.json", "{\"name\": \"x\"}"), archived("index.js", "require('./addon.node')"),
            archived("addon.node", ProgramHead.windows),
        ]
        #expect(signals(.nativeBehindStub, files, .npmTarball).map(\.path) == ["addon.node"])
    }

    @Test(
        "declared, far larger or unnamed compiled code is ordinary",
        arguments: [
            (
                ArtifactKind.wheel, "x-1.dist-info/WHEEL", "Tag: cp311-cp311-manylinux_2_17_x86_64\n", "x/__init__.py",
                loader
            ),
            (
                .wheel, "x-1.dist-info/WHEEL", "Tag: py3-none-any\n", "x/__init__.py",
                loader + String(repeating: "#\n", count: 5_000)
            ),
            (.wheel, "x-1.dist-info/WHEEL", "Tag: py3-none-any\n", "x/__init__.py", "import os\n"),
            (.npmTarball, "package.json", "{\"os\": [\"linux\"]}", "index.js", "require('./engine.so')"),
            (
                .npmTarball, "package.json", "{\"dependencies\": {\"bindings\": \"1\"}}", "index.js",
                "require('./engine.so')"
            ),
        ])
    func ordinaryNative(kind: ArtifactKind, manifest: String, text: String, code: String, content: String) {
        let files = [archived(manifest, text), archived(code, content), archived("x/engine.so", ProgramHead.linux)]
        #expect(signals(.nativeBehindStub, files, kind).isEmpty)
    }

    // MARK: Bytecode

    /// A header as CPython 3.11 writes it, with no code behind it.
    private static func bytecode(magic: UInt16 = 3_495, flags: UInt8 = 0) -> [UInt8] {
        [UInt8(magic & 0xff), UInt8(magic >> 8), 0x0d, 0x0a, flags] + [UInt8](repeating: 0, count: 15)
    }

    @Test func moduleWithoutSource() {
        let found = signals(.strayBytecode, [archived("x/core.pyc", Self.bytecode())])
        #expect(found.map(\.path) == ["x/core.pyc"])
    }

    @Test(arguments: [UInt8(1), 3])
    func hashBasedBytecodeBesideItsSource(flags: UInt8) {
        let files = [
            archived("x/core.py", "x = 1\n"),
            archived("x/__pycache__/core.cpython-311.pyc", Self.bytecode(flags: flags)),
        ]
        #expect(signals(.strayBytecode, files).map(\.path) == ["x/__pycache__/core.cpython-311.pyc"])
    }

    @Test(
        arguments: [
            ("x/core.pyc", bytecode()), ("x/__pycache__/core.cpython-311.pyc", bytecode()),
            // Before 3.7 the time of the source stood where the flags are.
            ("x/__pycache__/core.cpython-35.pyc", bytecode(magic: 3_350, flags: 1)),
            ("x/__pycache__/gone.cpython-311.pyc", bytecode(flags: 1)),
            ("x/old.pyc", bytecode(magic: 62_211)), ("x/cut.pyc", [0xa7, 0x0d, 0x0d]),
            ("x/text.pyc", Array("text".utf8)),
            ("x/not-a-module.pyc", bytecode()), ("x/empty.pyc", []),
        ])
    func ordinaryBytecode(path: String, bytes: [UInt8]) {
        let files = [archived("x/core.py", "x = 1\n"), archived(path, bytes)]
        #expect(signals(.strayBytecode, files).isEmpty)
    }

    @Test func npmDoesNotImportBytecode() {
        #expect(signals(.strayBytecode, [archived("core.pyc", Self.bytecode())], .npmTarball).isEmpty)
    }
}
