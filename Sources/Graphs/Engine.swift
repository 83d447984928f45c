/// The numeric engine as a whole.
public enum Engine {
  /// Raised by every change that moves a bit of any result: it is part of every cell's identity, so that nothing computed before is mistaken
  /// for what would be computed now.
  ///
  /// Revision 4: where weights move along a line, as those of a surface of the loss do, a product with what stays moves along a line itself.
  public static let revision = 4
}
