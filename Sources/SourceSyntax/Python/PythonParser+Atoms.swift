extension PythonParser {
    /// An atom with its attributes, calls and subscripts.
    mutating func parsePrimary() -> NodeID {
        let start = self.start
        var node = parseAtom()
        while true {
            let base = scratch.count
            switch current {
            case .dot:
                advance()
                scratch.append(node)
                var text: UInt32 = 0
                if current == .name || current.isKeyword {
                    text = takeText()
                } else {
                    note(.unexpected, at: self.start)
                }
                node = makeExpression(.member, textIndex: text, start: start, from: base)
            case .openParenthesis:
                scratch.append(node)
                pushArguments()
                // A class pattern calls nothing.
                node = makeExpression(isInPattern ? .tuple : .call, start: start, from: base)
            case .openBracket:
                scratch.append(node)
                pushIndices()
                node = makeExpression(.subscription, start: start, from: base)
            default: return node
            }
        }
    }

    private mutating func parseAtom() -> NodeID {
        switch current {
        case .name, .asyncKeyword, .awaitKeyword, .nonlocalKeyword: return takeLeaf(.name)
        case .number: return takeLeaf(.number)
        case .string, .templateStart: return parseStrings()
        case .noneKeyword, .trueKeyword, .falseKeyword, .ellipsis: return takeLeaf(.constant)
        case .openParenthesis: return parseParentheses()
        case .openBracket: return parseBrackets()
        case .openBrace: return parseBraces()
        case .backtick: return parseBackticks()
        case .lambdaKeyword, .yieldKeyword, .star, .doubleStar: return parseStarExpression()
        default:
            note(.unexpected, at: start)
            if current == .unknown { advance() }
            return leaf(.error, start: previousEnd, end: previousEnd)
        }
    }

    // MARK: Brackets

    /// Consumes an opener, `body` once for each element between commas, and the closer; tells if there was a comma.
    ///
    /// Whatever `body` leaves before the next comma is noted and recovered as further elements.
    mutating func parseElements(_ body: (inout PythonParser) -> Void) -> Bool {
        let close = Int(tokens[position].partner)
        var hasComma = false
        var isReported = false
        advance()
        while position < close {
            if current == .comma {
                hasComma = true
                advance()
                continue
            }
            let before = position
            body(&self)
            guard position < close, current != .comma else { continue }
            if !isReported { note(.unexpected, at: start) }
            isReported = true
            if !current.startsExpression || position == before { skipToken() }
            // Closers of what is not open here cannot occur; should one, nothing is gained by staying.
            if position == before { break }
        }
        jump(to: close + 1)
        return hasComma
    }

    private mutating func parseParentheses() -> NodeID {
        let start = self.start
        let base = scratch.count
        let open = position
        let hasComma = parseElements { parser in
            parser.scratch.append(parser.parseStarExpression())
            parser.parseComprehension(from: base)
        }
        if scratch.count == base + 1, !hasComma, let node = scratch.last, Int(tokens[open].partner) > open + 1 {
            scratch.removeLast()
            return node
        }
        return makeExpression(.tuple, start: start, from: base)
    }

    private mutating func parseBrackets() -> NodeID {
        let start = self.start
        let base = scratch.count
        var isComprehension = false
        let hasComma = parseElements { parser in
            parser.scratch.append(parser.parseStarExpression())
            isComprehension = parser.parseComprehension(from: base, allowsBareTuple: true)
        }
        if isComprehension, scratch.count == base + 1, !hasComma { return scratch.removeLast() }
        return makeExpression(.list, start: start, from: base)
    }

    private mutating func parseBraces() -> NodeID {
        let start = self.start
        let base = scratch.count
        var isDictionary = Int(tokens[position].partner) == position + 1
        var isComprehension = false
        let hasComma = parseElements { parser in
            let elementStart = parser.start
            let element = parser.scratch.count
            if parser.current == .doubleStar { isDictionary = true }
            parser.scratch.append(parser.parseStarExpression())
            if parser.take(.colon) {
                isDictionary = true
                parser.scratch.append(parser.parseExpression())
                let pair = parser.makeExpression(.pair, start: elementStart, from: element)
                parser.scratch.append(pair)
            }
            isComprehension = parser.parseComprehension(from: base)
        }
        if isComprehension, scratch.count == base + 1, !hasComma { return scratch.removeLast() }
        return makeExpression(isDictionary ? .dictionary : .set, start: start, from: base)
    }

    /// Backticks are `repr(…)`.
    private mutating func parseBackticks() -> NodeID {
        let start = self.start
        let base = scratch.count
        advance()
        scratch.append(leaf(.name, textIndex: reprText, start: start, end: previousEnd))
        if current != .backtick { scratch.append(parseExpressionList()) }
        if !take(.backtick) { note(.unexpected, at: self.start) }
        return makeExpression(.call, start: start, from: base)
    }

    // MARK: Arguments and indices

    /// Pushes the arguments of a call and passes the parentheses.
    mutating func pushArguments() {
        _ = parseElements { parser in
            let base = parser.scratch.count
            let start = parser.start
            if parser.kind(ahead: 1) == .assign, parser.current == .name || parser.current.isKeyword {
                let text = parser.takeText()
                parser.advance()
                parser.scratch.append(parser.parseExpression())
                let argument = parser.makeExpression(.keywordArgument, textIndex: text, start: start, from: base)
                parser.scratch.append(argument)
            } else {
                parser.scratch.append(parser.parseStarExpression())
                parser.parseComprehension(from: base)
            }
        }
    }

    private mutating func pushIndices() {
        _ = parseElements { parser in
            let base = parser.scratch.count
            let start = parser.start
            if parser.current == .colon {
                let missing = parser.leaf(.empty, start: start, end: start)
                parser.scratch.append(missing)
            } else {
                parser.scratch.append(parser.parseStarExpression())
            }
            guard parser.current == .colon else { return }
            var parts = 1
            while parts < 3, parser.take(.colon) {
                parts += 1
                let bound = parser.current.startsExpression ? parser.parseExpression() : parser.empty()
                parser.scratch.append(bound)
            }
            while parts < 3 {
                parts += 1
                let missing = parser.empty()
                parser.scratch.append(missing)
            }
            let slice = parser.makeExpression(.slice, start: start, from: base)
            parser.scratch.append(slice)
        }
    }
}
