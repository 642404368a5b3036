import ArgumentParser
import Foundation

/// Airlock's commands and their options, as ArgumentParser itself describes them in JSON.
struct CommandTree: Decodable, Sendable {
    struct Argument: Decodable, Sendable {
        struct Name: Decodable, Sendable {
            let kind: String
            let name: String

            var spelling: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        let kind: String
        let abstract: String?
        let names: [Name]?
        let valueName: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    struct Command: Decodable, Sendable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    let command: Command

    static func ofAirlock() throws -> CommandTree {
        try JSONDecoder().decode(CommandTree.self, from: Data(AirlockCommand._dumpHelp().utf8))
    }
}
