import Testing

@testable import Interception

@Suite("pip command lines")
struct PipCommandLineTests {
    @Test(
        "a line is read as pip reads it",
        arguments: ReadingCase.table(installs + references + passThroughs + refusals + python))
    func isReadAsPipReadsIt(_ line: ReadingCase) {
        #expect(line.reading == line.expected)
    }

    @Test(
        "options about network and caches are left out of the guarded arguments",
        arguments: [
            ("pip install -i http://r.invalid/ x", "install x"),
            ("pip install -ihttp://r.invalid/ x -U", "install x -U"),
            ("pip install -qUi http://r.invalid/ x", "install -q -U x"),
            ("pip install --index-url=http://r.invalid/ --extra-index-url http://s.invalid x", "install x"),
            ("pip install --ind http://r.invalid/ x", "install x"),
            ("pip --proxy http://p.invalid:1 install x --no-cache-dir", "install x"),
            ("pip --isolated install x --cache-dir=/c --cert c --client-cert k", "install x"),
            ("pip install x --no-index -f ./wheels --trusted-host h.invalid", "install x"),
            ("pip install x --no-proxy-env --keyring-provider import", "install x"),
            ("pip -v install --pre x -- -i", "-v install --pre x -- -i"),
        ])
    func guardedArguments(line: String, expected: String) {
        #expect(install(line)?.guardedArguments.joined(separator: " ") == expected)
    }

    @Test(
        "the plan is a dry run with a report of our own",
        arguments: [
            ("pip install x -U", "install --dry-run --report R x -U"),
            ("pip install x --report mine.json -q --dry-run", "install --dry-run --report R x -q"),
            ("pip --log l install -r a.txt", "install --dry-run --report R --requirement /copy"),
            (
                "pip download -d out x --no-deps",
                "install --dry-run --report R --ignore-installed --target S x --no-deps"
            ),
            (
                "pip wheel -w out --no-verify x",
                "install --dry-run --report R --ignore-installed --target S x"
            ),
        ])
    func planArguments(line: String, expected: String) {
        let words = install(line)?.pipPlanArguments(report: "R", scratchFolder: "S", replacing: ["a.txt": "/copy"])
        #expect(words?.joined(separator: " ") == expected)
    }

    @Test("requirement files are replaced by their copies in the guarded arguments")
    func filesAreReplaced() {
        let words = install("pip install -ra.txt -c b.txt x")?.pipGuardedArguments(replacing: ["a.txt": "/copy"])
        #expect(words == ["install", "--requirement", "/copy", "-c", "b.txt", "x"])
    }

