/// The platform that npm installs for, in node's words; decides which optional packages are left out.
package struct NpmPlatform: Sendable, Equatable {
    /// `linux`, `darwin`.
    package let operatingSystem: String
    /// `x64`, `arm64`.
    package let processor: String
    /// `glibc`, `musl`; nil off Linux.
    package let library: String?

    package init(operatingSystem: String, processor: String, library: String?) {
        self.operatingSystem = operatingSystem
        self.processor = processor
        self.library = library
    }

    /// The platform that this program was built for.
    package static var current: NpmPlatform {
        #if arch(arm64)
            let processor = "arm64"
        #else
            let processor = "x64"
        #endif
        #if os(Linux)
            return NpmPlatform(operatingSystem: "linux", processor: processor, library: "glibc")
        #else
            return NpmPlatform(operatingSystem: "darwin", processor: processor, library: nil)
        #endif
    }

    /// The platform that a configuration names in place of this one: npm's `os`, `cpu` and `libc`.
    package func configured(by configuration: NpmConfiguration) -> NpmPlatform {
        NpmPlatform(
            operatingSystem: configuration.value(of: "os") ?? operatingSystem,
            processor: configuration.value(of: "cpu") ?? processor,
            library: configuration.value(of: "libc") ?? library)
    }

    /// npm's `checkPlatform`: a list without a matching name fails, unless all of it is negations of others.
    func accepts(_ entry: NpmLockfile.Entry) -> Bool {
        let acceptsLibrary =
            entry.libraries.isEmpty || (library.map { accepts($0, in: entry.libraries) } ?? false)
        return accepts(operatingSystem, in: entry.operatingSystems) && accepts(processor, in: entry.processors)
            && acceptsLibrary
    }

    private func accepts(_ value: String, in list: [String]) -> Bool {
        if list.isEmpty || list == ["any"] { return true }
        if list.contains("!" + value) { return false }
        return list.contains(value) || list.allSatisfy { $0.hasPrefix("!") }
    }
}
