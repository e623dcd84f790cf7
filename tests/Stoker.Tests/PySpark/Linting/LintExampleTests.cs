using Stoker.PySpark.Linting;

namespace Stoker.Tests.PySpark.Linting;

/// <summary>Every rule fires where its examples say so, stays silent where they say so, and its fix gives the code that they show.</summary>
public sealed class LintExampleTests
{
    public static TheoryData<string> Rules => new(LintRules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Lint_Examples_BehaveAsWritten(string id)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");
        var examples = LintExample.All().Where(example => example.Rule == id).ToList();
        Assert.Contains(examples, example => example.Fires);
        Assert.Contains(examples, example => !example.Fires);
        var fixedSources = new List<(LintExample Example, string Source)>();
        foreach (var (example, source, findings) in LintExample.Lint(examples.Select(example => (example, example.Source))))
        {
            Assert.True(example.Fires == findings.Count > 0, $"{example}: {findings.Count} findings in\n{example.Code}");
            if (example.FixedSource is { } expected)
            {
                var after = SourceEditor.Apply(source, SourceEditor.Compatible(findings, FixSafety.Unsafe).SelectMany(fix => fix.Edits));
                Assert.Equal(expected.TrimEnd(), after.TrimEnd());
                fixedSources.Add((example, after));
            }
        }

        Assert.All(LintExample.Lint(fixedSources), after => Assert.DoesNotContain(after.Findings, finding => finding.Fix is not null));
    }

    [Fact]
    public void ReadPage_EveryRule_HasOneWithAllParts()
    {
        foreach (var rule in LintRules.All)
        {
            var page = rule.ReadPage();
            Assert.StartsWith($"# {rule.Id} {rule.Name}", page, StringComparison.Ordinal);
            Assert.All((string[])["## What it means", "## Why it costs", "## How to see it", "## How to fix it", "## When to ignore it"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void All_Ids_AreUniqueAndOrdered() => Assert.Equal(LintRules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), LintRules.All.Select(rule => rule.Id));
}
