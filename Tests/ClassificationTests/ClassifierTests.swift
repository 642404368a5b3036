import Behaviors
import Packages
import Testing

@testable import Classification

/// A sequence from phases and behaviors; every unit is its own file.
func sequence(_ units: [(Phase, [Behavior])]) -> BehaviorSequence {
    BehaviorSequence(
        paths: units.indices.map { "file\($0)" },
        units: units.enumerated().map { index, unit in
            BehaviorUnit(
                phase: unit.0, name: "file\(index)",
                events: unit.1.enumerated().map { line, behavior in
                    BehaviorEvent(behavior: behavior, file: UInt32(index), line: UInt32(line + 1))
                })
        }, incomplete: [])
}

/// Events without a meaning of their own, different for each seed.
func pattern(_ count: Int, seed: Int) -> [Behavior] {
    (0..<count).map { Behavior.allCases[($0 * 31 + $0 * $0 * 7 + seed * 19) % Behavior.allCases.count] }
}

@Suite("A package is scored by its worst window")
struct ClassifierTests {
    let classifier: Classifier
    let weights: ModelWeights
    let dropper: [Behavior] = [.netHttpGet, .urlRawIp, .flowNetToExec, .codeExec, .procShell, .argHiddenWindow]

    init() throws {
        weights = try ModelWeights.embedded()
        classifier = Classifier(weights: weights)
    }

    @Test("a sequence without events scores 0 and names no unit")
    func empty() {
        for empty in [sequence([]), sequence([(.install, []), (.run, [])])] {
            #expect(classifier.score(empty, of: .pypi) == BehaviorScore(value: 0, strongestUnit: nil))
            #expect(classifier.explain(empty).isEmpty)
        }
    }

    @Test("the same sequence always gets the same score")
    func deterministic() {
        let one = sequence([(.install, dropper), (.run, pattern(300, seed: 3))])
        #expect(classifier.score(one, of: .pypi) == classifier.score(one, of: .pypi))
    }

    @Test("gaps of a description only raise the score, by no more than the bound, and nothing where nothing acts")
    func descriptions() throws {
        let all = Set(DescriptionGap.allCases)
        #expect(weights.description.most > 0 && weights.description.logit(of: all) <= weights.description.most)
        #expect(weights.description.logit(of: [.noAddress]) > 0)
        for behaviors in [dropper, pattern(40, seed: 2), [.fsOpen, .fsRead]] {
            let score = classifier.score(sequence([(.install, behaviors)]), of: .pypi)
            #expect(classifier.describedScore(score, gaps: []) == score.value)
            for gap in all { #expect(classifier.describedScore(score, gaps: [gap]) >= score.value) }
            let raised = classifier.describedScore(score, gaps: all)
            let distance = weights.calibration.logit(of: raised) - weights.calibration.logit(of: score.value)
            #expect(distance > 0 && distance < weights.description.most + 1e-3)
        }
        let nothing = classifier.score(sequence([(.run, [])]), of: .pypi)
        #expect(classifier.describedScore(nothing, gaps: all) == 0)
    }

    @Test("units added to a package never lower its score, whatever their number", arguments: [1, 50, 400])
    func fillerNeverLowers(count: Int) {
        let plain = classifier.score(sequence([(.install, dropper)]), of: .pypi)
        let quiet = (0..<count).map { index in
            (Phase.run, [Behavior.fsOpen, .fsRead, .decJson] + Array(repeating: .urlOrdinary, count: index % 90))
        }
        let before = classifier.score(sequence(quiet + [(.install, dropper)]), of: .pypi)
        let after = classifier.score(sequence([(.install, dropper)] + quiet), of: .pypi)
        #expect(before.value >= plain.value)
        #expect(after.value >= plain.value)
    }

    @Test("a window that occurs many times is scored once and costs no budget")
    func repeatedWindows() {
        let once = sequence([(.run, dropper)])
        let often = sequence(Array(repeating: (.run, dropper), count: 5000))
        #expect(classifier.logits(of: often).count == classifier.logits(of: once).count)
        #expect(classifier.score(often, of: .pypi).value == classifier.score(once, of: .pypi).value)
        #expect(classifier.score(often, of: .pypi).strongestUnit == 0)
    }

    @Test("the score is that of the named unit alone")
    func strongestUnit() throws {
        let units: [(Phase, [Behavior])] = [(.run, pattern(9, seed: 1)), (.install, dropper), (.importing, [.fsOpen])]
        let whole = classifier.score(sequence(units), of: .pypi)
        let strongest = try #require(whole.strongestUnit)
        #expect(classifier.score(sequence([units[strongest]]), of: .pypi).value == whole.value)
    }

    @Test(
        "windows past the budget are scored by the linear model and the trees, those that look worst are encoded")
    func budget() {
        let units = (0..<400).map { (Phase.run, pattern(60, seed: $0)) }
        var models = Models(weights)
        var ranked: [(alone: Double, entry: (logit: Double, window: EventWindow, place: WindowPlace))] = []
        for entry in classifier.logits(of: sequence(units)) {
            let (linear, trees) = models.cheapLogits(of: entry.window)
            ranked.append((weights.calibration.logit(linear: linear, trees: trees, encoder: nil), entry))
        }
        ranked.sort { $0.alone > $1.alone }
        let isEncoded = ranked.map { $0.entry.logit != $0.alone }
        #expect(isEncoded.first == true)
        #expect(isEncoded.last == false)
        // Once the budget is spent nothing below is encoded.
        #expect(isEncoded.firstIndex(of: false) == isEncoded.filter { $0 }.count)
        let positions = zip(ranked, isEncoded).reduce(0) { $0 + ($1.1 ? $1.0.entry.window.tokens.count : 0) }
        #expect((weights.budget..<weights.budget + weights.shape.window).contains(positions))
    }

    @Test("an explanation names three to five different events of the strongest unit")
    func explanation() throws {
        let package = sequence([(.run, pattern(12, seed: 5)), (.install, dropper)])
        let strongest = try #require(classifier.score(package, of: .pypi).strongestUnit)
        let leading = classifier.explain(package)
        #expect((3...5).contains(leading.count))
        #expect(leading.allSatisfy { $0.unit == strongest })
        #expect(Set(leading.map(\.event)).count == leading.count)
        #expect(leading.allSatisfy { package.units[strongest].events.indices.contains($0.event) })
        #expect(leading.map(\.weight) == leading.map(\.weight).sorted(by: >))
    }
}

@Suite("Units are cut into windows")
struct WindowTests {
    let shape: ModelShape

