import CCrypto

/// A SHA-256 digest (FIPS 180-4).
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// 64 hexadecimal digits, lower case.
  public let description: String

  public init(of bytes: some Sequence<UInt8>) {
    var output = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var state = SHA256_CTX()
    let input = Array(bytes)
    let status = SHA256_Init(&state) & SHA256_Update(&state, input, input.count) & SHA256_Final(&output, &state)
    precondition(status == 1, "libcrypto computes no SHA-256")
    let digits = Array("0123456789abcdef".utf8)
    description = String(decoding: output.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  public init(of text: String) { self.init(of: text.utf8) }
}
