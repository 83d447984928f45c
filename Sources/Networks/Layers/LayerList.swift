import Catalogues
import Documents
import Graphs

/// Layers one after the other, each with its place in the manifest.
public struct LayerList: SettingValue {
  private(set) var items: [Chosen<Layers>] = []

  public init(_ layers: [any Layer] = []) { items = layers.map { Chosen($0) } }

  public static var expectation: String { "an array of layers" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> LayerList? {
    guard let elements = json.items else { return refuse(json, &problems) }
    guard !elements.isEmpty else {
      problems.report("expected at least one layer", at: json.location)
      return nil
    }
    var list = LayerList()
    for element in elements {
      guard let layer = Layers.catalogue.decode(element, &problems) else { continue }
      if let label = layer.label {
        reportName(label, taken: list.items.contains { $0.value.label == label }, at: element["name"]?.location, &problems)
      }
      list.items.append(Chosen(layer, at: element.location))
    }
    return list.items.count == elements.count ? list : nil
  }

  private static func reportName(_ label: String, taken: Bool, at location: Location?, _ problems: inout Problems) {
    // Hyphens and slashes are for the paths of layers without a name.
    let isWord = label.first?.isLetter == true && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if !isWord { problems.report("a layer's name is a word of letters and digits, found '\(label)'", at: location) }
    if taken { problems.report("two layers of this list are called '\(label)'", at: location) }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    [Chosen<Layers>].schema(&definitions).joined(with: ["minItems": 1])
  }

  public var json: JSON { items.json }

  /// How many layers are built, those inside others included.
  var count: Int { items.reduce(0) { saturated($0.addingReportingOverflow($1.value.count)) } }

  /// The shape of one example behind the last layer; nil after the problems were reported.
  func outputShape(for input: Shape, _ problems: inout Problems) -> Shape? {
    var shape = input
    for item in items {
      guard let next = item.value.outputShape(for: shape, at: item.location, &problems) else { return nil }
      shape = next
    }
    return shape
  }

  /// The layers' nodes, in order.
  ///
  /// A layer's step of the path is its name, or its kind with its number among its siblings of that kind that have no name, `dense-2`:
  /// inserting an activation, or a layer with a name, shifts no other layer's random streams.
  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    var ordinals: [String: Int] = [:]
    return items.reduce(x) { x, item in
      let kind = type(of: item.value).name
      if item.value.label == nil { ordinals[kind, default: 0] += 1 }
      return builder.within(item.value.label ?? "\(kind)-\(ordinals[kind, default: 0])") { item.value.apply(to: x, builder) }
    }
  }
}

/// A sum or product of counts, `Int.max` where it does not fit.
func saturated(_ result: (partialValue: Int, overflow: Bool)) -> Int { result.overflow ? .max : result.partialValue }
