import Catalogues
import Documents
import Networks

/// One coordinate of the parameters, for pictures of a path and claims about one direction.
struct ParameterValue: Measurement {
  static let name = "parameter"
  static let summary = "one parameter's value, by its number in the order of 'trajectory'"
  var index = 1
  static var settings: [Setting<Self>] { [Setting("index", \.index, "its number, from 1", .atLeast(1), isRequired: true)] }
  var axes: [String] { [] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let count = subject.parameters.reduce(0) { $0 + $1.shape.count }
    if index > count { problems.report("the subject has \(count) parameters, and 'index' is \(index)", at: location) }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    var place = index - 1
    for parameter in context.subject.parameters {
      if place < parameter.shape.count {
        let (output, element) = (context.output(parameter.tensor), place)
        return { buffers in Columns(axes: [], values: [buffers(output).values[element]]) }
      }
      place -= parameter.shape.count
    }
    preconditionFailure("a parameter that 'validate' refuses")
  }
}
