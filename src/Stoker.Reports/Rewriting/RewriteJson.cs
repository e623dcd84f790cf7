using System.Text.Json.Serialization;

namespace Stoker.Reports.Rewriting;

[JsonSerializable(typeof(RewriteDocument))]
internal sealed partial class RewriteJson : JsonSerializerContext;
