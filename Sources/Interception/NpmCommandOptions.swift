/// The dependency kinds that an npm command leaves out: npm's `buildOmitList`.
func npmOmits(_ options: [CommandArgument]) -> [String] {
    var omits = options.values(of: "omit")
    var includes = options.values(of: "include")
    let production = options.lastValue(of: "production")
    if ["prod", "production"].contains(options.lastValue(of: "only")) || production == "true" {
        omits.append("dev")
    } else if production == "false" {
        includes.append("dev")
    }
    if options.lastValue(of: "also")?.hasPrefix("dev") == true || options.lastValue(of: "dev") == "true" {
        includes.append("dev")
    }
    switch options.lastValue(of: "optional") {
    case "false": omits.append("optional")
    case "true": includes.append("optional")
    default: break
    }
    return ["dev", "optional", "peer"].filter { omits.contains($0) && !includes.contains($0) }
}

/// The options about sources of an npm command line.
func npmSources(_ options: [CommandArgument]) -> SourceOptions {
    var sources = SourceOptions()
    for argument in options {
        guard let name = argument.optionName, let value = argument.optionValue else { continue }
        switch name {
        case "registry": if isWebAddress(value) { sources.index = value }
        case "cafile", "ca": sources.certificateAuthorities = value
        case "cert": sources.clientCertificate = value
        case "proxy", "https-proxy": if isWebAddress(value) { sources.proxy = value }
        case "strict-ssl": sources.checksCertificates = value != "false"
        case "userconfig": sources.userConfiguration = value
        case "globalconfig": sources.globalConfiguration = value
        case "offline", "prefer-offline": sources.prefersOffline = value == "true"
        default: if isRegistryKey(name) { sources.registryKeys.append(RegistryKey(key: name, value: value)) }
        }
    }
    return sources
}

/// Tells keys that belong to one registry or scope: `@scope:registry`, `//host/path/:_authToken`.
func isRegistryKey(_ name: String) -> Bool {
    name.hasPrefix("//") || (name.hasPrefix("@") && name.hasSuffix(":registry"))
}

/// An address that npm accepts for an option of type URL: others it ignores.
func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return false }
    return lower.utf8.count > scheme.utf8.count
}

/// The package that `npm init NAME` runs: `create-NAME`, `@scope/create`, `@scope/create-NAME`; nil for other specs.
func npmCreatePackage(for initializer: String) -> String? {
    if initializer.hasPrefix("@"), !initializer.contains("/") {
        let parts = initializer.dropFirst().split(separator: "@", omittingEmptySubsequences: false)
        guard let scope = parts.first, !scope.isEmpty else { return nil }
        return "@\(scope)/create" + (parts.count > 1 && !parts[1].isEmpty ? "@\(parts[1])" : "")
    }
    guard case .registry = NpmPackageSpec(parsing: initializer) else { return nil }
    let isScoped = initializer.hasPrefix("@")
    let searched = isScoped ? initializer.dropFirst() : initializer[...]
    let at = searched.firstIndex(of: "@")
    let name = at.map { initializer[..<$0] } ?? initializer[...]
    let version = at.map { String(initializer[initializer.index(after: $0)...]) } ?? "*"
    if isScoped, let slash = name.firstIndex(of: "/") {
        return "\(name[...slash])create-\(name[name.index(after: slash)...])@\(version)"
    }
    return "create-\(name)@\(version)"
}

/// The arguments of `npm exec` that `npx` makes from its own: `bin/npx-cli.js` of npm 10.8.2.
///
/// The first positional gets `--` in front, so that everything behind it belongs to the program that npx runs.
func npmExecArguments(ofNpx arguments: [String]) -> [String] {
    let removedSwitches: Set<String> = ["always-spawn", "ignore-existing", "shell-auto-fallback"]
    let removedOptions: Set<String> = ["npm", "node-arg", "n"]
    let valued: Set<String> = removedOptions.union(["package", "p", "cache", "userconfig", "call", "c", "shell"])
    let bareSwitches: Set<String> = removedSwitches.union(["no-install", "quiet", "q", "version", "v", "help", "h"])
    var words = arguments
    var index = 0
    while index < words.count {
        let word = words[index]
        if word == "--" { break }
        guard word.hasPrefix("-") else {
            words.insert("--", at: index)
            break
        }
        let parts = word.drop { $0 == "-" }.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        let key = parts.first ?? ""
        let value = parts.dropFirst().joined(separator: "=")
        let hasValue = parts.count > 1
        let isRemoved = removedSwitches.contains(key) || removedOptions.contains(key)
        switch key {
        case "p": words[index] = hasValue ? "--package=\(value)" : "--package"
        case "shell": words[index] = hasValue ? "--script-shell=\(value)" : "--script-shell"
        case "no-install": words[index] = "--yes=false"
        default:
            if !isRemoved, let expansion = NpmOptionTable.shorthands[key] {
                words.replaceSubrange(index...index, with: expansion + (hasValue ? [value] : []))
                continue
            }
        }
        if isRemoved {
            words.remove(at: index)
            index -= 1
        }
        let isSwitch = bareSwitches.contains(key) || NpmOptionTable.kinds[key] == .boolean
        let nextIsOption = index + 1 < words.count && words[index + 1].hasPrefix("-")
        if !hasValue, !isSwitch, valued.contains(key) || !nextIsOption {
            if !isRemoved {
                index += 1
            } else if index + 1 < words.count {
                words.remove(at: index + 1)
            }
        }
        index += 1
    }
    return words
}
