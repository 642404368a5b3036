import Behaviors
import Foundation
import Testing

/// Scripts that a hook runs of a manifest by name, and the folders that its commands go to; every fixture is inert.
@Suite("Scripts and folders of hooks")
struct ManifestScriptTests {
    private static let payload = "require('fs').unlinkSync('x');"

    private func isReached(_ hook: String) -> Bool {
        let hook = hook.replacingOccurrences(of: "\"", with: "\\\"")
        let result = npmSequence([
            "package.json": "{\"scripts\":{\"postinstall\":\"\(hook)\",\"b\":\"echo\"}}", "lib/x.js": Self.payload,
            "lib/package.json":
                "{\"name\":\"@a/part\",\"scripts\":{\"b\":\"node x.js\",\"start\":\"node x\",\"preinstall\":\"node ./x.js\"}}",
        ])
        return result.unit("lib/x.js", .install)?.contains("fs.delete") == true
    }

    @Test(arguments: [
        "npm --prefix lib run b", "npm run b --prefix=lib", "npm -C lib run b", "cd lib && npm run b",
        "yarn --cwd lib b", "pnpm --dir lib run b", "npm run b -w lib", "cd lib; npm start", "npm --prefix lib install",
        "cd lib && yarn", "npm install ./lib", "npm i file:lib", "npm --prefix ./lib ci", "cd lib/deep && npm run b",
        "npm --prefix lib clean-install", "npm --prefix lib cit", "npm install lib", "npm link ./lib", "npm pack ./lib",
        "npm --prefix \"$PWD/lib\" run b", "cd \"$INIT_CWD/lib\" && npm run b", "npm -prefix lib run b",
        "npm run b --workspaces", "npm run b -ws", "yarn workspaces run b", "pnpm -r run b", "lerna run b",
        "npm run b -w @a/part", "yarn workspace @a/part b", "pnpm --filter=@a/part run b",
        "corepack npm --prefix lib run b",
    ])
    func scriptOfAnotherManifestIsFollowed(_ hook: String) { #expect(isReached(hook)) }

    @Test(arguments: [
        "npm --prefix other run b", "npm run b", "cd lib && cd .. && npm run b", "npm install", "npm run b -w @a/other",
        "env -C lib true && npm run b",
    ])
    func scriptOfAnotherManifestIsNotFollowedFromElsewhere(_ hook: String) { #expect(!isReached(hook)) }

    @Test(arguments: [
        "cd \"$PWD/lib\" && node x.js", "env -C lib node x.js", "env --chdir=lib node x.js",
        "sudo -u root node lib/x.js",
        "env -u A node lib/x.js", "timeout -s KILL 9 node lib/x.js", "nice -n 5 node lib/x.js",
        "exec -a n node lib/x.js",
        "npm exec -c 'node lib/x.js'", "cd $PWD && node lib/x.js", "env -S 'node lib/x.js'", "env -S 'node lib/x.js' a",
        "env -iS'node lib/x.js'", "env -C lib --split-string='node x.js'", "env A=1 -S node lib/x.js",
    ])
    func fileIsFoundWhereACommandRuns(_ hook: String) { #expect(isReached(hook)) }

    @Test(arguments: ["exec('npm run b')", "spawn('npm', ['run', 'b'])", "execSync('npm --prefix lib run c')"])
    func scriptThatCodeOfAHookStartsIsFollowed(_ call: String) {
        let result = npmSequence([
            "package.json": "{\"scripts\":{\"postinstall\":\"node tools/a.js\",\"b\":\"node lib/x\"}}",
            "tools/a.js": "require('child_process').\(call);", "lib/x.js": Self.payload,
            "lib/package.json": "{\"scripts\":{\"c\":\"node ./x.js\"}}",
            "index.js": "exports.build = () => require('child_process').execSync('npm run b');",
        ])
        #expect(result.unit("lib/x.js", .install)?.contains("fs.delete") == true)
    }

    @Test func scriptThatCodeStartsLaterIsOfAnotherFolder() {
        let result = npmSequence([
            "package.json": "{\"scripts\":{\"b\":\"curl https://h.invalid\"}}",
            "index.js": "require('child_process').execSync('npm run b');",
        ])
        #expect(result.unit("index.js", .importing)?.contains("proc.shell") == true)
        #expect(result.units.allSatisfy { !$0.name.hasPrefix("scripts") })
    }
}
