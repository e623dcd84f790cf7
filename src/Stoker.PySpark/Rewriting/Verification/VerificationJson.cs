using System.Text.Json.Serialization;

namespace Stoker.PySpark.Rewriting.Verification;

/// <summary>What goes to and comes from the verifying script, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationMessages), TypeInfoPropertyName = "Request")]
[JsonSerializable(typeof(VerificationMessages.Line), TypeInfoPropertyName = "Answer")]
internal sealed partial class VerificationJson : JsonSerializerContext;
