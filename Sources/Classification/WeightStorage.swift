import CModelWeights

/// The memory of a weight file: the binary's own constant data, or a copy on a boundary of 64 bytes.
///
/// Safety: the memory is written only before `init` returns and never afterwards, so reading it from any thread is
/// sound; every access goes through `byte`, `number` or `tensor`, whose offsets `ModelWeights` checked against `count`.
final class WeightStorage: @unchecked Sendable {
    let count: Int
    private let base: UnsafeRawPointer
    private let isOwned: Bool

    private init(base: UnsafeRawPointer, count: Int, isOwned: Bool) {
        self.base = base
        self.count = count
        self.isOwned = isOwned
    }

    static func embedded() -> WeightStorage {
        // Safety: a constant array of that size, alive as long as the process.
        WeightStorage(
            base: UnsafeRawPointer(airlock_model_weights()), count: airlock_model_weights_size(), isOwned: false)
    }

    convenience init(copying bytes: [UInt8]) {
        // Safety: as many bytes are allocated as are copied; `deinit` frees them.
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: ModelWeights.alignment)
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        self.init(base: UnsafeRawPointer(memory), count: bytes.count, isOwned: true)
    }

    deinit {
        if isOwned { base.deallocate() }
    }

    func byte(at offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count)
        return base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// Four bytes, little endian.
    func number(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset + 4 <= count)
        return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The values from a checked offset on; the caller holds the storage while it uses the pointer.
    func tensor(at offset: Int) -> UnsafePointer<Float> {
        // Safety: offsets come from `ModelWeights.offsets`, whose tensors end inside `count`, on boundaries of 64 bytes.
        (base + offset).assumingMemoryBound(to: Float.self)
    }
}
