using Stoker.Model.Units;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Phases;

/// <summary>A part of a whole of time.</summary>
/// <param name="Name">What the time went to.</param>
/// <param name="Time">How much.</param>
/// <param name="Tone">Its color in a bar.</param>
internal sealed record Share(string Name, Milliseconds Time, Tone Tone)
{
    /// <summary>Whether the log tells only that it is no more than <see cref="Time"/>.</summary>
    public bool IsBound { get; init; }
}
