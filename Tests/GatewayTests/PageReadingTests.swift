import Packages
import Testing

@testable import Gateway

@Suite("HTMLTagScanner")
struct HTMLTagScannerTests {
    private func tags(_ text: String) -> [HTMLTagScanner.Tag] {
        var scanner = HTMLTagScanner(Array(text.utf8))
        var tags: [HTMLTagScanner.Tag] = []
        while let tag = scanner.next() { tags.append(tag) }
        return tags
    }

    @Test("quotes of both kinds, none, upper case and references are read")
    func attributes() {
        let text = "<A HREF='x&amp;y' data-a=\"&gt;=3\" b=c/d e checked = \"1\" href=second><br/>"
        #expect(
            tags(text) == [
                .init(
                    name: "a",
                    attributes: ["href": "x&y", "data-a": ">=3", "b": "c/d", "e": "", "checked": "1"]),
                .init(name: "br", attributes: [:]),
            ])
    }

    @Test("comments, declarations, end tags and scripts hold no tags")
    func skipped() {
        let text = "<!DOCTYPE html><!-- <a href=1> --></a><script>'<a href=2>'</SCRIPT><a href=3>< a href=4>"
        #expect(tags(text).map { $0.attributes["href"] } == [nil, "3"])
    }

    @Test(
        "text that ends anywhere is read to its end",
        arguments: [
            "<", "<a", "<a href", "<a href=", "<a href=\"", "<a href='x", "<!--", "<a \"'=", "<a ==\">", "<a/ / ",
        ])
    func broken(text: String) {
        #expect(tags(text).count <= 1)
    }

    @Test(
        "character references",
        arguments: [("&#62;&#x3E;&gt;", ">>>"), ("&nosuch; & &#0; &#xD800;", "&nosuch; & &#0; &#xD800;")])
    func references(text: String, expected: String) {
        #expect(HTMLText.decoded(text) == expected)
    }
}

@Suite("SimplePageReader")
struct SimplePageReaderTests {
    private func files(_ text: String, type: String = "text/html", project: String = "demo") throws -> [SimpleFile]? {
        let page = try #require(WebAddress("https://index.invalid/simple/demo/"))
        return SimplePageReader.files(of: Array(text.utf8), contentType: type, page: page, project: project)
    }

    @Test("the first base counts")
    func base() throws {
        let files = try files("<base href='https://b.invalid/x/'><base href='/y/'><a href='demo-1.tar.gz'>")
        #expect(files?.map(\.artifact.url) == ["https://b.invalid/x/demo-1.tar.gz"])
    }

    @Test(
        "a file name belongs to one project",
        arguments: [
            ("demo-1.0.tar.gz", "1.0"), ("Demo-1.0.zip", "1.0"), ("demo-extra-1.0.tar.gz", "extra-1.0"),
            ("demo-1.0-py3-none-any.whl", "1.0"), ("demo-1.0-1-py3-none-any.whl", "1.0"), ("demo-1.0.whl", nil),
            ("demoo-1.0.tar.gz", nil), ("demo.tar.gz", nil), ("demo-.tar.gz", nil), ("demo-1.0.exe", nil),
            ("demo-1.0.tar.gz.asc", nil),
        ] as [(String, String?)])
    func names(filename: String, version: String?) throws {
        let files = try files("<a href=\"/f/\(filename)\">")
        #expect(files?.first?.artifact.identity.version == version)
    }

    @Test(
        "a page of another form is not read",
        arguments: [
            ("{}", "application/json"), ("{\"files\": 1}", "application/vnd.pypi.simple.v1+json"),
            ("{\"meta\":{\"api-version\":\"2.0\"},\"files\":[]}", "application/vnd.pypi.simple.v1+json"),
            ("<a>", "text/plain"),
        ])
    func unreadable(text: String, type: String) throws {
        #expect(try files(text, type: type) == nil)
    }
}

@Suite("WebAddress")
struct WebAddressTests {
    @Test(
        "links are resolved as RFC 3986 says",
        arguments: [
            ("x", "https://h.invalid/a/x"), ("/x", "https://h.invalid/x"), ("../../../x", "https://h.invalid/x"),
            ("./x/./y/..", "https://h.invalid/a/x/"), ("//k.invalid/x", "https://k.invalid/x"),
            ("?q=1", "https://h.invalid/a/b?q=1"), ("http://k.invalid", "http://k.invalid/"),
            ("a:b", nil), ("javascript:1", nil), ("https://h.invalid\\@evil.invalid/", nil),
        ] as [(String, String?)])
    func resolving(link: String, expected: String?) throws {
        let page = try #require(WebAddress("https://u:p@H.invalid/a/b?z#f"))
        #expect(page.resolving(link)?.url == expected)
    }

    @Test("the file name is decoded")
    func filename() {
        #expect(WebAddress("https://h.invalid/a/b%2Bc-1.whl?x#y")?.filename == "b+c-1.whl")
        #expect(WebAddress("https://h.invalid/a/%zz")?.filename == nil)
    }
}
