// Signals: what the files of an artifact show beside the sequence of behaviors.
//
// What they do: find payloads and disguises that code alone does not tell, such as native code behind a stub, bytecode
// without its source, programs named as pictures, a wheel that does not match its own record. They live here and not in
// `Verdicts`, which never looks at bytes, and not in `Quarantine`, since some need what the code does.
// What they never do: unpack, run or fetch anything, or decide a level; `Verdicts` has the levels, set by measurement
// (`Documentation/Signals.md`). What they guarantee: pure functions of files and sequence, linear in the bytes, no trap
// on hostile input, at most `ArchiveSignal.limitPerKind` findings of each kind.

/// Something about one artifact's files that speaks against it, with the place where it shows.
package struct ArchiveSignal: Sendable, Hashable {
    /// The closed list of signals, each in a file of this folder.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// A small stub loads native code that the artifact should not need (`NativeBehindStub.swift`).
        case nativeBehindStub
        /// Bytecode that Python runs without looking at a source (`StrayBytecode.swift`).
        case strayBytecode
        /// A data file that code of the package runs (`DataRunAsCode.swift`).
        case dataRunAsCode
        /// A program under the name of another kind of file (`DisguisedProgram.swift`).
        case disguisedProgram
        /// A top-level module that belongs to another well-known project (`ForeignModule.swift`).
        case foreignModule
        /// A configuration of pip, npm or Python itself that a wheel puts where they read it (`ClientSettings.swift`).
        case clientSettings
        /// Files that a wheel's record does not list, or lists with other bytes (`WheelRecord.swift`).
        case recordMismatch
        /// Characters that make source look other than it runs (`HiddenCharacters.swift`).
        case hiddenCharacters
        /// One huge line of code in a readable file (`HiddenLine.swift`).
        case hiddenLine
    }

    package let kind: Kind
    package let path: String
    /// One-based; nil for the file as a whole.
    package let line: Int?
    /// One sentence for people: lower case, no full stop; may hold package text.
    package let detail: String

    package init(_ kind: Kind, _ path: String, line: Int? = nil, _ detail: String) {
        self.kind = kind
        self.path = path
        self.line = line
        self.detail = detail
    }

    /// Findings of one kind for one artifact: a person needs an example, not a list of thousands.
    package static let limitPerKind = 3
}
