/// The numeric engine as a whole.
public enum Engine {
  /// Raised by every change that moves a bit of any result: it is part of every cell's identity, so that nothing computed before is mistaken
  /// for what would be computed now.
  ///
  /// Revision 3: a normal draw takes one 32-bit word, and is made in its buffer's precision; tanh and sigmoid of float32 are computed from
  /// tables.
  public static let revision = 3
}
