import ArgumentParser
import Foundation

/// `airlock doctor`: tries what the guard promises on this machine.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tries the guard on this machine: a flagged package must be refused, bare commands must be guarded.",
        discussion: """
            Looks at shims, PATH, startup files (by starting your shells), versions of the clients, store, model, proxies \
            and certificates. Then it makes a harmless package that behaves like malware, with new names and strings \
            each time, serves it on loopback and installs it through each client: it must be refused for its behavior. \
            Whatever is wrong comes with the command that mends it.

            Exit status: 0 when nothing failed (there may be warnings), 1 when something did.
            """)

    @Flag(help: "One JSON object: schema, healthy, and the list of checks.")
    var json = false

    func run() async throws {
        let surroundings = Surroundings.current()
        let isJSON = json
        let status = await reporting(Messages(surroundings)) {
            let examination = Examination(surroundings: surroundings) { check in
                guard !isJSON else { return }
                FileHandle.standardOutput.write(Data((check.text + "\n").utf8))
            }
            let checks = try await examination.run()
            let isHealthy = !checks.contains { $0.status == .failed }
            if isJSON {
                let list = checks.map(\.json).joined(separator: ",")
                print("{\"schema\":1,\"healthy\":\(isHealthy),\"checks\":[\(list)]}")
            }
            return isHealthy ? .success : .unhealthy
        }
        throw ExitCode(status)
    }
}