    @Test("python's own words stay in front of pip's")
    func programKeepsPythonOptions() {
        #expect(install("python3 -I -X dev -m pip install x")?.program == ["python3", "-I", "-X", "dev", "-m", "pip"])
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
    pip install x => install x
    pip3 install x => install x
    pip3.11 install x => install x
    pip install 'flask>=2,<3' 'a[b,c]==1 ; python_version < "4"' => install flask>=2,<3 a[b,c]==1 ; python_version < "4"
    pip install -r a.txt => install file:a.txt
    pip install -ra.txt => install file:a.txt
    pip install --requirement a.txt => install file:a.txt
    pip install --requirement=a.txt => install file:a.txt
    pip install -r=a.txt => install file:=a.txt
    pip install -r a.txt -r b.txt -c c.txt => install file:a.txt file:b.txt constraint:c.txt
    pip install -cc.txt x => install x constraint:c.txt
    pip install --constraint=c.txt x => install x constraint:c.txt
    pip install --const c.txt x => install x constraint:c.txt
    pip install -qqr a.txt => install file:a.txt
    pip install -qUra.txt x => install x file:a.txt
    pip install -U x => install x
    pip install --upgrade x => install x
    pip install --upgrade-s eager x => install x
    pip install -i http://r.invalid/ x => install x index:http://r.invalid/
    pip install -ihttp://r.invalid/ x => install x index:http://r.invalid/
    pip install --index-url=http://r.invalid/ x => install x index:http://r.invalid/
    pip install --pypi-url http://r.invalid/ x => install x index:http://r.invalid/
    pip install --ind=http://r.invalid/ x => install x index:http://r.invalid/
    pip install --extra http://r.invalid/ x => install x extra:http://r.invalid/
    pip install --extra-index-url=http://r.invalid/ x => install x extra:http://r.invalid/
    pip install -f ./wheels --no-index x => install x links:./wheels no-index
    pip install --find-links=./wheels x => install x links:./wheels
    pip install . => install folder:.
    pip install .[dev] => install folder:.
    pip install ./lib => install folder:./lib
    pip install /abs/lib => install folder:/abs/lib
    pip install lib/ => install folder:lib/
    pip install file:///usr/lib => install folder:/usr/lib
    pip install file:///usr/%6Cib => install folder:/usr/lib
    pip install -e . => install folder:.
    pip install -e.[dev] x => install x folder:.
    pip install --editable=./lib => install folder:./lib
    pip install --edit ./lib => install folder:./lib
    pip install -t out x => install x target:out
    pip install --target=out x => install x target:out
    pip install --prefix /p x => install x prefix:/p
    pip install --dry-run --report - x => install x dry-run report:-
    pip install --report=r.json x => install x report:r.json
    pip --isolated install x => install x isolated
    pip install --isolated x => install x isolated
    pip install --isol x => install x
    pip install --target --isolated x => refused
    pip install x -- --isolated => refused
    pip -v install x => install x
    pip -vvv install x => install x
    pip --log f install x => install x
    pip --log=f install x => install x
    pip --log install install x => install x
    pip --timeout 5 --retries=3 install x => install x
    pip --python .venv install x => install x
    pip --cache-dir /c install x => install x
    pip --no-input --no-color -q install x => install x
    pip --disable-pip install x => install x
    pip install --target --help x => install x target:--help
    pip install --report --version x => install x report:--version
    pip install -V x => install x
    pip install --unknown x => install x
    pip install --unknown --help x => install x
    pip install -- -x => install -x
    pip -- install -r => install -r
    pip install x --no-deps --no-binary :all: => install x
    pip install --only-binary=:all: --platform any --python-version 3.9 x => install x
    pip install --config-settings a=b -C c=d x => install x
    pip install --global-option=x --root / x => install x
    pip install => install
    pip download x => download x
    pip download -d out x => download x dest:out
    pip download --dest=out --no-deps x => download x dest:out
    pip wheel -w out x => wheel x dest:out
    pip wheel --wheel-dir out -r a.txt => wheel file:a.txt dest:out
    pip frobnicate x => unknown x
    pip instal x => unknown x
    pip INSTALL x => unknown x

    """

private let passThroughs = """
    pip => pass none
    pip -v => pass none
    pip --version => pass version
    pip -V => pass version
    pip -qV install x => pass version
    pip --vers install x => pass version
    pip --help => pass help
    pip -h => pass help
    pip --help install x => pass help
    pip help => pass help
    pip help install => pass help
    pip install --help => pass help
    pip install -h x => pass help
    pip install -qh x => pass help
    pip list => pass list
    pip list --outdated --format=json => pass list
    pip freeze => pass freeze
    pip freeze -r a.txt => pass freeze
    pip show x => pass show
    pip check => pass check
    pip config list => pass config
    pip config set global.index-url http://r.invalid => pass config
    pip cache purge => pass cache
    pip debug => pass debug
    pip hash x.whl => pass hash
    pip inspect => pass inspect
    pip index versions x => pass index
    pip search x => pass search
    pip uninstall -y x => pass uninstall
    pip completion --bash => pass completion
    pip --log install list => pass list
    pip --python x list => pass list
    pip --no-cache-dir list => pass list

    """

/// Read here, judged or refused by the guard.
private let references = """
    pip lock -o pylock.a.toml x => lock x
    pip install git+https://h.invalid/x.git => install versionControl:git+https://h.invalid/x.git
    pip install git+ssh://git@h.invalid/x => install versionControl:git+ssh://git@h.invalid/x
    pip install x@git+https://h.invalid/x => install versionControl:x=git+https://h.invalid/x
    pip install 'x @ https://h.invalid/x.whl' => install remoteArchive:x=https://h.invalid/x.whl
    pip install 'x[y] @ https://h.invalid/x.whl ; python_version > "3"' => install remoteArchive:x=https://h.invalid/x.whl
    pip install https://h.invalid/x-1.whl => install remoteArchive:https://h.invalid/x-1.whl
    pip install HTTPS://h.invalid/x-1.whl => install remoteArchive:HTTPS://h.invalid/x-1.whl
    pip install http://h.invalid/x.zip#sha256=00 => install remoteArchive:http://h.invalid/x.zip#sha256=00
    pip install ./x-1.whl => install localArchive:./x-1.whl
    pip install x-1.tar.gz => install localArchive:x-1.tar.gz
    pip install ./x.zip[extra] => install localArchive:./x.zip
    pip install file:///abs/x.whl => install localArchive:/abs/x.whl
    pip install file:///abs/x-1.0%2Etar%2Egz => install localArchive:/abs/x-1.0.tar.gz
    pip install file:///usr/lib/x => install localArchive:/usr/lib/x
    pip install 'x @ file:///abs/x-1.0%2Ewhl' => install localArchive:x=/abs/x-1.0.whl
    pip install 'x @ file:///usr%2Flib/none' => install localArchive:x=/usr/lib/none
    pip install -e file:///abs/x%2Ezip => install editable-localArchive:/abs/x.zip
    pip install hg+http://h.invalid/x => install versionControl:hg+http://h.invalid/x
    pip install -e git+https://h.invalid/x.git#egg=x => install editable-versionControl:git+https://h.invalid/x.git#egg=x
    pip install --editable=svn+http://h.invalid/x => install editable-versionControl:svn+http://h.invalid/x
    """

private let refusals = """
    pip install --req a.txt => refused
    pip install --no-d x => refused
    pip --unknown list => refused
    pip --unknown install x => refused
    pip -Z list => refused
    pip install --requirements-from-script s.py => refused

    """

private let python = """
    python -m pip install x => install x
    python3 -m pip install -U pip => install pip
    python3.11 -m pip install x => install x
    python -mpip install x => install x
    python -I -m pip install x => install x
    python -Im pip install x => install x
    python -ImpIp install x => pass other
    python -Impip install x => install x
    python -s -E -B -m pip install x => install x
    python -X dev -m pip install x => install x
    python -Xdev -m pip install x => install x
    python -W ignore -m pip install x => install x
    python -Wignore -mpip install x => install x
    python -bbWerror -m pip install x => install x
    python --check-hash-based-pycs never -m pip install x => install x
    python -m pip.__main__ install x => install x
    python -m pip.__pip-runner__ install x => install x
    python -m pip._internal install x => refused
    python -mpip._internal.cli.main install x => refused
    python -m pip._internal list => pass list
    python -m uv pip install x => uncovered python -m uv
    python3 -I -m uv --version => pass version
    python -muv.__main__ sync => uncovered python -m uv
    python -m uv cache clean => pass cache
    python -m poetry add x => uncovered python -m poetry
    python -m virtualenv .venv => uncovered python -m virtualenv
    python -m virtualenv --version => pass version
    python -m piptools sync => uncovered python -m piptools
    python -m build . => uncovered python -m build
    /usr/bin/python3 -m venv --upgrade-deps .venv => uncovered python3 -m venv
    python -m venv .venv --upgrade-d => uncovered python -m venv
    python -m venv --upgrade .venv => pass other
    python get-pip.py => uncovered python get-pip.py
    python pip.pyz install x => install x
    python /tmp/pip-24.0.pyz install x => install x
    python pip.pyz list => pass list
    python pipx.pyz install x => uncovered python pipx.pyz
    python /usr/bin/pipx install x => uncovered python pipx
    python zip.pyz install x => pass other
    python -m cProfile -m pip install x => refused
    python -m cProfile -o out -mpip install x => refused
    python -m profile -m pip._internal install x => refused
    python -m trace --trace --module pip install x => refused
    python -m trace --trace /usr/bin/pip install x => refused
    python -m pdb -m pip install x => refused
    python -m runpy pip install x => refused
    python -m coverage run -m pip install x => refused
    python -m cProfile script.py => pass other
    python -m pipx install x => uncovered python -m pipx
    python -m pipx list => pass list
    python /lib/site-packages/pip/__pip-runner__.py install x => install x
    python /usr/bin/pip install x => install x
    python .venv/bin/pip3 install x => install x
    python /lib/site-packages/pip install x => install x
    python /lib/site-packages/pip/ install x => install x
    python /lib/site-packages/pip/. install x => install x
    python /lib/site-packages/pip//__main__.py install x => install x
    python /lib/site-packages/pip/./x/../__main__.py install x => install x
    python pip install x => install x
    python __main__.py install x => pass other
    python /lib/site-packages/pip/__main__.py install x => install x
    /usr/bin/python3 -m pip install x => install x
    python -m pip list => pass list
    python -m pip => pass none
    python -m pip --version => pass version
    python -m venv .venv => pass other
    python -m => pass other
    python -c 'import pip' -m pip install x => pass other
    python script.py -m pip install x => pass other
    python - -m pip install x => pass other
    python -V => pass other
    python => pass other
    python -m pip install git+https://h.invalid/x => install versionControl:git+https://h.invalid/x

    """
