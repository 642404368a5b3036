import Packages

/// What goes wrong in the flow itself; the modules have errors of their own.
enum GuardError: Error, Sendable {
    case programNotFound(String)
    case usage(String, hint: String?)
    /// An address on no list of the policy.
    case hostNotListed(String, key: String)
    case noEvidence(String)
    /// A comparison needs bytes that are not in the quarantine (any more).
    case notHeld(String, ecosystem: Ecosystem)
    case noReport(String)
    case ambiguousRelease(String, [String])
    case noProject
    /// The real client could not be started.
    case clientFailed(program: String, cause: String)
    /// A repository could not be fetched; the sentence says what failed.
    case gitFailed(String)
    /// A file that was judged changed before or while the client read it.
    case changedFile(String)
    /// An address gave other bytes when it was asked again.
    case changedAnswer(String)
    /// The client installed a release that nobody judged.
    case unjudgedInstall(String, count: Int)
    /// The client was about to run a script that stands in nothing that was judged.
    case unjudgedScript(String, folder: String, count: Int)
    /// No child process for inspections can be started; packages are never read in the guard's own.
    case noWorker(String)
    /// The origin of the list of known malicious releases answered with a status that carries none.
    case feedRefused(url: String, status: Int)
    /// The fetched list cannot be kept for the length of its reading.
    case feedNotWritten(cause: String)
    /// A shell's startup file that cannot be read or replaced.
    case startupFile(String, cause: String)
    /// A shim or its folder that cannot be made.
    case shimFile(String, cause: String)
}

extension GuardError: CustomStringConvertible {
    var description: String {
        switch self {
        case .programNotFound(let name): "'\(name)' is not on PATH"
        case .usage(let sentence, _): sentence
        case .hostNotListed(let address, let key):
            "'\(address)' is on a host that '\(key)' of a policy file does not list"
        case .noEvidence(let subject): "nothing is known about '\(subject)'"
        case .notHeld(let release, _): "the bytes of '\(release)' are not in the quarantine"
        case .noReport(let sentence): sentence
        case .ambiguousRelease(let subject, let candidates):
            "'\(subject)' fits more than one artifact: \(candidates.joined(separator: ", "))"
        case .noProject:
            "no project is here: no folder upward holds a manifest, a policy file and a checkout or home above it"
        case .clientFailed(let program, let cause): "'\(program)' could not be started: \(cause)"
        case .gitFailed(let sentence): sentence
        case .changedAnswer(let address): "'\(address)' answered with other bytes the second time"
        case .changedFile(let path): "'\(path)' is not the file that was judged any more"
        case .unjudgedInstall(let release, let count):
            "the client installed '\(release)'\(count > 1 ? " and \(count - 1) more" : "") round the gateway, unjudged"
        case .unjudgedScript(let script, let folder, let count):
            "a script in '\(folder)' stands in no package that was judged, and was not run: '\(script)'"
                + (count > 1 ? " (and \(count - 1) more)" : "")
        case .feedRefused(let url, let status): "'\(url)' answered status \(status), but 200 was expected"
        case .feedNotWritten(let cause): "the fetched list cannot be written to the temporary folder: \(cause)"
        case .noWorker(let cause): "no process can be started to inspect packages in: \(cause)"
        case .startupFile(let path, let cause): "startup file '\(path)' cannot be changed: \(cause)"
        case .shimFile(let path, let cause): "shim '\(path)' cannot be written: \(cause)"
        }
    }

    var hint: String? {
        switch self {
        case .usage(_, let hint): hint
        case .hostNotListed(_, let key): "nothing of it was used; the host belongs in '\(key)' if it is meant"
        case .noEvidence: "judge it first, with 'airlock plan' or 'airlock scan'"
        case .notHeld(let release, .npm): "fetch and judge it with 'airlock plan npm install \(release)'"
        case .notHeld(let release, .pypi):
            "fetch and judge it with 'airlock plan pip install \(release.replacing("@", with: "=="))'"
        case .noReport: "'airlock log' lists the commands; 'airlock plan' makes a report of one"
        case .ambiguousRelease: "name it by more digits of its sha256"
        case .noProject: "use '--user' for an entry of your own, or run it in the project's folder"
        case .unjudgedScript: "take its folder away before anything of it runs, and report how it got there"
        case .unjudgedInstall: "take 'node_modules' away before anything of it runs, and report how this came about"
        case .noWorker: "nothing was judged; the limits on processes, memory and open files are the usual cause"
        case .feedRefused: "the list stays as it was; '--from URL' names a mirror"
        case .feedNotWritten: "the list stays as it was; 'TMPDIR' names another folder"
        case .startupFile: "see what belongs there with 'airlock setup --print', and add it by hand"
        case .changedAnswer:
            "nothing was installed; name the digest with '#sha256=…', or ask whom the address belongs to"
        case .changedFile: "take what was installed from it away, and find out what writes to it"
        case .programNotFound, .clientFailed, .shimFile, .gitFailed: nil
        }
    }

    var status: ExitStatus {
        switch self {
        case .programNotFound: .notFound
        case .usage, .ambiguousRelease, .noProject, .hostNotListed: .usage
        case .noEvidence, .notHeld, .noReport: .usage
        case .clientFailed, .noWorker, .feedNotWritten: .internalFault
        case .feedRefused, .gitFailed: .unreachable
        case .changedFile, .changedAnswer: .invalidArtifact
        case .unjudgedInstall, .unjudgedScript: .blocked
        case .startupFile, .shimFile: .cannotWrite
        }
    }
}
