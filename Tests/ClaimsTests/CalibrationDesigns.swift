import Statistics

/// A design for every statistical kind of claim. Noise is normal with standard deviation 1 where nothing else is said; sizes give power above 90%
/// at α = 0.1 for what lies a margin inside the edge, and twice that beyond.
extension CalibrationTests {
  static let designs: [Design] = [
    // A mean: Student's t is exact at an edge whose other bound is far.
    Design(
      simulation: scalar("equals, mean", replicates: 16),
      claim: #"{"kind": "equals", "of": "y", "target": 0, "margin": 1.2}"#, edge: 1.2, inside: 0, beyond: 2.4, isExact: true),
    Design(
      simulation: Simulation(name: "equals, geometric mean", replicates: 16, arms: ["a"], x: [0], normals: 1) { truth, z in
        [[exponential(truth + z[0])]]
      },
      claim: #"{"kind": "equals", "of": "y", "scale": "log", "target": 1, "margin": 1.2}"#,
      edge: 1.2, inside: 0, beyond: 2.4, isExact: true),
    // Cauchy's noise, z0 / z1, has no mean; its median is the truth.
    Design(
      simulation: Simulation(name: "equals, median", replicates: 40, arms: ["a"], x: [0], normals: 2) { truth, z in
        [[truth + z[0] / z[1]]]
      },
      claim: #"{"kind": "equals", "of": "y", "summary": "median", "target": 0, "margin": 1.2}"#,
      edge: 1.2, inside: 0, beyond: 3),
    // A random walk over its points, as a moment is over layers.
    Design(
      simulation: walk("slope, least squares"),
      claim: #"{"kind": "slope", "of": "y", "along": "x", "target": 0, "margin": 0.6}"#,
      edge: 0.6, inside: 0, beyond: 1.2, isExact: true),
    Design(
      simulation: walk("slope, endpoints"),
      claim: #"{"kind": "slope", "of": "y", "along": "x", "estimator": "endpoints", "target": 0, "margin": 0.6}"#,
      edge: 0.6, inside: 0, beyond: 1.2, isExact: true),
    // What the arms of a replicate share, z0, is ten times what they do not.
    Design(
      simulation: Simulation(name: "ratio", replicates: 16, arms: ["low", "high"], x: [0], normals: 3) { truth, z in
        [[exponential(10 * z[0] + z[1])], [exponential(10 * z[0] + truth + z[2])]]
      },
      claim:
        #"{"kind": "ratio", "of": "y", "numerator": {"arm": "high"}, "denominator": {"arm": "low"}, "relation": "about", "value": 1, "margin": 1.6}"#,
      edge: 1.6, inside: 0, beyond: 3.2, isExact: true),
    Design(
      simulation: Simulation(name: "ratio, at least", replicates: 16, arms: ["low", "high"], x: [0], normals: 3) { truth, z in
        [[exponential(10 * z[0] + z[1])], [exponential(10 * z[0] + truth + z[2])]]
      },
      claim:
        #"{"kind": "ratio", "of": "y", "numerator": {"arm": "high"}, "denominator": {"arm": "low"}, "relation": "atLeast", "value": 1}"#,
      edge: 0, inside: 1.5, beyond: -1.5, isExact: true),
    Design(
      simulation: Simulation(name: "null", replicates: 16, arms: ["without", "with"], x: [0], normals: 3) { truth, z in
        [[10 * z[0] + z[1]], [10 * z[0] + truth + z[2]]]
      },
      claim:
        #"{"kind": "null", "of": "y", "with": {"arm": "with"}, "without": {"arm": "without"}, "scale": "linear", "margin": 1.6}"#,
      edge: 1.6, inside: 0, beyond: 3.2, isExact: true),
    // The second step is far above its margin, the first one is the truth: the worst case of "all steps are".
    Design(
      simulation: Simulation(name: "order of three", replicates: 16, arms: ["a", "b", "c"], x: [0], normals: 4) { truth, z in
        let shared = 10 * z[0]
        return [[shared + z[1]], [shared + truth + z[2]], [shared + truth + 9 + z[3]]]
      },
      claim: #"{"kind": "order", "of": "y", "arms": [{"arm": "a"}, {"arm": "b"}, {"arm": "c"}], "margin": 0.5}"#,
      edge: 0.5, inside: 2, beyond: -1),
    // Of a share of curves that are exact powers of x; the others are exact exponentials.
    Design(
      simulation: Simulation(name: "law", replicates: 40, arms: ["a"], x: [1, 2, 4, 8, 16], normals: 1) { share, z in
        [[1.0, 2, 4, 8, 16].map { Normal.cdf(z[0]) < share ? 1 / $0 : exponential(-$0) }]
      },
      claim: #"{"kind": "law", "of": "y", "along": "x", "winner": "power"}"#, edge: 0.5, inside: 0.8, beyond: 0.2),
    // A line of slope 1 that reaches 0 at the truth, give or take.
    Design(
      simulation: Simulation(name: "crossing", replicates: 16, arms: ["a"], x: [-20, -5, 0, 5, 20], normals: 1) { truth, z in
        [[-20.0, -5, 0, 5, 20].map { $0 - truth - z[0] }]
      },
      claim: #"{"kind": "crossing", "of": "y", "along": "x", "level": 0, "target": 1, "margin": 1.2}"#,
      edge: 2.2, inside: 1, beyond: 3.4, isExact: true),
    Design(
      simulation: Simulation(name: "proportion", replicates: 60, arms: ["a"], x: [0], normals: 1) { share, z in
        [[Normal.cdf(z[0]) < share ? 1 : 0]]
      },
      claim: #"{"kind": "proportion", "of": "y > 0.5", "relation": "about", "value": 0.5, "margin": 0.25}"#,
      edge: 0.75, inside: 0.5, beyond: 0.95),
    // A share of values moved beyond 1 lies that far from the uniform distribution.
    Design(
      simulation: Simulation(name: "distribution", replicates: 60, arms: ["a"], x: [0], normals: 2) { share, z in
        [[Normal.cdf(z[0]) + (Normal.cdf(z[1]) < share ? 1 : 0)]]
      },
      claim: #"{"kind": "dist", "of": "y", "cdf": "uniform.cdf(x, 0, 1)", "maximumDistance": 0.35}"#,
      edge: 0.35, inside: 0.02, beyond: 0.7),
  ]

  private static func scalar(_ name: String, replicates: Int) -> Simulation {
    Simulation(name: name, replicates: replicates, arms: ["a"], x: [0], normals: 1) { truth, z in [[truth + z[0]]] }
  }

  private static func walk(_ name: String) -> Simulation {
    Simulation(name: name, replicates: 16, arms: ["a"], x: [0, 1, 2, 3, 4, 5], normals: 6) { truth, z in
      var height = 0.0
      return [
        z.map { step in
          height += truth + step
          return height
        }
      ]
    }
  }
}
