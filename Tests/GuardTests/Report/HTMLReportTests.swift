import Foundation
import Packages
import Testing
import Verdicts

@testable import AirlockGuard

@Suite("The page")
struct HTMLReportTests {
    private static let page = HTMLReport(ReportFixture.report()).page

    @Test("holds no element, attribute or control character of a package")
    func escaping() {
        let page = Self.page
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("</title><"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E })
        let allowed: Set<Substring> = [
            "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "h4", "h5", "dl",
            "div",
            "dt", "dd", "code", "time", "main", "section", "article", "bdi", "span", "ol", "ul", "li", "strong", "pre",
            "details", "summary", "footer",
        ]
        let body = page.drop { $0 != "<" }
        for tag in body.matches(of: /<\/?([a-zA-Z0-9]+)/) { #expect(allowed.contains(tag.output.1), "\(tag.output.0)") }
        // Nothing is loaded and nothing runs.
        #expect(page.matches(of: /\s(on[a-z]+|src|action|formaction|srcset)\s*=\s*"/).isEmpty)
        for link in page.matches(of: /href="([^"]*)"/) { #expect(link.output.1.hasPrefix("#")) }
        #expect(!page.contains("url("))
    }

    @Test("names its style by the digest that its policy allows")
    func policy() throws {
        let style = try #require(Self.page.firstMatch(of: /<style>([\s\S]*?)<\/style>/)).output.1
        let digest = Data(DigestFunction.digest(of: Array(style.utf8), .sha256).bytes).base64EncodedString()
        #expect(Self.page.contains("content=\"default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'"))
    }

    @Test("shows every release, who is flagged, the timeline by phase and the policy")
    func content() {
        let page = Self.page
        for text in [
            "<h1>1 of 6 packages blocked</h1>", "At install it reads credentials and sends them to a host", "When used",
            "hidden-characters", "not judged", "allowed by policy", "Required by", "Asked for while installing",
            "A score blocks from 0.900", "href=\"#release-1\"",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.components(separatedBy: "<article").count == 5)
    }

    @Test("closes every element that it opens")
    func balance() {
        var open: [Substring] = []
        let void: Set<Substring> = ["meta", "doctype"]
        for tag in Self.page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) where !void.contains(tag.output.2) {
            if tag.output.1.isEmpty { open.append(tag.output.2) } else { #expect(open.popLast() == tag.output.2) }
        }
        #expect(open.isEmpty)
    }
}
