#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// The arithmetic of the encoder on row-major matrices of Float. Row counts are free; every column count is a multiple
// of eight, which `ModelShape` guarantees. Results do not depend on the machine's vector width: each sum has one order.
//
// Safety: callers pass pointers to at least as many values as the named dimensions say. They come from `Workspace`,
// which is allocated for the largest window, and from tensors whose bounds `ModelWeights` checked.

private typealias Lanes = SIMD8<Float>

@inline(__always)
private func load(_ base: UnsafePointer<Float>, _ offset: Int) -> Lanes {
    // Safety: eight values from `offset` on lie inside the row; the load does not need alignment.
    UnsafeRawPointer(base + offset).loadUnaligned(as: Lanes.self)
}

@inline(__always)
private func store(_ value: Lanes, _ base: UnsafeMutablePointer<Float>, _ offset: Int) {
    // Safety: eight values from `offset` on lie inside the row.
    UnsafeMutableRawPointer(base + offset).storeBytes(of: value, as: Lanes.self)
}

/// output[rows][columns] = input[rows][inner] · weights[inner][columns] + bias[columns].
func multiply(
    _ input: UnsafePointer<Float>, rows: Int, inner: Int, weights: UnsafePointer<Float>, columns: Int,
    bias: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
) {
    var row = 0
    while row + 4 <= rows {
        let first = input + row * inner
        let second = first + inner
        let third = second + inner
        let fourth = third + inner
        var column = 0
        while column < columns {
            let start = load(bias, column)
            var sums = (start, start, start, start)
            for index in 0..<inner {
                let weight = load(weights, index * columns + column)
                sums.0 += weight * first[index]
                sums.1 += weight * second[index]
                sums.2 += weight * third[index]
                sums.3 += weight * fourth[index]
            }
            let target = output + row * columns
            store(sums.0, target, column)
            store(sums.1, target, columns + column)
            store(sums.2, target, 2 * columns + column)
            store(sums.3, target, 3 * columns + column)
            column += 8
        }
        row += 4
    }
    while row < rows {
        let source = input + row * inner
        var column = 0
        while column < columns {
            var sum = load(bias, column)
            for index in 0..<inner {
                sum += load(weights, index * columns + column) * source[index]
            }
            store(sum, output + row * columns, column)
            column += 8
        }
        row += 1
    }
}

/// Layer norm of each row: mean 0 and variance 1, then gain and bias.
func normalize(
    _ input: UnsafePointer<Float>, rows: Int, width: Int, gain: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
) {
    for row in 0..<rows {
        let source = input + row * width
        let target = output + row * width
        var total = Lanes.zero
        for column in stride(from: 0, to: width, by: 8) { total += load(source, column) }
        let mean = total.sum() / Float(width)
        var squares = Lanes.zero
        for column in stride(from: 0, to: width, by: 8) {
            let difference = load(source, column) - mean
            squares += difference * difference
        }
        let scale = 1 / (squares.sum() / Float(width) + 1e-5).squareRoot()
        for column in stride(from: 0, to: width, by: 8) {
            store((load(source, column) - mean) * scale * load(gain, column) + load(bias, column), target, column)
        }
    }
}

/// Multi-head attention over rows of query, key and value beside each other: mixed[rows][width].
func attend(
    _ queryKeyValue: UnsafePointer<Float>, rows: Int, width: Int, heads: Int, scores: UnsafeMutablePointer<Float>,
    into mixed: UnsafeMutablePointer<Float>
) {
    let size = width / heads
    let scale = 1 / Float(size).squareRoot()
    let pitch = 3 * width
    for head in 0..<heads {
        let queries = queryKeyValue + head * size
        let keys = queries + width
        let values = keys + width
        for row in 0..<rows {
            var highest = -Float.infinity
            for other in 0..<rows {
                var product = Lanes.zero
                for column in stride(from: 0, to: size, by: 8) {
                    product += load(queries, row * pitch + column) * load(keys, other * pitch + column)
                }
                let score = product.sum() * scale
                scores[other] = score
                highest = max(highest, score)
            }
            var total: Float = 0
            for other in 0..<rows {
                let weight = expf(scores[other] - highest)
                scores[other] = weight
                total += weight
            }
            let share = 1 / total
            for column in stride(from: 0, to: size, by: 8) {
                var sum = Lanes.zero
                for other in 0..<rows { sum += load(values, other * pitch + column) * scores[other] }
                store(sum * share, mixed + row * width + head * size, column)
            }
        }
    }
}

/// target += addend, value by value.
func accumulate(_ addend: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, count: Int) {
    for offset in stride(from: 0, to: count, by: 8) {
        store(load(target, offset) + load(addend, offset), target, offset)
    }
}

/// Negative values become zero.
func rectify(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for offset in stride(from: 0, to: count, by: 8) {
        store(load(values, offset).replacing(with: 0, where: load(values, offset) .< 0), values, offset)
    }
}
