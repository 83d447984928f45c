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

  package private(set) var nodes: [Node] = []
  /// For a hash of operands and primitive, the newest node that has it. Looked up, never iterated: the order of a hash table differs from
  /// process to process. Not keyed by the nodes themselves, which a growing table would move, nor by an `AnyHashable`: making one asks the
  /// runtime about conformances.
  private var newest: [Int: Int] = [:]
  /// By node, the one before it with its hash.
  private var earlier: [Int?] = []
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
    let ids = operands.map(\.id)
    var hasher = Hasher()
    hasher.combine(ids)
    hasher.combine(ObjectIdentifier(P.self))
    hasher.combine(primitive)
    let hash = hasher.finalize()
    let last = newest.updateValue(nodes.count, forKey: hash)
    var candidate = last
    while let id = candidate {
      // The operands first: they nearly always decide, and comparing any two primitives is slow.
      if nodes[id].operands == ids, nodes[id].primitive as? P == primitive {
        newest[hash] = last
        return Tensor(graph: self, id: id)
      }
      candidate = earlier[id]
    }
    nodes.append(Node(primitive: primitive, operands: ids, shape: primitive.shape(of: operands.map(\.shape))))
    earlier.append(last)
    return Tensor(graph: self, id: nodes.count - 1)
  }
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
