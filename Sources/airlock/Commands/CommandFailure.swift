import ArgumentParser
import Foundation
import Gateway
import Interception
import Quarantine
import Resolution
import Transfer
import Verdicts

/// Runs the body of one of Airlock's own commands and turns what it throws into one message and the documented status.
func reporting(_ messages: Messages, _ body: () async throws -> ExitStatus) async -> Int32 {
    do {
        return try await body().rawValue
    } catch {
        return report(error, messages).rawValue
    }
}

/// Prints an error of any module as one sentence, with a hint where its module has one, and tells the exit status.
func report(_ error: any Error, _ messages: Messages) -> ExitStatus {
    switch error {
    case let error as VerdictsError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        if let hint = error.hint { messages.hint(hint) }
        return error.concernsPolicy ? .invalidPolicy : error.concernsInput ? .invalidArtifact : .internalFault
    case let error as QuarantineError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        if let hint = error.hint { messages.hint(hint) }
        return error.exitStatus
    case let error as TransferError:
        messages.error(error.description)
        return .unreachable
    case let error as ResolutionError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        return error.isRefusal ? .usage : .invalidArtifact
    case let error as InterceptionError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        return error.exitStatus
    case let error as GatewayError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        return .internalFault
    case let error as GuardError:
        messages.error(Messages.untrusted(error.description, limit: 600))
        if let hint = error.hint { messages.hint(hint) }
        return error.status
    default:
        messages.error(Messages.untrusted("\(error)", limit: 600))
        return .internalFault
    }
}

extension InterceptionError {
    /// Which of the documented statuses the error ends a command with.
    var exitStatus: ExitStatus {
        switch self {
        case .programNotFound: .notFound
        case .guardNotFound, .cannotRun: .internalFault
        case .requirementsUnreadable, .requirementsTooLarge, .requirementsMalformed: .usage
        }
    }
}
