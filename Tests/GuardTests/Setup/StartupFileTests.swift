import AirlockTestSupport
import Foundation
import Testing

@testable import AirlockGuard

@Suite("startup files on disk")
struct StartupFileTests {
    private func names(_ scratch: ScratchDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    }

    @Test(
        "a replacement keeps mode and owner, and leaves nothing else in the folder", arguments: [0o600, 0o644, 0o664])
    func keepsMode(mode: Int) throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write(Array("a\n".utf8), to: ".bashrc")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        if geteuid() == 0 { #expect(chown(path, 4711, 4712) == 0) }
        try StartupFile(reading: path).replace(with: Array("b\n".utf8))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o7777 == mode_t(mode))
        #expect(status.st_uid == (geteuid() == 0 ? 4711 : geteuid()))
        #expect(scratch.read(".bashrc") == Array("b\n".utf8))
        #expect(try names(scratch) == [".bashrc"])
    }

    @Test("a link keeps leading to its target, which gets the text")
    func followsLinks() throws {
        let scratch = try ScratchDirectory()
        try FileManager.default.createDirectory(atPath: scratch.file("dotfiles"), withIntermediateDirectories: true)
        try scratch.write(Array("a\n".utf8), to: "dotfiles/bashrc")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file(".bashrc"), withDestinationPath: "dotfiles/bashrc")
        let file = try StartupFile(reading: scratch.file(".bashrc"))
        try file.replace(with: Array("b\n".utf8))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.file(".bashrc")) == "dotfiles/bashrc")
        #expect(scratch.read("dotfiles/bashrc") == Array("b\n".utf8))
    }

    @Test("a link that leads nowhere and a folder in the file's place are refused")
    func refuses() throws {
        let scratch = try ScratchDirectory()
        try FileManager.default.createSymbolicLink(atPath: scratch.file(".bashrc"), withDestinationPath: "nowhere")
        #expect(throws: GuardError.self) { try StartupFile(reading: scratch.file(".bashrc")) }
        try FileManager.default.createDirectory(atPath: scratch.file(".zshrc"), withIntermediateDirectories: true)
        #expect(throws: GuardError.self) { try StartupFile(reading: scratch.file(".zshrc")) }
    }

    @Test("a file that somebody else changed meanwhile is left alone")
    func changedMeanwhile() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write(Array("a\n".utf8), to: ".bashrc")
        let file = try StartupFile(reading: path)
        try scratch.write(Array("theirs\n".utf8), to: ".bashrc")
        #expect(throws: GuardError.self) { try file.replace(with: Array("b\n".utf8)) }
        #expect(scratch.read(".bashrc") == Array("theirs\n".utf8))
        #expect(try names(scratch) == [".bashrc"])
    }

    @Test("missing folders are made, and removed again as far as they are empty")
    func makesFolders() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.file("config/fish/config.fish")
        let file = try StartupFile(reading: path)
        #expect(file.missingFolders == [scratch.file("config"), scratch.file("config/fish")])
        try file.replace(with: Array("a\n".utf8))
        try scratch.write([1], to: "config/other")
        try StartupFile(reading: path).remove(folderCount: 2)
        #expect(try names(scratch) == ["config"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.file("config")) == ["other"])
    }
}
