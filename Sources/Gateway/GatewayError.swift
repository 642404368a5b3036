/// Why a gateway could not be opened.
package enum GatewayError: Error, Equatable {
    case bind(door: String, reason: String)
    case upstreamURL(String)
}

extension GatewayError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .bind(let door, let reason): "the \(door) door could not be opened on loopback: \(reason)"
        case .upstreamURL(let url): "'\(url)' is not the address of a registry or index"
        }
    }
}
