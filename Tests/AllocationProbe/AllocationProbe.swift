#if canImport(Glibc)
  import Glibc

  /// Whether a body allocates up to a kilobyte with glibc's allocator, even if it gives it back: a chunk of every size is marked and freed,
  /// and is the first that this thread is given again. It comes back with its marks only if nobody had it in between.
  /// Loops are plain, because a debug build's iterators allocate.
  /// The allocator is looked up at run time, because an optimizer that knows it drops the marks.
  public func allocates(_ body: () -> Void) -> Bool {
    guard let mallocSymbol = dlsym(nil, "malloc"), let freeSymbol = dlsym(nil, "free") else {
      preconditionFailure("a process without an allocator")
    }
    let malloc = unsafeBitCast(mallocSymbol, to: (@convention(c) (Int) -> UnsafeMutableRawPointer?).self)
    let free = unsafeBitCast(freeSymbol, to: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self)
    // Up to 1000 bytes: free chunks above hold more of the allocator's own.
    let count = 61
    let pointers = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: count)
    defer { pointers.deallocate() }
    // The first 16 bytes of a free chunk are the allocator's own; the next 24 are marked.
    let mark: UInt64 = 0xa5a5_a5a5_a5a5_a5a5
    var index = 0
    while index < count {
      // When the thread's cache of this size is full, a chunk that is freed goes elsewhere: take one that comes back. Beside other threads
      // there may be none for long; then this size is left out.
      var pointer = malloc(40 + 16 * index)
      free(pointer)
      var attempts = 0
      while attempts < 1000 {
        let again = malloc(40 + 16 * index)
        if again == pointer { break }
        pointer = again
        free(pointer)
        attempts += 1
      }
      if attempts == 1000 {
        pointers[index] = nil
        index += 1
        continue
      }
      pointer?.storeBytes(of: mark, toByteOffset: 16, as: UInt64.self)
      pointer?.storeBytes(of: mark, toByteOffset: 24, as: UInt64.self)
      pointer?.storeBytes(of: mark, toByteOffset: 32, as: UInt64.self)
      pointers[index] = pointer
      index += 1
    }
    while index > 0 {
      index -= 1
      free(pointers[index])
    }
    body()
    var found = false
    while index < count {
      if pointers[index] == nil {
        index += 1
        continue
      }
      let pointer = malloc(40 + 16 * index)
      found = found || pointer != pointers[index]
      found = found || pointer?.load(fromByteOffset: 16, as: UInt64.self) != mark
      found = found || pointer?.load(fromByteOffset: 24, as: UInt64.self) != mark
      found = found || pointer?.load(fromByteOffset: 32, as: UInt64.self) != mark
      pointers[index] = pointer
      index += 1
    }
    while index > 0 {
      index -= 1
      free(pointers[index])
    }
    return found
  }
#endif
