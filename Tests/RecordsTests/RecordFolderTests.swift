import Records
import TemporaryFolders
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct RecordFolderTests {
  @Test("A record is found again, under the first digit of its key")
  func writeAndRead() throws {
    try withTemporaryFolder { path throws in
      let folder = RecordFolder(path + "/deep/records")
      let record = sampleRecord()
      #expect(try folder.keys() == [])
      #expect(!folder.contains(record.key))
      guard case .missing = try folder.read(record.key) else {
        Issue.record("found before it was written")
        return
      }
      #expect(try folder.write(record) == .new)
      #expect(folder.contains(record.key))
      guard case .found(let read) = try folder.read(record.key) else {
        Issue.record("not found")
        return
      }
      #expect(read == record)
      #expect(tree(path) == ["deep/records/\(record.key.prefix(1))/\(record.key).json"])
    }
  }

  @Test("Keys come sorted, whatever else stands in the folder")
  func keys() throws {
    try withTemporaryFolder { path throws in
      let folder = RecordFolder(path)
      let records = (0..<40).map { sampleRecord(seed: Double($0)) }
      for record in records { try folder.write(record) }
      try AtomicFile.write("", to: path + "/README")
      try AtomicFile.write("", to: path + "/a/notes.json")
      try AtomicFile.write("", to: path + "/x/notes.json")
      #expect(try folder.keys() == records.map(\.key).sorted())
    }
  }

  @Test("A record that is there is kept, the same or not")
  func kept() throws {
    try withTemporaryFolder { path throws in
      let folder = RecordFolder(path)
      let record = sampleRecord()
      let other = Record(settings: record.settings, revision: 1, outcome: .finished, tables: [])
      #expect(try folder.write(record) == .new)
      #expect(try folder.write(record) == .same)
      #expect(try folder.write(other) == .different)
      #expect(try Files.read(folder.file(of: record.key)) == record.bytes)
      #expect(tree(path).count == 1)
    }
  }

  @Test("A damaged record is told, set aside with its bytes, and its cell can be recorded again")
  func damaged() throws {
    try withTemporaryFolder { path throws in
      let folder = RecordFolder(path)
      let record = sampleRecord()
      let file = folder.file(of: record.key)
      let half = Array(record.bytes.prefix(100))
      try AtomicFile.write(half, to: file)
      guard case .damaged(let reason) = try folder.read(record.key) else {
        Issue.record("taken for sound")
        return
      }
      #expect(reason.hasPrefix("it is not whole JSON"))
      #expect(try folder.quarantine(record.key) == file + ".damaged")
      #expect(!folder.contains(record.key))
      #expect(try folder.quarantine(record.key) == nil)
      // The writer sets a damaged one aside by itself; the first is not lost.
      try AtomicFile.write(half, to: file)
      #expect(try folder.write(record) == .new)
      #expect(try Files.read(file + ".damaged") == half)
      #expect(try Files.read(file + ".damaged-2") == half)
      #expect(try folder.keys() == [record.key])
    }
  }

  @Test("A sound record under another cell's name is damaged")
  func misplaced() throws {
    try withTemporaryFolder { path throws in
      let folder = RecordFolder(path)
      let (record, other) = (sampleRecord(seed: 1), sampleRecord(seed: 2))
      try AtomicFile.write(record.bytes, to: folder.file(of: other.key))
      guard case .damaged(let reason) = try folder.read(other.key) else {
        Issue.record("taken for sound")
        return
      }
      #expect(reason == "it is the record of another cell, \(record.key)")
    }
  }

  @Test("Many tasks recording the same cells leave one whole file each and nothing else")
  func concurrentWriters() async throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let path = temporary.path
    let records = (0..<20).map { sampleRecord(seed: Double($0)) }
    let news = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let folder = RecordFolder(path)
          return try records.count { try folder.write($0) == .new }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(news == records.count)
    #expect(tree(path) == records.map { "\($0.key.prefix(1))/\($0.key).json" }.sorted())
    for record in records { #expect(try Files.read(RecordFolder(path).file(of: record.key)) == record.bytes) }
  }

  @Test("Opening removes what dead writers left, and nothing that is being written")
  func leftovers() throws {
    try withTemporaryFolder { path throws in
      let record = sampleRecord()
      try RecordFolder(path).write(record)
      let shard = "\(path)/\(record.key.prefix(1))"
      let (dead, living) = ("\(shard)/.x.json.1-1.tmp", "\(shard)/.y.json.1-1.tmp")
      try AtomicFile.write("half", to: dead)
      try AtomicFile.write("half", to: living)
      let file = open(living, O_RDWR)
      defer { close(file) }
      #expect(flock(file, LOCK_EX) == 0)
      let folder = RecordFolder(path)
      #expect(!Files.exists(dead))
      #expect(Files.exists(living))
      #expect(try folder.keys() == [record.key])
    }
  }
}
