import Documents
import Foundation
import Manifests
import Testing

@Suite struct ManifestTests {
  @Test("An experiment at the top is called main; its seed, replicates and measurements have defaults and names")
  func single() throws {
    let manifest = try sound(
      study(
        #""title": "A title", "references": ["he2015"], "$schema": "x", "$comment": "y""#,
        measurements: #"["forwardMoment", {"kind": "forwardMoment", "name": "second"}]"#))
    #expect(manifest.title == "A title")
    #expect(manifest.references == ["he2015"])
    #expect(manifest.isOutlined)
    let experiment = try #require(manifest.experiments.first)
    #expect(experiment.name == "main")
    #expect(experiment.seed == 0)
    #expect(experiment.replicates == 1)
    #expect(experiment.measurementNames == ["forwardMoment", "second"])
    #expect(experiment.combinations.count == 1)
  }

  @Test("Several experiments have names and factors of their own")
  func several() throws {
    let manifest = try sound(
      #"{"experiments": {"$comment": "!", "wide": \#(study(#""seed": 3, "replicates": 2"#, features: "9")), "swept": \#(study(#""factors": {"n": [1, 2]}"#, features: #"{"factor": "n"}"#))}}"#
    )
    #expect(manifest.title == "test")
    #expect(manifest.experiments.map(\.name) == ["wide", "swept"])
    #expect(manifest.experiments.map(\.seed) == [3, 0])
    #expect(manifest.experiments.map(\.replicates) == [2, 1])
    #expect(manifest.experiments.map(\.combinations.count) == [1, 2])
  }

  @Test("Names of measurements and comments anywhere are no part of the settings, defaults written out are the defaults")
  func identity() throws {
    let plain = try sound(study()).experiments[0].settings
    let named = try sound(study(measurements: #"[{"kind": "forwardMoment", "name": "m", "$comment": ["!"]}]"#)).experiments[0]
      .settings
    let spelled = try sound(
      """
      {"precision": "float64", "measurements": [{"of": "activation", "kind": "forwardMoment"}],
       "subject": {"$comment": {"factor": "none"}, "kind": "network", "loss": null, "layers": [
         {"kind": "dense", "$comment": 1, "bias": true, "width": 4, "initializer": "xavierNormal"},
         {"kind": "activation", "function": {"$comment": null, "kind": "tanh"}}],
         "input": {"kind": "gaussian", "features": 4, "examples": 1}}}
      """
    ).experiments[0].settings
    #expect(named == plain)
    #expect(spelled == plain)
    #expect(!plain[0].contains("comment"))
    #expect(!plain[0].contains("factor"))
    #expect(try sound(study(width: "5")).experiments[0].settings != plain)
  }

  @Test("The digest is that of the file's bytes")
  func digest() throws {
    let text = study()
    #expect(try sound(text).digest == SHA256Digest(of: text))
    #expect(try sound(text + "\n").digest != SHA256Digest(of: text))
  }

  @Test("The example of the guide has 128 cells, a figure and a claim")
  func example() throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden")
    let manifest = try sound(String(contentsOf: golden.appending(path: "example-study.json"), encoding: .utf8))
    #expect(manifest.experiments[0].labels.count == 4)
    #expect(manifest.experiments[0].replicates == 32)
    #expect(manifest.experiments[0].measurementNames == ["activationMoment", "gradientMoment"])
    #expect(manifest.figures.count == 1)
    #expect(manifest.claims.count == 1)
  }
}
