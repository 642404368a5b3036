/// The door at which Airlock's stand-ins for git and for npm's shell ask what they may do.
///
/// A POST to `/git` of words, each ended by a line feed, or to `/script` of one question; the answer's status is 200
/// where it may, its text what the question asks for. What it means, the handlers say: this door only keeps strangers out.
struct StandInDoor: Door {
    let doorName = "stand-in"
    let secret: SessionSecret
    let record: GatewayRecord
    let handlers: GatewayHandlers

    /// Above every script's text in a manifest.
    private static let maximumBodyBytes = 1 << 20

    func respond(to request: DoorRequest) async -> DoorAnswer {
        guard secret.matchesBearer(request.header("authorization")) else {
            record.add(.strangerRefused(door: doorName))
            return .text(401, "this door needs the session's token")
        }
        guard case .post = request.method, request.body.count <= Self.maximumBodyBytes,
            let text = String(validating: request.body, as: UTF8.self)
        else { return .text(400, "the request is malformed") }
        let answer: (status: Int, text: String)
        switch request.path {
        case "/git":
            answer = await handlers.git(
                text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        case "/script": answer = await handlers.script(request.body)
        default: return .text(404, "nothing is asked here")
        }
        return DoorAnswer(
            status: answer.status, headers: [(name: "Content-Type", value: "text/plain; charset=utf-8")],
            body: .bytes(Array(answer.text.utf8)))
    }
}
