/// Something that a release leaves unsaid about itself, or says in a way that few honest releases do.
///
/// Whoever publishes malware seldom writes a description or sets up a home page; but so do some who publish for
/// themselves. So a gap never counts alone, and no description ever lowers suspicion. Read from the artifact's own
/// `METADATA`, `PKG-INFO` or `package.json`; an artifact without any has no gaps, since then nobody was asked.
package enum DescriptionGap: String, Sendable, Hashable, CaseIterable, Codable {
    /// No one-line summary.
    case noSummary = "no-summary"
    /// PyPI: a long description under 60 characters, or none.
    case noDescription = "no-description"
    /// Neither home page nor repository nor any other address.
    case noAddress = "no-address"
    /// Nobody is named as author or maintainer.
    case noAuthor = "no-author"
    case noLicense = "no-license"
    /// PyPI: no classifier. npm: the test script of a fresh `npm init`.
    case untouchedTemplate = "untouched-template"
    /// 0.0.x, 0.1.0 or 1.0.0.
    case firstVersion = "first-version"
    /// A version that starts with 50 or more and is no year: made to outbid a private package's.
    case outsizedVersion = "outsized-version"

    /// What is missing, as part of a sentence: "it has …".
    package var summary: String {
        switch self {
        case .noSummary: "no summary"
        case .noDescription: "no description"
        case .noAddress: "no home page or repository"
        case .noAuthor: "no author"
        case .noLicense: "no license"
        case .untouchedTemplate: "the manifest of an empty template"
        case .firstVersion: "a first version's number"
        case .outsizedVersion: "an oversized version number"
        }
    }
}
