import Documents

/// A cell's identity: what is computed, and by which revision of the numeric engine.
public enum CellKey {
  /// SHA-256 of the canonical JSON (RFC 8785) of `{"revision": …, "settings": …}`: 64 hexadecimal digits.
  ///
  /// The revision changes whenever the engine would give other bits for the same settings, so that old results are not
  /// taken for new ones.
  public static func of(settings: JSON, revision: Int) -> String {
    of(canonicalSettings: settings.canonical, revision: revision)
  }

  /// The same of settings that are laid out already.
  public static func of(canonicalSettings: String, revision: Int) -> String {
    SHA256Digest(of: "{\"revision\":\(revision),\"settings\":\(canonicalSettings)}").description
  }

  /// Whether a text could be a key: 64 hexadecimal digits in lower case.
  public static func isKey(_ text: String) -> Bool {
    text.utf8.count == 64 && text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || ("a"..."f").contains($0) }
  }
}
