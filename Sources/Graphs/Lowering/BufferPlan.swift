/// Gives out places in a stretch of memory, first fit, and takes them back; the same requests give the same places.
struct BufferPlan {
  /// Cache lines and the widest vectors are 64 bytes.
  static let alignment = 64

  private(set) var bytes = 0
  // Ordered by offset; neighbors are merged.
  private var free: [Range<Int>] = []

  /// The offset of a place, or `nil` when the memory would pass `Int.max`.
  mutating func take(_ bytes: Int) -> Int? {
    guard let size = BufferPlan.rounded(bytes) else { return nil }
    if size == 0 { return 0 }
    if let index = free.firstIndex(where: { $0.count >= size }) {
      let hole = free[index]
      let rest = (hole.lowerBound + size)..<hole.upperBound
      if rest.isEmpty { free.remove(at: index) } else { free[index] = rest }
      return hole.lowerBound
    }
    // A hole at the very end grows.
    let start = free.last?.upperBound == self.bytes ? free.removeLast().lowerBound : self.bytes
    let (end, overflow) = start.addingReportingOverflow(size)
    if overflow { return nil }
    self.bytes = end
    return start
  }

  /// Takes back a place of so many bytes.
  mutating func release(_ offset: Int, _ bytes: Int) {
    guard let size = BufferPlan.rounded(bytes), size > 0 else { return }
    var hole = offset..<(offset + size)
    let index = free.firstIndex { $0.lowerBound > offset } ?? free.count
    if index < free.count, free[index].lowerBound == hole.upperBound {
      hole = hole.lowerBound..<free.remove(at: index).upperBound
    }
    if index > 0, free[index - 1].upperBound == hole.lowerBound {
      free[index - 1] = free[index - 1].lowerBound..<hole.upperBound
    } else {
      free.insert(hole, at: index)
    }
  }

  private static func rounded(_ bytes: Int) -> Int? {
    let (sum, overflow) = bytes.addingReportingOverflow(alignment - 1)
    return overflow ? nil : sum / alignment * alignment
  }
}
