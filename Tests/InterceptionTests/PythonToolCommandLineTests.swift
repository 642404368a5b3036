import Testing

@testable import Interception

/// `uv tool`, `uvx` and pipx: releases of an index are guarded, and everything else says that it is not covered.
@Suite("Command lines of uv's tools and of pipx")
struct PythonToolCommandLineTests {
    @Test("a line is read as the tool reads it", arguments: ReadingCase.table(uv + uvx + pipx + pipxRun))
    func isReadAsTheToolReadsIt(_ line: ReadingCase) {
        #expect(line.reading == line.expected)
    }

    private static let uv = """
        uv tool => pass none
        uv tool list => pass tool list
        uv tool dir --bin => pass tool dir
        uv tool uninstall x => pass tool uninstall
        uv tool update-shell => pass tool update-shell
        uv tool install --help => pass help
        uv tool install x => uv x
        uv tool install x[extra]==1.0 --force -p 3.11 => uv x[extra]==1.0
        uv tool install x@latest => uv x@latest
        uv tool install --with y,z>=1 --with=w x => uv x
        uv tool install -i https://h.invalid/simple x => uv x index:https://h.invalid/simple
        uv tool install --default-index=https://h.invalid x => uv x index:https://h.invalid
        uv tool install => uncovered uv tool install
        uv tool install x y => uncovered uv tool install
        uv tool install ./x => uncovered uv tool install
        uv tool install x.whl/ => uncovered uv tool install
        uv tool install x@https://h.invalid/x.whl => uncovered uv tool install
        uv tool install git+https://h.invalid/x => uncovered uv tool install
        uv tool install x.py => uncovered uv tool install
        uv tool install python => uncovered uv tool install
        uv tool install --with ./y x => uncovered uv tool install
        uv tool install --with y[a,./b] x => uncovered uv tool install
        uv tool install --with-requirements r.txt x => uncovered uv tool install
        uv tool install --with-editable . x => uncovered uv tool install
        uv tool install --with-executables-from y x => uncovered uv tool install
        uv tool install --index https://h.invalid x => uncovered uv tool install
        uv tool install --find-links d x => uncovered uv tool install
        uv tool install -e . => uncovered uv tool install
        uv tool install --with => uncovered uv tool install
        uv tool upgrade x => uv x
        uv tool upgrade x y --upgrade-package z => uv x y
        uv tool upgrade --all => uv
        uv tool upgrade --all --all=x => uncovered uv tool upgrade
        uv tool upgrade --help => pass help
        uv tool upgrade ./x => uncovered uv tool upgrade
        uv tool upgrade --index https://h.invalid x => uncovered uv tool upgrade
        uv tool upgrade --from y x => uncovered uv tool upgrade
        uv tool frobnicate => uncovered uv tool frobnicate
        uv tool -q install x => uncovered uv tool …
        uv tool run => uncovered uv tool run
        uv tool run x -- --help => uv x run:x,x,--,--help
        uv tool run --help => pass help

        """

    private static let uvx = """
        uvx => pass none
        uvx --version => pass version
        uvx --help => pass help
        uvx x => uv x run:x,x
        uvx x --help -p 1 => uv x run:x,x,--help,-p,1
        uvx x@1.0 a => uv x@1.0 run:x@1.0,x,a
        uvx --from x==1 y a => uv x==1 run:x==1,y,a
        uvx --with y -w z x => uv x y z run:x,x
        uvx --from x ./y => uncovered uvx
        uvx --from x y.py => uncovered uvx
        uvx --from ./x y => uncovered uvx
        uvx ./x.py => uncovered uvx
        uvx x.py => uncovered uvx
        uvx https://h.invalid/x.py => uncovered uvx
        uvx --index https://h.invalid x => uncovered uvx
        uvx --with git+https://h.invalid/y x => uncovered uvx
        uvx --env-file .env x => uncovered uvx
        uvx python -c 1 => uncovered uvx
        uvx --from => uncovered uvx

        """

    private static let pipx = """
        pipx => pass none
        pipx --version => pass version
        pipx list --json => pass list
        pipx environment => pass environment
        pipx uninstall x => pass uninstall
        pipx ensurepath => pass ensurepath
        pipx install x => pipx x
        pipx install x==1.0 y[extra] --force => pipx x==1.0 y[extra]
        pipx install --preinstall y x => pipx x y
        pipx install --python 3.11 --backend uv --suffix _a x => pipx x
        pipx install --help => pass help
        pipx install ./x => uncovered pipx install
        pipx install x.whl => uncovered pipx install
        pipx install x @ https://h.invalid/x.whl => uncovered pipx install
        pipx install git+https://h.invalid/x => uncovered pipx install
        pipx install -e . => uncovered pipx install
        pipx install --index-url https://h.invalid x => uncovered pipx install
        pipx install -i https://h.invalid x => uncovered pipx install
        pipx install --pip-args=--pre x => uncovered pipx install
        pipx install --preinstall ./y x => uncovered pipx install
        pipx install --preinstall => uncovered pipx install
        pipx inject x y z --include-apps => pipx x y z
        pipx inject x -r list.txt => uncovered pipx inject
        pipx inject x ./y => uncovered pipx inject
        pipx upgrade x --include-injected => pipx x
        pipx upgrade x --pip-args=--pre => uncovered pipx upgrade
        pipx upgrade-all => pipx
        pipx upgrade-all --skip x y => pipx x y
        pipx upgrade-all --skip=x => uncovered pipx upgrade-all
        pipx upgrade-shared => pipx
        pipx reinstall x => pipx x
        pipx reinstall-all => pipx
        pipx install-all spec.json => uncovered pipx install-all
        pipx runpip x install y => uncovered pipx runpip
        pipx manifest sync => uncovered pipx manifest
        pipx repair => uncovered pipx repair
        pipx frobnicate => uncovered pipx frobnicate
        pipx --global install x => uncovered pipx

        """

    private static let pipxRun = """
        pipx run x a --b => pipx run:x,x,a,--b
        pipx run --spec x==1 y -- --help => pipx x==1 run:x==1,y,--,--help
        pipx run --with y --no-cache x => pipx y run:x,x
        pipx run --help => pass help
        pipx run x --help => pipx run:x,x,--help
        pipx run => uncovered pipx run
        pipx run --backend uv x => uncovered pipx run
        pipx run --path x.py => uncovered pipx run
        pipx run x.py => uncovered pipx run
        pipx run ./x => uncovered pipx run
        pipx run https://h.invalid/x.py => uncovered pipx run
        pipx run --spec git+https://h.invalid/x x => uncovered pipx run
        pipx run --index-url https://h.invalid x => uncovered pipx run

        """
}