    init() throws {
        shape = try ModelWeights.embedded().shape
    }

    @Test(
        "every event is in a window, and each window begins with the phase",
        arguments: [1, 46, 47, 48, 79, 80, 1000])
    func coverage(count: Int) {
        let unit = sequence([(.importing, pattern(count, seed: 2))]).units[0]
        let cut = windows(of: unit, shape: shape)
        var covered = Set<Int>()
        for (window, firstEvent) in cut {
            #expect(window.tokens[0] == Token.importing)
            #expect(window.tokens.count <= shape.window)
            for (offset, token) in window.tokens.dropFirst().enumerated() {
                #expect(token == Classification.token(of: unit.events[firstEvent + offset].behavior))
                covered.insert(firstEvent + offset)
            }
        }
        #expect(covered.count == count)
        #expect(cut.count == (count < shape.window ? 1 : 1 + (count - shape.window + shape.step) / shape.step))
    }

    @Test("equal events in another phase are another window")
    func phases() {
        let units = sequence(Phase.allCases.map { ($0, [.fsOpen, .netHttpGet]) })
        #expect(distinctWindows(of: units, shape: shape).count == 3)
    }
}

@Suite("Linear evidence is monotone")
struct LinearEvidenceTests {
    @Test("no event takes evidence away from the events beside it", arguments: 0..<20)
    func monotone(seed: Int) throws {
        let weights = try ModelWeights.embedded()
        var linear = LinearEvidence(weights)
        let events = pattern(weights.shape.spanStep / 2, seed: seed).map { Classification.token(of: $0) }
        let filler = pattern(weights.shape.spanStep / 2, seed: seed + 100).map { Classification.token(of: $0) }
        for phase in [Token.install, Token.importing, Token.run] {
            let plain = linear.logit(of: EventWindow(tokens: [phase] + events))
            #expect(linear.logit(of: EventWindow(tokens: [phase] + filler + events)) >= plain)
            #expect(linear.logit(of: EventWindow(tokens: [phase] + events + filler)) >= plain)
            #expect(plain >= weights.calibration.linearBias)
        }
    }

    @Test("what stands in a whole span counts the same wherever filler puts the span", arguments: [0, 8, 16, 24])
    func spans(fillerCount: Int) throws {
        let weights = try ModelWeights.embedded()
        var linear = LinearEvidence(weights)
        let events = pattern(weights.shape.span, seed: 4).map { Classification.token(of: $0) }
        let filler = [UInt16](repeating: Classification.token(of: .fsOpen), count: fillerCount)
        let plain = linear.logit(of: EventWindow(tokens: [Token.run] + events))
        #expect(linear.logit(of: EventWindow(tokens: [Token.run] + filler + events)) >= plain)
    }
}
