namespace Stoker.Advice.Choices;

/// <summary>What comes of looking at a choice. The numbers are permanent.</summary>
public enum ChoiceVerdict
{
    /// <summary>It stays as it is.</summary>
    Keep = 1,

    /// <summary>Another way may be better, and a person has to decide.</summary>
    Decide = 2,
}
