import Behaviors
import Foundation

/// Prints a number for the sequence of each file of the lists, so that two versions of the extractor can be compared.
func printSums(lists: [String]) {
    for file in lists.flatMap(readFiles) {
        let sequence = file.extract()
        var sum: UInt64 = 14_695_981_039_346_656_037
        func add(_ value: UInt64) { sum = (sum ^ value) &* 1_099_511_628_211 }
        for unit in sequence.units {
            add(UInt64(unit.phase.rawValue))
            for byte in unit.name.utf8 { add(UInt64(byte)) }
            for event in unit.events {
                add(UInt64(event.behavior.rawValue))
                add(UInt64(event.line))
                add(event.origin.map { UInt64($0.line) } ?? 0)
            }
        }
        for gap in sequence.incomplete { for byte in "\(gap.reason)\(gap.runsEarly)".utf8 { add(UInt64(byte)) } }
        print(sum, sequence.units.reduce(0) { $0 + $1.events.count }, file.name)
    }
}
