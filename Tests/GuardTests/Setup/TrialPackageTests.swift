import AirlockTestSupport
import Foundation
import Packages
import Quarantine
import Testing
import Verdicts

@testable import AirlockGuard

@Suite("packages that doctor makes")
struct TrialPackageTests {
    /// One of each kind of package.
    private static let clients = TrialClient.all.filter { ["npm", "pip"].contains($0.name) }

    @Test("the flagged one is flagged for its behavior alone, its twin by nothing", arguments: clients)
    func judged(client: TrialClient) throws {
        let inspector = try Inspector()
        for isFlagged in [true, false] {
            let package = try #require(client.make(isFlagged: isFlagged))
            let scratch = try ScratchDirectory()
            let name = client.family == .npm ? "trial.tgz" : package.wheelName
            let file = try MappedFile(path: scratch.write(package.bytes, to: name))
            let unpacked = try ArchiveReader().read(file, kind: client.kind, filename: name)
            let evidence = inspector.inspect(
                unpacked, sha256: file.digest(.sha256), byteCount: package.bytes.count, kind: client.kind
            ).evidence
            // Nothing about the archive; what its flows say is behavior too.
            let flows: Set<ReasonCode> = [.leaksAtInstall, .runsDecodedCode]
            #expect(evidence.findings.allSatisfy { isFlagged && flows.contains($0.code) }, "\(evidence.findings)")
            #expect(evidence.declaredName == package.name)
            // Well above, so that other random names can never fall below.
            #expect(isFlagged ? evidence.score > (1 + inspector.thresholds.block) / 2 : evidence.score < 0.1)
        }
    }

    @Test("every one has other names and strings", arguments: clients)
    func fresh(client: TrialClient) throws {
        let packages = (0..<20).compactMap { _ in client.make(isFlagged: true) }
        #expect(Set(packages.map(\.name)).count == 20)
        #expect(Set(packages.map(\.bytes)).count == 20)
    }
}
