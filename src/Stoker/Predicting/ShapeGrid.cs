using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>Which shapes to look at.</summary>
internal static class ShapeGrid
{
    /// <summary>Steps of a curve that nobody asked for in numbers: an octave is three of them, and they are rounded to whole executors.</summary>
    private static readonly double[] Steps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 16];

    /// <summary>Those of a coarse curve.</summary>
    private static readonly double[] CoarseSteps = [0.25, 0.5, 1, 2, 4];

    /// <summary>Cores of an executor, over those of the run, where its executors are what was asked for.</summary>
    private static readonly double[] CoreSteps = [0.5, 2, 4];

    /// <summary>The shapes with what else is asked for, the run as it was first.</summary>
    /// <param name="program">The run.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="reliefs">What is taken off its tasks.</param>
    public static IEnumerable<ChangeSet> Of(ReplayableProgram program, WhatIfRequest request, IReadOnlyList<StageRelief> reliefs)
    {
        var settings = request.Settings.Where(setting => !CuredFindings.Answers(setting.Key)).ToDictionary(StringComparer.Ordinal);
        var shape = program.Shape;
        var (least, most) = new ChangeSet { Settings = settings }.ExecutorBounds(program);
        var cores = request.Cores.Count > 0 ? request.Cores : [shape.CoresPerExecutor];
        var executors = request.Executors.Count > 0 ? request.Executors : [Within(shape.Executors)];
        var shapes = request.Cores.Count > 0 || request.Executors.Count > 0 ? executors.SelectMany(_ => cores, Shaped) : Curve();
        var own = new ChangeSet { Executors = shape.Executors, CoresPerExecutor = shape.CoresPerExecutor };
        return shapes.Prepend(own).DistinctBy(change => (change.Executors, change.CoresPerExecutor, change.Settings.Count, change.Reliefs.Count));

        // Nobody asked for numbers: executors come and go. A single one, of which there cannot be less, loses cores; local mode has nothing but cores.
        IEnumerable<ChangeSet> Curve()
        {
            var counts = Around(shape.Executors, request.IsCoarse).Select(count => Within(count)).Distinct().Select(count => Shaped(count, shape.CoresPerExecutor));
            var ofOne = Around(shape.CoresPerExecutor, request.IsCoarse).Where(core => program.IsLocal || core < shape.CoresPerExecutor).Select(core => Shaped(executors[0], core));
            return program.IsLocal ? ofOne : shape.Executors == 1 ? [.. ofOne, .. counts] : counts;
        }

        ChangeSet Shaped(int count, int core) => new() { Executors = count, CoresPerExecutor = core, Settings = settings, Reliefs = reliefs };

        // A curve that nobody asked for in numbers keeps within the bounds that dynamic allocation is asked to keep.
        int Within(int count) => Math.Max(Math.Min(count, most ?? count), least ?? 1);
    }

    /// <summary>Shapes along the axis that the request leaves open: other cores of its executors, or other executors of its cores. None in local mode, whose only axis has a curve, and where both are given.</summary>
    /// <param name="program">The run.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="reliefs">What is taken off its tasks.</param>
    public static IEnumerable<ChangeSet> Beside(ReplayableProgram program, WhatIfRequest request, IReadOnlyList<StageRelief> reliefs)
    {
        if (program.IsLocal || (request.Cores.Count > 0 && request.Executors.Count > 0))
        {
            return [];
        }

        var shape = program.Shape;
        var open = request with
        {
            Cores = request.Cores.Count > 0 ? request.Cores : [.. CoreSteps.Select(step => Math.Max(1, (int)(step * shape.CoresPerExecutor))).Distinct()],
            Executors = request.Executors.Count > 0 ? request.Executors : [.. Around(shape.Executors, isCoarse: true)],
        };
        var asked = Of(program, request, reliefs).Select(change => (change.Executors, change.CoresPerExecutor)).ToHashSet();
        return Of(program, open, reliefs).Where(change => !asked.Contains((change.Executors, change.CoresPerExecutor)));
    }

    public static ClusterShape After(ClusterShape shape, ChangeSet change) =>
        shape with { Executors = change.Executors ?? shape.Executors, CoresPerExecutor = change.CoresPerExecutor ?? shape.CoresPerExecutor };

    private static List<int> Around(int count, bool isCoarse) => [.. (isCoarse ? CoarseSteps : Steps).Select(step => Math.Max(1, (int)Math.Round(step * count))).Distinct()];
}
