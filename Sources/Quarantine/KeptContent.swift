import Packages

/// Takes one entry's bytes as they are unpacked and keeps those that somebody could run or read back.
///
/// Kept are: every file up to the binary limit; text, code and nested archives up to the text limit. A file counts as binary when its
/// first 8 KiB hold a NUL and its name is not that of source code; Node and Python run a file of any name, so the name
/// alone never makes a file binary.
struct KeptContent {
    private(set) var bytes: [UInt8] = []
    private(set) var byteCount = 0
    private(set) var leadingBytes: [UInt8] = []
    private(set) var isDropped = false
    private let limits: ArchiveLimits
    private let budget: Int
    private let isSource: Bool
    private let isData: Bool
    private var isBinary = false
    private var isArchive: Bool

    /// Prepares for one entry; `budget` is what the archive may still keep.
    init(name: [UInt8], limits: ArchiveLimits, budget: Int) {
        self.limits = limits
        self.budget = budget
        let ending = Self.fileExtension(of: name)
        isArchive = ending == "tar"
        isSource = Self.sourceExtensions.contains(ending)
        // A manifest names what npm runs, so an unread one is unread code.
        isData =
            Self.dataExtensions.contains(ending)
            && !name.suffix(Self.manifestName.count).elementsEqual(Self.manifestName)
    }

    /// Takes the next bytes.
    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        // Safety: the chunk is only read during the call.
        byteCount += chunk.count
        guard !isDropped else { return }
        if leadingBytes.count < Self.leadingLimit {
            leadingBytes += chunk.prefix(Self.leadingLimit - leadingBytes.count)
        }
        let unseen = Self.probeLimit - bytes.count
        if unseen > 0, !isSource, chunk.prefix(unseen).contains(0) { isBinary = true }
        if bytes.isEmpty, ArchiveFormat.hasMagic(chunk) { isArchive = true }
        let limit = isBinary && !isArchive ? limits.binaryByteCount : limits.textByteCount
        guard byteCount <= min(limit, budget) else {
            isDropped = true
            bytes = []
            return
        }
        bytes += chunk
    }

    /// The bytes as they are held beside so many of the archive's other files; nil when they were not kept.
    func content(beside keptByteCount: Int) -> FileContent? {
        if isDropped { return nil }
        let isPacked = keptByteCount > limits.plainByteCount && bytes.count <= limits.packedFileByteCount
        return isPacked ? FileContent(packing: bytes) : FileContent(bytes)
    }

    /// What not keeping the file means; nil when it was kept, or is native code or media that no one reads as text.
    func finding(named name: String) -> ArchiveFinding? {
        guard isDropped, !isBinary || isArchive else { return nil }
        if isData || isArchive {
            return ArchiveFinding(
                .oversizedData, name, "data of \(byteCount) bytes was not read", severity: .warning)
        }
        return ArchiveFinding(
            .oversizedText, name, "text of \(byteCount) bytes was not read; at most \(limits.textByteCount) are",
            severity: .incomplete)
    }

    /// Whether the rest need not be unpacked at all: it is binary and will not be kept.
    var needsNoMore: Bool { isDropped && isBinary }

    private static let leadingLimit = 512
    private static let probeLimit = 8_192

    /// Names that some interpreter, shell or build tool takes for source.
    private static let sourceExtensions: Set<String> = [
        "py", "pyw", "pyi", "pth", "pyx", "pxd", "js", "cjs", "mjs", "jsx", "ts", "cts", "mts", "tsx", "json", "toml",
        "cfg", "ini", "sh", "bash", "zsh", "fish", "bat", "cmd", "ps1", "psm1", "vbs", "gyp", "gypi", "rb", "pl", "php",
        "lua", "mk", "cmake", "yml", "yaml", "xml", "in",
    ]

    /// Text that no installer and no interpreter runs: large ones are data, not unread code.
    private static let dataExtensions: Set<String> = [
        "csv", "tsv", "json", "jsonl", "ndjson", "geojson", "map", "txt", "md", "rst", "html", "htm", "css", "scss",
        "less", "svg", "xml", "po", "pot", "log", "sql", "obj", "ply", "stl", "pdb", "fasta", "fa", "gltf", "ipynb",
        "yml", "yaml", "lock", "c", "cc", "cpp", "cxx", "h", "hpp", "inc", "rs", "go", "java", "f", "f90", "s", "asm",
        "eps", "ps", "tex", "dat", "data", "vec", "arpa", "wkt", "kml", "xyz", "cif", "mol2", "sdf", "bdf", "afm",
    ]

    private static let manifestName = Array("package.json".utf8)

    private static func fileExtension(of name: [UInt8]) -> String {
        let last = name.lastIndex(of: UInt8(ascii: "/")).map { name[($0 + 1)...] } ?? name[...]
        guard let dot = last.lastIndex(of: UInt8(ascii: ".")), dot > last.startIndex else { return "" }
        return String(decoding: last[(dot + 1)...], as: UTF8.self).lowercased()
    }
}
