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

/// A JSON string literal; control, bidirectional and invisible characters are escaped, so that the text stays what it is
/// and no line of ours is broken or turned round by a hostile name.
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
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                for unit in String(scalar).utf16 { result += String(format: "\\u%04x", unit) }
            default:
                result.unicodeScalars.append(scalar)
            }
        }
    }
    // A build service reads "##[" anywhere in a line as a command.
    return result.replacing("##[", with: "#\\u0023[") + "\""
}
