import Foundation
import Interception

/// What is pipx's own in a guarded command; index, configuration and gateway are those of the pip that it runs.
enum PipxRun {
    /// The pip whose configuration counts: pipx's own reads the same files.
    static func pip(_ command: InstallCommand, shim: String?, surroundings: Surroundings) throws -> ClientProcess {
        if command.pip.toolRun == nil, command.arguments.lastValue(of: "backend") != "pip" {
            // pipx may choose uv, which has sources of its own.
            try UvClient.refuseOtherSources(surroundings)
            let variables = ["UV_DEFAULT_INDEX", "UV_INDEX_URL"]
            if let set = variables.first(where: { surroundings.environment[$0]?.isEmpty == false }) {
                throw GuardError.usage(
                    "'\(set)' is set, which counts where pipx runs uv and not where it runs pip",
                    hint: "say which with '--backend pip', or unset it and use pip's configuration")
            }
        }
        let path = surroundings.environment["PATH", default: ""]
        for name in ["pip3", "pip"] {
            guard let program = try? findRealProgram(named: name, onPath: path, calledThroughShim: shim) else {
                continue
            }
            return ClientProcess(program: program, words: [name])
        }
        throw GuardError.usage("pipx is guarded by pip's configuration, and no pip is on PATH", hint: "install pip")
    }

    /// Runs pipx; what it runs in turn gets the user's own environment back.
    static func attach(
        _ pipx: ClientProcess, _ command: InstallCommand, environment: [String: String], surroundings: Surroundings,
        scratch: ScratchFolder
    ) async throws -> ChildEnd {
        var environment = environment
        environment["UV_CACHE_DIR"] = scratch.file("uv-cache")
        environment["UV_NO_CONFIG"] = "1"
        environment["UV_CONFIG_FILE"] = nil
        environment["UV_LINK_MODE"] = environment["UV_LINK_MODE"] ?? "copy"
        var words = command.arguments.words
        if let run = command.pip.toolRun {
            // An environment that an earlier, bare run left was never judged.
            if !command.arguments.contains(option: "no-cache") { words.insert("--no-cache", at: 1) }
            words += [run.program] + run.arguments
            // With uv, pipx would become `uv tool run`, which installs and runs in one step; a pipx without choice uses pip.
            environment["PIPX_DEFAULT_BACKEND"] = "pip"
            environment["PYTHONPATH"] = try restoringModule(surroundings, scratch)
        }
        return try await pipx.attach(words, environment: environment).end
    }

    /// A folder with a `sitecustomize` that makes pipx's last step, becoming the program, happen in the environment that
    /// pipx would have had, with what pipx itself changes in it.
    ///
    /// Only a program inside an environment of pipx's gets it: whatever else pipx becomes may still install. Where Python
    /// does not read the file, the program runs in the guarded environment, which is only poorer.
    private static func restoringModule(_ surroundings: Surroundings, _ scratch: ScratchFolder) throws -> String {
        let folder = scratch.file("pipx")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let saved = folder + "/environment"
        let entries = surroundings.environment.map { "\($0.key)=\($0.value)\u{0}" }.joined()
        try Data(entries.utf8).write(to: URL(fileURLWithPath: saved))
        let text = """
            import os

            def _restoring(run, inside, saved):
                def execvpe(file, args, env):
                    place = os.path.dirname(os.path.dirname(os.fspath(file)))
                    if not os.path.isfile(os.path.join(place, 'pipx_metadata.json')):
                        return run(file, args, env)
                    with open(saved, 'rb') as entries:
                        own = dict(entry.split(b'=', 1) for entry in entries.read().split(b'\\0') if entry)
                    given = {os.fsencode(key): os.fsencode(value) for key, value in env.items()}
                    for key in inside.keys() - given.keys():
                        own.pop(key, None)
                    for key, value in given.items():
                        if inside.get(key) != value:
                            own[key] = value
                    run(file, args, own)
                return execvpe

            os.execvpe = _restoring(os.execvpe, dict(os.environb), os.path.join(os.path.dirname(__file__), 'environment'))

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/sitecustomize.py"))
        return folder
    }
}
