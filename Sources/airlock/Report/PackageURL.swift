import Foundation
import Packages
import Verdicts

/// The package URL of a release, by the purl specification (ECMA-427): `pkg:npm/%40scope/name@1.0.0`,
/// `pkg:pypi/name@1.0`.
///
/// npm's scope is the namespace; PyPI's names are lower case with dashes, as the specification's type definition says.
func packageURL(_ release: PlanRecord.Release) -> String {
    let version = release.version.isEmpty ? "" : "@" + percentEncoded(release.version)
    switch release.ecosystem {
    case .npm:
        let name = release.name.split(separator: "/", omittingEmptySubsequences: true).map {
            percentEncoded(String($0))
        }
        return "pkg:npm/\(name.joined(separator: "/"))\(version)"
    case .pypi:
        return "pkg:pypi/\(percentEncoded(PackageName.normalizedForPyPI(release.name)))\(version)"
    }
}

/// Everything but letters, digits and `.-_~:` as `%` and two upper-case digits per byte.
///
/// The specification keeps the colon as it stands in every component.
func percentEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
        let scalar = Unicode.Scalar(byte)
        if byte < 0x80,
            scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || ".-_~:".unicodeScalars.contains(scalar)
        {
            result.unicodeScalars.append(scalar)
        } else {
            result += String(format: "%%%02X", byte)
        }
    }
}
