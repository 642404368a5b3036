import AirlockTestSupport
import Quarantine

private typealias Member = ArchiveBuilder.TarMember

/// Tars with one unusual construct each behind an honest package.
enum TarCases {
    /// Blocks that hold a member of their own, for data that one reader takes for headers.
    private static let smuggled = ArchiveBuilder.tarBlocks(Member("package/hidden.js", "2\n"))

    private static func member(_ name: String, _ change: (inout Member) -> Void) -> Member {
        var member = Member(name, "text\n")
        change(&member)
        return member
    }

    private static func edited(_ member: Member, at offset: Int, _ bytes: [UInt8]) -> [UInt8] {
        var header = ArchiveBuilder.tarHeader(member)
        for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
        return ArchiveBuilder.withChecksum(header) + ArchiveBuilder.tarBlocks(member).dropFirst(512)
    }

    static let hostile: [TestArchive] = names + headers + extended

    private static let names: [TestArchive] = [
        hostile("an absolute path", .absolutePath, [Member("/package/x.js", "2\n")]),
        hostile("a path that is absolute once stripped", .absolutePath, [Member("package//x.js", "2\n")]),
        hostile("a Windows drive, which npm strips", .absolutePath, [Member("c:/package/x.js", "2\n")]),
        hostile("a leading backslash, which npm strips", .absolutePath, [Member("\\package/x.js", "2\n")]),
        hostile("a parent folder inside", .parentPath, [Member("package/../x.js", "2\n")]),
        hostile("a parent folder first", .parentPath, [Member("../x.js", "2\n")]),
        hostile(
            "a file that is also a folder", .fileAndFolderClash,
            [
                Member("package/lib", "2\n"), Member("package/lib/x.js", "2\n"),
            ]),
        hostile(
            "a line feed behind the NUL of a name", .malformedTarHeader,
            blocks:
                edited(Member("package/x.js", "2\n"), at: 12, [0, 0x0A, 0x61])),
    ]

    private static let headers: [TestArchive] = [
        hostile(
            "a size that is not octal", .malformedTarHeader,
            [
                member("package/x.js") { $0.sizeField = Array("0o000000005\0".utf8) }
            ]),
        hostile(
            "a size beyond 53 bits", .malformedTarHeader,
            [
                member("package/x.js") { $0.sizeField = [0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 5] }
            ]),
        hostile(
            "an owner that npm cannot parse", .malformedTarHeader,
            blocks:
                edited(member("package/data.txt") { $0.bytes = smuggled }, at: 108, [0x81, 0, 0, 0, 0, 0, 0, 1])),
        hostile(
            "a device number that Python cannot parse", .malformedTarHeader,
            blocks:
                edited(Member("package/x.js", "2\n"), at: 329, Array("zzz".utf8))),
        hostile(
            "a time in the prefix that npm cannot parse", .malformedTarHeader,
            blocks:
                edited(member("package/data.txt") { $0.bytes = smuggled }, at: 476, [0x81, 0, 0, 0, 0, 0, 0, 1])),
        hostile(
            "a file with a link target", .ambiguousTarHeader,
            [
                member("package/data.txt") {
                    $0.linkTarget = Array("x".utf8)
                    $0.bytes = smuggled
                }
            ]),
        hostile(
            "a file with data and a folder's name", .ambiguousTarHeader,
            [
                member("package/data/") { $0.bytes = smuggled }
            ]),
        hostile(
            "a link with data", .ambiguousTarHeader,
            [
                member("package/data") {
                    $0.type = UInt8(ascii: "1")
                    $0.linkTarget = Array("package/index.js".utf8)
                    $0.bytes = smuggled
                }
            ]),
        hostile(
            "a prefix in a header that is not POSIX", .malformedTarHeader,
            [
                member("x.js") {
                    $0.magic = Array("ustar  \0".utf8)
                    $0.prefix = Array("package/lib".utf8)
                }
            ]),
        hostile(
            "a prefix that npm reads longer than others", .malformedTarHeader,
            blocks:
                edited(Member("package/x.js", "2\n"), at: 475, [0x61])),
        hostile(
            "a type that npm skips and pip extracts", .unsupportedEntryType,
            [
                Member("package/x.py", "2\n", type: "M")
            ]),
        hostile("a sparse file", .unsupportedEntryType, [Member("package/x.py", "2\n", type: "S")]),
        hostile("a device", .deviceNode, [Member("package/x", type: "3")]),
        hostile("a named pipe", .deviceNode, [Member("package/x", type: "6")]),
    ]

