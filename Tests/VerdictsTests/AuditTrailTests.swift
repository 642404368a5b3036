import GRDB
import Packages
import Testing
import Verdicts

@Suite struct AuditTrailTests {
    @Test func latestEntriesComeFirst() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let first = entry(["npm", "ci"], status: 0)
        let second = entry(["pip", "install", "a b", "\"c\""], status: 77)
        try store.record(first)
        try store.record(second)
        #expect(try store.auditEntries(limit: 10) == [second, first])
        #expect(try store.auditEntries(limit: 1) == [second])
    }

    @Test func oldEntriesAreDropped() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try withDatabase(scratch.databasePath) { database in
            try database.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)
                    INSERT INTO audit SELECT i, 0, '["npm"]', '/', 0, 0, 0, 0, 0 FROM n
                    """)
        }
        try store.record(entry(["npm", "ci"], status: 0))
        #expect(try store.auditEntries(limit: 20_000).count == 10_000)
    }

    @Test func credentialsNeverReachTheDatabase() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record(entry(["pip", "install", "--index-url", "https://me:hunter2@pypi.invalid/simple"], status: 0))
        let stored = try store.auditEntries(limit: 1).first?.command.last
        #expect(stored == "https://***@pypi.invalid/simple")
    }

    /// A command line and what is left of it.
    static let commands: [(given: String, kept: String)] = [
        ("npm install left-pad@1.3.1 --save-dev", "npm install left-pad@1.3.1 --save-dev"),
        ("npm i @scope/x@^2 npm:y@1 alias@npm:z@2", "npm i @scope/x@^2 npm:y@1 alias@npm:z@2"),
        ("npm i git+ssh://git@host.invalid/a.git#v1", "npm i git+ssh://git@host.invalid/a.git#v1"),
        ("npm i git@host.invalid:a/b.git", "npm i git@host.invalid:a/b.git"),
        ("npm i git+https://tok3n@host.invalid/a.git", "npm i git+https://***@host.invalid/a.git"),
        ("npm i git+https://u:p@ss@host.invalid/a.git", "npm i git+https://***@host.invalid/a.git"),
        ("pip install --index-url=https://u:p@h.invalid/s x", "pip install --index-url=https://***@h.invalid/s x"),
        ("pip install -ihttps://u:p@h.invalid/s", "pip install -ihttps://***@h.invalid/s"),
        ("pip install x@https://u:p@h.invalid/x.whl#sha256=ab", "pip install x@https://***@h.invalid/x.whl#sha256=ab"),
        ("pip install --proxy me:pw@proxy.invalid:3128 x", "pip install --proxy ***@proxy.invalid:3128 x"),
        ("pip install --proxy=me:pw@proxy.invalid x", "pip install --proxy=***@proxy.invalid x"),
        ("npm i --otp 123456 x", "npm i --otp *** x"),
        ("npm i --otp=123456 x", "npm i --otp=*** x"),
        ("npm i --_authToken abc x", "npm i --_authToken *** x"),
        ("npm i --//r.invalid/:_authToken=abc x", "npm i --//r.invalid/:_authToken=*** x"),
        ("npm config set //r.invalid/:_password=abc", "npm config set //r.invalid/:_password=***"),
        ("npm i --_password --verbose x", "npm i --_password --verbose x"),
        (
            "pip install https://h.invalid/x.whl?a=1&X-Amz-Signature=s3c&token=t",
            "pip install https://h.invalid/x.whl?a=1&X-Amz-Signature=***&token=***"
        ),
        ("NPM_TOKEN=abc", "NPM_TOKEN=***"),
        ("pip install token-bucket==1.0 secrets-lib", "pip install token-bucket==1.0 secrets-lib"),
        ("pip install 'a", "pip install 'a"),
        ("", ""),
    ]

    @Test(arguments: commands)
    func credentialsAreMasked(given: String, kept: String) {
        let words = given.split(separator: " ").map(String.init)
        #expect(withoutCredentials(words).joined(separator: " ") == kept)
        // What is masked stays as it is when it is read back from the log.
        #expect(withoutCredentials(withoutCredentials(words)).joined(separator: " ") == kept)
    }
}
