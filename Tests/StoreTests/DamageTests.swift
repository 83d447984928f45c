import GRDB
import Records
import Store
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct DamageTests {
  /// Ways in which a file can be no index, or no longer one.
  enum Damage: String, CaseIterable {
    case randomBytes, text, headerOnly, firstPageOnly, halfFile, lastPageCut, middleOverwritten, tailOverwritten, otherTables
    case newerSchema, noTables

    func apply(to index: String) throws {
      var bytes = try Files.read(index)
      switch self {
      case .randomBytes: bytes = (0..<bytes.count).map { _ in UInt8.random(in: 0...255) }
      case .text: bytes = Array("these are notes, not a database\n".utf8)
      case .headerOnly: bytes = Array(bytes.prefix(100))
      case .firstPageOnly: bytes = Array(bytes.prefix(4096))
      case .halfFile: bytes = Array(bytes.prefix(bytes.count / 2))
      case .lastPageCut: bytes = Array(bytes.dropLast(4096))
      case .middleOverwritten: for i in 4096..<bytes.count / 2 { bytes[i] = UInt8.random(in: 0...255) }
      case .tailOverwritten: for i in bytes.count / 2..<bytes.count { bytes[i] = 0xFF }
      case .otherTables: return try sql(index, "DROP VIEW reading; DROP TABLE value; CREATE TABLE value (series, x)")
      case .newerSchema: return try sql(index, "INSERT INTO grdb_migrations VALUES ('in the year 2525')")
      case .noTables: return try sql(index, "DROP VIEW reading; DROP TABLE value; DROP TABLE cell")
      }
      try AtomicFile.write(bytes, to: index)
    }

    private func sql(_ index: String, _ text: String) throws {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      try DatabaseQueue(path: index, configuration: configuration).write { try $0.execute(sql: text) }
    }
  }

  @Test("A damaged index is set aside and rebuilt from the records, and told once", arguments: Damage.allCases)
  func rebuilt(damage: Damage) throws {
    try withFixture((0..<40).map { sampleRecord($0) }) { fixture throws in
      try fixture.open().synchronize(fixture.keys)
      try damage.apply(to: fixture.index)
      let ruin = try Files.read(fixture.index)
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
      let notices = store.takeNotices()
      #expect(notices.count == 1)
      #expect(notices.first?.hasPrefix("the results index \(fixture.index) was unusable (") == true)
      #expect(
        notices.first?.hasSuffix("); it was set aside as \(fixture.index).damaged and is rebuilt from the records") == true)
      #expect(try Files.read(fixture.index + ".damaged") == ruin)
      #expect(store.takeNotices() == [])
      #expect(try fixture.open().readings(for: fixture.keys) == fixture.expected)
    }
  }

  @Test("Damage while the index is open is mended as well")
  func whileOpen() throws {
    try withFixture((0..<40).map { sampleRecord($0) }) { fixture throws in
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      // In place: another file of the same name would not be the one that is open.
      var bytes = try Files.read(fixture.index)
      for i in 4096..<bytes.count { bytes[i] = 0xA5 }
      let file = open(fixture.index, O_WRONLY)
      #expect(write(file, bytes, bytes.count) == bytes.count)
      close(file)
      let other = try fixture.open()
      try other.synchronize(fixture.keys)
      #expect(try other.readings(for: fixture.keys) == fixture.expected)
      #expect(other.takeNotices().count == 1)
      // The first store still holds the file that was set aside; it goes over to the new one, which it leaves where it is.
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
      #expect(try other.readings(for: fixture.keys) == fixture.expected)
    }
  }

  @Test("An empty file is a new index", arguments: [true, false])
  func emptyFile(existing: Bool) throws {
    try withFixture { fixture throws in
      if existing { try AtomicFile.write("", to: fixture.index) }
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
      #expect(store.takeNotices() == [])
    }
  }

  @Test("No single altered byte of the index changes a reading")
  func everyByte() throws {
    try withFixture((0..<3).map { sampleRecord($0) }) { fixture throws in
      try fixture.open().synchronize(fixture.keys)
      let sound = try Files.read(fixture.index)
      // A prime stride meets headers, cell pointers, texts and values of every page.
      for offset in stride(from: 0, to: sound.count, by: 211) {
        var bytes = sound
        bytes[offset] ^= 0x41
        try AtomicFile.write(bytes, to: fixture.index)
        let store = try fixture.open()
        try store.synchronize(fixture.keys)
        #expect(try store.readings(for: fixture.keys) == fixture.expected, "byte \(offset)")
      }
    }
  }

  @Test("A folder in the index's place is an error that says what to do")
  func folderInTheWay() throws {
    try withFixture { fixture throws in
      try Files.createFolder(fixture.index)
      let error = #expect(throws: StoreError.self) { try fixture.open() }
      #expect(
        error?.description
          == "cannot use the results index \(fixture.index): unable to open database file. Check that it is a file and that it and its folder may be written, then run the same command again."
      )
    }
  }

  @Test("A file in the place of the index's folder is an error that says what to do")
  func fileInTheWay() throws {
    try withFixture { fixture throws in
      try AtomicFile.write("", to: fixture.path + "/ravine")
      let error = #expect(throws: FileError.self) {
        try ResultsStore(path: fixture.path + "/ravine/index.sqlite", records: fixture.folder)
      }
      #expect(error?.code == EEXIST)
    }
  }
}
