import Packages

/// The well-known package that somebody may have meant who got this name; nil where it resembles none.
///
/// The tricks: one letter more, less, other or swapped with its neighbor (`reqeusts`), letters that look alike
/// (`c0lorama`), separators left out or put in (`crossenv`), words in another order (`dateutil-python`), and a scope
/// written as a word (`babel-core` for `@babel/core`). Plurals and numbers at the end are too often honest to count, and
/// names below one npm scope have one owner.
/// `Documentation/Signals.md` has the alarm rates.
func wellKnownName(resembling name: PackageName) -> String? {
    let text = name.normalized
    let known = KnownNames.of(name.ecosystem)
    // Longer names are not typed; the longest well-known one has a third of it.
    guard (5...128).contains(text.utf8.count), !known.exempt.contains(text) else { return nil }
    func ofAnotherOwner(_ found: String?) -> String? { found.flatMap { haveOneScope(text, $0) ? nil : $0 } }
    if let found = ofAnotherOwner(known.bySkeleton[NameForms.skeleton(text)]) { return found }
    let bare = NameForms.bare(text)
    if let found = ofAnotherOwner(known.byBareText[bare]) { return found }
    if let found = ofAnotherOwner(known.byWords[NameForms.words(text)]) { return found }
    if !text.hasPrefix("@"), let found = known.byUnscopedText[bare] { return found }
    let bytes = Array(text.utf8)
    return known.entries.first { entry in
        entry.bytes.count >= 6 && isOneEdit(bytes, entry.bytes) && !isOrdinaryVariant(text, entry.text)
            && !haveOneScope(text, entry.text)
    }?.text
}

/// Whether both names stand below the same npm scope.
private func haveOneScope(_ left: String, _ right: String) -> Bool {
    left.hasPrefix("@") && right.hasPrefix("@")
        && left.prefix { $0 != "/" }.elementsEqual(right.prefix { $0 != "/" })
}

/// One letter more, less or other, or two neighbors swapped; equal names are one edit apart too.
private func isOneEdit(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard abs(left.count - right.count) <= 1 else { return false }
    var start = 0
    while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
    let (left, right) = (left[start...], right[start...])
    if left.count > right.count { return left.dropFirst().elementsEqual(right) }
    if left.count < right.count { return right.dropFirst().elementsEqual(left) }
    if left.dropFirst().elementsEqual(right.dropFirst()) { return true }
    return left.prefix(2).elementsEqual(right.prefix(2).reversed())
        && left.dropFirst(2).elementsEqual(right.dropFirst(2))
}

/// A plural, or another number at the end.
private func isOrdinaryVariant(_ left: String, _ right: String) -> Bool {
    func withoutNumber(_ name: String) -> Substring {
        var rest = name[...]
        while rest.last?.isNumber == true { rest = rest.dropLast() }
        return rest
    }
    return left + "s" == right || right + "s" == left || withoutNumber(left) == withoutNumber(right)
}
