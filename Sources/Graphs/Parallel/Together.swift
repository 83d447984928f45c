import CKernels

/// Does so many things at once, each on a thread of the pool, or one after the other where the pool is in use.
///
/// None may read what another writes: the compiler does not see it here.
package func together(_ count: Int, _ work: (_ part: Int) -> Void) {
  withoutActuallyEscaping(work) { work in
    withUnsafePointer(to: work) { work in
      ravine_run_parts(
        1, count, { _, part, context in context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(part) },
        UnsafeMutableRawPointer(mutating: work))
    }
  }
}

/// Does two things at once.
package func together(_ first: () -> Void, _ second: () -> Void) {
  together(2) { $0 == 0 ? first() : second() }
}
