using System.Text.Json.Serialization;

namespace Stoker.Reports.Verification;

/// <summary>Source-generated JSON of <c>stoker/verification/1</c> and of the history.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerificationDocument))]
[JsonSerializable(typeof(VerifiedPairDocument))]
internal sealed partial class VerificationJsonContext : JsonSerializerContext;
