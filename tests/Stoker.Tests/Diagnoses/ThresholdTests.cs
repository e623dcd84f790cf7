using System.Text.RegularExpressions;
using Stoker.Diagnoses;

namespace Stoker.Tests.Diagnoses;

public sealed partial class ThresholdTests
{
    [Fact]
    public void Limits_EveryThresholdThatARuleAsksFor_IsDeclaredBesideIt()
    {
        foreach (var file in Directory.GetFiles(Repository.Path("src/Stoker.Diagnoses"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            var declared = Declaration().Matches(source).SelectMany(block => LimitName().Matches(block.Value)).Select(name => name.Value).ToHashSet();
            foreach (Match use in Use().Matches(source))
            {
                Assert.True(declared.Contains(use.Groups[1].Value), $"{Path.GetFileName(file)} asks for {use.Groups[1].Value} and does not declare it in Limits = [...]");
            }
        }
    }

    [Fact]
    public void ThresholdsOf_EveryRule_NamesAreUniqueAndDefaultsAreInRange()
    {
        foreach (var (id, _) in DiagnosisCatalogue.Titles)
        {
            var thresholds = DiagnosisCatalogue.ThresholdsOf(id);

            Assert.Equal(thresholds.Count, thresholds.Select(threshold => threshold.Name).Distinct().Count());
            Assert.All(thresholds, threshold =>
            {
                Assert.InRange(threshold.Default, DiagnosisThreshold.Least, threshold.Most);
                Assert.True(!threshold.IsWhole || threshold.Default == Math.Floor(threshold.Default), $"{id}.{threshold.Name}: {threshold.Unit} with a default of {threshold.Default}");
            });
        }
    }

    [Theory]
    [InlineData("SKEW001", "ratio", ThresholdUnit.Ratio)]
    [InlineData("SKEW001", "minTaskMs", ThresholdUnit.Milliseconds)]
    [InlineData("SKEW001", "minBytes", ThresholdUnit.Bytes)]
    [InlineData("SKEW001", "minRecords", ThresholdUnit.Rows)]
    [InlineData("SKEW001", "minTasks", ThresholdUnit.Count)]
    [InlineData("PYTHON001", "share", ThresholdUnit.Share)]
    [InlineData("JOIN001", "smallBroadcast", ThresholdUnit.Bytes)]
    public void ThresholdsOf_Rule_TheUnitIsTold(string id, string name, ThresholdUnit unit) =>
        Assert.Equal(unit, Assert.Single(DiagnosisCatalogue.ThresholdsOf(id), threshold => threshold.Name == name).Unit);

    [GeneratedRegex(@"ValueOf\((?:[iI]d|""\w+""), (\w+Thresholds\.\w+)\)")]
    private static partial Regex Use();

    [GeneratedRegex(@"Limits(?: \{ get; \})? =\s*\[[^\]]*\]")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\w+Thresholds\.\w+")]
    private static partial Regex LimitName();
}
