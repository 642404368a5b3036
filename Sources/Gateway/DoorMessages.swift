/// One request at a door, its head checked and its body complete.
struct DoorRequest: Sendable {
    enum Method: Sendable {
        case get
        case head
        case post
    }

    let method: Method
    /// As sent, from the first slash up to `?`.
    let path: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// The first value of a header, its name compared without case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}

/// What a door answers.
struct DoorAnswer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case file(path: String, byteCount: Int)
    }

    let status: Int
    let headers: [(name: String, value: String)]
    let body: Body

    init(status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func text(_ status: Int, _ text: String) -> DoorAnswer {
        DoorAnswer(
            status: status, headers: [(name: "Content-Type", value: "text/plain; charset=utf-8")],
            body: .bytes(Array((text + "\n").utf8)))
    }

    /// The shape of error that npm prints: `{"error": …}`.
    static func npmError(_ status: Int, _ message: String) -> DoorAnswer {
        DoorAnswer(
            status: status, headers: [(name: "Content-Type", value: "application/json")],
            body: .bytes(Array("{\"error\":\(jsonText(message))}".utf8)))
    }

    /// A JSON string literal; characters outside ASCII stay as they are.
    static func jsonText(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// Something that answers requests: one door's meaning, without its sockets.
protocol Door: Sendable {
    /// For the log: `npm`, `PyPI`.
    var doorName: String { get }
    func respond(to request: DoorRequest) async -> DoorAnswer
}
