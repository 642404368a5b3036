/// Why a model can not be used.
package enum ClassificationError: Error, Equatable {
    /// The data does not begin with the magic of a weight file.
    case notAWeightFile
    /// The file has a format that this build does not read.
    case unsupportedFormat(got: UInt32, expected: UInt32)
    /// The model was trained with other behaviors, or with another order of them.
    case vocabularyMismatch(got: String, expected: String)
    /// A shape is outside the bounds of the format.
    case invalidShape(field: String, got: UInt32)
    /// The file is longer or shorter than its shapes say.
    case sizeMismatch(got: Int, expected: Int)
    /// A node of a tree asks for a bucket or leads to a place that there is not.
    case invalidTree(node: Int)
    /// A threshold or calibration value is not a usable number.
    case invalidNumber(field: String)
}

extension ClassificationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAWeightFile:
            "the model is not a weight file"
        case .unsupportedFormat(let got, let expected):
            "the model has format \(got), expected \(expected)"
        case .vocabularyMismatch(let got, let expected):
            "the model was trained with vocabulary '\(got)', expected '\(expected)'"
        case .invalidShape(let field, let got):
            "the model's '\(field)' is \(got), which is out of bounds"
        case .sizeMismatch(let got, let expected):
            "the model has \(got) bytes, expected \(expected)"
        case .invalidTree(let node):
            "the model's tree node \(node) leads nowhere"
        case .invalidNumber(let field):
            "the model's '\(field)' is not a usable number"
        }
    }
}
