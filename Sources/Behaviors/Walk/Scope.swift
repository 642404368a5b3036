/// The variables of a module, class or function.
final class Scope {
    // Unchecked: a table calls nothing while it is read or changed, so that no two accesses overlap. The checks were a
    // thirtieth of the walk.
    @exclusivity(unchecked)
    var names = NameTable<Value>()
    let parent: Scope?
    private var links: ScopeLinks?

    init(parent: Scope?) { self.parent = parent }

    /// Modules whose names are all imported (`from m import *`).
    var starNodes: [CatalogueNode] { links?.nodes ?? [] }
    var starModules: [Int] { links?.modules ?? [] }
    /// Whether assignments to some names find them in the module's scope, or all names of something are imported.
    var hasLinks: Bool { links != nil }

    /// Whether assignments find a name in the module's scope (`global x`).
    func isGlobal(_ name: String) -> Bool { links?.globalNames.contains(name) ?? false }

    func addGlobal(_ name: String) { madeLinks().globalNames.insert(name) }

    func addStar(ofNode node: CatalogueNode) { madeLinks().nodes.append(node) }

    func addStar(ofModule module: Int) { madeLinks().modules.append(module) }

    private func madeLinks() -> ScopeLinks {
        let made = links ?? ScopeLinks()
        links = made
        return made
    }

    /// The nearest scope that binds a name.
    func holder(of name: String, hashed hash: UInt64) -> Scope? {
        names.contains(name, hashed: hash) ? self : parent?.holder(of: name, hashed: hash)
    }
}

/// What few scopes have.
private final class ScopeLinks {
    var nodes: [CatalogueNode] = []
    var modules: [Int] = []
    var globalNames: Set<String> = []
}
