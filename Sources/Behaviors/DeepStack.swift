#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs work on a thread of its own with a 64 MiB stack and waits for it.
///
/// Trees are up to `SyntaxTree.maximumDepth` high and calls are followed from one into the next; the walk recurses to
/// `ExtractionLimits.nestedHeight`, which needs more than a pool thread's stack. Where no thread can be made, the work
/// runs on the caller's stack.
func onDeepStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
    let box = WorkBox(work)
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return work() }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 64 << 20)
    // Safety: the box is retained for the thread, which releases it when it has run; it is joined before it is read.
    let argument = Unmanaged.passRetained(box as AnyWorkBox).toOpaque()
    #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, &attributes, { runBoxedWork($0) }, argument)
    #else
        var thread = pthread_t()
        let status = pthread_create(&thread, &attributes, { runBoxedWork($0) }, argument)
    #endif
    guard status == 0 else {
        Unmanaged<AnyWorkBox>.fromOpaque(argument).release()
        return work()
    }
    #if canImport(Darwin)
        if let thread { pthread_join(thread, nil) }
    #else
        pthread_join(thread, nil)
    #endif
    return box.result ?? work()
}

private func runBoxedWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Safety: the pointer is the retained box that `onDeepStack` made for exactly this thread.
    if let argument { Unmanaged<AnyWorkBox>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
}

private class AnyWorkBox {
    func run() {}
}

private final class WorkBox<Result: Sendable>: AnyWorkBox {
    private let work: @Sendable () -> Result
    private(set) var result: Result?

    init(_ work: @escaping @Sendable () -> Result) { self.work = work }

    override func run() { result = work() }
}
