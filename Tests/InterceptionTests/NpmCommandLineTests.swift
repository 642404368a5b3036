import Testing

@testable import Interception

@Suite("npm command lines")
struct NpmCommandLineTests {
    @Test("a line is read as npm reads it", arguments: ReadingCase.table(installs + passThroughs + refusals + npx))
    func isReadAsNpmReadsIt(_ line: ReadingCase) {
        #expect(line.reading == line.expected)
    }

    @Test("a subcommand that no npm knows counts as an install")
    func unknownSubcommandInstalls() {
        #expect(ReadingCase.table("npm frobnicate x => unknown x")[0].reading == "unknown x")
    }

    @Test(
        "options about network and caches are left out of the guarded arguments",
        arguments: [
            ("npm i x --registry=http://r.invalid/ --save-dev", "i x --save-dev"),
            ("npm --registry http://r.invalid/ i x", "i x"),
            ("npm i --reg http://r.invalid/ x --cache /c --prefer-offline", "i x"),
            ("npm i x --@s:registry=http://r.invalid/ --//r.invalid/:_authToken=t", "i x"),
            ("npm i --no-strict-ssl --proxy=http://p.invalid:1 --noproxy x.invalid x", "i x"),
            ("npm ci --cafile ca.pem --userconfig=u --globalconfig=g --offline", "ci"),
            ("npm i -DE x --git=./g --replace-registry-host=never", "i --save-dev --save-exact x"),
            ("npm i x -- --registry=http://r.invalid/", "i x -- --registry=http://r.invalid/"),
            ("npm i --json=yes x", "i --json yes x"),
        ])
    func guardedArguments(line: String, expected: String) {
        #expect(install(line)?.guardedArguments.joined(separator: " ") == expected)
    }

    @Test("what was left out is listed")
    func editsAreListed() {
        let command = install("npm i --registry http://r.invalid/ x --cache=/c")
        #expect(
            command?.edits == [
                .removed(spelling: ["--registry", "http://r.invalid/"]), .removed(spelling: ["--cache=/c"]),
            ])
    }

    @Test(
        "the plan writes a lockfile and runs no scripts",
        arguments: [
            ("npm i -D x@1 --json", "install SWITCHES --save-dev -- x@1"),
            ("npm ci --omit=dev", "ci SWITCHES --omit=dev"),
            ("npm rm x", "uninstall SWITCHES -- x"),
            ("npm i -g x y@2 --no-save", "install SWITCHES -- x y@2"),
            ("npx -y cowsay@1 hi --think", "install SWITCHES -- cowsay@1"),
            ("npm exec --package=a -c 'b c'", "install SWITCHES -- a"),
            ("npm i --no-package-lock --no-ignore-scripts --dry-run x", "install SWITCHES -- x"),
        ])
    func planArguments(line: String, expected: String) {
        let switches = "--package-lock-only --ignore-scripts --no-audit --no-fund --no-update-notifier"
        let expected = expected.replacing("SWITCHES", with: switches)
        #expect(install(line)?.npmPlanArguments.joined(separator: " ") == expected)
    }

    private func install(_ line: String) -> InstallCommand? {
        guard let words = shellWords(in: line), let tool = GuardedTool(named: words[0]) else { return nil }
        guard case .install(let command) = readCommand(of: tool, arguments: Array(words.dropFirst())) else {
            return nil
        }
        return command
    }
}

