import Records
import TemporaryFolders
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.serialized) struct AtomicFileTests {
  @Test("A file is replaced whole, or kept when asked")
  func replaceOrKeep() throws {
    try withTemporaryFolder { path throws in
      let file = path + "/a/b/figure.svg"
      #expect(try AtomicFile.write("one", to: file))
      #expect(try AtomicFile.write("two, longer", to: file))
      #expect(try !AtomicFile.write("three", to: file, existing: .keep))
      #expect(try Files.read(file) == Array("two, longer".utf8))
      #expect(tree(path) == ["a/b/figure.svg"])
    }
  }

  @Test("A write that outgrows the limit on a file's size is told, and leaves the old file and nothing else")
  func fileSizeLimit() throws {
    try withTemporaryFolder { path throws in
      let file = path + "/big.json"
      try AtomicFile.write("old", to: file)
      var limit = rlimit()
      getrlimit(fileSizeResource, &limit)
      let usual = limit.rlim_cur
      // The limit is the whole process's: far above what other tests, or the runner's log, write meanwhile.
      limit.rlim_cur = 1 << 25
      setrlimit(fileSizeResource, &limit)
      defer {
        limit.rlim_cur = usual
        setrlimit(fileSizeResource, &limit)
      }
      let error = #expect(throws: FileError.self) {
        try AtomicFile.write([UInt8](repeating: 0x20, count: (1 << 25) + 1), to: file)
      }
      #expect(
        error?.description
          == "cannot write \(file): File too large. Raise the limit on the size of a file (ulimit -f), then run the same command again."
      )
      #expect(throws: FileError.self) {
        try AtomicFile.write([UInt8](repeating: 0x20, count: (1 << 25) + 1), to: path + "/new.json", existing: .keep)
      }
      #expect(try Files.read(file) == Array("old".utf8))
      #expect(tree(path) == ["big.json"])
    }
  }

  @Test("A file where a folder is needed is named, with what to do")
  func fileInTheWay() throws {
    try withTemporaryFolder { path throws in
      try AtomicFile.write("", to: path + "/records")
      let error = #expect(throws: FileError.self) { try RecordFolder(path + "/records").write(sampleRecord()) }
      #expect(
        error?.description.hasSuffix("A file stands where a folder is needed: move it away, then run the same command again.")
          == true)
      #expect(tree(path) == ["records"])
    }
  }

  @Test("A folder where a file is needed is named, with what to do")
  func folderInTheWay() throws {
    try withTemporaryFolder { path throws in
      try Files.createFolder(path + "/figure.svg/inner")
      let error = #expect(throws: FileError.self) { try AtomicFile.write("", to: path + "/figure.svg") }
      #expect(
        error?.description
          == "cannot write \(path)/figure.svg: Is a directory. A folder stands where a file is needed: move it away, then run the same command again."
      )
      #expect(try Files.list(path) == ["figure.svg"])
    }
  }

  @Test("A folder that may not be written is named", .enabled(if: geteuid() != 0, "root may write everywhere"))
  func forbidden() throws {
    try withTemporaryFolder { path throws in
      try Files.createFolder(path + "/closed")
      chmod(path + "/closed", 0o555)
      let error = #expect(throws: FileError.self) { try AtomicFile.write("", to: path + "/closed/x") }
      #expect(error?.code == EACCES)
      chmod(path + "/closed", 0o755)
    }
  }

  @Test("A file that does not exist cannot be read, and says so")
  func absent() throws {
    try withTemporaryFolder { path throws in
      let error = #expect(throws: FileError.self) { try Files.read(path + "/absent") }
      #expect(error?.description == "cannot read \(path)/absent: No such file or directory. Check the path.")
    }
  }
}

#if canImport(Glibc)
  private let fileSizeResource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
  private let fileSizeResource = RLIMIT_FSIZE
#endif
