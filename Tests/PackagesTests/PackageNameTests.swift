import Packages
import Testing

@Suite("Package names")
struct PackageNameTests {
    @Test(
        "normalize for PyPI as PEP 503 says",
        arguments: [
            ("Foo.Bar_baz", "foo-bar-baz"), ("a--b", "a-b"), ("A-_.B", "a-b"), ("simple", "simple"), ("x-", "x-"),
        ])
    func pypi(written: String, normalized: String) {
        #expect(PackageName(written, ecosystem: .pypi).normalized == normalized)
    }

    @Test("are compared by their normalized form on PyPI and byte for byte on npm")
    func equality() {
        #expect(PackageName("Flask_Cors", ecosystem: .pypi) == PackageName("flask-cors", ecosystem: .pypi))
        #expect(PackageName("JSONStream", ecosystem: .npm) != PackageName("jsonstream", ecosystem: .npm))
        #expect(PackageName("six", ecosystem: .npm) != PackageName("six", ecosystem: .pypi))
    }

    @Test(
        "tell the kind of a Python file by its name",
        arguments: [
            ("six-1.16.0-py2.py3-none-any.whl", ArtifactKind.wheel), ("six-1.16.0.tar.gz", .sdist), ("x-1.ZIP", .sdist),
            ("x-1.egg", nil), ("x-1.exe", nil), ("x-1.tar.gz.asc", nil),
        ])
    func kinds(filename: String, kind: ArtifactKind?) {
        #expect(ArtifactKind.ofPythonFile(named: filename) == kind)
    }
}