private let installs = """
    npm install => install
    npm i => install
    npm in x => install x
    npm ins x => install x
    npm inst x => install x
    npm insta x => install x
    npm instal x => install x
    npm isnt x => install x
    npm isnta x => install x
    npm isntal x => install x
    npm isntall x => install x
    npm add x => install x
    npm ad x => unknown x
    npm ci => ci
    npm ic => ci
    npm clean-install => ci
    npm clean-in => unknown
    npm install-clean => ci
    npm install-cl => ci
    npm isntall-clean => ci
    npm cleanInstall => ci
    npm it => install-test
    npm install-t x => install-test x
    npm installTest => install-test
    npm cit => install-ci-test
    npm sit => install-ci-test
    npm install-ci-test => install-ci-test
    npm clean-install-test => install-ci-test
    npm up => update
    npm update a b => update a b
    npm upgrade => update
    npm udpate => update
    npm upd => update
    npm dedupe => dedupe
    npm ddp => dedupe
    npm dedup => dedupe
    npm audit fix => audit fix
    npm audit fix --force => audit fix
    npm uninstall x => uninstall
    npm rm x => uninstall
    npm remove x => uninstall
    npm un x => uninstall
    npm r x => uninstall
    npm unlink x => uninstall
    npm prune --production => prune omit:dev
    npm i left-pad@^1.3 @scope/name @scope/name@2 => install left-pad@^1.3 @scope/name @scope/name@2
    npm i alias@npm:real@1.0.0 => install alias@npm:real@1.0.0
    npm i x@latest 'y@>=1 <2' => install x@latest y@>=1 <2
    npm -g i x => install x global
    npm i -g x => install x global
    npm i --global x => install x global
    npm i --glob x => install x
    npm i --location=global x => install x global
    npm i -L global x => install x global
    npm i --location global --no-global x => install x
    npm i -g --location=project x => install x
    npm i --global=false x => install x
    npm i --global false x => install x
    npm i --local -g x => install x global
    npm i -gf x => install x global
    npm i -gfE x => install x global
    npm --loglevel silent i x => install x
    npm -s i x => install x
    npm -d i x => install x
    npm -dd i x => install x
    npm -ddd i x => install x
    npm --silent i x => install x
    npm -C sub i x => install x prefix:sub
    npm --prefix=sub ci => ci prefix:sub
    npm -w a -w b i x => install x workspace:a workspace:b
    npm i -w=a x => install x workspace:a
    npm i --workspaces x => install x
    npm i -ws x => install x
    npm i --json x => install x json
    npm i --json --dry-run x => install x dry-run json
    npm i --no-json x => install x
    npm i --no-no-json x => install x json
    npm i --omit=dev --omit optional => install omit:dev omit:optional
    npm i --omit=dev --include=dev => install
    npm i --only=prod => install omit:dev
    npm i --no-optional => install omit:optional
    npm i --production --dev => install
    npm i --registry=http://r.invalid/ x => install x index:http://r.invalid/
    npm i --registry http://r.invalid/ x => install x index:http://r.invalid/
    npm i --reg=http://r.invalid/ x => install x index:http://r.invalid/
    npm i --regis=http://r.invalid/ x => install x index:http://r.invalid/
    npm --registry=http://a.invalid/ i --registry=http://b.invalid/ x => install x index:http://b.invalid/
    npm i --registry=nonsense x => install x
    npm i x --@s:registry=http://r.invalid/ => install x key:@s:registry=http://r.invalid/
    npm i x --//r.invalid/:_authToken=t => install x key://r.invalid/:_authToken=t
    npm i x -- -y => install x -y
    npm i -- x => install x
    npm -- i x => install x
    npm i --tag next x => install x
    npm i --tag -D x => install x
    npm i --unknown x => install x
    npm --unknown i x => install x
    npm --unknown=list i x => install x
    npm i ./lib => install folder:./lib
    npm i . => install folder:.
    npm i .. => install folder:..
    npm i /abs/lib => install folder:/abs/lib
    npm i ~/lib => install folder:~/lib
    npm i file:../lib => install folder:../lib
    npm i a/b/c => install folder:a/b/c
    npm i --help=false x => install x
    npm i --no-help x => install x
    npm --version=false i x => install x
    npm pack x => pack x
    npm pack x@1 ./y => pack x@1 folder:./y
    npm version patch -w a => workspace update workspace:a
    npm init -w a => workspace update workspace:a
    npm frobnicate => unknown
    npm install-everything => unknown
    npm exec cowsay => exec cowsay run:cowsay
    npm x cowsay -- hi --loud => exec cowsay run:cowsay,hi,--loud
    npm exec --package=a --package b -- c d => exec a b run:c,d
    npm exec -c 'a && b' --package=a => exec a call:a && b
    npm init foo => exec create-foo@* run:create-foo@*
    npm create vite@latest my-app => exec create-vite@latest run:create-vite@latest,my-app
    npm innit @s => exec @s/create run:@s/create
    npm init @s@2 => exec @s/create@2 run:@s/create@2
    npm init @s/app@next => exec @s/create-app@next run:@s/create-app@next

    """

