using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF010: heartbeats so rare that one which is lost or late ends an executor, or a wait for local data that outlasts the tasks.</summary>
internal static class DisorderedTimeouts
{
    public const string Id = "CONF010";

    private const string Heartbeat = "spark.executor.heartbeatInterval";
    private const string Network = "spark.network.timeout";
    private const string Locality = "spark.locality.wait";

    /// <summary>Timeout into which not even six heartbeats of the default interval fit, ms.</summary>
    private const long ShortTimeoutMs = 60_000;

    public static readonly Diagnosis Diagnosis = new(Id, "Timeouts are out of order", Rank.Configuration, Check) { Limits = [ConfigurationThresholds.LocalityWaitMs] };

    private static void Check(Inspection inspection, Report report)
    {
        if (!inspection.IsLocal && Milliseconds(inspection, Heartbeat, 1) is { } heartbeat && Milliseconds(inspection, Network, 1000) is { } network && heartbeat * 2 >= network)
        {
            var suspicion = new Suspicion(new SettingPlace(Heartbeat), Confidence.High) { FixedSeverity = Severity.Minor };
            suspicion.RelatedPlaces.Add(new SettingPlace(Network));
            suspicion.Prove("heartbeatInterval", heartbeat, EvidenceUnit.Milliseconds).Prove("networkTimeout", network, EvidenceUnit.Milliseconds);

            // The one of the two that is far from its default is the mistake.
            report.Add(suspicion.Advise(network < ShortTimeoutMs
                ? inspection.Settings.Change(Network, "120s", "Leave time for several heartbeats: one that is late must not end the executor.", risk: "An executor that is really dead is noticed later.")
                : inspection.Settings.Change(Heartbeat, "10s", "Send several heartbeats within the timeout: one that is late must not end the executor.")));
        }

        var limit = inspection.ValueOf(Id, ConfigurationThresholds.LocalityWaitMs);
        if (inspection.Settings.IsSet(Locality) && Milliseconds(inspection, Locality, 1) is { } wait && wait > limit)
        {
            var suspicion = new Suspicion(new SettingPlace(Locality), Confidence.High) { Groups = ["SCHED001"], IsOnlyGroup = true };
            suspicion.Prove("localityWait", wait, EvidenceUnit.Milliseconds, null, new Threshold(ConfigurationThresholds.LocalityWaitMs.Name, Comparison.AtLeast, limit));
            report.Add(suspicion.Advise(inspection.Settings.Change(Locality, "3s", "Wait no longer for a slot near the data than the read from afar takes.")));
        }
    }

    /// <summary>A duration; a bare number counts in the unit of its setting.</summary>
    private static long? Milliseconds(Inspection inspection, string key, long unitMs) => inspection.Settings.Number(key) is { } number ? number * unitMs : inspection.Settings.Find(key) is { } text ? EffectiveSettings.ParseDuration(text) : null;
}
