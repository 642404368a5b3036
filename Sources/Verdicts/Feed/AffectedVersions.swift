import Packages

/// Which versions of one package an advisory speaks of, as OSV's `versions` and `ranges` say it.
///
/// Stored as JSON: `{"v":["1.0.0",…],"r":[[["i","0"],["f","1.2.0"]],…]}`; events are `i`ntroduced, `f`ixed,
/// `l`ast affected and `u`p to a limit; a part that is empty is left out.
struct AffectedVersions: Hashable {
    /// One change of state along a range.
    struct Event: Hashable {
        enum Kind: String, Hashable {
            case introduced = "i"
            case fixed = "f"
            case lastAffected = "l"
            case limit = "u"
        }

        let kind: Kind
        let version: String
    }

    var versions: [String] = []
    var ranges: [[Event]] = []

    /// Tells whether a version is meant, by OSV's evaluation algorithm and the order of the ecosystem.
    ///
    /// A range one of whose events is no version of the ecosystem decides nothing. A version that is none itself is
    /// within a range only when that begins before everything and never ends.
    func contains(_ version: String, ecosystem: Ecosystem) -> Bool {
        if versions.contains(where: { isSameVersion($0, version, ecosystem: ecosystem) }) { return true }
        switch ecosystem {
        case .npm: return isInRanges(SemanticVersion(version), SemanticVersion.init)
        case .pypi: return isInRanges(PythonVersion(version), PythonVersion.init)
        }
    }

    /// Tells whether every range can be read, and there is one or a list.
    func isReadable(in ecosystem: Ecosystem) -> Bool {
        guard !versions.isEmpty || !ranges.isEmpty else { return false }
        return ranges.allSatisfy { range in
            switch ecosystem {
            case .npm: Timeline(range, SemanticVersion.init) != nil
            case .pypi: Timeline(range, PythonVersion.init) != nil
            }
        }
    }

    private func isInRanges<Version: Comparable>(_ version: Version?, _ parse: (String) -> Version?) -> Bool {
        ranges.contains { range in
            guard let timeline = Timeline(range, parse) else { return false }
            guard let version else { return timeline.isEverything }
            return timeline.contains(version)
        }
    }
}

/// The events of one range in the order of their versions.
private struct Timeline<Version: Comparable> {
    /// Before every version, or at one.
    private enum Place: Comparable {
        case start
        case at(Version)
    }

    private var events: [(kind: AffectedVersions.Event.Kind, place: Place)] = []
    private var limits: [Place] = []
    private var isUnlimited = false

    /// Reads a range; nil when an event of it is no version.
    init?(_ range: [AffectedVersions.Event], _ parse: (String) -> Version?) {
        for event in range {
            if event.kind == .limit, event.version.contains("*") {
                isUnlimited = true
                continue
            }
            let place: Place
            if event.kind == .introduced, event.version == "0" {
                place = .start
            } else {
                guard let version = parse(event.version) else { return nil }
                place = .at(version)
            }
            if event.kind == .limit { limits.append(place) } else { events.append((event.kind, place)) }
        }
        // A stable sort: equal versions keep the order in which they were stated, but a version that is introduced and
        // the last one affected is affected.
        let ordered = events.enumerated().sorted { left, right in
            if left.element.place != right.element.place { return left.element.place < right.element.place }
            let isFirst = left.element.kind == .introduced && right.element.kind == .lastAffected
            let isLast = left.element.kind == .lastAffected && right.element.kind == .introduced
            return isFirst || (!isLast && left.offset < right.offset)
        }
        events = ordered.map(\.element)
    }

    /// Whether no version is left out.
    var isEverything: Bool {
        events.count == 1 && events[0].kind == .introduced && events[0].place == .start
            && (limits.isEmpty || isUnlimited)
    }

    func contains(_ version: Version) -> Bool {
        let place = Place.at(version)
        guard limits.isEmpty || isUnlimited || limits.contains(where: { place < $0 }) else { return false }
        var isAffected = false
        for event in events {
            switch event.kind {
            case .introduced: if place >= event.place { isAffected = true }
            case .fixed: if place >= event.place { isAffected = false }
            case .lastAffected: if place > event.place { isAffected = false }
            case .limit: break
            }
        }
        return isAffected
    }
}

extension AffectedVersions: Codable {
    private enum CodingKeys: String, CodingKey {
        case versions = "v"
        case ranges = "r"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        versions = try container.decodeIfPresent([String].self, forKey: .versions) ?? []
        ranges = try container.decodeIfPresent([[Event]].self, forKey: .ranges) ?? []
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !versions.isEmpty { try container.encode(versions, forKey: .versions) }
        if !ranges.isEmpty { try container.encode(ranges, forKey: .ranges) }
    }
}

extension AffectedVersions.Event: Codable {
    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        kind = try container.decode(Kind.self)
        version = try container.decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(kind.rawValue)
        try container.encode(version)
    }
}

extension AffectedVersions.Event.Kind: Codable {}
