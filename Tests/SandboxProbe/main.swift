import CSandbox
import CSandboxAttempts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Stands in for hostile code inside a worker, and for a worker that lies. Built for tests only.
//
//   SandboxProbe attempt LAYERS NAME PATH   LAYERS: any of the letters l (limits), f (files), c (calls), or '-';
//                                           prints "abi filter errno", and is killed where the filter kills
//   SandboxProbe replay HEX…  PARENT        as a worker with descriptor 3: sends the first bytes at once, then the
//                                           next ones for each request; "end" in place of bytes exits with status 3,
//                                           "wait" sleeps

//   SandboxProbe old-kernel PROGRAM ARGUMENT…
//                                           becomes the program, on what looks like a kernel without sandboxes

let words = CommandLine.arguments

func becomeOnOldKernel(_ words: [String]) {
    guard airlock_refuse_sandboxes() == 0 else { exit(70) }
    // Safety: a vector that ends with a null pointer; the process becomes another program or ends.
    let vector = words.map { strdup($0) } + [nil]
    execv(words[0], vector)
    exit(71)
}

func attempt(_ layers: String, _ name: String, _ path: String) {
    airlock_prepare_attempt(name, path)
    if layers.contains("l") {
        let lowest: Int32 = 16
        guard airlock_sandbox_limit(lowest, getppid()) == 0 else { exit(70) }
    }
    let abi = layers.contains("f") ? airlock_sandbox_give_up_files() : 0
    let filter = layers.contains("c") ? airlock_sandbox_give_up_calls() : 0
    let result = airlock_attempt(name, path)
    print("\(abi) \(filter) \(result)")
    // What is buffered is written; the exit itself must work in the sandbox too.
    fflush(nil)
    _exit(0)
}

func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
}

func replay(_ answers: [String]) {
    for (index, answer) in answers.enumerated() {
        if index > 0 {
            var buffer = [UInt8](repeating: 0, count: 8_192)
            var descriptor: Int32 = -1
            guard airlock_receive_with_descriptor(3, &buffer, buffer.count, &descriptor) > 0 else { exit(0) }
            close(descriptor)
        }
        switch answer {
        case "end": exit(3)
        case "wait": sleep(600)
        default:
            let frame = bytes(answer)
            guard write(3, frame, frame.count) == frame.count else { exit(4) }
        }
    }
    sleep(600)
}

switch words.dropFirst().first {
case "attempt" where words.count == 5: attempt(words[2], words[3], words[4])
case "replay" where words.count >= 4: replay(Array(words[2..<(words.count - 1)]))
case "old-kernel" where words.count >= 3: becomeOnOldKernel(Array(words[2...]))
default: exit(64)
}
