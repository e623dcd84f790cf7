using Stoker.Diagnoses.Plans;

namespace Stoker.Tests.Diagnoses;

public sealed class CostlyCallsTests
{
    [Theory]
    [InlineData("Project [product, sha2(cast(note as binary), 512) AS h]", new[] { "sha2(cast(note as binary), 512)" })]
    [InlineData("Project [sha2(cast(sha2(cast(a as binary), 256) as binary), 512) AS h, sha1(b) AS s]", new[] { "sha2(cast(sha2(cast(a as binary), 256) as binary), 512)", "sha1(b)" })]
    [InlineData("HashAggregate(keys=[k], functions=[partial_max(from_json(s))])", new[] { "from_json(s)" })]
    [InlineData("Filter ((isnotnull(a) AND (a > 10)) AND (sha1(b) > 1))", new[] { "sha1(b)" })]
    [InlineData("Project [sha1(a, ... 3 more fields", new[] { "sha1(a, ... 3 more fields" })]
    [InlineData("Project [(id % 100) AS k, upper(trim(name)) AS n, coalesce(a, 0) AS a]", new string[0])]
    [InlineData("Project [my_sha1(a), shard(b)]", new string[0])]
    public void In_PlanText_AreTheOutermostOnes(string text, string[] calls) => Assert.Equal(calls, CostlyCalls.In(text));
}
