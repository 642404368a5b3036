/// A language that this module can parse.
package enum SourceLanguage: Sendable, Hashable {
    case python
    case javaScript
    case typeScript
}