private let passThroughs = """
    npm => pass none
    npm -g => pass none
    npm --version => pass version
    npm -v => pass version
    npm -v i x => pass version
    npm --versions => pass version
    npm i x --version => pass version
    npm help => pass help
    npm hlep install => pass help
    npm install --help => pass help
    npm i -h => pass help
    npm i '-?' => pass help
    npm i x --usage => pass help
    npm i --no-version --help => pass help
    npm run build => pass run-script
    npm run-script build => pass run-script
    npm rum build => pass run-script
    npm urn build => pass run-script
    npm run install => pass run-script
    npm run i --foo => pass run-script
    npm test => pass test
    npm t => pass test
    npm tst => pass test
    npm start => pass start
    npm stop => pass stop
    npm restart => pass restart
    npm ls => pass ls
    npm list --all => pass ls
    npm la => pass ll
    npm outdated => pass outdated
    npm view x versions => pass view
    npm info x => pass view
    npm show x => pass view
    npm v x => pass view
    npm why x => pass explain
    npm audit => pass audit
    npm audit signatures => pass audit
    npm --json ls => pass ls
    npm --depth 0 ls => pass ls
    npm --depth=0 ls => pass ls
    npm -C install ls => pass ls
    npm config get registry => pass config
    npm c ls => pass config
    npm get registry => pass get
    npm cache clean --force => pass cache
    npm publish => pass publish
    npm pack => pass pack
    npm pack . => pass pack
    npm version patch => pass version
    npm verison => pass version
    npm init => pass init
    npm init -y => pass init
    npm exec => pass exec
    npm doctor => pass doctor
    npm whoami => pass whoami
    npm login => pass login
    npm token list => pass token
    npm dist-tags ls x => pass dist-tag
    npm search x => pass search
    npm find x => pass search
    npm se x => pass search
    npm s x => pass search
    npm fund => pass fund
    npm root -g => pass root
    npm prefix -g => pass prefix
    npm rebuild => pass rebuild
    npm rb => pass rebuild
    npm pkg set a=b => pass pkg
    npm query '*' => pass query
    npm sbom => pass sbom
    npm shrinkwrap => pass shrinkwrap
    npm find-dupes => dedupe
    npm --unknown ls => pass ls
    npm --unknown ls all => pass ls

    """

private let refusals = """
    npm i owner/name => install direct:owner/name
    npm i github:owner/name => install direct:github:owner/name
    npm i owner/name#semver:^1 => install direct:owner/name#semver:^1
    npm i x@owner/name => install direct:x@owner/name
    npm i git+https://h.invalid/x.git => install direct:git+https://h.invalid/x.git
    npm i git@h.invalid:o/n.git => install direct:git@h.invalid:o/n.git
    npm i git://h.invalid/x => install direct:git://h.invalid/x
    npm i gist:0123456789 => install direct:gist:0123456789
    npm i https://h.invalid/x.tgz => install direct:https://h.invalid/x.tgz
    npm i x@https://h.invalid/x.tgz => install direct:x@https://h.invalid/x.tgz
    npm i HTTPS://h.invalid/x.tgz => install direct:HTTPS://h.invalid/x.tgz
    npm i ./x.tgz => install archive:./x.tgz
    npm i x.tar.gz => install archive:x.tar.gz
    npm i file:x.tgz => install archive:x.tgz
    npm i x@file:y.tgz => install archive:y.tgz
    npm i y@npm:owner/name => install direct:y@npm:owner/name
    npm link => link
    npm link x => link x
    npm ln ../x => link folder:../x
    npm link owner/name => refused
    npm i -g => refused
    npm i -g ./x => refused
    npm update -g => refused
    npm view owner/name => refused
    npm diff --diff=owner/name => refused
    npm cache add owner/name => refused
    npm publish owner/name => refused
    npm pack owner/name => refused
    npm exec owner/name => exec owner/name direct:owner/name run:owner/name
    npm i -g ./x.tgz => refused
    npm exec ./x.tgz => refused
    npm init owner/name => refused
    npm --unknown ls install x => refused

    """

private let npx = """
    npx => pass exec
    npx cowsay hi => exec cowsay run:cowsay,hi
    npx cowsay --help => exec cowsay run:cowsay,--help
    npx cowsay -g => exec cowsay run:cowsay,-g
    npx cowsay@1.2 -- x => exec cowsay@1.2 run:cowsay@1.2,--,x
    npx -y cowsay => exec cowsay run:cowsay
    npx --yes cowsay => exec cowsay run:cowsay
    npx --no cowsay => exec cowsay run:cowsay
    npx --no-install cowsay => exec cowsay run:cowsay
    npx -p a -p b c d => exec a b run:c,d
    npx -p=a c => exec a run:c
    npx --package a c => exec a run:c
    npx --package=a -c 'b $x' => exec a call:b $x
    npx --registry http://r.invalid/ cowsay => exec cowsay index:http://r.invalid/ run:cowsay
    npx --registry=http://r.invalid/ cowsay => exec cowsay index:http://r.invalid/ run:cowsay
    npx -q cowsay => exec cowsay run:cowsay
    npx --ignore-existing cowsay => exec cowsay run:cowsay
    npx -n --inspect cowsay => exec cowsay run:cowsay
    npx --version => pass version
    npx -v => pass version
    npx --help => pass help
    npx -h => pass help
    npx github:owner/name => exec github:owner/name direct:github:owner/name run:github:owner/name
    npx https://h.invalid/x.tgz => exec https://h.invalid/x.tgz direct:https://h.invalid/x.tgz run:https://h.invalid/x.tgz
    npx ./folder => exec folder:./folder run:./folder
    npx -- cowsay --version => exec cowsay run:cowsay,--version

    """
