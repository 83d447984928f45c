import Foundation
import Synchronization

/// Ctrl-C and SIGTERM ask for an orderly end: running cells are finished, everything finished is kept. A second one ends at once, and nothing
/// half-written is left either, because files are renamed when whole.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interruption.requested.exchange(true, ordering: .relaxed) { _exit(130) }
      }
    }
  }
}
