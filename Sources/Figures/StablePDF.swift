/// The time of drawing taken out of a PDF, so that the same picture gives the same bytes.
///
/// gnuplot's cairo writes `/CreationDate (D:20260131120000Z)` and heeds no SOURCE_DATE_EPOCH. The digits are overwritten where they stand,
/// because the offsets that a PDF is read by stay right only while no byte moves.
enum StablePDF {
  private static let mark = Array("/CreationDate (D:".utf8)
  private static let time = Array("20000101000000".utf8)

  static func withoutTime(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var index = 0
    while let slash = bytes[index...].firstIndex(of: mark[0]) {
      index = slash + 1
      let digits = slash + mark.count..<slash + mark.count + time.count
      guard bytes[slash...].starts(with: mark), digits.upperBound <= bytes.count else { continue }
      bytes.replaceSubrange(digits, with: time)
    }
    return bytes
  }
}
