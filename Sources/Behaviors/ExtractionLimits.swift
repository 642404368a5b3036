/// The bounds of one package's extraction, so that time and memory stay linear; what is cut is always noted.
enum ExtractionLimits {
    /// Source of one file; the longest bundled files of real packages (a TypeScript compiler has 9 MB) stay below.
    static let sourceBytesPerFile = 16 << 20
    /// Source of one package.
    static let sourceBytesPerPackage = 64 << 20
    /// Events of one unit before runs are shortened.
    static let rawEventsPerUnit = 65_536
    /// Events of one unit in the result.
    static let eventsPerUnit = 4_096
    /// Events of all file and hook units in the result.
    static let eventsPerPackage = 60_000
    /// Extra units for functions of large files hold at most so many events together.
    static let eventsOfFunctionUnits = 60_000
    /// Files whose unit is longer get one more unit for each acting function.
    static let undividedUnitLength = 60
    /// Heights of the trees being walked at once, one inside the other; it bounds the stack (`onDeepStack`).
    static let nestedHeight = 3_000
    /// Code hidden in strings within code hidden in strings; public obfuscators wrap fifty times.
    static let layers = 64
    /// Text of all layers of a package.
    static let layerBytes = 4 << 20
    /// What each layer counts beside its text, since reading the shortest takes microseconds.
    static let bytesOfLayer = 192
    /// Bytes of all folded constants of a package.
    static let foldedBytes = 32 << 20
    /// Of them, those of a small package, and those that each byte of its source allows; 8 MB in a package of 15 kB is the
    /// most that a small one was seen to take.
    static let foldedBytesAtLeast = 12 << 20
    static let foldedBytesForByte = 8
    /// Steps spent on computing constants element by element.
    static let foldingSteps = 400_000
    /// Of them, those of a small package, and those that each byte more of its source allows.
    ///
    /// What a decoder computes is written in the source, and a step takes about a microsecond. The most that a real package
    /// was seen to take is 17,000 in 200 kB and 23,000 in 5 MB.
    static let foldingStepsAtLeast = 24_000
    static let bytesForFoldingStep = 64
    /// Modules of one bundle that its loader is followed into.
    static let bundledModules = 4_096
    /// Classes beyond the eighth that looking members up through bases may visit; some 40 nanoseconds each.
    static let distantClasses = 500_000
    /// Steps of the machine that computes constants, for a package; about 0.1 microseconds each.
    static let computingSteps = 8_000_000
    /// Of them, those of a small package, and those that each byte of its source allows: an endless loop of two kilobytes
    /// must not cost a second.
    static let computingStepsAtLeast = 2_000_000
    static let computingStepsForByte = 60
    /// Steps of files that no machine wrote, so that calls of an ordinary function cost no more than to read them; all
    /// but some thirty of 1,684 malicious packages stay below 420,000 whoever wrote their files.
    static let computingStepsOfPlainText = 500_000
    /// Tables of strings that are turned, and steps for each: two malicious packages take three million for one.
    static let rotations = 64
    static let computingStepsOfRotation = 4_000_000
    /// Units of texts, of two bytes each, that the machine may make by replacing at the price of a copy.
    static let copiedUnits = 32 << 20
    /// Results of calls that are kept for equal arguments.
    static let knownResults = 16_384
    /// Steps for one call that is known to compute a text, or stands in a file that a machine wrote.
    static let computingStepsOfCall = 400_000
    /// Steps for a call in text that was itself run from a string: such text decodes its payload in one go.
    static let computingStepsInLayer = 6_000_000
    /// Steps for a call of which nothing is known, so that trying costs little.
    static let computingStepsOfTrial = 2_000
    /// Steps that may go into trials without a result.
    static let wastedSteps = 60_000
    /// Texts that are searched for the names of dropped files.
    static let placeChecks = 5_000
    /// Source of an element that is computed once for each element of a constant list.
    static let computedSource = 512
    /// Source of a loop's body, and of a function, that are computed over constants; real decoders are shorter.
    static let computedLoop = 1_024
    static let computedFunction = 2_048
    /// Elements of a list that is kept as a constant.
    static let listElements = 20_000
    /// Source whose syntax trees are kept at once; beyond, finished files are let go.
    static let retainedSourceBytes = 8 << 20
    /// Bytes of packed files that are kept unpacked.
    static let unpackedBytes = 4 << 20
    /// Of a text that is too long to be decoded this much is, a multiple of what four letters or two digits stand for.
    static let decodedBeginning = 1 << 16
}
