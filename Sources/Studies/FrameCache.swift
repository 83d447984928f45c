import Records
import Synchronization

/// Frames that were made once, for figures and claims of one process alike.
final class FrameCache: Sendable {
  private struct State {
    var frames: [String: Frame] = [:]
    var notices: [String] = []
  }

  private let state = Mutex(State())

  subscript(name: String) -> Frame? {
    get { state.withLock { $0.frames[name] } }
    set { state.withLock { $0.frames[name] = newValue } }
  }

  func note(_ sentence: String) { state.withLock { $0.notices.append(sentence) } }

  func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }
}
