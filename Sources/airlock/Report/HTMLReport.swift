import Foundation
import Packages
import Verdicts

/// A report as one page that needs nothing else: no script, no picture, no address is loaded.
///
/// A content security policy forbids everything but the page's own style, named by its digest. Parts that open are
/// `details` elements, so keyboard and screen readers work without a line of script.
struct HTMLReport {
    private let report: CommandReport
    private let flagged: [PlanRecord.Release]

    init(_ report: CommandReport) {
        self.report = report
        flagged = report.flagged
    }

    var page: String {
        let style = HTMLReportStyle.text
        let digest = Data(DigestFunction.digest(of: Array(style.utf8), .sha256).bytes).base64EncodedString()
        let title = "Airlock: \(headline)"
        let head: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>

            """
        let body: HTML = """
            </head>
            <body>
            <a class="skip" href="#flagged">Skip to what was flagged</a>
            \(header)
            <main>
            \(flaggedSection)
            \(treeSection)
            \(policySection)
            </main>
            <footer>Made by Airlock \(AirlockCommand.version) on this machine; nothing was sent anywhere. Plan <code>\(report.record.digest.hexadecimal)</code></footer>
            </body>
            </html>

            """
        return head.text + "<style>" + style + "</style>\n" + body.text
    }

    private var headline: String {
        let total = report.record.releases.count
        let noun = total == 1 ? "package" : "packages"
        let blocked = flagged.count { $0.level == .block }
        let failed = flagged.count { $0.failure != nil }
        let warned = flagged.count { $0.level == .warn }
        if blocked > 0 { return "\(blocked) of \(total) \(noun) blocked" }
        if failed > 0 { return "\(failed) of \(total) \(noun) not judged" }
        if warned > 0 { return "\(total) \(noun) judged, \(warned) with a warning" }
        return "\(total) \(noun) judged, none flagged"
    }

    private var header: HTML {
        let isBad = flagged.contains { $0.level == .block || $0.failure != nil }
        let state: HTML = isBad ? "block" : flagged.contains { $0.level == .warn } ? "warn" : "allow"
        let facts: [(HTML, HTML)] = [
            ("Command", "<code>\(report.entry.command.joined(separator: " "))</code>"),
            ("Folder", "<code>\(report.entry.folder)</code>"),
            ("Time", "<time datetime=\"\(timestamp(report.entry.time))\">\(timestamp(report.entry.time))</time>"),
            ("Exit status", "\(Int(report.entry.exitStatus))"),
            ("Hosts reached", "\(hosts(report.entry.hosts))"),
        ]
        let refused: [(HTML, HTML)] =
            report.entry.refusedHosts.isEmpty ? [] : [("Hosts refused", "\(hosts(report.entry.refusedHosts))")]
        return """
            <header class="\(state)">
            <p class="brand">Airlock report</p>
            <h1>\(headline)</h1>
            <dl>\((facts + refused).map { fact -> HTML in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" })</dl>
            </header>
            """
    }

    private func hosts(_ hosts: [String]) -> HTML {
        hosts.isEmpty ? "none" : HTML.joined(hosts.map { host -> HTML in "<code class=\"item\">\(host)</code> " })
    }

    private var flaggedSection: HTML {
        let articles = flagged.enumerated().map { HTMLReleaseArticle(report, $0.element, number: $0.offset).html }
        let nothing: HTML = "<p>Nothing: every package passed.</p>"
        return """
            <section id="flagged" aria-labelledby="flagged-title">
            <h2 id="flagged-title">What was flagged</h2>
            \(articles.isEmpty ? [nothing] : articles)
            </section>
            """
    }

    private var treeSection: HTML {
        let anchors = Dictionary(
            flagged.enumerated().map { ($0.element, HTMLReleaseArticle.anchor($0.offset)) }
        ) { first, _ in first }
        return """
            <section id="tree" aria-labelledby="tree-title">
            <h2 id="tree-title">The tree with verdicts</h2>
            \(HTMLReleaseTree(report.record.releases, anchors: anchors).html)
            </section>
            """
    }

    private var policySection: HTML {
        let record = report.record
        let strict: HTML = record.isStrict ? "Strict: warnings block." : "Warnings are printed and let pass."
        let thresholds = String(
            format: "A score blocks from %.3f and warns from %.3f.", record.blockThreshold, record.warnThreshold)
        let untrusted: [HTML] =
            record.untrusted.map { path -> [HTML] in
                ["<p><code>\(path)</code> would loosen something and is not trusted; its entries were ignored.</p>"]
            } ?? []
        let entries = record.allows.map { entry -> HTML in
            let expires: HTML = entry.expires.map { day -> HTML in ", until \(day)" } ?? .empty
            return
                "<li><code>\(entry.name)@\(entry.version)</code> (\(entry.ecosystem.rawValue)): \(entry.reason) <span class=\"quiet\">\(entry.path) line \(entry.line)\(expires)</span></li>"
        }
        let allowed: HTML =
            entries.isEmpty ? "<p>No policy entry allows anything.</p>" : "<p>Allowed by policy:</p><ul>\(entries)</ul>"
        return """
            <section id="policy" aria-labelledby="policy-title">
            <h2 id="policy-title">Policy in force</h2>
            <p>\(strict) \(thresholds)</p>
            \(untrusted)
            \(allowed)
            </section>
            """
    }
}
