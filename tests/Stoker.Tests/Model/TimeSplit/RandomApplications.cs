using CsCheck;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Tests.Model.TimeSplit;

/// <summary>Applications by chance: executors that come, go and come back under their id, overlapping jobs, attempts of all outcomes and without end.</summary>
internal static class RandomApplications
{
    private static readonly Gen<Applications.Attempt> Attempts =
        Gen.Select(Gen.Int[0, 90], Gen.Int[-5, 40], Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 50].Array[7], Gen.Int[0, 9]).Select((launch, length, status, executor, values, result) =>
            new Applications.Attempt(
                launch,
                launch + length,
                status == (int)TaskAttemptStatus.Running
                    ? []
                    :
                    [
                        (TaskMetric.ExecutorRunTime, values[0]), (TaskMetric.ExecutorDeserializeTime, values[1] / 5), (TaskMetric.ResultSerializationTime, values[2] / 10),
                        (TaskMetric.JvmGcTime, values[3]), (TaskMetric.ShuffleFetchWaitTime, values[4] / 2), (TaskMetric.ShuffleWriteTime, values[5] * 700_000L),
                        (TaskMetric.ExecutorCpuTime, values[6] * 500_000L),
                    ])
            {
                Status = (TaskAttemptStatus)status,
                Executor = $"{executor}",
                GettingResult = result,
            });

    private static readonly Gen<(int Start, int Length, bool HasEnd, int Planned, int Job, bool IsPython, Applications.Attempt[] Attempts)> Stages =
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 60], Gen.Bool, Gen.Int[0, 6], Gen.Int[0, 3], Gen.Bool, Attempts.Array[0, 6]);

    public static Gen<Application> All { get; } =
        Gen.Select(
            Gen.Select(Gen.Int[0, 4], Gen.Int[1, 4], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Bool).Array[1, 7],
            Stages.Array[0, 8],
            Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Bool).Array[4],
            Gen.Int[20, 140],
            Gen.Bool).Select((executors, stages, jobs, end, hasEnd) =>
            {
                // Ids 0 to 4 all have slots; more lives of some of them by chance.
                var lives = Enumerable.Range(0, 5).Select(id => (id, 1 + (id % 2), id * 7, 150, false)).Concat(executors);
                return Applications.Of(
                    3,
                    hasEnd ? end : null,
                    [.. lives.Select(life => Applications.Executor($"{life.Item1}", life.Item2, life.Item3, life.Item5 ? null : life.Item3 + life.Item4))],
                    [.. jobs.Select((job, id) => Applications.Job(id, job.Item1, job.Item3 ? job.Item1 + job.Item2 : null, [.. Enumerable.Range(0, stages.Length).Where(stage => stages[stage].Job == id)]))],
                    [.. stages.Select((stage, id) => Stage(stage, id))]);
            });

    private static StageAttempt Stage((int Start, int Length, bool HasEnd, int Planned, int Job, bool IsPython, Applications.Attempt[] Attempts) shape, int id) =>
        Applications.Stage(id, shape.Job, shape.Start, shape.HasEnd ? shape.Start + shape.Length : null, id % 3 == 0 ? [] : [id - 1], shape.Attempts) with
        {
            TaskCount = shape.Planned,
            Rdds = shape.IsPython ? [Applications.Rdd("PythonRDD")] : [],
        };
}
