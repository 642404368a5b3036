import CProcess
import Foundation

/// Measures the parsers and the extractor.
///
///     SpeedBenchmark real [--passes N] [--only parse|events] LIST…   MB/s over the files that each list names, one list a language
///     SpeedBenchmark sums LIST…   a number for each file's sequence, the same as long as results are
///     SpeedBenchmark shapes [--size BYTES] [--only WORD] [--floor MB/S]   MB/s over written hostile shapes, slowest first
@main
enum SpeedBenchmark {
    static func main() {
        // One stack for all extractions and the allocator's settings, as in the product's worker: a thread for each
        // file would be measured too.
        airlock_keep_memory_warm()
        let thread = Thread {
            run()
            exit(0)
        }
        thread.stackSize = 80 << 20
        thread.start()
        while true { pause() }
    }

    private static func run() {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard !arguments.isEmpty else { usage() }
        let command = arguments.removeFirst()
        var options: [String: String] = [:]
        var paths: [String] = []
        var index = 0
        while index < arguments.count {
            if arguments[index].hasPrefix("--"), index + 1 < arguments.count {
                options[String(arguments[index].dropFirst(2))] = arguments[index + 1]
                index += 1
            } else {
                paths.append(arguments[index])
            }
            index += 1
        }
        switch command {
        case "real":
            measureRealFiles(
                lists: paths, passes: options["passes"].flatMap(Int.init) ?? 3, only: options["only"] ?? "")
        case "shapes":
            let isFast = measureShapes(
                size: options["size"].flatMap(Int.init) ?? 1 << 20, only: options["only"] ?? "",
                floor: options["floor"].flatMap(Double.init) ?? 10)
            exit(isFast ? 0 : 1)
        case "sums": printSums(lists: paths)
        default: usage()
        }
    }

    private static func usage() -> Never {
        FileHandle.standardError.write(
            Data("usage: SpeedBenchmark real [--passes N] LIST… | shapes [--size BYTES] [--only WORD]\n".utf8))
        exit(64)
    }
}
