import Behaviors

/// A stretch of one unit as the models read it: the phase's token, then the events' tokens.
struct EventWindow: Hashable {
    let tokens: [UInt16]
}

/// Where a window stands in its sequence.
struct WindowPlace {
    let unit: Int
    /// The first of its events, counted in the unit.
    let firstEvent: Int
}

/// The token of a phase.
func token(of phase: Phase) -> UInt16 {
    switch phase {
    case .install: Token.install
    case .importing: Token.importing
    case .run: Token.run
    }
}

/// The token of a behavior.
func token(of behavior: Behavior) -> UInt16 {
    UInt16(Token.firstBehavior) + behavior.rawValue
}

/// Cuts a unit into overlapping windows, each of which repeats the phase's token; a unit without events has none.
func windows(of unit: BehaviorUnit, shape: ModelShape) -> [(window: EventWindow, firstEvent: Int)] {
    let size = shape.window - 1
    let count = unit.events.count
    var found: [(window: EventWindow, firstEvent: Int)] = []
    var start = 0
    while start < count {
        let end = min(start + size, count)
        let tokens = [token(of: unit.phase)] + unit.events[start..<end].map { token(of: $0.behavior) }
        found.append((EventWindow(tokens: tokens), start))
        if end == count { break }
        start += shape.step
    }
    return found
}

/// The distinct windows of a sequence in order of appearance, each with its first place: equal windows are scored once.
func distinctWindows(of sequence: BehaviorSequence, shape: ModelShape) -> [(window: EventWindow, place: WindowPlace)] {
    var seen: Set<EventWindow> = []
    var found: [(window: EventWindow, place: WindowPlace)] = []
    for (index, unit) in sequence.units.enumerated() {
        for (window, firstEvent) in windows(of: unit, shape: shape) where seen.insert(window).inserted {
            found.append((window, WindowPlace(unit: index, firstEvent: firstEvent)))
        }
    }
    return found
}
