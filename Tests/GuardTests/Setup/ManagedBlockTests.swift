import Foundation
import Testing

@testable import AirlockGuard

@Suite("the block in startup files")
struct ManagedBlockTests {
    private let block = ManagedBlock(lines: ["PATH=/shims:$PATH", "function npm {", "  airlock npm \"$@\"", "}"])

    static let contents: [[UInt8]] = [
        [], Array("\n".utf8), Array("alias ll='ls -l'\n".utf8), Array("export A=1".utf8), Array("a\r\nb\r\n".utf8),
        Array("a\r\nb".utf8), Array("\n\n\n".utf8), [0xFF, 0xFE, 0x0A, 0x80], Array("a\r".utf8),
    ]

    @Test("setup and teardown leave every byte as it was", arguments: contents)
    func roundTrip(bytes: [UInt8]) {
        let installed = block.installed(in: bytes, createdFolders: nil)
        #expect(installed.starts(with: bytes))
        #expect(block.isInstalled(in: installed))
        let removal = ManagedBlock.removed(from: installed)
        #expect(removal.bytes == bytes)
        #expect(removal.hadBlock)
        #expect(removal.createdFolders == nil)
        #expect(removal.keptLines == 0)
    }

    @Test("a second setup changes nothing", arguments: contents)
    func idempotent(bytes: [UInt8]) {
        let once = block.installed(in: bytes, createdFolders: nil)
        #expect(block.installed(in: once, createdFolders: nil) == once)
    }

    @Test("a newer block takes the older one's place, and teardown still restores every byte", arguments: contents)
    func renewed(bytes: [UInt8]) {
        let old = ManagedBlock(lines: ["old", "older"]).installed(in: bytes, createdFolders: nil)
        let tail = Array("later=1\n".utf8)
        let new = block.installed(in: old + tail, createdFolders: nil)
        #expect(new == block.installed(in: bytes, createdFolders: nil) + tail)
        #expect(ManagedBlock.removed(from: block.installed(in: old, createdFolders: nil)).bytes == bytes)
    }

    @Test("what the user put before, behind and into the block stays, also under a new setup")
    func edited() throws {
        let text = String(decoding: block.installed(in: Array("a\n".utf8), createdFolders: nil), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let changed = (["first"] + lines[..<3] + ["mine=1"] + lines[3...] + ["last"]).joined(separator: "\n")
        let again = block.installed(in: Array(changed.utf8), createdFolders: nil)
        #expect(again == Array(changed.utf8))
        let removal = ManagedBlock.removed(from: Array(changed.utf8))
        #expect(String(decoding: removal.bytes, as: UTF8.self) == "first\na\nmine=1\n\nlast")
        #expect(removal.keptLines == 1)
        // A new version moves to one place, the user's line stays.
        let newer = ManagedBlock(lines: ["newer"]).installed(in: Array(changed.utf8), createdFolders: nil)
        #expect(String(decoding: ManagedBlock.removed(from: newer).bytes, as: UTF8.self) == "first\na\nmine=1\n\nlast")
    }

    @Test("what was appended to a file without a final newline keeps its line")
    func joinedThenAppended() {
        let installed = block.installed(in: Array("a".utf8), createdFolders: nil) + Array("b\n".utf8)
        #expect(ManagedBlock.removed(from: installed).bytes == Array("a\nb\n".utf8))
    }

    @Test("a file that setup made goes, one that got something else stays")
    func created() {
        let made = block.installed(in: [], createdFolders: 2)
        #expect(ManagedBlock.removed(from: made).createdFolders == 2)
        // Renewing it keeps the memory of that.
        let renewed = ManagedBlock(lines: ["newer"]).installed(in: made, createdFolders: nil)
        #expect(ManagedBlock.removed(from: renewed).createdFolders == 2)
        let used = ManagedBlock.removed(from: made + Array("mine=1\n".utf8))
        #expect(used.createdFolders == nil)
        #expect(used.bytes == Array("mine=1\n".utf8))
        #expect(ManagedBlock.removed(from: block.installed(in: [], createdFolders: nil)).createdFolders == nil)
    }

    @Test("lines that lost their markers, and line ends that an editor changed, are still ours")
    func damaged() {
        let installed = String(decoding: block.installed(in: Array("a\n".utf8), createdFolders: nil), as: UTF8.self)
        let withoutEnd = installed.split(separator: "\n").dropLast().joined(separator: "\n") + "\nb\n"
        #expect(ManagedBlock.removed(from: Array(withoutEnd.utf8)).bytes == Array("a\nb\n".utf8))
        let withoutBegin = installed.replacing("# >>> airlock setup 1 >>>\n", with: "")
        #expect(ManagedBlock.removed(from: Array(withoutBegin.utf8)).bytes == Array("a\n".utf8))
        let again = block.installed(in: Array(withoutBegin.utf8), createdFolders: nil)
        #expect(again == Array(installed.utf8))
        let withCarriageReturns = installed.replacing("\n", with: "\r\n")
        #expect(ManagedBlock.removed(from: Array(withCarriageReturns.utf8)).bytes == Array("a\r\n".utf8))
        #expect(block.isInstalled(in: Array(withCarriageReturns.utf8)))
    }

    @Test("a file without a block is not touched")
    func absent() {
        let bytes = Array("# >>> conda initialize >>>\n# <<< conda initialize <<<".utf8)
        let removal = ManagedBlock.removed(from: bytes)
        #expect(!removal.hadBlock)
        #expect(removal.bytes == bytes)
        #expect(!block.isInstalled(in: bytes))
    }
}
