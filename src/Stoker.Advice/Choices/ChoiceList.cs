using System.Globalization;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Choices;

/// <summary>Looks at the choices that a log can say something of. A pure function; thread safe.</summary>
public static class ChoiceList
{
    /// <summary>What takes less than this share off a run's time is not worth a person's thought.</summary>
    public const double LeastTime = 0.03;

    /// <summary>The choices, in the order of their subjects; those that this cluster does not leave open are left out.</summary>
    /// <param name="application">The application.</param>
    /// <param name="time">Where its time went.</param>
    /// <param name="findings">Its findings.</param>
    public static IReadOnlyList<Choice> Of(Application application, TimeBreakdown time, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(findings);
        return Of(new ChoiceContext(application, time.ApplicationTime.Core, time.ApplicationTime.Wall.Total.Value / 1000.0, findings));
    }

    internal static IReadOnlyList<Choice> Of(ChoiceContext context)
    {
        if (context.Settings.Version is null || context.Core.Running.Value == 0)
        {
            return [];
        }

        Choice?[] choices = [ExecutorShapeChoice.Of(context), DynamicAllocationChoice.Of(context), OverheadChoice.Of(context), DeployModeChoice.Of(context), SerializerChoice.Of(context), CodecChoice.Of(context)];
        return [.. choices.OfType<Choice>().Select(choice => OfWorth(choice, context.WallSeconds))];
    }

    /// <summary>The choice; one that would save next to nothing at best stays as it is.</summary>
    private static Choice OfWorth(Choice choice, double wallSeconds) => choice is not { Verdict: ChoiceVerdict.Decide, SavedWallSeconds.High: var most } || most >= LeastTime * wallSeconds ? choice : new Choice
    {
        Subject = choice.Subject,
        Verdict = ChoiceVerdict.Keep,
        Reason = string.Create(CultureInfo.InvariantCulture, $"Another one would save {Math.Max(0.1, Math.Ceiling(10 * most) / 10):0.#} s of the run's {wallSeconds:0} s at best."),
        Evidence = choice.Evidence,
    };
}
