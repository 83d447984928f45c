import CKernels

/// Does two things at once, the second on a thread of the pool, or one after the other where the pool is in use.
///
/// Neither may read what the other writes: the compiler does not see it here.
package func together(_ first: () -> Void, _ second: () -> Void) {
  withoutActuallyEscaping(first) { first in
    withoutActuallyEscaping(second) { second in
      var works = [first, second]
      works.withUnsafeMutableBufferPointer { works in
        ravine_run_parts(
          1, works.count, { _, part, context in context?.assumingMemoryBound(to: (() -> Void).self)[part]() }, works.baseAddress)
      }
    }
  }
}
