/// Reads a zip's entries through libarchive, entry by entry compared with our own reading of the directory.
struct ZipReader {
    let limits: ArchiveLimits

    func read(
        _ bytes: UnsafeRawBufferPointer
    ) throws(QuarantineError) -> (entries: [ArchiveEntry], findings: [ArchiveFinding]) {
        let directory = try ZipDirectory(bytes, limits: limits)
        var findings = directory.findings
        // A structure that readers take differently is not given to a C library at all.
        guard !findings.contains(where: { $0.severity == .ambiguous }), !directory.entries.isEmpty else {
            return ([], findings)
        }
        let handle = try LibarchiveHandle.zip(bytes)
        var entries: [ArchiveEntry] = []
        var kept = 0
        for stated in directory.entries {
            let text = String(decoding: stated.name, as: UTF8.self)
            switch handle.nextHeader() {
            case .ok: break
            case .end:
                findings.append(ArchiveFinding(.readersDisagree, text, "libarchive ends before this entry"))
                return (entries, findings)
            case .warned(let reason), .failed(let reason):
                findings.append(ArchiveFinding(.readersDisagree, text, "libarchive refuses the entry: \(reason)"))
                return (entries, findings)
            }
            guard let header = handle.header, agree(stated, header) else {
                findings.append(ArchiveFinding(.readersDisagree, text, "libarchive reads another entry here"))
                return (entries, findings)
            }
            guard stated.name.last != InstalledPath.slash else {
                entries.append(folder(stated))
                if stated.byteCount != 0 {
                    findings.append(ArchiveFinding(.readersDisagree, text, "a folder has data"))
                }
                continue
            }
            let content = try content(of: stated, header, handle, budget: limits.keptByteCount - kept)
            kept += content.bytes.count
            if let finding = content.finding(named: text) { findings.append(finding) }
            if !content.needsNoMore, content.byteCount != stated.byteCount {
                let detail = "the entry has \(content.byteCount) bytes, but \(stated.byteCount) are stated"
                findings.append(ArchiveFinding(.damagedEntry, text, detail))
            }
            entries.append(file(stated, content, beside: kept))
        }
        if handle.nextHeader() != .end {
            findings.append(ArchiveFinding(.readersDisagree, "", "libarchive reads entries behind the last one"))
        }
        return (entries, findings)
    }

    private func folder(_ stated: ZipDirectory.Entry) -> ArchiveEntry {
        ArchiveEntry(
            name: stated.name, kind: .folder, isExecutable: false, byteCount: 0, content: nil, leadingBytes: [])
    }

    private func file(_ stated: ZipDirectory.Entry, _ content: KeptContent, beside kept: Int) -> ArchiveEntry {
        // pip's `zip_item_is_executable`: a regular file by its mode, with any execute bit.
        let isExecutable = stated.mode & 0o170000 == 0o100000 && stated.mode & 0o111 != 0
        return ArchiveEntry(
            name: stated.name, kind: .file, isExecutable: isExecutable, byteCount: stated.byteCount,
            content: content.content(beside: kept), leadingBytes: content.leadingBytes)
    }

    /// Whether libarchive stands at the same entry.
    ///
    /// It turns backslashes of old DOS archives into slashes, and takes the type from the mode where pip goes by the
    /// name's last character alone.
    private func agree(_ stated: ZipDirectory.Entry, _ header: LibarchiveHandle.Header) -> Bool {
        let isFolder = stated.name.last == InstalledPath.slash
        switch header.kind {
        case .folder: guard isFolder else { return false }
        case .file: guard !isFolder else { return false }
        case .symbolicLink: guard !isFolder else { return false }
        case .hardLink, .other: return false
        }
        return Self.comparable(stated.rawName).elementsEqual(Self.comparable(header.name))
    }

    private static func comparable(_ name: [UInt8]) -> [UInt8] {
        name.map { $0 == InstalledPath.backslash ? InstalledPath.slash : $0 }
    }

    private func content(
        of stated: ZipDirectory.Entry, _ header: LibarchiveHandle.Header, _ handle: LibarchiveHandle, budget: Int
    ) throws(QuarantineError) -> KeptContent {
        var content = KeptContent(name: stated.name, limits: limits, budget: budget)
        if header.kind == .symbolicLink {
            // pip writes the link's text into a regular file; libarchive has read it as the target.
            var checksum = CyclicRedundancyCheck()
            header.linkTarget.withUnsafeBytes { bytes in
                content.append(bytes)
                checksum.update(bytes)
            }
            // libarchive does not compare the checksum of a link.
            guard checksum.value == stated.checksum else {
                throw .damagedArchive(detail: "a symbolic link's checksum does not match")
            }
            return content
        }
        while !content.needsNoMore, content.byteCount <= stated.byteCount {
            let (outcome, data) = handle.nextData()
            switch outcome {
            case .ok:
                content.append(data)
            case .end:
                return content
            case .warned(let reason), .failed(let reason):
                // A bad checksum is only a warning to libarchive, which hands the data out all the same.
                throw .damagedArchive(detail: reason)
            }
        }
        return content
    }
}
