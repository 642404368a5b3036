import Foundation
import Gateway
import Packages

extension GuardedInstall {
    /// How long a report waits for documents that only tell an age.
    private static let patience = Duration.seconds(5)

    /// The artifacts with the time of publishing of those whose block is shown at length.
    ///
    /// `npm ci` asks for no documents, and a client may take the short ones, which tell no time. Whoever reads a block
    /// wants to know how old the release is, so these few are asked for; a plan without a block never waits for one.
    func datingBlocked(
        _ judged: [JudgedArtifact], through gateway: Gateway, by releases: ReleaseContext
    ) async -> [JudgedArtifact] {
        let undated = judged.filter { $0.isBlocked && $0.published == nil }.prefix(TerminalReport.detailedLimit)
        guard !undated.isEmpty else { return judged }
        let (answer, sign) = AsyncStream.makeStream(of: Void.self)
        let names = undated.map(\.artifact.identity.name)
        let reading = Task {
            await gateway.readDocuments(of: names)
            sign.finish()
        }
        let waiting = Task {
            try await Task.sleep(for: Self.patience)
            sign.finish()
        }
        for await _ in answer {}
        reading.cancel()
        waiting.cancel()
        return judged.map { one in
            var dated = one
            if one.isBlocked, one.published == nil { dated.published = releases.published(one.artifact) }
            return dated
        }
    }
}
