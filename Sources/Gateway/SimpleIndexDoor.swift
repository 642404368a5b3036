import Packages

/// The Python door: one simple index at `/<secret>/simple/` that merges all of the user's, and its files.
///
/// pip cannot be given a header, so the session's secret is the first part of every path.
struct SimpleIndexDoor: Door {
    let doorName = "PyPI"
    let secret: SessionSecret
    let record: GatewayRecord
    let handlers: GatewayHandlers
    let files: LoopbackFiles
    let pages: SimplePages

    func cancelAll() { pages.cancelAll() }

    func respond(to request: DoorRequest) async -> DoorAnswer {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard let given = parts.first, secret.matches(given) else {
            record.add(.strangerRefused(door: doorName))
            return .text(404, "not found")
        }
        if case .post = request.method { return .text(405, "the method is not served") }
        let below = Array(parts.dropFirst())
        if below.first == "simple", below.count == 2 || below.count == 3 && below[2].isEmpty,
            let project = Self.project(below[1])
        {
            return await page(of: project, request)
        }
        if below.first == "files", below.count == 3, let filename = PercentEncoding.decoded(below[2]),
            let file = files.file(key: String(below[1]))
        {
            if filename == file.artifact.filename { return await artifact(file) }
            if filename == file.artifact.filename + ".metadata" { return await metadata(of: file) }
        }
        record.add(.unknownPath(.pypi, path: "/" + below.joined(separator: "/")))
        return .text(404, "no file or project of this install has this address")
    }

    /// The project of a page's path; nil for text that no project can be called.
    private static func project(_ segment: Substring) -> PackageName? {
        guard let written = PercentEncoding.decoded(segment), !written.isEmpty, written.utf8.count <= 256 else {
            return nil
        }
        let name = PackageName(written, ecosystem: .pypi)
        let isProper = name.normalized.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isProper ? name : nil
    }

    private func page(of project: PackageName, _ request: DoorRequest) async -> DoorAnswer {
        record.add(.documentAsked(project))
        switch await pages.files(of: project.normalized) {
        case .failure(let failure):
            record.add(.upstreamFailure(failure))
            return .text(failure.doorStatus, failure.message)
        case .success(let found):
            if record.allowed == nil, let guess = LikelyWheel(userAgent: request.header("user-agent")) {
                pages.anticipate(project.normalized, found, by: guess)
            }
            let listed = pruned(found, of: project)
            guard !listed.isEmpty else { return .text(404, "no index has '\(project.normalized)'") }
            let entries = listed.map { (file: $0, path: "/\(secret.text)/\(files.path(of: $0))") }
            return SimplePageWriter.answer(
                project: project.normalized, files: entries, accept: request.header("accept") ?? "text/html")
        }
    }

    /// In the install phase, what the plan holds of a planned project, plus what was served already.
    private func pruned(_ found: [SimpleFile], of project: PackageName) -> [SimpleFile] {
        guard let allowed = record.allowed?.filter({ $0.identity.name == project }), !allowed.isEmpty else {
            return found
        }
        let planned = Dictionary(allowed.map { ($0.url, $0) }) { first, _ in first }
        return found.compactMap { file in
            guard let artifact = planned[file.artifact.url] else {
                return record.hasServed(url: file.artifact.url) ? file : nil
            }
            guard file.artifact.expectedDigests.isEmpty, !artifact.expectedDigests.isEmpty else { return file }
            // The index states no digest: pip then checks the one of the bytes that were judged.
            var stated = file
            stated.artifact = Artifact(
                identity: file.artifact.identity, kind: file.artifact.kind, url: file.artifact.url,
                filename: file.artifact.filename, expectedDigests: artifact.expectedDigests)
            return stated
        }
    }

    private func artifact(_ file: SimpleFile) async -> DoorAnswer {
        switch await handlers.artifact(file.artifact) {
        case .refused(let status, let message):
            record.add(.artifactRefused(file.artifact, status: status, message: message))
            return .text(status, message)
        case .file(let path, let byteCount, _):
            record.add(.artifactServed(file.artifact))
            return DoorAnswer(
                status: 200, headers: [(name: "Content-Type", value: "application/octet-stream")],
                body: .file(path: path, byteCount: byteCount))
        }
    }

    private func metadata(of file: SimpleFile) async -> DoorAnswer {
        guard case .offered(let digest) = file.metadata else { return .text(404, "no metadata is offered") }
        // A client asks for the metadata of what it is about to choose.
        if record.isNewlyLikely(file.artifact) { handlers.likely(file.artifact) }
        switch await pages.metadata(of: file, digest: digest) {
        case .failure(let failure):
            record.add(.upstreamFailure(failure))
            return .text(failure.doorStatus, failure.message)
        case .success(let bytes):
            if let objection = handlers.objection(bytes) {
                // The wheel itself is judged for it: where it says the same, that is the message.
                let message = "the index says that '\(file.artifact.filename)' \(objection)"
                record.add(.artifactRefused(file.artifact, status: 403, message: message))
                record.add(
                    .upstreamFailure(
                        UpstreamFailure(name: file.artifact.identity.name.normalized, status: 200, message: message)))
                return .text(403, message)
            }
            if record.allowed == nil { pages.prefetch(CoreMetadata.plainRequirements(bytes)) }
            return DoorAnswer(
                status: 200, headers: [(name: "Content-Type", value: "application/octet-stream")], body: .bytes(bytes))
        }
    }
}

/// The little that is read of a wheel's core metadata (PEP 566), as a hint for prefetching only.
enum CoreMetadata {
    /// The normalized projects of `Requires-Dist` lines that no extra has to be asked for.
    static func plainRequirements(_ bytes: [UInt8]) -> [String] {
        var projects: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            // The description begins behind the first empty line.
            if line.isEmpty || line.elementsEqual("\r".utf8) { break }
            let text = String(decoding: line, as: UTF8.self)
            guard text.lowercased().hasPrefix("requires-dist:"), !text.contains("extra") else { continue }
            let name = text.dropFirst(14).drop { $0 == " " }
                .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            if !name.isEmpty { projects.append(PackageName.normalizedForPyPI(String(name))) }
        }
        return projects
    }
}
