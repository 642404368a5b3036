import Packages
import Verdicts

/// The resolved tree as nested lists: each release below the nearest one that asked for it.
struct HTMLReleaseTree {
    private let children: [[String]: [PlanRecord.Release]]
    private let anchors: [PlanRecord.Release: String]
    /// Way of names from the top to everything that was flagged, so that what leads there is open.
    private let flaggedWays: Set<[String]>

    /// Deeper ways are shown at this depth: markup nested further is of no use to a reader, and browsers cut it.
    private static let depthLimit = 32

    init(_ releases: [PlanRecord.Release], anchors: [PlanRecord.Release: String]) {
        self.anchors = anchors
        children = Dictionary(grouping: releases) { Array(($0.requiredBy ?? [Self.besides]).prefix(Self.depthLimit)) }
        flaggedWays = anchors.keys.reduce(into: []) { ways, release in
            let way = release.requiredBy ?? [Self.besides]
            for length in 0...way.count { ways.insert(Array(way.prefix(length))) }
        }
    }

    /// Stands for the parent of what no plan holds; no package has an empty name.
    private static let besides = ""

    var html: HTML {
        var shown: Set<[String]> = []
        let top = list([], &shown)
        let besides = children[[Self.besides]].map { releases -> HTML in
            "<h3>Asked for while installing</h3><ul class=\"tree\">\(releases.map { item($0, nested: .empty, isOpen: true) })</ul>"
        }
        // Ways whose middle is not in the tree, as when only a part of it was resolved.
        let lost = children.keys.filter { !shown.contains($0) && $0 != [Self.besides] }.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        let rest = lost.map { way -> HTML in
            let releases = children[way, default: []].map { item($0, nested: .empty, isOpen: true) }
            return "<h3>Required by <bdi>\(way.joined(separator: " → "))</bdi></h3><ul class=\"tree\">\(releases)</ul>"
        }
        return "\(top)\(besides ?? .empty)\(rest)"
    }

    private func list(_ way: [String], _ shown: inout Set<[String]>) -> HTML {
        guard shown.insert(way).inserted, let releases = children[way] else { return .empty }
        var items: [HTML] = []
        for release in releases.sorted(by: { ($0.name, $0.version) < ($1.name, $1.version) }) {
            let below = way + [release.name]
            let nested = below.count <= Self.depthLimit ? list(below, &shown) : .empty
            items.append(item(release, nested: nested, isOpen: flaggedWays.contains(below)))
        }
        return "<ul class=\"tree\">\(items)</ul>"
    }

    private func item(_ release: PlanRecord.Release, nested: HTML, isOpen: Bool) -> HTML {
        let name: HTML = "<bdi>\(release.name)</bdi> <span class=\"version\">\(release.version)</span>"
        let linked: HTML = anchors[release].map { anchor -> HTML in "<a href=\"#\(anchor)\">\(name)</a>" } ?? name
        let marks: HTML = release.isDevelopment ? " <span class=\"quiet\">development</span>" : .empty
        let line: HTML = "\(linked) \(HTMLReleaseArticle.badge(release))\(marks)"
        let style = HTMLReleaseArticle.style(release)
        guard !nested.text.isEmpty else { return "<li class=\"\(style) leaf\">\(line)</li>" }
        let open: HTML = isOpen ? " open" : .empty
        return "<li class=\"\(style)\"><details\(open)><summary>\(line)</summary>\(nested)</details></li>"
    }
}
