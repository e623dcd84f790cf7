namespace Stoker.Advice.Choices;

/// <summary>What a choice is about. The numbers are permanent.</summary>
public enum ChoiceSubject
{
    /// <summary>How many executors there are.</summary>
    Executors = 1,

    /// <summary>How many cores and how much memory each of them has.</summary>
    ExecutorShape = 2,

    /// <summary>Executors that come and go as tasks wait.</summary>
    DynamicAllocation = 3,

    /// <summary>Memory of a container beside the heap.</summary>
    Overhead = 4,

    /// <summary>Where the driver runs.</summary>
    DeployMode = 5,

    /// <summary>How objects of the JVM become bytes.</summary>
    Serializer = 6,

    /// <summary>How blocks of shuffles are compressed.</summary>
    Codec = 7,
}
