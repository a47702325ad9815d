namespace Rehome.Phases;

/// <summary>The steps that progress is shown for.</summary>
public enum Step
{
    /// <summary>Listing both sides and comparing them.</summary>
    List,

    /// <summary>Reading the reference columns without changing them.</summary>
    Scan,

    /// <summary>Copying objects; listing goes on beside it.</summary>
    Copy,

    /// <summary>Switching rows.</summary>
    Switch,

    /// <summary>Waiting for the end of the grace period.</summary>
    Grace,

    /// <summary>Deleting source objects.</summary>
    Retire,

    /// <summary>The independent audit.</summary>
    Verify,

    /// <summary>Copying retired objects back.</summary>
    Restore,

    /// <summary>Returning rows to their old values.</summary>
    Rollback,
}
