namespace Rehome.Checks;

/// <summary>How a probe ended.</summary>
public enum ProbeVerdict
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It works, but may hurt or could not be proven harmlessly.</summary>
    Warned,

    /// <summary>A run would fail.</summary>
    Failed,
}
