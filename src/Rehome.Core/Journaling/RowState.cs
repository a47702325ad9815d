namespace Rehome.Journaling;

/// <summary>Where one switched row stands. The numbers are stored.</summary>
public enum RowState
{
    /// <summary>About to be switched: written before the database is asked, so that no switch is ever unknown.</summary>
    Intended = 0,

    /// <summary>The database confirmed the switch.</summary>
    Switched = 1,

    /// <summary>The row held another value; it was left alone.</summary>
    Changed = 2,

    /// <summary>Returned to its old value.</summary>
    RolledBack = 3,

    /// <summary>Could not be returned: the application has changed the row since.</summary>
    KeptByApplication = 4,

    /// <summary>The database refused the new value; the row keeps its old one and has a letter.</summary>
    Refused = 5,

    /// <summary>A stopped run intended it, and the row does not hold the new value; the next pass looks at the row anew.</summary>
    Unwritten = 6,
}
