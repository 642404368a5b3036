import Foundation
import Packages
import Verdicts

/// One line of `scan --json`, schema 1, its keys in the documented order.
enum JSONReport {
    static func line(path: String, evidence: Evidence, verdict: Verdict) -> String {
        let reasons = verdict.reasons.map { reason in
            "{\"code\":\(jsonString(reason.code.rawValue)),\"message\":\(jsonString(reason.message)),"
                + "\"file\":\(reason.file.map(jsonString) ?? "null"),\"line\":\(reason.line.map(String.init) ?? "null")}"
        }
        let fields = [
            ("schema", "1"), ("path", jsonString(path)), ("ecosystem", jsonString(evidence.ecosystem.rawValue)),
            ("name", evidence.declaredName.map(jsonString) ?? "null"),
            ("version", evidence.declaredVersion.map(jsonString) ?? "null"),
            ("sha256", jsonString(evidence.sha256.hexadecimal)), ("bytes", String(evidence.byteCount)),
            ("verdict", jsonString(verdict.level.rawValue)), ("score", String(format: "%.6f", verdict.score)),
            ("reasons", "[\(reasons.joined(separator: ","))]"), ("events", String(evidence.eventCount)),
            ("incomplete", evidence.incompleteness == .none ? "false" : "true"),
            ("inspector", jsonString(evidence.inspector)), ("milliseconds", String(evidence.milliseconds)),
        ]
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}

/// A JSON string literal; control characters are escaped, so that no line of ours is broken by a hostile name.
func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "\r": result += "\\r"
        default:
            if scalar.value < 0x20 || scalar.value == 0x7f || scalar.value == 0x2028 || scalar.value == 0x2029 {
                result += String(format: "\\u%04x", scalar.value)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}
