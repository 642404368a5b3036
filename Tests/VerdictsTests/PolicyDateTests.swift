import Foundation
import Testing
import Verdicts

@Suite struct PolicyDateTests {
    @Test(
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"), (1_795_219_200, "2026-11-21"),
            (1_795_305_599, "2026-11-21"), (4_107_542_400, "2100-03-01"), (-62_135_596_800, "0001-01-01"),
            (1e300, "9999-12-31"), (-1e300, "0001-01-01"),
        ] as [(Double, String)])
    func dayOfAMomentIsTheOneInUTC(seconds: Double, day: String) {
        #expect(PolicyDate(Date(timeIntervalSince1970: seconds)).description == day)
    }

    @Test(arguments: [
        "2026-13-01", "2026-02-29", "2100-02-29", "26-01-01", "2026-1-1", "2026-01-00", "+026-01-01", "", "-",
    ])
    func daysThatDoNotExistAreRefused(text: String) {
        #expect(PolicyDate(parsing: text) == nil)
    }

    @Test func daysAreOrdered() throws {
        let early = try #require(PolicyDate(parsing: "2026-11-30"))
        let late = try #require(PolicyDate(parsing: "2026-12-01"))
        #expect(early < late && !(late < early) && PolicyDate(parsing: "2024-02-29") != nil)
    }
}
