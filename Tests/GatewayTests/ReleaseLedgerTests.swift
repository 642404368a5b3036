import AirlockTestSupport
import Packages
import Testing
import Transfer

@testable import Gateway

@Suite struct ReleaseLedgerTests {
    private func artifact(_ name: String, _ version: String, _ ecosystem: Ecosystem, url: String = "") -> Artifact {
        Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: ecosystem), version: version),
            kind: ecosystem == .npm ? .npmTarball : .wheel, url: url, filename: "x", expectedDigests: [])
    }

    private static let document = """
        {"name":"a","dist-tags":{"latest":"2.0.0"},
         "time":{"created":"x","unpublished":{},"1.9.0":"2026-01-01T00:00:00.000Z","2.0.0":"2026-01-02T03:04:05.678Z"},
         "versions":{
          "1.0.0":{"dist":{"tarball":"https://r.example/a-1.0.0.tgz"},"_npmUser":{"name":"ada"},"hasInstallScript":false},
          "1.9.0":{"dist":{"tarball":"https://r.example/a-1.9.0.tgz","attestations":{"url":"x"}},"deprecated":""},
          "2.0.0":{"dist":{"tarball":"https://r.example/a-2.0.0.tgz"},"deprecated":"gone","_npmUser":{"name":"eve"},
                   "scripts":{"postinstall":"x","test":"y"},"bin":{"a":"a.js"},"optionalDependencies":{"b":"1"}},
          "3.0.0-rc.1":{"dist":{"tarball":"https://r.example/a-3.tgz"},"deprecated":true,"scripts":7,"bin":"a"}}}
        """

    @Test func npmDocumentGivesARecordPerVersion() throws {
        let ledger = ReleaseLedger()
        let packument = try #require(Packument(Array(Self.document.utf8), askedFor: "a"))
        ledger.add(packument, of: "a", source: "https://r.example/")
        let found = try #require(ledger.release(of: artifact("a", "2.0.0", .npm), replacing: ["1.0.0"]))
        #expect(found.record.published == 1_767_323_045)
        #expect(found.record.deprecation == "gone" && found.record.publisher == "eve")
        #expect(found.record.sources == ["https://r.example/"] && !found.record.hasProvenance)
        #expect(found.record.runsInstallScript == true)
        #expect(found.record.manifest?.scripts == ["postinstall": "x"])
        #expect(found.record.manifest?.programs == ["a": "a.js"] && found.record.manifest?.dependencies == ["b": "1"])
        #expect(found.previous?.version == "1.9.0" && found.previous?.hasProvenance == true)
        #expect(found.previous?.deprecation == nil)
        #expect(found.replaced?.publisher == "ada" && found.replaced?.runsInstallScript == false)
        let odd = try #require(
            ledger.release(of: artifact("a", "3.0.0-rc.1", .npm), replacing: ["3.0.0-rc.1", "1.0.0"]))
        #expect(odd.record.published == nil && odd.record.deprecation == nil && odd.replaced == nil)
        #expect(odd.record.manifest?.scripts == nil && odd.record.manifest?.programs == nil)
        #expect(ledger.release(of: artifact("a", "9.9.9", .npm)) == nil)
        #expect(ledger.release(of: artifact("b", "1.0.0", .npm)) == nil)
    }

    @Test func abbreviatedDocumentDoesNotReplaceAFullOne() throws {
        let ledger = ReleaseLedger()
        let full = try #require(Packument(Array(Self.document.utf8), askedFor: "a"))
        let short = try #require(
            Packument(Array(Self.document.replacing("\"time\"", with: "\"modified\"").utf8), askedFor: "a"))
        ledger.add(full, of: "a", source: "s")
        ledger.add(short, of: "a", source: "s")
        #expect(ledger.release(of: artifact("a", "2.0.0", .npm))?.record.published != nil)
        #expect(ledger.hasTimes(of: PackageName("a", ecosystem: .npm)))
    }

    @Test func documentWithoutScriptsHidesNone() throws {
        let ledger = ReleaseLedger()
        let text = Self.document.replacing("\"time\"", with: "\"modified\"")
        for document in [text, text.replacing("\"scripts\"", with: "\"other\"")] {
            ledger.add(try #require(Packument(Array(document.utf8), askedFor: "a")), of: "a", source: "s")
        }
        let found = ledger.release(of: artifact("a", "2.0.0", .npm))
        #expect(found?.record.manifest?.scripts == ["postinstall": "x"])
        #expect(!ledger.hasTimes(of: PackageName("a", ecosystem: .npm)))
    }

    @Test func indexPagesGiveTimesYanksAndAttestations() async throws {
        let server = try await LoopbackServer.start { _ in nil }
        let page = """
            {"meta":{"api-version":"1.3"},"name":"a","files":[
             {"filename":"a-1.0-py3-none-any.whl","url":"/f/a-1.0-py3-none-any.whl","hashes":{},
              "upload-time":"2026-01-01T00:00:00.123456Z","provenance":"https://i.example/p"},
             {"filename":"a-1.1-py3-none-any.whl","url":"/f/a-1.1-py3-none-any.whl","hashes":{},"yanked":"broken",
              "upload-time":"2026-01-02T00:00:00Z"},
             {"filename":"a-2.0-py3-none-any.whl","url":"/f/a-2.0-py3-none-any.whl","hashes":{},
              "upload-time":"2026-01-03T00:00:00.5Z","provenance":null}]}
            """
        server.setRoute("/simple/a/", .text(page, type: "application/vnd.pypi.simple.v1+json"))
        let ledger = ReleaseLedger()
        let transfer = try HTTPTransfer(.init())
        let pages = SimplePages(
            GatewayConfiguration(pypiIndexes: [PythonUpstream(url: server.url + "/simple", isTrustedHTTP: true)]),
            transfer: transfer, ledger: ledger)
        guard case .success(let files) = await pages.files(of: "a") else {
            Issue.record("the page was not read")
            return
        }
        let releases = files.compactMap { ledger.release(of: $0.artifact) }
        #expect(releases.map(\.record.published) == [1_767_225_600, 1_767_312_000, 1_767_398_400])
        #expect(releases.map(\.record.yankReason) == [nil, "broken", nil])
        #expect(releases.map(\.record.hasProvenance) == [true, false, false])
        // The yanked release is no measure for the one after it.
        #expect(releases[2].previous?.version == "1.0" && releases[2].previous?.hasProvenance == true)
        #expect(releases[0].previous == nil)
        #expect(releases[2].record.sources == [server.url + "/simple"])
        transfer.close()
        await server.stop()
    }
}
