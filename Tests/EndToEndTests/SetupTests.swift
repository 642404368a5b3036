import AirlockTestSupport
import Foundation
import Testing

/// `airlock setup` and `teardown` in empty and in used homes, under real bash, zsh and fish.
@Suite("setup and teardown")
struct SetupTests {
    @Test("in a new shell, bare tools are guarded, also behind an activated environment", arguments: SetUpHome.shells)
    func guarded(shell: String) async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let home = try SetUpHome(npmRegistry: registry.url, indexURL: registry.simpleURL)
        _ = try NpmBypassTests.filled(home.user, registry)
        try home.user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let environment = try await VirtualEnvironment(for: home.user)
        let setup = try await home.airlock("setup", "--shell", shell)
        #expect(setup.status == 0, "\(setup.errors)")

        let status = shell == "fish" ? "$status" : "$?"
        let script = """
            source \(environment.folder)/bin/activate\(shell == "fish" ? ".fish" : "")
            pip install look-alike; echo "typed=\(status)"
            pip install harmless; echo "clean=\(status)"
            npm install look-alike; echo "npm=\(status)"
            __airlock_first; sh -c 'echo "script=$(command -v pip)"'
            """
        let run = try await home.type(script, into: shell)
        for line in ["typed=77", "clean=0", "npm=77", "script=\(home.shims)/pip"] {
            #expect(run.output.contains(line), "\(run.output)\(run.errors)")
        }
        let names = PipInstallTests.installed(environment).keys
        #expect(names.contains { $0.hasSuffix("site-packages/harmless.py") })
        #expect(!names.contains { $0.contains("look_alike") })
        #expect(!home.user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test("teardown leaves an empty home as empty as it was")
    func emptyHome() async throws {
        let home = try SetUpHome()
        let before = home.files()
        #expect(before.isEmpty)
        let setup = try await home.airlock("setup")
        #expect(setup.status == 0, "\(setup.errors)")
        #expect(!home.files().isEmpty)
        let run = try await home.airlock("teardown")
        #expect(run.status == 0, "\(run.errors)")
        #expect(home.files() == before)
        #expect(!home.user.exists("home/.config"))
        #expect(!home.user.exists("home/.local/share/airlock"))
    }

    @Test("a used home comes back byte for byte, links and odd line ends included, and a second setup changes nothing")
    func usedHome() async throws {
        let home = try SetUpHome()
        try home.user.write("export A=1", to: "home/.bashrc")
        try home.user.write("umask 022\r\n", to: "home/.profile")
        try home.user.write("[[ -f ~/.bashrc ]] && . ~/.bashrc\n", to: "home/.bash_profile")
        try home.user.write("setopt autocd\n", to: "home/dotfiles/zshrc")
        try FileManager.default.createSymbolicLink(
            atPath: home.user.scratch.file("home/.zshrc"), withDestinationPath: "dotfiles/zshrc")
        try home.user.write("set -g fish_greeting\n", to: "home/settings/fish/config.fish")
        let variables = ["XDG_CONFIG_HOME": home.user.scratch.file("home/settings")]
        let before = home.files()
        _ = try await home.airlock("setup", adding: variables)
        let once = home.files()
        #expect(once["dotfiles/zshrc"] != before["dotfiles/zshrc"])
        #expect(once[".bash_profile"] != before[".bash_profile"])
        #expect(once[".profile"] == before[".profile"], "a login bash does not read it here")
        let again = try await home.airlock("setup", adding: variables)
        #expect(again.errors == "airlock: everything is set up already\n")
        #expect(home.files() == once)
        // Without the variable: the record knows where fish's file is.
        let run = try await home.airlock("teardown")
        #expect(run.status == 0, "\(run.errors)")
        #expect(home.files() == before)
        let nothing = try await home.airlock("teardown")
        #expect(nothing.errors == "airlock: there was nothing to take back\n")
    }

    @Test("--print shows everything and writes nothing")
    func printed() async throws {
        let home = try SetUpHome()
        let run = try await home.airlock("setup", "--print", "--with-python", "--shell", "bash")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        for text in ["create '\(home.user.scratch.file("home/.bashrc"))':", "function npm {", "\(home.shims)/python3"] {
            #expect(run.output.contains(text), "\(run.output)")
        }
        #expect(home.files().isEmpty)
    }

    @Test("zsh's files lie where ZDOTDIR says, and a login bash's where bash would look first")
    func otherPlaces() async throws {
        let home = try SetUpHome()
        try home.user.write("", to: "home/.bash_login")
        let folder = home.user.scratch.file("home/zsh")
        let run = try await home.airlock("setup", "--shell", "zsh", "--shell", "bash", adding: ["ZDOTDIR": folder])
        #expect(run.status == 0, "\(run.errors)")
        let written = home.files().keys.filter { !$0.hasPrefix(".local/") }.sorted()
        #expect(written == [".bash_login", ".bashrc", "zsh/.zprofile", "zsh/.zshrc"])
        // Neither variable nor folder are known any more.
        _ = try await home.airlock("teardown")
        #expect(home.files() == [".bash_login": Data()])
        #expect(!home.user.exists("home/zsh"))
    }

    @Test("a file that cannot be changed stops setup, with a way out")
    func notWritable() async throws {
        let home = try SetUpHome()
        try FileManager.default.createSymbolicLink(
            atPath: home.user.scratch.file("home/.bashrc"), withDestinationPath: "nowhere")
        let run = try await home.airlock("setup", "--shell", "bash")
        #expect(run.status == 73)
        #expect(run.errors.contains("it is a link that leads nowhere"))
        #expect(run.errors.contains("airlock setup --print"))
    }

    @Test("python's shim guards '-m pip', and python still finds its own folders, also in an environment")
    func python() async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let home = try SetUpHome(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: home.user)
        let bare = try await home.user.bare("\(environment.folder)/bin/python3", "-c", "import sys; print(sys.prefix)")
        _ = try await home.airlock("setup", "--with-python", "--shell", "bash")
        let script = """
            source \(environment.folder)/bin/activate
            python3 -c 'import sys; print(sys.prefix)'
            __airlock_first; sh -c 'python3 -c "import sys; print(sys.prefix)"'
            python3 -m pip install look-alike; echo "module=$?"
            """
        let run = try await home.type(script, into: "bash")
        #expect(run.output == bare.output + bare.output + "module=77\n", "\(run.output)\(run.errors)")
        // A later setup without it takes it away again.
        _ = try await home.airlock("setup", "--shell", "bash")
        #expect(!FileManager.default.fileExists(atPath: home.shims + "/python3"))
        await registry.stop()
    }

    @Test("functions and shims of an airlock that is gone end with 127 and run nothing", arguments: SetUpHome.shells)
    func missing(shell: String) async throws {
        let home = try SetUpHome()
        _ = try await home.airlock("setup", "--shell", shell)
        try FileManager.default.removeItem(atPath: home.user.scratch.file("prefix/bin/airlock"))
        let status = shell == "fish" ? "$status" : "$?"
        let run = try await home.type(
            "npm --version; echo \"typed=\(status)\"; sh -c 'npm --version; echo \"script=$?\"'", into: shell)
        #expect(run.output.hasSuffix("typed=127\nscript=127\n"), "\(run.output)\(run.errors)")
    }
}
