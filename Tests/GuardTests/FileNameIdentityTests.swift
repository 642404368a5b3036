import Packages
import Testing

@testable import AirlockGuard

@Suite("What the name of a local archive promises")
struct FileNameIdentityTests {
    @Test(
        "is given where the metadata says another thing",
        arguments: [
            ("requests-2.31.0-py3-none-any.whl", ArtifactKind.wheel, "reqests", "2.31.0", "requests"),
            ("x-1.0-1-py3-none-any.whl", .wheel, "x", "2.0", "x"),
            ("py-yaml-6.0.tar.gz", .sdist, "pyyaml", "6.0", "py-yaml"),
            ("x-2.zip", .sdist, "y", "2", "x"),
        ])
    func contradicted(file: String, kind: ArtifactKind, name: String, version: String, expected: String) {
        let identity = contradictedIdentity(
            fileName: file, kind: kind, declaredName: name, declaredVersion: version)
        #expect(identity?.name == PackageName(expected, ecosystem: .pypi))
    }

    @Test(
        "is nothing where both agree or one says nothing",
        arguments: [
            ("Foo_Bar-1.0-py3-none-any.whl", ArtifactKind.wheel, "foo.bar", "1.0.0"),
            ("python-foo-1.0rc1.tar.gz", .sdist, "python_foo", "1.0-RC1"), ("mine.whl", .wheel, "x", "1"),
            ("x-1+ds.tar.gz", .sdist, "x", "1.0"),
            ("source.tar.gz", .sdist, "x", "1"), ("-1.tar.gz", .sdist, "x", "1"), ("y-1.tgz", .npmTarball, "@x/y", "2"),
            ("abcdef-name.tar.gz", .sdist, "x", "1"),
        ])
    func agreed(file: String, kind: ArtifactKind, name: String, version: String) {
        #expect(
            contradictedIdentity(fileName: file, kind: kind, declaredName: name, declaredVersion: version) == nil)
        #expect(contradictedIdentity(fileName: file, kind: kind, declaredName: nil, declaredVersion: nil) == nil)
    }
}
