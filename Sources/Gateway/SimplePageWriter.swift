import Packages

/// Writes the page that pip reads: our own, from the merged upstream pages.
enum SimplePageWriter {
    static let jsonType = "application/vnd.pypi.simple.v1+json"

    /// The project's page in the form that an `Accept` header prefers.
    static func answer(project: String, files: [(file: SimpleFile, path: String)], accept: String) -> DoorAnswer {
        let isJSON = accept.contains(jsonType) || accept.contains("application/vnd.pypi.simple.latest+json")
        let htmlType =
            accept.contains("application/vnd.pypi.simple.v1+html")
            ? "application/vnd.pypi.simple.v1+html" : "text/html"
        let text = isJSON ? json(project, files) : html(project, files)
        return DoorAnswer(
            status: 200,
            headers: [
                (name: "Content-Type", value: isJSON ? jsonType : htmlType + "; charset=utf-8"),
                (name: "Cache-Control", value: "no-store"), (name: "Vary", value: "Accept"),
            ], body: .bytes(Array(text.utf8)))
    }

    private static func json(_ project: String, _ files: [(file: SimpleFile, path: String)]) -> String {
        let entries = files.map { file, path in
            var fields = [
                "\"filename\":" + DoorAnswer.jsonText(file.artifact.filename), "\"url\":" + DoorAnswer.jsonText(path),
                "\"hashes\":" + hashes(file.artifact.expectedDigests),
            ]
            if let requires = file.requiresPython {
                fields.append("\"requires-python\":" + DoorAnswer.jsonText(requires))
            }
            if let reason = file.yankReason {
                fields.append("\"yanked\":" + (reason.isEmpty ? "true" : DoorAnswer.jsonText(reason)))
            }
            if case .offered(let digest) = file.metadata {
                let stated = digest.map { hashes([$0]) } ?? "true"
                // pip before 23.3 reads the first draft's name of the key.
                fields += ["\"core-metadata\":" + stated, "\"dist-info-metadata\":" + stated]
            }
            if let size = file.size { fields.append("\"size\":\(size)") }
            if let time = file.uploadTime { fields.append("\"upload-time\":" + DoorAnswer.jsonText(time)) }
            return "{" + fields.joined(separator: ",") + "}"
        }
        return "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\(DoorAnswer.jsonText(project)),\"files\":["
            + entries.joined(separator: ",") + "]}"
    }

    private static func hashes(_ digests: [Digest]) -> String {
        let pairs = digests.map { "\"\($0.algorithm.rawValue)\":\"\($0.hexadecimal)\"" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func html(_ project: String, _ files: [(file: SimpleFile, path: String)]) -> String {
        var text = "<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.0\">"
        text += "<title>\(HTMLText.encoded(project))</title></head><body>\n"
        for (file, path) in files {
            var link = path
            if let digest = file.artifact.expectedDigests.max(by: { $0.algorithm < $1.algorithm }) {
                link += "#\(digest.algorithm.rawValue)=\(digest.hexadecimal)"
            }
            text += "<a href=\"\(HTMLText.encoded(link))\""
            if let requires = file.requiresPython {
                text += " data-requires-python=\"\(HTMLText.encoded(requires))\""
            }
            if let reason = file.yankReason { text += " data-yanked=\"\(HTMLText.encoded(reason))\"" }
            if case .offered(let digest) = file.metadata {
                let stated = digest.map { "\($0.algorithm.rawValue)=\($0.hexadecimal)" } ?? "true"
                text += " data-core-metadata=\"\(stated)\" data-dist-info-metadata=\"\(stated)\""
            }
            text += ">\(HTMLText.encoded(file.artifact.filename))</a><br>\n"
        }
        return text + "</body></html>\n"
    }
}
