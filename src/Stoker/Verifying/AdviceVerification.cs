using Stoker.Advice.Comparison;
using Stoker.Advice.Recommendations;
using Stoker.Advice.Verification;
using Stoker.Advising;
using Stoker.Diagnoses;
using Stoker.Model.Settings;

namespace Stoker.Verifying;

/// <summary>Holds what <see cref="AdviseApplication"/> says on the first run against the second run, as far as that has the settings advised.</summary>
internal static class AdviceVerification
{
    /// <summary>A stage or two with other input, a query plan's own filters say, make no other run.</summary>
    private const double MostOtherInput = 0.10;

    /// <summary>The verification with the advice that was followed, if any was.</summary>
    public static ChangeVerification AddTo(ChangeVerification verification, DiagnosisResult before)
    {
        var comparison = verification.Comparison;
        var application = comparison.Before.Application;
        var plan = SettledPlan.Of(application, before);
        var after = new EffectiveSettings(comparison.After.Application);
        var followed = plan.Settings.Where(setting => IsFollowed(setting, after.Find(setting.Key))).ToList();
        if (followed.Count == 0)
        {
            return verification;
        }

        var (waited, started) = (CpuWait.OfRuns(comparison) is not null, StartDifference.Of(comparison) is not null);
        var together = PredictAdvice.Of(application, plan with { Settings = followed }, before.Findings);
        var differing = comparison.Settings.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        var (otherwise, notFollowed) = (plan.Settings.Except(followed).Where(setting => differing.Contains(setting.Key)).ToList(), plan.Settings.Except(followed).Where(setting => !differing.Contains(setting.Key)).ToList());
        var others = comparison.Settings.Where(setting => setting.Explains.Count > 0 && plan.Settings.All(each => each.Key != setting.Key)).Select(setting => setting.Key).ToList();
        var isAlone = others.Count == 0 && otherwise.Count == 0;
        return verification with
        {
            // Nothing but the advice was done: its prediction knows what a replay does not, and one change has one prediction.
            Run = isAlone && together?.PredictedMs is not null ? null : verification.Run,
            RunRefusal = isAlone && together?.PredictedMs is not null ? null : verification.RunRefusal,
            Advice = new FollowedAdvice
            {
                Followed = [.. followed.Select(setting => new FollowedSetting(setting.Key, setting.To, [.. setting.Findings.Select(finding => finding.Id).Distinct()], SavedBy(setting)))],
                NotFollowed = [.. notFollowed.Select(setting => setting.Key)],
                Otherwise = [.. otherwise.Select(setting => new OtherwiseSetting(setting.Key, setting.To, after.Find(setting.Key)))],
                Others = others,
                PredictedMs = together?.PredictedMs,
                LowMs = together?.Interval?.LowMs,
                HighMs = together?.Interval?.HighMs,
                Sigma = together?.Sigma,
                IntervalRow = together?.IntervalRow,
                BeforeMs = comparison.WallBefore.Value,
                MeasuredMs = comparison.WallAfter.Value,
                WaitedForCpus = waited,
                StartedOtherwise = started,
                IsComparable = isAlone && !waited && !started && together?.Settings.All(setting => setting.Basis != SettingBasis.NotInNumber) == true && comparison.OtherInputShare < MostOtherInput,
            },
        };

        double? SavedBy(AdvisedSetting setting) => PredictAdvice.Of(application, plan with { Settings = [setting] }, before.Findings) is { PredictedMs: { } predicted } alone
            ? alone.MeasuredMs - predicted
            : null;
    }

    /// <summary>Whether a run has the value: the same text, the same number of bytes, or the default that the advice asks for.</summary>
    private static bool IsFollowed(AdvisedSetting setting, string? value) => value is not null
        && (string.Equals(value, setting.To, StringComparison.OrdinalIgnoreCase)
            || (EffectiveSettings.ParseBytes(value) is { } bytes && EffectiveSettings.ParseBytes(setting.To) == bytes));
}
