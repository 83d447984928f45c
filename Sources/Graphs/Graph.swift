/// An arena of nodes: each is a primitive applied to earlier nodes, so the order of creation is an order of evaluation.
///
///     let graph = Graph()
///     let x = graph.input("x", [3])
///     let y = x.tanh().sum()
///     let slope = graph.gradients(of: y, withRespectTo: [x])[0]      // 1 - tanh²(x), a node like any other
///
/// A node that is already there is not built again (hash-consing), so common subexpressions are one node. Building is single-threaded.
public final class Graph {
  package struct Node {
    package let primitive: any Primitive
    package let operands: [Int]
    package let shape: Shape
  }

  /// Not an `AnyHashable`: making one asks the runtime about conformances, for every node of a program.
  private struct Key: Hashable {
    let operands: [Int]
    let primitive: any Primitive
    /// Kept, for a growing table asks again.
    let hash: Int

    init(_ primitive: any Primitive, _ operands: [Int]) {
      (self.primitive, self.operands) = (primitive, operands)
      var hasher = Hasher()
      hasher.combine(operands)
      hasher.combine(ObjectIdentifier(type(of: primitive)))
      primitive.hash(into: &hasher)
      hash = hasher.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    // The operands first: they nearly always decide, and comparing any two primitives is slow.
    static func == (a: Key, b: Key) -> Bool { a.operands == b.operands && a.primitive.equals(b.primitive) }
  }

  package private(set) var nodes: [Node] = []
  // Looked up, never iterated: the order of a hash table differs from process to process.
  private var known: [Key: Int] = [:]
  private var inputNames: Set<String> = []

  public init() {}

  /// A leaf whose values are bound at run time, by its name. Names are unique within a graph.
  public func input(_ name: String, _ shape: Shape) -> Tensor {
    precondition(inputNames.insert(name).inserted, "the graph already has an input named \"\(name)\"")
    return apply(Input(label: name, shape: shape), to: [])
  }

  /// The leaf of a name, if there is one.
  public func input(named name: String) -> Tensor? {
    guard inputNames.contains(name) else { return nil }
    return nodes.firstIndex { ($0.primitive as? Input)?.label == name }.map { Tensor(graph: self, id: $0) }
  }

  /// A tensor of equal elements, rounded to the program's precision.
  public func constant(_ value: Double, _ shape: Shape = []) -> Tensor {
    apply(Constant(value), to: []).broadcast(to: shape)
  }

  /// The node of a primitive applied to operands, which must satisfy its shape rule.
  package func apply<P: Primitive>(_ primitive: P, to operands: [Tensor]) -> Tensor {
    precondition(operands.allSatisfy { $0.graph === self }, "the operands of \(primitive.name) belong to another graph")
    let key = Key(primitive, operands.map(\.id))
    let id = Self.keep(nodes.count, at: &known[key])
    if id == nodes.count {
      nodes.append(Node(primitive: primitive, operands: key.operands, shape: primitive.shape(of: operands.map(\.shape))))
    }
    return Tensor(graph: self, id: id)
  }

  /// What stands at a place of the table, or else the id, which then stands there: one search for both.
  private static func keep(_ id: Int, at place: inout Int?) -> Int {
    if let known = place { return known }
    place = id
    return id
  }
}

extension Primitive {
  fileprivate func equals(_ other: any Primitive) -> Bool { other as? Self == self }
}

/// A handle to a node of a graph. Equal handles are the same node; a composition that is built twice gives equal handles.
public struct Tensor: Hashable {
  public let graph: Graph
  package let id: Int

  package init(graph: Graph, id: Int) {
    self.graph = graph
    self.id = id
  }

  public var shape: Shape { node.shape }

  var node: Graph.Node { graph.nodes[id] }
  var operands: [Tensor] { node.operands.map { Tensor(graph: graph, id: $0) } }

  public static func == (a: Tensor, b: Tensor) -> Bool { a.graph === b.graph && a.id == b.id }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(graph))
    hasher.combine(id)
  }
}
