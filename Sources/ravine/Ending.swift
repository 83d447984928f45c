import ArgumentParser
import Bits
import Documents
import Figures
import Graphs
import Records
import Runs
import Studies

/// How the program ends: the status that a script can use, and the sentence for the user.
enum Ending: Int32, Error {
  case failedVerdict = 1
  case badInput = 2
  case outsidePart = 3
  case stopped = 130

  /// Says what went wrong on standard error, and gives the exit status.
  static func report(_ error: any Error) -> Int32 {
    if let ending = error as? Ending { return ending.rawValue }
    // Help and version are no errors; a mistake in the arguments is bad usage.
    let isParsers = error is CleanExit || error is ValidationError || String(describing: type(of: error)) == "CommandError"
    if isParsers {
      let message = Ravine.fullMessage(for: error)
      if Ravine.exitCode(for: error) == .success {
        print(message)
        return 0
      }
      Output.say(message)
      return badInput.rawValue
    }
    Output.say("error: \(error)")
    if Interruption.isRequested { return stopped.rawValue }
    return of(error).rawValue
  }

  /// What an error of the work means for a script.
  static func of(_ error: any Error) -> Ending {
    switch error {
    case is DocumentError, is StudyError, is MemoryError, is ProgramError, is InstructionSetError, is GoldenError: .badInput
    case let error as DrawingError: error.isOutside ? .outsidePart : .badInput
    default: .outsidePart
    }
  }
}
