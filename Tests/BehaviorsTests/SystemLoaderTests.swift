import Testing

@testable import Behaviors

@Suite("Programs of the system that load a library")
struct SystemLoaderTests {
    static let spellings = [
        "rundll32 part.dll,Start", "rundll32.exe part.dll,Start", "RUNDLL32 part.dll,Start",
        "RunDll32.EXE part.dll,Start", #"C:\Windows\System32\rundll32.exe part.dll,Start"#,
        "C:/Windows/SysWOW64/rundll32.exe part.dll,Start", #"%SystemRoot%\System32\rundll32.exe part.dll,Start"#,
        #"%windir%\sysnative\RUNDLL32 part.dll,Start"#, "$SYSTEMROOT/System32/rundll32.exe part.dll,Start",
        "cmd /c rundll32 part.dll,Start", "cmd.exe /C RUNDLL32.EXE part.dll,Start",
        #"cmd /c C:\Windows\System32\rundll32.exe part.dll,Start"#, #"cmd /c "rundll32 part.dll,Start""#,
    ]

    @Test("a hook that names one is a reason of its own, however it is spelled", arguments: spellings)
    func hook(command: String) {
        let escaped = command.replacing(#"\"#, with: #"\\"#).replacing("\"", with: "\\\"")
        let found = npmSequence([
            "package.json": #"{"name": "p", "version": "1.0.0", "scripts": {"postinstall": "\#(escaped)"}}"#
        ])
        #expect(found.unit("scripts.postinstall", .install)?.contains("cmd.system-loader") == true)
        #expect(flowChains(in: found).map(\.kind) == [.runsSystemLoader])
    }

    @Test("so is a shell text of setup.py", arguments: spellings)
    func setupScript(command: String) {
        let found = sequence([
            "setup.py": "import os\nfrom setuptools import setup\nos.system(r'''\(command)''')\nsetup(name='p')\n"
        ])
        #expect(found.unit("setup.py", .install)?.contains("cmd.system-loader") == true)
        #expect(flowChains(in: found).map(\.kind).contains(.runsSystemLoader))
    }

    @Test("the word within another one is none", arguments: ["rundll32x part.dll", "echo rundll32", "my-rundll32 a"])
    func lookAlike(command: String) {
        let found = npmSequence([
            "package.json": #"{"name": "p", "version": "1.0.0", "scripts": {"postinstall": "\#(command)"}}"#
        ])
        #expect(found.unit("scripts.postinstall", .install)?.contains("cmd.system-loader") != true)
        #expect(!flowChains(in: found).map(\.kind).contains(.runsSystemLoader))
    }
}
