import CGnuplot
import Foundation

/// A gnuplot program, and one run of it.
struct Gnuplot: Sendable {
  /// A path, or a name that is looked up in `PATH`.
  var executable: String

  /// What a run that ended by itself left behind.
  struct Reply {
    var status: Int32
    var output: [UInt8]
    var messages: String
  }

  /// Runs gnuplot over `settings`, then the tables as one data block, then `commands`.
  ///
  /// - Throws: ``DrawingError/gnuplotMissing(executable:)``, ``DrawingError/gnuplotUnusable(executable:reason:)`` or
  ///   ``DrawingError/gnuplotKilled(signal:)``. An error *in* the commands is a reply with a status other than 0.
  func run(settings: String, dataBlock: String? = nil, tables: [Table] = [], commands: String = "") throws(DrawingError) -> Reply
  {
    var reply = exchange(settings: settings, dataBlock: dataBlock, tables: tables, commands: commands)
    defer { cgnuplot_release(&reply) }
    switch reply.outcome {
    case CGNUPLOT_EXITED:
      return Reply(
        status: reply.code,
        output: Array(UnsafeRawBufferPointer(start: reply.output, count: reply.outputSize)),
        messages: String(decoding: UnsafeRawBufferPointer(start: reply.messages, count: reply.messagesSize), as: UTF8.self))
    case CGNUPLOT_KILLED: throw .gnuplotKilled(signal: reply.code)
    case CGNUPLOT_NOT_STARTED where reply.code == ENOENT: throw .gnuplotMissing(executable: executable)
    default: throw .gnuplotUnusable(executable: executable, reason: reason(errno: reply.code))
    }
  }

  private func exchange(settings: String, dataBlock: String?, tables: [Table], commands: String) -> CGnuplotReply {
    // One long buffer keeps every table's pointer valid for the whole call.
    let values = tables.flatMap(\.values)
    return values.withUnsafeBufferPointer { values in
      var start = 0
      let views = tables.map { table in
        defer { start += table.values.count }
        return CGnuplotTable(
          values: values.baseAddress.map { $0 + start }, rows: table.rows, columns: table.columns,
          blockRows: table.blockRows)
      }
      return executable.withCString { executable in
        settings.withCString { settings in
          commands.withCString { commands in
            views.withUnsafeBufferPointer { views in
              func run(_ dataBlock: UnsafePointer<CChar>?) -> CGnuplotReply {
                var request = CGnuplotRequest(
                  executable: executable, settings: settings, dataBlock: dataBlock, tables: views.baseAddress,
                  tableCount: views.count, commands: commands)
                return cgnuplot_run(&request)
              }
              return dataBlock.map { $0.withCString(run) } ?? run(nil)
            }
          }
        }
      }
    }
  }
}

/// A table of numbers, row after row.
struct Table: Sendable, Hashable {
  var values: [Double]
  var columns: Int
  /// After how many rows an empty line stands, between the rows of a grid; 0 for never.
  var blockRows = 0
  var rows: Int { columns == 0 ? 0 : values.count / columns }
}

/// gnuplot's version, such as `5.4 patchlevel 4`.
/// - Throws: ``DrawingError`` when gnuplot is missing or does not answer.
public func gnuplotVersion(executable: String = "gnuplot") throws(DrawingError) -> String {
  let question = "set print '-'\nprint sprintf('%.1f patchlevel %s', GPVAL_VERSION, GPVAL_PATCHLEVEL)\n"
  let reply = try Gnuplot(executable: executable).run(settings: question)
  let answer = String(decoding: reply.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  guard reply.status == 0, !answer.isEmpty else {
    throw .gnuplotUnusable(executable: executable, reason: "it does not tell its version")
  }
  return answer
}
