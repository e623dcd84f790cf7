namespace Stoker.Reports.Timelines;

/// <summary>Adds up spans of time over equal steps; a span costs the same however many steps it covers.</summary>
internal sealed class StepSums(long start, long length, int steps)
{
    /// <summary>Weight × time that falls into a step from spans that end or begin in it.</summary>
    private readonly double[] _partial = new double[steps + 1];

    /// <summary>Changes of the weight of spans that cover a step wholly.</summary>
    private readonly double[] _change = new double[steps + 2];

    private readonly double _step = (double)length / steps;

    public void Add(long from, long to, double weight)
    {
        var first = Math.Clamp((from - start) / _step, 0, steps);
        var last = Math.Clamp((to - start) / _step, 0, steps);
        if (last <= first)
        {
            return;
        }

        var (firstStep, lastStep) = ((int)first, (int)last);
        if (firstStep == lastStep)
        {
            _partial[firstStep] += weight * (last - first);
            return;
        }

        _partial[firstStep] += weight * (firstStep + 1 - first);
        _partial[lastStep] += weight * (last - lastStep);
        _change[firstStep + 1] += weight;
        _change[lastStep] -= weight;
    }

    /// <summary>The mean weight in each step.</summary>
    public double[] Means()
    {
        var means = new double[steps];
        var covering = 0.0;
        for (var step = 0; step < steps; step++)
        {
            covering += _change[step];
            means[step] = Math.Max(0, covering + _partial[step]);
        }

        return means;
    }
}
