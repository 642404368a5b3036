import Packages

/// What a worker is asked about one artifact, whose bytes come along as an open descriptor.
///
/// Frame: content, kind, guesses, wanted (a byte each), sha256 (32 bytes), byte count, bytes behind the descriptor,
/// file name (counted), inner folder (counted, empty for none).
struct InspectionRequest: Sendable, Equatable {
    /// What the descriptor leads to.
    enum Content: UInt8, Sendable {
        case archive = 1
        /// A `FolderListing`.
        case folder
    }

    enum Wanted: UInt8, Sendable {
        case evidence = 1
        case evidenceAndSequence
        /// The names in an artifact's `Requires-Dist`.
        case requirements
        /// Every `package.json` with its scripts.
        case manifests
    }

    let content: Content
    let kind: ArtifactKind
    /// Whether what lies in the archive may say that it is the other ecosystem's.
    let guessesKind: Bool
    let wanted: Wanted
    /// As the guard computed it; the evidence must state the same.
    let sha256: Digest
    let byteCount: Int
    /// Equal to `byteCount` for archives.
    let contentByteCount: Int
    let filename: String
    /// The folder that is built in place of the root.
    var folder: InnerFolder?

    func encoded() -> [UInt8] {
        var frame = FrameWriter()
        frame.byte(content.rawValue)
        frame.byte(kind.wireCode)
        frame.byte(guessesKind ? 1 : 0)
        frame.byte(wanted.rawValue)
        frame.fixed(sha256.bytes)
        frame.number(byteCount)
        frame.number(contentByteCount)
        // Cut at the front: endings decide the format. A cut character becomes a replacement on both sides.
        let ending = String(decoding: filename.utf8.suffix(FrameLimit.filename - 2), as: UTF8.self)
        frame.counted(ending.utf8.suffix(FrameLimit.filename))
        frame.counted((folder?.path ?? "").utf8)
        return frame.framed
    }
}

extension InspectionRequest {
    /// Reads what `encoded` made, without its length.
    init(frame bytes: [UInt8]) throws(WorkerFailure) {
        var frame = FrameReader(bytes)
        guard let content = Content(rawValue: try frame.byte()), let kind = ArtifactKind(wireCode: try frame.byte())
        else { throw .malformed("an unknown kind") }
        self.content = content
        self.kind = kind
        guessesKind = try frame.flag()
        guard let wanted = Wanted(rawValue: try frame.byte()) else { throw .malformed("an unknown wish") }
        self.wanted = wanted
        guard let sha256 = Digest(algorithm: .sha256, bytes: Array(try frame.fixed(32))) else {
            throw .malformed("no digest")
        }
        self.sha256 = sha256
        byteCount = try frame.number()
        contentByteCount = try frame.number()
        filename = String(decoding: try frame.counted(limit: FrameLimit.filename), as: UTF8.self)
        let path = try frame.text(limit: FrameLimit.folder)
        folder = InnerFolder(path)
        guard path.isEmpty || folder != nil else { throw .malformed("a folder that is none") }
        try frame.end()
    }
}

extension ArtifactKind {
    var wireCode: UInt8 {
        switch self {
        case .npmTarball: 1
        case .wheel: 2
        case .sdist: 3
        }
    }

    init?(wireCode: UInt8) {
        guard let kind = Self.allCases.first(where: { $0.wireCode == wireCode }) else { return nil }
        self = kind
    }

    var ecosystem: Ecosystem {
        switch self {
        case .npmTarball: .npm
        case .wheel, .sdist: .pypi
        }
    }
}
