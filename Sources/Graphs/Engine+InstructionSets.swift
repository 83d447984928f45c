import CKernels

extension Engine {
  /// The instruction sets that this processor has kernels for, "baseline" first and the best last.
  public static let instructionSets: [String] = {
    var names: [String] = []
    while let name = ravine_instruction_set_name(names.count) { names.append(String(cString: name)) }
    return names
  }()

  /// The set whose kernels compute: the environment's `RAVINE_ISA`, or the best one.
  public static var instructionSet: String { String(cString: ravine_instruction_set()) }

  /// Computes with a set's kernels from now on, in the whole process: to compare sets with one another.
  ///
  /// - Precondition: it is one of `instructionSets`.
  public static func useInstructionSet(_ name: String) {
    precondition(ravine_use_instruction_set(name) == 0, "no instruction set '\(name)' among \(instructionSets)")
  }

  /// Refuses an environment whose `RAVINE_ISA` names a set that is not there: the numbers would be the same, but not what was asked for.
  public static func checkInstructionSet() throws(InstructionSetError) {
    if let name = ravine_unknown_instruction_set() { throw InstructionSetError(name: String(cString: name)) }
  }
}

/// `RAVINE_ISA` names no instruction set of this processor.
public struct InstructionSetError: Error, CustomStringConvertible {
  public let name: String

  public var description: String {
    "RAVINE_ISA is '\(name)', which is no instruction set of this processor. It has \(Engine.instructionSets.joined(separator: ", ")); "
      + "without RAVINE_ISA the best one is used"
  }
}