    private static let extended: [TestArchive] = [
        hostile(
            "a pax size that differs from the header's", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("size", "0")]), member("package/data.txt") { $0.bytes = smuggled },
            ]),
        hostile(
            "two pax headers in a row", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("path", "package/a.js")]), ArchiveBuilder.pax([("path", "package/b.js")]),
                Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a pax header before a GNU long name", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("size", "512")]), ArchiveBuilder.gnuLong("package/a.js"),
                Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a pax path of digits, on which npm fails", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("path", "123")]), member("package/data.txt") { $0.bytes = smuggled },
            ]),
        hostile(
            "an empty pax path", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("path", "")]), Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a record inside a comment, which npm reads", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([
                    (
                        "comment",
                        "a\n" + String(decoding: ArchiveBuilder.paxRecord("path", "package/b.js"), as: UTF8.self)
                    )
                ]), Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a path in a global header, which Python obeys", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("path", "package/b.js")], type: "g"), Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a sparse map in a pax header", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0")]),
                Member("package/x.py", "2\n"),
            ]),
        hostile(
            "a pax header larger than npm reads", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.pax([("comment", String(repeating: "a", count: 1 << 20)), ("path", "package/b.js")]),
                Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a pax header with a link target, which npm gives up", .ambiguousExtendedHeader,
            [
                member("package/pax") {
                    $0.type = UInt8(ascii: "x")
                    $0.linkTarget = Array("x".utf8)
                    $0.bytes = ArchiveBuilder.paxRecord("path", "package/b.js")
                }, Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a pax record of a wrong length", .ambiguousExtendedHeader,
            [
                member("package/pax") {
                    $0.type = UInt8(ascii: "x")
                    $0.bytes = Array("99 path=package/b.js\n".utf8)
                }, Member("package/x.js", "2\n"),
            ]),
        hostile(
            "a long name that goes on behind its NUL", .ambiguousExtendedHeader,
            [
                ArchiveBuilder.gnuLong("package/a.js\0\nb"), Member("package/x.js", "2\n"),
            ]),
    ]

    private static let long = String(repeating: "folder/", count: 30) + "x.js"

    static let usual: [TestArchive] = [
        usual("a folder entry", "lib/x.js", [Member("package/lib/", type: "5"), Member("package/lib/x.js", "2\n")]),
        usual("a UTF-8 name", "grüße/日本.js", [Member("package/grüße/日本.js", "2\n")]),
        usual(
            "a pax path", long,
            [
                ArchiveBuilder.pax([("path", "package/" + long), ("mtime", "1700000000.5")]),
                Member("package/x", "2\n"),
            ]),
        usual(
            "a GNU long name", long,
            [
                ArchiveBuilder.gnuLong("package/" + long), Member("package/x", "2\n"),
            ]),
        usual("a ustar prefix", "lib/x.js", [prefixed]),
        usual(
            "a global comment, as git archive writes it", "x.js",
            [
                ArchiveBuilder.pax([("comment", "0123456789abcdef")], type: "g"), Member("package/x.js", "2\n"),
            ]),
        usual("an empty file", "empty.js", [Member("package/empty.js")]),
        usual("a v7 header with type NUL", "x.js", [old]),
        usual("a dot among the components", "lib/x.js", [Member("package/./lib/x.js", "2\n")]),
        usual("names that differ in case only", "INDEX.js", [Member("package/INDEX.js", "2\n")]),
        usual("a name with a control character", "Icon\r", [Member("package/Icon\r", "2\n")]),
    ]

    private static var prefixed: Member {
        var member = Member("lib/x.js", "2\n")
        member.prefix = Array("package".utf8)
        return member
    }

    private static var old: Member {
        var member = Member("package/x.js", "2\n")
        member.magic = []
        member.type = 0
        return member
    }

    private static func usual(_ summary: String, _ path: String, _ members: [Member]) -> TestArchive {
        let tar = ArchiveBuilder.tar(honestMembers + members)
        return TestArchive(summary: summary, bytes: ArchiveBuilder.gzip(tar), path: path)
    }

    private static func hostile(
        _ summary: String, _ code: ArchiveFinding.Code, _ members: [Member]
    ) -> TestArchive {
        hostile(summary, code, blocks: members.flatMap(ArchiveBuilder.tarBlocks))
    }

    private static func hostile(_ summary: String, _ code: ArchiveFinding.Code, blocks: [UInt8]) -> TestArchive {
        let zeros = [UInt8](repeating: 0, count: 1024)
        let tar = ArchiveBuilder.tar(honestMembers, zeroBlocks: 0) + blocks + zeros
        return TestArchive(summary: summary, bytes: ArchiveBuilder.gzip(tar), code: code)
    }
}
