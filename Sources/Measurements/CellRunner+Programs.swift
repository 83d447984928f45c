import Graphs
import Networks
import Training

extension CellRunner {
  /// A program of a cell, and what it is for: "readings", "readings at start", "training step".
  public struct PurposefulProgram: Sendable {
    public let purpose: String
    public let program: Program
  }

  /// Every program that a runner would run, and the memory in bytes that it would hold, found without taking it.
  public static func programs(
    subject: any Subject, measurements: [ScheduledMeasurement], training: TrainingSettings?, precision: Precision
  ) throws(ProgramError) -> (programs: [PurposefulProgram], peakBytes: Int) {
    let plan = try CellPlan(subject, measurements, training, precision)
    var programs: [PurposefulProgram] = []
    if let initialization = plan.initialization {
      programs.append(PurposefulProgram(purpose: "initialization", program: initialization.program))
    }
    if let course = plan.course { programs.append(PurposefulProgram(purpose: "training step", program: course.step.program)) }
    for group in plan.groups {
      let purpose = training == nil ? "readings" : "readings at \(group.when.inWords)"
      programs.append(PurposefulProgram(purpose: purpose, program: group.program))
      // What a reader runs again and again: a product with the Hessian, the loss at other points.
      programs += group.auxiliaries.map { PurposefulProgram(purpose: "within readings", program: $0.program) }
    }
    return (programs, plan.peakBytes)
  }
}
