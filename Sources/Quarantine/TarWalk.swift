/// Walks the headers of a tar stream as npm's `tar` and Python's `tarfile` both would, and keeps the members' bytes.
///
/// Fed with the unpacked stream in chunks of any size. It accepts the archives that all readers take alike and stops at
/// the first construct that they do not, with an `ambiguous` finding; what follows is not read any more.
struct TarWalk {
    private enum State {
        case header
        /// Inside a member's data: bytes still to come, then zeros up to the block's end.
        case body(remaining: Int, padding: Int)
        case ended
        case stopped
    }

    private(set) var entries: [ArchiveEntry] = []
    private(set) var findings: [ArchiveFinding] = []
    private let limits: ArchiveLimits
    private let isForNpm: Bool
    private var state = State.header
    private var block: [UInt8] = []
    private var current: Member?
    private var content: KeptContent?
    /// Data of an extended header, while it is being read.
    private var extended: [UInt8] = []
    private var pax: PaxRecords?
    private var longName: [UInt8]?
    private var longLink: [UInt8]?
    private var kept = 0

    private struct Member {
        let header: TarHeader
        let name: [UInt8]
        let linkTarget: [UInt8]
    }

    init(limits: ArchiveLimits, isForNpm: Bool) {
        self.limits = limits
        self.isForNpm = isForNpm
    }

    /// Whether an ambiguity ended the walk.
    var isStopped: Bool {
        if case .stopped = state { true } else { false }
    }

    /// Takes the next bytes of the stream.
    mutating func feed(_ chunk: UnsafeRawBufferPointer) {
        // Safety: the chunk is only read during the call; what is kept is copied.
        var position = 0
        while position < chunk.count {
            switch state {
            case .stopped:
                return
            case .ended:
                if chunk[position...].contains(where: { $0 != 0 }) {
                    stop(.dataBehindEndMarker, "", "bytes follow the zero block that ends the archive for pip")
                }
                return
            case .header:
                let count = min(512 - block.count, chunk.count - position)
                block += chunk[position..<position + count]
                position += count
                guard block.count == 512 else { return }
                let full = block
                block = []
                take(header: full)
            case .body(let remaining, let padding):
                if remaining > 0 {
                    let count = min(remaining, chunk.count - position)
                    takeBody(UnsafeRawBufferPointer(rebasing: chunk[position..<position + count]))
                    position += count
                    state = .body(remaining: remaining - count, padding: padding)
                } else {
                    let count = min(padding, chunk.count - position)
                    position += count
                    state = .body(remaining: 0, padding: padding - count)
                }
                finishBodyIfComplete()
            }
        }
    }

    /// Says that the stream is at its end.
    mutating func finish() throws(QuarantineError) {
        switch state {
        case .stopped, .ended:
            return
        case .body(let remaining, _):
            throw .damagedArchive(detail: "the tar ends \(remaining) bytes before its last member does")
        case .header:
            guard pax == nil, longName == nil, longLink == nil else {
                throw .damagedArchive(detail: "the tar ends behind an extended header")
            }
            if block.contains(where: { $0 != 0 }) {
                stop(.trailingData, "", "the tar ends with part of a header")
            }
        }
    }

    private mutating func stop(_ code: ArchiveFinding.Code, _ path: String, _ detail: String) {
        findings.append(ArchiveFinding(code, path, detail))
        state = .stopped
    }

    private mutating func take(header bytes: [UInt8]) {
        switch TarHeader.read(bytes) {
        case .zeroBlock:
            guard pax == nil, longName == nil, longLink == nil else {
                stop(.ambiguousExtendedHeader, "", "an extended header describes no member")
                return
            }
            state = .ended
        case .malformed(let reason):
            stop(.malformedTarHeader, entries.last?.text ?? "", reason)
        case .header(let header):
            switch header.type {
            case UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K"):
                begin(extendedHeader: header)
            default:
                begin(member: header)
            }
        }
    }

    private mutating func begin(extendedHeader header: TarHeader) {
        let isLong = header.type == UInt8(ascii: "L") || header.type == UInt8(ascii: "K")
        let repeats = header.type == UInt8(ascii: "L") ? longName != nil : longLink != nil
        guard isLong ? (pax == nil && !repeats) : (pax == nil && longName == nil && longLink == nil) else {
            stop(.ambiguousExtendedHeader, "", "several extended headers describe one member")
            return
        }
        // npm gives up a header without a name or, here, with a link target, and takes its data for headers.
        guard !header.name.isEmpty, header.linkTarget.isEmpty else {
            stop(.ambiguousExtendedHeader, "", "an extended header has no name or a link target")
            return
        }
        guard header.size > 0, header.size <= limits.extendedHeaderByteCount else {
            stop(.ambiguousExtendedHeader, "", "an extended header has \(header.size) bytes")
            return
        }
        extended = []
        current = Member(header: header, name: [], linkTarget: [])
        state = .body(remaining: header.size, padding: (512 - header.size % 512) % 512)
    }

