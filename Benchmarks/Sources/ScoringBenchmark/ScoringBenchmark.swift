// What scoring costs: reads canonical text of `airlock scan --sequence` from standard input and times the embedded
// classifier on every package of it, one core, processor time.

import Behaviors
import Classification
import Foundation

/// The sequences of canonical text, packages in order.
private func sequences() -> [BehaviorSequence] {
    let behaviors = Dictionary(uniqueKeysWithValues: Behavior.allCases.map { ($0.name, $0) })
    let phases = Dictionary(uniqueKeysWithValues: Phase.allCases.map { ($0.name, $0) })
    var found: [BehaviorSequence] = []
    var units: [BehaviorUnit] = []
    var events: [BehaviorEvent] = []
    var key: (phase: Phase, name: String)?
    func closeUnit() {
        if let key { units.append(BehaviorUnit(phase: key.phase, name: key.name, events: events)) }
        key = nil
        events = []
    }
    func closePackage() {
        closeUnit()
        found.append(BehaviorSequence(paths: [], units: units, incomplete: []))
        units = []
    }
    var isInside = false
    while let line = readLine() {
        if line.hasPrefix("# ") {
            if isInside { closePackage() }
            isInside = true
            continue
        }
        let fields = line.split(separator: "\t").map(String.init)
        guard fields.count >= 4, let phase = phases[fields[0]], let behavior = behaviors[fields[2]] else { continue }
        if key?.phase != phase || key?.name != fields[1] {
            closeUnit()
            key = (phase, fields[1])
        }
        events.append(BehaviorEvent(behavior: behavior, file: 0, line: 1))
    }
    if isInside { closePackage() }
    return found
}

private func processorTime() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
}

let classifier = try Classifier.embedded()
var times: [Double] = []
for sequence in sequences() {
    let start = processorTime()
    _ = classifier.score(sequence, of: .pypi)
    times.append((processorTime() - start) * 1000)
}
times.sort()
if times.isEmpty {
    print("no sequences on standard input")
} else {
    func share(_ part: Double) -> Double { times[min(times.count - 1, Int(part * Double(times.count)))] }
    print(
        String(
            format: "scoring %d packages: median %.2f ms, 95th percentile %.1f, 99th %.1f, highest %.1f", times.count,
            share(0.5), share(0.95), share(0.99), share(1)))
}
