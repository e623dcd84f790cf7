namespace Stoker.Model.Tasks;

/// <summary>Names that rows of task tables point into.</summary>
internal readonly record struct TaskNames(IReadOnlyList<string> Executors, IReadOnlyList<string> Hosts);