    private mutating func begin(member header: TarHeader) {
        let name = pax?.path ?? longName ?? header.name
        let target = pax?.linkPath ?? longLink ?? header.linkTarget
        let text = String(decoding: name, as: UTF8.self)
        if let problem = problem(with: header, name: name) {
            stop(problem.code, text, problem.detail)
            return
        }
        guard entries.count < limits.entryCount else {
            stop(.overLimit, text, "the archive has more than \(limits.entryCount) entries")
            return
        }
        pax = nil
        longName = nil
        longLink = nil
        current = Member(header: header, name: name, linkTarget: target)
        content = KeptContent(name: name, limits: limits, budget: limits.keptByteCount - kept)
        // npm and Python read no data behind a folder, whatever its size field says.
        let size = header.type == UInt8(ascii: "5") ? 0 : header.size
        state = .body(remaining: size, padding: (512 - size % 512) % 512)
        finishBodyIfComplete()
    }

    /// What makes the readers differ on this member.
    private func problem(with header: TarHeader, name: [UInt8]) -> (code: ArchiveFinding.Code, detail: String)? {
        if name.isEmpty { return (.ambiguousTarHeader, "a member has no name") }
        if let stated = pax?.size, stated != header.size {
            return (.ambiguousExtendedHeader, "the extended header states \(stated) bytes, the header \(header.size)")
        }
        let isNonASCII = name.contains { $0 >= 0x80 }
        if isForNpm, isNonASCII, pax?.path != nil, header.name != name {
            return (.ambiguousExtendedHeader, "npm may take the header's name instead of the extended one")
        }
        switch header.type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
            let slash = UInt8(ascii: "/")
            // A long name stands in an extended header; the header's own, cut at 100 bytes, may end in a slash by chance.
            // npm's reader looks at the cut one, Python's only where the type is NUL.
            let readsCutName = isForNpm || header.type == 0
            if header.size > 0, name.last == slash || readsCutName && header.name.last == slash {
                return (.ambiguousTarHeader, "a file with data has a folder's name")
            }
            return header.linkTarget.isEmpty ? nil : (.ambiguousTarHeader, "a file states a link target")
        case UInt8(ascii: "1"), UInt8(ascii: "2"):
            return header.size == 0 ? nil : (.ambiguousTarHeader, "a link states \(header.size) bytes of data")
        case UInt8(ascii: "5"):
            return header.linkTarget.isEmpty ? nil : (.ambiguousTarHeader, "a folder states a link target")
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"):
            return (.deviceNode, "a device or pipe is no part of a package")
        default:
            return (.unsupportedEntryType, "the member has type \(header.type), which installers read differently")
        }
    }

    private mutating func takeBody(_ bytes: UnsafeRawBufferPointer) {
        // Safety: the slice is only read during the call.
        if content != nil { content?.append(bytes) } else { extended += bytes }
    }

    private mutating func finishBodyIfComplete() {
        guard case .body(0, 0) = state, let member = current else { return }
        state = .header
        current = nil
        guard let content else {
            finishExtendedHeader(member.header)
            return
        }
        self.content = nil
        let kind = kind(of: member)
        let text = String(decoding: member.name, as: UTF8.self)
        if let finding = content.finding(named: text) { findings.append(finding) }
        kept += content.bytes.count
        entries.append(
            ArchiveEntry(
                name: member.name, kind: kind, isExecutable: member.header.mode & 0o111 != 0,
                byteCount: content.byteCount, content: content.content(beside: kept),
                leadingBytes: content.leadingBytes))
    }

    private func kind(of member: Member) -> ArchiveEntry.Kind {
        switch member.header.type {
        case UInt8(ascii: "1"): .hardLink(member.linkTarget)
        case UInt8(ascii: "2"): .symbolicLink(member.linkTarget)
        case UInt8(ascii: "5"): .folder
        default: member.name.last == UInt8(ascii: "/") ? .folder : .file
        }
    }

    private mutating func finishExtendedHeader(_ header: TarHeader) {
        switch header.type {
        case UInt8(ascii: "L"), UInt8(ascii: "K"):
            guard let text = TarHeader.text(extended[...]), !text.isEmpty else {
                stop(.ambiguousExtendedHeader, "", "a long name is empty or goes on behind its NUL")
                return
            }
            if header.type == UInt8(ascii: "L") { longName = text } else { longLink = text }
        default:
            do throws(PaxRecords.Refusal) {
                let isGlobal = header.type == UInt8(ascii: "g")
                let records = try PaxRecords(extended, isGlobal: isGlobal)
                if !isGlobal { pax = records }
            } catch {
                stop(.ambiguousExtendedHeader, "", error.reason)
            }
        }
    }
}
