/// The door at which Airlock's stand-in for git asks what it may do.
///
/// A POST of words, each ended by a line feed; the answer's status is 200 where it may, its text what the words ask for.
/// What the words mean, the handler says: this door only keeps strangers out.
struct GitDoor: Door {
    let doorName = "git"
    let secret: SessionSecret
    let record: GatewayRecord
    let handlers: GatewayHandlers

    func respond(to request: DoorRequest) async -> DoorAnswer {
        guard secret.matchesBearer(request.header("authorization")) else {
            record.add(.strangerRefused(door: doorName))
            return .text(401, "this door needs the session's token")
        }
        guard case .post = request.method, request.body.count <= 65_536,
            let text = String(validating: request.body, as: UTF8.self)
        else { return .text(400, "the request is malformed") }
        let answer = await handlers.git(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        return DoorAnswer(
            status: answer.status, headers: [(name: "Content-Type", value: "text/plain; charset=utf-8")],
            body: .bytes(Array(answer.text.utf8)))
    }
}
